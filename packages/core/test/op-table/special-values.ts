/**
 * Special functions the slow way, by their definitions: sums and integrals. The trapezoidal rule is exact to the last
 * digits for integrands that are periodic, or that fall off as fast as exp(-cosh t).
 */

/** The sum of terms until they no longer count. */
function series(term: (k: number) => number, first = 0): number {
  let sum = 0;
  for (let k = first; k < first + 400; k++) sum += term(k);
  return sum;
}

function trapezoid(f: (t: number) => number, from: number, to: number, steps: number): number {
  const step = (to - from) / steps;
  let sum = (f(from) + f(to)) / 2;
  for (let i = 1; i < steps; i++) sum += f(from + i * step);
  return sum * step;
}

/** 2 / sqrt(π) e^(-x²) times the sum of 2^k x^(2k + 1) / (1 · 3 ⋯ (2k + 1)), in which nothing cancels. */
export function erf(x: number): number {
  let term = x;
  const sum = series((k) => {
    if (k > 0) term *= (2 * x * x) / (2 * k + 1);
    return term;
  });
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** B(2k) of Bernoulli's numbers. */
const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730];

/** How far an argument is moved up, to where asymptotic series are exact. */
const UP = 20;

/** log Γ of a positive number, by Stirling's series for x + UP. */
export function lgamma(x: number): number {
  if (x === 0) return Infinity;
  let below = 0;
  for (let k = 0; k < UP; k++) below += Math.log(x + k);
  const z = x + UP;
  const tail = bernoulli.reduce(
    (sum, b, i) => sum + b / ((2 * i + 2) * (2 * i + 1) * z ** (2 * i + 1)),
    0,
  );
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + tail - below;
}

export function digamma(x: number): number {
  if (x === 0) return -Infinity;
  let below = 0;
  for (let k = 0; k < UP; k++) below += 1 / (x + k);
  const z = x + UP;
  const tail = bernoulli.reduce((sum, b, i) => sum + b / ((2 * i + 2) * z ** (2 * i + 2)), 0);
  return Math.log(z) - 1 / (2 * z) - tail - below;
}

/** The sum of (q + k)^-s, its tail by Euler's and Maclaurin's formula. */
export function zeta(s: number, q: number): number {
  let sum = 0;
  for (let k = 0; k < UP + s; k++) sum += (q + k) ** -s;
  const z = q + Math.ceil(UP + s);
  sum += z ** (1 - s) / (s - 1) + z ** -s / 2;
  let rising = s;
  let factorial = 2;
  bernoulli.forEach((b, i) => {
    sum += (b * rising) / factorial / z ** (s + 2 * i + 1);
    rising *= (s + 2 * i + 1) * (s + 2 * i + 2);
    factorial *= (2 * i + 3) * (2 * i + 4);
  });
  return sum;
}

export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  return (-1) ** (n + 1) * Math.round(Math.exp(lgamma(n + 1))) * zeta(n + 1, x);
}

/** x^a e^-x times the sum of x^k / Γ(a + k + 1). */
export function igamma(a: number, x: number): number {
  return series((k) => Math.exp((a + k) * Math.log(x) - x - lgamma(a + k + 1)));
}

const PERIOD = 200;

/** J of an integer order. */
export function besselJ(n: number, x: number): number {
  return trapezoid((t) => Math.cos(n * t - x * Math.sin(t)), 0, Math.PI, PERIOD) / Math.PI;
}

/** I of an integer order. */
export function besselI(n: number, x: number): number {
  return (
    trapezoid((t) => Math.exp(x * Math.cos(t)) * Math.cos(n * t), 0, Math.PI, PERIOD) / Math.PI
  );
}

/** K of an integer order, of a positive number. */
export function besselK(n: number, x: number): number {
  if (x === 0) return Infinity;
  return trapezoid((t) => Math.exp(-x * Math.cosh(t)) * Math.cosh(n * t), 0, 8, 800);
}

/** Y of order 0 or 1, of a positive number: the series that goes with J's. */
export function besselY(n: number, x: number): number {
  if (x === 0) return -Infinity;
  const half = x / 2;
  const euler = 0.5772156649015329;
  const harmonic = (k: number): number => (k === 0 ? 0 : series((j) => (j <= k ? 1 / j : 0), 1));
  let power = half ** n;
  let sum = 0;
  for (let k = 0; k < 40; k++) {
    if (k > 0) power *= -(half * half) / (k * (k + n));
    sum += power * (n === 0 ? 2 * harmonic(k) : harmonic(k) + harmonic(k + 1));
  }
  const singular = n === 0 ? 0 : -2 / x;
  return (2 * (Math.log(half) + euler) * besselJ(n, x) + singular - sum) / Math.PI;
}

/** Ai by its power series: two solutions of y'' = x y with their values at 0. */
export function airy(x: number): number {
  let f = 1;
  let g = x;
  let [sumF, sumG] = [0, 0];
  for (let k = 0; k < 60; k++) {
    sumF += f;
    sumG += g;
    f *= x ** 3 / ((3 * k + 2) * (3 * k + 3));
    g *= x ** 3 / ((3 * k + 3) * (3 * k + 4));
  }
  return 0.3550280538878172 * sumF - 0.2588194037928068 * sumG;
}

/** The x in (low, high) where a rising f is y, by halving. */
export function inverse(f: (x: number) => number, y: number, low: number, high: number): number {
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < y) low = middle;
    else high = middle;
  }
  return low;
}

export function ndtr(x: number): number {
  return (1 + erf(x / Math.SQRT2)) / 2;
}
