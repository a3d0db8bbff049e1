/** What PyTorch defines where a function has no slope, or several: at kinks, ties, bounds and poles. */
import { describe, expect, test } from "vitest";
import * as torch from "../src/index.ts";
import * as F from "../src/functional.ts";
import { gradcheck, gradgradcheck } from "../src/autograd/gradcheck.ts";
import type { Tensor } from "../src/tensor.ts";

const leaf = (values: number[]): Tensor =>
  torch.tensor(values, { dtype: "float64", requiresGrad: true });

/** The gradients of the sum of `f` with respect to each leaf. */
function slopes(f: (...leaves: Tensor[]) => Tensor, ...given: number[][]): unknown[] {
  const leaves = given.map(leaf);
  f(...leaves)
    .sum()
    .backward();
  return leaves.map(({ grad }) => grad?.tolist());
}

describe("slopes at kinks", () => {
  test.each<[string, (x: Tensor) => Tensor, number[], number[]]>([
    ["abs", torch.abs, [-1, 0, 1], [-1, 0, 1]],
    ["relu", torch.relu, [-1, 0, 1], [0, 0, 1]],
    ["relu6", F.relu6, [0, 3, 6], [0, 1, 0]],
    ["hardtanh", F.hardtanh, [-1, 0, 1], [0, 1, 0]],
    ["leakyRelu", (x) => F.leakyRelu(x, 0.5), [-1, 0, 1], [0.5, 0.5, 1]],
    ["elu", (x) => F.elu(x, 2), [0], [2]],
    ["hardsigmoid", F.hardsigmoid, [-3, 0, 3], [0, 1 / 6, 0]],
    ["hardswish", F.hardswish, [-4, -3, 3], [0, -0.5, 1]],
    ["hardshrink", (x) => F.hardshrink(x, 1), [-1, 1, 2], [0, 0, 1]],
    ["softshrink", (x) => F.softshrink(x, 1), [-1, 1, 2], [0, 0, 1]],
    ["threshold", (x) => F.threshold(x, 1, 9), [1, 2], [0, 1]],
    ["clamp", (x) => torch.clamp(x, 0, 2), [-1, 0, 1, 2, 3], [0, 1, 1, 1, 0]],
    ["sign", torch.sign, [-1, 0, 1], [0, 0, 0]],
    ["floor", torch.floor, [0, 0.5], [0, 0]],
    ["sinc", torch.sinc, [0], [0]],
    ["pow 0", (x) => x.pow(0), [0, 2], [0, 0]],
    ["pow 1", (x) => x.pow(1), [0, 2], [1, 1]],
    ["nanToNum", torch.nanToNum, [NaN, Infinity, 1], [0, 0, 1]],
  ])("%s", (_name, f, x, expected) => {
    const [got] = slopes(f, x) as number[][];
    expect(got.length).toBe(expected.length);
    got.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
  });

  test.each<[string, (x: Tensor) => Tensor]>([
    ["elu", F.elu],
    ["celu", (x) => F.celu(x, -2)],
    ["selu", F.selu],
  ])("the second derivative of %s at its kink is 0", (_name, f) => {
    const x = leaf([0]);
    const [slope] = torch.autograd.grad(f(x).sum(), [x], { createGraph: true });
    const [bend] = torch.autograd.grad(slope.sum(), [x]);
    expect(bend.tolist()).toEqual([0]);
  });

  test("0 to the power of b is 0 for every b above 0", () => {
    expect(slopes((b) => torch.pow(0, b), [0, 1, 2])).toEqual([[0, 0, 0]]);
  });

  test("a 0 hides a logarithm that has no value", () => {
    expect(slopes(torch.xlogy, [0, 0, 2], [0, 2, 2])).toEqual([
      [0, Math.log(2), Math.log(2)],
      [NaN, 0, 1],
    ]);
  });
});

describe("ties", () => {
  test.each([
    ["maximum", torch.maximum],
    ["minimum", torch.minimum],
  ])("%s: half for each", (_name, f) => {
    expect(slopes(f, [2], [2])).toEqual([[0.5], [0.5]]);
  });

  test.each([
    ["fmax", torch.fmax],
    ["fmin", torch.fmin],
  ])("%s: all for the first", (_name, f) => {
    expect(slopes(f, [2], [2])).toEqual([[1], [0]]);
    expect(slopes(f, [NaN, 1], [1, NaN])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test("clamp between tensors: the input between them and on them, then the upper bound", () => {
    const clamp = (x: Tensor, low: Tensor, high: Tensor): Tensor => torch.clamp(x, low, high);
    const x = [0, 1, 2, 3, 4];
    const all = (value: number): number[] => x.map(() => value);
    expect(slopes(clamp, x, all(1), all(3))).toEqual([
      [0, 1, 1, 1, 0],
      [1, 0, 0, 0, 0],
      [0, 0, 0, 0, 1],
    ]);
    expect(slopes(clamp, x, all(3), all(1))).toEqual([all(0), all(0), all(1)]);
    const inputs = [leaf([-1.5, 0.5, 2.5]), leaf([-1, -1, -1]), leaf([1, 1, 1])];
    expect(gradcheck(clamp, inputs)).toBe(true);
    expect(gradgradcheck(clamp, inputs)).toBe(true);
  });
});

describe("slopes where the extreme is NaN", () => {
  test("amax and amin have NaN, of all they look at; max and min share theirs among NaNs", () => {
    const values = [1, NaN, 2];
    for (const f of [torch.amax, torch.amin]) {
      expect(slopes((x) => f(x), values)).toEqual([[NaN, NaN, NaN]]);
      expect(slopes((x) => f(x, 0, true), values)).toEqual([[NaN, NaN, NaN]]);
      expect(slopes((x) => f(x.reshape(2, 2), 1), [1, NaN, 3, 3])).toEqual([[NaN, NaN, 0.5, 0.5]]);
    }
    expect(slopes((x) => torch.max(x), values)).toEqual([[0, 1, 0]]);
    expect(slopes((x) => torch.min(x), [NaN, NaN, 1])).toEqual([[0.5, 0.5, 0]]);
    expect(slopes((x) => torch.median(x), values)).toEqual([[0, 1, 0]]);
  });
});

describe("second derivatives at points where a first one is a limit", () => {
  test.each<[string, (x: Tensor) => Tensor, number]>([
    ["sinc", torch.sinc, -(Math.PI ** 2) / 3],
    ["i1", torch.special.i1, 0],
    ["besselJ1", torch.special.besselJ1, 0],
  ])("%s at 0", (_name, f, expected) => {
    const x = leaf([0]);
    const [first] = torch.autograd.grad(f(x).sum(), x, { createGraph: true });
    const [second] = torch.autograd.grad(first.sum(), x);
    expect(second.item()).toBeCloseTo(expected, 12);
  });
});

describe("what has no gradient says so", () => {
  const x = leaf([1.5]);
  test.each<[string, () => Tensor]>([
    ["nextafter", () => torch.nextafter(x, torch.zerosLike(x))],
    ["heaviside", () => torch.heaviside(x, torch.zerosLike(x))],
    ["igamma", () => torch.igamma(x, torch.onesLike(x))],
    ["igammac", () => torch.igammac(x, torch.onesLike(x))],
    ["zeta", () => torch.special.zeta(x, 2)],
    ["airyAi", () => torch.special.airyAi(x)],
  ])("%s", (name, f) => {
    expect(() => f().sum().backward()).toThrow(
      new RegExp(`${name}: the derivative with respect to "input" is not implemented`),
    );
  });
});
