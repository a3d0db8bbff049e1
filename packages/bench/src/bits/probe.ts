/**
 * Computes with everything there is and answers a fingerprint of each result. Runs in any engine: run.ts compares what two of
 * them say. Functions of one and two tensors are found by calling whatever the packages export.
 */
import { setSimdEnabled } from "@tapeloop/simd";
import { nn, optim, Tensor, torch } from "tapeloop";

import { fingerprintOf } from "./fingerprint.ts";
import { dense, noise } from "./inputs.ts";

type Function = (...args: unknown[]) => unknown;
type DType = "float32" | "float64";

/** They change how everything after them works, or are no functions of tensors. */
const leftOut =
  /^(set|manualSeed|seed|initialSeed|register|enable|noGrad|inferenceMode|grad|custom|define|is[A-Z]|save|load|get|default)/;

const spaces: Readonly<Record<string, object>> = {
  torch,
  special: torch.special,
  linalg: torch.linalg,
  functional: nn.functional,
};

function* functions(): Generator<[string, Function]> {
  for (const [space, members] of Object.entries(spaces)) {
    for (const [name, it] of Object.entries(members) as [string, unknown][]) {
      if (typeof it !== "function" || leftOut.test(name) || /^[A-Z]/.test(name)) continue;
      yield [`${space}.${name}`, it as Function];
    }
  }
}

function tensor(values: Float64Array, shape: readonly number[], dtype: DType): Tensor {
  return torch.tensor(values, { dtype }).reshape([...shape]);
}

/** What it answers, and the gradients of the sum of all that can have one. */
function withGradients(f: Function, inputs: Tensor[]): () => unknown {
  return () => {
    torch.manualSeed(0);
    const leaves = inputs.map((it) => it.detach().clone().requiresGrad_());
    const result = f(...leaves);
    const outputs = (Array.isArray(result) ? result : [result]) as unknown[];
    const scalars = outputs
      .filter((it): it is Tensor => it instanceof Tensor && it.requiresGrad)
      .map((it) => it.sum());
    if (scalars.length > 0) scalars.reduce((a, b) => a.add(b)).backward();
    return [result, leaves.map((it) => it.grad)];
  };
}

/** Everything that is computed, by name. */
function* computations(): Generator<[string, () => unknown]> {
  const points = dense();
  for (const dtype of ["float32", "float64"] as const) {
    const x = tensor(points, [points.length], dtype);
    const y = tensor(points.toReversed(), [points.length], dtype);
    const matrix = tensor(noise(24 * 24), [24, 24], dtype);
    const other = tensor(noise(24 * 24, 3), [24, 24], dtype);
    for (const [name, f] of functions()) {
      yield [`${name}, ${dtype}, dense`, withGradients(f, [x])];
      yield [`${name}, ${dtype}, matrix`, withGradients(f, [matrix])];
      yield [`${name}, ${dtype}, two matrices`, withGradients(f, [matrix, other])];
    }
    for (const name of pairs) {
      const f = (torch as unknown as Record<string, Function>)[name];
      yield [`${name}, ${dtype}, two dense`, withGradients(f, [x, y])];
    }
    yield* shaped(dtype);
    yield* layers(dtype);
    yield* streams(dtype);
  }
  yield* training();
}

/** Functions of two numbers; called with thousands of numbers, others would make matrices of them. */
const pairs = [
  "add",
  "sub",
  "mul",
  "div",
  "pow",
  "atan2",
  "fmod",
  "remainder",
  "hypot",
  "logaddexp",
  "logaddexp2",
  "xlogy",
];

/** Products, reductions, softmax and norms at sizes on both sides of what kernels cut over at, contiguous and not. */
function* shaped(dtype: DType): Generator<[string, () => unknown]> {
  for (const [m, k, n] of [
    [1, 1, 1],
    [3, 5, 7],
    [17, 33, 9],
    [64, 64, 64],
    [65, 130, 67],
    [128, 300, 96],
  ]) {
    const a = tensor(noise(m * k), [m, k], dtype);
    const b = tensor(noise(k * n, 5), [k, n], dtype);
    const size = `${m}x${k}x${n}, ${dtype}`;
    yield [`matmul ${size}`, withGradients((p, q) => (p as Tensor).matmul(q as Tensor), [a, b])];
    const at = a.t().contiguous();
    const bt = b.t().contiguous();
    yield [`matmul of transposes ${size}`, () => at.t().matmul(bt.t())];
    for (const dim of [0, 1]) {
      const along: Record<string, (x: Tensor) => unknown> = {
        softmax: (x) => x.softmax(dim),
        logSoftmax: (x) => x.logSoftmax(dim),
        logsumexp: (x) => x.logsumexp(dim),
        sum: (x) => x.sum(dim),
        var: (x) => x.var(dim),
        cumsum: (x) => x.cumsum(dim),
        norm: (x) => x.norm(2, dim),
      };
      for (const [name, f] of Object.entries(along)) {
        const g = (x: unknown): unknown => f(x as Tensor);
        yield [`${name} along ${dim}, ${size}`, withGradients(g, [a])];
        yield [`${name} along ${dim}, strided, ${size}`, withGradients(g, [at.t()])];
      }
    }
  }
}

