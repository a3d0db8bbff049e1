import { describe, expect, test } from "vitest";
import { type DType, dtypes, newArray } from "../../src/dtype.ts";
import { TensorError } from "../../src/errors.ts";
import { castRow, copy2d, fillRow } from "../../src/kernels/copy.ts";
import "../../src/kernels/register.ts";
import { randomArray } from "./support.ts";

function cast(from: DType, to: DType, ...values: number[]): number[] {
  const x = newArray(from, values.length);
  x.set(values);
  const out = newArray(to, values.length);
  castRow(from, to)(values.length, x, 0, 1, out, 0, 1);
  return [...out];
}

describe("conversions", () => {
  test("floats to integers go towards zero and wrap as PyTorch's do on x86", () => {
    for (const from of ["float32", "float64"] as const) {
      expect(cast(from, "int64", 3.7, -3.7, -0.5, 2 ** 40)).toEqual([3, -3, 0, 2 ** 40]);
      expect(cast(from, "int32", 3.7, -3.7, 2 ** 31, -(2 ** 33), NaN, Infinity)).toEqual([
        3,
        -3,
        ...new Array<number>(4).fill(-(2 ** 31)),
      ]);
      expect(cast(from, "uint8", 3.7, 300, -1, -3.7, NaN)).toEqual([3, 44, 255, 253, 0]);
      expect(cast(from, "bool", 0, -0, 0.1, NaN, -2)).toEqual([0, 0, 1, 1, 1]);
    }
  });

  test("a float without an int64 value throws", () => {
    for (const x of [NaN, Infinity, -Infinity, 2 ** 53, -1e300]) {
      expect(() => cast("float64", "int64", x)).toThrow(TensorError);
    }
    expect(() => cast("float64", "int64", NaN)).toThrow("to: NaN has no int64 value");
  });

  test("integers wrap into smaller ones", () => {
    expect(cast("int64", "int32", 2 ** 40 + 7, -1, 2 ** 31)).toEqual([7, -1, -(2 ** 31)]);
    expect(cast("int64", "uint8", 2 ** 40 + 7, -1, 300)).toEqual([7, 255, 44]);
    expect(cast("int32", "uint8", -1, 300)).toEqual([255, 44]);
    expect(cast("int64", "bool", 2 ** 40, 0, -1)).toEqual([1, 0, 1]);
    expect(cast("uint8", "bool", 2, 0)).toEqual([1, 0]);
    expect(cast("bool", "float32", 1, 0)).toEqual([1, 0]);
  });

  test("every pair, over all stride paths", () => {
    for (const from of dtypes) {
      for (const to of dtypes) {
        for (const [n, xo, xs, oo, os] of [
          [0, 0, 1, 0, 1],
          [7, 1, 1, 2, 1],
          [100, 1, 1, 2, 1],
          [9, 30, -2, 1, 3],
          [5, 3, 0, 0, 1],
        ]) {
          const x = randomArray(from, 120, 5, 0, 100);
          const out = newArray(to, 120);
          castRow(from, to)(n, x, xo, xs, out, oo, os);
          const expected = newArray(to, 120);
          for (let i = 0; i < n; i++) {
            const value = x[xo + i * xs];
            if (to === "bool") expected[oo + i * os] = value === 0 ? 0 : 1;
            else if (to.startsWith("float")) expected[oo + i * os] = value;
            else expected[oo + i * os] = Math.trunc(value);
          }
          expect(out, `${from} to ${to}`).toEqual(expected);
        }
      }
    }
  });
});

test("copy2d copies any strides to any strides, in and beyond whole tiles", () => {
  for (const dtype of dtypes) {
    for (const [rows, cols] of [
      [0, 3],
      [1, 1],
      [16, 16],
      [17, 33],
      [40, 5],
    ]) {
      const x = randomArray(dtype, rows * cols + 3, 3, 0, 9);
      const out = newArray(dtype, rows * cols * 2 + 1);
      copy2d(dtype)(rows, cols, x, 3, 1, rows, out, 1, cols * 2, 2);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < cols; j++)
          expect(out[1 + (i * cols + j) * 2]).toBe(x[3 + i + j * rows]);
      }
    }
  }
});

test("fillRow fills a run or every so many elements", () => {
  const out = new Float32Array(10);
  fillRow(4, out, 2, 1, 7);
  expect([...out]).toEqual([0, 0, 7, 7, 7, 7, 0, 0, 0, 0]);
  fillRow(3, out, 0, 4, 1);
  expect([...out]).toEqual([1, 0, 7, 7, 1, 7, 0, 0, 1, 0]);
});
