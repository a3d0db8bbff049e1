/**
 * The table of kernels, for packages that bring faster ones (entry "@tapeloop/core/kernels").
 *
 * A replacement has its loop's signature, gives the same results within a bound it states, and may hand what it does not
 * want on to the loop, `kernelSlot(name).fallback[dtype]`.
 */
import "./register.ts";

export type { Chances } from "./distributions.ts";
export type { Refill } from "./mt19937.ts";
export type { OptimizerStep } from "./optimizer.ts";
export type * from "./columns.ts";
export type * from "./convolution.ts";
export type * from "./attention-types.ts";
export type * from "./fused-types.ts";
export type * from "./recurrent-types.ts";
export type * from "./windows.ts";
export type { DType, TypedArray } from "../dtype.ts";
export { showValue, TensorError } from "../errors.ts";
export { eachStep } from "./steps.ts";
export * from "./table.ts";
