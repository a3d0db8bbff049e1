/** Layer normalization: as many rows at a time as fit the stage. */
import type { LayerNorm, LayerNormBackward } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { slot, TILE } from "./places.ts";

// Where the typed-array loop runs: rows shorter than this or no multiple of four, and few elements.
const LEAST_COLUMNS = 8;
const LEAST_ELEMENTS = 128;

const [GRAD, X, OUT, WEIGHT, BIAS, STATISTICS] = [0, 1, 2, 3, 4, 5].map(slot);
/** Two doubles for each row must fit a slot. */
const MOST_ROWS = TILE / 4;
const SECOND = STATISTICS + MOST_ROWS * 8;

function suits(rows: number, cols: number): boolean {
  return cols >= LEAST_COLUMNS && cols <= TILE && cols % 4 === 0 && rows * cols >= LEAST_ELEMENTS;
}

function rowsAtATime(cols: number): number {
  return Math.min(MOST_ROWS, Math.floor(TILE / cols));
}

/** Two views of the one memory. */
export interface Memory {
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
}

function stageStatistics(
  { doubles }: Memory,
  mean: Float64Array,
  rstd: Float64Array,
  first: number,
  count: number,
): void {
  doubles.set(mean.subarray(first, first + count), STATISTICS >> 3);
  doubles.set(rstd.subarray(first, first + count), SECOND >> 3);
}

export function makeLayerNorm(memory: Memory, loops: Loops, fallback: LayerNorm): LayerNorm {
  return (
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
  ): void => {
    if (!suits(rows, cols)) {
      fallback(rows, cols, x, xo, mean, rstd, weight, bias, out, oo);
      return;
    }
    const { floats } = memory;
    floats.set(weight, WEIGHT >> 2);
    floats.set(bias, BIAS >> 2);
    const [w, b] = [weight.length > 0 ? WEIGHT : 0, bias.length > 0 ? BIAS : 0];
    const most = rowsAtATime(cols);
    for (let i = 0; i < rows; i += most) {
      const count = Math.min(most, rows - i);
      const size = count * cols;
      floats.set(x.subarray(xo + i * cols, xo + i * cols + size), X >> 2);
      stageStatistics(memory, mean, rstd, i, count);
      loops.layerNorm(count, cols, X, STATISTICS, SECOND, w, b, OUT);
      out.set(floats.subarray(OUT >> 2, (OUT >> 2) + size), oo + i * cols);
    }
  };
}

export function makeLayerNormBackward(
  memory: Memory,
  loops: Loops,
  fallback: LayerNormBackward,
): LayerNormBackward {
  return (
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
  ): void => {
    // The gradients of weight and bias share a slot.
    if (!suits(rows, cols) || 2 * cols > TILE) {
      fallback(rows, cols, grad, go, x, xo, mean, rstd, weight, out, oo, toWeight, toBias);
      return;
    }
    const { floats } = memory;
    floats.set(weight, WEIGHT >> 2);
    const w = weight.length > 0 ? WEIGHT : 0;
    const sums = BIAS >> 2;
    const most = rowsAtATime(cols);
    for (let i = 0; i < rows; i += most) {
      const count = Math.min(most, rows - i);
      const [at, size] = [i * cols, count * cols];
      floats.set(grad.subarray(go + at, go + at + size), GRAD >> 2);
      floats.set(x.subarray(xo + at, xo + at + size), X >> 2);
      floats.fill(0, sums, sums + 2 * cols);
      stageStatistics(memory, mean, rstd, i, count);
      const second = BIAS + cols * 4;
      loops.layerNormBackward(count, cols, GRAD, X, STATISTICS, SECOND, w, OUT, BIAS, second);
      out.set(floats.subarray(OUT >> 2, (OUT >> 2) + size), oo + at);
      // What a few rows add up to is added up in doubles.
      for (let j = 0; j < cols; j++) {
        toWeight[j] += floats[sums + j];
        toBias[j] += floats[sums + cols + j];
      }
    }
  };
}
