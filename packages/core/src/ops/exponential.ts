/** Exponentials and logarithms, elementwise. */
import { binary, callTensors, callUnary, callUnaryInPlace, unary } from "../op/pointwise.ts";
import type { Other } from "../op/operands.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { div } from "./division.ts";
import { sigmoid } from "./hyperbolic.ts";

// ---- exponentials ------------------------------------------------------------------------------

const Exp = unary({
  name: "exp",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => mul(grad, y),
});

/**
 * e to the power of `input`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.exp.html
 */
export function exp(input: Tensor): Tensor {
  return callUnary(Exp, input);
}

/** `exp`, written into `input`. */
export function exp_(input: Tensor): Tensor {
  return callUnaryInPlace(Exp, input);
}

const Exp2 = unary({
  name: "exp2",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => mul(grad, mul(y, Math.LN2)),
});

/**
 * 2 to the power of `input`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.exp2.html
 */
export function exp2(input: Tensor): Tensor {
  return callUnary(Exp2, input);
}

/** `exp2`, written into `input`. */
export function exp2_(input: Tensor): Tensor {
  return callUnaryInPlace(Exp2, input);
}

const Expm1 = unary({
  name: "expm1",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => mul(grad, add(y, 1)),
});

/**
 * `exp(input) - 1`, elementwise, exact also near 0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.expm1.html
 */
export function expm1(input: Tensor): Tensor {
  return callUnary(Expm1, input);
}

/** `expm1`, written into `input`. */
export function expm1_(input: Tensor): Tensor {
  return callUnaryInPlace(Expm1, input);
}

// ---- logarithms --------------------------------------------------------------------------------

const Log = unary({
  name: "log",
  result: "float",
  saves: "input",
  backward: (grad, x) => div(grad, x),
});

/**
 * The natural logarithm, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.log.html
 */
export function log(input: Tensor): Tensor {
  return callUnary(Log, input);
}

/** `log`, written into `input`. */
export function log_(input: Tensor): Tensor {
  return callUnaryInPlace(Log, input);
}

const Log2 = unary({
  name: "log2",
  result: "float",
  saves: "input",
  backward: (grad, x) => div(grad, mul(x, Math.LN2)),
});

/**
 * The logarithm to base 2, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.log2.html
 */
export function log2(input: Tensor): Tensor {
  return callUnary(Log2, input);
}

/** `log2`, written into `input`. */
export function log2_(input: Tensor): Tensor {
  return callUnaryInPlace(Log2, input);
}

const Log10 = unary({
  name: "log10",
  result: "float",
  saves: "input",
  backward: (grad, x) => div(grad, mul(x, Math.LN10)),
});

/**
 * The logarithm to base 10, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.log10.html
 */
export function log10(input: Tensor): Tensor {
  return callUnary(Log10, input);
}

/** `log10`, written into `input`. */
export function log10_(input: Tensor): Tensor {
  return callUnaryInPlace(Log10, input);
}

const Log1p = unary({
  name: "log1p",
  result: "float",
  saves: "input",
  backward: (grad, x) => div(grad, add(x, 1)),
});

/**
 * `log(1 + input)`, elementwise, exact also near 0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.log1p.html
 */
export function log1p(input: Tensor): Tensor {
  return callUnary(Log1p, input);
}

/** `log1p`, written into `input`. */
export function log1p_(input: Tensor): Tensor {
  return callUnaryInPlace(Log1p, input);
}

// ---- sums of exponentials ----------------------------------------------------------------------

const Logaddexp = binary({
  name: "logaddexp",
  backward: (ctx, grad, a, b) => [
    ctx.needs[0] ? mul(grad, sigmoid(sub(a, b))) : null,
    ctx.needs[1] ? mul(grad, sigmoid(sub(b, a))) : null,
  ],
});

/**
 * `log(exp(input) + exp(other))`, elementwise, without overflow.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logaddexp.html
 */
export function logaddexp(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Logaddexp, input, other);
}

const Logaddexp2 = binary({
  name: "logaddexp2",
  backward: (ctx, grad, a, b) => [
    ctx.needs[0] ? mul(grad, sigmoid(mul(sub(a, b), Math.LN2))) : null,
    ctx.needs[1] ? mul(grad, sigmoid(mul(sub(b, a), Math.LN2))) : null,
  ],
});

/**
 * `log2(2 ** input + 2 ** other)`, elementwise, without overflow.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logaddexp2.html
 */
export function logaddexp2(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Logaddexp2, input, other);
}
