/**
 * Activation functions of `nn.functional`, elementwise. Those that are methods of tensors, too, are in rectifier.ts and
 * hyperbolic.ts.
 */
import { TensorError } from "../errors.ts";
import { defaultGenerator, type Generator } from "../generator.ts";
import { unitFloat64 } from "../kernels/distributions.ts";
import { kernelSlot, type UnaryRow } from "../kernels/table.ts";
import { normalizeDim } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { cloneRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { binary, callUnary, callUnaryInPlace, runUnary, unary } from "../op/pointwise.ts";
import { defineOp, type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import {
  HardsigmoidBackward,
  HardtanhBackward,
  LeakyReluBackward,
  ShrinkBackward,
  ThresholdBackward,
} from "../op/slopes.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, mul_, rsub, sub } from "./arithmetic.ts";
import { gt } from "./compare.ts";
import { div } from "./division.ts";
import { exp } from "./exponential.ts";
import { sigmoid, tanh } from "./hyperbolic.ts";
import { logicalAnd } from "./logic.ts";
import { square } from "./power.ts";
import type { InplaceOptions, ShrinkOptions } from "./rectifier.ts";
import { where } from "./select.ts";
import { abs, sgn } from "./sign.ts";
import { slice } from "./slice.ts";

const functional = (name: string): string => `torch.nn.functional.${name}`;

function call<Attrs>(op: OpRecord<Attrs>, input: Tensor, inplace: boolean, attrs: Attrs): Tensor {
  return inplace ? callUnaryInPlace(op, input, attrs) : callUnary(op, input, attrs);
}

/**
 * A fused gradient of a curve, `grad * slope(x)`, by the kernel of its name; `bend` is the slope's own slope, which the
 * second derivative needs.
 */
function curve<Attrs = undefined>(
  name: string,
  bend: (x: Tensor, attrs: Attrs) => Tensor,
  numbers?: (attrs: Attrs) => readonly number[],
): OpRecord<Attrs> {
  const op: OpRecord<Attrs> = binary<Attrs>({
    name,
    internal: true,
    numbers,
    reads: ["b", "ab"],
    backward: (ctx, outer, grad, x, _y, attrs) => [
      ctx.needs[0] ? apply(op, [outer, x], attrs) : null,
      ctx.needs[1] ? mul(mul(outer, grad), bend(x, attrs)) : null,
    ],
  });
  return op;
}

/** s(1 - s) for s = sigmoid(x). */
function sigmoidSlope(s: Tensor): Tensor {
  return mul(s, rsub(s, 1));
}

function refuseBool(op: string, input: Tensor): Tensor {
  if (checkTensor(op, input, "input").dtype !== "bool") return input;
  throw new TensorError(op, "not implemented for dtype bool; convert with to()", {
    dtypes: ["bool"],
  });
}

// ---- straight pieces ---------------------------------------------------------------------------

export interface LeakyReluOptions extends InplaceOptions {
  /** What negative values are multiplied by. */
  negativeSlope?: number;
}

const LeakyRelu = unary<number>({
  name: "leakyRelu",
  params: ["negativeSlope", "inplace"],
  torch: functional("leaky_relu"),
  saves: "input",
  numbers: (slope) => [slope],
  backward: (grad, x, _y, slope) => apply(LeakyReluBackward, [grad, x], slope),
});

/**
 * `input` where it is positive, else `negativeSlope * input`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
 */
export function leakyRelu(
  input: Tensor,
  negativeSlope?: number | LeakyReluOptions,
  inplace?: boolean | LeakyReluOptions,
): Tensor {
  const args = readArgs<LeakyReluOptions>(LeakyRelu, negativeSlope, inplace);
  return call(LeakyRelu, input, args.inplace ?? false, args.negativeSlope ?? 0.01);
}

/** `leakyRelu`, written into `input`. */
export function leakyRelu_(input: Tensor, negativeSlope?: number | LeakyReluOptions): Tensor {
  return leakyRelu(input, { ...readArgs(LeakyRelu, negativeSlope), inplace: true });
}

export interface ThresholdOptions extends InplaceOptions {
  threshold?: number;
  /** What values at or below the threshold become. */
  value?: number;
}

interface Cut {
  readonly threshold: number;
  readonly value: number;
}

const Threshold = unary<Cut>({
  name: "threshold",
  params: ["threshold", "value", "inplace"],
  torch: functional("threshold"),
  saves: "input",
  numbers: (cut) => [cut.threshold, cut.value],
  backward: (grad, x, _y, cut) => apply(ThresholdBackward, [grad, x], cut.threshold),
});

/** Both numbers are needed; for integers they are cut to integers. */
function cutOf(input: Tensor, given: readonly unknown[]): Cut & { readonly inplace: boolean } {
  const { dtype } = checkTensor("threshold", input, "input");
  const args = readArgs<ThresholdOptions>(Threshold, ...given);
  const number = (name: "threshold" | "value"): number => {
    const value = args[name];
    if (value === undefined) throw new TensorError("threshold", `argument "${name}" is missing`);
    return castScalar("threshold", value, dtype);
  };
  return {
    threshold: number("threshold"),
    value: number("value"),
    inplace: args.inplace ?? false,
  };
}

/**
 * `input` where it is above the threshold, else `value`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.threshold.html
 */
export function threshold(
  input: Tensor,
  at: number | ThresholdOptions,
  value?: number | ThresholdOptions,
  inplace?: boolean | ThresholdOptions,
): Tensor {
  const cut = cutOf(input, [at, value, inplace]);
  return call(Threshold, input, cut.inplace, cut);
}

/** `threshold`, written into `input`. */
export function threshold_(
  input: Tensor,
  at: number | ThresholdOptions,
  value?: number | ThresholdOptions,
): Tensor {
  return call(Threshold, input, true, cutOf(input, [at, value]));
}

export interface HardtanhOptions extends InplaceOptions {
  minVal?: number;
  maxVal?: number;
}

const hardtanhRule = {
  kernel: "clamp",
  saves: "output",
  numbers: (bounds: readonly number[]) => bounds,
  backward: (grad: Tensor, _x: Tensor, y: Tensor, bounds: readonly [number, number]) =>
    apply(HardtanhBackward, [grad, y], bounds),
} as const;

const Hardtanh = unary<readonly [low: number, high: number]>({
  ...hardtanhRule,
  name: "hardtanh",
  params: ["minVal", "maxVal", "inplace"],
  torch: functional("hardtanh"),
});

function hardtanhBounds(input: Tensor, low: number, high: number): readonly [number, number] {
  const { dtype } = checkTensor("hardtanh", input, "input");
  if (dtype === "bool") {
    throw new TensorError("hardtanh", "Bool inputs not supported for hardtanh; convert with to()", {
      dtypes: [dtype],
    });
  }
  if (dtype === "uint8" && (low < 0 || high < 0)) {
    throw new TensorError(
      "hardtanh",
      "cannot do hardtanh on an unsigned type with negative limits",
      {
        dtypes: [dtype],
      },
    );
  }
  return [castScalar("hardtanh", low, dtype), castScalar("hardtanh", high, dtype)];
}

/**
 * `input` kept between `minVal` and `maxVal`. The gradient is 0 at the bounds, too.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html
 */
export function hardtanh(
  input: Tensor,
  minVal?: number | HardtanhOptions,
  maxVal?: number | HardtanhOptions,
  inplace?: boolean | HardtanhOptions,
): Tensor {
  const args = readArgs<HardtanhOptions>(Hardtanh, minVal, maxVal, inplace);
  const bounds = hardtanhBounds(input, args.minVal ?? -1, args.maxVal ?? 1);
  return call(Hardtanh, input, args.inplace ?? false, bounds);
}

/** `hardtanh`, written into `input`. */
export function hardtanh_(
  input: Tensor,
  minVal?: number | HardtanhOptions,
  maxVal?: number | HardtanhOptions,
): Tensor {
  return hardtanh(input, { ...readArgs(Hardtanh, minVal, maxVal), inplace: true });
}

const Relu6 = unary<readonly [low: number, high: number]>({
  ...hardtanhRule,
  name: "relu6",
  params: ["inplace"],
  torch: functional("relu6"),
});

/**
 * `input` kept between 0 and 6.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.relu6.html
 */
export function relu6(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Relu6, options);
  return call(Relu6, input, inplace, hardtanhBounds(input, 0, 6));
}

const Hardsigmoid = unary({
  name: "hardsigmoid",
  params: ["inplace"],
  torch: functional("hardsigmoid"),
  saves: "input",
  backward: (grad, x) => apply(HardsigmoidBackward, [grad, x]),
});

/**
 * `(input + 3) / 6` kept between 0 and 1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.hardsigmoid.html
 */
export function hardsigmoid(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Hardsigmoid, options);
  return call(Hardsigmoid, input, inplace, undefined);
}

