/** The normal distribution's function, its logarithm and its inverse, and the entropy's terms. */
import * as logarithm from "./logarithm.ts";
import * as special from "./special.ts";

// See NOTE [Local aliases] in tables.ts.
const { log, log1p } = logarithm;
const { erfc, erfcx, erfinv } = special;

const SQRT_HALF = Math.SQRT1_2;

/** The part of the normal distribution below x. */
export function ndtr(x: number): number {
  return erfc(-x * SQRT_HALF) / 2;
}

/** log(ndtr(x)), also where that is too small for a number. */
export function logNdtr(x: number): number {
  if (x < -1) return log(erfcx(-x * SQRT_HALF) / 2) - (x * x) / 2;
  return log1p(-erfc(x * SQRT_HALF) / 2);
}

/** The x with ndtr(x) = p. */
export function ndtri(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p > 0.5) return -ndtri(1 - p);
  if (p > 0.02) return -Math.SQRT2 * erfinv(1 - 2 * p);
  // Newton's method on log(erfc(y) / 2) = log(p), which is nearly a parabola.
  const target = log(2 * p);
  let y = Math.sqrt(-target - log(Math.sqrt(-target)) / 2);
  for (let i = 0; i < 6; i++) {
    const scaled = erfcx(y);
    y += ((log(scaled) - y * y - target) * scaled * Math.sqrt(Math.PI)) / 2;
  }
  return -Math.SQRT2 * y;
}

/** -x log(x), and 0 at 0. */
export function entr(x: number): number {
  if (x !== x) return x;
  if (x > 0) return -x * log(x);
  return x === 0 ? 0 : -Infinity;
}
