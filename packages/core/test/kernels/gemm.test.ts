import { describe, expect, test } from "vitest";
import { type DType, MAX_INT64 } from "../../src/dtype.ts";
import "../../src/kernels/register.ts";
import { type Gemm, kernel } from "../../src/kernels/table.ts";
import { randomArray } from "./support.ts";

const sizes = [
  [1, 1, 1],
  [4, 4, 4],
  [5, 7, 3],
  [8, 3, 9],
  [3, 8, 17],
  [1, 13, 6],
  [13, 1, 6],
  [1, 1, 30],
  [6, 5, 0],
  [0, 5, 3],
  [5, 0, 3],
  [18, 19, 22],
  [37, 20, 41],
];

/** How a, b and c may lie: [row stride, column stride] from the sizes. */
const layouts: Record<string, (rows: number, cols: number) => [number, number]> = {
  "row-major": (_, cols) => [cols, 1],
  transposed: (rows) => [1, rows],
  "with gaps": (_, cols) => [cols * 2 + 3, 2],
  "repeated rows": () => [0, 1],
};

/** The places where the product differs from its definition, or something else was written. */
function misfits(dtype: DType, tolerance: number, of: readonly number[][] = sizes): string[] {
  const found: string[] = [];
  for (const [m, n, k] of of) {
    for (const [aName, aLayout] of Object.entries(layouts)) {
      for (const [bName, bLayout] of Object.entries(layouts)) {
        for (const start of ["zero", "c", "bias"]) {
          const accumulate = start === "c";
          const bias = start === "bias" ? randomArray(dtype, n + 2, 5) : undefined;
          const [ars, acs] = aLayout(m, k);
          const [brs, bcs] = bLayout(k, n);
          const a = randomArray(dtype, 3 + m * ars + k * acs, m + k);
          const b = randomArray(dtype, 4 + k * brs + n * bcs, n + 2 * k);
          const crs = n + 2;
          const c = randomArray(dtype, m * crs + 3, 7);
          const before = c.slice();
          kernel<Gemm>("gemm", dtype)(
            m,
            n,
            k,
            a,
            2,
            ars,
            acs,
            b,
            3,
            brs,
            bcs,
            c,
            1,
            crs,
            accumulate,
            bias,
            2,
          );
          for (let at = 0; at < c.length; at++) {
            const i = Math.floor((at - 1) / crs);
            const j = (at - 1) % crs;
            if (at === 0 || i >= m || j >= n) {
              if (c[at] !== before[at]) found.push(`${m} ${n} ${k}: wrote at ${at}`);
              continue;
            }
            let sum = accumulate ? before[at] : bias ? bias[2 + j] : 0;
            for (let l = 0; l < k; l++) sum += a[2 + i * ars + l * acs] * b[3 + l * brs + j * bcs];
            if (dtype === "uint8") sum &= 255;
            if (Math.abs(c[at] - sum) > tolerance * (1 + Math.abs(sum))) {
              found.push(
                `${m} ${n} ${k}, a ${aName}, b ${bName}: ${c[at]}, not ${sum}, at ${i}, ${j}`,
              );
            }
          }
        }
      }
    }
  }
  return found;
}

describe("gemm", () => {
  test("of float32", () => {
    expect(misfits("float32", 1e-5)).toEqual([]);
  });
  test("of float64", () => {
    expect(misfits("float64", 1e-13)).toEqual([]);
  });
  test("of int64", () => {
    expect(misfits("int64", 0)).toEqual([]);
  });
  test("of int32", () => {
    expect(misfits("int32", 0)).toEqual([]);
  });
  test("of uint8", () => {
    expect(misfits("uint8", 0)).toEqual([]);
  });

  test("beyond the panels and blocks that are taken at a time", () => {
    const large = [
      [9, 40, 1030],
      [9, 520, 66],
      [1500, 1, 6],
      [1, 1500, 6],
    ];
    expect(misfits("float32", 1e-5, large)).toEqual([]);
  });

  test("float32 sums keep their digits: they are doubles until they are stored", () => {
    const k = 4096;
    const a = new Float32Array(k).fill(0.1);
    const c = new Float32Array(1);
    kernel<Gemm>("gemm", "float32")(1, 1, k, a, 0, k, 1, a, 0, 1, 1, c, 0, 1, false);
    expect(c[0]).toBe(Math.fround(Math.fround(0.1) ** 2 * k));
  });

  test("NaN and infinities are carried, also where the other side is 0", () => {
    const a = Float32Array.of(0, 1, 0, 1);
    const b = Float32Array.of(NaN, Infinity, 2, 3);
    const c = new Float32Array(4);
    kernel<Gemm>("gemm", "float32")(2, 2, 2, a, 0, 2, 1, b, 0, 2, 1, c, 0, 2, false);
    expect([...c]).toEqual([NaN, NaN, NaN, NaN]);
  });

  test("int32 wraps, int64 throws beyond its exact range", () => {
    const c = new Int32Array(1);
    const big = Int32Array.of(2 ** 30, 2 ** 30);
    kernel<Gemm>("gemm", "int32")(
      1,
      1,
      2,
      big,
      0,
      2,
      1,
      Int32Array.of(2, 3),
      0,
      1,
      1,
      c,
      0,
      1,
      false,
    );
    expect(c[0]).toBe((5 * 2 ** 30) | 0);
    expect(() =>
      kernel<Gemm>("gemm", "int64")(
        1,
        1,
        1,
        Float64Array.of(MAX_INT64),
        0,
        1,
        1,
        Float64Array.of(2),
        0,
        1,
        1,
        new Float64Array(1),
        0,
        1,
        false,
      ),
    ).toThrow("matmul: the int64 result");
  });
});
