import * as order from "../../src/ops/order.ts";
import { named } from "./arguments.ts";
import type { Nd } from "./nd.ts";
import { reduce } from "./nd.ts";
import { family, numbers, type OpSpec, t } from "./spec.ts";

const domain = { low: -20, high: 20, distinct: true };
const withNan = t([2, 5], { dtype: "float64", values: [3, NaN, 1, 2, 5, 4, 1, 2, 3, 5] });

const up = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

interface Args {
  dim?: number | null;
  keepdim?: boolean;
  k: number;
}

/** The chosen element of each row, and where it first stands. */
function chosen(
  x: Nd,
  dim: number,
  keepdim: boolean,
  choose: (row: number[]) => number,
  place = (row: number[], value: number): number => row.findIndex((v) => Object.is(v, value)),
): readonly Nd[] {
  return [
    reduce(x, dim, keepdim, choose).as(x.dtype!),
    reduce(x, dim, keepdim, (row) => place(row, choose(row))).as("int64"),
  ];
}

function lower(row: readonly number[]): number {
  return row.length === 0 ? NaN : up(row)[Math.floor((row.length - 1) / 2)];
}

const middle = (row: number[]): number => (row.some(Number.isNaN) ? NaN : lower(row));
const middleOfNumbers = (row: number[]): number => lower(row.filter((v) => !Number.isNaN(v)));

function median(choose: (row: number[]) => number): OpSpec {
  return {
    domain,
    dtypes: numbers,
    samples: [
      [t([3, 4])],
      [t([5])],
      [t([])],
      [t([3, 4]), 1],
      [t([3, 5]), 0, true],
      [t([2, 3, 4]), { dim: -2, keepdim: true }],
      [withNan],
      [withNan, 1],
      [t([]), 0],
      [t([0, 3]), 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim, keepdim = false } = named<Args>(["dim", "keepdim"], rest);
      if (dim === undefined || dim === null) return reduce(x, null, false, choose).as(x.dtype!);
      return chosen(x, dim, keepdim, choose);
    },
    errors: [
      [[t([2, 0]), 1], /non-zero size/],
      [[t([2, 3]), 2], /out of range/],
    ],
  };
}

/** The most frequent one, the smallest of several. */
function mostFrequent(row: number[]): number {
  const counts = row.map((value) => row.filter((other) => other === value).length);
  return Math.min(...row.filter((_, i) => counts[i] === Math.max(...counts)));
}

export default family(order, {
  median: median(middle),
  nanmedian: median(middleOfNumbers),
  mode: {
    domain,
    samples: [
      [t([3, 5])],
      [t([2, 5], { dtype: "int64", values: [1, 2, 2, 0, 1, 3, 0, 3, 0, 3] })],
      [t([3, 5]), 0],
      [t([2, 3, 4]), { dim: 1, keepdim: true }],
      [t([])],
      [t([0, 3])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim, keepdim = false } = named<Args>(["dim", "keepdim"], rest);
      return chosen(x, dim ?? -1, keepdim, mostFrequent, (row, value) => row.lastIndexOf(value));
    },
    errors: [[[t([2, 0])], /non-zero size/]],
  },
  kthvalue: {
    domain,
    dtypes: numbers,
    samples: [
      [t([3, 5]), 2],
      [t([3, 5]), 3, 0],
      [t([2, 3, 40]), { k: 17, keepdim: true }],
      [t([2, 4, 3]), 4, 1, true],
      [t([]), 1],
      [t([0, 3]), 1, 1],
      [withNan, 5],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { k, dim = -1, keepdim = false } = named<Args>(["k", "dim", "keepdim"], rest);
      const last = (row: number[]): number[] => [
        ...up(row.filter((v) => !Number.isNaN(v))),
        ...row.filter(Number.isNaN),
      ];
      return chosen(x, dim!, keepdim, (row) => last(row)[k - 1]);
    },
    errors: [
      [[t([2, 3]), 4], /selected number k out of range/],
      [[t([2, 3]), 0], /selected number k out of range/],
      [[t([2, 0]), 1, 1], /non-zero size/],
    ],
  },
});
