/**
 * Layers and losses beside the recorded cases: their options and what they keep, against PyTorch 1.13.1 (see golden.ts for how
 * inputs are made; the draws are those after `manual_seed(1)`).
 */
import * as torch from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { afterEach, describe, expect, it, vi } from "vitest";
import { flat, near, wave } from "./golden.ts";

const int = (values: number[] | number[][]): torch.Tensor =>
  torch.tensor(values, { dtype: "int64" });

afterEach(() => {
  vi.restoreAllMocks();
});

describe("normalisation", () => {
  it("BatchNorm averages over all batches without a momentum", () => {
    const norm = new nn.BatchNorm1d(2, { momentum: null }).double();
    norm(wave([3, 2]));
    norm(wave([3, 2], 2));
    expect(norm.numBatchesTracked?.item()).toBe(2);
    expect(flat(norm.runningMean)).toEqual(near([0.1542619, -0.0676166]));
    expect(flat(norm.runningVar)).toEqual(near([0.6149195, 0.6243605]));
    expect(flat(norm.eval()(wave([1, 2])))).toEqual(near([0.4146573, 1.265113]));
    expect(norm.numBatchesTracked?.item()).toBe(2);
    norm.resetRunningStats();
    expect(flat(norm.runningVar)).toEqual([1, 1]);
  });

  it("InstanceNorm takes an input without a batch", () => {
    const norm = new nn.InstanceNorm1d(2, { affine: true, trackRunningStats: true }).double();
    expect(flat(norm(wave([2, 3])))).toEqual(
      near([-1.413553, 0.6738909, 0.7396623, 1.24782, -0.0475835, -1.200237]),
    );
    expect(flat(norm.runningMean)).toEqual(near([0.07859216, -0.01330156]));
  });

  it("refuses other numbers of dimensions", () => {
    expect(() => new nn.BatchNorm1d(3)(torch.ones([3]))).toThrow(
      /BatchNorm1d: expected 2D or 3D input \(got 1D input\)/,
    );
    expect(() => new nn.BatchNorm2d(3)(torch.ones([2, 3]))).toThrow(
      /expected 4D input \(got 2D input\)/,
    );
    expect(() => new nn.InstanceNorm3d(3)(torch.ones([2, 3]))).toThrow(/expected 4D or 5D input/);
    expect(() => new nn.GroupNorm(2, 3)).toThrow(
      /numChannels must be divisible by numGroups, got 3 and 2/,
    );
  });

  it("LayerNorm goes without its bias, or without both", () => {
    expect(new nn.LayerNorm(2, { bias: false }).namedParameters().map(([name]) => name)).toEqual([
      "weight",
    ]);
    expect(new nn.LayerNorm(2, { elementwiseAffine: false }).parameters()).toEqual([]);
  });

  it("LocalResponseNorm", () => {
    expect(flat(new nn.LocalResponseNorm(2)(wave([1, 3, 2])))).toEqual(
      near([0.4794214, 0.9320087, 0.9462602, 0.5154794, -0.1577402, -0.7567787]),
    );
  });
});

describe("dropout", () => {
  it("draws what PyTorch draws, while training only", () => {
    torch.manualSeed(1);
    expect(flat(new nn.Dropout()(torch.ones([8])))).toEqual([2, 2, 2, 2, 0, 2, 2, 0]);
    expect(flat(new nn.Dropout2d()(torch.ones([1, 4, 1, 1])))).toEqual([0, 2, 0, 2]);
    expect(flat(new nn.AlphaDropout()(torch.ones([4])))).toEqual(
      near([-0.7791939, 1.665599, 1.665599, 1.665599]),
    );
    expect(flat(new nn.FeatureAlphaDropout()(torch.ones([1, 3, 2])))).toEqual(
      near([-0.7791939, -0.7791939, 1.665599, 1.665599, -0.7791939, -0.7791939]),
    );
    expect(flat(new nn.Dropout1d()(torch.ones([1, 4, 1])))).toEqual([0, 0, 0, 0]);
    const x = torch.ones([8]);
    expect(flat(new nn.Dropout().eval()(x))).toEqual(flat(x));
  });

  it("Dropout3d takes whatever has not five dimensions for one example, as PyTorch 1.13 does", () => {
    // torch.manual_seed(1); nn.Dropout3d(0.5)(torch.ones(4, 2, 3)) on real PyTorch draws once per row of the first dimension.
    torch.manualSeed(1);
    const y = new nn.Dropout3d(0.5)(torch.ones([8, 2, 3]));
    for (const example of y.unbind(0))
      expect(new Set(example.flatten().tolist() as number[]).size).toBe(1);
  });

  it("takes probabilities only", () => {
    expect(() => new nn.Dropout(1.1)).toThrow(/has to be between 0 and 1, but got 1.1/);
    expect(() => new nn.AlphaDropout(-0.1)).toThrow(/but got -0.1/);
    expect(() => new nn.Dropout(NaN)).toThrow(/but got NaN/);
  });
});