const HardswishBackward = curve("hardswishBackward", (x) =>
  where(logicalAnd(gt(x, -3), gt(mul(x, -1), -3)), 1 / 3, 0),
);

const Hardswish = unary({
  name: "hardswish",
  params: ["inplace"],
  torch: functional("hardswish"),
  saves: "input",
  backward: (grad, x) => apply(HardswishBackward, [grad, x]),
});

/**
 * `input * hardsigmoid(input)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.hardswish.html
 */
export function hardswish(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Hardswish, options);
  return call(Hardswish, input, inplace, undefined);
}

const Softshrink = unary<number>({
  name: "softshrink",
  params: ["lambd"],
  torch: functional("softshrink"),
  saves: "input",
  numbers: (lambd) => [lambd],
  backward: (grad, x, _y, lambd) => apply(ShrinkBackward, [grad, x], lambd),
});

/**
 * `input` moved by `lambd` towards 0, and 0 where its size is less.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.softshrink.html
 */
export function softshrink(input: Tensor, lambd?: number | ShrinkOptions): Tensor {
  const { lambd: width = 0.5 } = readArgs<ShrinkOptions>(Softshrink, lambd);
  if (!(width >= 0)) {
    throw new TensorError(
      "softshrink",
      `lambda must be greater or equal to 0, but found to be ${width}`,
    );
  }
  const { dtype } = checkTensor("softshrink", input, "input");
  return callUnary(Softshrink, input, castScalar("softshrink", width, dtype));
}

