/**
 * Batch, instance and group normalization, whose inputs are outer by channels by inner. Where inner is 1, lines of channels are
 * staged, of which each column has its own numbers; else rows of inner elements, of which each row has.
 *
 * What a channel's numbers cancel is cancelled before it is rounded: `x * scale + shift` is computed as
 * `(x - centre) * scale + rest`, with the centre next to where it is 0.
 */
import type { Combine, GradSums, Moments, ScaleShift } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import type { Memory } from "./norm.ts";
import { PANELS_B, TILE } from "./places.ts";

// Where the typed-array loop runs (scripts/cut-overs.ts): shorter rows (to be scaled, or to be summed), fewer columns or elements,
// more channels.
const LEAST_ROW = 4;
const LEAST_SUMMED = 16;
const LEAST_MEASURED = 32;
const LEAST_COLUMNS = 8;
const LEAST_ELEMENTS = 256;
const MOST_COLUMNS = 4096;
const MOST_CHANNELS = 16384;

/** Floats of lines to be summed: many at a time, since their sums are loaded and stored for each time. */
const SUMMED = 16384;
/** Loops run over whole vectors, beyond the last element too. */
const SLACK = 16;

const GRAD: number = PANELS_B >> 2;
const X: number = GRAD + SUMMED + SLACK;
const OUT: number = X + SUMMED + SLACK;
const CENTRES: number = OUT + TILE + SLACK;
const SCALES: number = CENTRES + MOST_CHANNELS + SLACK;
const SHIFTS: number = SCALES + MOST_CHANNELS + SLACK;
const FACTORS: number = SHIFTS + MOST_CHANNELS + SLACK;
/** In doubles. */
const FIRST: number = (FACTORS + MOST_CHANNELS + SLACK) >> 1;
const SECOND: number = FIRST + MOST_COLUMNS + SLACK;

/** From there on a root is not worth its digits, and the distance to it might be infinite. */
const FAR = 1e30;

/** The float next to where `x * slope + shift` is 0. */
function rootOf(slope: number, shift: number): number {
  const root = -shift / slope;
  return Math.abs(root) < FAR ? Math.fround(root) : 0;
}

/** How an input is to be staged. */
function shapeOf(
  outer: number,
  channels: number,
  inner: number,
  leastRow: number,
  least: number,
): "lines" | "rows" | null {
  if (outer * channels * inner < least) return null;
  if (inner > 1) return inner >= leastRow ? "rows" : null;
  return channels >= LEAST_COLUMNS && channels <= MOST_COLUMNS ? "lines" : null;
}

/** Calls `run` for as many rows as fit a tile, or for a part of a longer one: where it begins, and its first row. */
function eachTile(
  rows: number,
  inner: number,
  run: (at: number, row: number, count: number, length: number) => void,
): void {
  const most = Math.floor(TILE / inner);
  if (most > 0) {
    for (let row = 0; row < rows; row += most)
      run(row * inner, row, Math.min(most, rows - row), inner);
    return;
  }
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < inner; j += TILE) run(row * inner + j, row, 1, Math.min(TILE, inner - j));
  }
}

/** Copies a part of the gradient and of the input to where loops of both find them. */
function stageBoth(
  floats: Float32Array,
  grad: Float32Array,
  go: number,
  x: Float32Array,
  xo: number,
  size: number,
): void {
  floats.set(grad.subarray(go, go + size), GRAD);
  floats.set(x.subarray(xo, xo + size), X);
}

/** Calls `run` for as many lines as make `floats`, or one: where they begin. */
function eachLines(
  lines: number,
  width: number,
  floats: number,
  run: (at: number, count: number) => void,
): void {
  const most = Math.max(1, Math.floor(floats / width));
  for (let i = 0; i < lines; i += most) run(i * width, Math.min(most, lines - i));
}

