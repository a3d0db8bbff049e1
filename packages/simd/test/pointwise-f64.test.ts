import type { BinaryRow, UnaryRow } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair, random } from "./support.ts";

const extremes = [0, -0, 1, -1, 0.25, 5e-324, -5e-324, 1e308, -1e308, Infinity, -Infinity, NaN];

function values(n: number, seed: number): Float64Array {
  const next = random(seed);
  return Float64Array.from({ length: n }, (_, i) =>
    i % 3 === 0 ? extremes[(i / 3 + seed) % extremes.length] : next() * 10 ** (30 * next()),
  );
}

/** Both are one rounding of one operation. */
const sizes = [1, 100, 128, 255, 257, 1027, 2048, 2049, 5001];

describe.each(["relu", "sqrt"])("%s", (name) => {
  const { simd, loop } = pair<UnaryRow>(name, "float64");

  test.each(sizes)("%i elements", (n) => {
    const x = values(n + 5, n);
    const [got, wanted] = [new Float64Array(n + 9).fill(7), new Float64Array(n + 9).fill(7)];
    simd(n, x, 3, 1, got, 4, 1);
    loop(n, x, 3, 1, wanted, 4, 1);
    expect(got).toEqual(wanted);
  });
});

describe.each(["add", "sub", "mul", "div", "thresholdBackward"])("%s", (name) => {
  const { simd, loop } = pair<BinaryRow>(name, "float64");

  test.each(sizes)("%i elements", (n) => {
    const [a, b] = [values(2 * n + 5, n), values(3 * n + 5, n + 1)];
    for (const [as, bs, os] of [
      [1, 1, 1],
      [1, 0, 1],
      [0, 1, 1],
      [0, 0, 1],
      [2, 3, 2],
    ]) {
      const [got, wanted] = [new Float64Array(2 * n + 9), new Float64Array(2 * n + 9)];
      simd(n, a, 3, as, b, 2, bs, got, 4, os, 0.25);
      loop(n, a, 3, as, b, 2, bs, wanted, 4, os, 0.25);
      expect(got).toEqual(wanted);
    }
  });

  test("in place, into either operand", () => {
    for (const into of [0, 1]) {
      const [x, y] = [1, 2].map(() => [values(5000, 1), values(5000, 2)]);
      simd(5000, x[0], 0, 1, x[1], 0, 1, x[into], 0, 1, 0);
      loop(5000, y[0], 0, 1, y[1], 0, 1, y[into], 0, 1, 0);
      expect(x).toEqual(y);
    }
  });
});
