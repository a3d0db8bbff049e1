/** Reductions over any dimensions of a tensor of any layout, by kernels that reduce the rows of a matrix. */
import { emptyTensor } from "../alloc.ts";
import type { DType, TypedArray } from "../dtype.ts";
import {
  type IndexedReduce2d,
  type KernelSlot,
  type Reduce2d,
  slotKernel,
} from "../kernels/table.ts";
import { type Layout, normalizeDims, permuteLayout, type Shape } from "../layout.ts";
import { Tensor } from "../tensor.ts";
import { cloneRaw } from "./copy.ts";

/** One dimension or several; negative ones count from the end. */
export type Dim = number | readonly number[];

/** The dimensions to reduce; an empty list means all, as PyTorch has it. */
export function reducedDims(op: string, dim: Dim | null | undefined, ndim: number): number[] {
  return normalizeDims(op, Array.isArray(dim) && dim.length === 0 ? null : dim, ndim);
}

/** Dimensions that lie in memory like one: sizes and strides, the outermost first. */
interface Runs {
  readonly sizes: readonly number[];
  readonly strides: readonly number[];
}

/** Merges neighbouring dimensions that lie in memory like one, and drops those of size 1. */
function merged(layout: Layout, dims: readonly number[]): Runs {
  const sizes: number[] = [];
  const strides: number[] = [];
  for (const dim of dims) {
    const size = layout.shape[dim];
    const stride = layout.strides[dim];
    if (size === 1) continue;
    const last = sizes.length - 1;
    if (last >= 0 && strides[last] === size * stride) {
      sizes[last] *= size;
      strides[last] = stride;
    } else {
      sizes.push(size);
      strides.push(stride);
    }
  }
  return { sizes, strides };
}

/** The shape that is left: reduced dimensions dropped, or of size 1. */
export function reducedShape(shape: Shape, dims: readonly number[], keepdim: boolean): Shape {
  const left: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (!dims.includes(i)) left.push(shape[i]);
    else if (keepdim) left.push(1);
  }
  return left;
}

/** Rows that one stride walks, each of `cols` elements: what a kernel of a reduction takes. `at` counts the rows before. */
export type RowsBody = (
  rows: number,
  cols: number,
  data: TypedArray,
  offset: number,
  rowStride: number,
  colStride: number,
  at: number,
) => void;

/**
 * Sees `x` as rows (what stays, in row-major order) and columns (`dims`), without copying unless the columns cannot be
 * walked with one stride, and calls `body` for each run of rows that can.
 */
export function eachRun(x: Tensor, dims: readonly number[], body: RowsBody): void {
  if (x.layout.contiguous && isBlock(dims)) {
    eachRunOfBlock(x, dims, body);
    return;
  }
  const { shape } = x.layout;
  const keptDims = shape.map((_, i) => i).filter((i) => !dims.includes(i));
  const innerDims = [...dims].sort((a, b) => a - b);
  const rowCount = keptDims.reduce((n, d) => n * shape[d], 1);
  if (x.layout.size === 0) {
    const cols = dims.reduce((n, d) => n * shape[d], 1);
    body(rowCount, cols, x.storage.data, x.layout.offset, 1, 1, 0);
    return;
  }
  let source = x;
  let reduced = merged(x.layout, innerDims);
  let kept = merged(x.layout, keptDims);
  if (reduced.sizes.length > 1) {
    const order = [...keptDims, ...innerDims];
    source = cloneRaw(new Tensor(x.storage, permuteLayout(x.layout, order), x.dtype));
    const { layout } = source;
    const all = order.map((_, i) => i);
    kept = merged(layout, all.slice(0, keptDims.length));
    reduced = merged(layout, all.slice(keptDims.length));
  }
  const cols = reduced.sizes[0] ?? 1;
  const colStride = reduced.strides[0] ?? 1;
  const { data } = source.storage;
  const last = kept.sizes.length - 1;
  if (last <= 0) {
    body(rowCount, cols, data, source.layout.offset, kept.strides[0] ?? 1, colStride, 0);
    return;
  }
  const rows = kept.sizes[last];
  const index = new Array<number>(last).fill(0);
  let offset = source.layout.offset;
  for (let at = 0; at < rowCount; at += rows) {
    body(rows, cols, data, offset, kept.strides[last], colStride, at);
    for (let d = last - 1; d >= 0; d--) {
      offset += kept.strides[d];
      if (++index[d] < kept.sizes[d]) break;
      offset -= kept.sizes[d] * kept.strides[d];
      index[d] = 0;
    }
  }
}

/** Whether the dimensions are neighbours. (No two of them are the same.) */
function isBlock(dims: readonly number[]): boolean {
  if (dims.length < 2) return true;
  let [low, high] = [dims[0], dims[0]];
  for (const dim of dims) {
    low = Math.min(low, dim);
    high = Math.max(high, dim);
  }
  return high - low + 1 === dims.length;
}

/** `eachRun` for the commonest case, without looking for dimensions to merge: neighbours, in row-major memory. */
function eachRunOfBlock(
  { layout, storage }: Tensor,
  dims: readonly number[],
  body: RowsBody,
): void {
  const { shape, offset } = layout;
  const { data } = storage;
  let first = dims.length === 0 ? shape.length : dims[0];
  for (const dim of dims) first = Math.min(first, dim);
  let outer = 1;
  let cols = 1;
  let inner = 1;
  for (let i = 0; i < shape.length; i++) {
    if (i < first) outer *= shape[i];
    else if (i < first + dims.length) cols *= shape[i];
    else inner *= shape[i];
  }
  if (inner === 1) body(outer, cols, data, offset, cols, 1, 0);
  else {
    for (let i = 0; i < outer; i++)
      body(inner, cols, data, offset + i * cols * inner, 1, inner, i * inner);
  }
}

/** Reduces `dims` of `x` by a kernel of `x`'s dtype. */
export function reduceRaw(
  slot: KernelSlot<Reduce2d>,
  x: Tensor,
  dims: readonly number[],
  keepdim: boolean,
  dtype: DType,
  number?: number,
): Tensor {
  const kernel = slotKernel(slot, x.dtype);
  const out = emptyTensor(reducedShape(x.layout.shape, dims, keepdim), dtype);
  const target = out.storage.data;
  eachRun(x, dims, (rows, cols, data, offset, rs, cs, at) =>
    kernel(rows, cols, data, offset, rs, cs, target, at, 1, number),
  );
  return out;
}

/** Reduces `dim` of `x` by a kernel that answers a value and its place (int64) for each row. */
export function reduceIndexedRaw(
  slot: KernelSlot<IndexedReduce2d>,
  x: Tensor,
  dim: number,
  keepdim: boolean,
): [values: Tensor, indices: Tensor] {
  const kernel = slotKernel(slot, x.dtype);
  const dims = x.layout.shape.length === 0 ? [] : [dim];
  const shape = reducedShape(x.layout.shape, dims, keepdim);
  const values = emptyTensor(shape, x.dtype);
  const indices = emptyTensor(shape, "int64");
  const places = indices.storage.data as Float64Array;
  eachRun(x, dims, (rows, cols, data, offset, rs, cs, at) =>
    kernel(rows, cols, data, offset, rs, cs, values.storage.data, at, 1, places, at, 1),
  );
  return [values, indices];
}
