import * as unique from "../../src/ops/unique.ts";
import { dimOf, named, range } from "./arguments.ts";
import { indices, Nd } from "./nd.ts";
import { family, type OpSpec, type Sample, t } from "./spec.ts";

interface Args {
  returnInverse?: boolean;
  returnCounts?: boolean;
  dim?: number | null;
}

/** The slices of a dimension as flat lists, or single elements. */
function slices(x: Nd, dim: number | null): number[][] {
  if (dim === null) return x.data.map((value) => [value]);
  const rest = x.shape.with(dim, 1);
  return range(x.shape[dim]).map((i) => indices(rest).map((at) => x.at(...at.with(dim, i))));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? 0 : a[at] - b[at];
}

function distinct(x: Nd, args: Args, consecutive: boolean): unknown {
  const dim = args.dim === undefined || args.dim === null ? null : dimOf(x, args.dim);
  const rows = slices(x, dim);
  const sorted = consecutive ? rows : [...rows].sort(compare);
  const kept = sorted.filter((row, i) => i === 0 || compare(row, sorted[i - 1]) !== 0);
  let run = -1;
  const groups = rows.map((row, i) => {
    if (!consecutive) return kept.findIndex((other) => compare(other, row) === 0);
    if (i === 0 || compare(row, rows[i - 1]) !== 0) run++;
    return run;
  });
  const counts = kept.map((_, group) => groups.filter((g) => g === group).length);
  const shape = dim === null ? [kept.length] : x.shape.with(dim, kept.length);
  const at = indices(shape);
  const within = dim === null ? [] : indices(x.shape.with(dim, 1)).map((index) => index.join());
  const values = at.map((index) =>
    dim === null ? kept[index[0]][0] : kept[index[dim]][within.indexOf(index.with(dim, 0).join())],
  );
  const output = new Nd(shape, values, x.dtype);
  const results = [output];
  const inverse = new Nd(dim === null ? x.shape : [groups.length], groups, "int64");
  if (args.returnInverse) results.push(inverse);
  if (args.returnCounts) results.push(new Nd([counts.length], counts, "int64"));
  return results.length === 1 ? output : results;
}

const few = { low: -1, high: 1 };
const runs = t([7], { dtype: "int32", values: [1, 1, 2, 2, 1, 0, 0] });
const rows = t([4, 2], { dtype: "float32", values: [1, 2, 1, 2, 0, 1, 1, 2] });

const samples: readonly Sample[] = [
  [t([6], few)],
  [t([3, 4], few)],
  [runs],
  [runs, { returnInverse: true }],
  [runs, { returnCounts: true }],
  [runs, { returnInverse: true, returnCounts: true }],
  [rows, { dim: 0, returnInverse: true, returnCounts: true }],
  [rows, { dim: -1 }],
  [t([2, 3, 2], few), { dim: 1, returnInverse: true }],
  [t([])],
  [t([0])],
  [t([0, 3]), { dim: 0 }],
];

const errors: OpSpec["errors"] = [
  [[t([]), { dim: 0 }], /tensor has no dimensions/],
  [[t([2, 0]), { dim: 0 }], /0 sized dimensions/],
  [[t([2]), { dim: 1 }], /out of range/],
];

export default family(unique, {
  unique: {
    samples,
    reference: (x: Nd, ...rest: unknown[]) => distinct(x, named<Args>([], rest), false),
    errors,
    differentiable: "refused",
  },
  uniqueConsecutive: {
    samples,
    reference: (x: Nd, ...rest: unknown[]) => distinct(x, named<Args>([], rest), true),
    errors,
    differentiable: "refused",
  },
});
