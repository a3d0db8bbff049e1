import * as ops from "../../src/ops/index-along.ts";
import { dimOf, named } from "./arguments.ts";
import { build, cast, Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

export const index = (values: readonly number[], shape: readonly number[] = [values.length]) =>
  t(shape, { dtype: "int64", values });

export interface Args {
  dim: number;
  index: Nd;
  source: Nd;
  value: Nd | number;
  alpha?: number;
}

/** What is brought to each slice, combined with what is there. */
export function written(
  x: Nd,
  args: Args,
  value: (at: number[], i: number) => number,
  combine: (own: number, values: number[]) => number,
): Nd {
  const d = dimOf(x, args.dim);
  const size = x.shape[d] ?? 1;
  const places = args.index.data.map((place) => (place < 0 ? place + size : place));
  return build(x.shape, (at) => {
    const here = places.flatMap((place, i) => (place === (at[d] ?? 0) ? [i] : []));
    const own = x.at(...at);
    return here.length === 0
      ? own
      : combine(
          own,
          here.map((i) => value(at, i)),
        );
  });
}

export const sourceAt = ({ source, dim }: Args, x: Nd) => {
  const d = dimOf(x, dim);
  return (at: number[], i: number): number =>
    source.at(...(source.shape.length === 0 ? [] : x.shape.length === 0 ? [i] : at.with(d, i)));
};

export const samples: OpSpec["samples"] = [
  [t([3, 4]), 0, index([2, 0]), t([2, 4])],
  [t([3, 4]), -1, index([3]), t([3, 1])],
  [t([2, 3, 2]), 1, index([1, 2]), t([2, 2, 2])],
  [t([3]), 0, index([1], []), t([])],
  [t([3]), 0, index([1], []), t([1])],
  [t([]), 0, index([0]), t([1])],
  [t([]), 0, index([0], []), t([])],
  [t([3, 2]), 0, index([]), t([0, 2])],
];
export const meeting: OpSpec["samples"] = [
  [t([3, 4]), 0, index([2, 0, 2]), t([3, 4])],
  [t([4]), 0, index([1, 1, 1, 3]), t([4])],
];

export const errors = (op: string): NonNullable<OpSpec["errors"]> => [
  [[t([3, 4]), 0, t([2]), t([2, 4])], /Expected dtype int64/],
  [[t([3, 4]), 0, index([0, 0], [1, 2]), t([2, 4])], /vector/],
  [
    [t([3, 4]), 0, index([0, 1]), t([3, 4])],
    /Number of indices \(2\) should be equal to source.size\(dim\): \(3\)/,
  ],
  [[t([3, 4]), 0, index([0, 1]), t([2, 3])], /same slice shapes/],
  [[t([]), 0, index([0]), t([1, 3])], /same slice shapes: self \[\] and source \[1, 3\]/],
  [
    [t([3, 4]), 0, index([0, 1]), t([2, 4], { dtype: "float64" })],
    /must have the same scalar type/,
  ],
  [
    [t([3, 4]), 0, index([0, 3]), t([2, 4])],
    /index 3 is out of bounds for dimension 0 with size 3/,
  ],
  [[t([3, 4]), 0, index([0, -1]), t([2, 4])], /index -1 is out of bounds/],
  [[t([3, 4]), 2, index([0]), t([1, 4])], new RegExp(`${op}: dimension out of range`)],
];

export default family(ops, {
  indexAdd: {
    samples: [
      ...samples,
      ...meeting,
      [t([3, 4]), 0, index([2, 0]), t([2, 4]), { alpha: 2 }],
      [t([3]), { dim: 0, index: t([1], { dtype: "int32", values: [1] }), source: t([1]) }],
    ],
    // PyTorch multiplies a boolean source by a boolean alpha.
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["dim", "index", "source"], rest);
      const alpha = cast(args.alpha ?? 1, x.dtype!);
      return written(x, args, sourceAt(args, x), (own, values) =>
        values.reduce((a, b) => a + alpha * b, own),
      );
    },
    errors: errors("indexAdd"),
  },
  indexCopy: {
    samples,
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["dim", "index", "source"], rest);
      return written(x, args, sourceAt(args, x), (_, values) => values.at(-1)!);
    },
    errors: errors("indexCopy"),
  },
  indexFill: {
    samples: [
      [t([3, 4]), 0, index([2, 0, 2]), 2],
      [t([3, 4]), 1, index([-1]), t([])],
      [t([3]), { dim: 0, index: index([1], []), value: true }],
      [t([]), 0, index([0]), 2],
      [t([2, 2]), 0, index([]), 2],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["dim", "index", "value"], rest);
      const value = args.value instanceof Nd ? args.value.at() : cast(args.value, x.dtype!);
      return written(
        x,
        args,
        () => value,
        () => value,
      );
    },
    errors: [
      [[t([3]), 0, index([3]), 1], /index 3 is out of bounds/],
      [[t([3]), 0, index([-4]), 1], /index -4 is out of bounds/],
      [[t([3]), 0, t([1]), 1], /Expected dtype int64/],
      [[t([3]), 0, index([0, 1], [1, 2]), 1], /vector/],
      [[t([3]), 0, index([0]), t([1])], /only supports a 0-dimensional value tensor/],
      [[t([3]), 0, index([0]), "1"], /must be a number/],
      [
        [t([3], { dtype: "uint8" }), 0, index([0]), t([], { values: [300] })],
        /value 300 cannot be converted to type uint8 without overflow/,
      ],
    ],
  },
});
