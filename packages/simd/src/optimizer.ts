/** Updates of optimizers: one pass over parameter, gradient and state, tile by tile. */
import type { OptimizerStep } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { slot, TILE } from "./places.ts";

/** Parameters with fewer elements are left to the typed-array loop (scripts/cut-overs.ts). */
const LEAST = 128;

const [P, G, S0, S1, S2] = [slot(0), slot(1), slot(2), slot(3), slot(4)];

export function makeSgd(
  memory: Float32Array,
  loops: Loops,
  fallback: OptimizerStep,
  least: number = LEAST,
): OptimizerStep {
  return (
    n: number,
    p: Float32Array,
    po: number,
    g: Float32Array,
    go: number,
    state: readonly (Float32Array | undefined)[],
    numbers: readonly number[],
  ): void => {
    if (n < least) {
      fallback(n, p, po, g, go, state, numbers);
      return;
    }
    const [lr, sign, decay, momentum, keep, nesterov] = numbers;
    const [buffer] = state;
    for (let i = 0; i < n; i += TILE) {
      const count = Math.min(TILE, n - i);
      memory.set(p.subarray(po + i, po + i + count), P >> 2);
      memory.set(g.subarray(go + i, go + i + count), G >> 2);
      if (momentum === 0 || buffer === undefined) {
        loops.sgd(count, P, G, lr, sign, decay);
      } else {
        memory.set(buffer.subarray(i, i + count), S0 >> 2);
        loops.sgdMomentum(count, P, G, S0, lr, sign, decay, momentum, keep, nesterov);
        buffer.set(memory.subarray(S0 >> 2, (S0 >> 2) + count), i);
      }
      p.set(memory.subarray(P >> 2, (P >> 2) + count), po + i);
    }
  };
}

export function makeAdam(
  memory: Float32Array,
  loops: Loops,
  fallback: OptimizerStep,
  least: number = LEAST,
): OptimizerStep {
  return (
    n: number,
    p: Float32Array,
    po: number,
    g: Float32Array,
    go: number,
    state: readonly (Float32Array | undefined)[],
    numbers: readonly number[],
  ): void => {
    if (n < least) {
      fallback(n, p, po, g, go, state, numbers);
      return;
    }
    const [sign, decay, shrink, beta1, beta2, stepSize, rootCorrection, eps] = numbers;
    const arrays = [p, g, ...state.filter((it) => it !== undefined)];
    const starts = [po, go, 0, 0, 0];
    const slots = [P, G, S0, S1, S2];
    for (let i = 0; i < n; i += TILE) {
      const count = Math.min(TILE, n - i);
      for (let k = 0; k < arrays.length; k++) {
        memory.set(arrays[k].subarray(starts[k] + i, starts[k] + i + count), slots[k] >> 2);
      }
      loops.adam(
        count,
        P,
        G,
        S0,
        S1,
        arrays.length > 4 ? S2 : 0,
        sign,
        decay,
        shrink,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        stepSize,
        1 / rootCorrection,
        eps,
      );
      for (let k = 0; k < arrays.length; k++) {
        // The gradient is only read.
        if (k !== 1)
          arrays[k].set(memory.subarray(slots[k] >> 2, (slots[k] >> 2) + count), starts[k] + i);
      }
    }
  };
}
