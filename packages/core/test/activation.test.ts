/** Activations beside their values: the option `inplace`, in-place forms, the draws of rrelu. */
import { describe, expect, test } from "vitest";
import * as torch from "../src/index.ts";
import * as F from "../src/functional.ts";
import type { Tensor } from "../src/tensor.ts";

const x = (): Tensor => torch.tensor([-2, -0.5, 0.5, 2], { dtype: "float64" });

describe("inplace", () => {
  test.each<[string, (x: Tensor, inplace: boolean) => Tensor]>([
    ["relu", (t, inplace) => F.relu(t, { inplace })],
    ["relu6", (t, inplace) => F.relu6(t, inplace)],
    ["leakyRelu", (t, inplace) => F.leakyRelu(t, 0.1, { inplace })],
    ["elu", (t, inplace) => F.elu(t, { alpha: 0.5, inplace })],
    ["celu", (t, inplace) => F.celu(t, 2, inplace)],
    ["selu", (t, inplace) => F.selu(t, { inplace })],
    ["silu", (t, inplace) => F.silu(t, { inplace })],
    ["mish", (t, inplace) => F.mish(t, { inplace })],
    ["hardtanh", (t, inplace) => F.hardtanh(t, -1, 1, inplace)],
    ["hardsigmoid", (t, inplace) => F.hardsigmoid(t, { inplace })],
    ["hardswish", (t, inplace) => F.hardswish(t, { inplace })],
    ["threshold", (t, inplace) => F.threshold(t, 0, 7, { inplace })],
    ["rrelu", (t, inplace) => F.rrelu(t, { lower: 0.2, upper: 0.2, training: true, inplace })],
    ["rrelu, not training", (t, inplace) => F.rrelu(t, 0.1, 0.3, false, { inplace })],
  ])("%s", (_name, f) => {
    const input = x();
    const fresh = f(input, false);
    expect(fresh).not.toBe(input);
    expect(input.tolist()).toEqual(x().tolist());
    expect(f(input, true)).toBe(input);
    expect(input.tolist()).toEqual(fresh.tolist());
  });

  test.each<[string, (x: Tensor) => Tensor, (x: Tensor) => Tensor]>([
    ["relu_", torch.relu, torch.relu_],
    ["leakyRelu_", (t) => F.leakyRelu(t, 0.1), (t) => F.leakyRelu_(t, { negativeSlope: 0.1 })],
    ["elu_", (t) => F.elu(t, 2), (t) => F.elu_(t, 2)],
    ["celu_", (t) => F.celu(t, 2), (t) => F.celu_(t, 2)],
    ["selu_", torch.selu, torch.selu_],
    ["hardtanh_", (t) => F.hardtanh(t, -1, 0.1), (t) => F.hardtanh_(t, -1, { maxVal: 0.1 })],
    ["threshold_", (t) => F.threshold(t, 0, 3), (t) => F.threshold_(t, 0, 3)],
    ["rrelu_", (t) => F.rrelu(t, 0.1, 0.3), (t) => F.rrelu_(t, 0.1, { upper: 0.3 })],
  ])("%s gives the same values and gradient", (_name, f, inPlace) => {
    const slope = (g: (x: Tensor) => Tensor): unknown[] => {
      const leaf = x().requiresGrad_();
      const y = g(leaf.clone());
      y.square().sum().backward();
      return [y.tolist(), leaf.grad?.tolist()];
    };
    expect(slope(inPlace)).toEqual(slope(f));
  });
});

describe("rrelu in training", () => {
  const draw = (dtype: "float32" | "float64"): Tensor => {
    torch.manualSeed(0);
    return F.rrelu(torch.tensor([-1, 2, -3, -4, 0], { dtype }), { training: true });
  };

  test("draws what PyTorch 1.13 draws: torch.manual_seed(0); F.rrelu(x, training=True)", () => {
    const expected = [-0.3271, 2, -0.8174, -0.8828, 0];
    for (const dtype of ["float32", "float64"] as const) {
      (draw(dtype).tolist() as number[]).forEach((value, i) =>
        expect(value).toBeCloseTo(expected[i], 4),
      );
    }
    // Four numbers were drawn, of two words each.
    expect(torch.rand([1]).item()).toBeCloseTo(0.4556, 4);
  });

  test("the gradient is the drawn slope, and 1 above 0", () => {
    torch.manualSeed(0);
    const input = torch.tensor([-1, 2, -3, 0], { requiresGrad: true });
    F.rrelu(input, { training: true }).sum().backward();
    const slopes = input.grad?.tolist() as number[];
    [0.3271, 1, 0.2725, 0.2207].forEach((slope, i) => expect(slopes[i]).toBeCloseTo(slope, 4));
  });

  test("from a generator of its own", () => {
    const options = { training: true, generator: new torch.Generator().manualSeed(5) };
    const first = F.rrelu(x(), options).tolist();
    options.generator.manualSeed(5);
    expect(F.rrelu(x(), options).tolist()).toEqual(first);
  });

  test("refuses integers", () => {
    const integers = torch.tensor([1], { dtype: "int64" });
    expect(() => F.rrelu(integers, { training: true })).toThrow(/not implemented for dtype int64/);
  });
});
