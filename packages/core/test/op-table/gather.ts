import * as ops from "../../src/ops/gather.ts";
import { dimOf, named } from "./arguments.ts";
import { broadcastShape, build, type Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

const index = (shape: readonly number[], values: readonly number[]) =>
  t(shape, { dtype: "int64", values });

interface Args {
  dim: number;
  index: Nd;
  indices: Nd;
}

function gathered(x: Nd, d: number, places: Nd): Nd {
  if (x.shape.length === 0) return build(places.shape, () => x.at());
  if (places.shape.length === 0) return build([], () => x.at(places.at()));
  return build(places.shape, (at) => x.at(...at.with(d, places.at(...at))));
}

export default family(ops, {
  gather: {
    samples: [
      [t([3, 4]), 1, index([3, 2], [0, 3, 1, 1, 2, 0])],
      [t([3, 4]), -2, index([2, 3], [0, 2, 1, 1, 1, 0])],
      [t([2, 3, 2]), { dim: 1, index: index([2, 1, 2], [2, 0, 1, 2]), sparseGrad: false }],
      [t([3]), 0, index([5], [0, 0, 2, 1, 2])],
      [t([]), 0, index([], [0])],
      [t([]), 0, index([3], [0, 0, 0])],
      [t([3]), 0, index([], [2])],
      [t([3, 4]), 1, index([3, 0], [])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["dim", "index"], rest);
      return gathered(x, dimOf(x, args.dim), args.index);
    },
    errors: [
      [[t([2, 3]), 1, t([2, 3])], /Expected dtype int64 for index.*"int64"/],
      [[t([2, 3]), 1, index([2], [0, 0])], /same number of dimensions as input tensor/],
      [[t([2, 3]), 1, index([3, 1], [0, 0, 0])], /Size does not match at dimension 0/],
      [[t([2, 3]), 1, index([1, 1], [3])], /index 3 is out of bounds for dimension 1 with size 3/],
      [[t([2, 3]), 1, index([1, 1], [-1])], /index -1 is out of bounds/],
      [[t([2, 3]), 2, index([1, 1], [0])], /out of range/],
    ],
  },
  indexSelect: {
    samples: [
      [t([3, 4]), 0, index([4], [2, 0, 0, 1])],
      [t([3, 4]), -1, t([2], { dtype: "int32", values: [3, 1] })],
      [t([2, 3, 2]), { dim: 1, index: index([], [2]) }],
      [t([]), 0, index([1], [0])],
      [t([3, 2]), 0, index([0], [])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["dim", "index"], rest);
      const d = dimOf(x, args.dim);
      if (x.shape.length === 0) return x;
      return build(x.shape.with(d, args.index.data.length), (at) =>
        x.at(...at.with(d, args.index.data[at[d]])),
      );
    },
    errors: [
      [[t([3]), 0, index([1, 1], [0])], /supposed to be a vector/],
      [[t([3]), 0, index([1], [3])], /index 3 is out of bounds for dimension 0 with size 3/],
      [[t([3]), 0, index([1], [-1])], /index -1 is out of bounds/],
      [[t([3]), 0, t([1])], /Expected dtype int64 or int32/],
      [[t([3]), 0, [0]], /"index" must be a Tensor/],
    ],
  },
  takeAlongDim: {
    samples: [
      [t([3, 4]), index([3, 2], [0, 3, 1, 1, 2, 0]), 1],
      [t([3, 4]), index([1, 4], [0, 2, 1, 1]), 0],
      [t([1, 4]), index([3, 1], [0, 2, 1]), { dim: -1 }],
      [t([2, 3]), index([4], [5, 0, 3, 3])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { indices, dim } = named<Partial<Args>>(["indices", "dim"], rest) as Args;
      if (dim === undefined) return build([indices.data.length], ([i]) => x.data[indices.data[i]]);
      const d = dimOf(x, dim);
      const shape = broadcastShape(x.shape.with(d, 1), indices.shape.with(d, 1));
      return build(shape.with(d, indices.shape[d]), (at) => {
        const place = indices.broadcastAt(at);
        const own = x.shape.map((size, i) => (i === d ? place : size === 1 ? 0 : at[i]));
        return x.at(...own);
      });
    },
    errors: [
      [[t([2, 3]), index([2], [0, 0]), 1], /same number of dimensions/],
      [[t([2, 3]), t([2, 3]), 1], /Expected dtype int64/],
      [[t([2, 3]), index([2, 1], [0, 3]), 1], /index 3 is out of bounds/],
      [[t([2, 3]), index([3, 1], [0, 0, 0]), 1], /must match the size/],
    ],
  },
});
