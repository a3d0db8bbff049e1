/**
 * The error function and the gamma function's kin. Coefficients are polynomials through Chebyshev nodes, worked out
 * with 50 digits and more; each range's error is below 2^-53 of the result.
 */
import * as exponential from "./exponential.ts";
import * as logarithm from "./logarithm.ts";
import * as tails from "./tail.ts";
import * as trigonometric from "./trigonometric.ts";

// See NOTE [Local aliases] in tables.ts.
const { expEdge, expSingle } = exponential;
const { log, log1p } = logarithm;
const { erfcTail, erfcTailScaled } = tails;
const { sin, tan } = trigonometric;

const PI = Math.PI;

/** The polynomial with these coefficients, lowest first. */
function polynomial(coefficients: Float64Array, x: number): number {
  let sum = coefficients[coefficients.length - 1];
  for (let i = coefficients.length - 2; i >= 0; i--) sum = sum * x + coefficients[i];
  return sum;
}

// ---- the error function ----------------------------------------------------------------------------------------------

/** erf(x) / x of z = x², |x| below 0.85. */
const erfNear = new Float64Array([
  1.1283791670955126, -0.3761263890318375, 0.11283791670954685, -0.02686617064501726,
  0.005223977623916789, -0.0008548326902886471, 0.00012055326932054655, -1.492545009091294e-5,
  1.6457676496214033e-6, -1.6300495998064809e-7, 1.4189584294133661e-8, -8.837207342831387e-10,
]);

export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.85) return x * polynomial(erfNear, x * x);
  if (size > 6) return x < 0 ? -1 : 1;
  const result = 1 - erfcTail(size);
  return x < 0 ? -result : result;
}

/** 1 - erf(x) without cancellation. */
export function erfc(x: number): number {
  if (x < 0.5) {
    if (x > -0.85) return 1 - x * polynomial(erfNear, x * x);
    return x < -6 ? 2 : 2 - erfcTail(-x);
  }
  return x === x ? erfcTail(x) : x;
}

const ONE_OVER_SQRT_PI = 0.5641895835477563;

/** e^(x²) erfc(x), where erfc alone would be too small. */
export function erfcx(x: number): number {
  if (x > 50) {
    const z = 0.5 / (x * x);
    return (ONE_OVER_SQRT_PI / x) * (1 - z * (1 - 3 * z * (1 - 5 * z * (1 - 7 * z))));
  }
  if (x >= 0.5) return erfcTailScaled(x);
  const high = Math.fround(x);
  return expEdge(high * high, (x - high) * (x + high)) * erfc(x);
}

/** erf for a float32 result: relative error below 2e-9. */
export function erfSingle(x: number): number {
  const z = x * x;
  if (z < 0.0625) {
    return (
      x *
      (1.128379166465653 +
        z * (-0.3761260690049353 + z * (0.11281247384060811 + z * -0.026217172454944676)))
    );
  }
  const result = 1 - erfcSingle(Math.min(Math.abs(x), 6));
  return x < 0 ? -result : result;
}

/** erfc(x), for x from 0.25 to 4 within 5e-9 of it, to 6 within 5e-9 of what erfc(4) is. */
export function erfcSingle(x: number): number {
  const t = (x - 2.5) / (x + 2.5);
  const t2 = t * t;
  const t4 = t2 * t2;
  const low =
    0.21080636392240373 +
    t * -0.37173673381095224 +
    t2 * (0.25171322445260846 + t * -0.12503293643702004);
  const high =
    0.03992160757672902 +
    t * -0.0039992411780204054 +
    t2 * (-0.0026430127619479667 + t * 0.0009276591681593336);
  return expSingle(-x * x) * (low + t4 * (high + t4 * 0.00036085940029109877));
}

const SQRT_PI_OVER_2 = 0.886226925452758;

/** The inverse of erf on (-1, 1). */
export function erfinv(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1)) return size === 1 ? x * Infinity : NaN;
  if (size < 1e-8) return x * SQRT_PI_OVER_2;
  // S. Winitzki's closed form as the start (within 0.002), then Halley's method, which triples the digits each time.
  const logTerm = log1p(-size * size);
  const middle = 4.330746750799873 + 0.5 * logTerm; // 2 / (0.147 π)
  let y = Math.sqrt(Math.sqrt(middle * middle - logTerm / 0.147) - middle);
  for (let i = 0; i < 3; i++) {
    // Near 1 what counts is the distance from 1.
    const error = size < 0.5 ? erf(y) - size : 1 - size - erfc(y);
    const high = Math.fround(y);
    const slope = expEdge(-high * high, (high - y) * (high + y)) / SQRT_PI_OVER_2;
    const step = error / slope;
    y -= step / (1 + y * step);
  }
  return x < 0 ? -y : y;
}

// ---- the gamma function's kin ----------------------------------------------------------------------------------------

