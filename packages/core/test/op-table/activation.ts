import * as activation from "../../src/ops/activation.ts";
import { domain, plain, withArgs } from "./activations.ts";
import { named } from "./arguments.ts";
import { map, type Nd } from "./nd.ts";
import { family, numbers, t } from "./spec.ts";

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

export default family(activation, {
  leakyRelu: withArgs<{ negativeSlope: number }>(
    ["negativeSlope"],
    [[0.2], [{ negativeSlope: -0.5 }]],
    (x, { negativeSlope = 0.01 }) => (x > 0 ? x : x * negativeSlope),
  ),
  threshold: {
    samples: [
      [t([3, 4]), 1, 7],
      [t([]), { threshold: -1, value: 0 }],
      [t([0]), 0, { value: 2 }],
      [t([5]), 0, -20],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<{ threshold: number; value: number }>(["threshold", "value"], rest);
      return map(x, (value) => (value > args.threshold ? value : args.value));
    },
    dtypes: numbers,
    domain,
    // What a uint8 makes of -20 is tried with the others.
    errors: [
      [[t([2]), 1], /argument "value" is missing/],
      [[t([2]), { at: 1 }], /unknown option "at"; known: threshold, value, inplace/],
    ],
  },
  hardtanh: withArgs<{ minVal: number; maxVal: number }>(
    ["minVal", "maxVal"],
    [[-2, 3], [{ maxVal: 2 }]],
    (x, { minVal = -1, maxVal = 1 }) => clamp(x, minVal, maxVal),
    {
      dtypes: ["float32", "float64", "int64", "int32"],
      errors: [
        [[t([2], { dtype: "uint8" })], /cannot do hardtanh on an unsigned type with negative/],
        [[t([2], { dtype: "bool" })], /Bool inputs not supported for hardtanh/],
      ],
    },
  ),
  relu6: plain((x) => clamp(x, 0, 6), { dtypes: numbers, domain: { ...domain, high: 8 } }),
  hardsigmoid: plain((x) => clamp(x + 3, 0, 6) / 6),
  hardswish: plain((x) => (x * clamp(x + 3, 0, 6)) / 6),
  softshrink: withArgs<{ lambd: number }>(
    ["lambd"],
    [[1.5], [{ lambd: 0 }]],
    (x, { lambd = 0.5 }) => Math.sign(x) * Math.max(Math.abs(x) - lambd, 0),
    { errors: [[[t([2]), -1], /lambda must be greater or equal to 0/]] },
  ),
  // The draws of training are in activation.test.ts.
  rrelu: withArgs<{ lower: number; upper: number }>(
    ["lower", "upper"],
    [[0.2, 0.4], [{ lower: 0.1, training: false }]],
    (x, { lower = 1 / 8, upper = 1 / 3 }) => (x > 0 ? x : (x * (lower + upper)) / 2),
    { errors: [[[t([2]), 0.5, 0.1], /Lower bound should be less than or equal to the upper/]] },
  ),
});
