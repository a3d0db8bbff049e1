// Written by scripts/generate-kernels.ts from patterns/softmax-f32.ts. Do not edit.
import * as exponential from "../scalar/exponential.ts";
import * as logarithm from "../scalar/logarithm.ts";
import * as scratch from "../scratch.ts";
import { registerKernels, type Reduce2d, type Softmax, type SoftmaxBackward } from "../table.ts";

// See NOTE [Local aliases] in ../scalar/tables.ts.
const { exp } = exponential;
const { log } = logarithm;
const { accumulators, BLOCK, more } = scratch;

/** The largest of n elements; NaN wins. */
function largestF64(n: number, x: Float64Array, xo: number, xs: number): number {
  let m0 = -Infinity;
  let m1 = -Infinity;
  let m2 = -Infinity;
  let m3 = -Infinity;
  const xs2 = 2 * xs;
  const xs3 = 3 * xs;
  const xs4 = 4 * xs;
  let i = 0;
  for (; i < n - 3; i += 4, xo += xs4) {
    m0 = Math.max(m0, x[xo]);
    m1 = Math.max(m1, x[xo + xs]);
    m2 = Math.max(m2, x[xo + xs2]);
    m3 = Math.max(m3, x[xo + xs3]);
  }
  for (; i < n; i++, xo += xs) m0 = Math.max(m0, x[xo]);
  return Math.max(Math.max(m0, m1), Math.max(m2, m3));
}

/** e^(x - largest), summed. */
function sumExpF64(n: number, x: Float64Array, xo: number, xs: number, largest: number): number {
  let s0 = 0;
  let s1 = 0;
  let i = 0;
  for (; i < n - 1; i += 2, xo += 2 * xs) {
    s0 += exp(x[xo] - largest);
    s1 += exp(x[xo + xs] - largest);
  }
  if (i < n) s0 += exp(x[xo] - largest);
  return s0 + s1;
}

/** Leaves the largest element of each row of a block in `accumulators`, for rows closer together than their elements. */
function blockLargestF64(
  block: number,
  cols: number,
  x: Float64Array,
  xo: number,
  rs: number,
  cs: number,
): void {
  accumulators.fill(-Infinity, 0, block);
  for (let j = 0; j < cols; j++) {
    for (let i = 0, p = xo + j * cs; i < block; i++, p += rs) {
      accumulators[i] = Math.max(accumulators[i], x[p]);
    }
  }
}

/** The same, and the sum of e^(x - largest) in `more`. */
function blockSumsF64(
  block: number,
  cols: number,
  x: Float64Array,
  xo: number,
  rs: number,
  cs: number,
): void {
  blockLargestF64(block, cols, x, xo, rs, cs);
  more.fill(0, 0, block);
  for (let j = 0; j < cols; j++) {
    for (let i = 0, p = xo + j * cs; i < block; i++, p += rs) {
      more[i] += exp(x[p] - accumulators[i]);
    }
  }
}

function softmaxF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  rs: number,
  cs: number,
  out: Float64Array,
  oo: number,
  ors: number,
  ocs: number,
): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += ors) {
      const largest = largestF64(cols, x, xo, cs);
      let sum = 0;
      for (let j = 0, p = xo, q = oo; j < cols; j++, p += cs, q += ocs) {
        const e = exp(x[p] - largest);
        sum += e;
        out[q] = e;
      }
      const scale = 1 / sum;
      for (let j = 0, q = oo; j < cols; j++, q += ocs) out[q] *= scale;
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    blockLargestF64(block, cols, x, xo + i0 * rs, rs, cs);
    more.fill(0, 0, block);
    for (let j = 0; j < cols; j++) {
      let p = xo + i0 * rs + j * cs;
      let q = oo + i0 * ors + j * ocs;
      for (let i = 0; i < block; i++, p += rs, q += ors) {
        const e = exp(x[p] - accumulators[i]);
        more[i] += e;
        out[q] = e;
      }
    }
    for (let i = 0; i < block; i++) more[i] = 1 / more[i];
    for (let j = 0; j < cols; j++) {
      for (let i = 0, q = oo + i0 * ors + j * ocs; i < block; i++, q += ors) out[q] *= more[i];
    }
  }
}