/** log Γ(x) / ((x - 1) (x - 2)) of x - 1.125, x from 0.74 to 1.51. */
const lgammaLow = new Float64Array([
  0.5487833977237905, -0.21115323425817553, 0.11960320844256102, -0.0789268196647772,
  0.056282168768977583, -0.04199485598768472, 0.03226388714801894, -0.025296548934117414,
  0.020132841497570702, -0.0162089869864754, 0.01317063137084242, -0.01078430261315075,
  0.008885369518929955, -0.007341849396838302, 0.006109879388424316, -0.005267867167346812,
  0.0044200883245766685, -0.0028502880716867562, 0.002398138785182932, -0.004632616507564768,
  0.003937409211959423,
]);

/** The same of x - 2.25, x from 1.49 to 3. */
const lgammaHigh = new Float64Array([
  0.3995894876556691, -0.08588084755126088, 0.02526835495928857, -0.008464024993589461,
  0.003041118657909926, -0.001140986589469167, 0.00044065673193179034, -0.00017370932696787536,
  6.952279663932592e-5, -2.814920087118622e-5, 1.1501941251598722e-5, -4.73505266892313e-6,
  1.961088189390119e-6, -8.144623501836723e-7, 3.401659140933789e-7, -1.469482715924741e-7,
  6.239249260194905e-8, -2.0483094108820155e-8, 8.21489566569066e-9, -8.063398978062057e-9,
  3.5969608024688845e-9,
]);

/** Of Stirling's series, B(2k) / (2k (2k - 1)). */
const stirling = new Float64Array([
  0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953,
  0.0008417508417508417, -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242,
]);

/** log |Γ(x)|. */
export function lgamma(x: number): number {
  if (x !== x) return x;
  if (!(Math.abs(x) < Infinity)) return Infinity;
  if (x <= 0) return lgammaNegative(x);
  if (x < 0.75) return (x - 1) * x * lgammaSmall(x + 1) - log(x);
  if (x <= 3) return (x - 1) * (x - 2) * lgammaSmall(x);
  if (x < 10) {
    let product = 1;
    for (; x > 3;) {
      x -= 1;
      product *= x;
    }
    return (x - 1) * (x - 2) * lgammaSmall(x) + log(product);
  }
  const inverse = 1 / x;
  return (
    (x - 0.5) * (log(x) - 1) +
    (0.4189385332046727 + inverse * polynomial(stirling, inverse * inverse))
  );
}

function lgammaSmall(x: number): number {
  return x < 1.5 ? polynomial(lgammaLow, x - 1.125) : polynomial(lgammaHigh, x - 2.25);
}

/** Γ(x) Γ(-x) = -π / (x sin πx). */
function lgammaNegative(x: number): number {
  if (x === Math.floor(x)) return Infinity;
  if (x > -1e-17) return -log(-x);
  const distance = Math.abs(x - Math.round(x));
  return log(PI / Math.abs(x * sin(PI * distance))) - lgamma(-x);
}

/** digamma(x) / (x - x0) of x - 1.7, x from 1 to 2.4, where x0 is digamma's positive zero. */
const digammaNear = new Float64Array([
  0.8748993225022484, -0.342606985859778, 0.17016742380244748, -0.0919045454437912,
  0.05158331270189294, -0.029534661111702002, 0.017097762506076298, -0.009960997059302982,
  0.005825012354635133, -0.0034140702877677354, 0.002003768446886244, -0.001177080392375099,
  0.0006917958224478628, -0.00040644939025791656, 0.0002390059368613985, -0.00014174131884912874,
  8.336607451955008e-5, -4.550392107438773e-5, 2.6765486171076926e-5, -2.2802986369938323e-5,
  1.3413309695473007e-5, 1.139544889508272e-6, -6.703460898322068e-7, -6.287602424216439e-6,
  3.6985836051277806e-6,
]);
const DIGAMMA_ZERO = 1.4616321449683622;
const DIGAMMA_ZERO_LOW = 9.549995429965697e-17;

/** Of digamma's asymptotic series, B(2k) / 2k. */
const digammaFar = new Float64Array([
  0.08333333333333333, -0.008333333333333333, 0.003968253968253968, -0.004166666666666667,
  0.007575757575757576, -0.021092796092796094, 0.08333333333333333,
]);

/** The derivative of log Γ. */
export function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Infinity : -Infinity;
  if (x < 0) {
    if (x === Math.floor(x)) return NaN;
    return digamma(1 - x) - PI / tan(PI * (x - Math.round(x)));
  }
  if (x >= 10) {
    const inverse = 1 / x;
    const square = inverse * inverse;
    return log(x) - 0.5 * inverse - square * polynomial(digammaFar, square);
  }
  let sum = 0;
  for (; x < 1; x += 1) sum -= 1 / x;
  for (; x > 2.4;) {
    x -= 1;
    sum += 1 / x;
  }
  return sum + (x - DIGAMMA_ZERO - DIGAMMA_ZERO_LOW) * polynomial(digammaNear, x - 1.7);
}
