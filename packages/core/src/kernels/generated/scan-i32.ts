// Written by scripts/generate-kernels.ts from patterns/scan-f32.ts. Do not edit.
import { registerKernels, type IndexedScanRow } from "../table.ts";

/** Running extremes and their places. Of equal ones the last counts; NaN stays, and a later NaN takes its place. */
function extremesI32(
  n: number,
  x: Int32Array,
  xo: number,
  xs: number,
  out: Int32Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
  sign: number,
): void {
  let best = -Infinity;
  let place = 0;
  for (let i = 0; i < n; i++, xo += xs, oo += os, io += is) {
    const value = sign * x[xo];
    if (value >= best || value !== value) {
      best = value;
      place = i;
    }
    out[oo] = sign * best;
    indices[io] = place;
  }
}

function cummaxI32(
  n: number,
  x: Int32Array,
  xo: number,
  xs: number,
  out: Int32Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
): void {
  extremesI32(n, x, xo, xs, out, oo, os, indices, io, is, 1);
}

function cumminI32(
  n: number,
  x: Int32Array,
  xo: number,
  xs: number,
  out: Int32Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
): void {
  extremesI32(n, x, xo, xs, out, oo, os, indices, io, is, -1);
}

for (const dtype of ["int32"] as const)
  registerKernels<IndexedScanRow>(dtype, { cummax: cummaxI32, cummin: cumminI32 });
