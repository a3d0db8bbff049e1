import type { Combine, GradSums, Moments, ScaleShift } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair, random } from "./support.ts";

const U = 2 ** -24;
/** Half the distance between the smallest floats. */
const TINY = 2 ** -148;
/** Outer, channels and inner: some are too few or too short, and go to the loop; some rows come in parts. */
const shapes = [
  [32, 16, 784],
  [8, 64, 196],
  [7, 5, 49],
  [1, 70, 33],
  [20, 9, 7],
  [3, 2, 5001],
  [128, 512, 1],
  [129, 33, 1],
  [50, 10, 1],
  [3, 4096, 1],
  [2, 5000, 1],
  [6, 3, 3],
];

function fill(n: number, seed: number, scale: number, shift = 0): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length: n }, () => next() * scale + shift);
}

const doubles = (n: number, seed: number, scale: number, shift = 0): Float64Array => {
  const next = random(seed);
  return Float64Array.from({ length: n }, () => next() * scale + shift);
};

/** Expects each of `got` within `bound` of what is wanted there. */
function expectClose(
  got: ArrayLike<number>,
  wanted: ArrayLike<number>,
  bound: (i: number) => number,
): void {
  for (let i = 0; i < got.length; i++) {
    if (Object.is(got[i], wanted[i]) || Math.abs(got[i] - wanted[i]) <= bound(i)) continue;
    expect.fail(`at ${i}: ${got[i]} for ${wanted[i]}, more than ${bound(i)} apart`);
  }
}

describe.each(shapes)("%i by %i by %i", (outer, channels, inner) => {
  const size = outer * channels * inner;
  const channelOf = (i: number) => Math.floor(i / inner) % channels;

  test.each([0, 100])("moments around %i", (around) => {
    const { simd, loop } = pair<Moments>("moments");
    const x = fill(size + 3, 1, 1);
    // Each channel of each sample has a mean of its own.
    for (let i = 0; i < size; i++) x[i + 3] += around + (Math.floor(i / inner) % 7);
    const run = (kernel: Moments): [Float64Array, Float64Array] => {
      const [mean, variance] = [new Float64Array(channels), new Float64Array(channels)];
      kernel(outer, channels, inner, x, 3, mean, variance);
      return [mean, variance];
    };
    const [got, wanted] = [run(simd), run(loop)];
    // Distances of up to 8 from a first mean, rounded once, are summed in eight lanes or sixteen lines of floats.
    const bound = 8 * (Math.min(inner, 4096) / 8 + 20) * U;
    expectClose(got[0], wanted[0], () => bound);
    expectClose(got[1], wanted[1], () => 16 * bound + 16 * around * U);
  });

  test("scaleShift", () => {
    const { simd, loop } = pair<ScaleShift>("scaleShift");
    const x = fill(size + 3, 2, 2, 50);
    const scale = doubles(channels, 3, 2);
    const shift = doubles(channels, 4, 100);
    scale[0] = 0;
    if (channels > 3) scale[1] = 1e-35;
    if (channels > 3) shift[2] = 0;
    const run = (kernel: ScaleShift): Float32Array => {
      const out = new Float32Array(size + 5).fill(7);
      kernel(outer, channels, inner, x, 3, scale, shift, out, 2);
      return out;
    };
    const [got, wanted] = [run(simd), run(loop)];
    // Four roundings, none of a number that is larger than the result.
    expectClose(got, wanted, (i) => 8 * U * Math.abs(wanted[i]) + TINY);
  });

  test("gradSums", () => {
    const { simd, loop } = pair<GradSums>("gradSums");
    const grad = fill(size + 1, 5, 1);
    const x = fill(size + 3, 6, 1, 30);
    const mean = doubles(channels, 7, 0.1, 30);
    const rstd = doubles(channels, 8, 0.5, 1);
    const run = (kernel: GradSums): [Float64Array, Float64Array] => {
      const [sums, products] = [new Float64Array(channels), new Float64Array(channels)];
      kernel(outer, channels, inner, grad, 1, x, 3, mean, rstd, sums, products);
      return [sums, products];
    };
    const [got, wanted] = [run(simd), run(loop)];
    // 256 elements are summed in eight sums of floats, sixteen lines in one, the rest in doubles; distances are up to 1.1.
    const bound = outer * inner * 40 * U;
    expectClose(got[0], wanted[0], () => bound);
    expectClose(got[1], wanted[1], () => 2 * bound);
  });

  test("combine", () => {
    const { simd, loop } = pair<Combine>("combine");
    const grad = fill(size + 1, 9, 1);
    const x = fill(size + 3, 10, 1, 30);
    const [a, b, c] = [11, 12, 13].map((seed) => doubles(channels, seed, 1));
    for (let k = 0; k < channels; k++) c[k] -= 30 * b[k];
    b[0] = 0;
    const run = (kernel: Combine): Float32Array => {
      const out = new Float32Array(size + 5).fill(7);
      kernel(outer, channels, inner, grad, 1, x, 3, a, b, c, out, 2);
      return out;
    };
    const [got, wanted] = [run(simd), run(loop)];
    expectClose(got, wanted, (i) => {
      const k = channelOf(i - 2);
      const terms = Math.abs(grad[i - 1] * a[k]) + Math.abs(x[i + 1] * b[k] + c[k]);
      return 8 * U * terms + TINY;
    });
  });
});

describe.each([
  [4, 3, 100],
  [100, 12, 1],
])("not finite, or too large for sums of floats: %i by %i by %i", (outer, channels, inner) => {
  test.each([Infinity, -Infinity, NaN, 3e38])("%d", (value) => {
    const moments = pair<Moments>("moments");
    const scaleShift = pair<ScaleShift>("scaleShift");
    const x = fill(outer * channels * inner, 1, 1);
    for (let i = 0; i < x.length; i++) if (Math.floor(i / inner) % channels === 1) x[i] = value;
    const [got, wanted] = (["simd", "loop"] as const).map((kind) => {
      const [mean, variance] = [new Float64Array(channels), new Float64Array(channels)];
      const out = new Float32Array(x.length);
      moments[kind](outer, channels, inner, x, 0, mean, variance);
      const [scale, shift] = [
        new Float64Array(channels).fill(2),
        new Float64Array(channels).fill(1),
      ];
      scaleShift[kind](outer, channels, inner, x, 0, scale, shift, out, 0);
      return [...mean, ...variance, ...out];
    });
    expectClose(got, wanted, (i) => 1e-6 * Math.abs(wanted[i]) + 1e-6);
  });
});