function logSoftmaxF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  rs: number,
  cs: number,
  out: Float64Array,
  oo: number,
  ors: number,
  ocs: number,
): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += ors) {
      const largest = largestF64(cols, x, xo, cs);
      const shift = log(sumExpF64(cols, x, xo, cs, largest));
      for (let j = 0, p = xo, q = oo; j < cols; j++, p += cs, q += ocs)
        out[q] = x[p] - largest - shift;
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    blockSumsF64(block, cols, x, xo + i0 * rs, rs, cs);
    for (let i = 0; i < block; i++) more[i] = log(more[i]);
    for (let j = 0; j < cols; j++) {
      for (
        let i = 0, p = xo + i0 * rs + j * cs, q = oo + i0 * ors + j * ocs;
        i < block;
        i++, p += rs, q += ors
      ) {
        out[q] = x[p] - accumulators[i] - more[i];
      }
    }
  }
}

/** `y (grad - Σ grad y)`, y the softmax. */
function softmaxBackwardF64(
  rows: number,
  cols: number,
  grad: Float64Array,
  go: number,
  grs: number,
  gcs: number,
  y: Float64Array,
  yo: number,
  yrs: number,
  ycs: number,
  out: Float64Array,
  oo: number,
  ors: number,
  ocs: number,
): void {
  if (ycs <= yrs || rows <= 4) {
    for (let i = 0; i < rows; i++, go += grs, yo += yrs, oo += ors) {
      let dot = 0;
      for (let j = 0, p = go, r = yo; j < cols; j++, p += gcs, r += ycs) dot += grad[p] * y[r];
      for (let j = 0, p = go, r = yo, q = oo; j < cols; j++, p += gcs, r += ycs, q += ocs)
        out[q] = y[r] * (grad[p] - dot);
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    for (let j = 0; j < cols; j++) {
      for (
        let i = 0, p = go + i0 * grs + j * gcs, r = yo + i0 * yrs + j * ycs;
        i < block;
        i++, p += grs, r += yrs
      ) {
        accumulators[i] += grad[p] * y[r];
      }
    }
    for (let j = 0; j < cols; j++) {
      let p = go + i0 * grs + j * gcs;
      let r = yo + i0 * yrs + j * ycs;
      let q = oo + i0 * ors + j * ocs;
      for (let i = 0; i < block; i++, p += grs, r += yrs, q += ors)
        out[q] = y[r] * (grad[p] - accumulators[i]);
    }
  }
}

/** `grad - e^y Σ grad`, y the log-softmax. */
function logSoftmaxBackwardF64(
  rows: number,
  cols: number,
  grad: Float64Array,
  go: number,
  grs: number,
  gcs: number,
  y: Float64Array,
  yo: number,
  yrs: number,
  ycs: number,
  out: Float64Array,
  oo: number,
  ors: number,
  ocs: number,
): void {
  if (ycs <= yrs || rows <= 4) {
    for (let i = 0; i < rows; i++, go += grs, yo += yrs, oo += ors) {
      let sum = 0;
      for (let j = 0, p = go; j < cols; j++, p += gcs) sum += grad[p];
      for (let j = 0, p = go, r = yo, q = oo; j < cols; j++, p += gcs, r += ycs, q += ocs) {
        out[q] = grad[p] - exp(y[r]) * sum;
      }
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(0, 0, block);
    for (let j = 0; j < cols; j++) {
      for (let i = 0, p = go + i0 * grs + j * gcs; i < block; i++, p += grs)
        accumulators[i] += grad[p];
    }
    for (let j = 0; j < cols; j++) {
      let p = go + i0 * grs + j * gcs;
      let r = yo + i0 * yrs + j * ycs;
      let q = oo + i0 * ors + j * ocs;
      for (let i = 0; i < block; i++, p += grs, r += yrs, q += ors)
        out[q] = grad[p] - exp(y[r]) * accumulators[i];
    }
  }
}

/** `log Σ e^x`; an infinite largest element is itself the result, and so is the -Infinity of no elements. */
function logsumexpF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  rs: number,
  cs: number,
  out: Float64Array,
  oo: number,
  os: number,
): void {
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      const largest = largestF64(cols, x, xo, cs);
      out[oo] =
        Math.abs(largest) === Infinity
          ? largest
          : largest + log(sumExpF64(cols, x, xo, cs, largest));
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    blockSumsF64(block, cols, x, xo + i0 * rs, rs, cs);
    for (let i = 0; i < block; i++, oo += os) {
      const largest = accumulators[i];
      out[oo] = Math.abs(largest) === Infinity ? largest : largest + log(more[i]);
    }
  }
}

for (const dtype of ["float64"] as const) {
  registerKernels<Softmax>(dtype, { softmax: softmaxF64, logSoftmax: logSoftmaxF64 });
  registerKernels<SoftmaxBackward>(dtype, {
    softmaxBackward: softmaxBackwardF64,
    logSoftmaxBackward: logSoftmaxBackwardF64,
  });
  registerKernels<Reduce2d>(dtype, { logsumexp: logsumexpF64 });
}
