/** Hurwitz's zeta function, the derivatives of digamma, and the incomplete gamma functions. */
import * as exponential from "./exponential.ts";
import * as logarithm from "./logarithm.ts";
import * as power from "./power.ts";
import * as special from "./special.ts";
import * as trigonometric from "./trigonometric.ts";

// See NOTE [Local aliases] in tables.ts.
const { exp, expm1 } = exponential;
const { log, log1p } = logarithm;
const { pow } = power;
const { digamma, erfc, lgamma } = special;
const { sin } = trigonometric;

// ---- zeta --------------------------------------------------------------------------------------

/** B(2k) / (2k)!, the weights of Euler's and Maclaurin's sum formula. */
const bernoulli = new Float64Array([
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
  -3617 / 10670622842880000,
  43867 / 5109094217170944000,
]);

/** The sum formula takes over where q + k is that much above x. */
const SUMMED = 12;

/** The sum of (q + k)^-x over k = 0, 1, …. */
export function zeta(x: number, q: number): number {
  if (x === 1) return Infinity;
  if (x < 1 || q === Infinity) return NaN;
  if (q <= 0) {
    if (q === Math.floor(q)) return Infinity;
    // Powers of negative numbers; and so many terms that nobody means it.
    if (x !== Math.floor(x) || q < -1e7) return NaN;
  }
  if (x !== x || q !== q) return NaN;
  let sum = 0;
  let a = q;
  for (; a < x + SUMMED; a++) {
    const term = pow(a, -x);
    sum += term;
    if (a > 0 && term <= sum * 1e-17) return sum;
  }
  const last = pow(a, -x);
  if (last === 0) return sum;
  sum += (last * a) / (x - 1) + last / 2;
  // The derivatives of a^-x at the end of what was summed.
  let derivative = (last * x) / a;
  for (let k = 0; k < bernoulli.length; k++) {
    const term = derivative * bernoulli[k];
    sum += term;
    if (Math.abs(term) <= Math.abs(sum) * 1e-17) break;
    derivative *= ((x + 2 * k + 1) * (x + 2 * k + 2)) / (a * a);
  }
  return sum;
}

/** The n-th derivative of digamma. */
export function polygamma(x: number, n: number): number {
  if (n === 0) return digamma(x);
  if (n === 1) return trigamma(x, sin(Math.PI * x));
  return higher(x, n);
}

/** As PyTorch has it in float32: the first derivative's poles are as high as the sine near them is exact. */
export function polygammaSingle(x: number, n: number): number {
  if (n === 1) return trigamma(x, Math.fround(sin(Math.fround(PI_SINGLE * x))));
  return polygamma(x, n);
}

const PI_SINGLE = Math.fround(Math.PI);

/** With sin(πx), by which it is mirrored for x below 1/2. */
function trigamma(x: number, sinPi: number): number {
  if (x === Infinity) return 0;
  return x < 0.5 ? (Math.PI * Math.PI) / (sinPi * sinPi) - zeta(2, 1 - x) : zeta(2, x);
}

function higher(x: number, n: number): number {
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  const size = factorial * zeta(n + 1, x);
  return n % 2 === 0 ? -size : size;
}

// ---- incomplete gamma --------------------------------------------------------------------------

/**
 * N. M. Temme's expansion for large a and x near a ("The asymptotic expansion of the incomplete gamma functions", SIAM J.
 * Math. Anal. 10, 1979): Q = erfc(η sqrt(a / 2)) / 2 + e^(-a η² / 2) / sqrt(2 π a) Σ c_k(η) a^-k, where η²/2 = μ - log(1 + μ) and
 * μ = x / a - 1. Each c_k is a power series in η, here `TEMME[k]`.
 */
const ORDERS = 8;
const TERMS = 18;
/** Stirling's series of Γ: its first coefficients. */
const gammaSeries = [
  1,
  1 / 12,
  1 / 288,
  -139 / 51840,
  -571 / 2488320,
  163879 / 209018880,
  5246819 / 75246796800,
  -534703531 / 902961561600,
];

const TEMME: readonly Float64Array[] = temme();

