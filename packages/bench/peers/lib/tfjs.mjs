// TensorFlow.js: the same rows, with its own layers of memory care (tidy, dispose).
import * as tf from "@tensorflow/tfjs";
import { serve } from "./serve.mjs";

/** A step of Adam on what `loss` answers; the loss is read, as a training loop does, so that the work is done. */
function step(loss) {
  const optimizer = tf.train.adam(1e-3);
  return () => {
    const value = optimizer.minimize(loss, true);
    value.dataSync();
    value.dispose();
  };
}

function classifier(forward, x, classes) {
  const [batch] = x.shape;
  const labels = tf.tidy(() =>
    tf.oneHot(tf.randomUniform([batch], 0, classes).floor().toInt(), classes).toFloat(),
  );
  return step(() => tf.losses.softmaxCrossEntropy(labels, forward(x)));
}

function dense(a, b) {
  const w = tf.variable(tf.randomNormal([a, b], 0, 1 / Math.sqrt(a)));
  const bias = tf.variable(tf.zeros([b]));
  return (x) => x.matMul(w).add(bias);
}

function mlp(batch, ...sizes) {
  return () => {
    const layers = sizes.slice(1).map((size, i) => dense(sizes[i], size));
    const forward = (x) => layers.reduce((y, layer, i) => layer(i === 0 ? y : y.relu()), x);
    return classifier(forward, tf.randomNormal([batch, sizes[0]]), sizes.at(-1));
  };
}

function cnn() {
  const first = tf.variable(tf.randomNormal([3, 3, 1, 16], 0, 0.3));
  const second = tf.variable(tf.randomNormal([3, 3, 16, 32], 0, 0.1));
  const biases = [16, 32].map((size) => tf.variable(tf.zeros([size])));
  const head = dense(32 * 7 * 7, 10);
  const layer = (x, w, b) => x.conv2d(w, 1, "same").add(b).relu().maxPool(2, 2, "valid");
  const forward = (x) =>
    head(layer(layer(x, first, biases[0]), second, biases[1]).reshape([x.shape[0], -1]));
  return classifier(forward, tf.randomNormal([32, 28, 28, 1]), 10);
}

function layerNorm(x, weight, bias) {
  const { mean, variance } = tf.moments(x, -1, true);
  return x.sub(mean).div(variance.add(1e-5).sqrt()).mul(weight).add(bias);
}

const norm = (size) => [tf.variable(tf.ones([size])), tf.variable(tf.zeros([size]))];

function transformer() {
  const [N, T, D, H, FF] = [8, 32, 64, 4, 128];
  const [project, out, up, down] = [dense(D, 3 * D), dense(D, D), dense(D, FF), dense(FF, D)];
  const [first, second] = [norm(D), norm(D)];
  const x = tf.randomNormal([N, T, D]);
  const flat = x.reshape([N * T, D]);
  return step(() => {
    const heads = project(flat)
      .reshape([N, T, 3, H, D / H])
      .transpose([2, 0, 3, 1, 4]);
    const [q, k, v] = heads.unstack(0);
    const scores = tf.matMul(q, k, false, true).div(Math.sqrt(D / H));
    const attended = tf
      .matMul(scores.softmax(), v)
      .transpose([0, 2, 1, 3])
      .reshape([N * T, D]);
    const hidden = layerNorm(flat.add(out(attended)), ...first);
    const y = layerNorm(hidden.add(down(up(hidden).relu())), ...second);
    return y.square().mean();
  });
}

