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

function of(shape, f) {
  return () => {
    const x = tf.randomNormal(shape);
    return () => {
      const y = f(x);
      y.dataSync();
      y.dispose();
    };
  };
}

function matmul(n) {
  return () => {
    const b = tf.randomNormal([n, n]);
    return of([n, n], (a) => a.matMul(b))();
  };
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
  });
}