function* layers(dtype: DType): Generator<[string, () => unknown]> {
  const image = (): Tensor => tensor(noise(2 * 4 * 13 * 13), [2, 4, 13, 13], dtype);
  const words = (): Tensor => tensor(noise(3 * 9 * 16), [3, 9, 16], dtype);
  const all: Record<string, [() => nn.Module, () => Tensor]> = {
    Conv2d: [() => new nn.Conv2d(4, 6, 3, { padding: 1 }), image],
    "Conv2d, strided": [() => new nn.Conv2d(4, 8, 3, { stride: 2, groups: 2 }), image],
    ConvTranspose2d: [() => new nn.ConvTranspose2d(4, 6, 3), image],
    MaxPool2d: [() => new nn.MaxPool2d(2), image],
    AvgPool2d: [() => new nn.AvgPool2d(3), image],
    BatchNorm2d: [() => new nn.BatchNorm2d(4), image],
    GroupNorm: [() => new nn.GroupNorm(2, 4), image],
    LayerNorm: [() => new nn.LayerNorm(16), words],
    Linear: [() => new nn.Linear(16, 24), words],
    LSTM: [() => new nn.LSTM(16, 12, { batchFirst: true }), words],
    GRU: [() => new nn.GRU(16, 16, { batchFirst: true }), words],
    RNN: [() => new nn.RNN(16, 16, { batchFirst: true }), words],
    "RNN with relu": [() => new nn.RNN(16, 16, { nonlinearity: "relu", batchFirst: true }), words],
    TransformerEncoderLayer: [
      () => new nn.TransformerEncoderLayer(16, 4, { dimFeedforward: 32, batchFirst: true }),
      words,
    ],
    Dropout: [() => new nn.Dropout(0.3), words],
  };
  for (const [name, [make, input]] of Object.entries(all)) {
    yield [
      `${name}, ${dtype}`,
      () => {
        torch.manualSeed(0);
        const layer = make().to(dtype);
        const x = input().requiresGrad_();
        const result = (layer as unknown as Function)(x) as Tensor | [Tensor];
        const y = result instanceof Tensor ? result : result[0];
        y.square().sum().backward();
        return [y, x.grad, [...layer.parameters()].map((it) => it.grad)];
      },
    ];
  }
}

function* streams(dtype: DType): Generator<[string, () => unknown]> {
  const seeded = (f: () => unknown) => () => {
    torch.manualSeed(42);
    return f();
  };
  const empty = (): Tensor => torch.zeros(1000, { dtype });
  const draws: Record<string, () => unknown> = {
    rand: () => torch.rand(1000, { dtype }),
    randn: () => torch.randn(1000, { dtype }),
    randint: () => torch.randint(0, 1000, [1000]),
    randperm: () => torch.randperm(1000),
    bernoulli: () => torch.bernoulli(empty().add(0.3)),
    poisson: () => torch.poisson(empty().add(7.5)),
    multinomial: () => torch.multinomial(torch.rand(50, { dtype }), 20),
    exponential: () => empty().exponential_(),
    normal: () => empty().normal_(1, 2),
    uniform: () => empty().uniform_(-1, 1),
    geometric: () => empty().geometric_(0.2),
    cauchy: () => empty().cauchy_(),
    logNormal: () => empty().logNormal_(),
    kaiming: () => nn.init.kaimingUniform_(empty().reshape([20, 50])),
    orthogonal: () => nn.init.orthogonal_(empty().reshape([20, 50])),
    truncatedNormal: () => nn.init.truncNormal_(empty()),
  };
  for (const [name, draw] of Object.entries(draws)) yield [`${name} drawn, ${dtype}`, seeded(draw)];
}

function* training(): Generator<[string, () => unknown]> {
  const optimizers = Object.entries(optim).filter(([name]) => /^[A-Z]/.test(name));
  for (const [name, Optimizer] of optimizers) {
    yield [
      `20 steps of ${name}`,
      () => {
        torch.manualSeed(0);
        const net = new nn.Sequential(new nn.Linear(20, 40), new nn.GELU(), new nn.Linear(40, 5));
        const make = Optimizer as unknown as new (p: unknown, options: object) => optim.Optimizer;
        const optimizer = new make(net.parameters(), { lr: 0.01 });
        const x = torch.randn(64, 20);
        const target = torch.randint(0, 5, [64]);
        const losses = Array.from({ length: 20 }, () => {
          const closure = (): Tensor => {
            optimizer.zeroGrad();
            const loss = nn.functional.crossEntropy(net(x), target);
            loss.backward();
            return loss;
          };
          return optimizer.step(closure);
        });
        return [losses, [...net.parameters()]];
      },
    ];
  }
}

/** Fingerprints of everything, with SIMD on and off. */
export function probe(): Record<string, string> {
  const found: Record<string, string> = {};
  const { warn } = console;
  console.warn = () => {};
  for (const on of [false, true]) {
    const before = setSimdEnabled(on);
    for (const [name, work] of computations()) {
      found[`${name}, simd ${on ? "on" : "off"}`] = fingerprintOf(work);
    }
    setSimdEnabled(before);
  }
  console.warn = warn;
  return found;
}