function lstm() {
  const [N, T, I, H] = [16, 32, 32, 64];
  const scale = 1 / Math.sqrt(H);
  const uniform = (...shape) => tf.variable(tf.randomUniform(shape, -scale, scale));
  const [wi, wh, bias, head] = [uniform(I, 4 * H), uniform(H, 4 * H), uniform(4 * H), dense(H, 1)];
  const x = tf.randomNormal([N, T, I]);
  const target = tf.randomNormal([N, 1]);
  return step(() => {
    const inputs = x
      .reshape([N * T, I])
      .matMul(wi)
      .add(bias)
      .reshape([N, T, 4 * H])
      .unstack(1);
    let [h, c] = [tf.zeros([N, H]), tf.zeros([N, H])];
    for (const input of inputs) {
      const [i, f, g, o] = input.add(h.matMul(wh)).split(4, 1);
      c = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
      h = o.sigmoid().mul(c.tanh());
    }
    return tf.losses.meanSquaredError(target, head(h));
  });
}

/** A function of one array; its result is freed. Both backends have it computed by then. */
function of(shape, f) {
  return () => {
    const x = tf.randomNormal(shape);
    return () => {
      tf.tidy(() => f(x)).dispose();
    };
  };
}

function matmul(n) {
  return () => {
    const b = tf.randomNormal([n, n]);
    return of([n, n], (a) => a.matMul(b))();
  };
}

function embedding() {
  const rows = tf.tidy(() => tf.randomUniform([4096], 0, 10000).floor().toInt());
  return of([10000, 64], (table) => table.gather(rows))();
}

function conv2d() {
  const weight = tf.randomNormal([3, 3, 16, 32]);
  return of([32, 28, 28, 16], (x) => x.conv2d(weight, 1, "same"))();
}

function crossEntropy() {
  const labels = tf.tidy(() =>
    tf.oneHot(tf.randomUniform([1024], 0, 100).floor().toInt(), 100).toFloat(),
  );
  return of([1024, 100], (x) => tf.losses.softmaxCrossEntropy(labels, x))();
}

function adam() {
  // Found by its name.
  tf.variable(tf.randomNormal([M]), true, "p");
  const gradients = { p: tf.randomNormal([M]) };
  const optimizer = tf.train.adam(1e-3);
  return () => optimizer.applyGradients(gradients);
}

const M = 2 ** 20;

export async function run(backend) {
  await tf.setBackend(backend);
  await tf.ready();
  await serve(`tfjs ${tf.version.tfjs}, ${tf.getBackend()}`, {
    "MLP 10-5-2, batch 32": mlp(32, 10, 5, 2),
    "MLP 784-128-10, batch 64": mlp(64, 784, 128, 10),
    "MLP 784-512-512-10, batch 128": mlp(128, 784, 512, 512, 10),
    "CNN 1-16-32, 28x28, batch 32": cnn,
    "Transformer layer d64 h4 ff128, T32, batch 8": transformer,
    "LSTM 32-64, T32, batch 16": lstm,
    "add, 4 elements, with gradients": of([4], (x) => x.add(x)),
    "add, 64k": of([65536], (x) => x.add(x)),
    "add, 1M": of([M], (x) => x.add(x)),
    "exp, 64k": of([65536], (x) => x.exp()),
    "exp, 1M": of([M], (x) => x.exp()),
    "tanh, 1M": of([M], (x) => x.tanh()),
    "relu, 1M": of([M], (x) => x.relu()),
    "sum, 1M": of([M], (x) => x.sum()),
    "softmax, 1000x1000": of([1000, 1000], (x) => x.softmax()),
    "transpose copy, 1024x1024": of([1024, 1024], (x) => x.transpose()),
    "matmul, 64": matmul(64),
    "matmul, 256": matmul(256),
    "matmul, 512": matmul(512),
    "matmul, 1024": matmul(1024),
    "layer norm, 1000x1000": () => {
      const [weight, bias] = norm(1000);
      return of([1000, 1000], (x) => layerNorm(x, weight, bias))();
    },
    "embedding, 10000x64, 4096 rows": embedding,
    "conv2d 16-32 3x3, 28x28, batch 32": conv2d,
    "cross entropy, 1024x100": crossEntropy,
    "dropout, 1M": of([M], (x) => tf.dropout(x, 0.5)),
    "Adam, 1M parameters": adam,
  });
}
