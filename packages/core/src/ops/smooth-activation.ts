/** Activation functions of `nn.functional` that are smooth everywhere, and the gate made of one. */
import { TensorError } from "../errors.ts";
import { kernelSlot, type UnaryRow } from "../kernels/table.ts";
import { normalizeDim } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkTensor } from "../op/operands.ts";
import { callUnary, runUnary, unary } from "../op/pointwise.ts";
import { defineOp, type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import { activate, curve, functional } from "../op/slopes.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, rsub, sub } from "./arithmetic.ts";
import { gt } from "./compare.ts";
import { div } from "./division.ts";
import { exp } from "./exponential.ts";
import { sigmoid, tanh } from "./hyperbolic.ts";
import { square } from "./power.ts";
import type { InplaceOptions } from "./rectifier.ts";
import { where } from "./select.ts";
import { abs, sgn } from "./sign.ts";
import { slice } from "./slice.ts";

/** s(1 - s) for s = sigmoid(x). */
function sigmoidSlope(s: Tensor): Tensor {
  return mul(s, rsub(s, 1));
}

function refuseBool(op: string, input: Tensor, why = "not implemented for dtype bool"): Tensor {
  if (checkTensor(op, input, "input").dtype !== "bool") return input;
  throw new TensorError(op, `${why}; convert with to()`, { dtypes: ["bool"] });
}

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
  threshold?: number | SoftplusOptions,
  options?: SoftplusOptions,
): Tensor {
  const args = readArgs<SoftplusOptions>(Softplus, beta, threshold, options);
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
  return activate(Silu, input, inplace, undefined);
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
  return activate(Mish, input, inplace, undefined);
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
  const why = "Subtraction, the `-` operator, with a bool tensor is not supported";
  return callUnary(Tanhshrink, refuseBool("tanhshrink", input, why));
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
