import * as losses from "../../src/ops/regression-loss.ts";
import { legacy, type LossArgs, pairLoss, pairs, reduced } from "./losses.ts";
import { named } from "./arguments.ts";
import { Nd, zip } from "./nd.ts";
import { family, floats, numbers, t } from "./spec.ts";

const open = (shape: readonly number[]) => t(shape);
const broadcast = [t([2, 3]), t([3])];
const mismatch = [[t([2, 3]), t([2, 4])], /do not broadcast/] as const;
const integers = [
  [t([2], { dtype: "int64" }), t([2], { dtype: "int64" })],
  /floating point dtype/,
] as const;

interface Args extends LossArgs {
  target: Nd;
  var: Nd;
  beta?: number;
  delta?: number;
  eps?: number;
  full?: boolean;
  logInput?: boolean;
}

export default family(losses, {
  mseLoss: pairLoss(["target", ...legacy], () => (x, y) => (x - y) ** 2, {
    samples: pairs(open, broadcast, [t([2, 3]), { target: t([2, 3]) }]),
    errors: [mismatch, integers, [[t([2])], /argument "target" must be a Tensor/]],
  }),
  l1Loss: pairLoss(["target", ...legacy], () => (x, y) => Math.abs(x - y), {
    samples: pairs(open, broadcast),
    errors: [
      mismatch,
      integers,
      [[t([2]), t([2], { dtype: "bool" })], /with a bool tensor is not supported/],
    ],
  }),
  smoothL1Loss: pairLoss<Args>(
    ["target", ...legacy, "beta"],
    ({ beta = 1 }) =>
      (x, y) => {
        const z = Math.abs(x - y);
        return z < beta ? (z * z) / 2 / beta : z - beta / 2;
      },
    {
      samples: pairs(
        open,
        broadcast,
        [t([3, 4]), t([3, 4]), { beta: 2 }],
        [t([3, 4]), t([3, 4]), { beta: 0 }],
      ),
      errors: [mismatch, integers, [[t([2]), t([2]), { beta: -1 }], /negative values for beta/]],
    },
  ),
  huberLoss: pairLoss<Args>(
    ["target", "reduction", "delta"],
    ({ delta = 1 }) =>
      (x, y) => {
        const z = Math.abs(x - y);
        return z <= delta ? (z * z) / 2 : delta * (z - delta / 2);
      },
    {
      samples: [
        [t([3, 4]), t([3, 4])],
        [t([3, 4]), t([3, 4]), "sum", 2],
        [t([3, 4]), t([3, 4]), { reduction: "none", delta: 0.5 }],
        [t([]), t([])],
        broadcast,
      ],
      errors: [
        mismatch,
        integers,
        [[t([2]), t([2]), { delta: 0 }], /non-positive values for delta/],
      ],
    },
  ),
  poissonNllLoss: {
    domain: { low: 0.2, high: 5 },
    dtypes: numbers,
    result: "float",
    tolerance: 1e-4,
    samples: [
      ...pairs(open),
      [t([3, 4]), t([3, 4]), false],
      [t([3, 4]), t([3, 4]), { full: true }],
      [t([3, 4]), t([3, 4]), { logInput: false, full: true, eps: 1e-4, reduction: "none" }],
      [t([2, 3]), t([3])],
      [t([4]), t([4], { values: [0, 0.5, 2, 5] }), { full: true }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["target", "logInput", "full"], rest);
      const { logInput = true, full = false, eps = 1e-8 } = args;
      const each = zip(
        (rate, n) =>
          (logInput ? Math.exp(rate) - n * rate : rate - n * Math.log(rate + eps)) +
          (full && n > 1 ? n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) : 0),
        x,
        args.target,
      );
      return reduced(each, args);
    },
    errors: [[[t([2, 3]), t([2, 4])], /must match/]],
  },
  gaussianNllLoss: {
    dtypes: floats,
    samples: [
      [t([3, 4]), t([3, 4]), t([3, 4], { low: 0.3, high: 2 })],
      [t([3, 4]), t([3, 4]), t([3], { low: 0.3, high: 2 }), true],
      [t([3, 4]), t([3, 4]), t([3, 1], { low: 0.3, high: 2 }), { reduction: "none" }],
      [t([3, 4]), { target: t([3, 4]), var: t([3, 4], { low: 0.3, high: 2 }), reduction: "sum" }],
      [t([3, 4], { dtype: "int64" }), t([3, 4]), t([3, 4], { low: 0.3, high: 2 })],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["target", "var", "full"], rest);
      const { target, full = false } = args;
      const spread = args.var.shape.length < x.shape.length ? column(args.var) : args.var;
      const each = zip(
        (a, b, v) => 0.5 * (Math.log(v) + (a - b) ** 2 / v + (full ? Math.log(2 * Math.PI) : 0)),
        x,
        target,
        spread,
      );
      return reduced(each, args);
    },
    errors: [
      [[t([2]), t([2]), t([2], { values: [1, -1] })], /var has negative entry/],
      [[t([2, 3]), t([2, 3]), t([3], { low: 1 })], /var is of incorrect size/],
    ],
  },
});

/** One for each row. */
function column(x: Nd): Nd {
  return new Nd([...x.shape, 1], x.data);
}
