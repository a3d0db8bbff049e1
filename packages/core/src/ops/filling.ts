/** The one value that masks and indices fill with. */
import { scalarTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showValue, TensorError } from "../errors.ts";
import { castScalar } from "../op/scalar.ts";
import { isScalar } from "../op/operands.ts";
import { Tensor } from "../tensor.ts";

/** The value as a zero-dimensional tensor, and whether it was given as a number. */
export interface Filling {
  readonly value: Tensor;
  readonly scalar: boolean;
}

/** Reads a number, a boolean or a zero-dimensional tensor. Throws where `x` has no place for it. */
export function readFilling(op: string, x: Tensor, given: unknown): Filling {
  const { dtype } = x;
  if (isScalar(given))
    return { value: scalarTensor(castScalar(op, given, dtype), dtype), scalar: true };
  if (!(given instanceof Tensor))
    throw new TensorError(
      op,
      `value must be a number, a boolean or a zero-dimensional tensor, got ${showValue(given)}`,
    );
  const { shape, offset } = given.layout;
  if (shape.length > 0) {
    throw new TensorError(
      op,
      `${op} only supports a 0-dimensional value tensor, but got tensor with ${shape.length} dimension(s)`,
      { shapes: [shape] },
    );
  }
  if (!isFloat(dtype)) castScalar(op, given.storage.data[offset], dtype);
  return { value: given, scalar: false };
}
