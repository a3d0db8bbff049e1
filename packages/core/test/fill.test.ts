/** fill_, zero_ and fillDiagonal_: values, memory beside, gradients. */
import { describe, expect, test } from "vitest";
import { constant, gradOf, leaf, torch } from "./autograd/helpers.ts";

const { gradcheck } = torch.autograd;

describe("zero_", () => {
  test("writes zeros into views of every dtype, and nowhere else", () => {
    for (const dtype of ["float32", "float64", "int64", "int32", "uint8", "bool"] as const) {
      const x = torch.ones([3, 4], { dtype });
      const column = x.select(1, 2);
      expect(column.zero_()).toBe(column);
      const expected = torch
        .ones([3, 4], { dtype })
        .indexFill(1, torch.tensor([2], { dtype: "int64" }), 0);
      expect(x.tolist()).toEqual(expected.tolist());
    }
  });

  test("the gradient of what was there is zero, not missing", () => {
    const x = leaf([1, 2]);
    const y = x.mul(3);
    y.select(0, 0).zero_();
    y.sum().backward();
    expect(gradOf(x)).toEqual([0, 3]);
    const z = leaf([1, 2]);
    z.mul(3).zero_().sum().backward();
    expect(gradOf(z)).toEqual([0, 0]);
  });
});

test("gradients flow to a value that is a tensor", () => {
  const value = leaf(2);
  gradcheck((v) => constant([1, 2, 3]).mul(2).fill_(v).mul(v), value);
  const x = constant([1, 2, 3]);
  x.slice(0, 1).fill_(value);
  x.square().sum().backward();
  expect(gradOf(value)).toBe(8);
});

describe("fillDiagonal_", () => {
  const at = (x: torch.Tensor): number[][] => x.nonzero().tolist() as number[][];

  test("fills the main diagonal of matrices and cubes", () => {
    expect(at(torch.zeros([2, 3]).fillDiagonal_(1))).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(at(torch.zeros([2, 2, 2]).fillDiagonal_({ fillValue: 1 }))).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ]);
    expect(torch.zeros([0, 0]).fillDiagonal_(1).shape).toEqual([0, 0]);
  });

  test("wraps in tall matrices where asked to, below a row of its own", () => {
    expect(at(torch.zeros([7, 2]).fillDiagonal_(1, true))).toEqual([
      [0, 0],
      [1, 1],
      [3, 0],
      [4, 1],
      [6, 0],
    ]);
    expect(at(torch.zeros([7, 2]).fillDiagonal_(1))).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  test("stays within a view", () => {
    const x = torch.zeros([3, 4]);
    x.t().slice(0, 1, 3).fillDiagonal_(5);
    expect(at(x)).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  test("has a gradient", () => {
    gradcheck(
      (x) => x.mul(x).fillDiagonal_(3, { wrap: true }).sin(),
      leaf([
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ]),
    );
  });
});
