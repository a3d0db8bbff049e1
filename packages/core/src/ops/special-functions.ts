/** Functions of `torch.special` that are not methods of tensors. Bessel's and Airy's are in bessel.ts. */
import { notDifferentiable } from "../op/gradients.ts";
import { type Operand, type Other, oneTensor } from "../op/operands.ts";
import { binary, callBinary, callUnary, unary } from "../op/pointwise.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { eq, gt, le } from "./compare.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { exp, log, log1p } from "./exponential.ts";
import { logicalAnd } from "./logic.ts";
import { reciprocal } from "./division.ts";
import { square } from "./power.ts";
import { where } from "./select.ts";
import { abs, sgn } from "./sign.ts";
import { i0 } from "./special.ts";

// ---- modified Bessel functions of the first kind -----------------------------------------------

/** The slope at x, and its limit 1/2 where x is too small to divide by. */
function oddSlope(x: Tensor, slope: (x: Tensor) => Tensor): Tensor {
  const divisible = gt(abs(x), x.dtype === "float32" ? 2 ** -23 : 2 ** -52);
  return where(divisible, slope(where(divisible, x, 1)), 0.5);
}

const I0e = unary({
  name: "i0e",
  torch: "torch.special.i0e",
  result: "float",
  saves: "both",
  backward: (grad, x, y) => mul(grad, sub(i1e(x), mul(sgn(x), y))),
});

/**
 * `exp(-abs(input)) * i0(input)`, elementwise, which does not overflow.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.i0e
 */
export function i0e(input: Tensor): Tensor {
  return callUnary(I0e, input);
}

const I1 = unary({
  name: "i1",
  torch: "torch.special.i1",
  result: "float",
  saves: "input",
  backward: (grad, x) =>
    mul(
      grad,
      oddSlope(x, (z) => sub(i0(z), div(i1(z), z))),
    ),
});

/**
 * The modified Bessel function of the first kind and order 1, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.i1
 */
export function i1(input: Tensor): Tensor {
  return callUnary(I1, input);
}

const I1e = unary({
  name: "i1e",
  torch: "torch.special.i1e",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, oddSlope(x, i1eSlope)),
});

/**
 * `exp(-abs(input)) * i1(input)`, elementwise, which does not overflow.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.i1e
 */
export function i1e(input: Tensor): Tensor {
  return callUnary(I1e, input);
}

function i1eSlope(x: Tensor): Tensor {
  return sub(i0e(x), mul(i1e(x), add(sgn(x), reciprocal(x))));
}

// ---- the normal distribution -------------------------------------------------------------------

const SQRT_2_PI = Math.sqrt(2 * Math.PI);

const Ndtr = unary({
  name: "ndtr",
  torch: "torch.special.ndtr",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, mul(exp(mul(square(x), -0.5)), 1 / SQRT_2_PI)),
});

/**
 * The part of the normal distribution below `input`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.ndtr
 */
export function ndtr(input: Tensor): Tensor {
  return callUnary(Ndtr, input);
}

const LogNdtr = unary({
  name: "logNdtr",
  torch: "torch.special.log_ndtr",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(div(grad, erfcx(mul(x, -Math.SQRT1_2))), 2 / SQRT_2_PI),
});

/**
 * `log(ndtr(input))`, elementwise, exact also far below 0.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.log_ndtr
 */
export function logNdtr(input: Tensor): Tensor {
  return callUnary(LogNdtr, input);
}

const Ndtri = unary({
  name: "ndtri",
  torch: "torch.special.ndtri",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => mul(grad, mul(exp(mul(square(y), 0.5)), SQRT_2_PI)),
});

/**
 * The inverse of `ndtr` on (0, 1), elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.ndtri
 */
export function ndtri(input: Tensor): Tensor {
  return callUnary(Ndtri, input);
}

const Erfcx = unary({
  name: "erfcx",
  torch: "torch.special.erfcx",
  result: "float",
  saves: "both",
  backward: (grad, x, y) => mul(grad, sub(mul(mul(x, y), 2), 2 / Math.sqrt(Math.PI))),
});

/**
 * `exp(input²) * erfc(input)`, elementwise, where either alone would leave the range of numbers.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.erfcx
 */
export function erfcx(input: Tensor): Tensor {
  return callUnary(Erfcx, input);
}

// ---- entropy and logarithms --------------------------------------------------------------------

const Entr = unary({
  name: "entr",
  torch: "torch.special.entr",
  result: "float",
  saves: "input",
  backward: (grad, x) => neg(mul(grad, add(log(x), 1))),
});

/**
 * `-input * log(input)`, elementwise; 0 at 0, and -infinity below.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.entr
 */
export function entr(input: Tensor): Tensor {
  return callUnary(Entr, input);
}

const Xlog1py = binary({
  name: "xlog1py",
  torch: "torch.special.xlog1py",
  result: "float",
  backward: (ctx, grad, a, b) => [
    // No slope where a 0 hides the logarithm. Beside uint8 -1 would wrap to 255.
    ctx.needs[0]
      ? where(logicalAnd(eq(a, 0), le(to(b, grad.dtype), -1)), 0, mul(grad, log1p(b)))
      : null,
    ctx.needs[1] ? mul(grad, div(a, add(b, 1))) : null,
  ],
});

/**
 * `input * log1p(other)`, elementwise, and 0 where `input` is 0. Either may be a scalar.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.xlog1py
 */
export function xlog1py(input: Operand, other: Other): Tensor {
  return callBinary(Xlog1py, ...oneTensor("xlog1py", input, other));
}

// ---- zeta --------------------------------------------------------------------------------------

const Zeta = binary({
  name: "zeta",
  torch: "torch.special.zeta",
  result: "float",
  backward: (ctx, grad, x, q) => {
    if (ctx.needs[0]) throw notDifferentiable("zeta", "input");
    return [null, neg(mul(grad, mul(x, zeta(add(x, 1), q))))];
  },
});

/**
 * Hurwitz's zeta function, elementwise: the sum of `(k + other) ** -input` over k = 0, 1, …. Either may be a scalar. Has a
 * gradient for `other` only.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.zeta
 */
export function zeta(input: Operand, other: Other): Tensor {
  return callBinary(Zeta, ...oneTensor("zeta", input, other));
}
