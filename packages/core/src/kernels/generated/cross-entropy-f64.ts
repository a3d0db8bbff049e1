// Written by scripts/generate-kernels.ts from patterns/cross-entropy-f32.ts. Do not edit.
import type { CrossEntropy, CrossEntropyBackward } from "../fused-types.ts";
import * as exponential from "../scalar/exponential.ts";
import * as scratch from "../scratch.ts";
import { registerKernels } from "../table.ts";

// See NOTE [Local aliases] in ../scalar/tables.ts.
const { exp } = exponential;
const { accumulators, BLOCK } = scratch;

function crossEntropyF64(
  rows: number,
  cols: number,
  y: Float64Array,
  yo: number,
  rs: number,
  cs: number,
  targets: Float64Array,
  to: number,
  ignored: number,
  weights: Float64Array,
  smoothing: number,
  out: Float64Array,
  oo: number,
): void {
  const weighted = weights.length > 0;
  for (let i = 0; i < rows; i++, yo += rs) {
    const target = targets[to + i];
    if (target === ignored) {
      out[oo + i] = 0;
      continue;
    }
    let sum = (1 - smoothing) * (weighted ? weights[target] : 1) * y[yo + target * cs];
    if (smoothing > 0) {
      let all = 0;
      for (let j = 0, p = yo; j < cols; j++, p += cs) all += weighted ? weights[j] * y[p] : y[p];
      sum += (smoothing / cols) * all;
    }
    out[oo + i] = -sum;
  }
}

/** What is taken off each class, whichever is the target: out -= grad * smoothing / cols * weight. */
function spreadSmoothingF64(
  rows: number,
  cols: number,
  rs: number,
  cs: number,
  targets: Float64Array,
  to: number,
  ignored: number,
  weights: Float64Array,
  smoothing: number,
  grad: Float64Array,
  go: number,
  gs: number,
  out: Float64Array,
  oo: number,
): void {
  const weighted = weights.length > 0;
  for (let i = 0; i < rows; i++, oo += rs) {
    if (targets[to + i] === ignored) continue;
    const share = (grad[go + i * gs] * smoothing) / cols;
    for (let j = 0, q = oo; j < cols; j++, q += cs) out[q] -= weighted ? share * weights[j] : share;
  }
}

/** grad * (softmax * what the target weighs in all - what it weighs for this class). */
function crossEntropyBackwardF64(
  rows: number,
  cols: number,
  y: Float64Array,
  yo: number,
  rs: number,
  cs: number,
  targets: Float64Array,
  to: number,
  ignored: number,
  weights: Float64Array,
  smoothing: number,
  grad: Float64Array,
  go: number,
  gs: number,
  out: Float64Array,
  oo: number,
): void {
  const weighted = weights.length > 0;
  let average = 1;
  if (weighted && smoothing > 0) {
    average = 0;
    for (let j = 0; j < cols; j++) average += weights[j];
    average /= cols;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    for (let i = 0; i < block; i++) {
      const target = targets[to + i0 + i];
      const own = weighted && target !== ignored ? weights[target] : 1;
      const whole = (1 - smoothing) * own + smoothing * average;
      accumulators[i] = target === ignored ? 0 : grad[go + (i0 + i) * gs] * whole;
    }
    if (cs <= rs) {
      for (let i = 0; i < block; i++) {
        const scale = accumulators[i];
        const p = yo + (i0 + i) * rs;
        const q = oo + (i0 + i) * rs;
        if (scale === 0) for (let j = 0; j < cols; j++) out[q + j * cs] = 0;
        else for (let j = 0; j < cols; j++) out[q + j * cs] = scale * exp(y[p + j * cs]);
      }
    } else {
      for (let j = 0; j < cols; j++) {
        const p = yo + i0 * rs + j * cs;
        const q = oo + i0 * rs + j * cs;
        for (let i = 0; i < block; i++)
          out[q + i * rs] = accumulators[i] * exp(y[p + i * rs]);
      }
    }
  }
  for (let i = 0; i < rows; i++) {
    const target = targets[to + i];
    if (target === ignored) continue;
    const own = (1 - smoothing) * (weighted ? weights[target] : 1);
    out[oo + i * rs + target * cs] -= grad[go + i * gs] * own;
  }
  if (smoothing > 0) {
    spreadSmoothingF64(
      rows,
      cols,
      rs,
      cs,
      targets,
      to,
      ignored,
      weights,
      smoothing,
      grad,
      go,
      gs,
      out,
      oo,
    );
  }
}

for (const dtype of ["float64"] as const) {
  registerKernels<CrossEntropy>(dtype, { crossEntropy: crossEntropyF64 });
  registerKernels<CrossEntropyBackward>(dtype, { crossEntropyBackward: crossEntropyBackwardF64 });
}
