import * as sorting from "../../src/ops/sort.ts";
import { dimOf, named } from "./arguments.ts";
import { alongDim, Nd } from "./nd.ts";
import { family, numbers, type OpSpec, type Sample, t } from "./spec.ts";

const domain = { low: -20, high: 20, distinct: true };
const ties = t([2, 5], { dtype: "int64", values: [2, 1, 2, 1, 2, 3, 3, 0, 3, 0] });

interface Args {
  dim?: number;
  descending?: boolean;
  k: number;
  largest?: boolean;
}

/** Where the elements of a row stand in order; equal ones as they stand. */
function order(row: readonly number[], descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  return [...row.keys()].sort((a, b) => sign * (row[a] - row[b]));
}

function places(x: Nd, dim: number, descending: boolean, keep = Infinity): Nd {
  return alongDim(x, dim, (row) => order(row, descending).slice(0, keep)).as("int64");
}

function values(x: Nd, dim: number, descending: boolean, keep = Infinity): Nd {
  const sorted = (row: number[]): number[] => order(row, descending).map((i) => row[i]);
  return alongDim(x, dim, (row) => sorted(row).slice(0, keep)).as(x.dtype!);
}

const samples: readonly Sample[] = [
  [t([3, 4])],
  [t([30])],
  [t([3, 4]), 0],
  [t([2, 3, 4]), 1, true],
  [t([3, 4]), { dim: -1, descending: true, stable: true }],
  [ties],
  [ties, -1, true],
  [t([])],
  [t([]), 0],
  [t([0])],
  [t([2, 0, 3]), 0],
];

const errors: OpSpec["errors"] = [
  [[t([2, 3]), 2], /out of range/],
  [[t([2]), { order: 1 }], /unknown option "order"/],
];

export default family(sorting, {
  sort: {
    domain,
    samples,
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim = -1, descending = false } = named<Args>(["dim", "descending"], rest);
      return [values(x, dim, descending), places(x, dim, descending)];
    },
    errors,
  },
  argsort: {
    domain,
    samples,
    differentiable: false,
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim = -1, descending = false } = named<Args>(["dim", "descending"], rest);
      return places(x, dim, descending);
    },
    errors,
  },
  msort: {
    domain,
    samples: [[t([4])], [t([3, 2])], [t([])], [t([0, 2])]],
    reference: (x: Nd) => values(x, 0, false),
  },
  topk: {
    domain,
    dtypes: numbers,
    samples: [
      [t([3, 5]), 2],
      [t([3, 5]), 3, 0],
      [t([2, 4, 3]), 2, 1, false],
      [t([3, 5]), { k: 5, largest: false, sorted: false }],
      [ties, 2],
      [t([3, 5]), 0],
      [t([]), 1],
      [t([0, 3]), 2],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["k", "dim", "largest"], rest);
      const { k, dim = -1, largest = true } = args;
      if (k === 0 || x.data.length === 0) {
        const empty = new Nd(x.shape.with(dimOf(x, dim), k), []);
        return [empty.as(x.dtype!), empty.as("int64")];
      }
      return [values(x, dim, largest, k), places(x, dim, largest, k)];
    },
    errors: [
      [[t([2, 3]), 4], /selected index k out of range.*3 elements/],
      [[t([2, 3]), -1], /out of range/],
      [[t([2, 3]), 1, 2], /out of range/],
    ],
  },
});
