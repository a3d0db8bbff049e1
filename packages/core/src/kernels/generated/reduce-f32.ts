// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as fold_ from "../scalar/fold.ts";
import * as scratch_ from "../scratch.ts";
import { type Reduce2d, registerKernels } from "../table.ts";

const { combineAll, combineAny, finishMean, finishPowerRoot, finishRoot, stepAll, stepAny, stepCount, stepMax, stepMaxAbs, stepMin, stepMinAbs, stepNansum, stepProd, stepSum, stepSumAbs, stepSumPower, stepSumSquares } = fold_;
const { BLOCK, accumulators } = scratch_;

function sumF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepSum(t0, x[p]);
        t1 = stepSum(t1, x[p + cs]);
        t2 = stepSum(t2, x[p + 2 * cs]);
        t3 = stepSum(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepSum(t0, x[p]);
      out[oo] = stepSum(stepSum(t0, t1), stepSum(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepSum(stepSum(stepSum(stepSum(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepSum(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function nansumF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepNansum(t0, x[p]);
        t1 = stepNansum(t1, x[p + cs]);
        t2 = stepNansum(t2, x[p + 2 * cs]);
        t3 = stepNansum(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepNansum(t0, x[p]);
      out[oo] = stepSum(stepSum(t0, t1), stepSum(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepNansum(stepNansum(stepNansum(stepNansum(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepNansum(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function meanF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepSum(t0, x[p]);
        t1 = stepSum(t1, x[p + cs]);
        t2 = stepSum(t2, x[p + 2 * cs]);
        t3 = stepSum(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepSum(t0, x[p]);
      out[oo] = finishMean(stepSum(stepSum(t0, t1), stepSum(t2, t3)), cols);
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepSum(stepSum(stepSum(stepSum(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepSum(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = finishMean(accumulators[i], cols);
  }
}

function prodF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 1;
      let t1 = 1;
      let t2 = 1;
      let t3 = 1;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepProd(t0, x[p]);
        t1 = stepProd(t1, x[p + cs]);
        t2 = stepProd(t2, x[p + 2 * cs]);
        t3 = stepProd(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepProd(t0, x[p]);
      out[oo] = stepProd(stepProd(t0, t1), stepProd(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(1, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepProd(stepProd(stepProd(stepProd(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepProd(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function amaxF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = -Infinity;
      let t1 = -Infinity;
      let t2 = -Infinity;
      let t3 = -Infinity;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepMax(t0, x[p]);
        t1 = stepMax(t1, x[p + cs]);
        t2 = stepMax(t2, x[p + 2 * cs]);
        t3 = stepMax(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepMax(t0, x[p]);
      out[oo] = stepMax(stepMax(t0, t1), stepMax(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(-Infinity, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepMax(stepMax(stepMax(stepMax(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepMax(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function aminF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = Infinity;
      let t1 = Infinity;
      let t2 = Infinity;
      let t3 = Infinity;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepMin(t0, x[p]);
        t1 = stepMin(t1, x[p + cs]);
        t2 = stepMin(t2, x[p + 2 * cs]);
        t3 = stepMin(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepMin(t0, x[p]);
      out[oo] = stepMin(stepMin(t0, t1), stepMin(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(Infinity, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepMin(stepMin(stepMin(stepMin(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepMin(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function anyF32U8(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepAny(t0, x[p]);
        t1 = stepAny(t1, x[p + cs]);
        t2 = stepAny(t2, x[p + 2 * cs]);
        t3 = stepAny(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepAny(t0, x[p]);
      out[oo] = combineAny(combineAny(t0, t1), combineAny(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepAny(stepAny(stepAny(stepAny(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepAny(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function allF32U8(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 1;
      let t1 = 1;
      let t2 = 1;
      let t3 = 1;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepAll(t0, x[p]);
        t1 = stepAll(t1, x[p + cs]);
        t2 = stepAll(t2, x[p + 2 * cs]);
        t3 = stepAll(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepAll(t0, x[p]);
      out[oo] = combineAll(combineAll(t0, t1), combineAll(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(1, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepAll(stepAll(stepAll(stepAll(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepAll(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function countNonzeroExactF32F64(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepCount(t0, x[p]);
        t1 = stepCount(t1, x[p + cs]);
        t2 = stepCount(t2, x[p + 2 * cs]);
        t3 = stepCount(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepCount(t0, x[p]);
      out[oo] = stepSum(stepSum(t0, t1), stepSum(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepCount(stepCount(stepCount(stepCount(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepCount(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function norm0F32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepCount(t0, x[p]);
        t1 = stepCount(t1, x[p + cs]);
        t2 = stepCount(t2, x[p + 2 * cs]);
        t3 = stepCount(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepCount(t0, x[p]);
      out[oo] = stepSum(stepSum(t0, t1), stepSum(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepCount(stepCount(stepCount(stepCount(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepCount(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function norm1F32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepSumAbs(t0, x[p]);
        t1 = stepSumAbs(t1, x[p + cs]);
        t2 = stepSumAbs(t2, x[p + 2 * cs]);
        t3 = stepSumAbs(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepSumAbs(t0, x[p]);
      out[oo] = stepSum(stepSum(t0, t1), stepSum(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepSumAbs(stepSumAbs(stepSumAbs(stepSumAbs(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepSumAbs(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function norm2F32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepSumSquares(t0, x[p]);
        t1 = stepSumSquares(t1, x[p + cs]);
        t2 = stepSumSquares(t2, x[p + 2 * cs]);
        t3 = stepSumSquares(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepSumSquares(t0, x[p]);
      out[oo] = finishRoot(stepSum(stepSum(t0, t1), stepSum(t2, t3)), cols);
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepSumSquares(stepSumSquares(stepSumSquares(stepSumSquares(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepSumSquares(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = finishRoot(accumulators[i], cols);
  }
}

function normInfF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepMaxAbs(t0, x[p]);
        t1 = stepMaxAbs(t1, x[p + cs]);
        t2 = stepMaxAbs(t2, x[p + 2 * cs]);
        t3 = stepMaxAbs(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepMaxAbs(t0, x[p]);
      out[oo] = stepMax(stepMax(t0, t1), stepMax(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepMaxAbs(stepMaxAbs(stepMaxAbs(stepMaxAbs(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepMaxAbs(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function normNegInfF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = Infinity;
      let t1 = Infinity;
      let t2 = Infinity;
      let t3 = Infinity;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepMinAbs(t0, x[p]);
        t1 = stepMinAbs(t1, x[p + cs]);
        t2 = stepMinAbs(t2, x[p + 2 * cs]);
        t3 = stepMinAbs(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepMinAbs(t0, x[p]);
      out[oo] = stepMin(stepMin(t0, t1), stepMin(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(Infinity, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepMinAbs(stepMinAbs(stepMinAbs(stepMinAbs(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepMinAbs(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function normPF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepSumPower(t0, x[p], p0);
        t1 = stepSumPower(t1, x[p + cs], p0);
        t2 = stepSumPower(t2, x[p + 2 * cs], p0);
        t3 = stepSumPower(t3, x[p + 3 * cs], p0);
      }
      for (; j < cols; j++, p += cs) t0 = stepSumPower(t0, x[p], p0);
      out[oo] = finishPowerRoot(stepSum(stepSum(t0, t1), stepSum(t2, t3)), cols, p0);
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepSumPower(stepSumPower(stepSumPower(stepSumPower(accumulators[i], x[p], p0), x[p + cs], p0), x[p + 2 * cs], p0), x[p + 3 * cs], p0);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepSumPower(accumulators[i], x[p], p0);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = finishPowerRoot(accumulators[i], cols, p0);
  }
}

function sumSquaresF32F32(rows: number, cols: number, x: Float32Array, xo: number, rs: number, cs: number, out: Float32Array, oo: number, os: number): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let j = 0;
      let p = xo;
      for (; j < cols - 3; j += 4, p += 4 * cs) {
        t0 = stepSumSquares(t0, x[p]);
        t1 = stepSumSquares(t1, x[p + cs]);
        t2 = stepSumSquares(t2, x[p + 2 * cs]);
        t3 = stepSumSquares(t3, x[p + 3 * cs]);
      }
      for (; j < cols; j++, p += cs) t0 = stepSumSquares(t0, x[p]);
      out[oo] = stepSum(stepSum(t0, t1), stepSum(t2, t3));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepSumSquares(stepSumSquares(stepSumSquares(stepSumSquares(accumulators[i], x[p]), x[p + cs]), x[p + 2 * cs]), x[p + 3 * cs]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepSumSquares(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

registerKernels<Reduce2d>("float32", {
  sum: sumF32F32,
  nansum: nansumF32F32,
  mean: meanF32F32,
  prod: prodF32F32,
  amax: amaxF32F32,
  amin: aminF32F32,
  any: anyF32U8,
  all: allF32U8,
  countNonzero: countNonzeroExactF32F64,
  norm0: norm0F32F32,
  norm1: norm1F32F32,
  norm2: norm2F32F32,
  normInf: normInfF32F32,
  normNegInf: normNegInfF32F32,
  normP: normPF32F32,
  sumSquares: sumSquaresF32F32,
});
