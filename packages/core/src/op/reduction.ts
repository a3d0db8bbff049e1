/** Reductions over any dimensions of a tensor of any layout, by kernels that reduce the rows of a matrix. */
import { emptyTensor } from "../alloc.ts";
import type { DType } from "../dtype.ts";
import { type KernelSlot, type Reduce2d, slotKernel } from "../kernels/table.ts";
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
  return keepdim ? shape.map((size, i) => (dims.includes(i) ? 1 : size)) : shape.filter((_, i) => !dims.includes(i));
}

/**
 * Reduces `dims` of `x` by a kernel of `x`'s dtype.
 *
 * `x` is seen as rows (what stays) and columns (what is reduced), without copying unless the reduced dimensions cannot
 * be walked with one stride.
 */
export function reduceRaw(slot: KernelSlot<Reduce2d>, x: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType, number?: number): Tensor {
  const kernel = slotKernel(slot, x.dtype);
  const out = emptyTensor(reducedShape(x.layout.shape, dims, keepdim), dtype);
  const keptDims = x.layout.shape.map((_, i) => i).filter((i) => !dims.includes(i));
  let source = x;
  let reduced = merged(x.layout, [...dims].sort((a, b) => a - b));
  let kept = merged(x.layout, keptDims);
  if (reduced.sizes.length > 1 && x.layout.size > 0) {
    const order = [...keptDims, ...[...dims].sort((a, b) => a - b)];
    source = cloneRaw(new Tensor(x.storage, permuteLayout(x.layout, order), x.dtype));
    const { layout } = source;
    const all = order.map((_, i) => i);
    kept = merged(layout, all.slice(0, keptDims.length));
    reduced = merged(layout, all.slice(keptDims.length));
  }
  const cols = x.layout.size === 0 ? dims.reduce((n, d) => n * x.layout.shape[d], 1) : (reduced.sizes[0] ?? 1);
  const colStride = reduced.strides[0] ?? 1;
  const data = source.storage.data;
  const target = out.storage.data;
  const last = kept.sizes.length - 1;
  if (last <= 0 || x.layout.size === 0) {
    kernel(out.layout.size, cols, data, source.layout.offset, kept.strides[0] ?? 1, colStride, target, 0, 1, number);
    return out;
  }
  const rows = kept.sizes[last];
  const index = new Array<number>(last).fill(0);
  let offset = source.layout.offset;
  for (let at = 0; at < out.layout.size; at += rows) {
    kernel(rows, cols, data, offset, kept.strides[last], colStride, target, at, 1, number);
    for (let d = last - 1; d >= 0; d--) {
      offset += kept.strides[d];
      if (++index[d] < kept.sizes[d]) break;
      offset -= kept.sizes[d] * kept.strides[d];
      index[d] = 0;
    }
  }
  return out;
}
