/** First values and gradient utilities against PyTorch 1.13.1, after the same seeds. */
import * as torch from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { afterEach, describe, expect, it, vi } from "vitest";
import { flat, near } from "./golden.ts";

const { init } = nn;

afterEach(() => {
  vi.restoreAllMocks();
});

describe("nn.init", () => {
  it("draws what PyTorch draws, one after the other", () => {
    torch.manualSeed(3);
    expect(flat(init.sparse_(torch.empty([4, 3]), 0.4, 2))).toEqual(
      near(
        [
          0, 0, 0, -1.22743607, 0.0923648998, -2.73651838, 0.674990177, 0, 0, 0, 1.04409993,
          2.47583342,
        ],
        5,
      ),
    );
    expect(flat(init.truncNormal_(torch.empty([6]), { mean: 1, std: 2, a: 0, b: 1.5 }))).toEqual(
      near([0.0841117501, 0.108428895, 0.400731385, 0.573168218, 0.00712198019, 0.418886781], 5),
    );
    expect(flat(init.orthogonal_(torch.empty([3, 2, 2])))).toEqual(
      near(
        [
          0.857272029, 0.450120836, -0.20007351, 0.149820939, -0.00128271838, -0.480684847,
          -0.63080126, 0.609122336, 0.216512188, -0.267459363, 0.749489367, 0.565556169,
        ],
        5,
      ),
    );
    expect(flat(init.dirac_(torch.empty([4, 2, 3]), 2))).toEqual(
      near([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
    );
    expect(
      flat(init.xavierNormal_(torch.empty([2, 3]), { gain: init.calculateGain("tanh") })),
    ).toEqual(
      near([0.230859339, 1.58994937, 1.24275959, 1.38275599, -0.105067313, 0.354447067], 5),
    );
    expect(
      flat(init.kaimingNormal_(torch.empty([2, 3, 2]), { mode: "fan_out", nonlinearity: "relu" })),
    ).toEqual(
      near(
        [
          -0.48133871, 0.437147707, -0.32344237, -0.837218165, 0.124490112, 0.834476769,
          -0.987550974, 0.187900916, 0.736496568, 1.60349154, -0.379959196, 0.296854228,
        ],
        5,
      ),
    );
  });

  it("draws embeddings with their padding at zero", () => {
    torch.manualSeed(5);
    expect(flat(new nn.Embedding(4, 2, { paddingIdx: 1 }).weight)).toEqual(
      near(
        [-0.486780763, -0.603821576, 0, 0, -0.197415099, 1.94278347, -1.40170205, -0.762557149],
        5,
      ),
    );
    expect(flat(new nn.EmbeddingBag(3, 2, { paddingIdx: 0 }).weight)).toEqual(
      near([0, 0, -0.557793438, 0.69071877, 0.222458586, -0.666225255], 5),
    );
  });

  it("takes a generator of its own", () => {
    const draw = (): unknown =>
      init.normal_(torch.empty([3]), { generator: new torch.Generator().manualSeed(1) }).tolist();
    expect(draw()).toEqual(draw());
  });

  it("writes into parameters that require gradients, and answers them", () => {
    const { weight } = new nn.Linear(2, 2);
    expect(init.eye_(weight)).toBe(weight);
    expect(weight.tolist()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(flat(init.constant_(weight, 0.5))).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(weight.isLeaf && weight.requiresGrad).toBe(true);
  });

  it("computes gains and fans", () => {
    expect(init.calculateGain("leaky_relu", 0.2)).toBeCloseTo(Math.sqrt(2 / 1.04), 12);
    expect(init.calculateGain("leakyRelu")).toBe(init.calculateGain("leaky_relu", 0.01));
    expect(init.calculateGain("conv_transpose2d")).toBe(1);
    expect(init.calculateGain("selu")).toBe(0.75);
    expect(init.calculateFans(torch.empty([4, 3, 2, 2]))).toEqual({ fanIn: 12, fanOut: 16 });
  });

  it("refuses what it cannot do", () => {
    expect(() => init.calculateGain("gelu" as "relu")).toThrow(/unsupported nonlinearity gelu/);
    expect(() => init.xavierUniform_(torch.empty([3]))).toThrow(/fewer than 2 dimensions/);
    expect(() => init.kaimingNormal_(torch.empty([3, 2]), { mode: "fan" as "fan_in" })).toThrow(
      /mode fan not supported/,
    );
    expect(() => init.eye_(torch.empty([3]))).toThrow(/2 dimensions/);
    expect(() => init.dirac_(torch.empty([3, 3]))).toThrow(/3, 4, or 5 dimensions/);
    expect(() => init.dirac_(torch.empty([3, 3, 3]), { groups: 2 })).toThrow(/divisible by groups/);
    expect(() => init.orthogonal_(torch.empty([3]))).toThrow(/2 or more dimensions/);
    expect(() => init.uniform_(torch.empty([3]), { low: 1 } as object)).toThrow(
      /uniform_: unknown option "low"; known: a, b, generator/,
    );
  });

  it("warns where there is nothing to draw", () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    init.kaimingUniform_(torch.empty([0, 3]));
    expect(warn).toHaveBeenCalledOnce();
  });
});

describe("nn.utils", () => {
  const parameters = (): [nn.Parameter, nn.Parameter] => {
    const a = new nn.Parameter(torch.tensor([1, 2]));
    const b = new nn.Parameter(torch.tensor([1]));
    a.grad = torch.tensor([3, 4]);
    b.grad = torch.tensor([12]);
    return [a, b];
  };

  it("clips gradients by their norm together", () => {
    const [a, b] = parameters();
    expect(nn.utils.clipGradNorm_([a, b], 6.5).item()).toBe(13);
    expect(flat(a.grad)).toEqual(near([1.49999988, 1.99999988], 5));
    expect(flat(b.grad)).toEqual(near([5.99999952], 5));
  });

  it("clips by other norms, and leaves small gradients alone", () => {
    const [a, b] = parameters();
    expect(nn.utils.clipGradNorm_([a, b], { maxNorm: 6, normType: Infinity }).item()).toBe(12);
    expect(flat(a.grad)).toEqual(near([1.49999988, 1.99999988], 5));
    const [c, d] = parameters();
    expect(nn.utils.clipGradNorm_([c, d], 1, 1).item()).toBe(19);
    expect(flat(d.grad)).toEqual(near([0.631578863], 5));
    nn.utils.clipGradNorm_(d, 100);
    expect(flat(d.grad)).toEqual(near([0.631578863], 5));
    expect(nn.utils.clipGradNorm_([new nn.Parameter(torch.ones([1]))], 1).item()).toBe(0);
  });

  it("says when the norm is no number", () => {
    const [a, b] = parameters();
    b.grad = torch.tensor([NaN]);
    expect(() => nn.utils.clipGradNorm_([a, b], 1, { errorIfNonfinite: true })).toThrow(
      /non-finite \(NaN\)/,
    );
    expect(a.grad?.tolist()).toEqual([3, 4]);
    expect(nn.utils.clipGradNorm_([a, b], 1).item()).toBeNaN();
  });

  it("clips values", () => {
    const [a, b] = parameters();
    nn.utils.clipGradValue_([a, b], 3.5);
    expect([a.grad?.tolist(), b.grad?.tolist()]).toEqual([[3, 3.5], [3.5]]);
  });

  it("makes one vector of parameters, and back", () => {
    const net = new nn.Linear(2, 3);
    const vector = nn.utils.parametersToVector(net.parameters());
    expect(vector.shape).toEqual([9]);
    nn.utils.vectorToParameters(torch.arange(9), net.parameters());
    expect(net.weight.tolist()).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    expect(net.bias?.tolist()).toEqual([6, 7, 8]);
    expect(net.weight.requiresGrad).toBe(true);
    expect(() => nn.utils.vectorToParameters(torch.arange(8), net.parameters())).toThrow(
      /a vector of 9 elements, got shape \[8\]/,
    );
  });
});
