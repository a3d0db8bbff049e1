/** Reductions of rows of any strides, against the definitions written out. */
import { describe, expect, test } from "vitest";
import { type DType, dtypes, MAX_INT64, newArray, type TypedArray } from "../../src/dtype.ts";
import "../../src/kernels/register.ts";
import {
  type IndexedReduce2d,
  kernel,
  kernelSlot,
  type Reduce2d,
} from "../../src/kernels/table.ts";
import { randomArray } from "./support.ts";

const floats = ["float32", "float64"] as const;
const integers = ["int64", "int32", "uint8", "bool"] as const;

/** Rows, columns, position, row and column strides: rows apart, columns apart, gaps, repeats, more than a block. */
const matrices: readonly (readonly [number, number, number, number, number])[] = [
  [1, 1, 0, 1, 1],
  [1, 37, 2, 37, 1],
  [5, 7, 1, 7, 1],
  [7, 5, 1, 1, 7],
  [6, 9, 3, 2, 13],
  [9, 6, 0, 13, 2],
  [3, 8, 4, 0, 1],
  [8, 3, 4, 1, 0],
  [1500, 6, 0, 1, 1500],
  [4, 0, 0, 1, 1],
  [0, 4, 0, 1, 1],
];

function rowsOf(
  x: TypedArray,
  rows: number,
  cols: number,
  xo: number,
  rs: number,
  cs: number,
): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_, j) => x[xo + i * rs + j * cs]),
  );
}

function isClose(actual: number, expected: number, tolerance: number): boolean {
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  return Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected));
}

/** Where a kernel differs from the definition of what it makes of a row. */
function misfits(
  name: string,
  dtype: DType,
  to: DType,
  reference: (row: number[]) => number,
  { empty = true, params = [] as number[], tolerance = 0 } = {},
): string[] {
  const found: string[] = [];
  for (const [rows, cols, xo, rs, cs] of matrices) {
    if (cols === 0 && !empty) continue;
    const x = randomArray(dtype, 9100, rows + cols);
    const out = newArray(to, rows * 2 + 1);
    kernel<Reduce2d>(name, dtype)(rows, cols, x, xo, rs, cs, out, 1, 2, ...params);
    rowsOf(x, rows, cols, xo, rs, cs).forEach((row, i) => {
      const expected = reference(row);
      if (isClose(out[1 + 2 * i], expected, tolerance)) return;
      found.push(
        `${name} ${dtype} ${rows} by ${cols}, strides ${rs}, ${cs}: ${out[1 + 2 * i]}, not ${expected}`,
      );
    });
  }
  return found;
}

const sum = (row: number[]): number => row.reduce((a, b) => a + b, 0);
const prod = (row: number[]): number => row.reduce((a, b) => a * b, 1);

describe("folds", () => {
  for (const dtype of floats) {
    const tolerance = dtype === "float32" ? 1e-6 : 1e-13;
    test(`of ${dtype}`, () => {
      expect(misfits("sum", dtype, dtype, sum, { tolerance })).toEqual([]);
      expect(misfits("nansum", dtype, dtype, sum, { tolerance })).toEqual([]);
      expect(misfits("prod", dtype, dtype, prod, { tolerance })).toEqual([]);
      expect(misfits("mean", dtype, dtype, (row) => sum(row) / row.length, { tolerance })).toEqual(
        [],
      );
      expect(misfits("amax", dtype, dtype, (row) => Math.max(...row))).toEqual([]);
      expect(misfits("amin", dtype, dtype, (row) => Math.min(...row))).toEqual([]);
      const sizes = (row: number[]): number[] => row.map(Math.abs);
      expect(misfits("norm0", dtype, dtype, (row) => row.filter((v) => v !== 0).length)).toEqual(
        [],
      );
      expect(misfits("norm1", dtype, dtype, (row) => sum(sizes(row)), { tolerance })).toEqual([]);
      expect(
        misfits("norm2", dtype, dtype, (row) => Math.sqrt(sum(row.map((v) => v * v))), {
          tolerance,
        }),
      ).toEqual([]);
      expect(
        misfits("sumSquares", dtype, dtype, (row) => sum(row.map((v) => v * v)), { tolerance }),
      ).toEqual([]);
      expect(misfits("normInf", dtype, dtype, (row) => Math.max(0, ...sizes(row)))).toEqual([]);
      expect(misfits("normNegInf", dtype, dtype, (row) => Math.min(...sizes(row)))).toEqual([]);
      const cube = (row: number[]): number => Math.cbrt(sum(sizes(row).map((v) => v ** 3)));
      expect(misfits("normP", dtype, dtype, cube, { params: [3], tolerance })).toEqual([]);
    });
  }

  for (const dtype of integers) {
    test(`of ${dtype}`, () => {
      expect(misfits("sum", dtype, "int64", sum)).toEqual([]);
      expect(misfits("amax", dtype, dtype, (row) => Math.max(...row), { empty: false })).toEqual(
        [],
      );
      expect(misfits("amin", dtype, dtype, (row) => Math.min(...row), { empty: false })).toEqual(
        [],
      );
    });
  }

  test("any, all and countNonzero of every dtype", () => {
    for (const dtype of dtypes) {
      expect(misfits("any", dtype, "bool", (row) => Number(row.some((v) => v !== 0)))).toEqual([]);
      expect(misfits("all", dtype, "bool", (row) => Number(row.every((v) => v !== 0)))).toEqual([]);
      expect(
        misfits("countNonzero", dtype, "int64", (row) => row.filter((v) => v !== 0).length),
      ).toEqual([]);
    }
  });

  test("NaN wins in amax and amin, and is skipped by nansum", () => {
    for (const dtype of floats) {
      const x = newArray(dtype, 6);
      x.set([1, NaN, 3, -2, 5, -6]);
      const out = newArray(dtype, 1);
      for (const name of ["amax", "amin", "sum", "normInf"]) {
        kernel<Reduce2d>(name, dtype)(1, 6, x, 0, 6, 1, out, 0, 1);
        expect(out[0], name).toBeNaN();
      }
      kernel<Reduce2d>("nansum", dtype)(1, 6, x, 0, 6, 1, out, 0, 1);
      expect(out[0]).toBe(1);
    }
  });

  test("a long sum of float32 keeps its digits", () => {
    const x = new Float32Array(1_000_000).fill(0.1);
    const out = new Float32Array(1);
    kernel<Reduce2d>("sum", "float32")(1, x.length, x, 0, x.length, 1, out, 0, 1);
    expect(out[0]).toBe(Math.fround(Math.fround(0.1) * 1e6));
  });
});

