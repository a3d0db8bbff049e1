import * as quantiles from "../../src/ops/quantile.ts";
import { named, range } from "./arguments.ts";
import { Nd, reduce } from "./nd.ts";
import { family, floats, type OpSpec, type Sample, t } from "./spec.ts";

const domain = { low: -20, high: 20, distinct: true };

interface Args {
  q: number | Nd;
  dim?: number | null;
  keepdim?: boolean;
  interpolation?: string;
}

const between: Readonly<Record<string, (low: number, high: number, share: number) => number>> = {
  linear: (low, high, share) => low + (high - low) * share,
  lower: (low) => low,
  higher: (_low, high) => high,
  midpoint: (low, high) => (low + high) / 2,
  nearest: (low, high, share) => (share < 0.5 ? low : high),
};

function quantileOf(row: readonly number[], q: number, how: string): number {
  const sorted = [...row].sort((a, b) => a - b);
  const rank = q * (row.length - 1);
  return between[how](sorted[Math.floor(rank)], sorted[Math.ceil(rank)], rank - Math.floor(rank));
}

const samples: readonly Sample[] = [
  [t([5]), 0.3],
  [t([3, 4]), 0.75],
  [t([3, 4]), 0.3, 1],
  [t([3, 4]), 0.9, 0, true],
  [t([3, 4]), { q: 0.4, keepdim: true }],
  ...["linear", "lower", "higher", "midpoint", "nearest"].map((interpolation) => [
    t([2, 6]),
    { q: 0.35, dim: -1, interpolation },
  ]),
  [t([2, 3, 4]), t([3], { values: [0.1, 0.4, 0.9] }), 1],
  [t([2, 3, 4]), t([2], { values: [0.25, 0.5] }), { dim: 2, keepdim: true }],
  [t([6]), t([], { values: [0.3] })],
  [t([]), 0.5],
  [t([]), 0.5, 0],
];

function row(keep: (values: number[]) => number[], more: readonly Sample[]): OpSpec {
  return {
    domain,
    dtypes: floats,
    samples: [...samples, ...more],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["q", "dim", "keepdim"], rest);
      const { q, dim = null, keepdim = false, interpolation = "linear" } = args;
      const one = (at: number): Nd =>
        reduce(x, dim, keepdim, (values) => quantileOf(keep(values), at, interpolation)).as(
          x.dtype!,
        );
      if (!(q instanceof Nd)) return one(q);
      if (q.shape.length === 0) return one(q.at());
      const all = q.data.map(one);
      const size = all[0].data.length;
      return new Nd(
        [q.data.length, ...all[0].shape],
        range(q.data.length).flatMap((i) => all[i].data.slice(0, size)),
        x.dtype,
      );
    },
    errors: [
      [[t([3]), 2], /q values must be in the range \[0, 1\]/],
      [[t([3]), t([1, 2])], /q must be a scalar or 1D tensor/],
      [[t([3]), t([2], { dtype: "float64" })], /q tensor must be same dtype/],
      [[t([0]), 0.5], /must be non-empty/],
      [[t([3]), 0.5, { interpolation: "cubic" }], /interpolation must be one of/],
      [[t([3], { dtype: "int64" }), 0.5], /float32 or float64/],
    ],
  };
}

const withNan = t([2, 4], { dtype: "float64", values: [3, NaN, 1, 2, 5, 4, NaN, NaN] });

export default family(quantiles, {
  quantile: row(
    (values) => (values.some(Number.isNaN) ? values.map(() => NaN) : values),
    [[withNan, 0.5, 1]],
  ),
  nanquantile: row(
    (values) => values.filter((value) => !Number.isNaN(value)),
    [
      [withNan, 0.5, 1],
      [withNan, 0.25],
    ],
  ),
});
