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

  test("may be views, of another dtype", () => {
    const wide = zeros([3, 2], { dtype: "float64" });
    F.batchNorm(x, wide.select(1, 1), null, { training: true, momentum: 0.5 });
    expect(wide.tolist()).toEqual([
      [0, 1.75],
      [0, 2.75],
      [0, 3.75],
    ]);
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
