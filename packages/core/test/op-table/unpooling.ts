import * as ops from "../../src/ops/unpooling.ts";
import { named, range } from "./arguments.ts";
import { indices, Nd } from "./nd.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

function unpool(dims: number): OpSpec {
  const pooled = range(dims).map(() => 2);
  const count = 2 ** dims;
  // One place in each window of two, so that no two meet.
  const places = indices(pooled).map((at) =>
    at.reduce((flat, p, i) => flat * 4 + 2 * p + (i % 2), 0),
  );
  const index = t([1, 1, ...pooled], { dtype: "int64", values: places });
  return {
    samples: [
      [t([1, 1, ...pooled]), index, 2],
      [
        t([1, 1, ...pooled]),
        { indices: index, kernelSize: 2, outputSize: range(dims).map(() => 4) },
      ],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { indices: at } = named<{ indices: Nd }>(["indices"], rest);
      const out = new Array<number>(4 ** dims).fill(0);
      at.data.forEach((place, i) => (out[place] = x.data[i]));
      return new Nd([1, 1, ...range(dims).map(() => 4)], out);
    },
    dtypes: floats,
    errors: [
      [
        [t([1, 0, ...pooled]), t([1, 0, ...pooled], { dtype: "int64", values: [] }), 2],
        /non-zero size for non-batch dimensions/,
      ],
      [[t([1, 1, ...pooled]), t([1, 1, ...pooled]), 2], /indices should be type int64/],
      [
        [t([1, 1, ...pooled]), t([1], { dtype: "int64", values: [0] }), 2],
        /same as that of the input tensor/,
      ],
      [
        [
          t([1, 1, ...pooled]),
          t([1, 1, ...pooled], { dtype: "int64", values: new Array<number>(count).fill(99) }),
          2,
        ],
        /invalid max index: 99/,
      ],
      [
        [
          t([1, 1, ...pooled]),
          { indices: index, kernelSize: 2, outputSize: range(dims).map(() => 9) },
        ],
        /must be between 2 and 6/,
      ],
      [
        [
          t([1, 1, ...pooled]),
          { indices: index, kernelSize: 2, outputSize: [1, ...range(dims).map(() => 4)] },
        ],
        /has a length of/,
      ],
    ],
  };
}

export default family(ops, {
  maxUnpool1d: unpool(1),
  maxUnpool2d: unpool(2),
  maxUnpool3d: unpool(3),
});
