/** Running along one dimension of a tensor of any layout, with a kernel that takes one row. */
import { emptyTensor } from "../alloc.ts";
import {
  type IndexedScanRow,
  type KernelSlot,
  type ScanRow,
  slotKernel,
} from "../kernels/table.ts";
import { type Layout, permuteLayout, unsqueezeLayout } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { eachOfBatch } from "./batch.ts";

/** The same elements with `dim` as the last dimension; a zero-dimensional tensor is a row of one. */
export function rowsAlong(layout: Layout, dim: number): Layout {
  const { length } = layout.shape;
  if (length === 0) return unsqueezeLayout(layout, 0);
  const order = Array.from({ length }, (_, i) => i).filter((i) => i !== dim);
  return permuteLayout(layout, [...order, dim]);
}

/** The running results along `dim`, forwards or backwards, in `x`'s dtype. */
export function scanRaw(
  slot: KernelSlot<ScanRow>,
  x: Tensor,
  dim: number,
  reverse: boolean,
): Tensor {
  const kernel = slotKernel(slot, x.dtype);
  const out = emptyTensor(x.layout.shape, x.dtype);
  const [from, to] = [rowsAlong(x.layout, dim), rowsAlong(out.layout, dim)];
  const last = from.shape.length - 1;
  const n = from.shape[last];
  const [xs, os] = [from.strides[last], to.strides[last]];
  const [data, target] = [x.storage.data, out.storage.data];
  eachOfBatch(from.shape.slice(0, -1), [from, to], 1, ([xo, oo]) => {
    if (reverse) kernel(n, data, xo + (n - 1) * xs, -xs, target, oo + (n - 1) * os, -os);
    else kernel(n, data, xo, xs, target, oo, os);
  });
  return out;
}

/** As `scanRaw`, with the place of each result as int64. */
export function scanIndexedRaw(
  slot: KernelSlot<IndexedScanRow>,
  x: Tensor,
  dim: number,
): [values: Tensor, indices: Tensor] {
  const kernel = slotKernel(slot, x.dtype);
  const values = emptyTensor(x.layout.shape, x.dtype);
  const indices = emptyTensor(x.layout.shape, "int64");
  const [from, to] = [rowsAlong(x.layout, dim), rowsAlong(values.layout, dim)];
  const last = from.shape.length - 1;
  const n = from.shape[last];
  const [xs, os] = [from.strides[last], to.strides[last]];
  const [data, target, places] = [
    x.storage.data,
    values.storage.data,
    indices.storage.data as Float64Array,
  ];
  eachOfBatch(from.shape.slice(0, -1), [from, to], 1, ([xo, oo]) =>
    kernel(n, data, xo, xs, target, oo, os, places, oo, os),
  );
  return [values, indices];
}
