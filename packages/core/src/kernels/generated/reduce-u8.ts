// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { BLOCK as BLOCK_, accumulators as accumulators_ } from "../scratch.ts";
import { combineAll, combineAny, finishProdInt64, finishSumInt64, stepAll, stepAny, stepCount, stepMax, stepMin, stepProd, stepSum } from "../scalar/fold.ts";
import { type Reduce2d, registerKernels } from "../table.ts";

const BLOCK = BLOCK_;
const accumulators = accumulators_;

function sumExactU8F64(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
  const step = stepSum;
  const combine = stepSum;
  const finish = finishSumInt64;
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
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + 1]);
          t2 = step(t2, x[p + 2]);
          t3 = step(t3, x[p + 3]);
          t4 = step(t4, x[p + 4]);
          t5 = step(t5, x[p + 5]);
          t6 = step(t6, x[p + 6]);
          t7 = step(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + cs]);
          t2 = step(t2, x[p + cs2]);
          t3 = step(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = step(t0, x[p]);
      out[oo] = finish(combine(combine(combine(t0, t1), combine(t2, t3)), combine(combine(t4, t5), combine(t6, t7))), cols);
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = step(step(step(step(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = step(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = finish(accumulators[i], cols);
  }
}

function prodExactU8F64(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
  const step = stepProd;
  const combine = stepProd;
  const finish = finishProdInt64;
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
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + 1]);
          t2 = step(t2, x[p + 2]);
          t3 = step(t3, x[p + 3]);
          t4 = step(t4, x[p + 4]);
          t5 = step(t5, x[p + 5]);
          t6 = step(t6, x[p + 6]);
          t7 = step(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + cs]);
          t2 = step(t2, x[p + cs2]);
          t3 = step(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = step(t0, x[p]);
      out[oo] = finish(combine(combine(combine(t0, t1), combine(t2, t3)), combine(combine(t4, t5), combine(t6, t7))), cols);
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(1, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = step(step(step(step(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = step(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = finish(accumulators[i], cols);
  }
}

function amaxU8U8(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
  const step = stepMax;
  const combine = stepMax;
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
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + 1]);
          t2 = step(t2, x[p + 2]);
          t3 = step(t3, x[p + 3]);
          t4 = step(t4, x[p + 4]);
          t5 = step(t5, x[p + 5]);
          t6 = step(t6, x[p + 6]);
          t7 = step(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + cs]);
          t2 = step(t2, x[p + cs2]);
          t3 = step(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = step(t0, x[p]);
      out[oo] = combine(combine(combine(t0, t1), combine(t2, t3)), combine(combine(t4, t5), combine(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(-Infinity, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = step(step(step(step(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = step(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function aminU8U8(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
  const step = stepMin;
  const combine = stepMin;
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
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + 1]);
          t2 = step(t2, x[p + 2]);
          t3 = step(t3, x[p + 3]);
          t4 = step(t4, x[p + 4]);
          t5 = step(t5, x[p + 5]);
          t6 = step(t6, x[p + 6]);
          t7 = step(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + cs]);
          t2 = step(t2, x[p + cs2]);
          t3 = step(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = step(t0, x[p]);
      out[oo] = combine(combine(combine(t0, t1), combine(t2, t3)), combine(combine(t4, t5), combine(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(Infinity, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = step(step(step(step(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = step(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function anyU8U8(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
  const step = stepAny;
  const combine = combineAny;
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
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + 1]);
          t2 = step(t2, x[p + 2]);
          t3 = step(t3, x[p + 3]);
          t4 = step(t4, x[p + 4]);
          t5 = step(t5, x[p + 5]);
          t6 = step(t6, x[p + 6]);
          t7 = step(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + cs]);
          t2 = step(t2, x[p + cs2]);
          t3 = step(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = step(t0, x[p]);
      out[oo] = combine(combine(combine(t0, t1), combine(t2, t3)), combine(combine(t4, t5), combine(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = step(step(step(step(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = step(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function allU8U8(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Uint8Array, oo: number, os: number): void {
  const step = stepAll;
  const combine = combineAll;
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
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + 1]);
          t2 = step(t2, x[p + 2]);
          t3 = step(t3, x[p + 3]);
          t4 = step(t4, x[p + 4]);
          t5 = step(t5, x[p + 5]);
          t6 = step(t6, x[p + 6]);
          t7 = step(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + cs]);
          t2 = step(t2, x[p + cs2]);
          t3 = step(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = step(t0, x[p]);
      out[oo] = combine(combine(combine(t0, t1), combine(t2, t3)), combine(combine(t4, t5), combine(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(1, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = step(step(step(step(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = step(accumulators[i], x[p]);
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = accumulators[i];
  }
}

function countNonzeroExactU8F64(rows: number, cols: number, x: Uint8Array, xo: number, rs: number, cs: number, out: Float64Array, oo: number, os: number): void {
  const step = stepCount;
  const combine = stepSum;
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
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + 1]);
          t2 = step(t2, x[p + 2]);
          t3 = step(t3, x[p + 3]);
          t4 = step(t4, x[p + 4]);
          t5 = step(t5, x[p + 5]);
          t6 = step(t6, x[p + 6]);
          t7 = step(t7, x[p + 7]);
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
          t0 = step(t0, x[p]);
          t1 = step(t1, x[p + cs]);
          t2 = step(t2, x[p + cs2]);
          t3 = step(t3, x[p + cs3]);
        }
      }
      for (; j < cols; j++, p += cs) t0 = step(t0, x[p]);
      out[oo] = combine(combine(combine(t0, t1), combine(t2, t3)), combine(combine(t4, t5), combine(t6, t7)));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = step(step(step(step(accumulators[i], x[p]), x[p + cs]), x[p + cs2]), x[p + cs3]);
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = step(accumulators[i], x[p]);
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
