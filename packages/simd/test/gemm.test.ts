import type { Gemm } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { makeGemm } from "../src/gemm.ts";
import { loops } from "../src/host.ts";
import { makeSmallGemm } from "../src/small-gemm.ts";
import { pair, random } from "./support.ts";

const classes = { float32: Float32Array, float64: Float64Array };
/** Rounding of one operation, relative. */
const units = { float32: 2 ** -24, float64: 2 ** -53 };

/** Steps of a matrix of that many rows and columns, in elements. */
const layouts: Record<string, (rows: number, columns: number) => [number, number]> = {
  rows: (_, columns) => [columns, 1],
  columns: (rows) => [1, rows],
  gaps: (_, columns) => [columns + 3, 1],
  "wide gaps": (_, columns) => [2 * columns + 5, 1],
  "wide columns": (rows) => [1, 2 * rows + 5],
  strided: (_, columns) => [3 * columns + 1, 3],
  "one row for all": () => [0, 1],
  "one column for all": () => [1, 0],
};

type Case = {
  m: number;
  n: number;
  k: number;
  a?: string;
  b?: string;
  gap?: number;
  add?: boolean;
  bias?: boolean;
};

/** The kernels that are chosen among by size, at every size they can take. */
function ways(dtype: "float32" | "float64", loop: Gemm): Record<string, Gemm> {
  const packed = makeGemm(loops!, dtype, loop, 0);
  return dtype === "float64"
    ? { packed }
    : { packed, small: makeSmallGemm(loops!, packed, 0, Infinity) };
}

function check(
  dtype: "float32" | "float64",
  { m, n, k, a = "rows", b = "rows", gap = 0, add = false, bias = false }: Case,
): void {
  const next = random(m * 31 + n * 17 + k);
  const make = (size: number) => Float64Array.from({ length: size }, next);
  const [ars, acs] = layouts[a](m, k);
  const [brs, bcs] = layouts[b](k, n);
  const [ao, bo, co] = [2, 5, 3];
  const crs = n + gap;
  const A = classes[dtype].from(make(ao + (m - 1) * ars + (k - 1) * acs + 1));
  const B = classes[dtype].from(make(bo + (k - 1) * brs + (n - 1) * bcs + 1));
  const C = classes[dtype].from(make(co + m * crs + 4));
  const row = bias ? classes[dtype].from(make(n + 3)) : undefined;
  const [got, wanted] = [C.slice(), C.slice()];
  const { simd, loop } = pair<Gemm>("gemm", dtype);
  simd(m, n, k, A, ao, ars, acs, B, bo, brs, bcs, got, co, crs, add, row, 3);
  // Where the cut-over lies must not show: packed or not, the bits are the same.
  for (const [name, kernel] of Object.entries(ways(dtype, loop))) {
    const other = C.slice();
    kernel(m, n, k, A, ao, ars, acs, B, bo, brs, bcs, other, co, crs, add, row, 3);
    if (m > 3 && n > 3 && k > 0) expect(other, `${name} ${m}x${n}x${k} ${a} ${b}`).toEqual(got);
  }
  loop(m, n, k, A, ao, ars, acs, B, bo, brs, bcs, wanted, co, crs, add, row, 3);
  // Every product and every sum rounds once, relative to what the magnitudes alone would give.
  const sizes = C.map(Math.abs);
  const [x, y, z] = [A, B, row].map((array) => array?.map(Math.abs));
  loop(m, n, k, x!, ao, ars, acs, y!, bo, brs, bcs, sizes, co, crs, add, z, 3);
  const at = got.findIndex(
    (x, i) => !(Math.abs(x - wanted[i]) <= (k + 2) * units[dtype] * sizes[i]),
  );
  expect(at, `${dtype} ${m}x${n}x${k} ${a} ${b}: ${got[at]} for ${wanted[at]}`).toBe(-1);
  for (let i = 0; i < got.length; i++) {
    const inside = i >= co && i < co + m * crs && (i - co) % crs < n;
    if (!inside) expect(got[i], `element ${i} is not of the product`).toBe(C[i]);
  }
}

describe.each(["float32", "float64"] as const)("gemm of %s", (dtype) => {
  test.each([
    [1, 1, 1],
    [4, 4, 256],
    [5, 9, 103],
    [7, 23, 64],
    [8, 8, 64],
    [16, 17, 18],
    [31, 33, 30],
    [64, 10, 128],
    [65, 66, 67],
    [33, 9, 700],
    [257, 20, 40],
    [260, 513, 33],
    [20, 1030, 17],
    [12, 12, 1100],
    [300, 530, 600],
  ])("%i x %i x %i", (m, n, k) => {
    check(dtype, { m, n, k });
    check(dtype, { m, n, k, add: true, gap: 2 });
    check(dtype, { m, n, k, bias: true });
    check(dtype, { m, n, k, bias: true, gap: 3 });
    check(dtype, { m, n, k, a: "columns", b: "columns" });
  });

  const names = Object.keys(layouts);
  test.each(names.flatMap((a) => names.map((b) => [a, b])))("%s times %s", (a, b) => {
    for (const gap of [0, 1]) {
      for (const add of [false, true]) check(dtype, { m: 37, n: 29, k: 45, a, b, gap, add });
      check(dtype, { m: 6, n: 70, k: 50, a, b, gap });
      check(dtype, { m: 9, n: 5, k: 130, a, b, gap, bias: true });
    }
  });

  test("no common elements", () => {
    check(dtype, { m: 20, n: 20, k: 0 });
    check(dtype, { m: 20, n: 20, k: 0, add: true });
    check(dtype, { m: 20, n: 20, k: 0, bias: true });
  });

  test("infinities and NaN stay in their rows and columns", () => {
    const [m, n, k] = [18, 18, 18];
    const make = () => new classes[dtype](m * n).fill(1);
    const [a, b, got] = [make(), make(), make()];
    a[3 * k + 2] = NaN;
    b[7 * n + 5] = Infinity;
    pair<Gemm>("gemm", dtype).simd(m, n, k, a, 0, k, 1, b, 0, n, 1, got, 0, n, false);
    got.forEach((x, i) => {
      const [row, column] = [Math.floor(i / n), i % n];
      expect(x).toBe(row === 3 ? NaN : column === 5 ? Infinity : k);
    });
  });

  test("the same bits each time", () => {
    const [m, n, k] = [70, 90, 600];
    const next = random(1);
    const a = new classes[dtype](m * k).map(next);
    const b = new classes[dtype](k * n).map(next);
    const run = () => {
      const c = new classes[dtype](m * n);
      pair<Gemm>("gemm", dtype).simd(m, n, k, a, 0, k, 1, b, 0, n, 1, c, 0, n, false);
      return c;
    };
    expect(run()).toEqual(run());
  });
});
