import type { BinaryRow, UnaryRow } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair, random } from "./support.ts";

const U = 2 ** -24;
/** Half the distance between the smallest floats. */
const TINY = 2 ** -148;

/**
 * How far the loops may lie apart: a number of units in the last place of the result, and what is absolute. Where a result
 * is one rounding of one operation, both are the same.
 */
const unary: Record<
  string,
  {
    units: number;
    absolute?: (x: number) => number;
    positive?: boolean;
    /** The function's own. */
    numbers?: readonly number[];
  }
> = {
  exp: { units: 2 },
  log: { units: 2, positive: true },
  tanh: { units: 4 },
  sigmoid: { units: 4 },
  gelu: { units: 4 },
  relu: { units: 0 },
  sqrt: { units: 0, positive: true },
  // The slope, too, is rounded.
  leakyRelu: { units: 2, numbers: [0.01] },
  clamp: { units: 0, numbers: [-0.5, 3] },
  silu: { units: 2 },
  square: { units: 0 },
  neg: { units: 0 },
  abs: { units: 0 },
  reciprocal: { units: 0 },
};

/** `second` brings the second operand into the range of what the function is for. */
const binary: Record<
  string,
  {
    units: number;
    absolute?: (a: number, b: number) => number;
    first?: (a: number) => number;
    second?: (b: number) => number;
    numbers?: readonly number[];
  }
> = {
  add: { units: 0 },
  sub: { units: 0 },
  mul: { units: 0 },
  div: { units: 0 },
  thresholdBackward: { units: 0 },
  // From results: 1 - y² is rounded once more than in the loop, near 1 from what is left of 1.
  sigmoidBackward: {
    units: 4,
    absolute: (a) => 4 * U * Math.abs(a),
    second: (b) => Math.abs(b) % 1,
  },
  tanhBackward: { units: 4, absolute: (a) => 4 * U * Math.abs(a), second: (b) => b % 1 },
  geluBackward: {
    units: 8,
    absolute: (a, b) =>
      Math.abs(a) < Infinity ? 8 * U * Math.abs(a) * Math.max(1, Math.min(Math.abs(b), 40)) : 0,
  },
};

const specials = [
  0, -0, 1, -1, 1e-8, -1e-8, 1e-40, -1e-40, 0.625, 88, 88.8, 89, -87.4, -95, -103.9, -105, 200,
  -200,
];
const extremes = [...specials, 3e38, -3e38, Infinity, -Infinity, NaN];

function values(n: number, seed: number, positive: boolean): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length: n }, (_, i) => {
    const x = i < extremes.length ? extremes[i] : next() * 10 ** Math.round(3 * next());
    return positive && i >= extremes.length ? Math.abs(x) : x;
  });
}

function close(got: number, wanted: number, units: number, absolute: number): boolean {
  if (Object.is(got, wanted)) return true;
  return (
    Math.abs(got - wanted) <= 2 * units * U * Math.abs(wanted) + absolute + (units === 0 ? 0 : TINY)
  );
}

function compare(
  got: Float32Array,
  wanted: Float32Array,
  units: number,
  absolute: (i: number) => number,
  inputs: (i: number) => string,
): void {
  const at = got.findIndex((x, i) => !close(x, wanted[i], units, absolute(i)));
  expect(at, at < 0 ? "" : `of ${inputs(at)}: ${got[at]} for ${wanted[at]}`).toBe(-1);
}

const sizes = [1, 2, 3, 100, 255, 256, 257, 1027, 4096, 4097, 9001];

