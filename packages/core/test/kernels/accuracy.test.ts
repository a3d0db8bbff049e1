/**
 * The error of each scalar function in units of the last place, against values worked out with 240 bits (mpmath 1.3, seed 7),
 * each given as a float64 and the rest: random arguments over the ranges where a function is used and over all exponents, and
 * around 0, the ends, and the points where one formula takes over from another, neighbour by neighbour.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import "../../src/kernels/register.ts";
import * as activation from "../../src/kernels/scalar/activation.ts";
import * as exponential from "../../src/kernels/scalar/exponential.ts";
import * as gelu from "../../src/kernels/scalar/gelu.ts";
import * as hyperbolic from "../../src/kernels/scalar/hyperbolic.ts";
import * as logarithm from "../../src/kernels/scalar/logarithm.ts";
import * as power from "../../src/kernels/scalar/power.ts";
import * as special from "../../src/kernels/scalar/special.ts";
import * as trigonometric from "../../src/kernels/scalar/trigonometric.ts";
import { kernel, type UnaryRow } from "../../src/kernels/table.ts";
import { ulps } from "./support.ts";

const scalars = {
  ...activation,
  ...exponential,
  ...gelu,
  ...hyperbolic,
  ...logarithm,
  ...power,
  ...special,
  ...trigonometric,
} as unknown as Record<string, (...args: number[]) => number>;

const reference = JSON.parse(
  readFileSync(new URL("reference/accuracy.json", import.meta.url), "utf8"),
) as Record<string, number[][]>;

/**
 * The largest error allowed, in units of the last place of a float64: what forty thousand arguments of the same kind gave,
 * rounded up. Those at the end are held to references of one float64, which may be half a unit off themselves; a sum's
 * logarithm near 0 has fewer digits.
 */
const bounds: Record<string, number> = {
  exp: 1,
  exp2: 0.6,
  expm1: 1.7,
  log: 1.7,
  log2: 0.6,
  log10: 0.6,
  log1p: 1.1,
  sin: 0.8,
  cos: 0.8,
  tan: 1.9,
  asin: 1.1,
  acos: 0.9,
  atan: 0.8,
  sinh: 1.8,
  cosh: 1.6,
  tanh: 1.4,
  asinh: 1.6,
  acosh: 1.8,
  atanh: 1.9,
  sigmoid: 2,
  erf: 1.6,
  erfc: 2,
  gelu: 1.9,
  geluTanh: 1.9,
  softplus: 1.7,
  logsigmoid: 1.8,
  silu: 1.8,
  mish: 2,
  pow: 0.6,
  erfinv: 3,
  lgamma: 3,
  digamma: 3,
  atan2: 2,
  hypot: 2,
  logaddexp: 2,
};

/** What functions take after their argument. */
const parameters: Record<string, number[]> = { softplus: [1, Infinity] };

/** The distance from a float to the next one away from 0. */
function unit(y: number, bits: number, least: number): number {
  let exponent = Math.floor(Math.log2(Math.abs(y)));
  if (2 ** exponent > Math.abs(y)) exponent--;
  return 2 ** Math.max(exponent - bits, least);
}

describe("float64", () => {
  for (const [name, points] of Object.entries(reference)) {
    test(`${name} is within ${bounds[name]} units in the last place`, () => {
      let worst = 0;
      let where: number[] = [];
      for (const point of points) {
        const args = point.slice(0, -2);
        const [high, low] = point.slice(-2);
        const result = scalars[name](...args, ...(parameters[name] ?? []));
        const error = Math.abs(result - high - low) / unit(high, 52, -1074);
        // Written so that NaN is the worst.
        if (!(error <= worst)) [worst, where] = [error, args];
      }
      expect(worst, `at ${where.join(", ")}`).toBeLessThanOrEqual(bounds[name]);
    });
  }
});

