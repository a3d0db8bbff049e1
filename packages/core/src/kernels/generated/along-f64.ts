// Written by scripts/generate-kernels.ts from patterns/along-f32.ts. Do not edit.
import type { PutAlong, TakeAlong } from "../fused-types.ts";
import { registerKernels } from "../table.ts";

/** Reads at places along the middle one of three dimensions. */
function takeAlongF64(
  outer: number,
  size: number,
  count: number,
  inner: number,
  x: Float64Array,
  xo: number,
  indices: Float64Array,
  io: number,
  out: Float64Array,
  oo: number,
): void {
  for (let block = 0; block < outer; block++, xo += size * inner) {
    for (let j = 0; j < count; j++, io += inner, oo += inner) {
      for (let i = 0; i < inner; i++) out[oo + i] = x[xo + indices[io + i] * inner + i];
    }
  }
}

/** Adds to places along the middle one of three dimensions. */
function putAlongF64(
  outer: number,
  size: number,
  count: number,
  inner: number,
  x: Float64Array,
  xo: number,
  indices: Float64Array,
  io: number,
  out: Float64Array,
  oo: number,
): void {
  for (let block = 0; block < outer; block++, oo += size * inner) {
    for (let j = 0; j < count; j++, io += inner, xo += inner) {
      for (let i = 0; i < inner; i++) out[oo + indices[io + i] * inner + i] += x[xo + i];
    }
  }
}

for (const dtype of ["float64", "int64"] as const) {
  registerKernels<TakeAlong>(dtype, { takeAlong: takeAlongF64 });
  registerKernels<PutAlong>(dtype, { putAlong: putAlongF64 });
}
