import * as ops from "../../src/ops/linear.ts";
import { matmul, transposed } from "./matrices.ts";
import { build, type Nd, zip } from "./nd.ts";
import { family, numbers, t } from "./spec.ts";

const plus = (a: Nd, b: Nd | null | undefined): Nd => (b ? zip((x, y) => x + y, a, b) : a);

export default family(ops, {
  linear: {
    samples: [
      [t([2, 3]), t([4, 3]), t([4])],
      [t([2, 3]), t([4, 3])],
      [t([9, 5]), t([6, 5]), t([6])],
      [t([2, 2, 3]), t([4, 3]), { bias: t([4]) }],
      [t([2, 2, 3]), t([4, 3]), null],
      [t([3]), t([4, 3]), t([4])],
      [t([2, 3]), t([3]), t([])],
      [t([2, 2, 3]), t([3])],
      [t([3]), t([3])],
      [t([0, 3]), t([4, 3]), t([4])],
      [t([2, 0]), t([4, 0]), t([4])],
    ],
    reference: (x: Nd, weight: Nd, given?: Nd | null | { bias: Nd }) => {
      const bias = given && "bias" in given ? given.bias : given;
      return plus(matmul(x, weight.shape.length === 1 ? weight : transposed(weight)), bias);
    },
    dtypes: numbers,
    errors: [
      [
        [t([2, 3]), t([5, 4])],
        /has 3 features, but weight \[5, 4\] takes 4 \(mat1 and mat2 shapes cannot be multiplied \(2x3 and 4x5\)/,
      ],
      [[t([2, 3]), t([5, 3]), t([4])], /must match the existing size \[4\] of bias/],
      [[t([2, 3]), t([5, 3], { dtype: "float64" })], /same dtype/],
      [[t([]), t([5, 3])], /has no features/],
    ],
  },
  bilinear: {
    samples: [
      [t([2, 3]), t([2, 4]), t([5, 3, 4]), t([5])],
      [t([2, 2, 3]), t([2, 2, 4]), t([5, 3, 4])],
      [t([3]), t([4]), t([5, 3, 4]), t([5])],
      [t([0, 3]), t([0, 4]), t([5, 3, 4])],
    ],
    reference: (x: Nd, y: Nd, weight: Nd, bias?: Nd) => {
      const [outputs, m, n] = weight.shape;
      const product = build([...x.shape.slice(0, -1), outputs], (at) => {
        const [lead, o] = [at.slice(0, -1), at.at(-1) as number];
        let sum = 0;
        for (let i = 0; i < m; i++)
          for (let j = 0; j < n; j++)
            sum += x.at(...lead, i) * weight.at(o, i, j) * y.at(...lead, j);
        return sum;
      });
      return plus(product, bias);
    },
    dtypes: numbers,
    errors: [
      [[t([2, 3]), t([4]), t([5, 3, 4])], /input dimensions do not match: got 2 and 1/],
      [[t([2, 3]), t([3, 4]), t([5, 3, 4])], /do not match at dim 0: got 2 and 3/],
      [
        [t([2, 3]), t([2, 4]), t([5, 2, 4])],
        /input1 size does not match weight size: got 3 but expected 2/,
      ],
      [
        [t([2, 3]), t([2, 4]), t([5, 3, 3])],
        /input2 size does not match weight size: got 4 but expected 3/,
      ],
      [
        [t([2, 3]), t([2, 4]), t([5, 3, 4]), t([4])],
        /bias size does not match weight size: got 4 but expected 5/,
      ],
    ],
  },
});
