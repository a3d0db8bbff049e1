/** Arguments given one by one or as one array: `permute(1, 0)` and `permute([1, 0])`. */
import { TensorError } from "../errors.ts";
import type { Tensor } from "../tensor.ts";
import { checkTensor } from "./operands.ts";

/** Tensors one by one or as one array. */
export type Tensors = readonly Tensor[] | readonly [readonly Tensor[]];

/** The items, however they were given. Throws where something stands behind an array of them. */
export function listed(op: string, given: readonly unknown[]): readonly unknown[] {
  const [first] = given;
  if (!Array.isArray(first)) return given;
  if (given.slice(1).some((more) => more !== undefined)) {
    throw new TensorError(
      op,
      `takes one array, or its items one by one; got an array and ${given.length - 1} more`,
    );
  }
  return first;
}

/** As `listed`, for tensors. */
export function listedTensors(op: string, given: readonly unknown[]): readonly Tensor[] {
  return listed(op, given).map((tensor) => checkTensor(op, tensor, "tensors"));
}
