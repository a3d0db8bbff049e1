/**
 * Runs row kernels over operands of any strides. Dimensions are put in the order of the output's strides and adjacent
 * ones that lie in memory as one are merged, so that contiguous operands take one call, whatever their shape.
 *
 * The operands have been broadcast: all are given one shape, stretched dimensions have stride 0. The plan of a call stands
 * in module variables, which is safe since no kernel iterates: nothing is allocated here.
 */
import type { DType, TypedArray } from "../dtype.ts";
import { castRow, copy2d } from "./copy.ts";
import type { BinaryRow, TernaryRow, UnaryRow } from "./table.ts";

type Numbers = readonly number[];

/** A row kernel of any number of operands: who calls it knows which. */
type AnyRow = UnaryRow & BinaryRow & TernaryRow;

/** At most this many operands, of which the first is the output. */
const OPERANDS = 4;

const sizes: number[] = [];
/** For each operand the stride of each planned dimension. */
const strides: number[][] = Array.from({ length: OPERANDS }, () => [0, 0]);
/** Where each operand's current block starts. */
const positions: number[] = new Array<number>(OPERANDS).fill(0);
const counters: number[] = [];
const given: Numbers[] = Array.from({ length: OPERANDS }, () => []);

/**
 * Fills `sizes` and `strides` from `given` and answers the number of planned dimensions, -1 where there are no elements.
 * The output's largest stride comes first; dimensions of size 1 are left out.
 */
function plan(shape: Numbers, operands: number): number {
  let n = 0;
  for (let d = 0; d < shape.length; d++) {
    const size = shape[d];
    if (size === 1) continue;
    if (size === 0) return -1;
    const key = given[0][d];
    let place = n++;
    for (; place > 0 && strides[0][place - 1] < key; place--) moveDim(place - 1, place, operands);
    sizes[place] = size;
    for (let k = 0; k < operands; k++) strides[k][place] = given[k][d];
  }
  return merge(n, operands);
}

function moveDim(from: number, to: number, operands: number): void {
  sizes[to] = sizes[from];
  for (let k = 0; k < operands; k++) strides[k][to] = strides[k][from];
}

function merge(n: number, operands: number): number {
  if (n < 2) return n;
  let last = 0;
  for (let d = 1; d < n; d++) {
    let mergeable = true;
    for (let k = 0; k < operands; k++) mergeable &&= strides[k][last] === strides[k][d] * sizes[d];
    if (mergeable) {
      sizes[d] *= sizes[last];
      moveDim(d, last, operands);
    } else if (++last !== d) {
      moveDim(d, last, operands);
    }
  }
  return last + 1;
}

/** Sides of a tile. A line of the cache holds 16 floats; more columns of a stride of 2^n would evict each other. */
const TILE_ROWS = 32;
const TILE_COLS = 16;

/** A row shorter than this is not worth a call, if the other dimension is longer. */
const SHORT = 8;

/** Whether an operand lies the other way round than the output, so that going row by row would jump in memory. */
function crossed(n: number, operands: number, leastCols: number): boolean {
  if (sizes[n - 1] < leastCols || sizes[n - 2] < SHORT) return false;
  for (let k = 1; k < operands; k++)
    if (strides[k][n - 1] > strides[k][n - 2] && strides[k][n - 2] > 0) return true;
  return false;
}

function swapInner(n: number, operands: number): void {
  moveDim(n - 1, n, operands);
  moveDim(n - 2, n - 1, operands);
  moveDim(n, n - 2, operands);
}

/** Goes on to the next block of the outer dimensions; false after the last. */
function nextBlock(outer: number, operands: number): boolean {
  for (let d = outer - 1; d >= 0; d--) {
    for (let k = 0; k < operands; k++) positions[k] += strides[k][d];
    if (++counters[d] < sizes[d]) return true;
    counters[d] = 0;
    for (let k = 0; k < operands; k++) positions[k] -= strides[k][d] * sizes[d];
  }
  return false;
}

