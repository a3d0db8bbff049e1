// Written by scripts/generate-kernels.ts from patterns/triangle-f32.ts. Do not edit.
import { registerKernels } from "../table.ts";
import type { Triangle } from "../triangle.ts";

function trilF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  xr: number,
  xc: number,
  out: Float64Array,
  oo: number,
  or: number,
  oc: number,
  diagonal: number,
): void {
  for (let i = 0; i < rows; i++) {
    const kept = Math.min(Math.max(i + diagonal + 1, 0), cols);
    let p = xo + i * xr;
    let q = oo + i * or;
    let j = 0;
    for (; j < kept; j++, p += xc, q += oc) out[q] = x[p];
    for (; j < cols; j++, q += oc) out[q] = 0;
  }
}

function triuF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  xr: number,
  xc: number,
  out: Float64Array,
  oo: number,
  or: number,
  oc: number,
  diagonal: number,
): void {
  for (let i = 0; i < rows; i++) {
    const dropped = Math.min(Math.max(i + diagonal, 0), cols);
    let q = oo + i * or;
    let j = 0;
    for (; j < dropped; j++, q += oc) out[q] = 0;
    let p = xo + i * xr + dropped * xc;
    for (; j < cols; j++, p += xc, q += oc) out[q] = x[p];
  }
}

for (const dtype of ["float64", "int64"] as const)
  registerKernels<Triangle>(dtype, { tril: trilF64, triu: triuF64 });
