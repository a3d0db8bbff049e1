/** What the op table cannot say about losses. */
import { afterEach, describe, expect, test, vi } from "vitest";
import * as F from "../src/functional.ts";
import * as torch from "../src/index.ts";

const { tensor } = torch;
const int64 = { dtype: "int64" } as const;
const float64 = { dtype: "float64" } as const;

afterEach(() => {
  vi.restoreAllMocks();
});

describe("warnings", () => {
  test("a target that is broadcast, once", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    for (let i = 0; i < 3; i++) F.mseLoss(torch.zeros([5, 1]), torch.zeros([5]));
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0][0]).toMatch(
      /^mseLoss: target size \[5\] differs from input size \[5, 1\]/,
    );
  });

  test("deprecated switches, with what to say instead", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const loss = F.l1Loss(tensor([1, 2]), tensor([0, 0]), { sizeAverage: false });
    expect(loss.item()).toBe(3);
    expect(warn.mock.calls[0][0]).toMatch(/\{ reduction: "sum" \}/);
  });
});

describe("crossEntropy", () => {
  test("has a gradient for the weights beside probabilities, and refuses one beside classes", () => {
    const x = tensor(
      [
        [0.5, -1, 2],
        [1, 0, 0.25],
      ],
      float64,
    );
    const p = tensor(
      [
        [0.2, 0.3, 0.5],
        [0, 1, 0],
      ],
      float64,
    );
    const weight = tensor([1, 2, 0.5], float64).requiresGrad_();
    F.crossEntropy(x, p, { weight, reduction: "sum" }).backward();
    const each = x.logSoftmax(1).mul(p).sum(0).neg();
    expect(weight.grad?.tolist()).toEqual(each.tolist());
    expect(() => F.crossEntropy(x, tensor([0, 1], int64), { weight })).toThrow(
      'crossEntropy: not differentiable with respect to argument "weight"; detach() it',
    );
  });

  test("keeps log-probabilities, so that logits may be written over", () => {
    const logits = tensor([[1, 2, 3]], float64).requiresGrad_();
    const scores = logits.mul(1);
    const loss = F.crossEntropy(scores, tensor([0], int64));
    scores.zero_();
    loss.backward();
    const p = tensor([1, 2, 3], float64).softmax(0);
    expect(
      logits.grad
        ?.sub(p.sub(tensor([1, 0, 0], float64)))
        .abs()
        .max()
        .item(),
    ).toBeLessThan(1e-12);
  });

  test("has third derivatives", () => {
    const logits = torch.randn([2, 3], float64).requiresGrad_();
    const target = tensor([2, 0], int64);
    const slope = (x: torch.Tensor): torch.Tensor => {
      const loss = F.crossEntropy(x, target, { labelSmoothing: 0.1 });
      return torch.autograd.grad(loss, x, { createGraph: true })[0];
    };
    expect(torch.autograd.gradgradcheck(slope, [logits])).toBe(true);
  });

  test("targets that change before backward are noticed", () => {
    const logits = torch.randn([2, 3]).requiresGrad_();
    const target = tensor([2, 0], int64);
    const loss = F.crossEntropy(logits, target);
    target.fill_(1);
    expect(() => loss.backward()).toThrow(/modified by an inplace operation/);
  });

  test("nothing counts, so the mean is NaN", () => {
    expect(F.crossEntropy(torch.zeros([2, 3]), tensor([-100, -100], int64)).item()).toBeNaN();
  });

  test("of certain mistakes is large, not infinite", () => {
    const logits = tensor([[1000, -1000]]);
    expect(F.crossEntropy(logits, tensor([1], int64)).item()).toBe(2000);
    expect(F.crossEntropy(logits, tensor([0], int64)).item()).toBe(0);
  });
});

describe("ctcLoss", () => {
  test("the gradient, by finite differences through logSoftmax", () => {
    const x = torch.randn([6, 2, 4], float64).requiresGrad_();
    const targets = tensor(
      [
        [1, 2, 2],
        [3, 0, 0],
      ],
      int64,
    );
    for (const reduction of ["mean", "sum", "none"] as const) {
      const fn = (v: torch.Tensor): torch.Tensor =>
        F.ctcLoss(v.logSoftmax(-1), targets, [6, 3], [3, 1], { reduction });
      expect(torch.autograd.gradcheck(fn, [x])).toBe(true);
    }
  });

  test("as PyTorch's", () => {
    const scores = tensor([[[1, 2, 3]], [[3, 1, 2]], [[1, 1, 1]]], float64);
    const x = scores.logSoftmax(-1).detach().requiresGrad_();
    const loss = F.ctcLoss(x, tensor([[1, 2]], int64), [3], [2]);
    loss.backward();
    expect(loss.item()).toBeCloseTo(1.1305200804001012, 12);
    expect(x.grad?.index(0, 0, 1).item()).toBeCloseTo(-0.36467633015464657, 12);
    expect(x.grad?.index(2, 0, 2).item()).toBeCloseTo(-0.23757534614756123, 12);
  });

  test("targets too long for their sequence", () => {
    const x = torch.randn([2, 1, 3]).logSoftmax(-1).detach().requiresGrad_();
    const targets = tensor([[1, 1]], int64);
    F.ctcLoss(x, targets, [2], [2], { zeroInfinity: true }).backward();
    expect(x.grad?.abs().sum().item()).toBe(0);
    expect(F.ctcLoss(x, targets, [2], [2], { reduction: "sum" }).item()).toBe(Infinity);
  });

  test("a second derivative is refused, not lost", () => {
    const x = torch.randn([2, 1, 3]).logSoftmax(-1).detach().requiresGrad_();
    const loss = F.ctcLoss(x, tensor([[1]], int64), [2], [1]);
    const [slope] = torch.autograd.grad(loss, x, { createGraph: true });
    expect(() => slope.sum().backward()).toThrow(/not implemented/);
  });
});

test("weights have no gradient, and say so", () => {
  const weight = torch.ones([3]).requiresGrad_();
  const [x, target] = [torch.zeros([1, 3]), tensor([0], int64)];
  expect(() => F.crossEntropy(x, target, weight)).toThrow(/not differentiable.*"weight"/);
  expect(torch.noGrad(() => F.crossEntropy(x, target, weight).item())).toBeCloseTo(Math.log(3));
});

test("a target of booleans has a second derivative beside it", () => {
  const target = tensor([true, false]);
  for (const loss of [F.smoothL1Loss, F.huberLoss]) {
    const x = tensor([0.5, 3], float64).requiresGrad_();
    const [first] = torch.autograd.grad(loss(x, target, { reduction: "sum" }), x, {
      createGraph: true,
    });
    const [second] = torch.autograd.grad(first.sum(), x);
    expect(second?.tolist()).toEqual([1, 0]);
  }
});
