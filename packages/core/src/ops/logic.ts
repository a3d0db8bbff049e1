/** Logic, elementwise: whatever is not 0 is true, NaN too. The result is bool. And what kind of number each is. */
import { TensorError } from "../errors.ts";
import { checkTensor, type Other } from "../op/operands.ts";
import {
  binary,
  callTensors,
  callTensorsInPlace,
  callUnary,
  callUnaryInPlace,
  unary,
} from "../op/pointwise.ts";
import { type OpRecord, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";

const logic = (name: string): OpRecord =>
  binary({ name, result: "bool", saves: "none", differentiable: false });
const question = (name: string): OpRecord => unary({ name, result: "bool", differentiable: false });

const LogicalAnd = logic("logicalAnd");

/**
 * Whether both are true, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logical_and.html
 */
export function logicalAnd(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(LogicalAnd, input, other);
}

/** `logicalAnd` as 0 and 1, written into `input`. */
export function logicalAnd_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(LogicalAnd, input, other);
}

const LogicalOr = logic("logicalOr");

/**
 * Whether at least one is true, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logical_or.html
 */
export function logicalOr(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(LogicalOr, input, other);
}

/** `logicalOr` as 0 and 1, written into `input`. */
export function logicalOr_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(LogicalOr, input, other);
}

const LogicalXor = logic("logicalXor");

/**
 * Whether exactly one is true, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logical_xor.html
 */
export function logicalXor(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(LogicalXor, input, other);
}

/** `logicalXor` as 0 and 1, written into `input`. */
export function logicalXor_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(LogicalXor, input, other);
}

const LogicalNot = question("logicalNot");

/**
 * Whether it is false, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logical_not.html
 */
export function logicalNot(input: Tensor): Tensor {
  return callUnary(LogicalNot, input);
}

/** `logicalNot` as 0 and 1, written into `input`. */
export function logicalNot_(input: Tensor): Tensor {
  return callUnaryInPlace(LogicalNot, input);
}

// ---- kinds of numbers --------------------------------------------------------------------------

const Isnan = question("isnan");

/**
 * Whether it is NaN, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.isnan.html
 */
export function isnan(input: Tensor): Tensor {
  return callUnary(Isnan, input);
}

const Isinf = question("isinf");

/**
 * Whether it is infinite, of either sign, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.isinf.html
 */
export function isinf(input: Tensor): Tensor {
  return callUnary(Isinf, input);
}

const Isposinf = question("isposinf");

/**
 * Whether it is positive infinity, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.isposinf.html
 */
export function isposinf(input: Tensor): Tensor {
  return callUnary(Isposinf, input);
}

const Isneginf = question("isneginf");

/**
 * Whether it is negative infinity, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.isneginf.html
 */
export function isneginf(input: Tensor): Tensor {
  return callUnary(Isneginf, input);
}

const Isfinite = question("isfinite");

/**
 * Whether it is neither infinite nor NaN, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.isfinite.html
 */
export function isfinite(input: Tensor): Tensor {
  return callUnary(Isfinite, input);
}

const Isreal = question("isreal");

/**
 * Whether it has no imaginary part, elementwise: true of every number here.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.isreal.html
 */
export function isreal(input: Tensor): Tensor {
  return callUnary(Isreal, input);
}

signature("isNonzero", [], { differentiable: false });

/**
 * Whether a tensor with one element is not 0; answers a boolean.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.is_nonzero.html
 */
export function isNonzero(input: Tensor): boolean {
  const { storage, layout } = checkTensor("isNonzero", input, "input");
  if (layout.size === 1) return storage.data[layout.offset] !== 0;
  const ambiguous =
    layout.size === 0
      ? "Boolean value of Tensor with no values is ambiguous"
      : "Boolean value of Tensor with more than one value is ambiguous";
  throw new TensorError("isNonzero", `${ambiguous}; use any() or all()`, {
    shapes: [layout.shape],
  });
}
