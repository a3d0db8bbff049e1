/** Sums and softmax of rows, as many at a time as fit the stage. */
import type { Reduce2d, Softmax, SoftmaxBackward } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { slot, TILE } from "./places.ts";

const [X, Y, OUT] = [slot(0), slot(1), slot(2)];

// Where the typed-array loop runs (measured on Zen 5, Node 20).
/** Shorter rows are not worth a call each, fewer elements not the copies. */
const LEAST_COLUMNS = 8;
const LEAST_ELEMENTS = 128;
const LEAST_SUMMED = 512;

/** Copies `count` rows of `cols`, `stride` apart, to where they follow each other. */
function copyRows(
  from: Float32Array,
  at: number,
  stride: number,
  to: Float32Array,
  start: number,
  apart: number,
  count: number,
  cols: number,
): void {
  if (stride === cols && apart === cols) {
    to.set(from.subarray(at, at + count * cols), start);
    return;
  }
  for (let i = 0; i < count; i++, at += stride, start += apart) {
    to.set(from.subarray(at, at + cols), start);
  }
}

/** `softmax` or `logSoftmax` of contiguous rows. */
export function makeSoftmax(
  memory: Float32Array,
  run: Loops["softmax"],
  fallback: Softmax,
): Softmax {
  return (
    rows: number,
    cols: number,
    x: Float32Array,
    xo: number,
    rs: number,
    cs: number,
    out: Float32Array,
    oo: number,
    ors: number,
    ocs: number,
  ): void => {
    if (
      cs !== 1 ||
      ocs !== 1 ||
      cols < LEAST_COLUMNS ||
      cols > TILE ||
      rows * cols < LEAST_ELEMENTS
    ) {
      fallback(rows, cols, x, xo, rs, cs, out, oo, ors, ocs);
      return;
    }
    const most = Math.floor(TILE / cols);
    for (let i = 0; i < rows; i += most) {
      const count = Math.min(most, rows - i);
      copyRows(x, xo + i * rs, rs, memory, X >> 2, cols, count, cols);
      run(count, cols, X, OUT);
      copyRows(memory, OUT >> 2, cols, out, oo + i * ors, ors, count, cols);
    }
  };
}

/** The gradient of either. */
export function makeSoftmaxBackward(
  memory: Float32Array,
  run: Loops["softmaxBackward"],
  fallback: SoftmaxBackward,
): SoftmaxBackward {
  return (
    rows: number,
    cols: number,
    grad: Float32Array,
    go: number,
    grs: number,
    gcs: number,
    y: Float32Array,
    yo: number,
    yrs: number,
    ycs: number,
    out: Float32Array,
    oo: number,
    ors: number,
    ocs: number,
  ): void => {
    if (
      gcs !== 1 ||
      ycs !== 1 ||
      ocs !== 1 ||
      cols < LEAST_COLUMNS ||
      cols > TILE ||
      rows * cols < LEAST_ELEMENTS
    ) {
      fallback(rows, cols, grad, go, grs, gcs, y, yo, yrs, ycs, out, oo, ors, ocs);
      return;
    }
    const most = Math.floor(TILE / cols);
    for (let i = 0; i < rows; i += most) {
      const count = Math.min(most, rows - i);
      copyRows(grad, go + i * grs, grs, memory, X >> 2, cols, count, cols);
      copyRows(y, yo + i * yrs, yrs, memory, Y >> 2, cols, count, cols);
      run(count, cols, X, Y, OUT);
      copyRows(memory, OUT >> 2, cols, out, oo + i * ors, ors, count, cols);
    }
  };
}

/** The sum of each row, or its mean. Few elements are summed in float32, their sums in doubles. */
export function makeSum(
  memory: Float32Array,
  sum: Loops["sum"],
  fallback: Reduce2d,
  mean: boolean,
): Reduce2d {
  return (
    rows: number,
    cols: number,
    x: Float32Array,
    xo: number,
    rs: number,
    cs: number,
    out: Float32Array,
    oo: number,
    os: number,
  ): void => {
    if (cs !== 1 || cols < LEAST_SUMMED) {
      fallback(rows, cols, x, xo, rs, cs, out, oo, os);
      return;
    }
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
      let total = 0;
      for (let j = 0; j < cols; j += TILE) {
        const count = Math.min(TILE, cols - j);
        memory.set(x.subarray(xo + j, xo + j + count), X >> 2);
        total += sum(count, X);
      }
      out[oo] = mean ? total / cols : total;
    }
  };
}
