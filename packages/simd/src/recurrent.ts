/**
 * Recurrent networks: the weights stay in panels in the scratch memory while all steps are taken, and the state stays beside
 * them.
 */
import { eachStep, type Lstm, type LstmBackward } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { BLOCK_C, PANELS_B, STAGE } from "./places.ts";
import { fits, packWeights } from "./recurrent-weights.ts";

/** Rows of a step's arrays: hidden state, cells, four gates, tanh of the cells, and two gradients. */
const ROWS_EACH = 9;

export function makeLstm(memory: Float32Array, loops: Loops, fallback: Lstm): Lstm {
  return (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    weight: Float32Array,
    h: Float32Array,
    c: Float32Array,
    gates: Float32Array,
    cells: Float32Array,
    tanhs: Float32Array,
    out: Float32Array,
  ): void => {
    if (!fits(4, width, sizes[0], ROWS_EACH)) {
      fallback(sizes, reverse, width, weight, h, c, gates, cells, tanhs, out);
      return;
    }
    packWeights(memory, weight, width, (first, count) => {
      const to = PANELS_B + first * width * 4;
      loops.packAlongF32(STAGE, width * 4, count, to, width, 3);
    });
    const state = sizes[0] * width;
    const [H, C, T, G] = [0, 1, 2, 3].map((i) => (BLOCK_C >> 2) + i * state);
    memory.set(h, H);
    memory.set(c, C);
    eachStep(sizes, reverse, (rows, first) => {
      const size = rows * width;
      const at = first * width;
      memory.set(gates.subarray(4 * at, 4 * (at + size)), G);
      loops.lstmStep(rows, width, PANELS_B, H << 2, C << 2, G << 2, T << 2);
      gates.set(memory.subarray(G, G + 4 * size), 4 * at);
      cells.set(memory.subarray(C, C + size), at);
      tanhs.set(memory.subarray(T, T + size), at);
      out.set(memory.subarray(H, H + size), at);
    });
    h.set(memory.subarray(H, H + state));
    c.set(memory.subarray(C, C + state));
  };
}

export function makeLstmBackward(
  memory: Float32Array,
  loops: Loops,
  fallback: LstmBackward,
): LstmBackward {
  return (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    weight: Float32Array,
    gradOut: Float32Array | undefined,
    gradCells: Float32Array | undefined,
    before: Float32Array,
    tanhs: Float32Array,
    gates: Float32Array,
    slopes: Float32Array,
    dh: Float32Array,
    dc: Float32Array,
  ): void => {
    if (!fits(4, width, sizes[0], ROWS_EACH)) {
      fallback(
        sizes,
        reverse,
        width,
        weight,
        gradOut,
        gradCells,
        before,
        tanhs,
        gates,
        slopes,
        dh,
        dc,
      );
      return;
    }
    const k = 4 * width;
    packWeights(memory, weight, width, (first, count) => {
      loops.packAcrossF32(STAGE, width * 4, count, width, PANELS_B, first, k, 3);
    });
    const state = sizes[0] * width;
    const [H, C, T, B, D, G] = [0, 1, 2, 3, 4, 5].map((i) => (BLOCK_C >> 2) + i * state);
    memory.set(dh, H);
    memory.set(dc, C);
    eachStep(sizes, !reverse, (rows, first) => {
      const size = rows * width;
      const at = first * width;
      memory.set(gates.subarray(4 * at, 4 * (at + size)), G);
      memory.set(tanhs.subarray(at, at + size), T);
      memory.set(before.subarray(at, at + size), B);
      if (gradOut !== undefined) memory.set(gradOut.subarray(at, at + size), D);
      if (gradCells !== undefined) {
        for (let j = 0; j < size; j++) memory[C + j] += gradCells[at + j];
      }
      const grad = gradOut === undefined ? 0 : D << 2;
      loops.lstmStepBackward(rows, width, PANELS_B, grad, B << 2, G << 2, T << 2, H << 2, C << 2);
      slopes.set(memory.subarray(G, G + 4 * size), 4 * at);
    });
    dh.set(memory.subarray(H, H + state));
    dc.set(memory.subarray(C, C + state));
  };
}
