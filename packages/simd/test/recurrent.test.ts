import type { Lstm, LstmBackward } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { batches, fill, furthest, U } from "./sequences.ts";
import { pair } from "./support.ts";

/** Widths that are a multiple of sixteen, some that are not, and one whose panels do not fit. */
const widths = [16, 48, 64, 256, 8, 12, 272];

describe.each(Object.keys(batches))("%s", (name) => {
  const sizes = batches[name];
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  describe.each(widths)("%i wide", (width) => {
    const state = sizes[0] * width;
    const weight = fill(4 * width * width, 1, 1 / Math.sqrt(width));
    // Products of `width` (or four times as many) terms, whose sizes add up to at most √width, in float32; a step hands on
    // less than it got.
    const bound = 4 * width * U;

    test.each([false, true])("reverse: %s", (reverse) => {
      const run = (kernel: Lstm): Float32Array[] => {
        const [h, c] = [fill(state, 2, 1), fill(state, 3, 1)];
        const gates = fill(4 * rows * width, 4, 3);
        const [cells, tanhs, out] = [0, 1, 2].map(() => new Float32Array(rows * width));
        kernel(sizes, reverse, width, weight, h, c, gates, cells, tanhs, out);
        return [h, c, gates, cells, tanhs, out];
      };
      const { simd, loop } = pair<Lstm>("lstm");
      const [got, wanted] = [run(simd), run(loop)];
      got.forEach((array, i) => expect(furthest(array, wanted[i])).toBeLessThanOrEqual(bound));
      expect(furthest(wanted[5], new Float32Array(rows * width))).toBeGreaterThan(0.1);
    });

    test.each([
      [false, "outputs"],
      [true, "outputs"],
      [false, "cells"],
      [true, "both"],
    ])("backward, reverse: %s, from %s", (reverse, from) => {
      const gates = fill(4 * rows * width, 4, 1);
      const [before, tanhs] = [fill(rows * width, 5, 1), fill(rows * width, 6, 1)];
      const gradOut = from === "cells" ? undefined : fill(rows * width, 7, 1);
      const gradCells = from === "outputs" ? undefined : fill(rows * width, 8, 1);
      const run = (kernel: LstmBackward): Float32Array[] => {
        const slopes = new Float32Array(4 * rows * width);
        const [dh, dc] = [new Float32Array(state), new Float32Array(state)];
        kernel(
          sizes,
          reverse,
          width,
          weight,
          gradOut,
          gradCells,
          before,
          tanhs,
          gates,
          slopes,
          dh,
          dc,
        );
        return [slopes, dh, dc];
      };
      const { simd, loop } = pair<LstmBackward>("lstmBackward");
      const [got, wanted] = [run(simd), run(loop)];
      got.forEach((array, i) => {
        const most = furthest(wanted[i], new Float32Array(array.length));
        expect(most).toBeGreaterThan(0.1);
        expect(furthest(array, wanted[i])).toBeLessThanOrEqual(bound * most);
      });
    });
  });
});
