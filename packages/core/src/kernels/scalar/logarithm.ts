/**
 * Logarithms: x = 2^e · m, m is compared to the nearest c of a table, and log x = e ln 2 + log c + log(m / c), the last by
 * a short series (P. T. P. Tang, "Table-driven implementation of the logarithm function", ACM TOMS 16, 1990).
 */
import * as tables from "./tables.ts";

// See NOTE [Local aliases].
const {
  LN2_HIGH,
  LN2_LOW,
  LOG_CENTER,
  LOG_HALVED,
  LOG_HIGH,
  LOG_INVERSE,
  LOG_LOW,
  POWER,
  POWER_ZERO,
} = tables;

const value = new Float64Array(1);
const halves = new Int32Array(value.buffer);
value[0] = 1;
/** Which of the halves has the sign and the exponent. */
const TOP = halves[0] === 0 ? 1 : 0;

const TWO54 = 18014398509481984;

/** Natural logarithm, within 1.5 units in the last place. */
export function log(x: number): number {
  value[0] = x;
  const bits = halves[TOP];
  if (bits < 0x00100000 || bits >= 0x7ff00000) return logEdge(x);
  const i = ((bits & 0xfffff) + 0x1000) >> 13;
  // From the halved centers on the exponent is one more.
  const e = (bits >> 20) - 1023 + ((LOG_HALVED - 1 - i) >>> 31);
  const m = x * scaleDown(e);
  const c = LOG_CENTER[i];
  const u = (m - c) / (m + c);
  const w = u * u;
  const series = 2 * u + 2 * u * w * (1 / 3 + w * (1 / 5 + w * (1 / 7)));
  return e * LN2_HIGH + LOG_HIGH[i] + (LOG_LOW[i] + e * LN2_LOW + series);
}

/** 2^-e, also for e = 1024, where half of it is taken twice. */
function scaleDown(e: number): number {
  return POWER[POWER_ZERO - e];
}

function logEdge(x: number): number {
  if (x === 0) return -Infinity;
  if (x < 0 || x !== x) return NaN;
  if (x === Infinity) return x;
  // A subnormal number.
  return log(x * TWO54) - 54 * LN2_LOW - 54 * LN2_HIGH;
}

/** Natural logarithm for a float32 result. */
export function logSingle(x: number): number {
  value[0] = x;
  const bits = halves[TOP];
  if (bits < 0x00100000 || bits >= 0x7ff00000) return logEdge(x);
  const i = ((bits & 0xfffff) + 0x1000) >> 13;
  const e = (bits >> 20) - 1023 + ((LOG_HALVED - 1 - i) >>> 31);
  const u = x * scaleDown(e) * LOG_INVERSE[i] - 1;
  return (
    e * (LN2_HIGH + LN2_LOW) + LOG_HIGH[i] + u * (1 + u * (-1 / 2 + u * (1 / 3 + u * (-1 / 4))))
  );
}

/** log(1 + x) without cancellation near 0. */
export function log1p(x: number): number {
  if (Math.abs(x) < 0.03125) {
    // log((1 + u) / (1 - u)) with u = x / (2 + x)
    const u = x / (2 + x);
    const w = u * u;
    // 2u = x - x u
    return (
      x - (x * u - 2 * u * w * (1 / 3 + w * (1 / 5 + w * (1 / 7 + w * (1 / 9 + w * (1 / 11))))))
    );
  }
  const sum = 1 + x;
  if (!(sum > 0) || sum === Infinity) return sum === Infinity ? sum : x === -1 ? -Infinity : NaN;
  // What was lost when 1 was added, as a part of the sum.
  const lost = sum >= 2 ? 1 - (sum - x) : x - (sum - 1);
  return log(sum) + lost / sum;
}

/** The two parts of the last logarithm that `logParts` took. */
export const logResult: Float64Array = new Float64Array(2);
const parts = logResult;

/** log x of a positive finite x as a sum of two doubles, right to 2^-68 of it, in `parts`. */
export function logParts(x: number): void {
  let shift = 0;
  if (x < 2.2250738585072014e-308) {
    x *= TWO54;
    shift = 54;
  }
  value[0] = x;
  const bits = halves[TOP];
  const i = ((bits & 0xfffff) + 0x1000) >> 13;
  const e = (bits >> 20) - 1023 + ((LOG_HALVED - 1 - i) >>> 31);
  const m = x * scaleDown(e);
  const c = LOG_CENTER[i];
  const inverse = LOG_INVERSE[i];
  const f = m - c;
  // z = f / c in two parts: 24 bits, whose product with the few bits of c is exact, and the rest.
  const z = Math.fround(f * inverse);
  const rest = (f - z * c) * inverse;
  // log(1 + z) = z - z²/2 + z³/3 - …; z² is exact.
  const square = 0.5 * z * z;
  const cubic =
    z *
    z *
    z *
    (1 / 3 + z * (-1 / 4 + z * (1 / 5 + z * (-1 / 6 + z * (1 / 7 + z * (-1 / 8 + z * (1 / 9)))))));
  // log(1 + z + rest) = log(1 + z) + log(1 + rest / (1 + z))
  const more = rest / (1 + z);
  const small = more - 0.5 * more * more + cubic;
  const exponent = e - shift;
  const base = exponent * LN2_HIGH + LOG_HIGH[i];
  // base, z and -z²/2 are exact; their rounding errors are kept.
  const near = base + z;
  const nearLow = base === 0 ? 0 : z - (near - base);
  const high = near - square;
  const highLow = near - high - square;
  const low = nearLow + highLow + (LOG_LOW[i] + exponent * LN2_LOW + small);
  parts[0] = high + low;
  parts[1] = high - parts[0] + low;
}

/** Dekker's splitting: the high 26 bits. */
function highBits(x: number): number {
  const c = x * 134217729;
  return c - (c - x);
}

/** The last logarithm taken by `logParts`, times a constant given in two parts. */
function scaled(high: number, low: number): number {
  const a = parts[0];
  const ah = highBits(a);
  const bh = highBits(high);
  const product = a * high;
  const error = ah * bh - product + ah * (high - bh) + (a - ah) * bh + (a - ah) * (high - bh);
  return product + (error + a * low + parts[1] * high);
}

/** Powers of two are exact. */
export function log2(x: number): number {
  if (!(x > 0 && x < Infinity)) return logEdge(x);
  logParts(x);
  return scaled(Math.LOG2E, 2.0355273740931033e-17);
}

/** Powers of ten are exact. */
export function log10(x: number): number {
  if (!(x > 0 && x < Infinity)) return logEdge(x);
  logParts(x);
  return scaled(Math.LOG10E, 1.098319650216765e-17);
}
