/**
 * How index tensors meet a tensor: the shape of the result, and where in memory its elements stand. An index is int64, for
 * one dimension, or a mask, for as many dimensions as it has itself.
 */
import { showShape, TensorError } from "../errors.ts";
import { addOffsets, countNonzero } from "../kernels/indexed.ts";
import { expandLayout, type Layout, rowMajorStrides, type Shape, sizeOf } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { contiguousRaw } from "./copy.ts";
import { checkBounds, type Places, type Target } from "./indexed.ts";
import { nonzeroCoordinates, nonzeroFlat } from "./nonzero.ts";

/** A walk over the result: its shape, the tensor's strides along it, and the offsets that the indices add. */
export interface Advanced {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly places: Places;
}

export function isMask({ dtype }: Tensor): boolean {
  return dtype === "bool" || dtype === "uint8";
}

/** What one index adds to the offset: places along dimensions that are one step apart. */
interface Part {
  readonly places: Tensor;
  readonly size: number;
  readonly stride: number;
}

/** A mask as places: of all its dimensions at once where they lie in memory like one, else of each. */
function maskParts(layout: Layout, dim: number, mask: Tensor): Part[] {
  const ndim = mask.layout.shape.length;
  const sizes = layout.shape.slice(dim, dim + ndim);
  const strides = layout.strides.slice(dim, dim + ndim);
  const asOne = strides.every(
    (stride, d) => d === ndim - 1 || stride === strides[d + 1] * sizes[d + 1],
  );
  if (asOne) return [{ places: nonzeroFlat(mask), size: sizeOf(sizes), stride: strides[ndim - 1] }];
  return nonzeroCoordinates(mask).map((places, d) => ({
    places,
    size: sizes[d],
    stride: strides[d],
  }));
}

/** The shape that an index brings. */
function shapeOf(index: Tensor): Shape {
  if (!isMask(index)) return index.layout.shape;
  const { storage, layout } = contiguousRaw(index);
  return [countNonzero(storage.data, layout.offset, layout.size)];
}

/** The common shape of all indices. */
function common(op: string, shapes: readonly Shape[]): Shape {
  const ndim = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: ndim }, (_, d) => {
    let found = 1;
    for (const shape of shapes) {
      const size = shape[shape.length - ndim + d] ?? 1;
      if (size === 1 || size === found) continue;
      if (found !== 1) {
        throw new TensorError(
          op,
          `shape mismatch: indexing tensors could not be broadcast together with shapes ${shapes.map(showShape).join(", ")}`,
          { shapes },
        );
      }
      found = size;
    }
    return found;
  });
}

/** The dimensions that are left, and at which of them those of the indices come in: side by side in place, else in front. */
function arranged(
  ndim: number,
  dims: readonly number[],
  indices: readonly Tensor[],
): { rest: number[]; before: number } {
  const taken = indices.flatMap((index, i) =>
    isMask(index) ? index.layout.shape.map((_, d) => dims[i] + d) : [dims[i]],
  );
  const rest = Array.from({ length: ndim }, (_, d) => d).filter((d) => !taken.includes(d));
  const adjacent = taken[taken.length - 1] - taken[0] === taken.length - 1;
  return { rest, before: adjacent ? taken[0] : 0 };
}

function insert<T>(list: readonly T[], at: number, items: readonly T[]): T[] {
  return [...list.slice(0, at), ...items, ...list.slice(at)];
}

/** The shape of `x[…]` where indices stand for dimensions of a tensor of `shape`, each from its own of `dims` on. */
export function resultShape(
  op: string,
  shape: Shape,
  dims: readonly number[],
  indices: readonly Tensor[],
): Shape {
  const { rest, before } = arranged(shape.length, dims, indices);
  return insert(
    rest.map((d) => shape[d]),
    before,
    common(op, indices.map(shapeOf)),
  );
}

/** Checks the indices and finds the places they name. */
export function advanced(
  op: string,
  layout: Layout,
  dims: readonly number[],
  indices: readonly Tensor[],
): Advanced {
  const parts = indices.flatMap((index, i): Part[] => {
    if (isMask(index)) return maskParts(layout, dims[i], index);
    const size = layout.shape[dims[i]];
    checkBounds(op, index, size, `dimension ${dims[i]}`, true);
    return [{ places: index, size, stride: layout.strides[dims[i]] }];
  });
  const shape = common(
    op,
    parts.map(({ places }) => places.layout.shape),
  );
  const { rest, before } = arranged(layout.shape.length, dims, indices);
  const none = (list: readonly unknown[]): number[] => list.map(() => 0);
  return {
    shape: insert(
      rest.map((d) => layout.shape[d]),
      before,
      shape,
    ),
    strides: insert(
      rest.map((d) => layout.strides[d]),
      before,
      none(shape),
    ),
    places: {
      data: offsets(parts, shape),
      strides: insert(none(rest), before, rowMajorStrides(shape)),
      offset: 0,
    },
  };
}

/** The sum of what all parts add, for each place of their common shape. */
function offsets(parts: readonly Part[], shape: Shape): Float64Array {
  const data = new Float64Array(sizeOf(shape));
  for (const { places, size, stride } of parts) {
    const { strides, offset } = expandLayout(places.layout, shape) as Layout;
    addOffsets(shape, { data: places.storage.data, strides, offset }, size, stride, data);
  }
  return data;
}

/** What the places of `plan` point into. */
export function aim(plan: Advanced, tensor: Tensor): Target {
  return { tensor, strides: plan.strides, unit: 1 };
}