describe("activations", () => {
  it("with options", () => {
    const x = wave([4]);
    expect(flat(new nn.CELU(0.5)(x))).toEqual(near([0.4794255, 0.9320391, 0.9463001, 0.5155014]));
    expect(flat(new nn.Hardshrink(0.6)(x))).toEqual(near([0, 0.9320391, 0.9463001, 0]));
    expect(flat(new nn.Tanhshrink()(x))).toEqual(
      near([0.03364211, 0.2004959, 0.2081967, 0.04128087]),
    );
    expect(flat(new nn.Softmax2d()(wave([2, 1, 2])))).toEqual(
      near([0.3853563, 0.6026545, 0.6146437, 0.3973455]),
    );
    expect(() => new nn.Softmax2d()(x)).toThrow(/requires a 3D or 4D tensor as input, got 1D/);
    expect(() => new nn.Hardtanh(1, 0)).toThrow(/maxVal must be greater than minVal, got 0 and 1/);
    expect(() => new (nn.Threshold as unknown as new (t: number) => nn.Threshold)(1)).toThrow(
      /missing "value"/,
    );
  });

  it("RReLU draws slopes while training, and takes their mean afterwards", () => {
    torch.manualSeed(1);
    const act = new nn.RReLU();
    expect(flat(act(torch.ones([4]).neg()))).toEqual(
      near([-0.1377194, -0.1717822, -0.1738026, -0.1618957]),
    );
    expect(flat(act.eval()(torch.ones([1]).neg()))).toEqual(near([-0.2291667]));
  });

  it("write over their input when they are told to", () => {
    for (const act of [
      new nn.ReLU(true),
      new nn.SELU(true),
      new nn.LeakyReLU({ inplace: true }),
      new nn.Hardtanh({ inplace: true }),
    ]) {
      const x = torch.tensor([-2, 3]);
      const y = act(x);
      expect(y).toBe(x);
      expect(flat(x)).not.toEqual([-2, 3]);
    }
  });
});

