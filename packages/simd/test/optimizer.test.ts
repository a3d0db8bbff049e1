import type { OptimizerStep } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair, random } from "./support.ts";

const U = 2 ** -24;

/** What the loops take: see packages/core/src/kernels/patterns/optimizer-f32.ts. */
const cases: Record<string, [name: string, states: number, numbers: number[]]> = {
  sgd: ["optim:sgd", 1, [0.01, 1, 0, 0, 1, 0]],
  "sgd that decays and maximizes": ["optim:sgd", 0, [0.01, -1, 0.1, 0, 1, 0]],
  momentum: ["optim:sgd", 1, [0.01, 1, 0, 0.9, 1, 0]],
  "nesterov with decay and dampening": ["optim:sgd", 1, [0.01, 1, 0.1, 0.9, 0.8, 1]],
  adam: ["optim:adam", 2, [1, 0, 1, 0.9, 0.999, 0.01, 0.7, 1e-8]],
  "adam that decays and maximizes": ["optim:adam", 2, [-1, 0.1, 1, 0.8, 0.99, 0.01, 0.3, 1e-3]],
  adamw: ["optim:adam", 2, [1, 0, 0.99, 0.9, 0.999, 0.01, 0.7, 1e-8]],
  amsgrad: ["optim:adam", 3, [1, 0.01, 1, 0.9, 0.999, 0.01, 0.7, 1e-8]],
};

describe.each(Object.entries(cases))("%s", (_, [name, states, numbers]) => {
  test.each([1, 255, 256, 259, 2048, 2049, 6001])("%i elements", (n) => {
    const { simd, loop } = pair<OptimizerStep>(name);
    const run = (step: OptimizerStep) => {
      const next = random(n);
      const make = (more: number) => Float32Array.from({ length: n + more }, next);
      const [p, g] = [make(7), make(5)];
      const state: (Float32Array | undefined)[] = [];
      for (let i = 0; i < states; i++)
        state.push(make(0).map((x, j) => (i === 0 ? x : x * x + 0.01 * (j % 3))));
      if (name === "optim:adam" && states === 2) state.push(undefined);
      const before = g.slice();
      for (let i = 0; i < 3; i++) step(n, p, 3, g, 2, state, numbers);
      expect(g).toEqual(before);
      return [p, ...state.filter((it) => it !== undefined)];
    };
    const [got, wanted] = [run(simd), run(loop)];
    got.forEach((array, k) => {
      // Three steps of fewer than ten roundings each, of numbers below 2.
      const at = array.findIndex(
        (x, i) => !(Math.abs(x - wanted[k][i]) <= 32 * U * Math.max(1, Math.abs(x))),
      );
      expect(at, `array ${k}: ${array[at]} for ${wanted[k][at]}`).toBe(-1);
    });
  });
});

test("without decay the size of a parameter does not matter", () => {
  const [n, zeros] = [300, (): Float32Array => new Float32Array(300)];
  for (const [name, states, numbers] of Object.values(cases)) {
    const decays = numbers[name === "optim:sgd" ? 2 : 1] !== 0;
    for (const step of Object.values(pair<OptimizerStep>(name))) {
      const p = zeros().fill(-Infinity);
      const state = Array.from({ length: states }, zeros);
      step(n, p, 0, zeros(), 0, [...state, undefined, undefined].slice(0, 3), numbers);
      const wanted = decays ? NaN : -Infinity;
      expect(p, name).toEqual(zeros().fill(wanted));
    }
  }
});
