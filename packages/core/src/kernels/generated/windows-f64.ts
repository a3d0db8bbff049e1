// Written by scripts/generate-kernels.ts from patterns/windows-f32.ts. Do not edit.
import { registerKernels } from "../table.ts";
import type { ReduceWindows, Windows } from "../windows.ts";

/** The largest element of each window and, in `indices`, where in its plane it is: the first, but NaN before all. */
function maxWindowsF64(
  planes: number,
  x: Float64Array,
  xo: number,
  [D, H, W]: readonly number[],
  [d, h, w]: readonly Windows[],
  out: Float64Array,
  oo: number,
  [indices]: readonly Float64Array[],
): void {
  let at = oo;
  for (let plane = 0; plane < planes; plane++) {
    const base = xo + plane * D * H * W;
    for (let a = 0; a < d.start.length; a++) {
      for (let b = 0; b < h.start.length; b++) {
        const [h0, h1] = [h.start[b], h.end[b]];
        for (let c = 0; c < w.start.length; c++, at++) {
          const [w0, w1] = [w.start[c], w.end[c]];
          let best = (d.start[a] * H + h0) * W + w0;
          let largest = x[base + best];
          for (let z = d.start[a]; z < d.end[a]; z += d.step) {
            for (let y = h0; y < h1; y += h.step) {
              const row = (z * H + y) * W;
              for (let k = w0; k < w1; k += w.step) {
                const value = x[base + row + k];
                if (value > largest || value !== value) {
                  largest = value;
                  best = row + k;
                }
              }
            }
          }
          out[at] = largest;
          indices[at - oo] = best;
        }
      }
    }
  }
}

/** The mean of each window, by the divisors in `counts`. */
function meanWindowsF64(
  planes: number,
  x: Float64Array,
  xo: number,
  [D, H, W]: readonly number[],
  [d, h, w]: readonly Windows[],
  out: Float64Array,
  oo: number,
  [countD, countH, countW]: readonly Float64Array[],
): void {
  let at = oo;
  for (let plane = 0; plane < planes; plane++) {
    const base = xo + plane * D * H * W;
    for (let a = 0; a < d.start.length; a++) {
      for (let b = 0; b < h.start.length; b++) {
        const divisor = countD[a] * countH[b];
        for (let c = 0; c < w.start.length; c++, at++) {
          const [w0, w1] = [w.start[c], w.end[c]];
          let sum = 0;
          for (let z = d.start[a]; z < d.end[a]; z++) {
            for (let y = h.start[b]; y < h.end[b]; y++) {
              const row = base + (z * H + y) * W;
              for (let k = w0; k < w1; k++) sum += x[row + k];
            }
          }
          out[at] = sum / (divisor * countW[c]);
        }
      }
    }
  }
}

/** The transpose of the mean: `x` receives, in each window, its share of `out`. */
function spreadWindowsF64(
  planes: number,
  x: Float64Array,
  xo: number,
  [D, H, W]: readonly number[],
  [d, h, w]: readonly Windows[],
  out: Float64Array,
  oo: number,
  [countD, countH, countW]: readonly Float64Array[],
): void {
  let at = oo;
  for (let plane = 0; plane < planes; plane++) {
    const base = xo + plane * D * H * W;
    for (let a = 0; a < d.start.length; a++) {
      for (let b = 0; b < h.start.length; b++) {
        const divisor = countD[a] * countH[b];
        for (let c = 0; c < w.start.length; c++, at++) {
          const share = out[at] / (divisor * countW[c]);
          const [w0, w1] = [w.start[c], w.end[c]];
          for (let z = d.start[a]; z < d.end[a]; z++) {
            for (let y = h.start[b]; y < h.end[b]; y++) {
              const row = base + (z * H + y) * W;
              for (let k = w0; k < w1; k++) x[row + k] += share;
            }
          }
        }
      }
    }
  }
}

for (const dtype of ["float64", "int64"] as const) {
  registerKernels<ReduceWindows>(dtype, {
    maxWindows: maxWindowsF64,
    meanWindows: meanWindowsF64,
    spreadWindows: spreadWindowsF64,
  });
}
