/** Plain recurrent networks: the weights stay in panels in the scratch memory while all steps are taken, the state beside them. */
import { eachStep, type Rnn, type RnnBackward } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { BLOCK_C, PANELS_B, STAGE } from "./places.ts";
import { fits, packWeights } from "./recurrent-weights.ts";

/** Rows of a step's arrays: hidden state (or what is carried to it), sums (or slopes), and outputs. */
const ROWS_EACH = 3;

export function makeRnn(memory: Float32Array, loops: Loops, fallback: Rnn): Rnn {
  return (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    rectified: boolean,
    weight: Float32Array,
    h: Float32Array,
    out: Float32Array,
  ): void => {
    if (!fits(1, width, sizes[0], ROWS_EACH)) {
      fallback(sizes, reverse, width, rectified, weight, h, out);
      return;
    }
    packWeights(memory, weight, width, (first, count) => {
      const to = PANELS_B + first * width * 4;
      loops.packAlongF32(STAGE, width * 4, count, to, width, 3);
    });
    const state = sizes[0] * width;
    const [H, S] = [0, 1].map((i) => (BLOCK_C >> 2) + i * state);
    memory.set(h, H);
    eachStep(sizes, reverse, (rows, first) => {
      const [at, end] = [first * width, (first + rows) * width];
      memory.set(out.subarray(at, end), S);
      loops.rnnStep(rows, width, Number(rectified), PANELS_B, H << 2, S << 2);
      out.set(memory.subarray(H, H + end - at), at);
    });
    h.set(memory.subarray(H, H + state));
  };
}

export function makeRnnBackward(
  memory: Float32Array,
  loops: Loops,
  fallback: RnnBackward,
): RnnBackward {
  return (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    rectified: boolean,
    weight: Float32Array,
    grad: Float32Array,
    out: Float32Array,
    slopes: Float32Array,
    carried: Float32Array,
  ): void => {
    if (!fits(1, width, sizes[0], ROWS_EACH)) {
      fallback(sizes, reverse, width, rectified, weight, grad, out, slopes, carried);
      return;
    }
    packWeights(memory, weight, width, (first, count) => {
      loops.packAcrossF32(STAGE, width * 4, count, width, PANELS_B, first, width, 3);
    });
    const state = sizes[0] * width;
    const [C, S, Y] = [0, 1, 2].map((i) => (BLOCK_C >> 2) + i * state);
    memory.set(carried, C);
    eachStep(sizes, !reverse, (rows, first) => {
      const [at, end] = [first * width, (first + rows) * width];
      memory.set(grad.subarray(at, end), S);
      memory.set(out.subarray(at, end), Y);
      loops.rnnStepBackward(rows, width, Number(rectified), PANELS_B, S << 2, Y << 2, C << 2);
      slopes.set(memory.subarray(S, S + end - at), at);
    });
    carried.set(memory.subarray(C, C + state));
  };
}
