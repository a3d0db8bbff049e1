// Written by scripts/generate-kernels.ts from patterns/attention-f32.ts. Do not edit.
import type { MaskScores } from "../attention-types.ts";
import { registerKernels } from "../table.ts";

function maskScoresF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  scale: number,
  mask: Float64Array | undefined,
  mo: number,
  mrs: number,
  mcs: number,
): void {
  if (mask === undefined) {
    for (let i = xo; i < xo + rows * cols; i++) x[i] *= scale;
    return;
  }
  for (let i = 0; i < rows; i++, mo += mrs, xo += cols) {
    for (let j = 0, p = mo; j < cols; j++, p += mcs) x[xo + j] = x[xo + j] * scale + mask[p];
  }
}

for (const dtype of ["float64"] as const) {
  registerKernels<MaskScores>(dtype, { maskScores: maskScoresF64 });
}