function temme(): Float64Array[] {
  const length = TERMS + 2 * ORDERS + 2;
  // μ as a series in η: both sides of μ dμ/dη = η (1 + μ), power by power.
  const mu = new Float64Array(length + 2);
  mu[1] = 1;
  for (let n = 2; n < mu.length; n++) {
    let sum = mu[n - 1];
    for (let j = 2; j < n; j++) sum -= j * mu[j] * mu[n - j + 1];
    mu[n] = sum / (n + 1);
  }
  // 1 / μ - 1 / η: the inverse of the series μ / η, without its first term.
  const inverse = new Float64Array(length + 1);
  inverse[0] = 1;
  for (let n = 1; n <= length; n++) {
    let sum = 0;
    for (let j = 1; j <= n; j++) sum -= mu[j + 1] * inverse[n - j];
    inverse[n] = sum;
  }
  const first = inverse.slice(1);
  const all = [first];
  for (let k = 1; k < ORDERS; k++) {
    const before = all[k - 1];
    const next = new Float64Array(before.length - 2);
    const sign = k % 2 === 0 ? 1 : -1;
    for (let n = 0; n < next.length; n++) {
      next[n] = sign * gammaSeries[k] * first[n] + (n + 2) * before[n + 2];
    }
    all.push(next);
  }
  return all.map((series) => series.slice(0, TERMS));
}

/** P or Q by that expansion, for a of 100 and more and x within 0.3 a of it. */
function temmeQ(a: number, x: number, upper: boolean): number {
  const mu = (x - a) / a;
  const eta = Math.sqrt(2 * (mu - log1p(mu))) * (mu < 0 ? -1 : 1);
  let sum = 0;
  for (let k = ORDERS - 1; k >= 0; k--) {
    const series = TEMME[k];
    let value = 0;
    for (let n = TERMS - 1; n >= 0; n--) value = value * eta + series[n];
    sum = sum / a + value;
  }
  const rest = (exp(-0.5 * a * eta * eta) / Math.sqrt(2 * Math.PI * a)) * sum;
  const argument = eta * Math.sqrt(a / 2);
  return upper ? erfc(argument) / 2 + rest : erfc(-argument) / 2 - rest;
}

/** x^a e^-x / Γ(a + 1). */
function prefactor(a: number, x: number): number {
  return exp(a * log(x) - x - lgamma(a + 1));
}

/** P by its power series, for x below a + 1. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = a + 1; term > sum * 1e-17; n++) {
    term *= x / n;
    sum += term;
  }
  return sum * prefactor(a, x);
}

/** Q by Legendre's continued fraction, for x above a + 1; W. J. Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let product = d;
  for (let i = 1; i < 1000; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    product *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return product * prefactor(a, x) * a;
}

const EULER = 0.5772156649015329;

/** log Γ(1 + a), also for a that 1 would swallow. */
function lgamma1p(a: number): number {
  return a < 1e-5 ? a * (a * 0.8224670334241132 - EULER) : lgamma(1 + a);
}

/** Q by the power series in which 1 - x^a / Γ(1 + a) stands for itself, for small x: nothing cancels. */
function upperSeries(a: number, x: number): number {
  let factor = 1;
  let sum = 0;
  for (let n = 1; n < 100; n++) {
    factor *= -x / n;
    const term = factor / (a + n);
    sum += term;
    if (Math.abs(term) <= Math.abs(sum) * 1e-17) break;
  }
  const exponent = a * log(x) - lgamma1p(a);
  return -expm1(exponent) - exp(exponent) * a * sum;
}

function incomplete(a: number, x: number, upper: boolean): number {
  if (a < 0 || x < 0 || (a === 0 && !(x > 0)) || (a === Infinity && x === Infinity)) return NaN;
  if (a === 0 || x === Infinity) return upper ? 0 : 1;
  if (x === 0 || a === Infinity) return upper ? 1 : 0;
  if (a !== a || x !== x) return NaN;
  if (a >= 100 && Math.abs(x - a) < 0.3 * a) return temmeQ(a, x, upper);
  if (upper && x < 1.1) return upperSeries(a, x);
  if (x < a + 1) {
    const lower = lowerSeries(a, x);
    return upper ? 1 - lower : lower;
  }
  const above = upperFraction(a, x);
  return upper ? above : 1 - above;
}

/** The regularised lower incomplete gamma function P(a, x). */
export function igamma(a: number, x: number): number {
  return incomplete(a, x, false);
}

/** The regularised upper one, Q(a, x) = 1 - P(a, x). */
export function igammac(a: number, x: number): number {
  return incomplete(a, x, true);
}
