/** Powers: the logarithm in two doubles, times the exponent, through the exponential. */
import * as exponential from "./exponential.ts";
import * as logarithm from "./logarithm.ts";

// See NOTE [Local aliases] in tables.ts.
const { exp, exp2, expEdge, expSingle } = exponential;
const { log, log1p, logParts, logResult: parts } = logarithm;

function highBits(x: number): number {
  const c = x * 134217729;
  return c - (c - x);
}

/** x^y as C and PyTorch define it: within 1 unit in the last place. */
export function pow(x: number, y: number): number {
  // The exponents that models use; a scalar exponent takes the same way for each element.
  if (y === 2) return x * x;
  if (y === 1) return x;
  if (y === 3) return x * x * x;
  if (y === -1) return 1 / x;
  if (y === 0 || x === 1) return 1;
  if (x !== x || y !== y) return NaN;
  if (y === 0.5 && x > 0) return Math.sqrt(x);
  const size = Math.abs(x);
  if (size === Infinity || size === 0) return powEdge(x, y);
  if (Math.abs(y) === Infinity) return size === 1 ? 1 : size > 1 === y > 0 ? Infinity : 0;
  if (x < 0) {
    if (y !== Math.trunc(y)) return NaN;
    const result = powPositive(size, y);
    return y % 2 === 0 ? result : -result;
  }
  return powPositive(size, y);
}

/** Of 0 and the infinities; an odd exponent keeps the sign. */
function powEdge(x: number, y: number): number {
  const size = (x === 0) === y > 0 ? 0 : Infinity;
  const negative = x < 0 || Object.is(x, -0);
  return negative && Math.abs(y % 2) === 1 ? -size : size;
}

function powPositive(x: number, y: number): number {
  logParts(x);
  const a = parts[0];
  const product = a * y;
  // Far outside of what has a power, where the exact product below would overflow.
  if (!(Math.abs(product) < 746)) return product > 0 ? Infinity : 0;
  if (Math.abs(y) < 1e-290) return 1;
  const ah = highBits(a);
  const yh = highBits(y);
  const error = ah * yh - product + ah * (y - yh) + (a - ah) * yh + (a - ah) * (y - yh);
  return expEdge(product, error + parts[1] * y);
}

/** x^y for a float32 result: what is lost between logarithm and exponential is below its last place. */
export function powSingle(x: number, y: number): number {
  if (y === 2) return x * x;
  if (!(x > 0 && x < Infinity) || x === 1) return pow(x, y);
  return expSingle(y * log(x));
}

/** log(e^a + e^b) without overflow. */
export function logaddexp(a: number, b: number): number {
  if (a === b && Math.abs(a) === Infinity) return a;
  const larger = Math.max(a, b);
  return larger + log1p(exp(Math.min(a, b) - larger));
}

/** log2(2^a + 2^b) without overflow. */
export function logaddexp2(a: number, b: number): number {
  if (a === b && Math.abs(a) === Infinity) return a;
  const larger = Math.max(a, b);
  return larger + log1p(exp2(Math.min(a, b) - larger)) * Math.LOG2E;
}

/** x log y, and 0 where x is 0, whatever y but NaN. */
export function xlogy(x: number, y: number): number {
  if (y !== y) return y;
  return x === 0 ? 0 : x * log(y);
}

/** x log(1 + y), and 0 where x is 0, whatever y but NaN. */
export function xlog1py(x: number, y: number): number {
  if (y !== y) return y;
  return x === 0 ? 0 : x * log1p(y);
}