export function makeMoments(
  { floats, doubles }: Memory,
  loops: Loops,
  fallback: Moments,
  least: number = LEAST_ELEMENTS,
): Moments {
  function ofLines(
    lines: number,
    width: number,
    x: Float32Array,
    xo: number,
    mean: Float64Array,
    variance: Float64Array,
  ): void {
    doubles.fill(0, FIRST, FIRST + width + SLACK);
    eachLines(lines, width, SUMMED, (at, count) => {
      floats.set(x.subarray(xo + at, xo + at + count * width), X);
      loops.sumLines(count, width, X << 2, FIRST << 3);
    });
    for (let c = 0; c < width; c++) floats[CENTRES + c] = doubles[FIRST + c] / lines;
    doubles.fill(0, FIRST, FIRST + width + SLACK);
    doubles.fill(0, SECOND, SECOND + width + SLACK);
    eachLines(lines, width, SUMMED, (at, count) => {
      if (count < lines) floats.set(x.subarray(xo + at, xo + at + count * width), X);
      loops.squareLines(count, width, X << 2, CENTRES << 2, FIRST << 3, SECOND << 3);
    });
    for (let c = 0; c < width; c++) {
      const off = doubles[FIRST + c] / lines;
      mean[c] = floats[CENTRES + c] + off;
      variance[c] = Math.max(doubles[SECOND + c] / lines - off * off, 0);
    }
  }

  function ofRows(
    outer: number,
    channels: number,
    inner: number,
    x: Float32Array,
    xo: number,
    mean: Float64Array,
    variance: Float64Array,
  ): void {
    mean.fill(0, 0, channels);
    variance.fill(0, 0, channels);
    eachTile(outer * channels, inner, (at, row, count, length) => {
      floats.set(x.subarray(xo + at, xo + at + count * length), X);
      loops.moments(count, length, X << 2, FIRST << 3, SECOND << 3);
      // Those of a part join those of the parts before: the squares grow by what the means are apart.
      let c = row % channels;
      let seen = at - row * inner + Math.floor(row / channels) * inner;
      let share = length / (seen + length);
      for (let i = 0; i < count; i++) {
        const apart = doubles[FIRST + i] - mean[c];
        mean[c] += apart * share;
        variance[c] += doubles[SECOND + i] * length + apart * apart * seen * share;
        if (++c < channels) continue;
        c = 0;
        seen += inner;
        share = length / (seen + length);
      }
    });
    for (let c = 0; c < channels; c++) variance[c] /= outer * inner;
  }

  return (
    outer: number,
    channels: number,
    inner: number,
    x: Float32Array,
    xo: number,
    mean: Float64Array,
    variance: Float64Array,
  ): void => {
    const shape = shapeOf(outer, channels, inner, LEAST_MEASURED, least);
    if (shape === null) {
      fallback(outer, channels, inner, x, xo, mean, variance);
      return;
    }
    if (shape === "lines") ofLines(outer, channels, x, xo, mean, variance);
    else ofRows(outer, channels, inner, x, xo, mean, variance);
    // What is not finite, or adds up beyond the floats, is left to doubles.
    if (!variance.every(Number.isFinite)) fallback(outer, channels, inner, x, xo, mean, variance);
  };
}

export function makeScaleShift(
  { floats }: Pick<Memory, "floats">,
  loops: Loops,
  fallback: ScaleShift,
  least: number = LEAST_ELEMENTS,
): ScaleShift {
  return (
    outer: number,
    channels: number,
    inner: number,
    x: Float32Array,
    xo: number,
    scale: Float64Array,
    shift: Float64Array,
    out: Float32Array,
    oo: number,
  ): void => {
    const shape = shapeOf(outer, channels, inner, LEAST_ROW, least);
    if (shape === null || channels > MOST_CHANNELS) {
      fallback(outer, channels, inner, x, xo, scale, shift, out, oo);
      return;
    }
    for (let c = 0; c < channels; c++) {
      const root = rootOf(scale[c], shift[c]);
      floats[CENTRES + c] = root;
      floats[SCALES + c] = scale[c];
      floats[SHIFTS + c] = shift[c] + root * scale[c];
    }
    const [centres, scales, shifts] = [CENTRES << 2, SCALES << 2, SHIFTS << 2];
    const [from, to] = [X << 2, OUT << 2];
    if (shape === "lines") {
      eachLines(outer, channels, TILE, (at, count) => {
        const size = count * channels;
        floats.set(x.subarray(xo + at, xo + at + size), X);
        loops.scaleLines(count, channels, from, centres, scales, shifts, to);
        out.set(floats.subarray(OUT, OUT + size), oo + at);
      });
      return;
    }
    eachTile(outer * channels, inner, (at, row, count, length) => {
      const size = count * length;
      const first = row % channels;
      floats.set(x.subarray(xo + at, xo + at + size), X);
      loops.scaleRows(count, length, first, channels, from, centres, scales, shifts, to);
      out.set(floats.subarray(OUT, OUT + size), oo + at);
    });
  };
}

