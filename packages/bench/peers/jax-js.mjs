// jax-js on its wasm device: each row is one `jit`, a training step with its Adam in it. Arrays are counted by hand: what is
// used again is passed as `.ref`.
import { defaultDevice, init, jit, lax, nn, numpy as np, random, valueAndGrad } from "@jax-js/jax";
import { serve } from "./lib/serve.mjs";

await init("wasm");
defaultDevice("wasm");

let seed = 0;
const randn = (shape, scale = 1) => random.normal(random.key(seed++), shape).mul(scale);
const integers = (below, shape) =>
  np
    .array(
      Int32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => Math.random() * below),
    )
    .reshape(shape);

/** One step of Adam on one parameter: the new parameter, mean and variance. */
function adam(p, g, m, v, scale, rootOfCorrection) {
  const mean = m.mul(0.9).add(g.ref.mul(0.1));
  const variance = v.mul(0.999).add(g.ref.mul(g).mul(0.001));
  const step = mean.ref.mul(scale).div(np.sqrt(variance.ref).div(rootOfCorrection).add(1e-8));
  return [p.sub(step), mean, variance];
}

/** Adam's corrections after `t` steps: the step size over 1 - 0.9^t, and the root of 1 - 0.999^t. */
const corrections = (t) => [
  np.array(1e-3).div(np.array(1).sub(np.exp(t.ref.mul(Math.log(0.9))))),
  np.sqrt(np.array(1).sub(np.exp(t.mul(Math.log(0.999))))),
];

/** A training step: `loss(params, ...data)` gives a scalar of a flat list of parameters. The loss is read, as a loop does. */
function step(params, loss, data) {
  const zeros = () => params.map((p) => np.zeros(p.shape));
  let state = { params, means: zeros(), variances: zeros(), t: np.array(1) };
  const run = jit(({ params, means, variances, t }, ...inputs) => {
    const [value, gradients] = valueAndGrad(loss)(
      params.map((p) => p.ref),
      ...inputs,
    );
    const [scale, root] = corrections(t.ref);
    const next = params.map((p, i) =>
      adam(p, gradients[i], means[i], variances[i], scale.ref, root.ref),
    );
    scale.dispose();
    root.dispose();
    const column = (k) => next.map((it) => it[k]);
    return [value, { params: column(0), means: column(1), variances: column(2), t: t.add(1) }];
  });
  return () => {
    const [value, next] = run(state, ...data.map((it) => it.ref));
    state = next;
    return value.dataSync();
  };
}

/** The mean cross-entropy of logits and one-hot labels. */
const crossEntropy = (logits, labels) =>
  nn.logSoftmax(logits, -1).mul(labels).sum().mul(-1).div(labels.shape[0]);

const linear = (x, w, b) => np.matmul(x, w).add(b);
const weights = (a, b) => [randn([a, b], 1 / Math.sqrt(a)), np.zeros([b])];
const labels = (batch, classes) => nn.oneHot(integers(classes, [batch]), classes);

function mlp(batch, ...sizes) {
  return () => {
    const params = sizes.slice(1).flatMap((size, i) => weights(sizes[i], size));
    const loss = (p, x, y) => {
      for (let i = 0; i < p.length; i += 2) x = linear(i === 0 ? x : nn.relu(x), p[i], p[i + 1]);
      return crossEntropy(x, y);
    };
    return step(params, loss, [randn([batch, sizes[0]]), labels(batch, sizes.at(-1))]);
  };
}

const SAME = [
  [1, 1],
  [1, 1],
];

function cnn() {
  const params = [
    randn([16, 1, 3, 3], 0.3),
    np.zeros([16, 1, 1]),
    randn([32, 16, 3, 3], 0.1),
    np.zeros([32, 1, 1]),
    ...weights(32 * 7 * 7, 10),
  ];
  // Windows of 2x2 as axes of their own: the maximum over two axes costs less than windows that may overlap.
  const pool = (x) => {
    const [n, c, h, w] = x.shape;
    return np.max(x.reshape([n, c, h / 2, 2, w / 2, 2]), [3, 5]);
  };
  const layer = (x, w, b) => pool(nn.relu(lax.convGeneralDilated(x, w, [1, 1], SAME).add(b)));
  const loss = ([w1, b1, w2, b2, w, b], x, y) => {
    const features = layer(layer(x, w1, b1), w2, b2);
    return crossEntropy(linear(features.reshape([32, -1]), w, b), y);
  };
  return step(params, loss, [randn([32, 1, 28, 28]), labels(32, 10)]);
}

function layerNorm(x, weight, bias) {
  const centred = x.ref.sub(np.mean(x, -1, { keepdims: true }));
  const variance = np.mean(centred.ref.mul(centred.ref), -1, { keepdims: true });
  return centred
    .div(np.sqrt(variance.add(1e-5)))
    .mul(weight)
    .add(bias);
}

