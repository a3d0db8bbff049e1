import type {
  Combine,
  GradSums,
  LayerNorm,
  LayerNormBackward,
  Moments,
  ScaleShift,
} from "../fused-types.ts";
import { registerKernels } from "../table.ts";

function momentsF32(
  outer: number,
  channels: number,
  inner: number,
  x: Float32Array,
  xo: number,
  mean: Float64Array,
  variance: Float64Array,
): void {
  const count = outer * inner;
  mean.fill(0, 0, channels);
  variance.fill(0, 0, channels);
  if (inner === 1) {
    for (let n = 0, p = xo; n < outer; n++, p += channels) {
      for (let c = 0; c < channels; c++) mean[c] += x[p + c];
    }
    for (let c = 0; c < channels; c++) mean[c] /= count;
    for (let n = 0, p = xo; n < outer; n++, p += channels) {
      for (let c = 0; c < channels; c++) {
        const d = x[p + c] - mean[c];
        variance[c] += d * d;
      }
    }
    for (let c = 0; c < channels; c++) variance[c] /= count;
    return;
  }
  for (let c = 0; c < channels; c++) {
    let s0 = 0;
    let s1 = 0;
    for (let n = 0; n < outer; n++) {
      let p = xo + (n * channels + c) * inner;
      const end = p + inner;
      for (; p < end - 1; p += 2) {
        s0 += x[p];
        s1 += x[p + 1];
      }
      if (p < end) s0 += x[p];
    }
    const m = (s0 + s1) / count;
    s0 = 0;
    s1 = 0;
    for (let n = 0; n < outer; n++) {
      let p = xo + (n * channels + c) * inner;
      const end = p + inner;
      for (; p < end - 1; p += 2) {
        const d0 = x[p] - m;
        const d1 = x[p + 1] - m;
        s0 += d0 * d0;
        s1 += d1 * d1;
      }
      if (p < end) s0 += (x[p] - m) * (x[p] - m);
    }
    mean[c] = m;
    variance[c] = (s0 + s1) / count;
  }
}

function scaleShiftF32(
  outer: number,
  channels: number,
  inner: number,
  x: Float32Array,
  xo: number,
  scale: Float64Array,
  shift: Float64Array,
  out: Float32Array,
  oo: number,
): void {
  if (inner === 1) {
    for (let n = 0; n < outer; n++, xo += channels, oo += channels) {
      for (let c = 0; c < channels; c++) out[oo + c] = x[xo + c] * scale[c] + shift[c];
    }
    return;
  }
  for (let n = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++, xo += inner, oo += inner) {
      const s = scale[c];
      const t = shift[c];
      for (let l = 0; l < inner; l++) out[oo + l] = x[xo + l] * s + t;
    }
  }
}

function gradSumsF32(
  outer: number,
  channels: number,
  inner: number,
  grad: Float32Array,
  go: number,
  x: Float32Array,
  xo: number,
  mean: Float64Array,
  rstd: Float64Array,
  sums: Float64Array,
  products: Float64Array,
): void {
  sums.fill(0, 0, channels);
  products.fill(0, 0, channels);
  for (let n = 0; n < outer; n++) {
    if (inner === 1) {
      for (let c = 0; c < channels; c++) {
        const g = grad[go + c];
        sums[c] += g;
        products[c] += g * (x[xo + c] - mean[c]) * rstd[c];
      }
      go += channels;
      xo += channels;
      continue;
    }
    for (let c = 0; c < channels; c++, go += inner, xo += inner) {
      const m = mean[c];
      let sum = 0;
      let product = 0;
      for (let l = 0; l < inner; l++) {
        const g = grad[go + l];
        sum += g;
        product += g * (x[xo + l] - m);
      }
      sums[c] += sum;
      products[c] += product * rstd[c];
    }
  }
}

function combineF32(
  outer: number,
  channels: number,
  inner: number,
  grad: Float32Array,
  go: number,
  x: Float32Array,
  xo: number,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  out: Float32Array,
  oo: number,
): void {
  if (inner === 1) {
    for (let n = 0; n < outer; n++, go += channels, xo += channels, oo += channels) {
      for (let k = 0; k < channels; k++)
        out[oo + k] = grad[go + k] * a[k] + x[xo + k] * b[k] + c[k];
    }
    return;
  }
  for (let n = 0; n < outer; n++) {
    for (let k = 0; k < channels; k++, go += inner, xo += inner, oo += inner) {
      const ak = a[k];
      const bk = b[k];
      const ck = c[k];
      for (let l = 0; l < inner; l++) out[oo + l] = grad[go + l] * ak + x[xo + l] * bk + ck;
    }
  }
}

function layerNormF32(
  rows: number,
  cols: number,
  x: Float32Array,
  xo: number,
  mean: Float64Array,
  rstd: Float64Array,
  weight: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  oo: number,
): void {
  const weighted = weight.length > 0;
  const biased = bias.length > 0;
  for (let i = 0; i < rows; i++, xo += cols, oo += cols) {
    const m = mean[i];
    const r = rstd[i];
    if (weighted && biased) {
      for (let j = 0; j < cols; j++) out[oo + j] = (x[xo + j] - m) * r * weight[j] + bias[j];
      continue;
    }
    for (let j = 0; j < cols; j++) {
      const y = (x[xo + j] - m) * r;
      out[oo + j] = (weighted ? y * weight[j] : y) + (biased ? bias[j] : 0);
    }
  }
}

function layerNormBackwardF32(
  rows: number,
  cols: number,
  grad: Float32Array,
  go: number,
  x: Float32Array,
  xo: number,
  mean: Float64Array,
  rstd: Float64Array,
  weight: Float32Array,
  out: Float32Array,
  oo: number,
  toWeight: Float64Array,
  toBias: Float64Array,
): void {
  const weighted = weight.length > 0;
  for (let i = 0; i < rows; i++, go += cols, xo += cols, oo += cols) {
    const m = mean[i];
    const r = rstd[i];
    let sum = 0;
    let product = 0;
    for (let j = 0; j < cols; j++) {
      const g = grad[go + j];
      const y = (x[xo + j] - m) * r;
      toWeight[j] += g * y;
      toBias[j] += g;
      const h = weighted ? g * weight[j] : g;
      sum += h;
      product += h * y;
    }
    const s = sum / cols;
    const q = (product / cols) * r;
    for (let j = 0; j < cols; j++) {
      const h = weighted ? grad[go + j] * weight[j] : grad[go + j];
      out[oo + j] = r * (h - s - (x[xo + j] - m) * q);
    }
  }
}

for (const dtype of ["float32"] as const) {
  registerKernels<Moments>(dtype, { moments: momentsF32 });
  registerKernels<ScaleShift>(dtype, { scaleShift: scaleShiftF32 });
  registerKernels<GradSums>(dtype, { gradSums: gradSumsF32 });
  registerKernels<Combine>(dtype, { combine: combineF32 });
  registerKernels<LayerNorm>(dtype, { layerNorm: layerNormF32 });
  registerKernels<LayerNormBackward>(dtype, { layerNormBackward: layerNormBackwardF32 });
}
