/** Comparison and logic, elementwise; the result is bool. */
import type { Operand } from "../op/operands.ts";
import { binary, callBinary, callBinaryInPlace } from "../op/pointwise.ts";
import type { Tensor } from "../tensor.ts";

const comparison = (name: string) => binary({ name, result: "bool", saves: "none" });

const Eq = comparison("eq");
const Ne = comparison("ne");
const Lt = comparison("lt");
const Le = comparison("le");
const Gt = comparison("gt");
const Ge = comparison("ge");
const LogicalAnd = comparison("logicalAnd");

/** `input == other`, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.eq.html */
export function eq(input: Operand, other: Operand): Tensor {
  return callBinary(Eq, input, other);
}

/** `eq` as 0 and 1, written into `input`. */
export function eq_(input: Tensor, other: Operand): Tensor {
  return callBinaryInPlace(Eq, input, other);
}

/** `input != other`, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.ne.html */
export function ne(input: Operand, other: Operand): Tensor {
  return callBinary(Ne, input, other);
}

/** `input < other`, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.lt.html */
export function lt(input: Operand, other: Operand): Tensor {
  return callBinary(Lt, input, other);
}

/** `input <= other`, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.le.html */
export function le(input: Operand, other: Operand): Tensor {
  return callBinary(Le, input, other);
}

/** `input > other`, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.gt.html */
export function gt(input: Operand, other: Operand): Tensor {
  return callBinary(Gt, input, other);
}

/** `input >= other`, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.ge.html */
export function ge(input: Operand, other: Operand): Tensor {
  return callBinary(Ge, input, other);
}

/** Whether both are not zero, elementwise. Source: https://pytorch.org/docs/stable/generated/torch.logical_and.html */
export function logicalAnd(input: Operand, other: Operand): Tensor {
  return callBinary(LogicalAnd, input, other);
}
