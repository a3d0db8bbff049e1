/**
 * The kernel table takes a kernel from elsewhere: a matrix product in WebAssembly SIMD replaces the loop, everything that
 * multiplies matrices uses it, and the loop stays as the fallback and the oracle.
 */
import { afterEach, describe, expect, test } from "vitest";
import * as torch from "../src/index.ts";
import {
  kernel,
  kernelSlot,
  listKernels,
  registerKernel,
  unregisterKernel,
  useReplacements,
  type Gemm,
} from "../src/kernels/table.ts";
import { stream } from "./op-table/make.ts";
import { gemmSimd } from "./simd-proof/gemm.ts";

const name = "gemm";
const loop = kernelSlot<Gemm>(name).fallback.float32 as Gemm;

function random(count: number, seed: number): Float32Array {
  const next = stream(seed);
  return Float32Array.from({ length: count }, () => next() * 2 - 1);
}

afterEach(() => {
  unregisterKernel(name, "float32");
  useReplacements(true);
});

describe("the kernel itself", () => {
  const sizes = [
    [1, 1, 1],
    [4, 8, 4],
    [5, 9, 3],
    [17, 31, 23],
    [64, 64, 64],
    [3, 5, 0],
    [0, 3, 2],
    [2, 0, 3],
    [33, 1, 40],
  ];

  test.each(sizes)("%i x %i over %i, any strides, added or not", (m, n, k) => {
    for (const [ars, acs, brs, bcs] of [
      [k, 1, n, 1],
      [1, m, 1, k],
      [2 * k + 1, 2, 3 * n, 3],
    ]) {
      for (const accumulate of [false, true]) {
        const a = random(3 + m * ars + k * acs + 1, 1);
        const b = random(2 + k * brs + n * bcs + 1, 2);
        const crs = n + 2;
        const [expected, got] = [random(1 + m * crs, 3), random(1 + m * crs, 3)];
        loop(m, n, k, a, 3, ars, acs, b, 2, brs, bcs, expected, 1, crs, accumulate);
        gemmSimd(m, n, k, a, 3, ars, acs, b, 2, brs, bcs, got, 1, crs, accumulate);
        // Sums of k products in single precision, each at most 1.
        const bound = 2 ** -23 * (k + 1);
        got.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(bound));
      }
    }
  });
});

describe("through the table", () => {
  /** A step of a small network, which multiplies forward and backward, transposed as well. */
  function gradients(): number[][] {
    const x = torch.tensor(random(33 * 20, 4)).reshape(33, 20);
    const w = torch
      .tensor(random(20 * 17, 5))
      .reshape(20, 17)
      .requiresGrad_();
    const v = torch
      .tensor(random(17 * 9, 6))
      .reshape(9, 17)
      .requiresGrad_();
    x.matmul(w).tanh().matmul(v.transpose(0, 1)).pow(2).mean().backward();
    return [w, v].map(({ grad }) => [...(grad as torch.Tensor).toTypedArray()]);
  }

  test("replaces the loop, until replacements are off", () => {
    let calls = 0;
    const counted: Gemm = (...args) => {
      calls++;
      gemmSimd(...args);
    };
    const expected = gradients();
    registerKernel<Gemm>(name, "float32", counted);
    expect(listKernels().find((entry) => entry.name === name)?.replaced).toEqual(["float32"]);
    const got = gradients();
    expect(calls).toBeGreaterThanOrEqual(4);
    got.forEach((row, i) =>
      row.forEach((value, k) => expect(value).toBeCloseTo(expected[i][k], 5)),
    );
    const before = calls;
    useReplacements(false);
    expect(kernel<Gemm>(name, "float32")).toBe(loop);
    expect(gradients()).toEqual(expected);
    expect(calls).toBe(before);
  });

  test("leaves other dtypes to their loops", () => {
    registerKernel<Gemm>(name, "float32", () => {
      throw new Error("not for float64");
    });
    const x = torch.tensor(
      [
        [1, 2],
        [3, 4],
      ],
      { dtype: "float64" },
    );
    expect(x.matmul(x).tolist()).toEqual([
      [7, 10],
      [15, 22],
    ]);
  });
});
