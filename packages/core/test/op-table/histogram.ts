import * as ops from "../../src/ops/histogram.ts";
import { named } from "./arguments.ts";
import { Nd } from "./nd.ts";
import { family, floats, integers, t } from "./spec.ts";

interface Bins {
  bins?: number | Nd;
  min?: number;
  max?: number;
  range?: readonly [number, number];
  weight?: Nd;
  density?: boolean;
}

/** The edges of bins of equal width. */
function even(
  values: readonly number[],
  bins: number,
  range: readonly [number, number] | null,
  margin: number,
): number[] {
  let [low, high] =
    range ?? (values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)]);
  if (low === high) [low, high] = [low - margin, high + margin];
  return Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
}

/** What falls between neighbouring edges; the last bin holds its upper end too. */
function counted(
  values: readonly number[],
  edges: readonly number[],
  weights: readonly number[] | null,
): number[] {
  const last = edges.length - 1;
  return edges.slice(1).map((upper, i) => {
    const inside = (x: number): boolean =>
      x >= edges[i] && (x < upper || (i === last - 1 && x === upper));
    return values.reduce((sum, x, k) => sum + (inside(x) ? (weights?.[k] ?? 1) : 0), 0);
  });
}

const edges = t([3], { values: [-2, 0, 3] });

export default family(ops, {
  bincount: {
    samples: [
      [t([5])],
      [t([0])],
      [t([3]), { minlength: 6 }],
      [t([3]), t([3], { dtype: "float64" })],
      [t([3]), t([3], { dtype: "int64" }), 5],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { weights, minlength = 0 } = named<{ weights?: Nd; minlength?: number }>(
        ["weights", "minlength"],
        rest,
      );
      const counts = new Array<number>(
        Math.max(minlength, ...x.data.map((value) => value + 1)),
      ).fill(0);
      x.data.forEach((value, i) => (counts[value] += weights?.data[i] ?? 1));
      return new Nd([counts.length], counts, weights ? "float64" : "int64");
    },
    dtypes: integers,
    domain: { low: 0, high: 4 },
    differentiable: false,
    errors: [
      [[t([2])], /not implemented for dtype float32/],
      [[t([2], { dtype: "int64", values: [1, -1] })], /1-d non-negative integral inputs/],
      [[t([2, 2], { dtype: "int64", values: [0, 1, 2, 3] })], /1-d non-negative integral inputs/],
      [
        [t([2], { dtype: "int64", values: [0, 1] }), t([3])],
        /weights should be 1-d and have the same length/,
      ],
      [[t([2], { dtype: "int64", values: [0, 1] }), { minlength: -1 }], /minlength should be >= 0/],
    ],
  },
  histc: {
    samples: [
      [t([9]), 4],
      [t([2, 3]), { bins: 3, min: -1, max: 2 }],
      [t([2, 2], { values: [1, 1, 1, 1] }), 4],
      [t([0]), 2],
      [t([3])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const {
        bins = 100,
        min = 0,
        max = 0,
      } = named<{ bins?: number; min?: number; max?: number }>(["bins", "min", "max"], rest);
      const counts = counted(x.data, even(x.data, bins, min === max ? null : [min, max], 1), null);
      return new Nd([bins], counts);
    },
    dtypes: floats,
    differentiable: false,
    errors: [
      [[t([2]), 0], /bins must be > 0/],
      [[t([2]), 2, 3, 1], /max must be larger than min/],
      [[t([2], { values: [1, NaN] })], /is not finite/],
    ],
  },
  histogram: {
    samples: [
      [t([9]), 4],
      [t([2, 3]), 3, { range: [-1, 2] }],
      [t([6]), edges],
      [t([6]), 3, { weight: t([6]), density: true, range: [-3, 3] }],
      [t([2], { values: [1, 1] }), 2],
      [t([0]), 2],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { bins = 100, range = null, weight, density } = named<Bins>(["bins"], rest);
      const own = bins instanceof Nd ? [...bins.data] : even(x.data, bins, range, 0.5);
      let counts = counted(x.data, own, weight ? [...weight.data] : null);
      const total = counts.reduce((a, b) => a + b, 0);
      if (density) counts = counts.map((count, i) => count / total / (own[i + 1] - own[i]));
      return [new Nd([counts.length], counts), new Nd([own.length], own)];
    },
    dtypes: floats,
    differentiable: false,
    tolerance: 1e-4,
    errors: [
      [[t([2]), 0], /bins must be > 0/],
      [[t([2]), t([2, 2])], /should have one dimension/],
      [[t([2]), t([2], { dtype: "float64" })], /should have the same dtype/],
      [[t([2]), 2, { weight: t([3]) }], /same shape and dtype as input/],
      [[t([2]), 2, { range: [3, 1] }], /min should not exceed max/],
    ],
  },
});
