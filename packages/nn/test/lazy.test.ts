import * as torch from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it } from "vitest";

describe("lazy layers", () => {
  it("learn their size from the first input, keeping their parameters", () => {
    const net = new nn.LazyLinear(3);
    const { weight, bias } = net;
    expect(String(net)).toBe("LazyLinear(in_features=0, out_features=3, bias=True)");
    torch.manualSeed(0);
    const y = net(torch.ones([2, 5]));
    torch.manualSeed(0);
    expect(y.tolist()).toEqual(new nn.Linear(5, 3)(torch.ones([2, 5])).tolist());
    expect(String(net)).toBe("Linear(in_features=5, out_features=3, bias=True)");
    expect(net.parameters()).toEqual([weight, bias]);
    expect(net.weight).toBe(weight);
    y.sum().backward();
    expect(weight.grad?.shape).toEqual([3, 5]);
    expect(() => net(torch.ones([2, 4]))).toThrow(/linear/);
  });

  it("are instance norms with weights and running statistics, as PyTorch's are", () => {
    for (const Norm of [nn.LazyInstanceNorm1d, nn.LazyInstanceNorm2d, nn.LazyInstanceNorm3d]) {
      const norm = new Norm();
      expect([norm.affine, norm.trackRunningStats]).toEqual([true, true]);
      expect(new Norm({ affine: false }).affine).toBe(false);
    }
    const norm = new nn.LazyInstanceNorm1d();
    norm(torch.ones([1, 2, 3]));
    expect(Object.keys(norm.stateDict())).toEqual([
      "weight",
      "bias",
      "running_mean",
      "running_var",
      "num_batches_tracked",
    ]);
  });

  it.each([
    [new nn.LazyConv1d(4, 3), [1, 2, 8], [4, 2, 3]],
    [new nn.LazyConv2d(4, 3, { groups: 2, bias: false }), [1, 2, 8, 8], [4, 1, 3, 3]],
    [new nn.LazyConv3d(4, 2), [3, 4, 4, 4], [4, 3, 2, 2, 2]],
    [new nn.LazyConvTranspose1d(4, 3), [1, 2, 8], [2, 4, 3]],
    [new nn.LazyConvTranspose2d(4, 3, 2), [1, 2, 8, 8], [2, 4, 3, 3]],
    [
      new nn.LazyConvTranspose3d({ outChannels: 4, kernelSize: 2 }),
      [1, 3, 4, 4, 4],
      [3, 4, 2, 2, 2],
    ],
    [new nn.LazyBatchNorm1d(), [2, 3], [3]],
    [new nn.LazyBatchNorm2d(1e-3), [2, 3, 2, 2], [3]],
    [new nn.LazyBatchNorm3d(), [2, 3, 2, 2, 2], [3]],
    [new nn.LazyInstanceNorm1d({ affine: true }), [2, 3, 4], [3]],
    [new nn.LazyInstanceNorm2d({ affine: true, trackRunningStats: true }), [2, 3, 2, 2], [3]],
    [new nn.LazyInstanceNorm3d({ affine: true }), [2, 3, 2, 2, 2], [3]],
  ] as [nn.Layer, number[], number[]][])("%s", (layer, input, weight) => {
    expect(layer.constructor.name).toMatch(/^Lazy/);
    const output = layer(torch.randn(input));
    expect(layer.constructor.name).not.toMatch(/^Lazy/);
    expect(layer.getParameter("weight").shape).toEqual(weight);
    expect(layer(torch.randn(input)).shape).toEqual(output.shape);
  });

  it("learn it from a state, too, without drawing", () => {
    const state = new nn.Sequential(new nn.Linear(5, 3), new nn.BatchNorm1d(3)).stateDict();
    const net = new nn.Sequential(new nn.LazyLinear(3), new nn.LazyBatchNorm1d());
    torch.manualSeed(1);
    const next = torch.rand(1).item();
    torch.manualSeed(1);
    net.loadStateDict(state);
    expect(torch.rand(1).item()).toBe(next);
    expect((net[0] as nn.Linear).weight.tolist()).toEqual(state["0.weight"].tolist());
    expect((net[1] as nn.BatchNorm1d).runningVar?.tolist()).toEqual([1, 1, 1]);
  });

  it("serve copies", () => {
    const net = new nn.LazyLinear(3);
    const twin = net.clone();
    expect(twin(torch.ones([1, 2])).shape).toEqual([1, 3]);
    expect(net(torch.ones([1, 4])).shape).toEqual([1, 3]);
    expect([twin.inFeatures, net.inFeatures]).toEqual([2, 4]);
  });

  it("refuse inputs of other dimensions", () => {
    expect(() => new nn.LazyConv2d(4, 3)(torch.ones([2, 2]))).toThrow(
      /expected 3D \(unbatched\) or 4D \(batched\) input/,
    );
    expect(() => new nn.LazyConv1d(4, 3, { groups: 2 })(torch.ones([1, 3, 8]))).toThrow(
      /divisible by groups, got 3 and 2/,
    );
  });
});
