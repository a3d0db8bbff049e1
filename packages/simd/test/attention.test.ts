import type { Attention, AttentionBackward, Matrices } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair, random } from "./support.ts";

const U = 2 ** -24;
/** Heads, queries, keys, width, width of values; the last ones do not fit and go product by product. */
const shapes = [
  [3, 32, 32, 16, 16],
  [2, 12, 12, 8, 8],
  [2, 5, 7, 8, 24],
  [1, 1, 1, 8, 8],
  [4, 16, 33, 16, 8],
  [2, 70, 90, 64, 64],
  [2, 6, 5, 6, 8],
  [1, 200, 200, 8, 8],
];

function fill(n: number, seed: number): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length: n }, next);
}

/** Heads beside each other in rows, as projections leave them, behind `shift` numbers that are none of theirs. */
function beside(data: Float32Array, heads: number, width: number, shift: number): Matrices {
  return {
    data,
    at: Array.from({ length: heads }, (_, h) => shift + h * width),
    step: heads * width,
  };
}

function furthest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, x, i) => (Math.abs(x - b[i]) <= most ? most : Math.abs(x - b[i])), 0);
}

describe.each(shapes)("%i heads, %i queries, %i keys, %i and %i wide", (...shape) => {
  const [heads, queries, keys, width, valueWidth] = shape;
  const sizes = { queries, keys, width, valueWidth, scale: 1 / Math.sqrt(width) };
  const make = (rows: number, cols: number, seed: number): Matrices =>
    beside(fill(heads * rows * cols + 5, seed), heads, cols, 5);
  const [q, k, v] = [make(queries, width, 1), make(keys, width, 2), make(keys, valueWidth, 3)];
  const fresh = (rows: number, cols: number): Matrices =>
    beside(new Float32Array(heads * rows * cols), heads, cols, 0);
  const masks = {
    none: undefined,
    "of keys": { data: fill(keys, 5), at: Array<number>(heads).fill(0), step: 0, columnStep: 1 },
    "of each head": {
      data: fill(heads * queries * keys, 6),
      at: Array.from({ length: heads }, (_, h) => h * queries * keys),
      step: keys,
      columnStep: 1,
    },
    "of queries": {
      data: fill(queries, 7),
      at: Array<number>(heads).fill(0),
      step: 1,
      columnStep: 0,
    },
  };

  test.each(Object.keys(masks))("mask: %s", (name) => {
    const mask = masks[name as keyof typeof masks];
    const run = (kernel: Attention): Float32Array[] => {
      const weights = new Float32Array(heads * queries * keys);
      const out = fresh(queries, valueWidth);
      kernel(sizes, q, k, v, mask, weights, out);
      return [weights, out.data as Float32Array];
    };
    const { simd, loop } = pair<Attention>("attention");
    const [got, wanted] = [run(simd), run(loop)];
    // Scores of `width` terms up to 1, over its root; shares and weighted means are at most 1.
    const bound = (4 * Math.sqrt(width) + keys / 4 + 16) * U;
    expect(furthest(got[0], wanted[0])).toBeLessThanOrEqual(bound);
    expect(furthest(got[1], wanted[1])).toBeLessThanOrEqual(2 * bound);
    expect(furthest(wanted[1], new Float32Array(wanted[1].length))).toBeGreaterThan(0.01);
  });

  test("backward", () => {
    const weights = fill(heads * queries * keys, 8).map((x) => Math.abs(x) / keys);
    const grad = make(queries, valueWidth, 9);
    const run = (kernel: AttentionBackward): Float32Array[] => {
      const [dq, dk, dv] = [fresh(queries, width), fresh(keys, width), fresh(keys, valueWidth)];
      kernel(sizes, q, k, v, weights, grad, dq, dk, dv);
      return [dq, dk, dv].map(({ data }) => data as Float32Array);
    };
    const { simd, loop } = pair<AttentionBackward>("attentionBackward");
    const [got, wanted] = [run(simd), run(loop)];
    got.forEach((array, i) => {
      const most = furthest(wanted[i], new Float32Array(array.length));
      if (keys > 1) expect(most).toBeGreaterThan(1e-3);
      // Products of products, of up to so many terms.
      const bound = (valueWidth + keys + queries) * U;
      expect(furthest(array, wanted[i])).toBeLessThanOrEqual(bound * Math.max(most, 1));
    });
  });

  test("gradients side by side in one array", () => {
    if (queries !== keys || width !== valueWidth) return;
    const weights = fill(heads * queries * keys, 8).map((x) => Math.abs(x) / keys);
    const grad = make(queries, width, 9);
    const apart = [fresh(queries, width), fresh(queries, width), fresh(queries, width)];
    const data = new Float32Array(3 * heads * queries * width);
    const step = 3 * heads * width;
    const together = [0, 1, 2].map((part) => ({
      data,
      at: Array.from({ length: heads }, (_, h) => (part * heads + h) * width),
      step,
    }));
    const { simd, loop } = pair<AttentionBackward>("attentionBackward");
    for (const kernel of [simd, loop]) {
      kernel(sizes, q, k, v, weights, grad, apart[0], apart[1], apart[2]);
      kernel(sizes, q, k, v, weights, grad, together[0], together[1], together[2]);
      const row = heads * width;
      const expected = data.map((_, i) => {
        const part = Math.floor((i % step) / row);
        return (apart[part].data as Float32Array)[Math.floor(i / step) * row + (i % row)];
      });
      expect(data).toEqual(expected);
    }
  });
});