describe("exact integers", () => {
  const reduce = (name: string, dtype: DType, values: number[]): number => {
    const x = newArray(dtype, values.length);
    x.set(values);
    const out = new Float64Array(1);
    kernel<Reduce2d>(name, dtype)(1, values.length, x, 0, values.length, 1, out, 0, 1);
    return out[0];
  };

  test("an int64 sum may leave the exact range on the way, but not in the end", () => {
    expect(reduce("sum", "int64", [MAX_INT64, 3, -MAX_INT64, 4])).toBe(7);
    expect(() => reduce("sum", "int64", [MAX_INT64, 1])).toThrow("sum: the int64 result");
  });

  test("an int64 product with a zero is zero, however large the rest", () => {
    expect(reduce("prod", "int64", [2 ** 50, 2 ** 50, 0, 3])).toBe(0);
    expect(reduce("prod", "int64", Array.from({ length: 40 }, () => 2 ** 40).concat(0))).toBe(0);
    expect(Object.is(reduce("prod", "int64", [-3, 0]), 0)).toBe(true);
    expect(() => reduce("prod", "int64", [2 ** 30, 2 ** 30])).toThrow("prod: the int64 result");
    expect(reduce("prod", "int32", [2 ** 20, 2 ** 20])).toBe(2 ** 40);
    expect(reduce("prod", "bool", [1, 1, 1])).toBe(1);
  });
});

describe("extremes with their places", () => {
  for (const dtype of dtypes) {
    test(`of ${dtype}`, () => {
      for (const [rows, cols, xo, rs, cs] of matrices) {
        if (cols === 0) continue;
        const x = randomArray(dtype, 9100, rows * 3 + cols);
        const out = newArray(dtype, rows);
        const places = new Float64Array(rows);
        const one = new Float64Array(rows);
        for (const [name, arg, pick] of [
          ["maxIndexed", "argmax", Math.max],
          ["minIndexed", "argmin", Math.min],
        ] as const) {
          kernel<IndexedReduce2d>(name, dtype)(rows, cols, x, xo, rs, cs, out, 0, 1, places, 0, 1);
          kernel<Reduce2d>(arg, dtype)(rows, cols, x, xo, rs, cs, one, 0, 1);
          expect(one).toEqual(places);
          rowsOf(x, rows, cols, xo, rs, cs).forEach((row, i) => {
            expect(out[i]).toBe(pick(...row));
            expect(places[i], "the first of equal ones").toBe(row.indexOf(out[i]));
          });
        }
      }
    });
  }

  test("the first NaN wins, in both loop orders", () => {
    const x = Float32Array.from([1, NaN, 3, NaN, -1, 2]);
    for (const [rows, rs, cs] of [
      [1, 6, 1],
      [6, 0, 1],
    ]) {
      const out = new Float64Array(rows);
      kernel<Reduce2d>("argmax", "float32")(rows, 6, x, 0, rs, cs, out, 0, 1);
      expect(out[0]).toBe(1);
      kernel<Reduce2d>("argmin", "float32")(rows, 6, x, 0, rs, cs, out, 0, 1);
      expect(out[rows - 1]).toBe(1);
    }
  });
});

describe("variance", () => {
  for (const dtype of floats) {
    const tolerance = dtype === "float32" ? 1e-6 : 1e-13;
    for (const correction of [0, 1, 2]) {
      test(`of ${dtype} with correction ${correction}`, () => {
        const reference = (row: number[]): number => {
          const mean = sum(row) / row.length;
          return sum(row.map((v) => (v - mean) ** 2)) / Math.max(row.length - correction, 0);
        };
        const options = { params: [correction], tolerance };
        expect(misfits("var", dtype, dtype, reference, options)).toEqual([]);
        expect(misfits("std", dtype, dtype, (row) => Math.sqrt(reference(row)), options)).toEqual(
          [],
        );
      });
    }
  }

  test("a large mean costs no digits", () => {
    const x = Float64Array.from([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    const out = new Float64Array(1);
    kernel<Reduce2d>("var", "float64")(1, 4, x, 0, 4, 1, out, 0, 1, 1);
    expect(out[0]).toBe(30);
  });
});

test("dtypes that have no such reduction have no kernel", () => {
  for (const name of ["mean", "var", "norm2", "logsumexp"]) {
    for (const dtype of integers)
      expect(kernelSlot(name)[dtype], `${name} ${dtype}`).toBeUndefined();
  }
});