// ---- rrelu -------------------------------------------------------------------------------------

export interface RreluOptions extends InplaceOptions {
  /** The least slope of negative values. */
  lower?: number;
  /** The largest slope of negative values. */
  upper?: number;
  /** Draw the slopes; else all have the mean of the bounds. */
  training?: boolean;
  /** Where slopes are drawn from; the default generator where nothing is said. */
  generator?: Generator | null;
}

const Rrelu = signature("rrelu", ["lower", "upper", "training", "inplace", "generator"], {
  torch: functional("rrelu"),
});

/** 1 where `input` is positive, else a slope drawn for it. */
function drawnSlopes(input: Tensor, lower: number, upper: number, source: Generator): Tensor {
  const slopes = cloneRaw(input);
  const { data } = slopes.storage;
  // In the order of elements, and only for those that need one.
  let count = 0;
  for (const x of data) if (x <= 0) count++;
  const drawn = new Float64Array(count);
  unitFloat64(source.engine, drawn, 0, drawn.length);
  for (let i = 0, next = 0; i < data.length; i++) {
    data[i] = data[i] <= 0 ? drawn[next++] * (upper - lower) + lower : 1;
  }
  return slopes;
}

/**
 * `leakyRelu` with slopes drawn anew for each negative value while `training`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
 */
