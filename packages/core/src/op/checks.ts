/** Refusals that many ops share. */
import { type DType, isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { Tensor } from "../tensor.ts";
import { checkTensor, type Operand } from "./operands.ts";

/** Refuses integers and booleans, for ops that are defined for floats only. */
export function checkFloat(op: string, value: unknown, argument = "input"): Tensor {
  const tensor = checkTensor(op, value, argument);
  if (isFloat(tensor.dtype)) return tensor;
  throw new TensorError(
    op,
    `not implemented for dtype ${tensor.dtype}: ${argument} must be of a floating point dtype; convert with x.to("float32")`,
    { shapes: [tensor.layout.shape], dtypes: [tensor.dtype] },
  );
}

/** Refuses tensors of another dtype than the input has. */
export function checkSameDtype(op: string, tensor: Tensor, dtype: DType, argument: string): Tensor {
  if (tensor.dtype === dtype) return tensor;
  throw new TensorError(
    op,
    `expected ${argument} to have the input's dtype ${dtype} but found ${tensor.dtype}; convert with x.to("${dtype}")`,
    { dtypes: [dtype, tensor.dtype] },
  );
}

function isBoolean(side: Operand): boolean {
  return side instanceof Tensor ? side.dtype === "bool" : typeof side === "boolean";
}

/** Refuses to subtract booleans, as PyTorch does; answers what is subtracted. */
export function refuseBooleans(op: string, input: Operand, other: Operand): Operand {
  if (!isBoolean(input) && !isBoolean(other)) return other;
  const subject = isBoolean(input) && isBoolean(other) ? "two bool tensors" : "a bool tensor";
  throw new TensorError(
    op,
    `Subtraction, the \`-\` operator, with ${subject} is not supported; use logicalXor or logicalNot instead`,
    { dtypes: ["bool"] },
  );
}
