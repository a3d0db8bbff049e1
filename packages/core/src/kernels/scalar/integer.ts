/**
 * Arithmetic on integers.
 *
 * int32 and uint8 wrap, mostly by being stored: an Int32Array keeps the low 32 bits of what a double holds exactly.
 * int64 lives in doubles: a result beyond MAX_INT64 throws instead of being rounded. A true result beyond it
 * cannot round to one within, so looking at the result is enough. Zero is never left negative, since a later
 * conversion to float would show it.
 */
import { MAX_INT64 } from "../../dtype.ts";
import { TensorError } from "../../errors.ts";
import { POWER, POWER_ZERO } from "./tables.ts";

function overflow(op: string, value: number): TensorError {
  return new TensorError(
    op,
    `the int64 result ${value} is beyond ±(2^53 - 1), up to which int64 is exact here; use float64 for larger values`,
    { dtypes: ["int64"] },
  );
}

/** The int64 result itself, if it is exact. */
export function exact(op: string, value: number): number {
  if (value > MAX_INT64 || value < -MAX_INT64) throw overflow(op, value);
  return value + 0;
}

function zeroDivision(op: string): TensorError {
  return new TensorError(
    op,
    "ZeroDivisionError: integer division or modulo by zero; divide as floats, or mask the zeros",
  );
}

// ---- int64 -----------------------------------------------------------------------------------------------------------

export function negInt64(x: number): number {
  return 0 - x;
}

export function squareInt64(x: number): number {
  return exact("square", x * x);
}

export function addInt64(a: number, b: number): number {
  return exact("add", a + b);
}

export function addScaledInt64(a: number, b: number, alpha: number): number {
  return exact("add", a + exact("add", alpha * b));
}

export function subInt64(a: number, b: number): number {
  return exact("sub", a - b);
}

export function mulInt64(a: number, b: number): number {
  return exact("mul", a * b);
}

export function addcmulInt64(x: number, a: number, b: number, value: number): number {
  return exact("addcmul", x + exact("addcmul", value * exact("addcmul", a * b)));
}

export function powInt64(base: number, exponent: number): number {
  if (exponent < 0) return powNegative(base, exponent);
  let result = 1;
  for (let rest = exponent; ;) {
    if (rest % 2 === 1) result = exact("pow", result * base);
    rest = Math.floor(rest / 2);
    if (rest === 0) return result;
    // 0, 1 and -1 have powers of any height; all others soon leave the exact range.
    base = exact("pow", base * base);
  }
}

function powNegative(base: number, exponent: number): number {
  if (base === 1) return 1;
  if (base === -1) return exponent % 2 === 0 ? 1 : -1;
  return 0;
}

const two32 = 4294967296;

/** Whether a bitwise operator of JavaScript sees the whole value. */
function isInt32(x: number): boolean {
  return x === (x | 0);
}

/** Puts the halves of a two's complement number together again. */
function join(op: string, high: number, low: number): number {
  return exact(op, high * two32 + (low >>> 0));
}

export function bitwiseNotInt64(x: number): number {
  return exact("bitwiseNot", -1 - x);
}

export function bitwiseAndInt64(a: number, b: number): number {
  if (isInt32(a) && isInt32(b)) return a & b;
  return join("bitwiseAnd", Math.floor(a / two32) & Math.floor(b / two32), a & b);
}

export function bitwiseOrInt64(a: number, b: number): number {
  if (isInt32(a) && isInt32(b)) return a | b;
  return join("bitwiseOr", Math.floor(a / two32) | Math.floor(b / two32), a | b);
}

export function bitwiseXorInt64(a: number, b: number): number {
  if (isInt32(a) && isInt32(b)) return a ^ b;
  return join("bitwiseXor", Math.floor(a / two32) ^ Math.floor(b / two32), a ^ b);
}

/** Shifts by negative or too many bits give 0, as PyTorch 2 defines it. */
export function leftShiftInt64(a: number, b: number): number {
  if (b < 0 || b > 63) return 0;
  // Bits shifted out at the top are lost in PyTorch, so the wrapped result may fit although the product does not.
  const product = a * POWER[b + POWER_ZERO];
  return Math.abs(product) <= MAX_INT64
    ? product + 0
    : exact("bitwiseLeftShift", Number(BigInt.asIntN(64, BigInt(a) << BigInt(b))));
}

/** Shifts by negative or too many bits leave only the sign. */
export function rightShiftInt64(a: number, b: number): number {
  return Math.floor(a / POWER[(b < 0 || b > 63 ? 63 : b) + POWER_ZERO]);
}

export function gcdInt64(a: number, b: number): number {
  a = Math.abs(a);
  b = Math.abs(b);
  while (b !== 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

export function lcmInt64(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  return exact("lcm", Math.abs((a / gcdInt64(a, b)) * b));
}

/** Of any integer type: quotient and remainder of doubles are exact for integers. */
export function fmodInt(a: number, b: number): number {
  if (b === 0) throw zeroDivision("fmod");
  return (a % b) + 0;
}

export function remainderInt(a: number, b: number): number {
  if (b === 0) throw zeroDivision("remainder");
  const mod = (a % b) + 0;
  return mod !== 0 && mod < 0 !== b < 0 ? mod + b : mod;
}

export function divTruncInt(a: number, b: number): number {
  if (b === 0) throw zeroDivision("div");
  return (a - (a % b)) / b + 0;
}

export function divFloorInt(a: number, b: number): number {
  if (b === 0) throw zeroDivision("div");
  const mod = a % b;
  const quotient = (a - mod) / b + 0;
  return mod !== 0 && mod < 0 !== b < 0 ? quotient - 1 : quotient;
}

// ---- int32 and uint8 -------------------------------------------------------------------------------------------------

export const mulInt32: (a: number, b: number) => number = Math.imul;

export function squareInt32(x: number): number {
  return Math.imul(x, x);
}

export function addScaledInt32(a: number, b: number, alpha: number): number {
  return a + Math.imul(alpha, b);
}

export function addcmulInt32(x: number, a: number, b: number, value: number): number {
  return x + Math.imul(value, Math.imul(a, b));
}

/** Also of uint8, whose store keeps the low 8 of the 32 bits. */
export function powInt32(base: number, exponent: number): number {
  if (exponent < 0) return powNegative(base, exponent);
  let result = 1;
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if (rest & 1) result = Math.imul(result, base);
    base = Math.imul(base, base);
  }
  return result;
}

export function bitwiseNot(x: number): number {
  return ~x;
}

export function bitwiseAnd(a: number, b: number): number {
  return a & b;
}

export function bitwiseOr(a: number, b: number): number {
  return a | b;
}

export function bitwiseXor(a: number, b: number): number {
  return a ^ b;
}

export function leftShiftInt32(a: number, b: number): number {
  return b < 0 || b > 31 ? 0 : a << b;
}

export function rightShiftInt32(a: number, b: number): number {
  return a >> (b < 0 || b > 31 ? 31 : b);
}

// ---- bool ------------------------------------------------------------------------------------------------------------

export function addScaledBool(a: number, b: number, alpha: number): number {
  return a | (b & +(alpha !== 0));
}

export function notBool(x: number): number {
  return x ^ 1;
}

/** Any integer or bool as it is: what rounding does to it. */
export function identity(x: number): number {
  return x;
}

/** No integer is NaN or infinite. */
export function never(_x: number): number {
  return 0;
}

export function always(_x: number): number {
  return 1;
}