export function makeGradSums(
  { floats, doubles }: Memory,
  loops: Loops,
  fallback: GradSums,
  least: number = LEAST_ELEMENTS,
): GradSums {
  return (
    outer: number,
    channels: number,
    inner: number,
    grad: Float32Array,
    go: number,
    x: Float32Array,
    xo: number,
    mean: Float64Array,
    rstd: Float64Array,
    sums: Float64Array,
    products: Float64Array,
  ): void => {
    const shape = shapeOf(outer, channels, inner, LEAST_SUMMED, least);
    if (shape === null || channels > MOST_CHANNELS) {
      fallback(outer, channels, inner, grad, go, x, xo, mean, rstd, sums, products);
      return;
    }
    for (let c = 0; c < channels; c++) floats[CENTRES + c] = mean[c];
    const stage = (at: number, size: number): void =>
      stageBoth(floats, grad, go + at, x, xo + at, size);
    const [g, from, means] = [GRAD << 2, X << 2, CENTRES << 2];
    const [one, two] = [FIRST << 3, SECOND << 3];
    if (shape === "lines") {
      doubles.fill(0, FIRST, FIRST + channels + SLACK);
      doubles.fill(0, SECOND, SECOND + channels + SLACK);
      eachLines(outer, channels, SUMMED, (at, count) => {
        stage(at, count * channels);
        loops.gradSumLines(count, channels, g, from, means, one, two);
      });
      sums.set(doubles.subarray(FIRST, FIRST + channels));
      products.set(doubles.subarray(SECOND, SECOND + channels));
    } else {
      sums.fill(0, 0, channels);
      products.fill(0, 0, channels);
      eachTile(outer * channels, inner, (at, row, count, length) => {
        stage(at, count * length);
        loops.gradSumRows(count, length, row % channels, channels, g, from, means, one, two);
        for (let i = 0, c = row % channels; i < count; i++) {
          sums[c] += doubles[FIRST + i];
          products[c] += doubles[SECOND + i];
          if (++c === channels) c = 0;
        }
      });
    }
    for (let c = 0; c < channels; c++) {
      // What the mean has lost as a float.
      const lost = floats[CENTRES + c] - mean[c];
      products[c] = (products[c] + lost * sums[c]) * rstd[c];
    }
  };
}

export function makeCombine(
  { floats }: Pick<Memory, "floats">,
  loops: Loops,
  fallback: Combine,
  least: number = LEAST_ELEMENTS,
): Combine {
  return (
    outer: number,
    channels: number,
    inner: number,
    grad: Float32Array,
    go: number,
    x: Float32Array,
    xo: number,
    a: Float64Array,
    b: Float64Array,
    c: Float64Array,
    out: Float32Array,
    oo: number,
  ): void => {
    const shape = shapeOf(outer, channels, inner, LEAST_ROW, least);
    if (shape === null || channels > MOST_CHANNELS) {
      fallback(outer, channels, inner, grad, go, x, xo, a, b, c, out, oo);
      return;
    }
    for (let k = 0; k < channels; k++) {
      const root = rootOf(b[k], c[k]);
      floats[FACTORS + k] = a[k];
      floats[CENTRES + k] = root;
      floats[SCALES + k] = b[k];
      floats[SHIFTS + k] = c[k] + root * b[k];
    }
    const [as, centres, bs, cs] = [FACTORS << 2, CENTRES << 2, SCALES << 2, SHIFTS << 2];
    const [g, from, to] = [GRAD << 2, X << 2, OUT << 2];
    const stage = (at: number, size: number): void =>
      stageBoth(floats, grad, go + at, x, xo + at, size);
    if (shape === "lines") {
      eachLines(outer, channels, TILE, (at, count) => {
        stage(at, count * channels);
        loops.combineLines(count, channels, g, from, as, centres, bs, cs, to);
        out.set(floats.subarray(OUT, OUT + count * channels), oo + at);
      });
      return;
    }
    eachTile(outer * channels, inner, (at, row, count, length) => {
      stage(at, count * length);
      const first = row % channels;
      loops.combineRows(count, length, first, channels, g, from, as, centres, bs, cs, to);
      out.set(floats.subarray(OUT, OUT + count * length), oo + at);
    });
  };
}
