/**
 * Exponentials: the argument is cut into n ln2/64 + r, and e^x = 2^(n >> 6) · 2^((n & 63) / 64) · e^r, with the middle
 * factor from a table and e^r by its series, |r| < 0.0055 (P. T. P. Tang, "Table-driven implementation of the
 * exponential function", ACM TOMS 15, 1989). Math.exp costs five times as much, and is not the same on all engines.
 */
import * as tables from "./tables.ts";

// See NOTE [Local aliases].
const { EXP_HIGH, EXP_LOW, POWER, POWER_ZERO } = tables;

/** Adding and taking it away rounds to an integer. */
const TO_INTEGER = 6755399441055744;
const STEPS_PER_UNIT = 92.33248261689366; // 64 / ln 2
// ln 2 / 64; the high part has 34 bits, so that its product with n is exact.
const STEP_HIGH = 0.010830424695996044;
const STEP_LOW = 2.5310172166650877e-13;
const LN2 = Math.LN2;
// The series' coefficients, shifted a little so that its cut-off error is spread over the whole interval: 4e-18.
const C2 = 0.4999999999998504;
const C3 = 0.16666666666664529;
const C4 = 0.041666707435930685;
const C5 = 0.008333339157513314;

/** e^x, within 0.6 units in the last place. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 708)) return expEdge(x, 0);
  const t = x * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER;
  const n = t | 0;
  const r = x - t * STEP_HIGH - t * STEP_LOW;
  const rest = r + r * r * (C2 + r * (C3 + r * (C4 + r * C5)));
  const high = EXP_HIGH[n & 63];
  return (high + (EXP_LOW[n & 63] + high * rest)) * POWER[(n >> 6) + POWER_ZERO];
}

/** e^(x + low) for every x: also where the result, or a factor of it, leaves the range of normal numbers. */
export function expEdge(x: number, low: number): number {
  if (x !== x) return x;
  if (x > 709.79) return Infinity;
  if (x < -745.2) return 0;
  const t = x * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER;
  const n = t | 0;
  const r = x - t * STEP_HIGH - t * STEP_LOW + low;
  const rest = r + r * r * (C2 + r * (C3 + r * (C4 + r * C5)));
  const high = EXP_HIGH[n & 63];
  return scale(high + (EXP_LOW[n & 63] + high * rest), n >> 6);
}

/** The two parts of the last power that `expParts` took. */
export const expResult: Float64Array = new Float64Array(2);
const parts = expResult;

/** Answers n, so that e^(x + low) is the sum of the parts times 2^n; |x| below 800, |low| below 1e-4. */
export function expParts(x: number, low: number): number {
  const t = x * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER;
  const n = t | 0;
  const r = x - t * STEP_HIGH - t * STEP_LOW + low;
  const high = EXP_HIGH[n & 63];
  parts[0] = high;
  parts[1] = EXP_LOW[n & 63] + high * (r + r * r * (C2 + r * (C3 + r * (C4 + r * C5))));
  return n >> 6;
}

/** What is left of e^x far to the left. A factor that is infinite makes NaN of it, so it is multiplied nevertheless. */
export const UNDERFLOW = 0;

/** y · 2^e in two steps, of which only the second can round. */
export function scale(y: number, e: number): number {
  const half = e >> 1;
  return y * POWER[half + POWER_ZERO] * POWER[e - half + POWER_ZERO];
}

/** e^x for a float32 result: relative error below 4e-11. */
export function expSingle(x: number): number {
  // Infinity in the table for what is above; what is below is 0 in float32. NaN comes out as NaN.
  const clipped = Math.min(Math.max(x, -740), 710);
  const t = clipped * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER;
  const n = t | 0;
  const r = clipped - t * (LN2 / 64);
  return (
    EXP_HIGH[n & 63] * (1 + r * (1 + r * (1 / 2 + r * (1 / 6)))) * POWER[(n >> 6) + POWER_ZERO]
  );
}

/** 2^x; powers of integers are exact. */
export function exp2(x: number): number {
  if (!(Math.abs(x) < 1021)) return exp2Edge(x);
  const t = x * 64 + TO_INTEGER - TO_INTEGER;
  const n = t | 0;
  const r = (x - t * (1 / 64)) * LN2;
  const rest = r + r * r * (C2 + r * (C3 + r * (C4 + r * C5)));
  const high = EXP_HIGH[n & 63];
  return (high + (EXP_LOW[n & 63] + high * rest)) * POWER[(n >> 6) + POWER_ZERO];
}

function exp2Edge(x: number): number {
  if (x !== x) return x;
  if (x >= 1024) return Infinity;
  if (x < -1075) return 0;
  const whole = Math.floor(x);
  return scale(exp2(x - whole), whole);
}

/** e^x - 1 without cancellation near 0. */
export function expm1(x: number): number {
  if (!(Math.abs(x) < 38)) return x < 0 ? -1 : exp(x) - 1;
  const t = x * STEPS_PER_UNIT + TO_INTEGER - TO_INTEGER;
  const n = t | 0;
  const r = x - t * STEP_HIGH - t * STEP_LOW;
  const rest = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
  if (n === 0) return x === 0 ? x : rest;
  const high = EXP_HIGH[n & 63];
  const power = POWER[(n >> 6) + POWER_ZERO];
  return high * power - 1 + (EXP_LOW[n & 63] + high * rest) * power;
}
