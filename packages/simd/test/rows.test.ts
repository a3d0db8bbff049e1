import type { Reduce2d, Softmax, SoftmaxBackward } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair, random } from "./support.ts";

const U = 2 ** -24;
const shapes = [
  [1, 1],
  [3, 7],
  [20, 8],
  [33, 10],
  [16, 32],
  [5, 1001],
  [9, 4096],
  [2, 4097],
  [400, 13],
  [5000, 35],
];
/** Row and column steps of a matrix. */
const layouts: Record<string, (rows: number, cols: number) => [number, number]> = {
  rows: (_, cols) => [cols, 1],
  gaps: (_, cols) => [cols + 3, 1],
  columns: (rows) => [1, rows],
  "columns with gaps": (rows) => [1, rows + 3],
};

function fill(n: number, seed: number, scale: number): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length: n }, () => next() * scale);
}

describe.each(Object.keys(layouts))("%s", (layout) => {
  describe.each(shapes)("%i by %i", (rows, cols) => {
    const [rs, cs] = layouts[layout](rows, cols);
    const size = (rows - 1) * rs + (cols - 1) * cs + 10;

    test.each(["softmax", "logSoftmax"])("%s", (name) => {
      const { simd, loop } = pair<Softmax>(name);
      const x = fill(size, rows + cols, 20);
      const [got, wanted] = [fill(size, 1, 1), fill(size, 1, 1)];
      simd(rows, cols, x, 2, rs, cs, got, 2, rs, cs);
      loop(rows, cols, x, 2, rs, cs, wanted, 2, rs, cs);
      // exp within 2 units, of an argument of up to 40, and a sum of cols / 4 terms in each lane.
      const bound = (name === "softmax" ? 48 + cols / 4 : 4) * U;
      const least = name === "softmax" ? 0 : 40 * U + (cols / 4) * U;
      const at = got.findIndex(
        (y, i) => !(Math.abs(y - wanted[i]) <= bound * Math.abs(wanted[i]) + least),
      );
      expect(at, `${got[at]} for ${wanted[at]}`).toBe(-1);
    });

    test.each(["softmaxBackward", "logSoftmaxBackward"])("%s", (name) => {
      const { simd, loop } = pair<SoftmaxBackward>(name);
      const grad = fill(size, 3, 1);
      const y = fill(size, 4, 1);
      for (let i = 0; i < size; i++)
        y[i] = name === "softmaxBackward" ? Math.abs(y[i]) / cols : y[i] - 1;
      const [got, wanted] = [fill(size, 1, 1), fill(size, 1, 1)];
      simd(rows, cols, grad, 2, rs, cs, y, 2, rs, cs, got, 2, rs, cs);
      loop(rows, cols, grad, 2, rs, cs, y, 2, rs, cs, wanted, 2, rs, cs);
      const bound = (8 + cols / 4) * U * (name === "softmaxBackward" ? 2 : 2 * cols);
      const at = got.findIndex((x, i) => !(Math.abs(x - wanted[i]) <= bound));
      expect(at, `${got[at]} for ${wanted[at]}`).toBe(-1);
    });

    test.each(["sum", "mean"])("%s", (name) => {
      const { simd, loop } = pair<Reduce2d>(name);
      const x = fill(size, 5, 1);
      const [got, wanted] = [fill(3 * rows + 2, 1, 1), fill(3 * rows + 2, 1, 1)];
      simd(rows, cols, x, 2, rs, cs, got, 1, 3);
      loop(rows, cols, x, 2, rs, cs, wanted, 1, 3);
      // 128 elements are summed in float32, in sums of eight, the rest in doubles.
      const bound = 10 * U * (name === "sum" ? cols : 1);
      const at = got.findIndex((y, i) => !(Math.abs(y - wanted[i]) <= bound));
      expect(at, `${got[at]} for ${wanted[at]}`).toBe(-1);
    });
  });
});

test("NaN and infinities", () => {
  const rows = [
    [NaN, 1],
    [Infinity, 1],
    [-Infinity, 1],
    [-Infinity, -Infinity],
    [Infinity, -Infinity],
    [3e38, -3e38],
  ];
  const cols = 32;
  const x = Float32Array.from(
    { length: rows.length * cols },
    (_, i) => rows[Math.floor(i / cols)][i % 2],
  );
  for (const name of ["softmax", "logSoftmax"]) {
    const { simd, loop } = pair<Softmax>(name);
    const [got, wanted] = [new Float32Array(x.length), new Float32Array(x.length)];
    simd(rows.length, cols, x, 0, cols, 1, got, 0, cols, 1);
    loop(rows.length, cols, x, 0, cols, 1, wanted, 0, cols, 1);
    got.forEach((y, i) => {
      if (Number.isFinite(wanted[i])) expect(y).toBeCloseTo(wanted[i], 5);
      else expect(y).toBe(wanted[i]);
    });
  }
});