/** Calls the kernel for each row of the planned dimensions. Operands beyond those of the kernel are ignored. */
function run(
  kernel: AnyRow,
  n: number,
  operands: number,
  out: TypedArray,
  a: TypedArray,
  b: TypedArray,
  c: TypedArray,
  p0: number | undefined,
  p1: number | undefined,
  p2: number | undefined,
): void {
  if (n < 0) return;
  // Fewer than two dimensions are two, of size 1.
  for (; n < 2; n++) {
    sizes[n] = 1;
    for (let k = 0; k < operands; k++) strides[k][n] = 1;
    if (n === 1) swapInner(2, operands);
  }
  const tiled = crossed(n, operands, 2 * TILE_COLS);
  if (!tiled && sizes[n - 1] < SHORT && sizes[n - 2] > sizes[n - 1]) swapInner(n, operands);
  const rows = sizes[n - 2];
  const cols = sizes[n - 1];
  const tileRows = tiled ? TILE_ROWS : rows;
  const tileCols = tiled ? TILE_COLS : cols;
  for (let d = 0; d < n - 2; d++) counters[d] = 0;
  do {
    for (let i = 0; i < rows; i += tileRows) {
      for (let j = 0; j < cols; j += tileCols) {
        const height = Math.min(tileRows, rows - i);
        const width = Math.min(tileCols, cols - j);
        tile(kernel, n, operands, i, j, height, width, out, a, b, c, p0, p1, p2);
      }
    }
  } while (nextBlock(n - 2, operands));
}

/** Calls the kernel for the rows of one tile of the two innermost dimensions. */
function tile(
  kernel: AnyRow,
  n: number,
  operands: number,
  i: number,
  j: number,
  height: number,
  width: number,
  out: TypedArray,
  a: TypedArray,
  b: TypedArray,
  c: TypedArray,
  p0: number | undefined,
  p1: number | undefined,
  p2: number | undefined,
): void {
  const [so, sa, sb, sc] = strides;
  const oo = positions[0] + i * so[n - 2] + j * so[n - 1];
  const ao = positions[1] + i * sa[n - 2] + j * sa[n - 1];
  if (operands === 2) {
    rowsUnary(
      kernel,
      height,
      width,
      a,
      ao,
      sa[n - 2],
      sa[n - 1],
      out,
      oo,
      so[n - 2],
      so[n - 1],
      p0,
      p1,
      p2,
    );
    return;
  }
  let bo = positions[2] + i * sb[n - 2] + j * sb[n - 1];
  if (operands === 3) {
    rowsBinary(
      kernel,
      height,
      width,
      a,
      ao,
      sa[n - 2],
      sa[n - 1],
      b,
      bo,
      sb[n - 2],
      sb[n - 1],
      out,
      oo,
      so[n - 2],
      so[n - 1],
      p0,
      p1,
      p2,
    );
    return;
  }
  let co = positions[3] + i * sc[n - 2] + j * sc[n - 1];
  for (let r = 0; r < height; r++, bo += sb[n - 2], co += sc[n - 2]) {
    const at = ao + r * sa[n - 2];
    const to = oo + r * so[n - 2];
    kernel(width, a, at, sa[n - 1], b, bo, sb[n - 1], c, co, sc[n - 1], out, to, so[n - 1], p0);
  }
}

function rowsUnary(
  kernel: UnaryRow,
  rows: number,
  n: number,
  x: TypedArray,
  xo: number,
  xrs: number,
  xs: number,
  out: TypedArray,
  oo: number,
  ors: number,
  os: number,
  p0: number | undefined,
  p1: number | undefined,
  p2: number | undefined,
): void {
  for (let i = 0; i < rows; i++, xo += xrs, oo += ors)
    kernel(n, x, xo, xs, out, oo, os, p0, p1, p2);
}

function rowsBinary(
  kernel: BinaryRow,
  rows: number,
  n: number,
  a: TypedArray,
  ao: number,
  ars: number,
  as: number,
  b: TypedArray,
  bo: number,
  brs: number,
  bs: number,
  out: TypedArray,
  oo: number,
  ors: number,
  os: number,
  p0: number | undefined,
  p1: number | undefined,
  p2: number | undefined,
): void {
  for (let i = 0; i < rows; i++, ao += ars, bo += brs, oo += ors) {
    kernel(n, a, ao, as, b, bo, bs, out, oo, os, p0, p1, p2);
  }
}

/** Whether the rows of a matrix follow each other like one. */
function isRun(shape: Numbers, strides: Numbers): boolean {
  return strides[0] === strides[1] * shape[1];
}

/** Whether rows of a matrix are long enough and lie in the order of the output's, so that nothing is gained by a plan. */
function inOrder(shape: Numbers, outStrides: Numbers, strides: Numbers): boolean {
  const cols = shape[1];
  if (cols < 2 || (cols < SHORT && shape[0] > cols)) return false;
  if (outStrides[1] > outStrides[0]) return false;
  return strides[1] <= strides[0] || strides[0] === 0 || cols < 2 * TILE_COLS || shape[0] < SHORT;
}

