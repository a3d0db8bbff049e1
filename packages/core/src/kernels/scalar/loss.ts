/** Losses of one element and their slopes; PyTorch's formulas. `grad` is the gradient of the loss, `x` the prediction. */
import * as activation from "./activation.ts";
import * as logarithm from "./logarithm.ts";
import * as hyperbolic from "./hyperbolic.ts";

// See NOTE [Local aliases] in tables.ts.
const { logsigmoid, logsigmoidSingle } = activation;
const { log, log1p, logSingle } = logarithm;
const { sigmoid, sigmoidSingle } = hyperbolic;

export function squaredError(x: number, target: number): number {
  return (x - target) * (x - target);
}

export function squaredErrorBackward(grad: number, x: number, target: number): number {
  return 2 * grad * (x - target);
}

export function absoluteError(x: number, target: number): number {
  return Math.abs(x - target);
}

export function absoluteErrorBackward(grad: number, x: number, target: number): number {
  return grad * Math.sign(x - target);
}

/** A parabola within `beta` of the target. */
export function smoothError(x: number, target: number, beta: number): number {
  const distance = Math.abs(x - target);
  return distance < beta ? (0.5 * distance * distance) / beta : distance - 0.5 * beta;
}

export function smoothErrorBackward(grad: number, x: number, target: number, beta: number): number {
  const difference = x - target;
  return Math.abs(difference) < beta ? (grad * difference) / beta : grad * Math.sign(difference);
}

/** A parabola within `delta` of the target, as steep as `delta` beyond. */
export function huberError(x: number, target: number, delta: number): number {
  const distance = Math.abs(x - target);
  return distance <= delta ? 0.5 * distance * distance : delta * (distance - 0.5 * delta);
}

export function huberErrorBackward(grad: number, x: number, target: number, delta: number): number {
  return grad * Math.min(Math.max(x - target, -delta), delta);
}

/** Logarithms are cut at -100, so that a certain mistake costs 100 and no more. */
export function binaryEntropy(x: number, target: number): number {
  return (target - 1) * Math.max(log1p(-x), -100) - target * Math.max(log(x), -100);
}

export function binaryEntropySingle(x: number, target: number): number {
  return (target - 1) * Math.max(logSingle(1 - x), -100) - target * Math.max(logSingle(x), -100);
}

export function binaryEntropyBackward(grad: number, x: number, target: number): number {
  return (grad * (x - target)) / Math.max((1 - x) * x, 1e-12);
}

/** `binaryEntropy` of sigmoid(x), without ever leaving the logarithm. */
export function logitEntropy(x: number, target: number): number {
  return (1 - target) * x - logsigmoid(x);
}

export function logitEntropySingle(x: number, target: number): number {
  return (1 - target) * x - logsigmoidSingle(x);
}

export function logitEntropyBackward(grad: number, x: number, target: number): number {
  return grad * (sigmoid(x) - target);
}

export function logitEntropyBackwardSingle(grad: number, x: number, target: number): number {
  return grad * (sigmoidSingle(x) - target);
}
