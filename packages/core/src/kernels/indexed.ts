/**
 * Runs kernels that read or write where an index says, over operands of any strides, and looks through indices.
 *
 * Three operands share one shape: the data side that is walked (`walked`), the index, and the data side that is indexed
 * (`indexed`), whose position is its own walk plus the index times `unit`. The order is row-major in any case, so that of
 * several writes to one place the last one stays.
 */
import type { TypedArray } from "../dtype.ts";
import type { Loose } from "./table.ts";

type Numbers = readonly number[];

/** `out[oo + i*or + j*oc] = x[xo + i*xr + j*xc + index[io + i*ir + j*ic] * xi]`. */
export type Gather = Loose<
  (
    rows: number,
    cols: number,
    x: TypedArray,
    xo: number,
    xr: number,
    xc: number,
    xi: number,
    index: Float64Array,
    io: number,
    ir: number,
    ic: number,
    out: TypedArray,
    oo: number,
    or: number,
    oc: number,
  ) => void
>;

/** `out[oo + i*or + j*oc + index[io + i*ir + j*ic] * oi] = src[so + i*sr + j*sc]`, or combines both. */
export type Scatter = Loose<
  (
    rows: number,
    cols: number,
    src: TypedArray,
    so: number,
    sr: number,
    sc: number,
    index: Float64Array,
    io: number,
    ir: number,
    ic: number,
    out: TypedArray,
    oo: number,
    or: number,
    oc: number,
    oi: number,
  ) => void
>;

/** Where an operand's elements lie. */
export interface Strided {
  readonly data: TypedArray;
  readonly strides: Numbers;
  readonly offset: number;
}

/** An index, and what one unit of it means in the operand that it points into. */
export interface Index extends Strided {
  readonly data: Float64Array;
  readonly unit: number;
}

/** Shape and strides without dimensions of size 1, neighbours merged that lie in memory as one for all operands. */
interface Plan {
  readonly sizes: number[];
  readonly strides: number[][];
}

function plan(shape: Numbers, operands: readonly Numbers[]): Plan | null {
  const sizes: number[] = [];
  const strides: number[][] = operands.map(() => []);
  for (let d = 0; d < shape.length; d++) {
    if (shape[d] === 0) return null;
    if (shape[d] === 1) continue;
    const last = sizes.length - 1;
    if (last >= 0 && strides.every((own, k) => own[last] === operands[k][d] * shape[d])) {
      sizes[last] *= shape[d];
      strides.forEach((own, k) => (own[last] = operands[k][d]));
    } else {
      sizes.push(shape[d]);
      strides.forEach((own, k) => own.push(operands[k][d]));
    }
  }
  while (sizes.length < 2) {
    sizes.unshift(1);
    for (const own of strides) own.unshift(0);
  }
  return { sizes, strides };
}

type Block = (
  rows: number,
  cols: number,
  at: Numbers,
  rowStrides: Numbers,
  colStrides: Numbers,
) => void;

/** Calls `block` for each matrix of the last two planned dimensions. */
function blocks(shape: Numbers, operands: readonly Strided[], block: Block): void {
  const planned = plan(
    shape,
    operands.map(({ strides }) => strides),
  );
  if (!planned) return;
  const { sizes, strides } = planned;
  const n = sizes.length;
  const at = operands.map(({ offset }) => offset);
  const rowStrides = strides.map((own) => own[n - 2]);
  const colStrides = strides.map((own) => own[n - 1]);
  const counters = new Array<number>(n - 2).fill(0);
  for (;;) {
    block(sizes[n - 2], sizes[n - 1], at, rowStrides, colStrides);
    let d = n - 3;
    for (; d >= 0; d--) {
      for (let k = 0; k < at.length; k++) at[k] += strides[k][d];
      if (++counters[d] < sizes[d]) break;
      counters[d] = 0;
      for (let k = 0; k < at.length; k++) at[k] -= strides[k][d] * sizes[d];
    }
    if (d < 0) return;
  }
}

/** `out` is walked, `x` is indexed. */
export function iterateGather(
  kernel: Gather,
  shape: Numbers,
  x: Strided,
  index: Index,
  out: Strided,
): void {
  blocks(shape, [x, index, out], (rows, cols, at, r, c) => {
    kernel(
      rows,
      cols,
      x.data,
      at[0],
      r[0],
      c[0],
      index.unit,
      index.data,
      at[1],
      r[1],
      c[1],
      out.data,
      at[2],
      r[2],
      c[2],
    );
  });
}

/** `src` is walked, `out` is indexed. */
export function iterateScatter(
  kernel: Scatter,
  shape: Numbers,
  src: Strided,
  index: Index,
  out: Strided,
): void {
  blocks(shape, [src, index, out], (rows, cols, at, r, c) => {
    kernel(
      rows,
      cols,
      src.data,
      at[0],
      r[0],
      c[0],
      index.data,
      at[1],
      r[1],
      c[1],
      out.data,
      at[2],
      r[2],
      c[2],
      index.unit,
    );
  });
}

/** The first of `n` indices that lies outside of [low, high); `null` where all are inside. */
export function firstOutside(
  index: Float64Array,
  n: number,
  start: number,
  low: number,
  high: number,
): number | null {
  for (let i = start; i < start + n; i++) if (index[i] < low || index[i] >= high) return index[i];
  return null;
}

/** `out[i] += unit * (index[i] < 0 ? index[i] + size : index[i])`, for an index in row-major order, each element repeated as the strides say. */
export function addOffsets(
  shape: Numbers,
  index: Strided,
  size: number,
  unit: number,
  out: Float64Array,
): void {
  blocks(
    shape,
    [index, { data: out, strides: rowMajor(shape), offset: 0 }],
    (rows, cols, at, r, c) => {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < cols; j++) {
          const value = index.data[at[0] + i * r[0] + j * c[0]];
          out[at[1] + i * r[1] + j * c[1]] += unit * (value < 0 ? value + size : value);
        }
      }
    },
  );
}

function rowMajor(shape: Numbers): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i];
  }
  return strides;
}

/** How many of `n` elements are not zero. */
export function countNonzero(x: TypedArray, start: number, n: number): number {
  let count = 0;
  for (let i = start; i < start + n; i++) if (x[i] !== 0) count++;
  return count;
}

/** Writes the places, counted from `start`, of the elements that are not zero. */
export function nonzeroPlaces(x: TypedArray, start: number, n: number, out: Float64Array): void {
  for (let i = 0, at = 0; i < n; i++) if (x[start + i] !== 0) out[at++] = i;
}
