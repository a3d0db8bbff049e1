/** Results with names, as PyTorch's named tuples. */
import type { Tensor } from "../tensor.ts";

/**
 * Several results, by position and by name: `const [values, indices] = x.max(1)` and `x.max(1).values` are the same.
 *
 * At run time an array; its type leaves out the array's own methods, since `values` is among them.
 */
export type Named<Names extends string> = Iterable<Tensor> & {
  readonly [Name in Names]: Tensor;
} & { readonly length: number; readonly [index: number]: Tensor };

/** What sorting and searching along a dimension answers. */
export type ValuesAndIndices = Named<"values" | "indices">;

/** An array with a property for each name. */
export function named<Names extends string>(
  names: readonly Names[],
  tensors: readonly Tensor[],
): Named<Names> {
  const result = [...tensors];
  // Not enumerable, so that printing and comparing see each tensor once.
  names.forEach((name, i) => Object.defineProperty(result, name, { value: tensors[i] }));
  return result as unknown as Named<Names>;
}

export function valuesAndIndices(tensors: readonly Tensor[]): ValuesAndIndices {
  return named(["values", "indices"], tensors);
}
