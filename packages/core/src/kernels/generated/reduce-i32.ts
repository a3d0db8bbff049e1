// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as fold_ from "../scalar/fold.ts";
import * as scratch_ from "../scratch.ts";
import { type Reduce2d, registerKernels } from "../table.ts";

const { combineAll, combineAny, finishProdInt64, finishSumInt64, stepAll, stepAny, stepCount, stepMax, stepMin, stepProd, stepSum } = fold_;
const { BLOCK, accumulators } = scratch_;

function sumExactI32F64(rows: number, cols: number, x: Int32Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
  const cs2 = 2 * cs;
  const cs3 = 3 * cs;
  const cs4 = 4 * cs;
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let t4 = 0;
      let t5 = 0;
      let t6 = 0;
      let t7 = 0;
      let j = 0;
      let p = xo;
      if (cs === 1) {
        for (; j < cols - 7; j += 8, p += 8) {
          t0 = stepSum(t0, x[p]);
          t1 = stepSum(t1, x[p + 1]);
          t2 = stepSum(t2, x[p + 2]);
          t3 = stepSum(t3, x[p + 3]);
          t4 = stepSum(t4, x[p + 4]);
          t5 = stepSum(t5, x[p + 5]);
          t6 = stepSum(t6, x[p + 6]);
          t7 = stepSum(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = stepSum(t0, x[p]);
          t1 = stepSum(t1, x[p + cs]);
          t2 = stepSum(t2, x[p + cs2]);
          t3 = stepSum(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = stepSum(t0, x[p]);
      out[oo] = finishSumInt64(stepSum(stepSum(stepSum(t0, t1), stepSum(t2, t3)), stepSum(stepSum(t4, t5), stepSum(t6, t7))), cols);
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepSum(stepSum(stepSum(stepSum(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepSum(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = finishSumInt64(accumulators[i], cols);
  }
}

function prodExactI32F64(rows: number, cols: number, x: Int32Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
  const cs2 = 2 * cs;
  const cs3 = 3 * cs;
  const cs4 = 4 * cs;
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 1;
      let t1 = 1;
      let t2 = 1;
      let t3 = 1;
      let t4 = 1;
      let t5 = 1;
      let t6 = 1;
      let t7 = 1;
      let j = 0;
      let p = xo;
      if (cs === 1) {
        for (; j < cols - 7; j += 8, p += 8) {
          t0 = stepProd(t0, x[p]);
          t1 = stepProd(t1, x[p + 1]);
          t2 = stepProd(t2, x[p + 2]);
          t3 = stepProd(t3, x[p + 3]);
          t4 = stepProd(t4, x[p + 4]);
          t5 = stepProd(t5, x[p + 5]);
          t6 = stepProd(t6, x[p + 6]);
          t7 = stepProd(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = stepProd(t0, x[p]);
          t1 = stepProd(t1, x[p + cs]);
          t2 = stepProd(t2, x[p + cs2]);
          t3 = stepProd(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = stepProd(t0, x[p]);
      out[oo] = finishProdInt64(stepProd(stepProd(stepProd(t0, t1), stepProd(t2, t3)), stepProd(stepProd(t4, t5), stepProd(t6, t7))), cols);
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(1, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepProd(stepProd(stepProd(stepProd(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepProd(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = finishProdInt64(accumulators[i], cols);
  }
}

function amaxI32I32(rows: number, cols: number, x: Int32Array, xo: number, rs: number, cs: number, out: Int32Array, oo: number, os: number): void {
  const cs2 = 2 * cs;
  const cs3 = 3 * cs;
  const cs4 = 4 * cs;
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = -Infinity;
      let t1 = -Infinity;
      let t2 = -Infinity;
      let t3 = -Infinity;
      let t4 = -Infinity;
      let t5 = -Infinity;
      let t6 = -Infinity;
      let t7 = -Infinity;
      let j = 0;
      let p = xo;
      if (cs === 1) {
        for (; j < cols - 7; j += 8, p += 8) {
          t0 = stepMax(t0, x[p]);
          t1 = stepMax(t1, x[p + 1]);
          t2 = stepMax(t2, x[p + 2]);
          t3 = stepMax(t3, x[p + 3]);
          t4 = stepMax(t4, x[p + 4]);
          t5 = stepMax(t5, x[p + 5]);
          t6 = stepMax(t6, x[p + 6]);
          t7 = stepMax(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = stepMax(t0, x[p]);
          t1 = stepMax(t1, x[p + cs]);
          t2 = stepMax(t2, x[p + cs2]);
          t3 = stepMax(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = stepMax(t0, x[p]);
      out[oo] = stepMax(stepMax(stepMax(t0, t1), stepMax(t2, t3)), stepMax(stepMax(t4, t5), stepMax(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(-Infinity, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepMax(stepMax(stepMax(stepMax(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepMax(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function aminI32I32(rows: number, cols: number, x: Int32Array, xo: number, rs: number, cs: number, out: Int32Array, oo: number, os: number): void {
  const cs2 = 2 * cs;
  const cs3 = 3 * cs;
  const cs4 = 4 * cs;
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = Infinity;
      let t1 = Infinity;
      let t2 = Infinity;
      let t3 = Infinity;
      let t4 = Infinity;
      let t5 = Infinity;
      let t6 = Infinity;
      let t7 = Infinity;
      let j = 0;
      let p = xo;
      if (cs === 1) {
        for (; j < cols - 7; j += 8, p += 8) {
          t0 = stepMin(t0, x[p]);
          t1 = stepMin(t1, x[p + 1]);
          t2 = stepMin(t2, x[p + 2]);
          t3 = stepMin(t3, x[p + 3]);
          t4 = stepMin(t4, x[p + 4]);
          t5 = stepMin(t5, x[p + 5]);
          t6 = stepMin(t6, x[p + 6]);
          t7 = stepMin(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = stepMin(t0, x[p]);
          t1 = stepMin(t1, x[p + cs]);
          t2 = stepMin(t2, x[p + cs2]);
          t3 = stepMin(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = stepMin(t0, x[p]);
      out[oo] = stepMin(stepMin(stepMin(t0, t1), stepMin(t2, t3)), stepMin(stepMin(t4, t5), stepMin(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(Infinity, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepMin(stepMin(stepMin(stepMin(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepMin(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function anyI32U8(rows: number, cols: number, x: Int32Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
  const cs2 = 2 * cs;
  const cs3 = 3 * cs;
  const cs4 = 4 * cs;
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let t4 = 0;
      let t5 = 0;
      let t6 = 0;
      let t7 = 0;
      let j = 0;
      let p = xo;
      if (cs === 1) {
        for (; j < cols - 7; j += 8, p += 8) {
          t0 = stepAny(t0, x[p]);
          t1 = stepAny(t1, x[p + 1]);
          t2 = stepAny(t2, x[p + 2]);
          t3 = stepAny(t3, x[p + 3]);
          t4 = stepAny(t4, x[p + 4]);
          t5 = stepAny(t5, x[p + 5]);
          t6 = stepAny(t6, x[p + 6]);
          t7 = stepAny(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = stepAny(t0, x[p]);
          t1 = stepAny(t1, x[p + cs]);
          t2 = stepAny(t2, x[p + cs2]);
          t3 = stepAny(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = stepAny(t0, x[p]);
      out[oo] = combineAny(combineAny(combineAny(t0, t1), combineAny(t2, t3)), combineAny(combineAny(t4, t5), combineAny(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepAny(stepAny(stepAny(stepAny(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepAny(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function allI32U8(rows: number, cols: number, x: Int32Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
  const cs2 = 2 * cs;
  const cs3 = 3 * cs;
  const cs4 = 4 * cs;
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 1;
      let t1 = 1;
      let t2 = 1;
      let t3 = 1;
      let t4 = 1;
      let t5 = 1;
      let t6 = 1;
      let t7 = 1;
      let j = 0;
      let p = xo;
      if (cs === 1) {
        for (; j < cols - 7; j += 8, p += 8) {
          t0 = stepAll(t0, x[p]);
          t1 = stepAll(t1, x[p + 1]);
          t2 = stepAll(t2, x[p + 2]);
          t3 = stepAll(t3, x[p + 3]);
          t4 = stepAll(t4, x[p + 4]);
          t5 = stepAll(t5, x[p + 5]);
          t6 = stepAll(t6, x[p + 6]);
          t7 = stepAll(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = stepAll(t0, x[p]);
          t1 = stepAll(t1, x[p + cs]);
          t2 = stepAll(t2, x[p + cs2]);
          t3 = stepAll(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = stepAll(t0, x[p]);
      out[oo] = combineAll(combineAll(combineAll(t0, t1), combineAll(t2, t3)), combineAll(combineAll(t4, t5), combineAll(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(1, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepAll(stepAll(stepAll(stepAll(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepAll(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function countNonzeroExactI32F64(rows: number, cols: number, x: Int32Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
  const cs2 = 2 * cs;
  const cs3 = 3 * cs;
  const cs4 = 4 * cs;
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let t4 = 0;
      let t5 = 0;
      let t6 = 0;
      let t7 = 0;
      let j = 0;
      let p = xo;
      if (cs === 1) {
        for (; j < cols - 7; j += 8, p += 8) {
          t0 = stepCount(t0, x[p]);
          t1 = stepCount(t1, x[p + 1]);
          t2 = stepCount(t2, x[p + 2]);
          t3 = stepCount(t3, x[p + 3]);
          t4 = stepCount(t4, x[p + 4]);
          t5 = stepCount(t5, x[p + 5]);
          t6 = stepCount(t6, x[p + 6]);
          t7 = stepCount(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = stepCount(t0, x[p]);
          t1 = stepCount(t1, x[p + cs]);
          t2 = stepCount(t2, x[p + cs2]);
          t3 = stepCount(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = stepCount(t0, x[p]);
      out[oo] = stepSum(stepSum(stepSum(t0, t1), stepSum(t2, t3)), stepSum(stepSum(t4, t5), stepSum(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = stepCount(stepCount(stepCount(stepCount(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = stepCount(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

registerKernels<Reduce2d>("int32", {
  sum: sumExactI32F64,
  prod: prodExactI32F64,
  amax: amaxI32I32,
  amin: aminI32I32,
  any: anyI32U8,
  all: allI32U8,
  countNonzero: countNonzeroExactI32F64,
});
