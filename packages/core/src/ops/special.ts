/**
 * Those of `torch.special` that tensors have as methods, too: the error function, the gamma function's kin, I0, logit and
 * x log y. The others are in special-functions.ts.
 */
import { TensorError } from "../errors.ts";
import { notDifferentiable } from "../op/gradients.ts";
import { apply } from "../op/apply.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor, type Operand, type Other, oneTensor } from "../op/operands.ts";
import {
  binary,
  callBinary,
  callBinaryInPlace,
  callTensors,
  callTensorsInPlace,
  callUnary,
  callUnaryInPlace,
  unary,
} from "../op/pointwise.ts";
import { defineOp, type OpRecord, readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, neg, rsub, sub } from "./arithmetic.ts";
import { eq, ge, le } from "./compare.ts";
import { div } from "./division.ts";
import { exp, log } from "./exponential.ts";
import { logicalAnd } from "./logic.ts";
import { polygamma } from "./polygamma.ts";
import { square } from "./power.ts";
import { where } from "./select.ts";
import { i1 } from "./special-functions.ts";

const special = (name: string): { torch: string } => ({ torch: `torch.special.${name}` });

// ---- the error function ------------------------------------------------------------------------

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

const Erf = unary({
  name: "erf",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, mul(exp(neg(square(x))), TWO_OVER_SQRT_PI)),
});

/**
 * The error function, elementwise: 2 / sqrt(pi) times the integral of exp(-t²) from 0 to `input`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.erf.html
 */
export function erf(input: Tensor): Tensor {
  return callUnary(Erf, input);
}

/** `erf`, written into `input`. */
export function erf_(input: Tensor): Tensor {
  return callUnaryInPlace(Erf, input);
}

const Erfc = unary({
  name: "erfc",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, mul(exp(neg(square(x))), -TWO_OVER_SQRT_PI)),
});

/**
 * `1 - erf(input)`, elementwise, without cancellation.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.erfc.html
 */
export function erfc(input: Tensor): Tensor {
  return callUnary(Erfc, input);
}

/** `erfc`, written into `input`. */
export function erfc_(input: Tensor): Tensor {
  return callUnaryInPlace(Erfc, input);
}

const Erfinv = unary({
  name: "erfinv",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => mul(grad, mul(exp(square(y)), 1 / TWO_OVER_SQRT_PI)),
});

/**
 * The inverse of `erf` on (-1, 1), elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.erfinv.html
 */
export function erfinv(input: Tensor): Tensor {
  return callUnary(Erfinv, input);
}

/** `erfinv`, written into `input`. */
export function erfinv_(input: Tensor): Tensor {
  return callUnaryInPlace(Erfinv, input);
}

// ---- the gamma function's kin ------------------------------------------------------------------

const Lgamma = unary({
  name: "lgamma",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, digamma(x)),
});
signature("gammaln", [], special("gammaln"));

/**
 * The logarithm of the gamma function's size, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.lgamma.html
 */
export function lgamma(input: Tensor): Tensor {
  return callUnary(Lgamma, input);
}

/** `lgamma`, written into `input`. */
export function lgamma_(input: Tensor): Tensor {
  return callUnaryInPlace(Lgamma, input);
}

const Digamma = unary({
  name: "digamma",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, polygamma(1, x)),
});
signature("psi", [], special("psi"));

/**
 * The derivative of `lgamma`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.digamma.html
 */
export function digamma(input: Tensor): Tensor {
  return callUnary(Digamma, input);
}

/** `digamma`, written into `input`. */
export function digamma_(input: Tensor): Tensor {
  return callUnaryInPlace(Digamma, input);
}

const LOG_PI = 1.1447298858494002;

const Mvlgamma: OpRecord<number> = defineOp<number>({
  name: "mvlgamma",
  params: ["p"],
  forward(ctx, [x], p) {
    ctx.save(x);
    const constant = ((p * (p - 1)) / 4) * LOG_PI;
    return add(sumOfShifts(lgamma, x, p), constant);
  },
  backward: (ctx, [grad], p) => [mul(grad, sumOfShifts(digamma, ctx.saved()[0], p))],
});
signature("multigammaln", ["p"], special("multigammaln"));

/** The sum of f(x - j / 2) for j below p. */
function sumOfShifts(f: (x: Tensor) => Tensor, x: Tensor, p: number): Tensor {
  let sum = f(x);
  for (let j = 1; j < p; j++) sum = add(sum, f(sub(x, j / 2)));
  return sum;
}

function numbers(input: Tensor): Tensor {
  if (checkTensor("mvlgamma", input, "input").dtype !== "bool") return input;
  throw new TensorError(
    "mvlgamma",
    "The input tensor may not be a boolean tensor; convert with to()",
    {
      dtypes: ["bool"],
    },
  );
}

