import { kernelSlot, type UnaryRow } from "@tapeloop/core/kernels";
import { expect, test } from "vitest";

import { pair } from "./support.ts";

/** Floats from one to another, all signs and exponents: every `step`th pattern of bits. */
function floats(from: number, to: number, step: number): Float32Array {
  const x = Float32Array.of(from, to);
  // Without their signs, floats are in the order of their bits.
  const bits = (value: number) => {
    x[0] = Math.abs(value);
    return new Int32Array(x.buffer)[0];
  };
  const found: number[] = [];
  const add = (first: number, last: number, sign: number) => {
    for (let i = first; i <= last; i += step) {
      new Int32Array(x.buffer)[0] = i;
      found.push(sign * x[0]);
    }
  };
  if (from < 0) add(0, bits(from), -1);
  if (to > 0) add(from > 0 ? bits(from) : 0, bits(to), 1);
  return Float32Array.from(found);
}

/** The distance from a number to the next float. */
function unit(y: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(y))), -126) - 23);
}

/** Φ(x) by the complementary error function in doubles, which is right on the left too. */
function normal(x: number): number {
  const from = Float64Array.of(-x * Math.SQRT1_2);
  const to = new Float64Array(1);
  kernelSlot<UnaryRow>("erfc").fallback.float64!(1, from, 0, 1, to, 0, 1);
  return to[0] / 2;
}

/** What is computed, over what, and the largest error in units of the last place. */
const functions: Record<string, [(x: number) => number, from: number, to: number, error: number]> =
  {
    exp: [Math.exp, -104, 88.7, 1],
    log: [Math.log, 1e-45, 3e38, 1],
    tanh: [Math.tanh, -12, 12, 2],
    sigmoid: [(x) => Math.exp(Math.min(x, 0)) / (1 + Math.exp(-Math.abs(x))), -104, 40, 1.8],
    sqrt: [Math.sqrt, 1e-45, 3e38, 0.5],
    silu: [(x) => (x * Math.exp(Math.min(x, 0))) / (1 + Math.exp(-Math.abs(x))), -104, 40, 1.2],
    gelu: [(x) => x * normal(x), -14.5, 12, 1.9],
  };

test.each(Object.entries(functions))("%s", (name, [exact, from, to, error]) => {
  const x = floats(from, to, 3001);
  const y = new Float32Array(x.length);
  pair<UnaryRow>(name).simd(x.length, x, 0, 1, y, 0, 1);
  let largest = 0;
  let where = 0;
  x.forEach((it, i) => {
    const wanted = exact(it);
    const off = Math.abs(y[i] - wanted) / unit(wanted);
    if (!(off <= largest)) [largest, where] = [off, it];
  });
  expect(largest, `${name}(${where})`).toBeLessThanOrEqual(error);
});