/** Runs a unary row kernel over a whole operand. */
export function iterateUnary(
  kernel: UnaryRow,
  shape: Numbers,
  x: TypedArray,
  xStrides: Numbers,
  xo: number,
  out: TypedArray,
  outStrides: Numbers,
  oo: number,
  p0?: number,
  p1?: number,
  p2?: number,
): void {
  if (shape.length === 1) {
    kernel(shape[0], x, xo, xStrides[0], out, oo, outStrides[0], p0, p1, p2);
    return;
  }
  given[0] = outStrides;
  given[1] = xStrides;
  const n = plan(shape, 2);
  positions[0] = oo;
  positions[1] = xo;
  run(kernel as AnyRow, n, 2, out, x, x, x, p0, p1, p2);
}

/** Runs a binary row kernel over whole operands. */
export function iterateBinary(
  kernel: BinaryRow,
  shape: Numbers,
  a: TypedArray,
  aStrides: Numbers,
  ao: number,
  b: TypedArray,
  bStrides: Numbers,
  bo: number,
  out: TypedArray,
  outStrides: Numbers,
  oo: number,
  p0?: number,
  p1?: number,
  p2?: number,
): void {
  if (shape.length === 1) {
    kernel(shape[0], a, ao, aStrides[0], b, bo, bStrides[0], out, oo, outStrides[0], p0, p1, p2);
    return;
  }
  if (
    shape.length === 2 &&
    !(isRun(shape, outStrides) && isRun(shape, aStrides) && isRun(shape, bStrides)) &&
    inOrder(shape, outStrides, aStrides) &&
    inOrder(shape, outStrides, bStrides)
  ) {
    // The common case, such as a bias added to each row, without a plan.
    rowsBinary(
      kernel,
      shape[0],
      shape[1],
      a,
      ao,
      aStrides[0],
      aStrides[1],
      b,
      bo,
      bStrides[0],
      bStrides[1],
      out,
      oo,
      outStrides[0],
      outStrides[1],
      p0,
      p1,
      p2,
    );
    return;
  }
  given[0] = outStrides;
  given[1] = aStrides;
  given[2] = bStrides;
  const n = plan(shape, 3);
  positions[0] = oo;
  positions[1] = ao;
  positions[2] = bo;
  run(kernel as AnyRow, n, 3, out, a, b, b, p0, p1, p2);
}

/** Runs a ternary row kernel over whole operands. */
export function iterateTernary(
  kernel: TernaryRow,
  shape: Numbers,
  a: TypedArray,
  aStrides: Numbers,
  ao: number,
  b: TypedArray,
  bStrides: Numbers,
  bo: number,
  c: TypedArray,
  cStrides: Numbers,
  co: number,
  out: TypedArray,
  outStrides: Numbers,
  oo: number,
  p0?: number,
): void {
  if (shape.length === 1) {
    kernel(
      shape[0],
      a,
      ao,
      aStrides[0],
      b,
      bo,
      bStrides[0],
      c,
      co,
      cStrides[0],
      out,
      oo,
      outStrides[0],
      p0,
    );
    return;
  }
  given[0] = outStrides;
  given[1] = aStrides;
  given[2] = bStrides;
  given[3] = cStrides;
  const n = plan(shape, 4);
  positions[0] = oo;
  positions[1] = ao;
  positions[2] = bo;
  positions[3] = co;
  run(kernel as AnyRow, n, 4, out, a, b, c, p0, undefined, undefined);
}

/** Copies an operand into another of the same dtype; a transposed one in tiles. */
export function iterateCopy(
  dtype: DType,
  shape: Numbers,
  x: TypedArray,
  xStrides: Numbers,
  xo: number,
  out: TypedArray,
  outStrides: Numbers,
  oo: number,
): void {
  if (shape.length === 1) {
    castRow(dtype, dtype)(shape[0], x, xo, xStrides[0], out, oo, outStrides[0]);
    return;
  }
  given[0] = outStrides;
  given[1] = xStrides;
  const n = plan(shape, 2);
  positions[0] = oo;
  positions[1] = xo;
  if (n < 2 || !crossed(n, 2, SHORT)) {
    run(castRow(dtype, dtype) as AnyRow, n, 2, out, x, x, x, undefined, undefined, undefined);
    return;
  }
  const copy = copy2d(dtype);
  const [to, from] = strides;
  for (let d = 0; d < n - 2; d++) counters[d] = 0;
  do {
    copy(
      sizes[n - 2],
      sizes[n - 1],
      x,
      positions[1],
      from[n - 2],
      from[n - 1],
      out,
      positions[0],
      to[n - 2],
      to[n - 1],
    );
  } while (nextBlock(n - 2, 2));
}
