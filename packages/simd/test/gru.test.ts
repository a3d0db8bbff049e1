import type { Gru, GruBackward } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { batches, fill, furthest, largest, U } from "./sequences.ts";
import { pair } from "./support.ts";

/** Widths that are a multiple of sixteen, some that are not, and one whose panels do not fit. */
const widths = [16, 48, 64, 256, 8, 12, 304];

describe.each(Object.keys(batches))("%s", (name) => {
  const sizes = batches[name];
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  describe.each(widths)("%i wide", (width) => {
    const state = sizes[0] * width;
    const weight = fill(3 * width * width, 1, 1 / Math.sqrt(width));
    // Products of `width` (or three times as many) terms, whose sizes add up to at most √width, in float32; a step hands on
    // less than it got.
    const bound = 4 * width * U;

    test.each([false, true])("reverse: %s", (reverse) => {
      const run = (kernel: Gru): Float32Array[] => {
        const h = fill(state, 2, 1);
        const [gates, recalled] = [fill(3 * rows * width, 3, 3), fill(rows * width, 4, 1)];
        const out = new Float32Array(rows * width);
        kernel(sizes, reverse, width, weight, h, gates, recalled, out);
        return [h, gates, recalled, out];
      };
      const { simd, loop } = pair<Gru>("gru");
      const [got, wanted] = [run(simd), run(loop)];
      got.forEach((array, i) => expect(furthest(array, wanted[i])).toBeLessThanOrEqual(bound));
      for (const array of wanted) expect(largest(array)).toBeGreaterThan(0.1);
    });

    test.each([false, true])("backward, reverse: %s", (reverse) => {
      const gates = fill(3 * rows * width, 3, 1);
      const [recalled, before, grad] = [4, 5, 6].map((seed) => fill(rows * width, seed, 1));
      const run = (kernel: GruBackward): Float32Array[] => {
        const [slopes, stateSlopes] = [0, 1].map(() => new Float32Array(3 * rows * width));
        const dh = new Float32Array(state);
        kernel(
          sizes,
          reverse,
          width,
          weight,
          grad,
          before,
          gates,
          recalled,
          slopes,
          stateSlopes,
          dh,
        );
        return [slopes, stateSlopes, dh];
      };
      const { simd, loop } = pair<GruBackward>("gruBackward");
      const [got, wanted] = [run(simd), run(loop)];
      got.forEach((array, i) => {
        const most = largest(wanted[i]);
        expect(most).toBeGreaterThan(0.1);
        expect(furthest(array, wanted[i])).toBeLessThanOrEqual(bound * most);
      });
    });
  });
});
