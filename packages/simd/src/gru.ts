/** Gated recurrent units: the weights stay in panels in the scratch memory while all steps are taken, the state beside them. */
import { eachStep, type Gru, type GruBackward } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { BLOCK_C, PANELS_B, STAGE } from "./places.ts";
import { fits, packWeights } from "./recurrent-weights.ts";

/** Rows of a step's arrays: hidden state, recalled part, three gates; the state before, three slopes, and a gradient. */
const ROWS_EACH = 10;

export function makeGru(memory: Float32Array, loops: Loops, fallback: Gru): Gru {
  return (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    weight: Float32Array,
    h: Float32Array,
    gates: Float32Array,
    recalled: Float32Array,
    out: Float32Array,
  ): void => {
    if (!fits(3, width, sizes[0], ROWS_EACH)) {
      fallback(sizes, reverse, width, weight, h, gates, recalled, out);
      return;
    }
    packWeights(memory, weight, width, (first, count) => {
      const to = PANELS_B + first * width * 4;
      loops.packAlongF32(STAGE, width * 4, count, to, width, 3);
    });
    const state = sizes[0] * width;
    const [H, Q, G] = [0, 1, 2].map((i) => (BLOCK_C >> 2) + i * state);
    memory.set(h, H);
    eachStep(sizes, reverse, (rows, first) => {
      const size = rows * width;
      const at = first * width;
      memory.set(gates.subarray(3 * at, 3 * (at + size)), G);
      memory.set(recalled.subarray(at, at + size), Q);
      loops.gruStep(rows, width, PANELS_B, H << 2, G << 2, Q << 2);
      gates.set(memory.subarray(G, G + 3 * size), 3 * at);
      recalled.set(memory.subarray(Q, Q + size), at);
      out.set(memory.subarray(H, H + size), at);
    });
    h.set(memory.subarray(H, H + state));
  };
}

export function makeGruBackward(
  memory: Float32Array,
  loops: Loops,
  fallback: GruBackward,
): GruBackward {
  return (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    weight: Float32Array,
    grad: Float32Array,
    before: Float32Array,
    gates: Float32Array,
    recalled: Float32Array,
    slopes: Float32Array,
    stateSlopes: Float32Array,
    dh: Float32Array,
  ): void => {
    if (!fits(3, width, sizes[0], ROWS_EACH)) {
      fallback(
        sizes,
        reverse,
        width,
        weight,
        grad,
        before,
        gates,
        recalled,
        slopes,
        stateSlopes,
        dh,
      );
      return;
    }
    const k = 3 * width;
    packWeights(memory, weight, width, (first, count) => {
      loops.packAcrossF32(STAGE, width * 4, count, width, PANELS_B, first, k, 3);
    });
    const state = sizes[0] * width;
    const [H, Q, B, D, G, S] = [0, 1, 2, 3, 4, 7].map((i) => (BLOCK_C >> 2) + i * state);
    memory.set(dh, H);
    eachStep(sizes, !reverse, (rows, first) => {
      const size = rows * width;
      const at = first * width;
      memory.set(grad.subarray(at, at + size), D);
      memory.set(before.subarray(at, at + size), B);
      memory.set(gates.subarray(3 * at, 3 * (at + size)), G);
      memory.set(recalled.subarray(at, at + size), Q);
      const [d, b, g, q, s] = [D << 2, B << 2, G << 2, Q << 2, S << 2];
      loops.gruStepBackward(rows, width, PANELS_B, d, b, g, q, s, H << 2);
      slopes.set(memory.subarray(S, S + 3 * size), 3 * at);
      stateSlopes.set(memory.subarray(G, G + 3 * size), 3 * at);
    });
    dh.set(memory.subarray(H, H + state));
  };
}