describe("pools, pads and blocks", () => {
  it("Unflatten refuses what are no sizes", () => {
    expect(() => new nn.Unflatten(1, 3 as never)).toThrow(/must be a list of integers, got 3/);
    expect(() => new nn.Unflatten(1, [2, 1.5])).toThrow(torch.TensorError);
    expect(() => new nn.Unflatten(1.5, [3])).toThrow(/dim must be an integer, got 1.5/);
  });

  it("MaxUnpool undoes MaxPool", () => {
    const pool = new nn.MaxPool2d(2, { stride: 2, returnIndices: true });
    const x = wave([1, 1, 5, 5]);
    const [values, indices] = pool(x);
    expect(flat(indices)).toEqual([1, 2, 11, 18]);
    const back = new nn.MaxUnpool2d(2, 2)(values, indices, { outputSize: x.shape });
    expect(back.shape).toEqual(x.shape);
    expect(back.sum().item()).toBeCloseTo(Number(values.sum().item()), 12);
  });

  it("LPPool1d, PixelUnshuffle and Unfold", () => {
    expect(flat(new nn.LPPool1d(3, 2)(wave([1, 1, 6]).abs()))).toEqual(
      near([0.9725377, 0.9947682, 0.7590801]),
    );
    expect(flat(new nn.PixelUnshuffle(2)(wave([1, 1, 2, 4])))).toEqual(
      near([
        0.4794255, 0.9463001, 0.9320391, 0.5155014, -0.1577457, -0.9999233, -0.7568025, -0.7727645,
      ]),
    );
    expect(flat(new nn.Unfold(2)(wave([1, 1, 2, 3])))).toEqual(
      near([
        0.4794255, 0.9320391, 0.9320391, 0.9463001, 0.5155014, -0.1577457, -0.1577457, -0.7568025,
      ]),
    );
    expect(new nn.Unflatten(1, [2, 3])(torch.zeros([4, 6])).shape).toEqual([4, 2, 3]);
  });

  it("pads in four ways", () => {
    const x = torch.tensor([[[1, 2, 3]]]);
    expect(flat(new nn.ConstantPad1d(1, 9)(x))).toEqual([9, 1, 2, 3, 9]);
    expect(flat(new nn.ReflectionPad1d([2, 0])(x))).toEqual([3, 2, 1, 2, 3]);
    expect(flat(new nn.ReplicationPad1d(1)(x))).toEqual([1, 1, 2, 3, 3]);
    expect(flat(new nn.CircularPad1d(1)(x))).toEqual([3, 1, 2, 3, 1]);
    expect(new nn.ZeroPad2d([1, 2, 3, 4])(torch.ones([1, 1, 2, 2])).shape).toEqual([1, 1, 9, 5]);
    expect(() => new nn.ReflectionPad2d([1, 2] as unknown as number)).toThrow(
      /padding must be one number or 4 of them, got \[1, 2\]/,
    );
  });
});

describe("convolutions", () => {
  it("refuse settings that do not fit", () => {
    expect(() => new nn.Conv2d(3, 4, 3, { groups: 2 })).toThrow(
      /inChannels must be divisible by groups, got 3 and 2/,
    );
    expect(() => new nn.Conv2d(4, 3, 3, { groups: 2 })).toThrow(
      /outChannels must be divisible by groups/,
    );
    expect(() => new nn.Conv2d(4, 4, 3, { groups: 0 })).toThrow(
      /groups must be a positive integer/,
    );
    expect(() => new nn.Conv2d(1, 1, 3, { padding: "foo" as "same" })).toThrow(
      /invalid padding string 'foo'/,
    );
    expect(() => new nn.Conv2d(1, 1, 3, { padding: "same", stride: 2 })).toThrow(
      /not supported for strided convolutions/,
    );
    expect(() => new nn.Conv2d(1, 1, 3, { paddingMode: "mirror" as "reflect" })).toThrow(
      /paddingMode must be one of/,
    );
    expect(() => new nn.ConvTranspose1d(1, 1, 3, { padding: "same" as never })).toThrow(
      /padding of a transposed convolution must be numbers, got "same"/,
    );
    expect(() => new nn.ConvTranspose1d(1, 1, 3, { paddingMode: "reflect" })).toThrow(
      /only "zeros" padding mode/,
    );
    expect(() => new nn.Conv1d(1, 1, [3, 3] as unknown as number)).toThrow(
      /kernelSize must be one number or 1 of them/,
    );
  });

  it("transposed, take the size of the output", () => {
    const conv = new nn.ConvTranspose2d(1, 1, 3, { stride: 2, padding: 1 });
    const x = torch.zeros([1, 1, 3, 3]);
    expect(conv(x).shape).toEqual([1, 1, 5, 5]);
    expect(conv(x, { outputSize: [6, 6] }).shape).toEqual([1, 1, 6, 6]);
    expect(conv(x, [1, 1, 6, 5]).shape).toEqual([1, 1, 6, 5]);
    expect(() => conv(x, [7, 6])).toThrow(
      /requested an output size of \[7, 6\], but valid sizes range from \[5, 5\] to \[6, 6\] \(for an input of \[3, 3\]\)/,
    );
    expect(() => conv(x, [6])).toThrow(/outputSize must have 2 or 4 elements \(got 1\)/);
  });
});