function dimensions(given: number | { p?: number }): number {
  const { p } = readArgs<{ p?: number }>(Mvlgamma, given);
  if (Number.isInteger(p) && (p as number) >= 1) return p as number;
  throw new TensorError(
    "mvlgamma",
    `p has to be an integer greater than or equal to 1, got ${String(p)}`,
  );
}

/**
 * The logarithm of the multivariate gamma function with `p` dimensions, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.mvlgamma.html
 */
export function mvlgamma(input: Tensor, p: number | { p?: number }): Tensor {
  return apply(Mvlgamma, [numbers(input)], dimensions(p));
}

/** `mvlgamma`, written into `input`. */
export function mvlgamma_(input: Tensor, p: number | { p?: number }): Tensor {
  return applyInPlace(Mvlgamma, [numbers(input)], dimensions(p));
}

/** d/dx of the incomplete gamma functions but for the sign: x^(a - 1) e^-x / Γ(a). */
function gammaDensity(a: Tensor, x: Tensor): Tensor {
  return exp(sub(sub(mul(sub(a, 1), log(x)), x), lgamma(a)));
}

const Igamma = binary({
  name: "igamma",
  backward: (ctx, grad, a, x) => {
    if (ctx.needs[0]) throw notDifferentiable("igamma", "input");
    return [null, mul(grad, gammaDensity(a, x))];
  },
});
signature("gammainc", ["other"], special("gammainc"));

/**
 * The regularised lower incomplete gamma function P(`input`, `other`), elementwise. Has a gradient for `other` only.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.gammainc
 */
export function igamma(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Igamma, input, other);
}

/** `igamma`, written into `input`. */
export function igamma_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(Igamma, input, other);
}

const Igammac = binary({
  name: "igammac",
  backward: (ctx, grad, a, x) => {
    if (ctx.needs[0]) throw notDifferentiable("igammac", "input");
    return [null, neg(mul(grad, gammaDensity(a, x)))];
  },
});
signature("gammaincc", ["other"], special("gammaincc"));

/**
 * The regularised upper incomplete gamma function Q = 1 - P of `igamma`, elementwise. Has a gradient for `other` only.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.gammaincc
 */
export function igammac(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Igammac, input, other);
}

/** `igammac`, written into `input`. */
export function igammac_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(Igammac, input, other);
}

// ---- I0, logit, x log y ------------------------------------------------------------------------

const I0 = unary({
  name: "i0",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, i1(x)),
});

/**
 * The modified Bessel function of the first kind and order 0, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.i0.html
 */
export function i0(input: Tensor): Tensor {
  return callUnary(I0, input);
}

/** `i0`, written into `input`. */
export function i0_(input: Tensor): Tensor {
  return callUnaryInPlace(I0, input);
}

export interface LogitOptions {
  /** Cut `input` to [eps, 1 - eps] first. */
  eps?: number | null;
}

const Logit = unary<number | null>({
  name: "logit",
  params: ["eps"],
  result: "float",
  saves: "input",
  numbers: (eps) => [eps ?? -1],
  backward(grad, x, _y, eps) {
    const slope = div(grad, mul(x, rsub(x, 1)));
    const [low, outside] = eps === null ? [0, NaN] : [eps, 0];
    return where(logicalAnd(ge(x, low), le(x, 1 - low)), slope, outside);
  },
});

function epsOf(options: number | null | undefined | LogitOptions): number | null {
  return readArgs<LogitOptions>(Logit, options).eps ?? null;
}

/**
 * `log(input / (1 - input))`, elementwise: the inverse of `sigmoid`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logit.html
 */
export function logit(input: Tensor, eps?: number | null | LogitOptions): Tensor {
  return callUnary(Logit, input, epsOf(eps));
}

/** `logit`, written into `input`. */
export function logit_(input: Tensor, eps?: number | null | LogitOptions): Tensor {
  return callUnaryInPlace(Logit, input, epsOf(eps));
}

const Xlogy = binary({
  name: "xlogy",
  result: "float",
  backward: (ctx, grad, a, b) => [
    // No slope where a 0 hides a logarithm that has no value.
    ctx.needs[0] ? where(logicalAnd(eq(a, 0), le(b, 0)), 0, xlogy(grad, b)) : null,
    ctx.needs[1] ? mul(grad, div(a, b)) : null,
  ],
});

/**
 * `input * log(other)`, elementwise, and 0 where `input` is 0. Either may be a scalar.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.xlogy.html
 */
export function xlogy(input: Operand, other: Other): Tensor {
  return callBinary(Xlogy, ...oneTensor("xlogy", input, other));
}

/** `xlogy`, written into `input`. */
export function xlogy_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Xlogy, input, other);
}
