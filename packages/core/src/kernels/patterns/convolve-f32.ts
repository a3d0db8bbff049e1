import type { ConvolutionPlan, Convolve, ConvolveWeight } from "../convolution.ts";
import { registerKernels } from "../table.ts";

// One element of the kernel at a time, over all places of the output: a product of matrices with so few rows would not pay for
// the matrix. Depthwise convolutions are such.
const FEW_OUTPUTS = 2;

/** From which place of the output on the element at `shift` sees the image, and up to which. */
function inside(shift: number, stride: number, size: number, places: number): [number, number] {
  const first = Math.min(places, Math.max(0, Math.ceil(-shift / stride)));
  return [first, Math.max(first, Math.min(places, Math.ceil((size - shift) / stride)))];
}

function convolveF32(
  plan: ConvolutionPlan,
  x: Float32Array,
  xo: number,
  w: Float32Array,
  wo: number,
  bias: Float32Array | null,
  bo: number,
  out: Float32Array,
): boolean {
  const { batch, groups, inputs, outputs } = plan;
  if (outputs > FEW_OUTPUTS) return false;
  const [D, H, W] = plan.image;
  const [kd, kh, kw] = plan.kernel;
  const [od, oh, ow] = plan.output;
  const [sd, sh, sw] = plan.stride;
  const [pd, ph, pw] = plan.padding;
  const [dd, dh, dw] = plan.dilation;
  const space = od * oh * ow;
  const channels = groups * outputs;
  for (let plane = 0; plane < batch * channels; plane++) {
    const o = plane % channels;
    const base = plane * space;
    out.fill(bias ? bias[bo + o] : 0, base, base + space);
    let image = xo + Math.floor(plane / outputs) * inputs * D * H * W;
    let at = wo + o * inputs * kd * kh * kw;
    for (let c = 0; c < inputs; c++, image += D * H * W) {
      for (let i = 0; i < kd; i++) {
        const [z0, z1] = inside(i * dd - pd, sd, D, od);
        for (let j = 0; j < kh; j++) {
          const [y0, y1] = inside(j * dh - ph, sh, H, oh);
          for (let k = 0; k < kw; k++, at++) {
            const [x0, x1] = inside(k * dw - pw, sw, W, ow);
            const weight = w[at];
            for (let z = z0; z < z1; z++) {
              for (let y = y0; y < y1; y++) {
                const row = base + (z * oh + y) * ow;
                let from = image + ((z * sd + i * dd - pd) * H + y * sh + j * dh - ph) * W;
                from += x0 * sw + k * dw - pw;
                for (let q = row + x0; q < row + x1; q++, from += sw) out[q] += weight * x[from];
              }
            }
          }
        }
      }
    }
  }
  return true;
}

function convolveWeightF32(
  plan: ConvolutionPlan,
  grad: Float32Array,
  go: number,
  x: Float32Array,
  xo: number,
  out: Float32Array,
): boolean {
  const { batch, groups, inputs, outputs } = plan;
  if (outputs > FEW_OUTPUTS) return false;
  const [D, H, W] = plan.image;
  const [kd, kh, kw] = plan.kernel;
  const [od, oh, ow] = plan.output;
  const [sd, sh, sw] = plan.stride;
  const [pd, ph, pw] = plan.padding;
  const [dd, dh, dw] = plan.dilation;
  const space = od * oh * ow;
  const channels = groups * outputs;
  out.fill(0);
  for (let plane = 0; plane < batch * channels; plane++) {
    const base = go + plane * space;
    let image = xo + Math.floor(plane / outputs) * inputs * D * H * W;
    let at = (plane % channels) * inputs * kd * kh * kw;
    for (let c = 0; c < inputs; c++, image += D * H * W) {
      for (let i = 0; i < kd; i++) {
        const [z0, z1] = inside(i * dd - pd, sd, D, od);
        for (let j = 0; j < kh; j++) {
          const [y0, y1] = inside(j * dh - ph, sh, H, oh);
          for (let k = 0; k < kw; k++, at++) {
            const [x0, x1] = inside(k * dw - pw, sw, W, ow);
            let sum = 0;
            for (let z = z0; z < z1; z++) {
              for (let y = y0; y < y1; y++) {
                const row = base + (z * oh + y) * ow;
                let from = image + ((z * sd + i * dd - pd) * H + y * sh + j * dh - ph) * W;
                from += x0 * sw + k * dw - pw;
                for (let q = row + x0; q < row + x1; q++, from += sw) sum += grad[q] * x[from];
              }
            }
            out[at] += sum;
          }
        }
      }
    }
  }
  return true;
}

for (const dtype of ["float32"] as const) {
  registerKernels<Convolve>(dtype, { convolve: convolveF32 });
  registerKernels<ConvolveWeight>(dtype, { convolveWeight: convolveWeightF32 });
}
