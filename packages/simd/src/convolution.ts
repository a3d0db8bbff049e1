/** Convolutions of images that are staged in the scratch memory; see assembly/conv.ts. */
import type { ConvolutionPlan, Convolve, ConvolveWeight } from "@tapeloop/core/kernels";

import {
  BIAS,
  OFFSETS,
  RAW,
  type Stage,
  stageImage,
  stageOf,
  WEIGHTS,
  writeOffsets,
  X,
  Y,
} from "./convolution-stage.ts";
import type { Loops } from "./module.ts";

/**
 * Fewer multiplications than this are not worth the copies. (Of one image in one group, small products keep up with three
 * to four times as many: scripts/cut-overs.ts.)
 */
const LEAST_PRODUCTS = 4096;

function stageFor(plan: ConvolutionPlan, least: number): Stage | null {
  const [d, h, w] = plan.output;
  const space = d * h * w * plan.kernel[0] * plan.kernel[1] * plan.kernel[2];
  if (plan.batch * plan.groups * plan.inputs * plan.outputs * space < least) return null;
  return stageOf(plan);
}

const product = ([d, h, w]: readonly number[]): number => d * h * w;

/** Calls `run` for each part of the output that is staged at a time. */
function eachStrip(
  plan: ConvolutionPlan,
  { rows, output: [height] }: Stage,
  run: (z: number, first: number, count: number) => void,
): void {
  for (let z = 0; z < plan.output[0]; z++) {
    for (let first = 0; first < height; first += rows) {
      run(z, first, Math.min(rows, height - first));
    }
  }
}

export function makeConvolve(
  loops: Loops,
  fallback: Convolve,
  least: number = LEAST_PRODUCTS,
): Convolve {
  const memory = new Float32Array(loops.memory.buffer);
  const places = new Int32Array(loops.memory.buffer);

  return (
    plan: ConvolutionPlan,
    x: Float32Array,
    xo: number,
    w: Float32Array,
    wo: number,
    bias: Float32Array | null,
    bo: number,
    out: Float32Array,
  ): boolean => {
    const stage = stageFor(plan, least);
    if (stage === null) return fallback(plan, x, xo, w, wo, bias, bo, out);
    const { batch, groups, inputs, outputs } = plan;
    const { depth, ldy, pitch } = stage;
    const width = stage.output[1];
    const [imageSize, space] = [inputs * product(plan.image), product(plan.output)];
    const panels = (outputs + 3) >> 2;
    writeOffsets(places, plan, stage);
    for (let g = 0; g < groups; g++) {
      const from = wo + g * outputs * depth;
      memory.set(w.subarray(from, from + outputs * depth), RAW >> 2);
      loops.packAlongF32(RAW, depth << 2, outputs, WEIGHTS, depth, 2);
      if (bias === null) memory.fill(0, BIAS >> 2, (BIAS >> 2) + panels * 4);
      else memory.set(bias.subarray(bo + g * outputs, bo + (g + 1) * outputs), BIAS >> 2);
      for (let n = 0; n < batch; n++) {
        const block = n * groups + g;
        eachStrip(plan, stage, (z, first, count) => {
          stageImage(loops, memory, plan, stage, x, xo + block * imageSize, z, first);
          const columns = (count * pitch + 7) >> 3;
          // prettier-ignore
          loops.convolveF32(WEIGHTS, OFFSETS, BIAS, X, Y, panels, columns, depth, ldy << 2);
          loops.gatherRowsF32(Y, ldy << 2, RAW, outputs, count, width, pitch);
          const size = count * width;
          let to = block * outputs * space + (z * stage.output[0] + first) * width;
          if (size === space) {
            out.set(memory.subarray(RAW >> 2, (RAW >> 2) + outputs * size), to);
          } else {
            for (let o = 0, at = RAW >> 2; o < outputs; o++, at += size, to += space) {
              out.set(memory.subarray(at, at + size), to);
            }
          }
        });
      }
    }
    return true;
  };
}

export function makeConvolveWeight(
  loops: Loops,
  fallback: ConvolveWeight,
  least: number = LEAST_PRODUCTS,
): ConvolveWeight {
  const memory = new Float32Array(loops.memory.buffer);
  const places = new Int32Array(loops.memory.buffer);

  /** Copies rows of the gradient, spread as the image is. */
  function stageGradient(
    stage: Stage,
    grad: Float32Array,
    at: number,
    outputs: number,
    space: number,
    count: number,
  ): void {
    const width = stage.output[1];
    const size = count * width;
    if (size === space) {
      memory.set(grad.subarray(at, at + outputs * size), RAW >> 2);
    } else {
      for (let o = 0, to = RAW >> 2; o < outputs; o++, at += space, to += size) {
        memory.set(grad.subarray(at, at + size), to);
      }
    }
    const step = stage.ldy << 2;
    // prettier-ignore
    loops.spreadRowsF32(RAW, size << 2, Y, step, outputs, count, width, stage.pitch, 0, stage.ldy);
  }

  return (
    plan: ConvolutionPlan,
    grad: Float32Array,
    go: number,
    x: Float32Array,
    xo: number,
    out: Float32Array,
  ): boolean => {
    const stage = stageFor(plan, least);
    if (stage === null) return fallback(plan, grad, go, x, xo, out);
    const { batch, groups, inputs, outputs } = plan;
    const { depth, ldy, pitch } = stage;
    const width = stage.output[1];
    const [imageSize, space] = [inputs * product(plan.image), product(plan.output)];
    const panels = (outputs + 3) >> 2;
    const even = (depth + 1) & ~1;
    const sums = memory.subarray(WEIGHTS >> 2, (WEIGHTS >> 2) + even * panels * 4);
    writeOffsets(places, plan, stage);
    for (let g = 0; g < groups; g++) {
      sums.fill(0);
      for (let n = 0; n < batch; n++) {
        const block = n * groups + g;
        eachStrip(plan, stage, (z, first, count) => {
          const at = go + block * outputs * space + (z * stage.output[0] + first) * width;
          stageGradient(stage, grad, at, outputs, space, count);
          stageImage(loops, memory, plan, stage, x, xo + block * imageSize, z, first);
          const positions = (count * pitch + 3) & ~3;
          // prettier-ignore
          loops.convolveWeightF32(Y, ldy << 2, OFFSETS, X, WEIGHTS, panels, even, positions);
        });
      }
      // Between rows nothing is multiplied by what is not finite; where there is such, the loop tells what it reaches.
      for (let k = 0, from = 0; k < depth; k++, from += panels * 4) {
        for (let o = 0, to = g * outputs * depth + k; o < outputs; o++, to += depth) {
          const sum = sums[from + o];
          if (sum - sum !== 0) return fallback(plan, grad, go, x, xo, out);
          out[to] = sum;
        }
      }
    }
    return true;
  };
}
