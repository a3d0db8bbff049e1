/** Fresh tensors for ops: no arguments to read, nothing to check. The public ones (`zeros`, `full`, …) are in create.ts. */
import { isInferenceModeEnabled } from "./autograd/mode.ts";
import type { DType, TypedArray } from "./dtype.ts";
import { contiguousLayout, type Layout, type Shape, sizeOf, zeroDimLayout } from "./layout.ts";
import { emptyStorage, reusedStorage, Storage, zeroStorage } from "./storage.ts";
import { Tensor } from "./tensor.ts";

function fresh(storage: Storage, layout: Layout, dtype: DType): Tensor {
  const tensor = new Tensor(storage, layout, dtype);
  if (isInferenceModeEnabled()) tensor._inference = true;
  return tensor;
}

/** Unspecified contents: whoever asks overwrites every element. */
export function emptyTensor(shape: Shape, dtype: DType): Tensor {
  return emptyLike(contiguousLayout(shape), dtype);
}

/** As `emptyTensor`, with a layout at hand that is contiguous from 0 (shared, since layouts are immutable). */
export function emptyLike(layout: Layout, dtype: DType): Tensor {
  return fresh(emptyStorage(dtype, layout.size), layout, dtype);
}

/** As `emptyTensor`, out of the engine's pool: for what goes back there by `Context.reuse`. */
export function reusedTensor(shape: Shape, dtype: DType): Tensor {
  const layout = contiguousLayout(shape);
  return fresh(reusedStorage(dtype, layout.size), layout, dtype);
}

export function zeroTensor(shape: Shape, dtype: DType): Tensor {
  const layout = contiguousLayout(shape);
  return fresh(zeroStorage(dtype, layout.size), layout, dtype);
}

export function fullTensor(shape: Shape, value: number, dtype: DType): Tensor {
  const tensor = emptyTensor(shape, dtype);
  tensor.storage.data.fill(value);
  return tensor;
}

/** Zeros with the shape and dtype of `tensor`. */
export function zerosLike({ layout, dtype }: Tensor): Tensor {
  return zeroTensor(layout.shape, dtype);
}

/** A zero-dimensional tensor. */
export function scalarTensor(value: number | boolean, dtype: DType): Tensor {
  const tensor = fresh(emptyStorage(dtype, 1), zeroDimLayout(), dtype);
  tensor.storage.data[0] = Number(value);
  return tensor;
}

/** Takes over `data`, row-major, of the class that `dtype` has. */
export function wrapArray(data: TypedArray, shape: Shape, dtype: DType): Tensor {
  return fresh(new Storage(data), contiguousLayout(shape), dtype);
}

/** The number of elements must match; used where data comes from outside. */
export function holds(data: TypedArray, shape: Shape): boolean {
  return data.length === sizeOf(shape);
}
