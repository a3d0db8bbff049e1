/**
 * Where a tensor's elements lie: shape, strides and offset, in elements, as an immutable value with pure functions.
 * A storage and a layout make a tensor; a view is another layout on the same storage.
 */
import { showShape, showValue, TensorError } from "./errors.ts";

export type Shape = readonly number[];

/** Element (i, j, …) lies at `offset + i * strides[0] + j * strides[1] + …`. */
export class Layout {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  /** Number of elements. */
  readonly size: number;
  /** Row-major without gaps (wherever it starts); a kernel may then run over it as one long row. */
  readonly contiguous: boolean;

  constructor(
    shape: Shape,
    strides: readonly number[],
    offset: number,
    size: number,
    contiguous: boolean,
  ) {
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.size = size;
    this.contiguous = contiguous;
  }
}

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i];
  return size;
}

export function rowMajorStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    // PyTorch gives dimensions of size 0 the strides that size 1 would have.
    step *= Math.max(shape[i], 1);
  }
  return strides;
}

/** The layout of a fresh tensor: row-major from the start of its storage. */
export function contiguousLayout(shape: Shape): Layout {
  if (shape.length === 0) return scalarLayout;
  return new Layout(shape, rowMajorStrides(shape), 0, sizeOf(shape), true);
}

const scalarLayout = new Layout([], [], 0, 1, true);

/** The layout of a fresh zero-dimensional tensor. */
export function zeroDimLayout(): Layout {
  return scalarLayout;
}

function isRowMajor(shape: Shape, strides: readonly number[]): boolean {
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i] === 0) return true;
    if (shape[i] === 1) continue;
    if (strides[i] !== step) return false;
    step *= shape[i];
  }
  return true;
}

/** Any layout; nothing is checked against a storage. */
export function stridedLayout(shape: Shape, strides: readonly number[], offset: number): Layout {
  const size = sizeOf(shape);
  return new Layout(shape, strides, offset, size, size === 0 || isRowMajor(shape, strides));
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function sameLayout(a: Layout, b: Layout): boolean {
  if (a === b) return true;
  return a.offset === b.offset && sameShape(a.shape, b.shape) && sameShape(a.strides, b.strides);
}

/** One past the last element the layout reaches: what its storage must at least hold. */
export function extent({ shape, strides, offset, size }: Layout): number {
  if (size === 0) return offset;
  let last = offset;
  for (let i = 0; i < shape.length; i++) last += (shape[i] - 1) * strides[i];
  return last + 1;
}

// ---- dimensions ------------------------------------------------------------------------------------------------------

/** Turns a dimension counted from the end (-1 is the last) into one counted from the start. */
export function normalizeDim(op: string, dim: number, ndim: number): number {
  // A zero-dimensional tensor takes 0 and -1, as in PyTorch.
  const range = Math.max(ndim, 1);
  if (!Number.isInteger(dim))
    throw new TensorError(op, `dim must be an integer, got ${showValue(dim)}`);
  if (dim < -range || dim >= range) {
    throw new TensorError(
      op,
      `dimension out of range (expected to be in range of [${-range}, ${range - 1}], but got ${dim})`,
    );
  }
  return dim < 0 ? dim + range : dim;
}

/** Several dimensions, each at most once; none given means all. */
export function normalizeDims(
  op: string,
  dims: number | readonly number[] | null | undefined,
  ndim: number,
): number[] {
  if (dims === null || dims === undefined) {
    const all = new Array<number>(ndim);
    for (let i = 0; i < ndim; i++) all[i] = i;
    return all;
  }
  if (typeof dims === "number") {
    const dim = normalizeDim(op, dims, ndim);
    return ndim === 0 ? [] : [dim];
  }
  if (!Array.isArray(dims))
    throw new TensorError(op, `dim must be an integer or an array of them, got ${showValue(dims)}`);
  const seen: number[] = [];
  for (const given of dims as readonly number[]) {
    const dim = normalizeDim(op, given, ndim);
    if (seen.includes(dim))
      throw new TensorError(
        op,
        `dim ${dim} appears multiple times in the list of dims [${dims.join(", ")}]`,
      );
    seen.push(dim);
  }
  return ndim === 0 ? [] : seen;
}

/** Checks sizes that came from a user. */
export function checkShape(op: string, shape: readonly number[]): Shape {
  if (!Array.isArray(shape))
    throw new TensorError(op, `sizes must be integers in an array, got ${showValue(shape)}`);
  for (const size of shape) {
    if (!Number.isInteger(size))
      throw new TensorError(op, `sizes must be integers, got ${showShape(shape)}`);
    if (size < 0)
      throw new TensorError(
        op,
        `trying to create tensor with negative dimension ${size}: ${showShape(shape)}`,
      );
  }
  return shape;
}

// ---- broadcasting ----------------------------------------------------------------------------------------------------

/** The shape to which both shapes expand; throws where two sizes differ and neither is 1. */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const ndim = Math.max(a.length, b.length);
  const out = new Array<number>(ndim);
  for (let i = 1; i <= ndim; i++) {
    const x = i <= a.length ? a[a.length - i] : 1;
    const y = i <= b.length ? b[b.length - i] : 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new TensorError(
        op,
        `shapes ${showShape(a)} and ${showShape(b)} do not broadcast: ` +
          `the size of tensor a (${x}) must match the size of tensor b (${y}) at non-singleton dimension ${ndim - i}`,
        { shapes: [a, b] },
      );
    }
    out[ndim - i] = x === 1 ? y : x;
  }
  return out;
}

