/** Integers of few bits beside what does not fit into them. Expected numbers are PyTorch 1.13's. */
import { describe, expect, test } from "vitest";
import * as special from "../src/special.ts";
import * as torch from "../src/index.ts";

const bytes = (...values: number[]): torch.Tensor => torch.tensor(values, { dtype: "uint8" });

const near = (found: torch.Tensor, wanted: readonly number[]): void => {
  expect(found.dtype).toBe("float32");
  for (const [i, value] of (found.tolist() as number[]).entries())
    expect(value / wanted[i]).toBeCloseTo(1, 4);
};

describe("where the result is a float, a scalar is not squeezed into the integers' dtype", () => {
  test("beside uint8: more than 255, and less than 0", () => {
    const x = bytes(3, 200);
    near(x.div(256), [0.01171875, 0.78125]);
    near(x.div(-2), [-1.5, -100]);
    near(x.copysign(-2), [-3, -200]);
    near(torch.xlogy(-2, x), [-2.1972, -10.5966]);
    expect(x.xlogy(-2).tolist()).toEqual([NaN, NaN]);
    expect(special.xlog1py(x, -2).tolist()).toEqual([NaN, NaN]);
    near(special.xlog1py(-3, x), [-4.1589, -15.9099]);
  });

  test("beside int32", () => {
    const x = torch.tensor([3, 200], { dtype: "int32" });
    near(x.div(1e10), [3e-10, 2e-8]);
    near(x.xlogy(1e10), [69.0776, 4605.1699]);
  });

  test("integers among themselves wrap, as PyTorch's do", () => {
    expect(bytes(3, 200).add(300).tolist()).toEqual([47, 244]);
    expect(bytes(3, 200).gt(300).tolist()).toEqual([false, true]);
  });
});

test("atan2's slope squares beyond what uint8 holds", () => {
  const x = torch.tensor([20, 1], { dtype: "float64", requiresGrad: true });
  bytes(200, 255).atan2(x).sum().backward();
  const wanted = [-200 / (200 ** 2 + 20 ** 2), -255 / (255 ** 2 + 1)];
  for (const [i, value] of (x.grad!.tolist() as number[]).entries())
    expect(value).toBeCloseTo(wanted[i], 12);
});

test("xlog1py has a slope at 0 beside uint8", () => {
  const x = torch.tensor([0, 1], { dtype: "float64", requiresGrad: true });
  special.xlog1py(x, bytes(1, 1)).sum().backward();
  for (const value of x.grad!.tolist() as number[]) expect(value).toBeCloseTo(Math.LN2, 6);
});
