// Written by scripts/generate-kernels.ts from patterns/along-f32.ts. Do not edit.
import type { PutAlong, TakeAlong } from "../fused-types.ts";
import { registerKernels } from "../table.ts";

/** Reads at places along the middle one of three dimensions. */
function takeAlongU8(
  outer: number,
  size: number,
  count: number,
  inner: number,
  x: Uint8Array,
  xo: number,
  indices: Float64Array,
  io: number,
  out: Uint8Array,
  oo: number,
): void {
  for (let block = 0; block < outer; block++, xo += size * inner) {
    for (let j = 0; j < count; j++, io += inner, oo += inner) {
      for (let i = 0; i < inner; i++) out[oo + i] = x[xo + indices[io + i] * inner + i];
    }
  }
}

/** Adds to places along the middle one of three dimensions. */
function putAlongU8(
  outer: number,
  size: number,
  count: number,
  inner: number,
  x: Uint8Array,
  xo: number,
  indices: Float64Array,
  io: number,
  out: Uint8Array,
  oo: number,
): void {
  for (let block = 0; block < outer; block++, oo += size * inner) {
    for (let j = 0; j < count; j++, io += inner, xo += inner) {
      for (let i = 0; i < inner; i++) out[oo + indices[io + i] * inner + i] += x[xo + i];
    }
  }
}

for (const dtype of ["uint8", "bool"] as const) {
  registerKernels<TakeAlong>(dtype, { takeAlong: takeAlongU8 });
  registerKernels<PutAlong>(dtype, { putAlong: putAlongU8 });
}
