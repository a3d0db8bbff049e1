/** Draws of categories by weight: `multinomial`. */
import type { TypedArray } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { exponential, type RandomSource } from "./distributions.ts";

/**
 * For each of `rows` rows of `columns` weights, `samples` column numbers. The weights need not sum to one.
 *
 * With replacement, PyTorch looks a uniform double up in the running sums (2.x no longer does for a single sample, so
 * that one differs there). Without, it takes the largest of weight / exponential; equal ones, as of weights that are
 * zero, come in the order of their columns. The exponentials are drawn in the order of the weights' memory: say
 * `columnMajor` where `weights` is a row-major copy of something transposed.
 */
export function multinomial(
  source: RandomSource,
  weights: Float32Array | Float64Array,
  weightsOffset: number,
  rows: number,
  columns: number,
  out: TypedArray,
  offset: number,
  samples: number,
  replacement: boolean,
  columnMajor = false,
): void {
  if (!(samples > 0))
    throw new TensorError("multinomial", `cannot sample n_sample <= 0 samples, got ${samples}`);
  if (!replacement && samples > columns) {
    throw new TensorError(
      "multinomial",
      `cannot sample n_sample > prob_dist.size(-1) samples without replacement: ${samples} of ${columns} categories`,
    );
  }
  checkWeights(weights, weightsOffset, rows, columns);
  if (replacement) {
    for (let row = 0; row < rows; row++) {
      drawWithReplacement(
        source,
        weights,
        weightsOffset + row * columns,
        columns,
        out,
        offset + row * samples,
        samples,
      );
    }
    return;
  }
  // The exponentials have the weights' precision, and those of all rows are drawn before the first is used.
  const draws = newLike(weights, rows * columns);
  exponential(source, draws, 0, draws.length, 1);
  const [rowStep, columnStep] = columnMajor ? [1, rows] : [columns, 1];
  const scores = newLike(weights, columns);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++) {
      scores[j] =
        weights[weightsOffset + row * columns + j] / draws[row * rowStep + j * columnStep];
    }
    takeLargest(scores, out, offset + row * samples, samples);
  }
}

function checkWeights(
  weights: Float32Array | Float64Array,
  offset: number,
  rows: number,
  columns: number,
): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = offset + row * columns; i < offset + (row + 1) * columns; i++) {
      const weight = weights[i];
      if (!(weight >= 0 && weight < Infinity)) {
        throw new TensorError(
          "multinomial",
          `invalid multinomial distribution: probability tensor contains either \`inf\`, \`nan\` or element < 0, got ${weight}`,
        );
      }
      sum += weight;
    }
    if (!(sum > 0)) {
      throw new TensorError(
        "multinomial",
        `invalid multinomial distribution (sum of probabilities <= 0) in row ${row}`,
      );
    }
  }
}

function newLike(array: Float32Array | Float64Array, length: number): Float32Array | Float64Array {
  return array instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

function drawWithReplacement(
  source: RandomSource,
  weights: Float32Array | Float64Array,
  weightsOffset: number,
  columns: number,
  out: TypedArray,
  offset: number,
  samples: number,
): void {
  // Running sums in the weights' precision: stored, then read back.
  const sums = newLike(weights, columns);
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    sums[j] = sum + weights[weightsOffset + j];
    sum = sums[j];
  }
  for (let j = 0; j < columns; j++) sums[j] = sums[j] / sum;
  sums[columns - 1] = 1;
  for (let i = 0; i < samples; i++) {
    const sample = source.engine.random53() * 2 ** -53;
    // The first category whose running sum reaches the sample.
    let left = 0;
    let right = columns;
    while (left < right) {
      const middle = (left + right) >>> 1;
      if (sums[middle] < sample) left = middle + 1;
      else right = middle;
    }
    out[offset + i] = left;
  }
}

function takeLargest(
  scores: Float32Array | Float64Array,
  out: TypedArray,
  offset: number,
  samples: number,
): void {
  if (samples === 1) {
    let best = 0;
    for (let j = 1; j < scores.length; j++) if (scores[j] > scores[best]) best = j;
    out[offset] = best;
    return;
  }
  const order = Array.from(scores.keys());
  order.sort((a, b) => scores[b] - scores[a] || a - b);
  for (let i = 0; i < samples; i++) out[offset + i] = order[i];
}
