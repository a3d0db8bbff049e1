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
