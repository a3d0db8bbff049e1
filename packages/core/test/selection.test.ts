/** What the op table's samples do not reach of joining and selecting: gradients of what is skipped, of nothing, at infinities. */
import { describe, expect, test } from "vitest";
import { leaf, torch } from "./autograd/helpers.ts";

const { tensor } = torch;

describe("cat", () => {
  test("gives what it skips a dtype's say and a gradient of nothing", () => {
    const [skipped, whole] = [leaf([]), tensor([[1, 2]], { dtype: "int64" })];
    const joined = torch.cat([whole, skipped, whole], -1);
    expect([joined.dtype, joined.shape]).toEqual(["float64", [1, 4]]);
    joined.sum().backward();
    expect(skipped.grad?.shape).toEqual([0]);
  });
  test("of nothing but what it skips", () => {
    const skipped = leaf([]);
    const joined = torch.cat([skipped, tensor([], { dtype: "float64" })]);
    expect([joined.dtype, joined.shape, joined.requiresGrad]).toEqual(["float64", [0], true]);
  });
});

test.each(["median", "nanmedian"] as const)("%s of nothing is NaN and can go back", (name) => {
  const x = torch.zeros([0, 2], { requiresGrad: true });
  const y = x[name]();
  expect(y.item()).toBeNaN();
  y.backward();
  expect(x.grad?.shape).toEqual([0, 2]);
});

describe("quantile", () => {
  test("beside an infinity is infinite", () => {
    const x = tensor([-Infinity, 1, 2], { dtype: "float64" });
    expect(x.quantile(0.375).item()).toBe(-Infinity);
    expect(x.quantile(0.125).item()).toBeNaN();
  });
  test("has a slope in q only where it is linear between elements", () => {
    const slope = (interpolation: "linear" | "midpoint"): unknown => {
      const [x, q] = [leaf([1, 2, 4]), leaf(0.75)];
      x.quantile(q, { interpolation }).backward();
      return q.grad?.item();
    };
    expect([slope("linear"), slope("midpoint")]).toEqual([4, undefined]);
  });
});

test("maskedFill by name has the node of the value it is given", () => {
  const [x, value] = [leaf([1, 2]), leaf(3)];
  const mask = tensor([true, false]);
  const names = [x.maskedFill({ mask, value }), x.maskedFill({ mask, value: 3 })].map(
    (y) => y.gradFn?.name,
  );
  expect(names).toEqual(["MaskedFillBackward1", "MaskedFillBackward0"]);
});