export function rrelu(
  input: Tensor,
  lower?: number | RreluOptions,
  upper?: number | RreluOptions,
  training?: boolean | RreluOptions,
  inplace?: boolean | RreluOptions,
): Tensor {
  const args = readArgs<RreluOptions>(Rrelu, lower, upper, training, inplace);
  const { lower: least = 1 / 8, upper: most = 1 / 3 } = args;
  checkTensor("rrelu", input, "input");
  if (!(least <= most)) {
    throw new TensorError(
      "rrelu",
      `Lower bound should be less than or equal to the upper bound, got ${least} and ${most}`,
    );
  }
  if (!args.training) {
    return leakyRelu(input, { negativeSlope: (least + most) / 2, inplace: args.inplace });
  }
  if (input.dtype !== "float32" && input.dtype !== "float64") {
    throw new TensorError("rrelu", `not implemented for dtype ${input.dtype}; convert with to()`, {
      dtypes: [input.dtype],
    });
  }
  const slopes = drawnSlopes(input, least, most, args.generator ?? defaultGenerator);
  return args.inplace ? mul_(input, slopes) : mul(input, slopes);
}

/** `rrelu`, written into `input`. */
export function rrelu_(
  input: Tensor,
  lower?: number | RreluOptions,
  upper?: number | RreluOptions,
  training?: boolean | RreluOptions,
): Tensor {
  return rrelu(input, { ...readArgs(Rrelu, lower, upper, training), inplace: true });
}

// ---- exponential on the negative side ----------------------------------------------------------

interface Elu {
  readonly alpha: number;
  /** Of both sides. */
  readonly scale: number;
  /** Of what enters the exponential. */
  readonly inputScale: number;
}

const eluNumbers = ({ alpha, scale, inputScale }: Elu): readonly number[] => [
  alpha,
  scale,
  inputScale,
];

const EluBackward = curve<Elu>(
  "eluBackward",
  (x, { alpha, scale, inputScale }) => {
    const bend = mul(exp(mul(x, inputScale)), alpha * scale * inputScale * inputScale);
    return where(gt(x, 0), 0, bend);
  },
  eluNumbers,
);

const elus = (name: string, ...params: readonly string[]): OpRecord<Elu> =>
  unary<Elu>({
    name,
    params,
    torch: functional(name),
    kernel: "elu",
    saves: "input",
    numbers: eluNumbers,
    backward: (grad, x, _y, attrs) => apply(EluBackward, [grad, x], attrs),
  });

export interface EluOptions extends InplaceOptions {
  /** How far below 0 it can get. */
  alpha?: number;
}

const Elu = elus("elu", "alpha", "inplace");
const Celu = elus("celu", "alpha", "inplace");
const Selu = elus("selu", "inplace");

/**
 * `input` where it is positive, else `alpha * (exp(input) - 1)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
 */
export function elu(
  input: Tensor,
  alpha?: number | EluOptions,
  inplace?: boolean | EluOptions,
): Tensor {
  const args = readArgs<EluOptions>(Elu, alpha, inplace);
  return call(Elu, input, args.inplace ?? false, {
    alpha: args.alpha ?? 1,
    scale: 1,
    inputScale: 1,
  });
}

/** `elu`, written into `input`. */
export function elu_(input: Tensor, alpha?: number | EluOptions): Tensor {
  return elu(input, { ...readArgs(Elu, alpha), inplace: true });
}

/**
 * `input` where it is positive, else `alpha * (exp(input / alpha) - 1)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.celu.html
 */
export function celu(
  input: Tensor,
  alpha?: number | EluOptions,
  inplace?: boolean | EluOptions,
): Tensor {
  const args = readArgs<EluOptions>(Celu, alpha, inplace);
  const { alpha: a = 1 } = args;
  if (a === 0) {
    throw new TensorError("celu", "ZeroDivisionError: alpha cannot be 0 for CELU");
  }
  return call(Celu, input, args.inplace ?? false, { alpha: a, scale: 1, inputScale: 1 / a });
}

/** `celu`, written into `input`. */
export function celu_(input: Tensor, alpha?: number | EluOptions): Tensor {
  return celu(input, { ...readArgs(Celu, alpha), inplace: true });
}

/** With these numbers the mean and variance of a network's activations stay near 0 and 1. */
const seluNumbers: Elu = {
  alpha: 1.6732632423543772,
  scale: 1.0507009873554805,
  inputScale: 1,
};

