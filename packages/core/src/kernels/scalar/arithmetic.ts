/** Arithmetic on floats, one number at a time. Kernels are these functions in a loop; see scripts/generate-kernels.ts. */

export const abs: (x: number) => number = Math.abs;
export const sqrt: (x: number) => number = Math.sqrt;
export const floor: (x: number) => number = Math.floor;
export const ceil: (x: number) => number = Math.ceil;
export const trunc: (x: number) => number = Math.trunc;

export function neg(x: number): number {
  return -x;
}

export function square(x: number): number {
  return x * x;
}

export function reciprocal(x: number): number {
  return 1 / x;
}

export function rsqrt(x: number): number {
  return 1 / Math.sqrt(x);
}

/** PyTorch answers 0 for NaN. */
export function sign(x: number): number {
  return +(x > 0) - +(x < 0);
}

// Adding and taking away 2^52 leaves an integer, rounded half to even by the processor.
const toInteger = 4503599627370496;

/** To the nearest integer, half to even; keeps the sign of zero. */
export function round(x: number): number {
  const size = Math.abs(x);
  if (!(size < toInteger)) return x;
  const rounded = size + toInteger - toInteger;
  return x < 0 || Object.is(x, -0) ? -rounded : rounded;
}

export function frac(x: number): number {
  return x - Math.trunc(x);
}

export function deg2rad(x: number): number {
  return x * 0.017453292519943295;
}

export function rad2deg(x: number): number {
  return x * 57.29577951308232;
}

export function nanToNum(x: number, nan: number, posinf: number, neginf: number): number {
  if (x - x === 0) return x;
  return x > 0 ? posinf : x < 0 ? neginf : nan;
}

export function add(a: number, b: number): number {
  return a + b;
}

export function sub(a: number, b: number): number {
  return a - b;
}

export function mul(a: number, b: number): number {
  return a * b;
}

export function div(a: number, b: number): number {
  return a / b;
}

/** `a + alpha * b`, as `torch.add(a, b, { alpha })`. */
export function addScaled(a: number, b: number, alpha: number): number {
  return a + alpha * b;
}

export function divTrunc(a: number, b: number): number {
  return Math.trunc(a / b);
}

/** PyTorch truncates the quotient after it was rounded to float32. */
export function divTruncSingle(a: number, b: number): number {
  return Math.trunc(Math.fround(a / b));
}

/** Python's floor division: from the exact remainder, so that the quotient does not round up to the next integer. */
export function divFloor(a: number, b: number): number {
  if (b === 0) return a / b;
  const mod = a % b;
  let quotient = (a - mod) / b;
  if (mod !== 0 && mod < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 ? -0 : 0;
  const whole = Math.floor(quotient);
  return quotient - whole > 0.5 ? whole + 1 : whole;
}

/** C's: the sign of the dividend. */
export function fmod(a: number, b: number): number {
  return a % b;
}

/** Python's: the sign of the divisor. */
export function remainder(a: number, b: number): number {
  const mod = a % b;
  return mod !== 0 && mod < 0 !== b < 0 ? mod + b : mod;
}

/** NaN wins. */
export const maximum: (a: number, b: number) => number = Math.max;
export const minimum: (a: number, b: number) => number = Math.min;

/** A number wins over NaN. */
export function fmax(a: number, b: number): number {
  if (a !== a) return b;
  return b !== b ? a : Math.max(a, b);
}

export function fmin(a: number, b: number): number {
  if (a !== a) return b;
  return b !== b ? a : Math.min(a, b);
}

function isNegative(x: number): boolean {
  return x < 0 || Object.is(x, -0);
}

export function copysign(a: number, b: number): number {
  const size = Math.abs(a);
  return isNegative(b) ? -size : size;
}

/** PyTorch answers 0 for NaN. */
export function heaviside(x: number, atZero: number): number {
  return x === 0 ? atZero : +(x > 0);
}

const float64 = new Float64Array(1);
const float64Bits = new BigInt64Array(float64.buffer);
const float32 = new Float32Array(1);
const float32Bits = new Int32Array(float32.buffer);

/** The next float64 after a in b's direction. */
export function nextafter(a: number, b: number): number {
  if (a !== a || b !== b) return NaN;
  if (a === b) return b;
  if (a === 0) return b > 0 ? 5e-324 : -5e-324;
  float64[0] = a;
  // Bits of floats of one sign are ordered as the floats' sizes are.
  float64Bits[0] += b > a === a > 0 ? 1n : -1n;
  return float64[0];
}

/** The next float32 after a in b's direction. */
export function nextafterSingle(a: number, b: number): number {
  if (a !== a || b !== b) return NaN;
  if (a === b) return b;
  if (a === 0) return b > 0 ? 1.401298464324817e-45 : -1.401298464324817e-45;
  float32[0] = a;
  float32Bits[0] += b > a === a > 0 ? 1 : -1;
  return float32[0];
}

/** NaN stays; where low exceeds high, high wins. */
export function clamp(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}

/** PyTorch's two formulas: each is exact at its end. */
export function lerp(a: number, b: number, weight: number): number {
  return Math.abs(weight) < 0.5 ? a + weight * (b - a) : b - (b - a) * (1 - weight);
}

export function addcmul(x: number, a: number, b: number, value: number): number {
  return x + value * a * b;
}

export function addcdiv(x: number, a: number, b: number, value: number): number {
  return x + (value * a) / b;
}

export function where(condition: number, a: number, b: number): number {
  return condition !== 0 ? a : b;
}
