// Written by scripts/generate-kernels.ts from patterns/variance-f32.ts. Do not edit.
import * as scratch from "../scratch.ts";
import { registerKernels, type Reduce2d } from "../table.ts";

// See NOTE [Local aliases] in ../scalar/tables.ts.
const { accumulators, BLOCK, more } = scratch;

/** What PyTorch divides by: at least 0, so that too few elements give NaN or Infinity. */
function degrees(count: number, correction: number): number {
  return Math.max(count - correction, 0);
}

/** The mean first, then the squares around it, corrected for what rounding left in the mean. */
function varianceF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  rs: number,
  cs: number,
  out: Float64Array,
  oo: number,
  os: number,
  root: boolean,
  correction: number,
): void {
  const divisor = degrees(cols, correction);
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let s0 = 0;
      let s1 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 1; j += 2, p += 2 * cs) {
        s0 += x[p];
        s1 += x[p + cs];
      }
      if (j < cols) s0 += x[p];
      const mean = (s0 + s1) / cols;
      let squares = 0;
      let rest = 0;
      for (j = 0, p = xo; j < cols; j++, p += cs) {
        const d = x[p] - mean;
        squares += d * d;
        rest += d;
      }
      const variance = (squares - (rest * rest) / cols) / divisor;
      out[oo] = root ? Math.sqrt(variance) : variance;
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    more.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 1; j += 2) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] += x[p] + x[p + cs];
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] += x[p];
    }
    for (let i = 0; i < block; i++) accumulators[i] /= cols;
    for (j = 0; j < cols - 1; j += 2) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        const d0 = x[p] - accumulators[i];
        const d1 = x[p + cs] - accumulators[i];
        more[i] += d0 * d0 + d1 * d1;
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        const d = x[p] - accumulators[i];
        more[i] += d * d;
      }
    }
    for (let i = 0; i < block; i++, oo += os) {
      const variance = more[i] / divisor;
      out[oo] = root ? Math.sqrt(variance) : variance;
    }
  }
}

function varF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  rs: number,
  cs: number,
  out: Float64Array,
  oo: number,
  os: number,
  correction = 1,
): void {
  varianceF64(rows, cols, x, xo, rs, cs, out, oo, os, false, correction);
}

function stdF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  rs: number,
  cs: number,
  out: Float64Array,
  oo: number,
  os: number,
  correction = 1,
): void {
  varianceF64(rows, cols, x, xo, rs, cs, out, oo, os, true, correction);
}

for (const dtype of ["float64"] as const)
  registerKernels<Reduce2d>(dtype, { var: varF64, std: stdF64 });
