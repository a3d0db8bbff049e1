import type { MaskScores } from "../attention-types.ts";
import { registerKernels } from "../table.ts";

function maskScoresF32(
  rows: number,
  cols: number,
  x: Float32Array,
  xo: number,
  scale: number,
  mask: Float32Array | undefined,
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

for (const dtype of ["float32"] as const) {
  registerKernels<MaskScores>(dtype, { maskScores: maskScoresF32 });
}
