// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as fold_ from "../scalar/fold.ts";
import * as scratch_ from "../scratch.ts";
import { type Reduce2d, registerKernels } from "../table.ts";

const { combineAll, combineAny, finishProdInt64, finishSumInt64, stepAll, stepAny, stepCount, stepMax, stepMin, stepProd, stepSum } = fold_;
const { BLOCK, accumulators } = scratch_;

function sumExactU8F64(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
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
      out[oo] = finishSumInt64(stepSum(stepSum(t0, t1), stepSum(t2, t3)), cols);
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
    for (let i = 0; i < block; i++, oo += os) out[oo] = finishSumInt64(accumulators[i], cols);
  }
}

function prodExactU8F64(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
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
      out[oo] = finishProdInt64(stepProd(stepProd(t0, t1), stepProd(t2, t3)), cols);
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
    for (let i = 0; i < block; i++, oo += os) out[oo] = finishProdInt64(accumulators[i], cols);
  }
}

function amaxU8U8(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
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

function aminU8U8(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
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

function anyU8U8(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
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

function allU8U8(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
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

function countNonzeroExactU8F64(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
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

registerKernels<Reduce2d>("uint8", {
  sum: sumExactU8F64,
  prod: prodExactU8F64,
  amax: amaxU8U8,
  amin: aminU8U8,
  any: anyU8U8,
  all: allU8U8,
  countNonzero: countNonzeroExactU8F64,
});

registerKernels<Reduce2d>("bool", {
  sum: sumExactU8F64,
  prod: prodExactU8F64,
  amax: amaxU8U8,
  amin: aminU8U8,
  any: anyU8U8,
  all: allU8U8,
  countNonzero: countNonzeroExactU8F64,
});
