/** Ops whose result depends on what they are given: named results, and their types as methods. */
import { describe, expect, expectTypeOf, test } from "vitest";
import * as torch from "../../src/index.ts";
import type { Tensor } from "../../src/index.ts";

const x = torch.tensor([
  [3, 1, 2],
  [4, 6, 5],
]);

describe("max, min, median and nanmedian", () => {
  test("answer one tensor of all, several along a dimension", () => {
    expectTypeOf(x.max()).toEqualTypeOf<Tensor>();
    expectTypeOf(x.max(x)).toEqualTypeOf<Tensor>();
    expectTypeOf(x.max({ other: x })).toEqualTypeOf<Tensor>();
    expectTypeOf(x.max(1).values).toEqualTypeOf<Tensor>();
    expectTypeOf(x.min({ dim: 1, keepdim: true }).indices).toEqualTypeOf<Tensor>();
    expectTypeOf(torch.max(x, 0, true).values).toEqualTypeOf<Tensor>();
    expectTypeOf(x.median()).toEqualTypeOf<Tensor>();
    expectTypeOf(x.nanmedian(1, { keepdim: true }).values).toEqualTypeOf<Tensor>();
    // @ts-expect-error -- one tensor has no values
    expect(x.max().values).toBeUndefined();
  });

  test("by position and by name", () => {
    const [values, indices] = x.max(1);
    expectTypeOf(values).toEqualTypeOf<Tensor>();
    expect(values.tolist()).toEqual([3, 6]);
    expect(indices.tolist()).toEqual([0, 1]);
    const named = x.max(1);
    expect(named.values).toBe(named[0]);
    expect(named.indices).toBe(named[1]);
    expect(named.length).toBe(2);
    expect(Array.isArray(named)).toBe(true);
    expect([...x.sort(1).values.index(0).toTypedArray()]).toEqual([1, 2, 3]);
  });
});

describe("unique", () => {
  test("answers what is asked for", () => {
    expectTypeOf(x.unique()).toEqualTypeOf<Tensor>();
    expectTypeOf(x.unique({ dim: 0 })).toEqualTypeOf<Tensor>();
    const [output, inverse, counts] = x.unique({ returnInverse: true, returnCounts: true });
    expectTypeOf(counts).toEqualTypeOf<Tensor>();
    expect(output.numel()).toBe(6);
    expect(inverse.shape).toEqual([2, 3]);
    const [, times] = torch.uniqueConsecutive(x, { returnCounts: true });
    expect(times.sum().item()).toBe(6);
  });
});

test("aminmax, varMean and topk", () => {
  const { min, max } = torch.aminmax(x);
  expect([min.item(), max.item()]).toEqual([1, 6]);
  const [variance, mean] = torch.varMean(x, 1);
  expectTypeOf(variance).toEqualTypeOf<Tensor>();
  expect(mean.tolist()).toEqual([2, 5]);
  expect(x.topk(2).indices.tolist()).toEqual([
    [0, 2],
    [1, 2],
  ]);
});