describe("embeddings", () => {
  it("come from given vectors", () => {
    const given = wave([4, 2]);
    const bag = nn.EmbeddingBag.fromPretrained(given, { mode: "sum" });
    expect(bag.weight.requiresGrad).toBe(false);
    const weights = torch.tensor([1, 2, 3]).double();
    expect(flat(bag(int([0, 1, 3]), { offsets: int([0, 2]), perSampleWeights: weights }))).toEqual(
      near([2.372026, 1.963042, -2.99977, -2.318293]),
    );
    const table = nn.Embedding.fromPretrained(given.mul(3), { maxNorm: 1, freeze: false });
    expect(table.weight.requiresGrad).toBe(true);
    expect(flat(table(int([0, 2])))).toEqual(near([0.4574168, 0.8892524, -0.2040516, -0.9789601]));
    expect(() => nn.Embedding.fromPretrained(torch.ones([2]))).toThrow(
      /expected to be 2-dimensional, got 1/,
    );
  });

  it("check their options", () => {
    expect(() => new nn.Embedding(3, 2, { paddingIdx: 3 })).toThrow(
      /paddingIdx must be within numEmbeddings, got 3 and 3/,
    );
    expect(new nn.Embedding(3, 2, { paddingIdx: -1 }).paddingIdx).toBe(2);
    expect(() => new nn.Embedding(3, 2, { _weight: torch.ones([2, 2]) })).toThrow(
      /got \[2, 2\], expected \[3, 2\]/,
    );
  });
});

describe("losses", () => {
  it("with options", () => {
    const [a, b] = [wave([2, 3]), wave([2, 3], 1)].map((x) => torch.logSoftmax(x, 1));
    expect(new nn.KLDivLoss({ reduction: "batchmean", logTarget: true })(a, b).item()).toBeCloseTo(
      0.017611720698689368,
      9,
    );
    const counts = torch.tensor([0, 1, 2, 3]).double();
    expect(
      new nn.PoissonNLLLoss({ full: true, logInput: false })(wave([4]).abs(), counts).item(),
    ).toBeCloseTo(1.864442894590947, 9);
    const labels = int([
      [3, 0, -1, 1],
      [0, 2, 1, -1],
    ]);
    expect(new nn.MultiLabelMarginLoss()(wave([2, 4]), labels).item()).toBeCloseTo(
      1.0453753138506576,
      9,
    );
    expect(() => new nn.MultiMarginLoss({ p: 3 })).toThrow(
      /only p == 1 and p == 2 supported, got 3/,
    );
  });

  it("keep weights as buffers, which convert along", () => {
    const loss = new nn.BCEWithLogitsLoss({
      posWeight: torch.ones([2]),
      weight: torch.ones([2]),
    }).double();
    expect(Object.keys(loss.stateDict())).toEqual(["weight", "pos_weight"]);
    expect(loss.posWeight?.dtype).toBe("float64");
  });

  it("read PyTorch's older options, with a warning", () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    expect(new nn.MSELoss({ sizeAverage: false }).reduction).toBe("sum");
    expect(new nn.L1Loss({ reduce: false }).reduction).toBe("none");
    expect(new nn.L1Loss(true, true).reduction).toBe("mean");
    expect(warn).toHaveBeenCalledTimes(3);
  });

  it("take a distance of one's own", () => {
    const manhattan = (a: torch.Tensor, b: torch.Tensor): torch.Tensor => a.sub(b).abs().sum(-1);
    const loss = new nn.TripletMarginWithDistanceLoss({ distanceFunction: manhattan, margin: 2 });
    const [anchor, positive, negative] = [
      torch.zeros([1, 2]),
      torch.ones([1, 2]),
      torch.full([1, 2], 3),
    ];
    expect(loss(anchor, positive, negative).item()).toBe(0);
    expect(
      new nn.TripletMarginWithDistanceLoss({
        distanceFunction: new nn.PairwiseDistance(1),
      }).children(),
    ).toHaveLength(1);
  });

  it("CosineSimilarity", () => {
    expect(flat(new nn.CosineSimilarity({ dim: 0 })(wave([3, 2]), wave([3, 2], 1)))).toEqual(
      near([0.8562645, 0.9259984]),
    );
  });
});
