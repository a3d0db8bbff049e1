import * as ops from "../../src/ops/embedding.ts";
import { named } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { all, family, t, type TensorArg } from "./spec.ts";

/** Row numbers. */
const rows = (shape: readonly number[], values: readonly number[]): TensorArg =>
  t(shape, { dtype: "int64", values });

// What `maxNorm`, `paddingIdx` and `scaleGradByFreq` do is no derivative, or no pure function: see ../embedding.test.ts.
export default family(ops, {
  embedding: {
    samples: [
      [rows([2, 3], [0, 4, 2, 2, 1, 0]), t([5, 3])],
      [rows([], [1]), t([2, 4])],
      [rows([0], []), t([2, 3])],
      [rows([2], [1, 0]), t([2, 0])],
      [t([3], { dtype: "int32", values: [1, 1, 1] }), { weight: t([2, 2]), paddingIdx: 0 }],
      [rows([2], [0, 1]), t([4, 2]), -1],
    ],
    reference: (input: Nd, ...rest: unknown[]) => {
      const { weight } = named<{ weight: Nd }>(["weight", "paddingIdx"], rest);
      return build([...input.shape, weight.shape[1]], (at) =>
        weight.at(input.at(...at.slice(0, -1)), at[at.length - 1]),
      );
    },
    dtypes: all,
    errors: [
      [[rows([2], [0, 5]), t([5, 3])], /index out of range in self: 5 is not in \[0, 4\]/],
      [[rows([1], [-1]), t([5, 3])], /index out of range/],
      [[t([2]), t([5, 3])], /indices of dtype int64 or int32, but got float32/],
      [[rows([1], [0]), t([5])], /'weight' must be 2-D/],
      [[rows([1], [0]), t([5, 3]), 5], /paddingIdx must be within num_embeddings/],
      [[rows([1], [0]), t([5, 3]), -6], /paddingIdx must be within num_embeddings/],
      [[rows([1], [0]), t([5, 3]), { sparse: true }], /sparse gradients are not supported/],
      [[rows([1], [0])], /weight/],
    ],
  },
  oneHot: {
    samples: [
      [rows([2, 2], [0, 2, 1, 0])],
      [rows([3], [0, 2, 1]), 5],
      [rows([3], [0, 2, 1]), { numClasses: -1 }],
      [rows([], [1])],
      [rows([0], []), 3],
    ],
    reference: (x: Nd, given?: number | { numClasses: number }) => {
      const count = (typeof given === "object" ? given.numClasses : given) ?? -1;
      return build([...x.shape, count === -1 ? Math.max(...x.data) + 1 : count], (at) =>
        Number(x.at(...at.slice(0, -1)) === at[at.length - 1]),
      );
    },
    result: "int64",
    dtypes: ["int64"],
    differentiable: false,
    errors: [
      [[t([2])], /only applicable to index tensor \(int64\), got float32/],
      [[rows([1], [-1])], /class values must be non-negative, got -1/],
      [[rows([1], [3]), 3], /class values must be smaller than num_classes: got 3/],
      [[rows([1], [0]), 0], /numClasses should be positive, got 0/],
      [[rows([0], [])], /can not infer total number of classes from empty tensor/],
    ],
  },
});
