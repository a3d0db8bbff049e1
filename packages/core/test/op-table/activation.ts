import * as activation from "../../src/ops/activation.ts";
import { named } from "./arguments.ts";
import { build, map, type Nd } from "./nd.ts";
import { erf } from "./special-values.ts";
import { family, floats, numbers, type OpSpec, type Sample, t, unary } from "./spec.ts";

const domain = { low: -4, high: 4, offIntegers: 0.1 };
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.log1p(Math.exp(x));
const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

/** A function of x alone. */
function plain(f: (x: number) => number, more: Partial<OpSpec> = {}): OpSpec {
  return { ...unary(f, { result: "same", dtypes: floats, domain }), ...more };
}

/** A function of x and named numbers. */
function withArgs<Args>(
  names: readonly string[],
  calls: readonly Sample[],
  f: (x: number, args: Partial<Args>) => number,
  more: Partial<OpSpec> = {},
): OpSpec {
  return {
    samples: [[t([3, 4])], [t([])], [t([0, 2])], ...calls.map((rest) => [t([5]), ...rest])],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Partial<Args>>(names, rest);
      return map(x, (value) => f(value, args));
    },
    dtypes: floats,
    domain,
    errors: [[[t([2]), { nonsense: 1 }], /unknown option "nonsense"; known: /]],
    ...more,
  };
}

const elu = (x: number, alpha: number, scale = 1, inner = 1): number =>
  scale * (x > 0 ? x : alpha * Math.expm1(x * inner));

const integers = t([4], { dtype: "int64", low: -9, high: 9 });

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
  elu: withArgs<{ alpha: number }>(["alpha"], [[0.5], [{ alpha: 2 }]], (x, { alpha = 1 }) =>
    elu(x, alpha),
  ),
  celu: withArgs<{ alpha: number }>(
    ["alpha"],
    [[0.5], [{ alpha: 2 }]],
    (x, { alpha = 1 }) => elu(x, alpha, 1, 1 / alpha),
    { errors: [[[t([2]), 0], /alpha cannot be 0 for CELU/]] },
  ),
  selu: plain((x) => elu(x, 1.6732632423543772, 1.0507009873554805)),
  softplus: withArgs<{ beta: number; threshold: number }>(
    ["beta", "threshold"],
    [[2], [{ beta: 2, threshold: 3 }], [{ threshold: 1 }]],
    (x, { beta = 1, threshold = 20 }) => (x * beta > threshold ? x : softplus(x * beta) / beta),
  ),
  logsigmoid: plain((x) => -softplus(-x)),
  silu: plain((x) => x * sigmoid(x)),
  mish: plain((x) => x * Math.tanh(softplus(x))),
  gelu: withArgs<{ approximate: string }>(
    ["approximate"],
    [["tanh"], [{ approximate: "none" }], [{ approximate: "tanh" }]],
    (x, { approximate = "none" }) =>
      approximate === "none"
        ? (x / 2) * (1 + erf(x / Math.SQRT2))
        : (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
    { errors: [[[t([2]), "erf"], /approximate argument must be either none or tanh/]] },
  ),
  softsign: plain((x) => x / (1 + Math.abs(x)), { result: "float", dtypes: numbers }),
  tanhshrink: plain((x) => x - Math.tanh(x), { result: "float", dtypes: numbers }),
  glu: {
    samples: [
      [t([3, 4])],
      [t([3, 4]), -1],
      [t([4, 2, 3]), 0],
      [t([2, 4, 1]), { dim: 1 }],
      [t([0, 2])],
      [t([2, 0])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim = -1 } = named<{ dim?: number }>(["dim"], rest);
      const d = dim < 0 ? dim + x.shape.length : dim;
      const half = x.shape[d] / 2;
      return build(x.shape.with(d, half), (index) => {
        const gate = x.at(...index.with(d, index[d] + half));
        return x.at(...index) * sigmoid(gate);
      });
    },
    dtypes: floats,
    errors: [
      [[t([2, 3])], /Halving dimension must be even, but dimension 1 is size 3/],
      [[t([])], /does not support scalars/],
      [[t([2, 4]), 2], /out of range/],
      [[integers], /glu: not implemented for dtype int64/],
    ],
  },
});
