/**
 * The relative error of special functions, against values worked out with 80 digits and rounded once (mpmath 1.2, random
 * arguments, seed 7). Near the zeros of an oscillating function what counts is the size of its swings.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as bessel from "../../src/kernels/scalar/bessel.ts";
import * as gamma from "../../src/kernels/scalar/gamma.ts";
import * as probability from "../../src/kernels/scalar/probability.ts";
import { erfcx } from "../../src/kernels/scalar/special.ts";

const scalars = { ...bessel, ...gamma, ...probability, erfcx } as unknown as Record<
  string,
  (...args: number[]) => number
>;

const reference = JSON.parse(
  readFileSync(new URL("reference/special.json", import.meta.url), "utf8"),
) as Record<string, number[][]>;

const oscillating = new Set(["j0", "j1", "y0", "y1", "airyAi", "sphericalJ0", "polygamma"]);

/** The largest relative error allowed; where it is more, small results are e to a large power. */
const bounds: Record<string, number> = {
  airyAi: 1e-12,
  erfcx: 3e-13,
  igamma: 2e-11,
  igammac: 2e-11,
  ndtr: 2e-13,
  polygamma: 1e-12,
  y1: 1e-13,
  zeta: 1e-13,
};

describe.each(Object.entries(reference))("%s", (name, points) => {
  test("agrees with its reference", () => {
    for (const point of points) {
      const args = point.slice(0, -1);
      const expected = point[point.length - 1];
      const size = oscillating.has(name) ? Math.max(Math.abs(expected), 1e-2) : Math.abs(expected);
      const error = Math.abs(scalars[name](...args) - expected) / size;
      expect(error, `at ${args.join(", ")}`).toBeLessThan(bounds[name] ?? 2e-14);
    }
  });
});

describe("at the ends", () => {
  const { Infinity: inf, NaN: nan } = globalThis;
  test.each<[string, number[], number]>([
    ["i0e", [0], 1],
    ["i1", [0], 0],
    ["i0e", [inf], 0],
    ["i0", [0], 1],
    ["j0", [0], 1],
    ["k0", [0], inf],
    ["k1", [-1], nan],
    ["y0", [0], -inf],
    ["y1", [-2], nan],
    ["j0", [nan], nan],
    ["sphericalJ0", [0], 1],
    ["sphericalJ0", [-inf], 0],
    ["airyAi", [200], 0],
    ["erfcx", [inf], 0],
    ["erfcx", [-inf], inf],
    ["erfcx", [1e100], 5.6418958354775625e-101],
    ["entr", [0], 0],
    ["entr", [-1], -inf],
    ["ndtr", [inf], 1],
    ["ndtri", [0], -inf],
    ["ndtri", [1], inf],
    ["ndtri", [0.5], 0],
    ["ndtri", [-0.1], nan],
    ["logNdtr", [-inf], -inf],
    ["logNdtr", [1e5], 0],
    ["zeta", [1, 2], inf],
    ["zeta", [0.5, 2], nan],
    ["zeta", [2, -1], inf],
    ["zeta", [2.5, -0.5], nan],
    ["zeta", [2, inf], nan],
    ["polygamma", [inf, 1], 0],
    ["igamma", [0, 0], nan],
    ["igamma", [0, 1], 1],
    ["igamma", [1, 0], 0],
    ["igamma", [inf, 1], 0],
    ["igammac", [1, inf], 0],
    ["igammac", [-1, 1], nan],
    ["igammac", [nan, 1], nan],
  ])("%s(%s) is %s", (name, args, expected) => {
    // Whichever zero.
    expect(scalars[name](...args) + 0).toBe(expected);
  });
});
