/** What is random about dropout. The numbers are those of PyTorch 1.13 built without MKL, after `manual_seed(7)`. */
import { describe, expect, test } from "vitest";
import * as F from "../src/functional.ts";
import * as torch from "../src/index.ts";

const { ones, tensor } = torch;

/** Four-byte floats, to six digits. */
function rounded(x: torch.Tensor): number[] {
  return [...x.toTypedArray()].map((value) => Number(value.toFixed(6)));
}

describe("the draws are PyTorch's", () => {
  test("in one stream", () => {
    torch.manualSeed(7);
    expect(F.dropout(ones([2, 3]), 0.5).tolist()).toEqual([
      [2, 2, 0],
      [0, 0, 0],
    ]);
    // In the order of the elements, not of the memory.
    expect(F.dropout(ones([3, 2]).transpose(0, 1), 0.5).tolist()).toEqual([
      [2, 0, 0],
      [0, 2, 2],
    ]);
    const channels = F.dropout2d(ones([2, 3, 1, 2]), 0.5);
    expect(rounded(channels)).toEqual([2, 2, 2, 2, 2, 2, 0, 0, 2, 2, 0, 0]);
    const alpha = F.alphaDropout(tensor([1, 2, 3, 4]), 0.5, true);
    expect(rounded(alpha)).toEqual([1.665599, -0.779194, -0.779194, -0.779194]);
    const features = F.featureAlphaDropout(ones([2, 2, 2]), 0.5, true);
    const [left, kept] = [-0.779194, 1.665599];
    expect(rounded(features)).toEqual([left, left, kept, kept, left, left, left, left]);
  });

  test("nothing is drawn where nothing is random", () => {
    torch.manualSeed(7);
    F.dropout(ones([5]), 0);
    F.dropout(ones([5]), 1);
    F.dropout(ones([5]), 0.5, false);
    F.dropout(torch.zeros([0]), 0.5);
    expect(F.dropout(ones([3]), 0.5).tolist()).toEqual([2, 2, 0]);
  });
});

test("what is not dropped is scaled, so that the mean stays", () => {
  torch.manualSeed(1);
  const y = F.dropout(ones([10000]), 0.2);
  expect(y.mean().item()).toBeCloseTo(1, 1);
  expect(y.max().item()).toBe(Math.fround(1.25));
});

test("the gradient is the mask, and so is the gradient's", () => {
  const x = torch.randn([4, 5], { dtype: "float64" }).requiresGrad_();
  const seeded = (f: () => torch.Tensor): torch.Tensor => {
    torch.manualSeed(3);
    return f();
  };
  const forms = [
    (v: torch.Tensor) => F.dropout(v, 0.4),
    (v: torch.Tensor) => F.alphaDropout(v, 0.4, true),
    (v: torch.Tensor) => F.dropout(v.clone(), { p: 0.4, inplace: true }),
    (v: torch.Tensor) => F.alphaDropout(v.clone(), { p: 0.4, training: true, inplace: true }),
    (v: torch.Tensor) => F.dropout1d(v, 0.4),
  ];
  for (const form of forms) {
    const fn = (v: torch.Tensor): torch.Tensor => seeded(() => form(v));
    expect(torch.autograd.gradcheck(fn, [x])).toBe(true);
    expect(torch.autograd.gradgradcheck(fn, [x])).toBe(true);
  }
});

describe("in place", () => {
  test("writes into its input and answers it", () => {
    torch.manualSeed(7);
    const x = ones([2, 3]);
    expect(F.dropout(x, { p: 0.5, inplace: true })).toBe(x);
    expect(x.tolist()).toEqual([
      [2, 2, 0],
      [0, 0, 0],
    ]);
    const y = ones([3, 2]);
    expect(F.dropout1d(y, { p: 1, inplace: true })).toBe(y);
    expect(y.sum().item()).toBe(0);
  });

  test("refuses a leaf that requires grad", () => {
    const x = ones([3]).requiresGrad_();
    expect(() => F.dropout(x, { inplace: true })).toThrow(/leaf/);
    expect(x.tolist()).toEqual([1, 1, 1]);
  });
});