/** Stretches dimensions of size 1 (stride 0) and adds leading ones. `null` where a size cannot be stretched. */
export function expandLayout(layout: Layout, shape: Shape): Layout | null {
  if (sameShape(layout.shape, shape)) return layout;
  const lead = shape.length - layout.shape.length;
  if (lead < 0) return null;
  const strides = new Array<number>(shape.length).fill(0);
  for (let i = 0; i < layout.shape.length; i++) {
    const [from, to] = [layout.shape[i], shape[lead + i]];
    if (from !== to && from !== 1) return null;
    strides[lead + i] = from === to ? layout.strides[i] : 0;
  }
  return stridedLayout(shape, strides, layout.offset);
}

// ---- views -----------------------------------------------------------------------------------------------------------

export function permuteLayout(layout: Layout, dims: readonly number[]): Layout {
  return stridedLayout(
    dims.map((d) => layout.shape[d]),
    dims.map((d) => layout.strides[d]),
    layout.offset,
  );
}

/** `start <= stop` within the size and `step >= 1`. */
export function sliceLayout(
  layout: Layout,
  dim: number,
  start: number,
  stop: number,
  step: number,
): Layout {
  const shape = [...layout.shape];
  const strides = [...layout.strides];
  shape[dim] = Math.max(0, Math.ceil((stop - start) / step));
  strides[dim] *= step;
  return stridedLayout(shape, strides, layout.offset + start * layout.strides[dim]);
}

export function selectLayout(layout: Layout, dim: number, index: number): Layout {
  const shape = layout.shape.filter((_, i) => i !== dim);
  const strides = layout.strides.filter((_, i) => i !== dim);
  return stridedLayout(shape, strides, layout.offset + index * layout.strides[dim]);
}

export function unsqueezeLayout(layout: Layout, dim: number): Layout {
  const shape = [...layout.shape];
  const strides = [...layout.strides];
  strides.splice(dim, 0, dim < shape.length ? shape[dim] * strides[dim] : 1);
  shape.splice(dim, 0, 1);
  return stridedLayout(shape, strides, layout.offset);
}

/** The diagonal of two dimensions, `diagonal` places above the main one, as the last dimension in their stead. */
export function diagonalLayout(
  layout: Layout,
  diagonal: number,
  dim1: number,
  dim2: number,
): Layout {
  const { shape, strides } = layout;
  const length = Math.max(
    0,
    diagonal >= 0
      ? Math.min(shape[dim1], shape[dim2] - diagonal)
      : Math.min(shape[dim1] + diagonal, shape[dim2]),
  );
  const start =
    length === 0 ? 0 : diagonal >= 0 ? diagonal * strides[dim2] : -diagonal * strides[dim1];
  const keep = (_: number, i: number): boolean => i !== dim1 && i !== dim2;
  return stridedLayout(
    [...shape.filter(keep), length],
    [...strides.filter(keep), strides[dim1] + strides[dim2]],
    layout.offset + start,
  );
}

/** Windows of `size` places along `dim`, every `step` places, which become a new last dimension. */
export function unfoldLayout(layout: Layout, dim: number, size: number, step: number): Layout {
  const count = Math.floor((layout.shape[dim] - size) / step) + 1;
  const stride = layout.strides[dim];
  return stridedLayout(
    [...layout.shape.with(dim, count), size],
    [...layout.strides.with(dim, stride * step), stride],
    layout.offset,
  );
}

