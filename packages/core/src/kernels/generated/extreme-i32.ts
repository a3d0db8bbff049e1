// Written by scripts/generate-kernels.ts from patterns/extreme-f32.ts. Do not edit.
import * as scratch from "../scratch.ts";
import { registerKernels, type IndexedReduce2d, type Reduce2d } from "../table.ts";

// See NOTE [Local aliases] in ../scalar/tables.ts.
const { accumulators, BLOCK } = scratch;

/** The first place of the largest element of each row; NaN counts as the largest. `sign` -1 finds the smallest. */
function placeI32(
  rows: number,
  cols: number,
  x: Int32Array,
  xo: number,
  rs: number,
  cs: number,
  indices: Float64Array,
  io: number,
  is: number,
  sign: number,
): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, io += is) {
      let best = sign * x[xo];
      let place = 0;
      for (let j = 1, p = xo + cs; j < cols && best === best; j++, p += cs) {
        const value = sign * x[p];
        if (!(value <= best)) {
          best = value;
          place = j;
        }
      }
      indices[io] = place;
    }
    return;
  }
  // The rows lie closer together than the elements of a row: goes through a block of rows column by column.
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    for (let i = 0; i < block; i++) {
      accumulators[i] = sign * x[xo + (i0 + i) * rs];
      indices[io + (i0 + i) * is] = 0;
    }
    for (let j = 1; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        const value = sign * x[p];
        const best = accumulators[i];
        if (!(value <= best) && best === best) {
          accumulators[i] = value;
          indices[io + (i0 + i) * is] = j;
        }
      }
    }
  }
}

function argmaxI32(
  rows: number,
  cols: number,
  x: Int32Array,
  xo: number,
  rs: number,
  cs: number,
  out: Float64Array,
  oo: number,
  os: number,
): void {
  placeI32(rows, cols, x, xo, rs, cs, out, oo, os, 1);
}

function argminI32(
  rows: number,
  cols: number,
  x: Int32Array,
  xo: number,
  rs: number,
  cs: number,
  out: Float64Array,
  oo: number,
  os: number,
): void {
  placeI32(rows, cols, x, xo, rs, cs, out, oo, os, -1);
}

function takeI32(
  rows: number,
  x: Int32Array,
  xo: number,
  rs: number,
  cs: number,
  out: Int32Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
): void {
  for (let i = 0; i < rows; i++) out[oo + i * os] = x[xo + i * rs + indices[io + i * is] * cs];
}

function maxIndexedI32(
  rows: number,
  cols: number,
  x: Int32Array,
  xo: number,
  rs: number,
  cs: number,
  out: Int32Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
): void {
  placeI32(rows, cols, x, xo, rs, cs, indices, io, is, 1);
  takeI32(rows, x, xo, rs, cs, out, oo, os, indices, io, is);
}

function minIndexedI32(
  rows: number,
  cols: number,
  x: Int32Array,
  xo: number,
  rs: number,
  cs: number,
  out: Int32Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
): void {
  placeI32(rows, cols, x, xo, rs, cs, indices, io, is, -1);
  takeI32(rows, x, xo, rs, cs, out, oo, os, indices, io, is);
}

for (const dtype of ["int32"] as const)
  registerKernels<Reduce2d>(dtype, { argmax: argmaxI32, argmin: argminI32 });
for (const dtype of ["int32"] as const)
  registerKernels<IndexedReduce2d>(dtype, { maxIndexed: maxIndexedI32, minIndexed: minIndexedI32 });
