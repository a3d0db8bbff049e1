import { describe, expect, test } from "vitest";
import { dtypes, MAX_INT64, newArray } from "../../src/dtype.ts";
import "../../src/kernels/register.ts";
import { type IndexedScanRow, kernel, type ScanRow } from "../../src/kernels/table.ts";
import { randomArray } from "./support.ts";

describe("running totals", () => {
  const references: Record<string, (values: number[]) => number> = {
    cumsum: (values) => values.reduce((a, b) => a + b, 0),
    cumprod: (values) => values.reduce((a, b) => a * b, 1),
    logcumsumexp: (values) => Math.log(values.reduce((a, b) => a + Math.exp(b), 0)),
  };
  for (const [name, reference] of Object.entries(references)) {
    for (const dtype of ["float32", "float64", "int64"] as const) {
      if (name === "logcumsumexp" && dtype === "int64") continue;
      test(`${name} of ${dtype}`, () => {
        const x = randomArray(dtype, 40, 3);
        const out = newArray(dtype, 40);
        kernel<ScanRow>(name, dtype)(11, x, 2, 3, out, 1, 2);
        for (let i = 0; i < 11; i++) {
          const values = Array.from({ length: i + 1 }, (_, j) => x[2 + 3 * j]);
          const digits = dtype === "float32" ? 3 : 10;
          expect(out[1 + 2 * i]).toBeCloseTo(reference(values), digits);
        }
      });
    }
  }

  test("int64 totals are exact or throw", () => {
    const x = Float64Array.from([MAX_INT64, 1]);
    expect(() => kernel<ScanRow>("cumsum", "int64")(2, x, 0, 1, new Float64Array(2), 0, 1)).toThrow(
      "cumsum: the int64 result",
    );
    expect(() =>
      kernel<ScanRow>("cumprod", "int64")(2, Float64Array.of(2 ** 40, 2 ** 40), 0, 1, x, 0, 1),
    ).toThrow("cumprod: the int64 result");
  });
});

describe("running extremes", () => {
  test("of equal ones the last counts; NaN stays and a later NaN takes its place", () => {
    const x = Float32Array.from([1, NaN, 3, NaN, -0]);
    const out = new Float32Array(5);
    const places = new Float64Array(5);
    for (const name of ["cummax", "cummin"]) {
      kernel<IndexedScanRow>(name, "float32")(5, x, 0, 1, out, 0, 1, places, 0, 1);
      expect([...out]).toEqual([1, NaN, NaN, NaN, NaN]);
      expect([...places]).toEqual([0, 1, 1, 3, 3]);
    }
    kernel<IndexedScanRow>("cummax", "float32")(
      2,
      Float32Array.of(2, 2),
      0,
      1,
      out,
      0,
      1,
      places,
      0,
      1,
    );
    expect([...places.subarray(0, 2)]).toEqual([0, 1]);
  });

  for (const dtype of dtypes) {
    test(`of ${dtype}`, () => {
      const x = randomArray(dtype, 30, 9);
      const out = newArray(dtype, 30);
      const places = new Float64Array(30);
      for (const [name, pick] of [
        ["cummax", Math.max],
        ["cummin", Math.min],
      ] as const) {
        kernel<IndexedScanRow>(name, dtype)(9, x, 1, 3, out, 0, 2, places, 1, 1);
        for (let i = 0; i < 9; i++) {
          const values = Array.from({ length: i + 1 }, (_, j) => x[1 + 3 * j]);
          expect(out[2 * i]).toBe(pick(...values));
          expect(places[1 + i]).toBe(values.lastIndexOf(out[2 * i]));
        }
      }
    });
  }
});
