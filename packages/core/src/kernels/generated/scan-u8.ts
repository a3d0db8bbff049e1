// Written by scripts/generate-kernels.ts from patterns/scan-f32.ts. Do not edit.
import { registerKernels, type IndexedScanRow } from "../table.ts";

/** Running extremes and their places. Of equal ones the last counts; NaN stays, and a later NaN takes its place. */
function extremesU8(
  n: number,
  x: Uint8Array,
  xo: number,
  xs: number,
  out: Uint8Array,
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

function cummaxU8(
  n: number,
  x: Uint8Array,
  xo: number,
  xs: number,
  out: Uint8Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
): void {
  extremesU8(n, x, xo, xs, out, oo, os, indices, io, is, 1);
}

function cumminU8(
  n: number,
  x: Uint8Array,
  xo: number,
  xs: number,
  out: Uint8Array,
  oo: number,
  os: number,
  indices: Float64Array,
  io: number,
  is: number,
): void {
  extremesU8(n, x, xo, xs, out, oo, os, indices, io, is, -1);
}

for (const dtype of ["uint8", "bool"] as const)
  registerKernels<IndexedScanRow>(dtype, { cummax: cummaxU8, cummin: cumminU8 });