/**
 * `elu` scaled so that a network normalises itself.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.selu.html
 */
export function selu(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Selu, options);
  return call(Selu, input, inplace, seluNumbers);
}

/** `selu`, written into `input`. */
export function selu_(input: Tensor): Tensor {
  return call(Selu, input, true, seluNumbers);
}

// ---- smooth everywhere -------------------------------------------------------------------------

export interface SoftplusOptions {
  /** How sharp the bend is. */
  beta?: number;
  /** Where `beta * input` is above it, the result is the input. */
  threshold?: number;
}

interface Softplus {
  readonly beta: number;
  readonly cut: number;
}

const SoftplusBackward = curve<Softplus>(
  "softplusBackward",
  (x, { beta, cut }) => {
    const scaled = mul(x, beta);
    return where(gt(scaled, cut), 0, mul(sigmoidSlope(sigmoid(scaled)), beta));
  },
  ({ beta, cut }) => [beta, cut],
);

const Softplus = unary<Softplus>({
  name: "softplus",
  params: ["beta", "threshold"],
  torch: functional("softplus"),
  saves: "input",
  numbers: ({ beta, cut }) => [beta, cut],
  backward: (grad, x, _y, attrs) => apply(SoftplusBackward, [grad, x], attrs),
});

/**
 * `log(1 + exp(beta * input)) / beta`: a smooth relu.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html
 */
export function softplus(
  input: Tensor,
  beta?: number | SoftplusOptions,
  cut?: number | SoftplusOptions,
): Tensor {
  const args = readArgs<SoftplusOptions>(Softplus, beta, cut);
  return callUnary(Softplus, input, { beta: args.beta ?? 1, cut: args.threshold ?? 20 });
}

const LogsigmoidBackward = curve("logsigmoidBackward", (x) => mul(sigmoidSlope(sigmoid(x)), -1));

const Logsigmoid = unary({
  name: "logsigmoid",
  torch: functional("logsigmoid"),
  saves: "input",
  backward: (grad, x) => apply(LogsigmoidBackward, [grad, x]),
});

/**
 * `log(sigmoid(input))`, without overflow.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html
 */
export function logsigmoid(input: Tensor): Tensor {
  return callUnary(Logsigmoid, input);
}

const SiluBackward = curve("siluBackward", (x) => {
  const s = sigmoid(x);
  return mul(sigmoidSlope(s), add(mul(x, rsub(mul(s, 2), 1)), 2));
});

const Silu = unary({
  name: "silu",
  params: ["inplace"],
  torch: functional("silu"),
  saves: "input",
  backward: (grad, x) => apply(SiluBackward, [grad, x]),
});

/**
 * `input * sigmoid(input)`, also known as swish.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.silu.html
 */
export function silu(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Silu, options);
  return call(Silu, input, inplace, undefined);
}

/** With t = tanh(softplus(x)): (x t)'' = 2 t' + x t''. */
const MishBackward = curve("mishBackward", (x) => {
  const s = sigmoid(x);
  const t = tanh(softplus(x));
  const room = rsub(square(t), 1);
  const slope = mul(room, s);
  const bend = mul(room, sub(sigmoidSlope(s), mul(mul(t, 2), square(s))));
  return add(mul(slope, 2), mul(x, bend));
});

const Mish = unary({
  name: "mish",
  params: ["inplace"],
  torch: functional("mish"),
  saves: "input",
  backward: (grad, x) => apply(MishBackward, [grad, x]),
});

/**
 * `input * tanh(softplus(input))`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.mish.html
 */
export function mish(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Mish, options);
  return call(Mish, input, inplace, undefined);
}

export interface GeluOptions {
  /** `none` is exact, `tanh` the approximation that some published models were trained with. */
  approximate?: "none" | "tanh";
}

const oneOverSqrt2Pi = 1 / Math.sqrt(2 * Math.PI);

/** The density of the normal distribution times 2 - x². */
const GeluBackward = curve("geluBackward", (x) => {
  const squared = square(x);
  return mul(mul(exp(mul(squared, -0.5)), oneOverSqrt2Pi), rsub(squared, 2));
});

