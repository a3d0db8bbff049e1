// Written by scripts/generate-kernels.ts from patterns/scan-f32.ts. Do not edit.
import { registerKernels, type IndexedScanRow } from "../table.ts";

/** Running extremes and their places. Of equal ones the last counts; NaN stays, and a later NaN takes its place. */
function extremesF64(
  n: number,
  x: Float64Array,
  xo: number,
  xs: number,
  out: Float64Array,
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

function cummaxF64(
  n: number,
  x: Float64Array,
  xo: number,
  xs: number,
  out: Float64Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
): void {
  extremesF64(n, x, xo, xs, out, oo, os, indices, io, is, 1);
}

function cumminF64(
  n: number,
  x: Float64Array,
  xo: number,
  xs: number,
  out: Float64Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
): void {
  extremesF64(n, x, xo, xs, out, oo, os, indices, io, is, -1);
}

for (const dtype of ["float64", "int64"] as const)
  registerKernels<IndexedScanRow>(dtype, { cummax: cummaxF64, cummin: cumminF64 });