function transformer() {
  const [N, T, D, H, FF] = [8, 32, 64, 4, 128];
  const norm = () => [np.ones([D]), np.zeros([D])];
  const params = [
    ...weights(D, 3 * D),
    ...weights(D, D),
    ...weights(D, FF),
    ...weights(FF, D),
    ...norm(),
    ...norm(),
  ];
  const loss = ([wi, bi, wo, bo, w1, b1, w2, b2, g1, c1, g2, c2], x) => {
    // nn.dotProductAttention goes through einsum, which needs iterator helpers that Node 20 lacks.
    const heads = linear(x.ref.reshape([N * T, D]), wi, bi).reshape([N, T, 3, H, D / H]);
    const [q, k, v] = np
      .split(np.transpose(heads, [2, 0, 3, 1, 4]), 3, 0)
      .map((it) => it.reshape([N, H, T, D / H]));
    const scores = np.matmul(q, np.transpose(k, [0, 1, 3, 2])).div(Math.sqrt(D / H));
    const attended = np
      .transpose(np.matmul(nn.softmax(scores, -1), v), [0, 2, 1, 3])
      .reshape([N * T, D]);
    const first = layerNorm(x.reshape([N * T, D]).add(linear(attended, wo, bo)), g1, c1);
    const hidden = linear(nn.relu(linear(first.ref, w1, b1)), w2, b2);
    const y = layerNorm(first.add(hidden), g2, c2);
    return np.mean(y.ref.mul(y));
  };
  return step(params, loss, [randn([N, T, D])]);
}

function lstm() {
  const [N, T, I, H] = [16, 32, 32, 64];
  const uniform = (...shape) => randn(shape, 1 / Math.sqrt(3 * H));
  const params = [uniform(I, 4 * H), uniform(H, 4 * H), uniform(4 * H), ...weights(H, 1)];
  const loss = ([wi, wh, bias, w, b], x, y) => {
    const projected = linear(x.reshape([N * T, I]), wi, bias).reshape([N, T, 4 * H]);
    const inputs = np.split(projected, T, 1).map((it) => it.reshape([N, 4 * H]));
    let h = np.zeros([N, H]);
    let c = np.zeros([N, H]);
    for (const input of inputs) {
      const gates = np.split(input.add(np.matmul(h, wh.ref)), 4, 1);
      const [i, f, o] = [gates[0], gates[1], gates[3]].map((gate) => nn.sigmoid(gate));
      c = f.mul(c).add(i.mul(np.tanh(gates[2])));
      h = o.mul(np.tanh(c.ref));
    }
    c.dispose();
    wh.dispose();
    const error = linear(h, w, b).sub(y);
    return np.mean(error.ref.mul(error));
  };
  return step(params, loss, [randn([N, T, I]), randn([N, 1])]);
}

/** A function of arrays, compiled; its result is waited for and freed. */
function of(shapes, f) {
  return () => {
    const inputs = shapes.map((shape) => (Array.isArray(shape) ? randn(shape) : shape()));
    const run = jit(f);
    return async () => {
      const y = run(...inputs.map((it) => it.ref));
      await y.blockUntilReady();
      y.dispose();
    };
  };
}

function adamAlone() {
  let state = [randn([M]), np.zeros([M]), np.zeros([M]), np.array(1)];
  const gradient = randn([M]);
  const run = jit((p, m, v, t, g) => {
    const [scale, root] = corrections(t.ref);
    return [...adam(p, g, m, v, scale, root), t.add(1)];
  });
  return async () => {
    state = run(...state, gradient.ref);
    await Promise.all(state.map((it) => it.blockUntilReady()));
  };
}

const M = 2 ** 20;
const double = (x) => x.ref.add(x);
const matmul = (n) =>
  of(
    [
      [n, n],
      [n, n],
    ],
    np.matmul,
  );

await serve("jax-js 0.1.25, wasm, jit", {
  "MLP 10-5-2, batch 32": mlp(32, 10, 5, 2),
  "MLP 784-128-10, batch 64": mlp(64, 784, 128, 10),
  "MLP 784-512-512-10, batch 128": mlp(128, 784, 512, 512, 10),
  "CNN 1-16-32, 28x28, batch 32": cnn,
  "Transformer layer d64 h4 ff128, T32, batch 8": transformer,
  "LSTM 32-64, T32, batch 16": lstm,
  "add, 4 elements, with gradients": of([[4], [4]], np.add),
  "add, 64k": of([[65536]], double),
  "add, 1M": of([[M]], double),
  "exp, 64k": of([[65536]], np.exp),
  "exp, 1M": of([[M]], np.exp),
  "tanh, 1M": of([[M]], np.tanh),
  "relu, 1M": of([[M]], nn.relu),
  "sum, 1M": of([[M]], (x) => x.sum()),
  "softmax, 1000x1000": of([[1000, 1000]], (x) => nn.softmax(x, -1)),
  "transpose copy, 1024x1024": of([[1024, 1024]], (x) => np.transpose(x)),
  "matmul, 64": matmul(64),
  "matmul, 256": matmul(256),
  "matmul, 512": matmul(512),
  "matmul, 1024": matmul(1024),
  "layer norm, 1000x1000": of([[1000, 1000]], (x) =>
    layerNorm(x, np.ones([1000]), np.zeros([1000])),
  ),
  "embedding, 10000x64, 4096 rows": of(
    [[10000, 64], () => integers(10000, [4096])],
    (table, rows) => np.take(table, rows, 0),
  ),
  "conv2d 16-32 3x3, 28x28, batch 32": of(
    [
      [32, 16, 28, 28],
      [32, 16, 3, 3],
    ],
    (x, w) => lax.convGeneralDilated(x, w, [1, 1], SAME),
  ),
  "cross entropy, 1024x100": of([[1024, 100], () => labels(1024, 100)], crossEntropy),
  "dropout, 1M": of([[M], () => random.key(7)], (x, key) =>
    np.where(random.bernoulli(key, 0.5, [M]), x.mul(2), 0),
  ),
  "Adam, 1M parameters": adamAlone,
});