/** Drops the given dimensions, each of size 1. */
export function squeezeLayout(layout: Layout, dims: readonly number[]): Layout {
  const keep = (_: number, i: number): boolean => !dims.includes(i);
  return stridedLayout(layout.shape.filter(keep), layout.strides.filter(keep), layout.offset);
}

/**
 * The same elements in another shape without moving any, or `null` where they would have to move.
 *
 * Walks both shapes from the right: a run of old dimensions that lie in memory like one long dimension can be
 * cut anew in any way; a new dimension may not reach across two runs.
 */
export function viewLayout(layout: Layout, shape: Shape): Layout | null {
  if (sizeOf(shape) !== layout.size) return null;
  if (layout.contiguous)
    return new Layout(shape, rowMajorStrides(shape), layout.offset, layout.size, true);
  const strides = new Array<number>(shape.length);
  let next = shape.length - 1;
  let runSize = 1;
  let runStride = layout.strides[layout.shape.length - 1] ?? 1;
  for (let i = layout.shape.length - 1; i >= 0; i--) {
    runSize *= layout.shape[i];
    const runEnds =
      i === 0 || (layout.shape[i - 1] !== 1 && layout.strides[i - 1] !== runSize * runStride);
    if (!runEnds) continue;
    let cut = 1;
    while (next >= 0 && (cut < runSize || shape[next] === 1)) {
      strides[next] = cut * runStride;
      cut *= shape[next--];
    }
    if (cut !== runSize) return null;
    if (i > 0) {
      runStride = layout.strides[i - 1];
      runSize = 1;
    }
  }
  return next === -1 ? stridedLayout(shape, strides, layout.offset) : null;
}

/** Fills in the one size given as -1. */
export function inferShape(op: string, shape: readonly number[], size: number): Shape {
  const unknown = shape.indexOf(-1);
  for (const s of shape) {
    if (!Number.isInteger(s) || s < -1)
      throw new TensorError(op, `invalid shape dimension ${s} in ${showShape(shape)}`, {
        shapes: [shape],
      });
  }
  const misfit = (): TensorError =>
    new TensorError(op, `shape ${showShape(shape)} is invalid for input of size ${size}`, {
      shapes: [shape],
    });
  if (unknown === -1) {
    if (sizeOf(shape) !== size) throw misfit();
    return shape;
  }
  if (shape.indexOf(-1, unknown + 1) !== -1)
    throw new TensorError(op, `only one dimension can be inferred, got ${showShape(shape)}`);
  const known = shape.reduce((product, s) => (s === -1 ? product : product * s), 1);
  if (known === 0) {
    if (size !== 0) throw misfit();
    throw new TensorError(
      op,
      `cannot reshape tensor of 0 elements into shape ${showShape(shape)} because the unspecified dimension size -1 can be any value and is ambiguous`,
    );
  }
  if (size % known !== 0) throw misfit();
  return shape.with(unknown, size / known);
}

// ---- overlap ---------------------------------------------------------------------------------------------------------

/** Whether elements fill a block of memory, each place exactly once, in any order of dimensions. */
export function isDense(layout: Layout): boolean {
  if (layout.contiguous) return true;
  const order = layout.shape.map((_, i) => i).filter((i) => layout.shape[i] !== 1);
  order.sort((a, b) => layout.strides[a] - layout.strides[b]);
  let step = 1;
  for (const i of order) {
    if (layout.strides[i] !== step) return false;
    step *= layout.shape[i];
  }
  return true;
}

/**
 * Whether two indices may reach one place in memory, so that writing element by element is not well defined.
 * `true` may err on the safe side for exotic strides; `false` is certain.
 */
export function hasInternalOverlap(layout: Layout): boolean {
  if (layout.contiguous || layout.size <= 1) return false;
  const order = layout.shape.map((_, i) => i).filter((i) => layout.shape[i] > 1);
  order.sort((a, b) => layout.strides[a] - layout.strides[b]);
  let reach = 0;
  for (const i of order) {
    if (layout.strides[i] <= reach) return true;
    reach += (layout.shape[i] - 1) * layout.strides[i];
  }
  return false;
}

/** How two layouts on one storage meet. */
export function overlap(a: Layout, b: Layout): "none" | "same" | "partial" | "unknown" {
  if (a === b) return "same";
  if (a.size === 0 || b.size === 0) return "none";
  if (extent(a) <= b.offset || extent(b) <= a.offset) return "none";
  if (sameLayout(a, b)) return "same";
  return isDense(a) && isDense(b) ? "partial" : "unknown";
}
