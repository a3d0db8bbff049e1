import * as losses from "../../src/ops/margin-loss.ts";
import { named } from "./arguments.ts";
import {
  badReduction,
  difference,
  legacy,
  type LossArgs,
  pairs,
  reduced,
  reductions,
} from "./losses.ts";
import { map, type Nd, reduce, zip } from "./nd.ts";
import { all, family, floats, numbers, type Sample, t } from "./spec.ts";

const signs = (shape: readonly number[]) =>
  t(shape, {
    dtype: "int64",
    values: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => (i % 3 ? 1 : -1)),
  });

interface Args extends LossArgs {
  target: Nd;
  input2: Nd;
  positive: Nd;
  negative: Nd;
  margin?: number;
  p?: number;
  eps?: number;
  swap?: boolean;
}

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
const along = (x: Nd, f: (values: number[]) => number): Nd => reduce(x, -1, false, f);

function distance(p: number, eps: number): (x: Nd, y: Nd) => Nd {
  return (x, y) => {
    const apart = map(difference(x, y), (d) => Math.abs(d + eps));
    return along(apart, (values) => sum(values.map((value) => value ** p)) ** (1 / p));
  };
}

function triplet(x: Nd, args: Args, between: (x: Nd, y: Nd) => Nd): Nd {
  const { positive, negative, margin = 1, swap = false } = args;
  const near = between(x, positive);
  const far = between(x, negative);
  const least = swap ? zip(Math.min, far, between(positive, negative)) : far;
  return reduced(
    zip((a, b) => Math.max(margin + a - b, 0), near, least),
    args,
  );
}

/** Any distance: that of cities. */
const cityBlock = (x: { sub(y: unknown): { abs(): { sum(dim: number): never } } }, y: unknown) =>
  x.sub(y).abs().sum(-1);

const three = [t([3, 4]), t([3, 4]), t([3, 4])];
const notAlike = [[t([2, 3]), t([3]), t([2, 3])], /same dimension but got 2D, 1D and 2D/] as const;

export default family(losses, {
  hingeEmbeddingLoss: {
    dtypes: floats,
    samples: [
      ...pairs(signs),
      [t([3, 4]), signs([4]), 2],
      [t([3, 4]), { target: signs([3, 4]), margin: 0.5 }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["target", "margin", ...legacy], rest);
      const { margin = 1 } = args;
      const each = zip((a, y) => (y === 1 ? a : Math.max(margin - a, 0)), x, args.target);
      return reduced(each, args);
    },
    errors: badReduction,
  },
  cosineEmbeddingLoss: {
    dtypes: all,
    result: "float",
    tolerance: 1e-4,
    samples: [
      [t([3, 4]), t([3, 4]), signs([3])],
      [t([4]), t([4]), signs([])],
      [t([3, 4]), t([3, 4]), signs([3]), 0.2],
      ...reductions.map((options) => [t([3, 4]), t([3, 4]), signs([3]), options]),
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["input2", "target", "margin", ...legacy], rest);
      const { input2, target, margin = 0 } = args;
      const dot = (a: Nd, b: Nd): Nd =>
        along(
          zip((p, q) => p * q, a, b),
          sum,
        );
      const each = zip(
        (ab, aa, bb, y) => {
          const cosine = ab / Math.sqrt((aa + 1e-12) * (bb + 1e-12));
          return y === 1 ? 1 - cosine : Math.max(cosine - margin, 0);
        },
        dot(x, input2),
        dot(x, x),
        dot(input2, input2),
        target,
      );
      return reduced(each, args);
    },
    errors: [
      [[t([2, 3]), t([2, 3]), t([2, 1])], /0D or 1D target tensor expected/],
      [[t([2, 2, 3]), t([2, 2, 3]), t([2])], /expects 2D input tensors/],
      [[t([2, 3]), t([2, 3]), t([3])], /must match/],
    ],
  },
  marginRankingLoss: {
    dtypes: numbers,
    result: "float",
    samples: [
      [t([5]), t([5]), signs([5])],
      [t([2, 3]), t([2, 3]), signs([2, 1]), 0.5],
      [t([]), t([]), signs([])],
      ...reductions.map((options) => [t([5]), t([5]), signs([5]), options]),
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["input2", "target", "margin", ...legacy], rest);
      const { input2, target, margin = 0 } = args;
      const apart = difference(x, input2);
      const each = zip((d, y) => Math.max(-y * d + margin, 0), apart, target);
      return reduced(each, args);
    },
    errors: [[[t([2, 3]), t([2, 3]), t([2])], /same dimension but got sizes/]],
  },
  tripletMarginLoss: {
    dtypes: numbers,
    result: "float",
    tolerance: 1e-4,
    samples: [
      three,
      [...three, { swap: true, p: 1 }],
      [...three, 2, 3, 1e-3],
      [t([4]), t([4]), t([4])],
      ...reductions.map((options) => [...three, options]),
    ] as Sample[],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["positive", "negative", "margin", "p", "eps", "swap"], rest);
      return triplet(x, args, distance(args.p ?? 2, args.eps ?? 1e-6));
    },
    errors: [notAlike],
  },
  tripletMarginWithDistanceLoss: {
    dtypes: numbers,
    result: "float",
    tolerance: 1e-4,
    samples: [
      three,
      [...three, { swap: true, margin: 2, reduction: "none" }],
      [...three, { distanceFunction: cityBlock }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args & { distanceFunction?: unknown }>(["positive", "negative"], rest);
      return triplet(x, args, args.distanceFunction ? distance(1, 0) : distance(2, 1e-6));
    },
    errors: [notAlike],
  },
});
