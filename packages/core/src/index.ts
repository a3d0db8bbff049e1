/** Tapeloop's core: tensors, ops, autograd and random numbers. */
import "./kernels/register.ts";
export * from "./ops/arithmetic.ts";
export * from "./ops/compare.ts";
export * from "./ops/convert.ts";
export * from "./ops/exponential.ts";
export * from "./ops/reduce.ts";
export * from "./ops/select.ts";
export * from "./ops/view.ts";
export { wrapArray } from "./alloc.ts";
export { type DType } from "./dtype.ts";
export { Tensor } from "./tensor.ts";
export { registerMethod, type TensorMethods } from "./methods.ts";
import "./properties.ts";
