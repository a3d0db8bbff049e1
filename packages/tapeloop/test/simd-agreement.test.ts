/**
 * Layers at sizes that a model has, with the SIMD loops and without: results, gradients of inputs and parameters, and what
 * training leaves behind. Loops are held to each other one by one in `packages/simd/test`; here it shows whether ops call both
 * in the same way, with the strides, shared arrays and reused buffers that they have in a network.
 */
import { setSimdEnabled } from "@tapeloop/simd";
import { afterEach, describe, expect, test } from "vitest";

import { nn, optim, type Tensor, torch } from "tapeloop";

/** A model's layer or two, and what it computes from an input of the given shape. */
type Case = {
  readonly make: () => nn.Module;
  readonly input: readonly number[];
  readonly call?: (net: nn.Module, x: Tensor) => Tensor;
};

function first(net: nn.Module, x: Tensor): Tensor {
  return (net as unknown as (x: Tensor) => readonly Tensor[])(x)[0];
}

const attention = (options: object) => ({
  make: () => new nn.MultiheadAttention(32, 4, { batchFirst: true, ...options }),
  input: [3, 18, 32],
  call: (net: nn.Module, x: Tensor) => {
    const attend = net as unknown as (...args: unknown[]) => [Tensor, Tensor | null];
    return attend(x, x, x, { needWeights: false })[0];
  },
});

const cases: Record<string, Case> = {
  linear: { make: () => new nn.Linear(100, 60), input: [9, 7, 100] },
  "linear without bias": { make: () => new nn.Linear(300, 520, { bias: false }), input: [33, 300] },
  bilinear: {
    make: () => new nn.Bilinear(20, 20, 9),
    input: [40, 20],
    call: (net, x) => (net as nn.Bilinear)(x, x.flip(0)),
  },
  conv1d: { make: () => new nn.Conv1d(6, 10, 5, { padding: 2, dilation: 2 }), input: [4, 6, 70] },
  conv2d: { make: () => new nn.Conv2d(8, 12, 3, { padding: 1 }), input: [5, 8, 19, 21] },
  "conv2d with strides and groups": {
    make: () => new nn.Conv2d(8, 12, [3, 5], { stride: 2, groups: 4 }),
    input: [3, 8, 24, 23],
  },
  "transposed conv2d": {
    make: () => new nn.ConvTranspose2d(6, 5, 3, { stride: 2, padding: 1, outputPadding: 1 }),
    input: [2, 6, 11, 13],
  },
  "max pooling": {
    make: () => new nn.Sequential(new nn.Conv2d(6, 4, 1), new nn.MaxPool2d(2)),
    input: [4, 6, 22, 20],
  },
  "max pooling that overlaps": {
    make: () =>
      new nn.Sequential(new nn.Conv2d(6, 4, 1), new nn.MaxPool2d(3, { stride: 2, padding: 1 })),
    input: [4, 6, 21, 19],
  },
  "layer norm": { make: () => new nn.LayerNorm(72), input: [40, 72] },
  "group norm": { make: () => new nn.GroupNorm(4, 16), input: [3, 16, 9, 10] },
  "batch norm of features": { make: () => new nn.BatchNorm1d(50), input: [64, 50] },
  "batch norm of images": { make: () => new nn.BatchNorm2d(12), input: [6, 12, 9, 11] },
  "instance norm": {
    make: () => new nn.InstanceNorm2d(8, { affine: true }),
    input: [3, 8, 12, 13],
  },
  LSTM: { make: () => new nn.LSTM(24, 32, { batchFirst: true }), input: [6, 9, 24], call: first },
  "LSTM, both ways, two layers": {
    make: () => new nn.LSTM(20, 16, { numLayers: 2, bidirectional: true }),
    input: [7, 5, 20],
    call: first,
  },
  GRU: { make: () => new nn.GRU(24, 32, { numLayers: 2 }), input: [9, 6, 24], call: first },
  RNN: { make: () => new nn.RNN(24, 48, { bidirectional: true }), input: [9, 6, 24], call: first },
  "RNN with relu": {
    make: () => new nn.RNN(24, 32, { nonlinearity: "relu", bias: false }),
    input: [9, 6, 24],
    call: first,
  },
  attention: attention({}),
  "attention without bias, sequence first": attention({ bias: false, batchFirst: false }),
  "attention to added keys": attention({ addBiasKv: true, addZeroAttn: true }),
  "transformer layer": {
    make: () =>
      new nn.TransformerEncoderLayer(48, 3, {
        dimFeedforward: 80,
        activation: "gelu",
        batchFirst: true,
      }),
    input: [4, 16, 48],
  },
  activations: {
    make: () =>
      new nn.Sequential(
        new nn.Linear(64, 64),
        new nn.Sigmoid(),
        new nn.SiLU(),
        new nn.LeakyReLU(0.1),
        new nn.Hardtanh(),
        new nn.Tanh(),
        new nn.Dropout(0.3),
        new nn.LogSoftmax({ dim: -1 }),
      ),
    input: [37, 64],
  },
};

/** All that three training steps on the same numbers compute. */
function train({ make, input, call }: Case): Tensor[] {
  torch.manualSeed(7);
  const net = make();
  const compute = call ?? ((n: nn.Module, x: Tensor) => (n as unknown as (x: Tensor) => Tensor)(x));
  // Adam would make steps of what rounding leaves of a gradient that is zero, as that of attention's key bias is.
  const optimizer = new optim.SGD(net.parameters(), { lr: 1e-2, momentum: 0.9 });
  const seen: Tensor[] = [];
  for (let step = 0; step < 3; step++) {
    const x = torch.randn([...input], { requiresGrad: true });
    const y = compute(net, x);
    seen.push(y.detach());
    // Not the same for all elements, or normalization would leave nothing of it.
    const weight = torch.randn(y.shape);
    optimizer.zeroGrad();
    y.mul(weight).sum().backward();
    seen.push(x.grad!.clone(), ...net.parameters().map((p) => p.grad!.clone()));
    optimizer.step();
  }
  return [...seen, ...Object.values(net.stateDict()).map((t) => t.clone())];
}

describe("layers compute the same on SIMD loops and on those of typed arrays", () => {
  const before = setSimdEnabled(true);
  setSimdEnabled(before);
  afterEach(() => {
    setSimdEnabled(before);
  });

  test.each(Object.keys(cases))("%s", (name) => {
    const [on, off] = [true, false].map((enabled) => {
      setSimdEnabled(enabled);
      return train(cases[name]);
    });
    expect(on.length).toBe(off.length);
    on.forEach((tensor, i) => {
      expect(tensor.shape).toEqual(off[i].shape);
      const most = off[i].abs().max().item() as number;
      const apart = tensor.sub(off[i]).abs().max().item() as number;
      expect(apart, `result ${i}`).toBeLessThanOrEqual(2e-4 * Math.max(most, 1e-2));
    });
  });
});
