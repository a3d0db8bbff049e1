import * as losses from "../../src/ops/binary-loss.ts";
import { named } from "./arguments.ts";
import { legacy, type LossArgs, pairLoss, pairs, reduced } from "./losses.ts";
import { type Nd, reduce, zip } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

const share = { low: 0.05, high: 0.95 };
const shares = (shape: readonly number[]) => t(shape, share);
const sign = (shape: readonly number[]) =>
  t(shape, {
    dtype: "int64",
    values: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => (i % 3 ? 1 : -1)),
  });
const weight = t([4], { dtype: "float32", values: [0.5, 1, 2, 0] });

interface Args extends Omit<LossArgs, "reduction"> {
  target: Nd;
  weight?: Nd | null;
  posWeight?: Nd | null;
  reduction?: "none" | "mean" | "sum" | "batchmean";
  logTarget?: boolean;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const entropy = (p: number, y: number): number =>
  -y * Math.max(Math.log(p), -100) - (1 - y) * Math.max(Math.log(1 - p), -100);

const sizes = [
  [t([2, 3], share), t([3], share)],
  /target size \[3\] must be the same as input size \[2, 3\]/,
] as const;
const integerTarget = [
  [t([2], share), t([2], { dtype: "int64", values: [0, 1] })],
  /found dtype int64 for target but expected float32/,
] as const;

/** Weighted where there are weights, then reduced. */
function weighted(losses: Nd, args: Args): Nd {
  const each = args.weight ? zip((a, w) => a * w, losses, args.weight) : losses;
  return reduced(each, args as LossArgs);
}

export default family(losses, {
  binaryCrossEntropy: {
    dtypes: floats,
    domain: share,
    samples: pairs(
      shares,
      [t([3, 4]), { target: t([3, 4]), weight: t([4], { low: 0.5, high: 2 }) }],
      [t([3, 4]), t([3, 4]), t([3, 1], { low: 0.5, high: 2 }), { reduction: "none" }],
      [
        t([3], { dtype: "float64", values: [0, 1, 0.5] }),
        t([3], { dtype: "float64", values: [1, 1, 0] }),
      ],
    ),
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["target", "weight", ...legacy], rest);
      return weighted(zip(entropy, x, args.target), args).as(x.dtype!);
    },
    errors: [
      sizes,
      integerTarget,
      [[t([2], { values: [0.5, 1.5] }), t([2], share)], /between 0 and 1, got 1.5.*WithLogits/],
      [[t([2], share), t([2], share), t([3], share)], /must match|does not broadcast/],
    ],
  },
  binaryCrossEntropyWithLogits: {
    dtypes: floats,
    samples: pairs(
      shares,
      [t([3, 4]), t([3, 4], share), t([4], { low: 0.5, high: 2 })],
      [t([3, 4]), t([3, 4], share), { posWeight: t([4], { low: 0.5, high: 2 }) }],
      [
        t([3, 4]),
        t([3, 4], share),
        {
          weight: t([3, 1], { low: 0.5, high: 2 }),
          posWeight: t([4], { low: 0.5, high: 2 }),
          reduction: "none",
        },
      ],
    ),
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["target", "weight", ...legacy, "posWeight"], rest);
      const positive = args.posWeight ?? 1;
      const each = zip(
        (z, y, w) => -w * y * Math.log(sigmoid(z)) - (1 - y) * Math.log(sigmoid(-z)),
        x,
        args.target,
        positive,
      );
      return weighted(each, args);
    },
    errors: [sizes, integerTarget],
  },
  klDiv: {
    dtypes: floats,
    samples: [
      ...pairs(shares),
      [t([3, 4]), t([3, 4], share), { reduction: "batchmean" }],
      [t([3, 4]), t([3, 4]), { logTarget: true, reduction: "sum" }],
      [t([2, 3]), t([3], share)],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["target", ...legacy, "logTarget"], rest);
      const each = zip(
        (z, y) => (args.logTarget ? Math.exp(y) * (y - z) : y * (Math.log(y) - z)),
        x,
        args.target,
      );
      if (args.reduction !== "batchmean") return reduced(each, args as LossArgs);
      return reduced(each, { reduction: "mean" }, x.shape[0]);
    },
    errors: [
      [[t([2], { dtype: "int64" }), t([2])], /integral inputs not supported/],
      [[t([2]), t([2]), { reduction: "batch" }], /not a valid value for reduction/],
    ],
  },
  softMarginLoss: pairLoss(["target", ...legacy], () => (x, y) => Math.log(1 + Math.exp(-y * x)), {
    samples: pairs(sign, [t([2, 3]), t([2, 3])]),
    errors: [[[t([2, 3]), t([2, 4])], /must match/]],
  }),
  multilabelSoftMarginLoss: {
    dtypes: floats,
    samples: [
      [t([3, 4]), t([3, 4], share)],
      [t([4]), t([4], share), { reduction: "none" }],
      [t([3, 4]), t([3, 4], share), weight, { reduction: "sum" }],
      [t([3, 4]), { target: t([3, 4], share), weight: t([4]), reduction: "none" }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["target", "weight", ...legacy], rest);
      const w = args.weight ?? 1;
      const each = zip(
        (z, y, v) => -v * (y * Math.log(sigmoid(z)) + (1 - y) * Math.log(sigmoid(-z))),
        x,
        args.target,
        w,
      );
      const rows = reduce(
        each,
        -1,
        false,
        (values) => values.reduce((a, b) => a + b, 0) / values.length,
      );
      return reduced(rows, args as LossArgs).as(x.dtype!);
    },
  },
});
