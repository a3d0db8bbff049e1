/**
 * The error of each scalar function in units of the last place, against values worked out with at least 160 bits and
 * rounded once (mpmath 1.3, random arguments over the ranges where each function is used, seed 7).
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as activation from "../../src/kernels/scalar/activation.ts";
import * as exponential from "../../src/kernels/scalar/exponential.ts";
import * as hyperbolic from "../../src/kernels/scalar/hyperbolic.ts";
import * as logarithm from "../../src/kernels/scalar/logarithm.ts";
import * as power from "../../src/kernels/scalar/power.ts";
import * as special from "../../src/kernels/scalar/special.ts";
import * as trigonometric from "../../src/kernels/scalar/trigonometric.ts";
import { ulps } from "./support.ts";

const scalars = {
  ...activation,
  ...exponential,
  ...hyperbolic,
  ...logarithm,
  ...power,
  ...special,
  ...trigonometric,
} as unknown as Record<string, (...args: number[]) => number>;

const reference = JSON.parse(
  readFileSync(new URL("reference/accuracy.json", import.meta.url), "utf8"),
) as Record<string, number[][]>;

/** The largest error allowed, in units of the last place of a float64. */
const bounds: Record<string, number> = {
  exp: 1,
  exp2: 1,
  expm1: 2,
  log: 2,
  log2: 1,
  log10: 1,
  log1p: 2,
  sin: 1,
  cos: 1,
  tan: 2,
  asin: 1,
  acos: 1,
  atan: 1,
  sinh: 2,
  cosh: 1,
  tanh: 2,
  sigmoid: 2,
  asinh: 2,
  acosh: 2,
  atanh: 2,
  erf: 2,
  erfc: 3,
  erfinv: 3,
  lgamma: 3,
  digamma: 3,
  pow: 1,
  atan2: 2,
  hypot: 2,
  logaddexp: 2,
};

/** Those that have a shorter form for float32 results. */
const singles = ["exp", "log", "tanh", "sigmoid", "erf"];

describe("float64", () => {
  for (const [name, points] of Object.entries(reference)) {
    test(`${name} is within ${bounds[name]} units in the last place`, () => {
      let worst = 0;
      let where: number[] = [];
      for (const point of points) {
        const args = point.slice(0, -1);
        const error = ulps(scalars[name](...args), point[point.length - 1]);
        if (error > worst) [worst, where] = [error, args];
      }
      // The reference itself is rounded: a function right to half a unit may seem to be a whole one off.
      expect(worst, `at ${where.join(", ")}`).toBeLessThanOrEqual(bounds[name]);
    });
  }
});

describe("float32", () => {
  for (const name of singles) {
    test(`${name} is within 1 unit in the last place`, () => {
      for (const [x] of reference[name]) {
        const given = Math.fround(x);
        // The float64 function is a thousand million times finer than what is asked here.
        const expected = Math.fround(scalars[name](given));
        if (!Number.isFinite(expected) || !Number.isFinite(given)) continue;
        const actual = Math.fround(scalars[`${name}Single`](given));
        expect(ulps(actual, expected, true), `${name}(${given})`).toBeLessThanOrEqual(1);
      }
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
    ["silu"],
    ["gelu"],
    ["geluTanh"],
    ["logsigmoid"],
    ["softplus", 1, 20],
    ["softplus", 2, 5],
  ] as [string, ...number[]][]) {
    test(`${[name, ...params].join(" ")} agrees with its float64 form to 1 unit in the last place`, () => {
      for (let x = -30; x <= 30; x += 0.0317) {
        const given = Math.fround(x);
        const expected = Math.fround(scalars[name](given, ...params));
        const actual = Math.fround(scalars[`${name}Single`](given, ...params));
        // The tails of both gelu forms are differences of numbers near 1: right to the last place of 1, not of themselves.
        const close = Math.abs(actual - expected) < 1e-14;
        const error = close ? 0 : ulps(actual, expected, true);
        expect(error, `${name}(${given})`).toBeLessThanOrEqual(1);
      }
    });
  }

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
