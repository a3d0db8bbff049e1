// Written by scripts/generate-kernels.ts from patterns/triangle-f32.ts. Do not edit.
import { registerKernels } from "../table.ts";
import type { Triangle } from "../triangle.ts";

function trilU8(
  rows: number,
  cols: number,
  x: Uint8Array,
  xo: number,
  xr: number,
  xc: number,
  out: Uint8Array,
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

function triuU8(
  rows: number,
  cols: number,
  x: Uint8Array,
  xo: number,
  xr: number,
  xc: number,
  out: Uint8Array,
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

for (const dtype of ["uint8", "bool"] as const)
  registerKernels<Triangle>(dtype, { tril: trilU8, triu: triuU8 });
