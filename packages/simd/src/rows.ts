/** Sums and softmax of rows, as many at a time as fit the stage. */
import type { Reduce2d, Softmax, SoftmaxBackward } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { slot, STAGE, STAGE_BYTES, TILE } from "./places.ts";

const [X, Y, OUT] = [slot(0), slot(1), slot(2)];

// Where the typed-array loop runs (scripts/cut-overs.ts).
/** Shorter rows are not worth a call each, fewer elements not the copies. */
const LEAST_COLUMNS = 8;
const LEAST_ELEMENTS = 32;
const LEAST_SUMMED = 256;
/** Shorter lines that do not follow each other are not worth a copy each. */
const LEAST_LINE = 128;

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
  least: number = LEAST_ELEMENTS,
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
    if (cs !== 1 || ocs !== 1 || cols < LEAST_COLUMNS || cols > TILE || rows * cols < least) {
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
  least: number = LEAST_ELEMENTS,
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
      rows * cols < least
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

/** Lines of which the columns are summed, and the sums in doubles: each has half of the stage. */
const LINES = STAGE;
const TOTALS = STAGE + STAGE_BYTES / 2;
const LINES_FLOATS = STAGE_BYTES / 8;
const WIDEST = 4096;

/** The sum of each row, or its mean. Few elements are summed in float32, their sums in doubles. */
export function makeSum(
  memory: Float32Array,
  { sum, sumLines }: Pick<Loops, "sum" | "sumLines">,
  fallback: Reduce2d,
  mean: boolean,
  least: number = LEAST_SUMMED,
): Reduce2d {
  const totals = new Float64Array(memory.buffer);

  /** Rows that lie side by side: their elements are lines, of which the columns are summed. */
  function across(
    rows: number,
    cols: number,
    x: Float32Array,
    xo: number,
    cs: number,
    out: Float32Array,
    oo: number,
    os: number,
  ): void {
    for (let i = 0; i < rows; i += WIDEST) {
      const width = Math.min(WIDEST, rows - i);
      const most = Math.floor(LINES_FLOATS / width);
      // The loop works on groups of four columns.
      totals.fill(0, TOTALS >> 3, (TOTALS >> 3) + width + 3);
      for (let j = 0; j < cols; j += most) {
        const count = Math.min(most, cols - j);
        copyRows(x, xo + i + j * cs, cs, memory, LINES >> 2, width, count, width);
        sumLines(count, width, LINES, TOTALS);
      }
      for (let k = 0, t = TOTALS >> 3; k < width; k++, t++, oo += os)
        out[oo] = mean ? totals[t] / cols : totals[t];
    }
  }

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
    // Lines with gaps are copied one by one.
    if (rs === 1 && rows > 1 && rows * cols >= least && (cs === rows || rows >= LEAST_LINE)) {
      across(rows, cols, x, xo, cs, out, oo, os);
      return;
    }
    if (cs !== 1 || cols < least) {
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
