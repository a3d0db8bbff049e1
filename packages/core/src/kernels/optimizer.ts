/** Updates of optimizers: one fused loop over a parameter, its gradient and its state. */
import type { DType, TypedArray } from "../dtype.ts";
import { kernel } from "./table.ts";

/**
 * Updates `n` elements of a parameter from `po` on by a gradient from `go` on. State arrays are contiguous from 0, of the
 * parameter's class; `undefined` where an option does without. What the numbers are, each loop says.
 */
export type OptimizerStep = {
  call(
    n: number,
    p: TypedArray,
    po: number,
    g: TypedArray,
    go: number,
    state: readonly (TypedArray | undefined)[],
    numbers: readonly number[],
  ): void;
}["call"];

/** The update loop of an optimizer, by its name in lower case. Throws for dtypes other than float32 and float64. */
export function optimizerStep(name: string, dtype: DType): OptimizerStep {
  return kernel<OptimizerStep>(`optim:${name}`, dtype);
}
