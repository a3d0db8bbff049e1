import type { OptimizerStep } from "../optimizer.ts";
import { registerKernels } from "../table.ts";

// One pass over memory per step. `sign` is -1 to maximize. Positions: parameter, gradient; state starts at 0.

/** The gradient with weight decay. Without it the parameter does not matter, not even an infinite one. */
function decayed(grad: number, weightDecay: number, x: number): number {
  return weightDecay === 0 ? grad : grad + weightDecay * x;
}

function sgdF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [buffer]: readonly Float32Array[],
  [lr, sign, weightDecay, momentum, keep, nesterov]: readonly number[],
): void {
  if (momentum === 0) {
    for (let i = 0; i < n; i++) {
      const x = p[po + i];
      p[po + i] = x - lr * decayed(sign * g[go + i], weightDecay, x);
    }
    return;
  }
  for (let i = 0; i < n; i++) {
    const x = p[po + i];
    const grad = decayed(sign * g[go + i], weightDecay, x);
    const m = momentum * buffer[i] + keep * grad;
    buffer[i] = m;
    p[po + i] = x - lr * (nesterov === 0 ? m : grad + momentum * m);
  }
}

function adamF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [m, v, largest]: readonly Float32Array[],
  [sign, weightDecay, shrink, beta1, beta2, stepSize, rootCorrection, eps]: readonly number[],
): void {
  const [rest1, rest2] = [1 - beta1, 1 - beta2];
  // The commonest case has a loop of its own: a branch within costs a third.
  if (weightDecay === 0 && largest === undefined) {
    for (let i = 0; i < n; i++) {
      const x = p[po + i] * shrink;
      const grad = sign * g[go + i];
      const mean = beta1 * m[i] + rest1 * grad;
      const square = beta2 * v[i] + rest2 * grad * grad;
      m[i] = mean;
      v[i] = square;
      p[po + i] = x - (stepSize * mean) / (Math.sqrt(square) / rootCorrection + eps);
    }
    return;
  }
  for (let i = 0; i < n; i++) {
    const x = p[po + i] * shrink;
    const grad = decayed(sign * g[go + i], weightDecay, x);
    const mean = beta1 * m[i] + rest1 * grad;
    const square = beta2 * v[i] + rest2 * grad * grad;
    m[i] = mean;
    v[i] = square;
    let most = square;
    if (largest !== undefined) largest[i] = most = Math.max(largest[i], square);
    p[po + i] = x - (stepSize * mean) / (Math.sqrt(most) / rootCorrection + eps);
  }
}

function adamaxF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [m, norm]: readonly Float32Array[],
  [sign, weightDecay, beta1, beta2, stepSize, eps]: readonly number[],
): void {
  for (let i = 0; i < n; i++) {
    const x = p[po + i];
    const grad = decayed(sign * g[go + i], weightDecay, x);
    m[i] = beta1 * m[i] + (1 - beta1) * grad;
    norm[i] = Math.max(beta2 * norm[i], Math.abs(grad) + eps);
    p[po + i] = x - (stepSize * m[i]) / norm[i];
  }
}

function nadamF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [m, v]: readonly Float32Array[],
  [sign, weightDecay, shrink, beta1, beta2, gradStep, meanStep, correction, eps]: readonly number[],
): void {
  for (let i = 0; i < n; i++) {
    const x = p[po + i] * shrink;
    const grad = decayed(sign * g[go + i], weightDecay, x);
    m[i] = beta1 * m[i] + (1 - beta1) * grad;
    v[i] = beta2 * v[i] + (1 - beta2) * grad * grad;
    p[po + i] = x - (gradStep * grad + meanStep * m[i]) / (Math.sqrt(v[i] / correction) + eps);
  }
}

