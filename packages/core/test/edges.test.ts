/** What PyTorch answers at the edges that the op table's samples do not reach: odd dtypes together, NaN places, nothing at all. */
import { describe, expect, test } from "vitest";
import * as F from "../src/functional.ts";
import * as torch from "../src/index.ts";

test("a scalar that a narrow integer cannot hold divides as a float", () => {
  const x = torch.tensor([3, 6], { dtype: "uint8" });
  expect(x.div(-3).tolist()).toEqual([-1, -2]);
  expect(torch.div(-12, x).tolist()).toEqual([-4, -2]);
  const wide = torch.tensor([2 ** 31 - 1], { dtype: "int32" }).div(2 ** 32);
  expect(wide.item()).toBeCloseTo(0.5, 6);
});

test("diff of booleans beside integers is one of integers", () => {
  const prepend = torch.tensor([-2], { dtype: "int64" });
  const differences = torch.diff(torch.tensor([true, false]), { prepend });
  expect([differences.dtype, differences.tolist()]).toEqual(["int64", [3, -1]]);
});

test("bincount of nothing is int64, whatever the weights", () => {
  const none = torch.zeros(0, { dtype: "int64" });
  expect(torch.bincount(none, torch.zeros(0), 2).dtype).toBe("int64");
});

test("limits of hardtanh on uint8 count as integers", () => {
  const x = torch.tensor([0, 1], { dtype: "uint8" });
  expect(F.hardtanh(x, -0.5, 0.5).tolist()).toEqual([0, 0]);
  expect(() => F.hardtanh(x, -1, 1)).toThrow(/unsigned type with negative limits/);
});

describe("gridSample where the grid is NaN", () => {
  const image = torch
    .tensor([
      [1, 2],
      [3, 4],
    ])
    .reshape(1, 1, 2, 2);
  const grid = torch.tensor([NaN, 1]).reshape(1, 1, 1, 2);

  test.each(["border", "reflection"] as const)("%s: the first element", (paddingMode) => {
    for (const mode of ["nearest", "bilinear"] as const) {
      const found = F.gridSample(image, grid, { mode, paddingMode, alignCorners: true });
      expect(found.item()).toBe(3);
    }
  });

  test("zeros: nothing is near it, and between it and others lies NaN", () => {
    const options = { paddingMode: "zeros", alignCorners: true } as const;
    expect(F.gridSample(image, grid, { ...options, mode: "nearest" }).item()).toBe(0);
    expect(F.gridSample(image, grid, { ...options, mode: "bilinear" }).item()).toBeNaN();
  });
});

describe("windows of pooling", () => {
  test("that step over the whole image hold -Infinity, and no element of another plane", () => {
    const x = torch.tensor([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
    const options = { kernelSize: 2, stride: 1, padding: 1, dilation: 3 };
    const { output, indices } = F.maxPool1d(x, { ...options, returnIndices: true });
    expect(output.tolist()).toEqual([[[-Infinity], [-Infinity]]]);
    for (const place of indices.toTypedArray()) expect(place).toBeLessThan(2);
    const leaf = torch.tensor(
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      { requiresGrad: true },
    );
    F.maxPool1d(leaf, options)
      .mul(torch.tensor([[1], [0]]))
      .sum()
      .backward();
    expect(leaf.grad?.select(1, 1).tolist()).toEqual([[0, 0]]);
  });

  test("of integers have no mean of -0", () => {
    const mean = F.avgPool1d(torch.tensor([[-1, 0]], { dtype: "int64" }), 2);
    expect(mean.tolist()).toEqual([[0]]);
  });

  test("must fit an image of three dimensions without its padding, as in PyTorch", () => {
    const x = torch.ones(1, 1, 2, 2, 2);
    expect(() => F.avgPool3d(x, { kernelSize: 3, padding: 1 })).toThrow(/smaller than kernelSize/);
    expect(F.avgPool2d(x.select(2, 0), { kernelSize: 3, padding: 1 }).shape).toEqual([1, 1, 1, 1]);
  });
});

test("the 0-norm has no slope, not even at infinity", () => {
  const x = torch.tensor([1, Infinity, NaN], { requiresGrad: true });
  x.norm(0).backward();
  expect(x.grad?.tolist()).toEqual([0, 0, 0]);
});

test("softplus takes both numbers by position and options behind them", () => {
  const x = torch.tensor([1, 3]);
  const same = F.softplus(x, { beta: 2, threshold: 4 }).tolist();
  expect(F.softplus(x, 2, 4).tolist()).toEqual(same);
  expect(F.softplus(x, 2, { threshold: 4 }).tolist()).toEqual(same);
  expect(F.softplus(x, 2, 4, {}).tolist()).toEqual(same);
});

test("dropout refuses what is no tensor, also where nothing would be dropped", () => {
  expect(() => F.dropout("x" as unknown as torch.Tensor, 0)).toThrow(
    /"input" must be a Tensor, got "x"/,
  );
});

test("linear says that a number has no features", () => {
  expect(() => F.linear(torch.tensor(1), torch.ones(2, 3))).toThrow(/has no features.*1x1 and 3x2/);
  expect(() => F.linear(torch.tensor(1), torch.ones(2, 1))).toThrow(/has no features/);
});
