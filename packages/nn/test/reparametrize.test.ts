/** Weight and spectral normalisation and the adaptive softmax against PyTorch 1.13.1; for the values see golden.ts. */
import * as torch from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it } from "vitest";
import { flat, near, sine, wave } from "./golden.ts";

const { removeSpectralNorm, removeWeightNorm, spectralNorm, weightNorm } = nn.utils;

describe("weightNorm", () => {
  it("learns length and direction", () => {
    const net = sine(weightNorm(new nn.Linear(3, 2)));
    expect(Object.keys(net.stateDict())).toEqual(["bias", "weight_g", "weight_v"]);
    const y = net(wave([2, 3]));
    expect(flat(y)).toEqual(near([1.011765, -0.85801, 0.04373719, 1.113586]));
    y.sum().backward();
    expect(flat(net.getParameter("weight_g").grad)).toEqual(near([1.254354, -0.4772437]));
    expect(flat(net.getParameter("weight_v").grad)).toEqual(
      near([0.03673057, 0.03605628, -0.1497635, 1.361134, 0.7473305, -0.3152475]),
    );
  });

  it("takes one length for all, and is undone", () => {
    const net = sine(weightNorm(new nn.Conv1d(2, 3, 2), { dim: null }));
    const x = wave([1, 2, 4]);
    const before = flat(net(x));
    expect(before).toEqual(
      near([
        0.3520973, 0.4153393, 0.2832407, 0.4054673, 0.6200684, 0.7131151, 0.3301428, 0.3058174,
        0.4547893,
      ]),
    );
    removeWeightNorm(net);
    expect(net.parameters().map(({ shape }) => shape)).toEqual([[3], [3, 2, 2]]);
    expect(flat(net(x))).toEqual(near(before));
    expect(() => removeWeightNorm(net)).toThrow(/weightNorm of 'weight' not found in Conv1d/);
  });

  it("serves a copy, too", () => {
    const net = weightNorm(new nn.Linear(2, 2));
    const twin = net.clone();
    torch.noGrad(() => twin.getParameter("weight_g").fill_(0));
    expect(flat(twin(torch.ones([1, 2])))).toEqual(near(flat(twin.bias)));
    expect(flat(net(torch.ones([1, 2])))).not.toEqual(near(flat(net.bias)));
  });
});

describe("spectralNorm", () => {
  it("follows the largest singular value", () => {
    torch.manualSeed(2);
    const net = spectralNorm(new nn.Linear(3, 2));
    expect(Object.keys(net.stateDict())).toEqual(["bias", "weight_orig", "weight_u", "weight_v"]);
    const x = wave([2, 3]).float();
    expect(flat(net(x))).toEqual(near([0.2279018, 0.7267075, -0.1694673, -1.01252], 5));
    const y = net(x);
    const second = near([0.221846, 0.7021461, -0.1673454, -1.001289], 5);
    expect(flat(y)).toEqual(second);
    y.sum().backward();
    expect(flat(net.getParameter("weight_orig").grad)).toEqual(
      near([2.641163, 4.258458, 0.4907383, 4.212009, 0.6874651, 0.816708], 4),
    );
    net.eval();
    expect(flat(net(x))).toEqual(second);
    removeSpectralNorm(net);
    expect(Object.keys(net.stateDict())).toEqual(["bias", "weight"]);
    expect(flat(net.weight)).toEqual(
      near([0.447674, -0.4644267, 0.5351802, -0.09968267, 0.8336924, 0.4646188], 5),
    );
  });

  it("goes through two calls backward", () => {
    const net = spectralNorm(new nn.Linear(3, 2));
    net(torch.ones([1, 3]))
      .sub(net(torch.zeros([1, 3])))
      .sum()
      .backward();
    expect(net.getParameter("weight_orig").grad?.shape).toEqual([2, 3]);
  });

  it("is refused twice, and without steps", () => {
    const net = spectralNorm(new nn.Linear(3, 2));
    expect(() => weightNorm(net)).toThrow(/two normalisations on the same parameter weight/);
    expect(() => spectralNorm(new nn.Linear(3, 2), { nPowerIterations: 0 })).toThrow(
      /to be positive/,
    );
    expect(() => spectralNorm(new nn.ReLU())).toThrow(/ReLU has no attribute 'weight'/);
  });
});

describe("AdaptiveLogSoftmaxWithLoss", () => {
  const make = (): nn.AdaptiveLogSoftmaxWithLoss =>
    sine(new nn.AdaptiveLogSoftmaxWithLoss(8, 10, [3, 6], { divValue: 2, headBias: true }));

  it("computes log-probabilities, loss and gradients", () => {
    const net = make();
    const x = wave([4, 8]).requiresGrad_();
    const { output, loss } = net(x, torch.tensor([9, 0, 4, 5], { dtype: "int64" }));
    expect(flat(output)).toEqual(near([-8.206083, -1.013104, -4.974605, -7.143601]));
    expect(loss.item()).toBeCloseTo(5.334348246720911, 9);
    loss.backward();
    expect(flat(x.grad).slice(0, 4)).toEqual(near([0.322213, 0.1540568, -0.03495039, -0.2192272]));
    expect(flat(net.getParameter("tail.1.0.weight").grad).slice(0, 2)).toEqual(
      near([-0.1378261, -0.2679442]),
    );
  });

  it("tells all probabilities, the likeliest class, and single samples", () => {
    const net = make();
    const x = wave([4, 8]);
    expect(flat(net.logProb(x)).slice(0, 5)).toEqual(
      near([-3.497722, -1.397318, -4.637414, -0.3979388, -3.436676]),
    );
    expect(net.predict(x).tolist()).toEqual([3, 0, 0, 2]);
    expect(net(x.select(0, 1), torch.tensor(7, { dtype: "int64" })).output.item()).toBeCloseTo(
      -4.415849,
      6,
    );
  });

  it("refuses what does not fit", () => {
    expect(() => new nn.AdaptiveLogSoftmaxWithLoss(8, 10, [6, 3])).toThrow(
      /sorted in an increasing order/,
    );
    expect(() => new nn.AdaptiveLogSoftmaxWithLoss(8, 10, [10])).toThrow(
      /between 1 and nClasses-1 = 9/,
    );
    const net = make();
    expect(() => net(wave([2, 8]), torch.tensor([10, 1], { dtype: "int64" }))).toThrow(
      /should be in \[0, 9\], but values in range \[1, 10\]/,
    );
    expect(() => net(wave([2, 8]), torch.tensor([1], { dtype: "int64" }))).toThrow(/got 2 and 1/);
  });
});
