/** Layers of PyTorch 1.13 that are deprecated, or have no place here; the numbers are its own, for the same calls. */
import * as torch from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it, vi } from "vitest";
import { flat, near, wave } from "./golden.ts";

describe("CrossMapLRN2d", () => {
  const x = wave([2, 4, 1, 2]);

  it.each([
    [
      1,
      [
        0.38190022, 0.63252124, 0.60844863, 0.33084952, -0.12476642, -0.45806462, -0.62979546,
        -0.46566089,
      ],
    ],
    [
      2,
      [
        0.39510207, 0.70194709, 0.68976536, 0.37532933, -0.12951105, -0.53108923, -0.71958113,
        -0.54075563,
      ],
    ],
    [
      3,
      [
        0.36678892, 0.71248396, 0.72236628, 0.37515819, -0.1108028, -0.52531557, -0.75627638,
        -0.54755646,
      ],
    ],
    [
      4,
      [
        0.37635675, 0.73119873, 0.74156717, 0.38900948, -0.11570511, -0.54981135, -0.77792449,
        -0.57081037,
      ],
    ],
    [
      9,
      [
        0.38091034, 0.73690778, 0.75184874, 0.40757623, -0.12533117, -0.59835865, -0.7944531,
        -0.61097885,
      ],
    ],
  ])("of %i channels computes what PyTorch computes", (size, expected) => {
    const y = new nn.CrossMapLRN2d(size, 0.7, 0.6, 1.3)(x);
    expect(flat(y).slice(0, 8)).toEqual(near(expected));
  });

  it("has the gradient of what it computes", () => {
    for (const size of [1, 3, 4]) {
      const net = new nn.CrossMapLRN2d(size, { alpha: 0.7, k: 1.3 });
      const leaf = x.clone().requiresGrad_();
      expect(torch.autograd.gradcheck((input: torch.Tensor) => net(input), [leaf])).toBe(true);
      expect(torch.autograd.gradgradcheck((input: torch.Tensor) => net(input), [leaf])).toBe(true);
    }
  });

  it("takes batches of images of floats, perhaps none", () => {
    const net = new nn.CrossMapLRN2d(3);
    expect(net(torch.zeros([0, 4, 2, 2])).shape).toEqual([0, 4, 2, 2]);
    expect(() => net(torch.zeros([4, 2, 2]))).toThrow(/expected input \[N, C, H, W\].*\[4, 2, 2\]/);
    expect(() => net(torch.zeros([2, 0, 2, 2]))).toThrow(/at least one channel/);
    expect(() => net(torch.ones([1, 2, 2, 2], { dtype: "int64" }))).toThrow(/dtype int64; convert/);
    expect(() => new nn.CrossMapLRN2d(0)).toThrow(/size must be a positive integer, got 0/);
    expect(String(net)).toBe("CrossMapLRN2d(3, alpha=0.0001, beta=0.75, k=1)");
  });
});

describe("NLLLoss2d", () => {
  it("is NLLLoss, and warns once", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const [input, target] = [
      wave([1, 2, 2, 2]),
      torch.tensor(
        [
          [
            [0, 1],
            [1, 0],
          ],
        ],
        { dtype: "int64" },
      ),
    ];
    const losses = [new nn.NLLLoss2d({ reduction: "sum" }), new nn.NLLLoss2d()];
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/NLLLoss2d has been deprecated; use NLLLoss/)],
    ]);
    expect(losses[0](input, target).item()).toBe(
      new nn.NLLLoss({ reduction: "sum" })(input, target).item(),
    );
    expect(String(losses[1])).toBe("NLLLoss2d()");
    warn.mockRestore();
  });
});

describe("SyncBatchNorm", () => {
  it("is refused, and says what to use", () => {
    expect(() => new nn.SyncBatchNorm(3)).toThrow(/SyncBatchNorm: .*use nn.BatchNorm1d/);
    expect(() => nn.SyncBatchNorm.convertSyncBatchnorm(new nn.Linear(1, 1))).toThrow(
      /leave the call out/,
    );
  });
});
