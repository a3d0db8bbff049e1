/** Operations on the bits of integers and booleans, elementwise, and common divisors. */
import { oneTensor, type Operand, type Other } from "../op/operands.ts";
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
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";

const ofIntegers = (name: string): OpRecord =>
  binary({ name, saves: "none", differentiable: false });

const BitwiseNot = unary({ name: "bitwiseNot", differentiable: false });

/**
 * All bits flipped, elementwise; of booleans the opposite.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bitwise_not.html
 */
export function bitwiseNot(input: Tensor): Tensor {
  return callUnary(BitwiseNot, input);
}

/** `bitwiseNot`, written into `input`. */
export function bitwiseNot_(input: Tensor): Tensor {
  return callUnaryInPlace(BitwiseNot, input);
}

const BitwiseAnd = ofIntegers("bitwiseAnd");

/**
 * The bits that both have, elementwise; of booleans, logical and.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bitwise_and.html
 */
export function bitwiseAnd(input: Operand, other: Other): Tensor {
  return callBinary(BitwiseAnd, ...oneTensor("bitwiseAnd", input, other));
}

/** `bitwiseAnd`, written into `input`. */
export function bitwiseAnd_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(BitwiseAnd, input, other);
}

const BitwiseOr = ofIntegers("bitwiseOr");

/**
 * The bits that either has, elementwise; of booleans, logical or.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bitwise_or.html
 */
export function bitwiseOr(input: Operand, other: Other): Tensor {
  return callBinary(BitwiseOr, ...oneTensor("bitwiseOr", input, other));
}

/** `bitwiseOr`, written into `input`. */
export function bitwiseOr_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(BitwiseOr, input, other);
}

const BitwiseXor = ofIntegers("bitwiseXor");

/**
 * The bits that exactly one has, elementwise; of booleans, logical xor.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bitwise_xor.html
 */
export function bitwiseXor(input: Operand, other: Other): Tensor {
  return callBinary(BitwiseXor, ...oneTensor("bitwiseXor", input, other));
}

/** `bitwiseXor`, written into `input`. */
export function bitwiseXor_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(BitwiseXor, input, other);
}

const BitwiseLeftShift = ofIntegers("bitwiseLeftShift");

/**
 * `input` shifted left by `other` bits, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bitwise_left_shift.html
 */
export function bitwiseLeftShift(input: Operand, other: Other): Tensor {
  return callBinary(BitwiseLeftShift, ...oneTensor("bitwiseLeftShift", input, other));
}

/** `bitwiseLeftShift`, written into `input`. */
export function bitwiseLeftShift_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(BitwiseLeftShift, input, other);
}

const BitwiseRightShift = ofIntegers("bitwiseRightShift");

/**
 * `input` shifted right by `other` bits, elementwise; the sign stays.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bitwise_right_shift.html
 */
export function bitwiseRightShift(input: Operand, other: Other): Tensor {
  return callBinary(BitwiseRightShift, ...oneTensor("bitwiseRightShift", input, other));
}

/** `bitwiseRightShift`, written into `input`. */
export function bitwiseRightShift_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(BitwiseRightShift, input, other);
}

const Gcd = ofIntegers("gcd");

/**
 * The greatest common divisor, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.gcd.html
 */
export function gcd(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Gcd, input, other);
}

/** `gcd`, written into `input`. */
export function gcd_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(Gcd, input, other);
}

const Lcm = ofIntegers("lcm");

/**
 * The least common multiple, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.lcm.html
 */
export function lcm(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Lcm, input, other);
}

/** `lcm`, written into `input`. */
export function lcm_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(Lcm, input, other);
}
