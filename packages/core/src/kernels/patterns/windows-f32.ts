import { registerKernels } from "../table.ts";
import type { MaxWindows, MoveMaxima, ReduceWindows, Windows } from "../windows.ts";

/** The largest element of each window (-Infinity of none) and where in its plane it is: the first such, but NaN before all. */
function maxWindowsF32(
  planes: number,
  x: Float32Array,
  xo: number,
  [D, H, W]: readonly number[],
  [d, h, w]: readonly Windows[],
  out: Float32Array,
  indices: Int32Array | null,
): void {
  if (D === 1 && h.tile === 2 && w.tile === 2) {
    maxSquaresF32(planes, x, xo, H, W, out, indices);
    return;
  }
  let at = 0;
  for (let plane = 0; plane < planes; plane++) {
    const base = xo + plane * D * H * W;
    for (let a = 0; a < d.start.length; a++) {
      for (let b = 0; b < h.start.length; b++) {
        for (let c = 0; c < w.start.length; c++, at++) {
          const [w0, w1] = [w.start[c], w.end[c]];
          let best = (d.start[a] * H + h.start[b]) * W + w0;
          let largest = -Infinity;
          for (let z = d.start[a]; z < d.end[a]; z += d.step) {
            for (let y = h.start[b]; y < h.end[b]; y += h.step) {
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
          if (indices !== null) indices[at] = best;
        }
      }
    }
  }
}

/** The same of two by two elements, edge to edge. */
function maxSquaresF32(
  planes: number,
  x: Float32Array,
  xo: number,
  H: number,
  W: number,
  out: Float32Array,
  indices: Int32Array | null,
): void {
  const [rows, columns] = [H >> 1, W >> 1];
  let at = 0;
  for (let plane = 0; plane < planes; plane++) {
    const base = xo + plane * H * W;
    for (let b = 0; b < rows; b++) {
      let p = base + 2 * b * W;
      for (let c = 0; c < columns; c++, at++, p += 2) {
        let best = p;
        let largest = x[p];
        const right = x[p + 1];
        if (right > largest || right !== right) {
          largest = right;
          best = p + 1;
        }
        const below = x[p + W];
        if (below > largest || below !== below) {
          largest = below;
          best = p + W;
        }
        const last = x[p + W + 1];
        if (last > largest || last !== last) {
          largest = last;
          best = p + W + 1;
        }
        out[at] = largest;
        if (indices !== null) indices[at] = best - base;
      }
    }
  }
}

function placeMaximaF32(
  planes: number,
  x: Float32Array,
  xo: number,
  [D, H, W]: readonly number[],
  [d, h, w]: readonly Windows[],
  pooled: Float32Array,
  po: number,
  indices: Int32Array,
): void {
  const [space, count] = [D * H * W, d.start.length * h.start.length * w.start.length];
  x.fill(0, xo, xo + planes * space);
  for (let plane = 0, at = 0; plane < planes; plane++, xo += space) {
    for (let i = 0; i < count; i++, at++) x[xo + indices[at]] += pooled[po + at];
  }
}

function takeMaximaF32(
  planes: number,
  x: Float32Array,
  xo: number,
  [D, H, W]: readonly number[],
  [d, h, w]: readonly Windows[],
  pooled: Float32Array,
  po: number,
  indices: Int32Array,
): void {
  const [space, count] = [D * H * W, d.start.length * h.start.length * w.start.length];
  for (let plane = 0, at = 0; plane < planes; plane++, xo += space) {
    for (let i = 0; i < count; i++, at++) pooled[po + at] = x[xo + indices[at]];
  }
}

/** The mean of each window, by the divisors in `counts`. */
function meanWindowsF32(
  planes: number,
  x: Float32Array,
  xo: number,
  [D, H, W]: readonly number[],
  [d, h, w]: readonly Windows[],
  out: Float32Array,
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
function spreadWindowsF32(
  planes: number,
  x: Float32Array,
  xo: number,
  [D, H, W]: readonly number[],
  [d, h, w]: readonly Windows[],
  out: Float32Array,
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

for (const dtype of ["float32"] as const) {
  registerKernels<MaxWindows>(dtype, { maxWindows: maxWindowsF32 });
  registerKernels<MoveMaxima>(dtype, { placeMaxima: placeMaximaF32, takeMaxima: takeMaximaF32 });
  registerKernels<ReduceWindows>(dtype, {
    meanWindows: meanWindowsF32,
    spreadWindows: spreadWindowsF32,
  });
}
