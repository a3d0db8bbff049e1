/**
 * gelu, x Φ(x) of the normal distribution, its approximation by tanh, and their slopes. Written with erf and tanh, as they are
 * defined, both cancel on the left: here the factor of x is right to its own last place however small it is.
 */
import * as exponential from "./exponential.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as special from "./special.ts";
import * as tails from "./tail.ts";

// See NOTE [Local aliases] in tables.ts.
const { UNDERFLOW, exp, expSingle } = exponential;
const { logisticTail, sigmoidSingle, tanh, tanhSingle } = hyperbolic;
const { erf, erfcSingle, erfSingle } = special;
const { normalTail } = tails;

const SQRT_HALF = Math.SQRT1_2;
const ONE_OVER_SQRT_2PI = 0.3989422804014327;

/** x Φ(x). */
export function gelu(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 0.5)) return x * (0.5 + x * normalSeries(x * x));
  return x < 0 ? normalTail(size, x) : x * (1 - normalTail(size, 1));
}

/** (Φ(x) - 1/2) / x of z = x², |x| below 0.5: a polynomial through Chebyshev nodes, error below 3e-18. */
function normalSeries(z: number): number {
  const low = -0.0664903800669049 + z * (0.009973557009989817 + z * -0.0011873282140216345);
  const high =
    0.00011543466488171789 +
    z * (-9.444463660262704e-6 + z * (6.650635969232295e-7 + z * -3.899744170668472e-8));
  return 0.3989422804014327 + z * (low + z * z * z * high);
}

export function geluBackward(grad: number, x: number): number {
  return grad * (0.5 * (1 + erf(x * SQRT_HALF)) + x * ONE_OVER_SQRT_2PI * exp(-0.5 * x * x));
}

const SQRT_2_OVER_PI = 0.7978845608028654;
const CUBE = 0.044715;

// 2 √(2/π) = SLOPE + SLOPE_LOW, and that times CUBE = BEND + BEND_LOW, of which BEND has 24 bits.
const SLOPE = 1.5957691216057308;
const SLOPE_LOW = -9.96930880911092e-17;
const BEND = 0.07135481387376785;
const BEND_LOW = 2.3988323959931355e-9;
const BEND_BOTH = BEND + BEND_LOW;

/** gelu's approximation by tanh: x / (1 + e^-w), with w = 2 √(2/π) (x + 0.044715 x³). */
export function geluTanh(x: number): number {
  if (!(Math.abs(x) < 22)) return x < 0 ? x * UNDERFLOW : x;
  if (x >= -0.5) return x / (1 + exp(-x * (SLOPE + BEND_BOTH * x * x)));
  // In e^w each unit in the last place of w counts w times: w in two parts. Products of 24 bits are exact.
  const a = Math.fround(x);
  const b = x - a;
  const square = x * x;
  const squareLow = a * a - square + 2 * a * b + b * b;
  const c = Math.fround(square);
  const bent = BEND * c;
  const bentLow = BEND * (square - c + squareLow) + BEND_LOW * square;
  const sum = SLOPE + bent;
  const sumLow = Math.max(SLOPE, bent) - sum + Math.min(SLOPE, bent) + (bentLow + SLOPE_LOW);
  const d = Math.fround(sum);
  const main = a * d;
  const more = a * (sum - d + sumLow) + b * (sum + sumLow);
  const w = main + more;
  return logisticTail(w, main - w + more, x);
}

export function geluTanhBackward(grad: number, x: number): number {
  const t = tanh(SQRT_2_OVER_PI * (x + CUBE * x * x * x));
  return grad * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * SQRT_2_OVER_PI * (1 + 3 * CUBE * x * x));
}

// ---- for float32 results ---------------------------------------------------------------------------------------------

export function geluSingle(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5) return 0.5 * x * (1 + erfSingle(x * SQRT_HALF));
  // Few arguments are larger, and erfcSingle is not for them.
  if (!(size < 5.6)) return gelu(x);
  const tail = 0.5 * erfcSingle(size * SQRT_HALF);
  return x * (x < 0 ? tail : 1 - tail);
}

export function geluBackwardSingle(grad: number, x: number): number {
  // Beyond 40 the density is 0 in any case; an infinite x times what expSingle makes of it would be infinite.
  const near = Math.min(Math.max(x, -40), 40);
  const density = ONE_OVER_SQRT_2PI * expSingle(-0.5 * near * near);
  return grad * (0.5 * (1 + erfSingle(x * SQRT_HALF)) + near * density);
}

export function geluTanhSingle(x: number): number {
  return x * sigmoidSingle(x * (SLOPE + BEND_BOTH * x * x));
}

export function geluTanhBackwardSingle(grad: number, x: number): number {
  const t = tanhSingle(SQRT_2_OVER_PI * (x + CUBE * x * x * x));
  return grad * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * SQRT_2_OVER_PI * (1 + 3 * CUBE * x * x));
}
