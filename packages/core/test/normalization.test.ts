/** What the op table cannot say about normalization: running statistics. The numbers are PyTorch 1.13's. */
import { describe, expect, test } from "vitest";
import * as F from "../src/functional.ts";
import * as torch from "../src/index.ts";

const { ones, zeros } = torch;
const x = torch.arange(12, { dtype: "float32" }).reshape(2, 3, 2);

describe("running statistics", () => {
  test("of a batch", () => {
    const [mean, variance] = [zeros([3]), ones([3])];
    F.batchNorm(x, mean, variance, { training: true, momentum: 0.5 });
    expect(mean.tolist()).toEqual([1.75, 2.75, 3.75]);
    for (const value of variance.toTypedArray()) expect(value).toBeCloseTo(6.666667, 5);
  });

  test("of instances: the mean of their own", () => {
    const [mean, variance] = [zeros([3]), ones([3])];
    F.instanceNorm(x, mean, variance, { momentum: 0.5 });
    expect(mean.tolist()).toEqual([1.75, 2.75, 3.75]);
    expect(variance.tolist()).toEqual([0.75, 0.75, 0.75]);
  });

  test("one of both is enough to update", () => {
    const mean = zeros([3]);
    F.batchNorm(x, mean, null, { training: true, momentum: 1 });
    expect(mean.tolist()).toEqual([3.5, 5.5, 7.5]);
  });

  test("stay as they are in evaluation, and where the call is refused", () => {
    const [mean, variance] = [zeros([3]), ones([3])];
    F.batchNorm(x, mean, variance);
    F.instanceNorm(x, mean, variance, { useInputStats: false });
    expect(() => F.batchNorm(x, mean, variance, { weight: ones([2]), training: true })).toThrow(
      /weight should contain 3 elements not 2/,
    );
    expect(() => F.batchNorm(x.reshape(2, 6), mean, variance, { training: true })).toThrow(
      /runningMean should contain 6/,
    );
    expect(mean.tolist()).toEqual([0, 0, 0]);
    expect(variance.tolist()).toEqual([1, 1, 1]);
    expect([mean.storage.version, variance.storage.version]).toEqual([0, 0]);
  });

  test("may be views", () => {
    const wide = zeros([3, 2]);
    F.batchNorm(x, wide.select(1, 1), null, { training: true, momentum: 0.5 });
    expect(wide.tolist()).toEqual([
      [0, 1.75],
      [0, 2.75],
      [0, 3.75],
    ]);
  });

  test("are refused in another dtype or shape, or with a gradient, before anything changes", () => {
    const variance = ones([3]);
    for (const [mean, message] of [
      [zeros([3], { dtype: "float64" }), /runningMean to have the input's dtype float32/],
      [zeros([3], { dtype: "int64" }), /runningMean to have the input's dtype float32/],
      [zeros([1, 3]), /runningMean must have one dimension, got shape \[1, 3\]/],
      [zeros([3], { requiresGrad: true }), /not differentiable with respect to runningMean/],
    ] as const) {
      for (const training of [true, false]) {
        expect(() => F.batchNorm(x, mean, variance, { training })).toThrow(message);
        expect(() => F.instanceNorm(x, mean, variance, { useInputStats: training })).toThrow(
          message,
        );
      }
      expect(mean.flatten().tolist()).toEqual([0, 0, 0]);
    }
    expect(variance.tolist()).toEqual([1, 1, 1]);
  });

  test("that are fixed give a gradient that does not see the input, finite or not", () => {
    const input = torch.tensor([[1, Infinity, NaN]], { requiresGrad: true });
    const weight = torch.tensor([1, 2, 3]);
    F.batchNorm(input, zeros([3]), ones([3]).mul(4), { weight, eps: 0 })
      .sum()
      .backward();
    expect(input.grad?.tolist()).toEqual([[0.5, 1, 1.5]]);
  });

  test("that are fixed give a gradient also to a single element", () => {
    const input = torch.tensor([[3]], { requiresGrad: true });
    const options = { runningMean: ones([1]), runningVar: ones([1]).mul(4), eps: 0 };
    F.batchNorm(input, options).sum().backward();
    F.instanceNorm(input, { ...options, useInputStats: false })
      .sum()
      .backward();
    expect(input.grad?.tolist()).toEqual([[1]]);
  });

  test("take no part in the graph", () => {
    const input = x.clone().requiresGrad_();
    const mean = zeros([3]);
    const y = F.batchNorm(input, mean, null, { training: true });
    // Written to again before backward: it was not saved.
    mean.add_(1);
    y.sum().backward();
    expect(input.grad?.shape).toEqual([2, 3, 2]);
  });
});

test("large offsets do not drown the variance", () => {
  const y = F.layerNorm(torch.tensor([1e4, 1e4 + 1, 1e4 + 2, 1e4 + 3]), [4]);
  expect(y.std({ correction: 0 }).item()).toBeCloseTo(1, 4);
  const channels = F.batchNorm(x.add(1e4), null, null, { training: true });
  expect(
    channels
      .sub(F.batchNorm(x, null, null, { training: true }))
      .abs()
      .max()
      .item(),
  ).toBeLessThan(1e-3);
});
