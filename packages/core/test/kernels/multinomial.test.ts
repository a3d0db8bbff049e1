/** The expected numbers are PyTorch 1.13's: `torch.manual_seed(0)`, then the call each test names. */
import { describe, expect, test } from "vitest";
import { Generator } from "../../src/generator.ts";
import { multinomial } from "../../src/kernels/multinomial.ts";
import { poisson } from "../../src/kernels/poisson.ts";

function choose(
  weights: number[][],
  samples: number,
  replacement = false,
  columnMajor = false,
): number[] {
  const generator = new Generator().manualSeed(0);
  const results = [Float32Array, Float64Array].map((make) => {
    const out = new Float64Array(weights.length * samples);
    generator.manualSeed(0);
    const flat = make.from(weights.flat());
    multinomial(
      generator,
      flat,
      0,
      weights.length,
      weights[0]?.length ?? 0,
      out,
      0,
      samples,
      replacement,
      columnMajor,
    );
    return [...out];
  });
  expect(results[0]).toEqual(results[1]);
  return results[0];
}

describe("multinomial", () => {
  const w = [[0.1, 0.2, 0.3, 0.4]];
  const rows = [
    [0.1, 0.2, 0.7],
    [0.5, 0.4, 0.1],
  ];

  test("with replacement: torch.multinomial(w, 10, True)", () => {
    expect(choose(w, 10, true)).toEqual([3, 3, 2, 3, 3, 3, 1, 2, 2, 1]);
    expect(
      choose(
        [
          [1, 1, 1],
          [0, 0, 5],
        ],
        4,
        true,
      ),
    ).toEqual([2, 2, 1, 2, 2, 2, 2, 2]);
    expect(choose(w, 1, true)).toEqual([3]);
  });

  test("without: torch.multinomial(w, 4)", () => {
    expect(choose(w, 4)).toEqual([2, 1, 3, 0]);
    expect(choose(w, 1)).toEqual([2]);
    expect(choose(rows, 2)).toEqual([2, 1, 1, 0]);
  });

  test("draws in the order of the weights' memory: torch.multinomial(rows.t().contiguous().t(), 2)", () => {
    expect(choose(rows, 2, false, true)).toEqual([2, 1, 0, 1]);
  });

  test("of weights that are zero, the first come first", () => {
    expect(choose([[0, 0, 1, 0]], 3)).toEqual([2, 0, 1]);
  });

  test("of no rows is nothing", () => {
    expect(choose([], 2, true)).toEqual([]);
  });

  test("refuses, before it draws", () => {
    expect(() => choose(w, 0)).toThrow("multinomial: cannot sample n_sample <= 0 samples");
    expect(() => choose(w, 5)).toThrow(
      "cannot sample n_sample > prob_dist.size(-1) samples without replacement",
    );
    for (const replacement of [true, false]) {
      const invalid = "multinomial: invalid multinomial distribution";
      expect(() => choose([[0.5, -1]], 1, replacement)).toThrow(invalid);
      expect(() => choose([[0.5, Number.NaN]], 1, replacement)).toThrow(
        "either `inf`, `nan` or element < 0",
      );
      expect(() => choose([[0.5, Infinity]], 1, replacement)).toThrow(invalid);
      expect(() =>
        choose(
          [
            [1, 1],
            [0, 0],
          ],
          1,
          replacement,
        ),
      ).toThrow("(sum of probabilities <= 0) in row 1");
    }
    expect(() => choose([[]], 2, true)).toThrow("sum of probabilities <= 0");
  });
});

describe("poisson", () => {
  const rates = [0, 0.5, 4, 10, 50, 1000, 1e6];
  const want = [0, 2, 5, 8, 42, 1011, 999833];

  test("torch.poisson(torch.tensor([0, .5, 4, 10, 50, 1000., 1e6]))", () => {
    for (const array of [Float32Array.from(rates), Float64Array.from(rates)]) {
      const out = array.slice();
      poisson(new Generator().manualSeed(0), array, 0, out, 0, rates.length);
      expect([...out]).toEqual(want);
      poisson(new Generator().manualSeed(0), array, 0, array, 0, rates.length);
      expect([...array]).toEqual(want);
    }
  });

  test("has the right mean", () => {
    const out = new Float64Array(4000).fill(37.5);
    poisson(new Generator(), out, 0, out, 0, out.length);
    const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
    // Four standard errors.
    expect(Math.abs(mean - 37.5)).toBeLessThan((4 * Math.sqrt(37.5)) / Math.sqrt(out.length));
  });

  test("refuses negative and infinite rates", () => {
    for (const rate of [-1, Number.NaN, Infinity]) {
      const out = Float32Array.of(1, rate);
      expect(() => poisson(new Generator(), out, 0, out, 0, 2)).toThrow(
        "poisson: invalid Poisson rate",
      );
      expect(out[0]).toBe(1);
    }
  });
});
