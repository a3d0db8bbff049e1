/** Hyperbolic functions, the logistic function, and their inverses, made of exp, expm1, log and log1p. */
import * as exponential from "./exponential.ts";
import * as logarithm from "./logarithm.ts";

// See NOTE [Local aliases] in tables.ts.
const { UNDERFLOW, exp, expm1, expParts, expResult: power, expSingle, scale } = exponential;
const { log, log1p } = logarithm;

const LN2 = Math.LN2;

export function sinh(x: number): number {
  const size = Math.abs(x);
  if (size < 22) {
    const e = expm1(size);
    const result = 0.5 * (size < 1 ? 2 * e - (e * e) / (e + 1) : e + e / (e + 1));
    return x < 0 ? -result : size === 0 ? x : result;
  }
  return x < 0 ? -halfExp(size) : halfExp(size);
}

export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < 22) {
    const e = exp(size);
    return 0.5 * e + 0.5 / e;
  }
  return halfExp(size);
}

/** e^x / 2, also where e^x overflows and its half does not. */
function halfExp(x: number): number {
  if (x < 709) return 0.5 * exp(x);
  const half = exp(0.5 * x);
  return 0.5 * half * half;
}

export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size > 22) return x < 0 ? -1 : 1;
  if (size < 1e-8) return x;
  if (size < 0.55) return x + x * x * x * tanhSeries(x * x);
  const result = 1 - 2 / (exp(2 * size) + 1);
  return x < 0 ? -result : result;
}

/** (tanh(x) - x) / x³ of z = x², |x| below 0.56: a polynomial through Chebyshev nodes, error below 6e-18. */
function tanhSeries(z: number): number {
  const z2 = z * z;
  const z4 = z2 * z2;
  const low =
    -0.3333333333333333 +
    z * 0.13333333333333303 +
    z2 * (-0.053968253968206974 + z * 0.021869488533346106);
  const middle =
    -0.008863235442972801 +
    z * 0.0035921264450435885 +
    z2 * (-0.001455815846289304 + z * 0.0005898844744906601);
  const high =
    -0.00023838728841243215 +
    z * 9.433420430980403e-5 +
    z2 * (-3.3409675084562875e-5 + z * 7.682149145078625e-6);
  return low + z4 * (middle + z4 * high);
}

/** tanh for a float32 result. */
export function tanhSingle(x: number): number {
  const z = x * x;
  if (z < 0.0025) return x * (1 + z * (-1 / 3 + z * (2 / 15 + z * (-17 / 315))));
  return 1 - 2 / (expSingle(2 * x) + 1);
}

/** 1 / (1 + e^-x), and where that divisor has no number, e^x. */
export function sigmoid(x: number): number {
  if (x < -708) return exp(x);
  return 1 / (1 + exp(-x));
}

/** times / (1 + e^-(x + low)) for negative x: rounded once before and once after `times`, and last by the result's exponent. */
export function logisticTail(x: number, low: number, times: number): number {
  if (x < -790) return times * UNDERFLOW;
  const exponent = expParts(x, low);
  const e = power[0] + power[1];
  const most = scale(e, exponent);
  // e / (1 + most) as e's two parts and what is lost of them.
  return scale(times * (power[0] + (power[1] - (e * most) / (1 + most))), exponent);
}

/** The logistic function for a float32 result. */
export function sigmoidSingle(x: number): number {
  return 1 / (1 + expSingle(-x));
}

export function asinh(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8 || !(size < Infinity)) return x;
  let result: number;
  if (size > 1e9) result = log(size) + LN2;
  else if (size > 2) result = log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
  else result = log1p(size + (size * size) / (1 + Math.sqrt(size * size + 1)));
  return x < 0 ? -result : result;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  if (x > 1e9) return log(x) + LN2;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

export function atanh(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8) return x;
  const result =
    size < 0.5
      ? 0.5 * log1p(2 * size + (2 * size * size) / (1 - size))
      : 0.5 * log1p((2 * size) / (1 - size));
  return x < 0 ? -result : result;
}
