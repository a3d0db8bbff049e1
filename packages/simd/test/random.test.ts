import { Generator } from "@tapeloop/core";
import type { Chances, Refill } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair } from "./support.ts";

describe("blocks of words", () => {
  test("are the loop's", () => {
    const { simd, loop } = pair<Refill>("mt19937", "int32");
    const [got, wanted] = [0, 1].map(() => ({
      state: new Generator().manualSeed(17).engine.state,
      words: new Uint32Array(624),
    }));
    for (let block = 0; block < 4; block++) {
      simd(got.state, got.words);
      loop(wanted.state, wanted.words);
      expect(got).toEqual(wanted);
    }
  });
});

describe.each([0, 1, 2, 623, 624, 1000])("choices after %i words", (drawn) => {
  const { simd, loop } = pair<Chances>("chances");

  test.each([1, 47, 48, 312, 313, 1000, 4096, 9001])("%i of them", (n) => {
    for (const p of [0, 2 ** -60, 0.3, 0.5, 0.75 + 2 ** -53, 1]) {
      const run = (kernel: Chances) => {
        const generator = new Generator().manualSeed(n);
        for (let i = 0; i < drawn; i++) generator.random32();
        const out = new Float32Array(n + 6).fill(7);
        kernel(generator.engine, out, 3, n, p, 1.25);
        return { out, state: generator.getState(), after: generator.random53() };
      };
      expect(run(simd)).toEqual(run(loop));
    }
  });
});

test("a uniform number that is the probability itself is not below it", () => {
  const { simd, loop } = pair<Chances>("chances");
  const generator = new Generator().manualSeed(5);
  const uniform = Array.from({ length: 300 }, () => generator.random53() * 2 ** -53);
  for (const p of uniform.slice(0, 20)) {
    const wanted = Float32Array.from(uniform, (u) => (u < p ? 1 : 0));
    for (const kernel of [simd, loop]) {
      const out = new Float32Array(300);
      kernel(generator.manualSeed(5).engine, out, 0, 300, p, 1);
      expect(out).toEqual(wanted);
    }
  }
});