const sqrt2OverPi = Math.sqrt(2 / Math.PI);
const geluCube = 0.044715;

const GeluTanhBackward = curve("geluTanhBackward", (x) => {
  const squared = square(x);
  const t = tanh(mul(mul(x, add(mul(squared, geluCube), 1)), sqrt2OverPi));
  const slope = mul(add(mul(squared, 3 * geluCube), 1), sqrt2OverPi);
  const bend = mul(x, 6 * geluCube * sqrt2OverPi);
  const inner = sub(bend, mul(mul(t, 2), square(slope)));
  return mul(rsub(square(t), 1), add(slope, mul(mul(x, 0.5), inner)));
});

const geluKernels = kernelSlot<UnaryRow>("gelu");
const geluTanhKernels = kernelSlot<UnaryRow>("geluTanh");

const Gelu: OpRecord<boolean> = defineOp<boolean>({
  name: "gelu",
  params: ["approximate"],
  torch: functional("gelu"),
  writesOut: true,
  forward(ctx, [x], byTanh, out) {
    ctx.save(x);
    return runUnary(byTanh ? geluTanhKernels : geluKernels, x, "same", [], out);
  },
  backward: (ctx, [grad], byTanh) => [
    apply(byTanh ? GeluTanhBackward : GeluBackward, [grad, ctx.saved()[0]]),
  ],
});

/**
 * `input` times the normal distribution's function of it.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
 */
export function gelu(input: Tensor, options?: "none" | "tanh" | GeluOptions): Tensor {
  const { approximate = "none" } = readArgs<GeluOptions>(Gelu, options);
  if (approximate !== "none" && approximate !== "tanh") {
    throw new TensorError(
      "gelu",
      `approximate argument must be either none or tanh, got ${String(approximate)}`,
    );
  }
  return callUnary(Gelu, input, approximate === "tanh");
}

const SoftsignBackward = curve("softsignBackward", (x) => {
  const size = add(abs(x), 1);
  return div(mul(sgn(x), -2), mul(size, square(size)));
});

const Softsign = unary({
  name: "softsign",
  torch: functional("softsign"),
  result: "float",
  saves: "input",
  backward: (grad, x) => apply(SoftsignBackward, [grad, x]),
});

/**
 * `input / (1 + abs(input))`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.softsign.html
 */
export function softsign(input: Tensor): Tensor {
  return callUnary(Softsign, refuseBool("softsign", input));
}

const Tanhshrink = unary({
  name: "tanhshrink",
  torch: functional("tanhshrink"),
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, square(tanh(x))),
});

/**
 * `input - tanh(input)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.tanhshrink.html
 */
export function tanhshrink(input: Tensor): Tensor {
  return callUnary(Tanhshrink, refuseBool("tanhshrink", input));
}

// ---- glu ---------------------------------------------------------------------------------------

const Glu: Signature = signature("glu", ["dim"], { torch: functional("glu") });

/**
 * The first half of `dim` times the sigmoid of the second half.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.glu.html
 */
export function glu(input: Tensor, dim?: number | { dim?: number }): Tensor {
  const { dim: given = -1 } = readArgs<{ dim?: number }>(Glu, dim);
  const { shape } = checkTensor("glu", input, "input").layout;
  if (shape.length === 0) {
    throw new TensorError("glu", "does not support scalars because halving size must be even");
  }
  const d = normalizeDim("glu", given, shape.length);
  if (shape[d] % 2 !== 0) {
    throw new TensorError(
      "glu",
      `Halving dimension must be even, but dimension ${d} is size ${shape[d]}`,
      { shapes: [shape] },
    );
  }
  if (input.dtype !== "float32" && input.dtype !== "float64") {
    throw new TensorError("glu", `not implemented for dtype ${input.dtype}; convert with to()`, {
      dtypes: [input.dtype],
    });
  }
  const half = shape[d] / 2;
  return mul(slice(input, d, 0, half), sigmoid(slice(input, d, half, shape[d])));
}