/** Floats of every sign and exponent, 80 of each, and others between -30 and 30; infinities and NaN. */
function denseFloats(): Float32Array {
  const patterns = Int32Array.from({ length: 20000 }, (_, i) => i * 106501);
  const positive = new Float32Array(patterns.buffer).filter((x) => x < Infinity);
  const even = Float32Array.from({ length: 10000 }, (_, i) => (i - 5000) * 0.006);
  const edges = Float32Array.of(Infinity, -Infinity, NaN);
  const parts = [positive, positive.map((x) => -x), even, edges];
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

describe("float32", () => {
  const floats = denseFloats();
  const given = Float64Array.from(floats);
  const unary = Object.keys(bounds).slice(0, Object.keys(bounds).indexOf("pow"));

  // Computed in doubles: what is lost beside the rounding to float32 is what the short forms leave off.
  for (const name of unary) {
    test(`${name} is within 0.54 units in the last place`, () => {
      const params = parameters[name] ?? [];
      const actual = new Float32Array(floats.length);
      kernel<UnaryRow>(name, "float32")(floats.length, floats, 0, 1, actual, 0, 1, ...params);
      let worst = 0;
      let where = 0;
      for (let i = 0; i < floats.length; i++) {
        // Within 2 units of a float64: a thousand million times finer than what is asked here.
        const expected = scalars[name](given[i], ...params);
        const rounded = Math.fround(expected);
        let error = Math.abs(actual[i] - expected) / unit(expected, 23, -149);
        if (!Number.isFinite(rounded)) error = Object.is(actual[i], rounded) ? 0 : Infinity;
        if (!(error <= worst)) [worst, where] = [error, given[i]];
      }
      expect(worst, `at ${where}`).toBeLessThanOrEqual(0.54);
    });
  }

  test("pow is within 1 unit in the last place", () => {
    const bases = [1e-30, 0.01, 0.7, 0.999, 1, 1.5, 3, 17, 1e5, 1e30, 0, -2, Infinity, NaN];
    const exponents = [-40, -7, -2.5, -1, -0.3, 0, 0.5, 1, 1.7, 2, 3, 10, 55, Infinity, NaN];
    for (const x of bases.map(Math.fround)) {
      for (const y of exponents.map(Math.fround)) {
        const expected = Math.fround(scalars.pow(x, y));
        const actual = Math.fround(scalars.powSingle(x, y));
        if (Number.isFinite(expected))
          expect(ulps(actual, expected, true), `${x} ** ${y}`).toBeLessThanOrEqual(1);
        else expect(actual, `${x} ** ${y}`).toBe(expected);
      }
    }
  });

  for (const [name, ...params] of [
    ["siluBackward"],
    ["geluBackward"],
    ["geluTanhBackward"],
    ["logsigmoidBackward"],
    ["softplusBackward", 1, 20],
  ] as [string, ...number[]][]) {
    test(`${name} agrees with its float64 form to a part in 10^7 of the gradient`, () => {
      for (let x = -30; x <= 30; x += 0.0317) {
        const expected = scalars[name](2, x, ...params);
        const actual = scalars[`${name}Single`](2, x, ...params);
        expect(Math.abs(actual - expected), `${name}(${x})`).toBeLessThanOrEqual(1e-8);
      }
    });
  }

  test("exp of float32 covers overflow, underflow, infinities and NaN", () => {
    const exp = (x: number): number => Math.fround(exponential.expSingle(x));
    expect(exp(88.8)).toBe(Infinity);
    expect(exp(1e30)).toBe(Infinity);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(-1e30)).toBe(0);
    expect(exp(NaN)).toBeNaN();
    expect(exp(0)).toBe(1);
    expect(exp(-100)).toBe(Math.fround(3.720075976020836e-44));
  });
});

test("powers of two and ten have exact logarithms, integers exact powers", () => {
  for (let e = -300; e <= 300; e++) {
    expect(logarithm.log10(Number(`1e${e}`))).toBe(e);
    expect(logarithm.log2(2 ** e)).toBe(e);
    expect(exponential.exp2(e)).toBe(2 ** e);
  }
  for (let base = -12; base <= 12; base++) {
    for (let e = 0; e <= 12; e++)
      expect(power.pow(base, e)).toBe(Number(BigInt(base) ** BigInt(e)));
  }
});
