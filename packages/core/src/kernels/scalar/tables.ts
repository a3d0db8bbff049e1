/**
 * Tables of powers of two and logarithms, worked out when the module loads, with plain arithmetic only, so that they
 * are the same on every engine. Entries that need more than a double hold have a high and a low part.
 */

// NOTE [Local aliases]
// V8 folds a constant of the module itself into the machine code, but reads an imported one (and an exported one) from
// a cell each time, and then does not know that it is a typed array of fixed length: loops take twice as long. So hot
// modules take what they import into constants of their own. It also keeps loops fast where a tool turns modules into
// CommonJS, whose imports are getters.

/** Entries of the exponential's table; the argument is cut into multiples of ln 2 / EXP_STEPS. */
const EXP_STEPS = 64;

/** `POWER[e + POWER_ZERO]` is 2^e, for e from -1074 to 1024, which is Infinity. */
export const POWER_ZERO = 1074;
export const POWER: Float64Array = new Float64Array(2099);

/** 2^(j / 64) = EXP_HIGH[j] + EXP_LOW[j]. */
export const EXP_HIGH: Float64Array = new Float64Array(EXP_STEPS);
export const EXP_LOW: Float64Array = new Float64Array(EXP_STEPS);

/**
 * A number between 1 and 2 is compared to the nearest c = 1 + i / 128, or to half of it from `LOG_HALVED` on, which
 * keeps logarithms of numbers near 1 free of cancellation. log c = LOG_HIGH[i] + LOG_LOW[i], where the high part is a
 * multiple of 2^-42, so that multiples of LN2_HIGH are added to it exactly.
 */
export const LOG_STEPS = 128;
export const LOG_HALVED = 54;
export const LOG_CENTER: Float64Array = new Float64Array(LOG_STEPS + 1);
export const LOG_INVERSE: Float64Array = new Float64Array(LOG_STEPS + 1);
export const LOG_HIGH: Float64Array = new Float64Array(LOG_STEPS + 1);
export const LOG_LOW: Float64Array = new Float64Array(LOG_STEPS + 1);

/** ln 2 = LN2_HIGH + LN2_LOW; the high part is a multiple of 2^-42. */
export const LN2_HIGH = 0.6931471805598903;
export const LN2_LOW = 5.497923018708371e-14;

// Sums of two doubles, high and low part, that arithmetic leaves in these; destructured pairs would cost a
// millisecond at start-up.
let high = 0;
let low = 0;

/** a + b, rounded and the error. */
function add(a: number, b: number): void {
  high = a + b;
  const part = high - a;
  low = a - (high - part) + (b - part);
}

/** a · b, rounded and the error; Dekker's halves of 26 bits multiply without rounding. */
function multiply(a: number, b: number): void {
  const splitter = 134217729; // 2^27 + 1
  const ca = a * splitter;
  const cb = b * splitter;
  const ah = ca - (ca - a);
  const bh = cb - (cb - b);
  const al = a - ah;
  const bl = b - bh;
  high = a * b;
  low = ah * bh - high + ah * bl + al * bh + al * bl;
}

function addPairs(ah: number, al: number, bh: number, bl: number): void {
  add(ah, bh);
  add(high, low + al + bl);
}

function multiplyPairs(ah: number, al: number, bh: number, bl: number): void {
  multiply(ah, bh);
  add(high, low + ah * bl + al * bh);
}

for (let i = 0, power = Number.MIN_VALUE; i < POWER.length; i++, power *= 2) POWER[i] = power;

{
  const rootHigh = 1.0108892860517005; // 2^(1/64)
  const rootLow = -1.5234778603368577e-17;
  high = 1;
  low = 0;
  for (let j = 0; j < EXP_STEPS; j++) {
    EXP_HIGH[j] = high;
    EXP_LOW[j] = low;
    multiplyPairs(high, low, rootHigh, rootLow);
  }
}

{
  const grid = 4398046511104; // 2^42
  let logHigh = 0;
  let logLow = 0;
  for (let i = 0; i < LOG_STEPS; i++) {
    const halved = i >= LOG_HALVED;
    LOG_CENTER[i] = (1 + i / LOG_STEPS) / (halved ? 2 : 1);
    LOG_INVERSE[i] = 1 / LOG_CENTER[i];
    if (halved) addPairs(logHigh, logLow, -Math.LN2, -2.3190468138462996e-17);
    else addPairs(logHigh, logLow, 0, 0);
    LOG_HIGH[i] = Math.round(high * grid) / grid;
    LOG_LOW[i] = high - LOG_HIGH[i] + low;
    // log(c + 1/128) - log(c) = 2 (z + z^3 / 3 + z^5 / 5 + …), z = 1 / (2 c * 128 + 1)
    const denominator = 2 * (LOG_STEPS + i) + 1;
    const z = 1 / denominator;
    multiply(z, denominator);
    const zLow = (1 - high - low) * z;
    multiplyPairs(z, zLow, z, zLow);
    multiplyPairs(high, low, z, zLow);
    const cube = high;
    const square = z * z;
    multiplyPairs(high, low, 0.3333333333333333, 1.850371707708594e-17);
    addPairs(z, zLow, high, low);
    addPairs(high, low, cube * square * (1 / 5 + square * (1 / 7 + square * (1 / 9))), 0);
    addPairs(logHigh, logLow, 2 * high, 2 * low);
    logHigh = high;
    logLow = low;
  }
  // The last one is log 1, which must be 0 to the last bit.
  LOG_CENTER[LOG_STEPS] = 1;
  LOG_INVERSE[LOG_STEPS] = 1;
}
