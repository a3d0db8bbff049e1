// Written by scripts/generate-kernels.ts from patterns/copy2d-f32.ts. Do not edit.
import { registerKernels, type Copy2d } from "../table.ts";

/** Elements on a side of a tile: the lines that one tile touches on both sides fit the first-level cache. */
const TILE = 16;

function copy2dU8(
  rows: number,
  cols: number,
  x: Uint8Array,
  xo: number,
  xrs: number,
  xcs: number,
  out: Uint8Array,
  oo: number,
  ors: number,
  ocs: number,
): void {
  for (let i0 = 0; i0 < rows; i0 += TILE) {
    const i1 = Math.min(i0 + TILE, rows);
    for (let j0 = 0; j0 < cols; j0 += TILE) {
      const width = Math.min(TILE, cols - j0);
      for (let i = i0; i < i1; i++) {
        let p = xo + i * xrs + j0 * xcs;
        let q = oo + i * ors + j0 * ocs;
        for (let j = 0; j < width; j++, p += xcs, q += ocs) out[q] = x[p];
      }
    }
  }
}

for (const dtype of ["uint8", "bool"] as const) registerKernels<Copy2d>(dtype, { copy2d: copy2dU8 });
