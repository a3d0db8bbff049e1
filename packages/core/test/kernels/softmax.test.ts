import { describe, expect, test } from "vitest";
import { newArray } from "../../src/dtype.ts";
import "../../src/kernels/register.ts";
import {
  kernel,
  type Reduce2d,
  type Softmax,
  type SoftmaxBackward,
} from "../../src/kernels/table.ts";
import { randomArray } from "./support.ts";

/** Rows, columns, row and column strides. */
const matrices = [
  [1, 1, 1, 1],
  [3, 10, 10, 1],
  [10, 3, 1, 10],
  [7, 9, 2, 15],
  [1100, 5, 1, 1100],
  [0, 4, 4, 1],
  [6, 0, 1, 6],
] as const;

function softmaxOf(row: number[]): number[] {
  const largest = Math.max(...row);
  const powers = row.map((v) => Math.exp(v - largest));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((v) => v / total);
}

for (const dtype of ["float32", "float64"] as const) {
  const digits = dtype === "float32" ? 6 : 14;
  describe(`softmax and its kin of ${dtype}`, () => {
    for (const [rows, cols, rs, cs] of matrices) {
      test(`${rows} by ${cols}, strides ${rs}, ${cs}`, () => {
        const x = randomArray(dtype, 6000, rows + cols, -20, 20);
        const g = randomArray(dtype, 6000, rows, -1, 1);
        const [y, l, dy, dl] = Array.from({ length: 4 }, () => newArray(dtype, 6000));
        const lse = newArray(dtype, rows);
        kernel<Softmax>("softmax", dtype)(rows, cols, x, 1, rs, cs, y, 2, rs, cs);
        kernel<Softmax>("logSoftmax", dtype)(rows, cols, x, 1, rs, cs, l, 0, cols, 1);
        kernel<Reduce2d>("logsumexp", dtype)(rows, cols, x, 1, rs, cs, lse, 0, 1);
        const back = kernel<SoftmaxBackward>("softmaxBackward", dtype);
        back(rows, cols, g, 0, cols, 1, y, 2, rs, cs, dy, 3, rs, cs);
        const logBack = kernel<SoftmaxBackward>("logSoftmaxBackward", dtype);
        logBack(rows, cols, g, 0, cols, 1, l, 0, cols, 1, dl, 3, rs, cs);
        for (let i = 0; i < rows; i++) {
          const row = Array.from({ length: cols }, (_, j) => x[1 + i * rs + j * cs]);
          const grad = Array.from({ length: cols }, (_, j) => g[i * cols + j]);
          const expected = softmaxOf(row);
          const dot = grad.reduce((s, v, j) => s + v * expected[j], 0);
          const total = grad.reduce((s, v) => s + v, 0);
          const logSum = Math.log(row.reduce((s, v) => s + Math.exp(v), 0));
          if (cols > 0) expect(lse[i]).toBeCloseTo(logSum, digits - 2);
          else expect(lse[i]).toBe(-Infinity);
          for (let j = 0; j < cols; j++) {
            const at = i * rs + j * cs;
            expect(y[2 + at]).toBeCloseTo(expected[j], digits);
            expect(l[i * cols + j]).toBeCloseTo(row[j] - logSum, digits - 2);
            expect(dy[3 + at]).toBeCloseTo(expected[j] * (grad[j] - dot), digits);
            expect(dl[3 + at]).toBeCloseTo(grad[j] - expected[j] * total, digits - 1);
          }
        }
      });
    }

    test("may write over its input", () => {
      const x = newArray(dtype, 3);
      x.set([1, 2, 3]);
      kernel<Softmax>("softmax", dtype)(1, 3, x, 0, 3, 1, x, 0, 3, 1);
      softmaxOf([1, 2, 3]).forEach((v, i) => expect(x[i]).toBeCloseTo(v, digits));
    });

    test("infinities and NaN", () => {
      const softmax = kernel<Softmax>("softmax", dtype);
      const run = (values: number[]): number[] => {
        const x = newArray(dtype, values.length);
        x.set(values);
        softmax(1, values.length, x, 0, values.length, 1, x, 0, values.length, 1);
        return [...x];
      };
      expect(run([0, -Infinity, 0])).toEqual([0.5, 0, 0.5]);
      expect(run([-Infinity, -Infinity])).toEqual([NaN, NaN]);
      expect(run([1, Infinity])).toEqual([NaN, NaN]);
      expect(run([1, NaN])).toEqual([NaN, NaN]);
      expect(run([1000, 1000])).toEqual([0.5, 0.5]);
    });

    test("logsumexp of infinities", () => {
      const out = newArray(dtype, 1);
      const run = (...values: number[]): number => {
        const x = newArray(dtype, values.length);
        x.set(values);
        kernel<Reduce2d>("logsumexp", dtype)(1, values.length, x, 0, values.length, 1, out, 0, 1);
        return out[0];
      };
      expect(run(Infinity, 1)).toBe(Infinity);
      expect(run(-Infinity, -Infinity)).toBe(-Infinity);
      expect(run(-Infinity, 3)).toBe(3);
      expect(run(NaN, Infinity)).toBeNaN();
    });
  });
}
