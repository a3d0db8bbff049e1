/** Activation functions and their slopes; PyTorch's formulas and defaults. `grad` is the gradient of the result. */
import * as exponential from "./exponential.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as logarithm from "./logarithm.ts";

// See NOTE [Local aliases] in tables.ts.
const { exp, expm1, expSingle } = exponential;
const { logisticTail, sigmoid, sigmoidSingle, tanh } = hyperbolic;
const { log, log1p, logSingle } = logarithm;

/** NaN stays. */
export function relu(x: number): number {
  return Math.max(x, 0);
}

/** Of relu, relu6, threshold and dropout-like cuts: no gradient where x is at or below the threshold. */
export function thresholdBackward(grad: number, x: number, threshold: number): number {
  return x <= threshold ? 0 : grad;
}

export function threshold(x: number, at: number, value: number): number {
  return x <= at ? value : x;
}

/** No gradient outside of the open interval. */
export function hardtanhBackward(grad: number, x: number, low: number, high: number): number {
  return x > low && x < high ? grad : 0;
}

export function leakyRelu(x: number, slope: number): number {
  return x > 0 ? x : x * slope;
}

export function leakyReluBackward(grad: number, x: number, slope: number): number {
  return x > 0 ? grad : grad * slope;
}

/** `scale` stretches both sides; `inputScale` only what enters exp. selu and celu are elu with other numbers. */
export function elu(x: number, alpha: number, scale: number, inputScale: number): number {
  return x > 0 ? x * scale : expm1(x * inputScale) * alpha * scale;
}

export function eluBackward(
  grad: number,
  x: number,
  alpha: number,
  scale: number,
  inputScale: number,
): number {
  return x > 0 ? grad * scale : grad * inputScale * alpha * scale * exp(x * inputScale);
}

/** `log(1 + exp(beta x)) / beta`, and x itself above the threshold, where both agree. */
export function softplus(x: number, beta: number, cut: number): number {
  const scaled = x * beta;
  return scaled > cut ? x : (Math.max(scaled, 0) + log1p(exp(-Math.abs(scaled)))) / beta;
}

export function softplusBackward(grad: number, x: number, beta: number, cut: number): number {
  const scaled = x * beta;
  return scaled > cut ? grad : grad * sigmoid(scaled);
}

/** `log(sigmoid(x))` without overflow on either side. */
export function logsigmoid(x: number): number {
  return Math.min(x, 0) - log1p(exp(-Math.abs(x)));
}

export function logsigmoidBackward(grad: number, x: number): number {
  return grad * sigmoid(-x);
}

export function silu(x: number): number {
  return x < -1 ? logisticTail(x, 0, x) : x / (1 + exp(-x));
}

export function siluBackward(grad: number, x: number): number {
  const s = sigmoid(x);
  return grad * s * (1 + x * (1 - s));
}

/** x tanh(log(1 + e^x)), of which tanh and log are no more than a quotient: x n / (n + 2), n = e^x (e^x + 2). */
export function mish(x: number): number {
  if (!(x < 20)) return x;
  if (x < -36) return logisticTail(x, 0, x);
  // Where n is neither large nor small, the quotient as a number next to it and what it differs by.
  if (x > -0.7 && x < 1.5) {
    const m = expm1(x);
    const bent = m * (m + 4); // n - 3
    if (x < -0.2) return x * (0.4 + (1 + 0.6 * bent) / (bent + 5));
    return x * (0.6 + (0.4 * bent) / (bent + 5));
  }
  const e = exp(x);
  const n = e * (e + 2);
  return x < 0 ? x * e * (1 - (n - e) / (n + 2)) : (x * n) / (n + 2);
}

export function mishBackward(grad: number, x: number): number {
  const t = tanh(log1p(exp(x)));
  return grad * (t + x * sigmoid(x) * (1 - t * t));
}

export function hardsigmoid(x: number): number {
  return Math.min(Math.max(x + 3, 0), 6) / 6;
}

export function hardsigmoidBackward(grad: number, x: number): number {
  return x > -3 && x < 3 ? grad / 6 : 0;
}

export function hardswish(x: number): number {
  return (x * Math.min(Math.max(x + 3, 0), 6)) / 6;
}

export function hardswishBackward(grad: number, x: number): number {
  if (x < -3) return 0;
  return x >= 3 ? grad : grad * (x / 3 + 0.5);
}

export function softsign(x: number): number {
  return x / (1 + Math.abs(x));
}

/** NaN at infinity, as the function is. */
export function softsignBackward(grad: number, x: number): number {
  const size = 1 + Math.abs(x);
  return grad / (size * size) + (x - x);
}

export function prelu(x: number, slope: number): number {
  return x > 0 ? x : x * slope;
}

export function tanhshrink(x: number): number {
  return x - tanh(x);
}

export function softshrink(x: number, lambda: number): number {
  if (x > lambda) return x - lambda;
  return x < -lambda ? x + lambda : 0;
}

export function hardshrink(x: number, lambda: number): number {
  return x >= -lambda && x <= lambda ? 0 : x;
}

/** Of softshrink and hardshrink. */
export function shrinkBackward(grad: number, x: number, lambda: number): number {
  return x > lambda || x < -lambda ? grad : 0;
}

/** Of clamp: the bounds count as inside. */
export function clampBackward(grad: number, x: number, low: number, high: number): number {
  return x >= low && x <= high ? grad : 0;
}

/** From the result y of sigmoid. */
export function sigmoidBackward(grad: number, y: number): number {
  return grad * (1 - y) * y;
}

/** From the result y of tanh. */
export function tanhBackward(grad: number, y: number): number {
  return grad * (1 - y * y);
}

/** `log(x / (1 - x))`, x cut to [eps, 1 - eps] where eps is given, and -1 for none. */
export function logit(x: number, eps: number): number {
  // An eps above a half leaves no room between the bounds: then the lower one comes first, as in PyTorch.
  const cut = eps < 0 ? x : x < eps ? eps : x > 1 - eps ? 1 - eps : x;
  return log(cut / (1 - cut));
}

// ---- for float32 results, where the short forms of exp, log and tanh are right to the last place ----------------

/** log(1 + e^x) for x of at most 0; e^x below half of the last place of 1 is itself the logarithm. */
function log1pExpSingle(x: number): number {
  const e = expSingle(x);
  return e < 1e-4 ? e * (1 - 0.5 * e) : logSingle(1 + e);
}

export function softplusSingle(x: number, beta: number, cut: number): number {
  const scaled = x * beta;
  return scaled > cut ? x : (Math.max(scaled, 0) + log1pExpSingle(-Math.abs(scaled))) / beta;
}

export function softplusBackwardSingle(grad: number, x: number, beta: number, cut: number): number {
  const scaled = x * beta;
  return scaled > cut ? grad : grad * sigmoidSingle(scaled);
}

export function logsigmoidSingle(x: number): number {
  return Math.min(x, 0) - log1pExpSingle(-Math.abs(x));
}

export function logsigmoidBackwardSingle(grad: number, x: number): number {
  return grad * sigmoidSingle(-x);
}

export function siluSingle(x: number): number {
  return x * sigmoidSingle(x);
}

export function siluBackwardSingle(grad: number, x: number): number {
  const s = sigmoidSingle(x);
  return grad * s * (1 + x * (1 - s));
}
