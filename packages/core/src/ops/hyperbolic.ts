/** Hyperbolic functions, their inverses, and the sigmoid, elementwise. */
import { binary, callUnary, callUnaryInPlace, unary } from "../op/pointwise.ts";
import { apply } from "../op/apply.ts";
import { alias, type OpRecord, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { div } from "./division.ts";
import { rsqrt, square } from "./power.ts";

const Sinh = unary({
  name: "sinh",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, cosh(x)),
});

/**
 * The hyperbolic sine, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.sinh.html
 */
export function sinh(input: Tensor): Tensor {
  return callUnary(Sinh, input);
}

/** `sinh`, written into `input`. */
export function sinh_(input: Tensor): Tensor {
  return callUnaryInPlace(Sinh, input);
}

const Cosh = unary({
  name: "cosh",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, sinh(x)),
});

/**
 * The hyperbolic cosine, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cosh.html
 */
export function cosh(input: Tensor): Tensor {
  return callUnary(Cosh, input);
}

/** `cosh`, written into `input`. */
export function cosh_(input: Tensor): Tensor {
  return callUnaryInPlace(Cosh, input);
}

/** `grad * (1 - y²)`, from the result y of tanh. */
const TanhBackward: OpRecord = binary({
  name: "tanhBackward",
  internal: true,
  reads: ["b", "ab"],
  backward: (ctx, outer, grad, y) => [
    ctx.needs[0] ? apply(TanhBackward, [outer, y]) : null,
    ctx.needs[1] ? mul(mul(outer, grad), mul(y, -2)) : null,
  ],
});

const Tanh = unary({
  name: "tanh",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => apply(TanhBackward, [grad, y]),
});

/**
 * The hyperbolic tangent, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.tanh.html
 */
export function tanh(input: Tensor): Tensor {
  return callUnary(Tanh, input);
}

/** `tanh`, written into `input`. */
export function tanh_(input: Tensor): Tensor {
  return callUnaryInPlace(Tanh, input);
}

/** `grad * (1 - y) * y`, from the result y of sigmoid. */
const SigmoidBackward: OpRecord = binary({
  name: "sigmoidBackward",
  internal: true,
  reads: ["b", "ab"],
  backward: (ctx, outer, grad, y) => [
    ctx.needs[0] ? apply(SigmoidBackward, [outer, y]) : null,
    ctx.needs[1] ? mul(mul(outer, grad), sub(1, mul(y, 2))) : null,
  ],
});

const Sigmoid = unary({
  name: "sigmoid",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => apply(SigmoidBackward, [grad, y]),
});

signature("expit", [], { torch: "torch.special.expit" });

/**
 * `1 / (1 + exp(-input))`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.sigmoid.html
 */
export function sigmoid(input: Tensor): Tensor {
  return callUnary(Sigmoid, input);
}

/** `sigmoid`, written into `input`. */
export function sigmoid_(input: Tensor): Tensor {
  return callUnaryInPlace(Sigmoid, input);
}

const Asinh = unary({
  name: "asinh",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, rsqrt(add(square(x), 1))),
});
alias(Asinh, "arcsinh");

/**
 * The inverse of the hyperbolic sine, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.asinh.html
 */
export function asinh(input: Tensor): Tensor {
  return callUnary(Asinh, input);
}

/** `asinh`, written into `input`. */
export function asinh_(input: Tensor): Tensor {
  return callUnaryInPlace(Asinh, input);
}

const Acosh = unary({
  name: "acosh",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, rsqrt(sub(square(x), 1))),
});
alias(Acosh, "arccosh");

/**
 * The inverse of the hyperbolic cosine, elementwise; NaN below 1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.acosh.html
 */
export function acosh(input: Tensor): Tensor {
  return callUnary(Acosh, input);
}

/** `acosh`, written into `input`. */
export function acosh_(input: Tensor): Tensor {
  return callUnaryInPlace(Acosh, input);
}

const Atanh = unary({
  name: "atanh",
  result: "float",
  saves: "input",
  backward: (grad, x) => div(grad, sub(1, square(x))),
});
alias(Atanh, "arctanh");

/**
 * The inverse of the hyperbolic tangent, elementwise; NaN beyond ±1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.atanh.html
 */
export function atanh(input: Tensor): Tensor {
  return callUnary(Atanh, input);
}

/** `atanh`, written into `input`. */
export function atanh_(input: Tensor): Tensor {
  return callUnaryInPlace(Atanh, input);
}

export {
  acosh as arccosh,
  acosh_ as arccosh_,
  asinh as arcsinh,
  asinh_ as arcsinh_,
  atanh as arctanh,
  atanh_ as arctanh_,
};
