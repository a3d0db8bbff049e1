/** copy_: broadcasting, conversion, memory that overlaps, gradients. */
import { describe, expect, test } from "vitest";
import { constant, gradOf, leaf, torch } from "./autograd/helpers.ts";

test("writes what is broadcast and converted, into any view", () => {
  const x = torch.zeros([2, 3], { dtype: "int64" });
  expect(x.copy_(constant([1.9, -2.9, 3]))).toBe(x);
  expect(x.tolist()).toEqual([
    [1, -2, 3],
    [1, -2, 3],
  ]);
  x.t()
    .select(0, 1)
    .copy_(torch.tensor([true, false]));
  expect(x.tolist()).toEqual([
    [1, 1, 3],
    [1, 0, 3],
  ]);
  x.copy_(2.7);
  expect(x.select(0, 0).tolist()).toEqual([2, 2, 2]);
  expect(torch.zeros([2], { dtype: "bool" }).copy_(0.5).tolist()).toEqual([true, true]);
});

test("flows gradients to the source, and none to what was there", () => {
  const [x, src] = [leaf([1, 2]), leaf(3)];
  const y = x.mul(2);
  y.select(0, 0).copy_(src);
  y.square().sum().backward();
  expect([gradOf(x), gradOf(src)]).toEqual([[0, 16], 6]);
});

describe("within one memory", () => {
  test("is refused where the elements plainly overlap", () => {
    const x = constant([1, 2, 3, 4]);
    expect(() => x.slice(0, 1).copy_(x.slice(0, 0, 3))).toThrow(/single memory location/);
    const square = constant([
      [1, 2],
      [3, 4],
    ]);
    expect(() => square.copy_(square.t())).toThrow(/single memory location/);
    expect(x.tolist()).toEqual([1, 2, 3, 4]);
  });

  test("is fine for the same elements, for others, and for interleaved ones", () => {
    const x = constant([1, 2, 3, 4]);
    expect(x.copy_(x).tolist()).toEqual([1, 2, 3, 4]);
    x.slice(0, 0, 2).copy_(x.slice(0, 2, 4));
    expect(x.tolist()).toEqual([3, 4, 3, 4]);
    const y = constant([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    y.slice(1, 1).copy_(y.slice(1, 0, 2));
    expect(y.tolist()).toEqual([
      [1, 1, 2],
      [4, 4, 5],
    ]);
  });

  test("a copy made on the way keeps the gradient", () => {
    const x = leaf([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const y = x.mul(1);
    y.slice(1, 1).copy_(y.slice(1, 0, 2));
    y.sum().backward();
    expect(gradOf(x)).toEqual([
      [2, 1, 0],
      [2, 1, 0],
    ]);
  });
});
