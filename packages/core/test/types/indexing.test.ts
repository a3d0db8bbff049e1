/** Types of the views and of the indexing call, checked by `tsc`. */
import { describe, expectTypeOf, test } from "vitest";
import * as torch from "../../src/index.ts";
import type { Tensor } from "../../src/index.ts";

const x = torch.zeros([2, 3]);

describe("the indexing call", () => {
  test("takes what Python's brackets take", () => {
    const mask = x.gt(0);
    const call = (): Tensor =>
      x.index(0, torch.slice(1, 3), null, "...", [0, 2], [[0]], [true], true, mask);
    expectTypeOf(call).returns.toEqualTypeOf<Tensor>();
    expectTypeOf(x.indexPut_([0, ":"], 1)).toEqualTypeOf<Tensor>();
    expectTypeOf(x.indexPut([mask], 1, { accumulate: true })).toEqualTypeOf<Tensor>();
    // @ts-expect-error -- undefined is no index
    expectTypeOf(() => x.index(undefined)).toBeFunction();
    // @ts-expect-error -- indices stand in an array
    expectTypeOf(() => x.indexPut_(0, 1)).toBeFunction();
    // @ts-expect-error -- an unknown option
    expectTypeOf(() => x.indexPut_([0], 1, { accumulated: true })).toBeFunction();
  });
});

describe("results that depend on the arguments", () => {
  test("nonzero", () => {
    expectTypeOf(x.nonzero()).toEqualTypeOf<Tensor>();
    expectTypeOf(x.nonzero({ asTuple: false })).toEqualTypeOf<Tensor>();
    expectTypeOf(x.nonzero({ asTuple: true })).toEqualTypeOf<Tensor[]>();
    expectTypeOf(torch.nonzero(x, true)).toEqualTypeOf<Tensor[]>();
  });

  test("atleast1d", () => {
    expectTypeOf(torch.atleast1d(x)).toEqualTypeOf<Tensor>();
    expectTypeOf(torch.atleast1d(x, x)).toEqualTypeOf<Tensor[]>();
    expectTypeOf(torch.atleast2d([x, x])).toEqualTypeOf<Tensor[]>();
  });
});

describe("sizes and dimensions", () => {
  test("one by one, in an array, or by name", () => {
    for (const result of [
      x.view(3, 2),
      x.view([3, 2]),
      x.view({ size: [3, 2] }),
      x.permute(1, 0),
      x.flip(0),
      x.repeat(2, 1),
      x.tile([2]),
      x.expand(2, 3),
    ]) {
      expectTypeOf(result).toEqualTypeOf<Tensor>();
    }
    expectTypeOf(x.split([1, 1])).toEqualTypeOf<readonly Tensor[]>();
    expectTypeOf(x.unbind({ dim: 1 })).toEqualTypeOf<readonly Tensor[]>();
    expectTypeOf(torch.meshgrid(x.index(0), x.index(0), { indexing: "xy" })).toEqualTypeOf<
      Tensor[]
    >();
    expectTypeOf(torch.cat([x, x], { dim: 1 })).toEqualTypeOf<Tensor>();
    // @ts-expect-error -- cat takes an array
    expectTypeOf(() => torch.cat(x, x)).toBeFunction();
  });
});
