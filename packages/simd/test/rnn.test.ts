import type { Rnn, RnnBackward } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { batches, fill, furthest, largest, U } from "./sequences.ts";
import { pair } from "./support.ts";

/** Widths that are a multiple of sixteen, some that are not, and one whose panels do not fit. */
const widths = [16, 48, 64, 512, 8, 12, 528];

describe.each(Object.keys(batches))("%s", (name) => {
  const sizes = batches[name];
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  describe.each(widths)("%i wide", (width) => {
    const state = sizes[0] * width;
    const weight = fill(width * width, 1, 1 / Math.sqrt(width));
    // Products of `width` terms, whose sizes add up to at most √width times the largest result, in float32.
    const bound = 4 * width * U;
    const agree = (got: Float32Array, wanted: Float32Array): void => {
      const most = largest(wanted);
      expect(most).toBeGreaterThan(0.1);
      expect(furthest(got, wanted)).toBeLessThanOrEqual(bound * most);
    };

    describe.each([
      ["tanh", false],
      ["relu", true],
    ])("%s", (_, rectified) => {
      test.each([false, true])("reverse: %s", (reverse) => {
        const run = (kernel: Rnn): Float32Array[] => {
          const [h, out] = [fill(state, 2, 1), fill(rows * width, 3, 3)];
          kernel(sizes, reverse, width, rectified, weight, h, out);
          return [h, out];
        };
        const { simd, loop } = pair<Rnn>("rnn");
        const [got, wanted] = [run(simd), run(loop)];
        got.forEach((array, i) => agree(array, wanted[i]));
      });

      test.each([false, true])("backward, reverse: %s", (reverse) => {
        const [grad, out] = [fill(rows * width, 3, 1), fill(rows * width, 4, 1)];
        const run = (kernel: RnnBackward): Float32Array => {
          const slopes = new Float32Array(rows * width);
          const carried = new Float32Array(state);
          kernel(sizes, reverse, width, rectified, weight, grad, out, slopes, carried);
          return slopes;
        };
        const { simd, loop } = pair<RnnBackward>("rnnBackward");
        agree(run(simd), run(loop));
      });
    });
  });
});
