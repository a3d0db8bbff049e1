/** What batches are, for the compiler. */
import { ones, type Tensor } from "@tapeloop/core";
import { DataLoader, randomSplit, type Subset, TensorDataset } from "@tapeloop/data";
import { describe, expectTypeOf, it } from "vitest";

describe("types", () => {
  it("of a tensor's rows are tensors", () => {
    const loader = new DataLoader(ones([4, 2]), { batchSize: 2, shuffle: true });
    expectTypeOf([...loader]).toEqualTypeOf<Tensor[]>();
    expectTypeOf(new DataLoader(ones([4, 2]), 2)).toEqualTypeOf<DataLoader<Tensor, Tensor>>();
    expectTypeOf(randomSplit(ones([4, 2]), [2, 2])).toEqualTypeOf<Subset<Tensor>[]>();
  });

  it("of other sources are what examples are, collated", () => {
    const pairs = new DataLoader(new TensorDataset(ones([4]), ones([4])));
    expectTypeOf([...pairs]).toEqualTypeOf<Tensor[][]>();
    expectTypeOf([...new DataLoader([1, 2, 3])]).toEqualTypeOf<Tensor[]>();
    expectTypeOf([...new DataLoader([{ x: 1, name: "a" }])]).toEqualTypeOf<
      { x: Tensor; name: string[] }[]
    >();
    const own = new DataLoader(ones([4, 2]), { collateFn: (rows) => rows.length });
    expectTypeOf([...own]).toEqualTypeOf<number[]>();
  });
});