describe.each(Object.entries(unary))(
  "%s",
  (name, { units, absolute = () => 0, positive = false, numbers = [] }) => {
    const { simd, loop } = pair<UnaryRow>(name);

    test.each(sizes)("%i elements", (n) => {
      const x = values(n + 5, n, positive);
      const [got, wanted] = [new Float32Array(n + 9).fill(7), new Float32Array(n + 9).fill(7)];
      simd(n, x, 3, 1, got, 4, 1, ...numbers);
      loop(n, x, 3, 1, wanted, 4, 1, ...numbers);
      compare(
        got,
        wanted,
        units,
        (i) => absolute(x[i - 1]),
        (i) => String(x[i - 1]),
      );
    });

    test("extremes, in place, and with steps", () => {
      const x = values(600, 9, positive);
      const [got, wanted] = [x.slice(), x.slice()];
      simd(600, got, 0, 1, got, 0, 1, ...numbers);
      loop(600, wanted, 0, 1, wanted, 0, 1, ...numbers);
      compare(
        got,
        wanted,
        units,
        (i) => absolute(x[i]),
        (i) => String(x[i]),
      );
      const [a, b] = [new Float32Array(600), new Float32Array(600)];
      simd(300, x, 1, 2, a, 0, 2, ...numbers);
      loop(300, x, 1, 2, b, 0, 2, ...numbers);
      expect(a).toEqual(b);
    });
  },
);

describe.each(Object.entries(binary))("%s", (name, rule) => {
  const { units, absolute = () => 0, first = (a) => a, second = (b) => b, numbers = [0.25] } = rule;
  const { simd, loop } = pair<BinaryRow>(name);
  const steps = [
    [1, 1, 1],
    [1, 0, 1],
    [0, 1, 1],
    [0, 0, 1],
    [2, 1, 1],
    [1, 3, 2],
  ];

  test.each(sizes)("%i elements", (n) => {
    const a = values(2 * n + 5, n, false).map(first);
    const b = values(3 * n + 5, n + 1, false)
      .reverse()
      .map(second);
    for (const [as, bs, os] of steps) {
      const [got, wanted] = [new Float32Array(2 * n + 9), new Float32Array(2 * n + 9)];
      simd(n, a, 3, as, b, 2, bs, got, 4, os, ...numbers);
      loop(n, a, 3, as, b, 2, bs, wanted, 4, os, ...numbers);
      const at = (i: number) => [a[3 + ((i - 4) / os) * as], b[2 + ((i - 4) / os) * bs]] as const;
      compare(
        got,
        wanted,
        units,
        (i) => absolute(...at(i)),
        (i) => at(i).join(" and "),
      );
    }
  });

  test("in place, into either operand", () => {
    const n = 5000;
    const [a, b] = [values(n, 1, false).map(first), values(n, 2, false).map(second)];
    for (const into of [0, 1]) {
      const [x, y] = [
        [a.slice(), b.slice()],
        [a.slice(), b.slice()],
      ];
      simd(n, x[0], 0, 1, x[1], 0, 1, x[into], 0, 1, ...numbers);
      loop(n, y[0], 0, 1, y[1], 0, 1, y[into], 0, 1, ...numbers);
      compare(
        x[into],
        y[into],
        units,
        (i) => absolute(a[i], b[i]),
        (i) => `${a[i]} and ${b[i]}`,
      );
    }
  });
});

test.each([
  ["geluBackward", false],
  ["siluBackward", true],
])("%s of infinite gradients, far to the left too", (name, endless) => {
  const x = Float32Array.of(
    -Infinity,
    -50,
    -38.7,
    -30,
    -14,
    -13,
    -12.9,
    -1,
    0,
    1,
    14,
    200,
    Infinity,
  );
  const n = 16 * x.length;
  const { simd, loop } = pair<BinaryRow>(name);
  for (const infinite of [Infinity, -Infinity]) {
    const grad = new Float32Array(n).fill(infinite);
    const at = grad.map((_, i) => x[i % x.length]);
    const [got, wanted] = [new Float32Array(n), new Float32Array(n)];
    simd(n, grad, 0, 1, at, 0, 1, got, 0, 1);
    loop(n, grad, 0, 1, at, 0, 1, wanted, 0, 1);
    expect(got).toEqual(wanted);
    // Of silu 1 - s is 0 on the right, and an infinite x times it NaN.
    expect(got.some(Number.isNaN)).toBe(endless);
  }
});
