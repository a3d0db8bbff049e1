import type { LayerNorm, LayerNormBackward, Moments } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair, random } from "./support.ts";

const U = 2 ** -24;
/** Rows and columns: some are too short, no multiple of four, or too long, and go to the loop. */
const shapes = [
  [1, 128],
  [40, 4],
  [33, 8],
  [300, 64],
  [20, 30],
  [5, 1000],
  [3, 4096],
  [2, 5000],
];

function fill(n: number, seed: number, scale: number, shift = 0): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length: n }, () => next() * scale + shift);
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const d = Math.abs(a[i] - b[i]);
    if (!(d <= most)) most = d;
  }
  return most;
}

describe.each(shapes)("%i by %i", (rows, cols) => {
  const size = rows * cols;

  test.each([0, 100])("moments around %i", (shift) => {
    const { simd, loop } = pair<Moments>("moments");
    const x = fill(size + 3, 1, 1, shift);
    const run = (kernel: Moments): [Float64Array, Float64Array] => {
      const [mean, variance] = [new Float64Array(rows), new Float64Array(rows)];
      kernel(1, rows, cols, x, 3, mean, variance);
      return [mean, variance];
    };
    const [got, wanted] = [run(simd), run(loop)];
    // Distances from the mean, rounded once, are summed in four lanes of floats.
    const bound = (cols / 4 + 4) * U;
    expect(furthest(got[0], wanted[0])).toBeLessThanOrEqual(bound);
    expect(furthest(got[1], wanted[1])).toBeLessThanOrEqual(2 * bound + 2 * shift * U);
  });

  describe.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])("weight: %s, bias: %s", (weighted, biased) => {
    const x = fill(size + 3, 2, 2);
    const mean = Float64Array.from(fill(rows, 3, 0.5));
    const rstd = Float64Array.from(fill(rows, 4, 0.5, 1));
    const weight = weighted ? fill(cols, 5, 2) : new Float32Array(0);
    const bias = biased ? fill(cols, 6, 2) : new Float32Array(0);

    test("layerNorm", () => {
      const { simd, loop } = pair<LayerNorm>("layerNorm");
      const run = (kernel: LayerNorm): Float32Array => {
        const out = fill(size + 4, 7, 1);
        kernel(rows, cols, x, 3, mean, rstd, weight, bias, out, 2);
        return out;
      };
      // Five roundings of numbers up to 2 * 2.5 * 1.5 * 2 + 2.
      expect(furthest(run(simd), run(loop))).toBeLessThanOrEqual(5 * 12 * U);
    });

    test("layerNormBackward", () => {
      const { simd, loop } = pair<LayerNormBackward>("layerNormBackward");
      const grad = fill(size + 1, 8, 1);
      const run = (kernel: LayerNormBackward): ArrayLike<number>[] => {
        const out = fill(size + 4, 7, 1);
        const sums = [new Float64Array(cols).fill(1), new Float64Array(cols).fill(2)];
        kernel(rows, cols, grad, 1, x, 3, mean, rstd, weight, out, 2, sums[0], sums[1]);
        return [out, ...sums];
      };
      const [got, wanted] = [run(simd), run(loop)];
      // Two means of `cols` terms in four lanes; sums over up to 4096 / cols rows at a time.
      expect(furthest(got[0], wanted[0])).toBeLessThanOrEqual((cols / 4 + 20) * 16 * U);
      const together = Math.min(rows, Math.floor(4096 / cols) + 1);
      expect(furthest(got[1], wanted[1])).toBeLessThanOrEqual(rows * (together + 4) * 4 * U);
      expect(furthest(got[2], wanted[2])).toBeLessThanOrEqual(rows * together * U);
    });
  });
});

test("a row of equal numbers has next to no variance", () => {
  const { simd } = pair<Moments>("moments");
  for (const value of [0, 1e4, 12345.678, -1e15]) {
    const [mean, variance] = [new Float64Array(4), new Float64Array(4)];
    simd(1, 4, 200, new Float32Array(800).fill(value), 0, mean, variance);
    for (const m of mean)
      expect(Math.abs(m - Math.fround(value))).toBeLessThanOrEqual(Math.abs(value) * U);
    for (const v of variance) expect(v).toBeLessThanOrEqual((value * U) ** 2);
  }
});
