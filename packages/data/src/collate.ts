/** From examples to a batch. */
import { stack, Tensor, tensor, TensorError } from "@tapeloop/core";

/** An example's type, batched: tensors and numbers become tensors, the rest keeps its structure. */
export type Collated<Example> = Example extends Tensor | number | boolean
  ? Tensor
  : Example extends string
    ? string[]
    : Example extends readonly unknown[]
      ? { [K in keyof Example]: Collated<Example[K]> }
      : Example extends object
        ? { [K in keyof Example]: Collated<Example[K]> }
        : Example[];

/**
 * Stacks examples of equal structure: tensors along a new first dimension, numbers into a tensor; arrays and plain objects
 * member by member. Source: https://pytorch.org/docs/stable/data.html#torch.utils.data.default_collate
 */
export function defaultCollate<Example>(batch: readonly Example[]): Collated<Example> {
  return collate(batch) as Collated<Example>;
}

function collate(batch: readonly unknown[]): unknown {
  const [first] = batch;
  if (first instanceof Tensor) return stack(batch as Tensor[]);
  if (typeof first === "number" || typeof first === "boolean") return tensor(batch as number[]);
  if (typeof first === "string") return [...batch];
  if (Array.isArray(first)) {
    const rows = batch as unknown[][];
    if (rows.some((row) => row.length !== first.length))
      throw new TensorError(
        "defaultCollate",
        "each element in list of batch should be of equal size; give the loader a collateFn that pads",
      );
    return first.map((_, i) => collate(rows.map((row) => row[i])));
  }
  if (
    typeof first === "object" &&
    first !== null &&
    Object.getPrototypeOf(first) === Object.prototype
  ) {
    const rows = batch as Record<string, unknown>[];
    return Object.fromEntries(
      Object.keys(first).map((key) => [key, collate(rows.map((row) => row[key]))]),
    );
  }
  throw new TensorError(
    "defaultCollate",
    `batch must contain tensors, numbers, strings, arrays or plain objects; found ${typeof first}; give the loader a collateFn`,
  );
}
