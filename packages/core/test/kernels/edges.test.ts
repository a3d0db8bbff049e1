/**
 * Zeros, infinities, NaN, subnormal and huge numbers, against PyTorch 1.13.1's results on the CPU in float64 and float32.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type DType, newArray } from "../../src/dtype.ts";
import "../../src/kernels/register.ts";
import { type BinaryRow, kernel, kernelSlot, type UnaryRow } from "../../src/kernels/table.ts";
import { decode } from "./support.ts";

type Values = readonly (number | string)[];

const edges = JSON.parse(
  readFileSync(new URL("reference/edges.json", import.meta.url), "utf8"),
) as {
  x: Values;
  y: Values;
  unary: Record<string, Values>;
  single: Record<string, Values>;
  binary: Record<string, Values>;
};

const booleans = new Set([
  ..."isnan isinf isposinf isneginf isfinite signbit logicalNot".split(" "),
  ..."eq ne lt le gt ge logicalAnd logicalOr logicalXor isclose iscloseNan".split(" "),
]);

const params: Record<string, number[]> = { isclose: [1e-5, 1e-8], iscloseNan: [1e-5, 1e-8] };

/** Where the results differ, and why. */
const differing: Record<string, (x: number) => boolean> = {
  // PyTorch's vectorised functions lose precision for huge arguments in float32.
  "sin float32": (x) => Math.abs(x) > 1e30,
  "cos float32": (x) => Math.abs(x) > 1e30,
  "tan float32": (x) => Math.abs(x) > 1e30,
  // PyTorch's formulas cancel to 0 there.
  "gelu float64": (x) => x === -20,
  "geluTanh float64": (x) => x === -20,
  "gelu float32": (x) => x === -20,
  "geluTanh float32": (x) => x === -20,
};

/** PyTorch's float32 forms cancel for negative arguments, where ours, computed in doubles, do not. */
const tolerances: Record<string, number> = { "gelu float32": 1e-4, "geluTanh float32": 1e-4 };

function close(actual: number, expected: number, tolerance: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(actual);
  if (actual === expected) return true;
  return Math.abs(actual - expected) <= tolerance * Math.max(Math.abs(expected), 1e-300);
}

describe("unary", () => {
  for (const [dtype, results] of [
    ["float64", edges.unary],
    ["float32", edges.single],
  ] as const) {
    for (const [name, expected] of Object.entries(results)) {
      test(`${name} of ${dtype}`, () => {
        const x = newArray(dtype, edges.x.length);
        edges.x.forEach((value, i) => (x[i] = decode(value)));
        const out = newArray(booleans.has(name) ? "bool" : dtype, x.length);
        kernel<UnaryRow>(name, dtype)(x.length, x, 0, 1, out, 0, 1);
        const tolerance = tolerances[`${name} ${dtype}`] ?? (dtype === "float64" ? 4e-14 : 2e-6);
        for (let i = 0; i < x.length; i++) {
          if (differing[`${name} ${dtype}`]?.(x[i])) continue;
          const want = decode(expected[i]);
          expect(close(out[i], want, tolerance), `${name}(${x[i]}) is ${out[i]}, not ${want}`).toBe(
            true,
          );
        }
      });
    }
  }
});

describe("binary", () => {
  for (const [name, expected] of Object.entries(edges.binary)) {
    test(`${name} of float64`, () => {
      const values = edges.y.map(decode);
      const n = values.length;
      const dtype: DType = "float64";
      expect(kernelSlot(name).float64).toBeDefined();
      const out = newArray(booleans.has(name) ? "bool" : dtype, n);
      const b = Float64Array.from(values);
      values.forEach((left, i) => {
        const a = new Float64Array([left]);
        kernel<BinaryRow>(name, dtype)(n, a, 0, 0, b, 0, 1, out, 0, 1, ...(params[name] ?? []));
        for (let j = 0; j < n; j++) {
          const want = decode(expected[i * n + j]);
          expect(
            close(out[j], want, 4e-14),
            `${name}(${left}, ${b[j]}) is ${out[j]}, not ${want}`,
          ).toBe(true);
        }
      });
    });
  }
});
