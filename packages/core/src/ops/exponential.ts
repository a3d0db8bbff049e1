/** Exponentials, logarithms, roots and the squashing functions made of them, elementwise. */
import { callUnary, callUnaryInPlace, unary } from "../op/pointwise.ts";
import type { Tensor } from "../tensor.ts";
import { div, mul, sub } from "./arithmetic.ts";

const Exp = unary({ name: "exp", result: "float", saves: "output", backward: (grad, _x, y) => mul(grad, y) });

/** e to the power of `input`, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.exp.html */
export function exp(input: Tensor): Tensor {
  return callUnary(Exp, input);
}

/** `exp`, written into `input`. */
export function exp_(input: Tensor): Tensor {
  return callUnaryInPlace(Exp, input);
}

const Log = unary({ name: "log", result: "float", saves: "input", backward: (grad, x) => div(grad, x) });

/** The natural logarithm, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.log.html */
export function log(input: Tensor): Tensor {
  return callUnary(Log, input);
}

/** `log`, written into `input`. */
export function log_(input: Tensor): Tensor {
  return callUnaryInPlace(Log, input);
}

const Sqrt = unary({ name: "sqrt", result: "float", saves: "output", backward: (grad, _x, y) => div(grad, mul(y, 2)) });

/** The square root, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.sqrt.html */
export function sqrt(input: Tensor): Tensor {
  return callUnary(Sqrt, input);
}

/** `sqrt`, written into `input`. */
export function sqrt_(input: Tensor): Tensor {
  return callUnaryInPlace(Sqrt, input);
}

const Tanh = unary({ name: "tanh", result: "float", saves: "output", backward: (grad, _x, y) => mul(grad, sub(1, mul(y, y))) });

/** The hyperbolic tangent, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.tanh.html */
export function tanh(input: Tensor): Tensor {
  return callUnary(Tanh, input);
}

/** `tanh`, written into `input`. */
export function tanh_(input: Tensor): Tensor {
  return callUnaryInPlace(Tanh, input);
}