function radamF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [m, v]: readonly Float32Array[],
  [sign, weightDecay, shrink, beta1, beta2, stepSize, rectified, eps]: readonly number[],
): void {
  for (let i = 0; i < n; i++) {
    const x = p[po + i] * shrink;
    const grad = decayed(sign * g[go + i], weightDecay, x);
    m[i] = beta1 * m[i] + (1 - beta1) * grad;
    v[i] = beta2 * v[i] + (1 - beta2) * grad * grad;
    p[po + i] = x - stepSize * m[i] * (rectified === 0 ? 1 : rectified / (Math.sqrt(v[i]) + eps));
  }
}

function rmspropF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [square, mean, buffer]: readonly (Float32Array | undefined)[],
  [sign, weightDecay, lr, alpha, eps, momentum]: readonly number[],
): void {
  const sq = square as Float32Array;
  for (let i = 0; i < n; i++) {
    const x = p[po + i];
    const grad = decayed(sign * g[go + i], weightDecay, x);
    const s = alpha * sq[i] + (1 - alpha) * grad * grad;
    sq[i] = s;
    let variance = s;
    if (mean !== undefined) {
      const average = alpha * mean[i] + (1 - alpha) * grad;
      mean[i] = average;
      variance = s - average * average;
    }
    let step = grad / (Math.sqrt(variance) + eps);
    if (buffer !== undefined) {
      step += momentum * buffer[i];
      buffer[i] = step;
    }
    p[po + i] = x - lr * step;
  }
}

function adagradF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [sum]: readonly Float32Array[],
  [sign, weightDecay, lr, eps]: readonly number[],
): void {
  for (let i = 0; i < n; i++) {
    const x = p[po + i];
    const grad = decayed(sign * g[go + i], weightDecay, x);
    const s = sum[i] + grad * grad;
    sum[i] = s;
    p[po + i] = x - (lr * grad) / (Math.sqrt(s) + eps);
  }
}

function adadeltaF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [square, delta]: readonly Float32Array[],
  [sign, weightDecay, lr, rho, eps]: readonly number[],
): void {
  for (let i = 0; i < n; i++) {
    const x = p[po + i];
    const grad = decayed(sign * g[go + i], weightDecay, x);
    const s = rho * square[i] + (1 - rho) * grad * grad;
    square[i] = s;
    const step = Math.sqrt((delta[i] + eps) / (s + eps)) * grad;
    delta[i] = rho * delta[i] + (1 - rho) * step * step;
    p[po + i] = x - lr * step;
  }
}

function asgdF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [average]: readonly Float32Array[],
  [sign, weightDecay, lambd, eta, mu]: readonly number[],
): void {
  for (let i = 0; i < n; i++) {
    const x = p[po + i];
    const grad = decayed(sign * g[go + i], weightDecay, x);
    const next = x * (1 - lambd * eta) - eta * grad;
    p[po + i] = next;
    average[i] += (next - average[i]) * mu;
  }
}

function rpropF32(
  n: number,
  p: Float32Array,
  po: number,
  g: Float32Array,
  go: number,
  [previous, size]: readonly Float32Array[],
  [sign, etaMinus, etaPlus, smallest, largest]: readonly number[],
): void {
  for (let i = 0; i < n; i++) {
    let grad = sign * g[go + i];
    const agree = grad * previous[i];
    const factor = agree > 0 ? etaPlus : agree < 0 ? etaMinus : 1;
    size[i] = Math.min(Math.max(size[i] * factor, smallest), largest);
    if (agree < 0) grad = 0;
    p[po + i] -= Math.sign(grad) * size[i];
    previous[i] = grad;
  }
}

for (const dtype of ["float32"] as const) {
  registerKernels<OptimizerStep>(dtype, {
    "optim:sgd": sgdF32,
    "optim:adam": adamF32,
    "optim:adamax": adamaxF32,
    "optim:nadam": nadamF32,
    "optim:radam": radamF32,
    "optim:rmsprop": rmspropF32,
    "optim:adagrad": adagradF32,
    "optim:adadelta": adadeltaF32,
    "optim:asgd": asgdF32,
    "optim:rprop": rpropF32,
  });
}
