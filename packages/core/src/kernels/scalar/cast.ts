/**
 * Conversions that the store into the typed array does not already do right. A Uint8Array keeps the low 8 bits of
 * the truncated value, an Int32Array the low 32 of an integer, and NaN becomes 0 in both: PyTorch's casts between
 * integers, and of floats to uint8.
 */
import { MAX_INT64 } from "../../dtype.ts";
import { TensorError } from "../../errors.ts";

/** A float to int32: towards zero; what does not fit, NaN too, becomes -2^31, as PyTorch's casts do on x86. */
export function toInt32(x: number): number {
  return x > -2147483649 && x < 2147483648 ? x | 0 : -2147483648;
}

/** A float to int64: towards zero. PyTorch makes -2^63 of what does not fit and of NaN; here it throws. */
export function toInt64(x: number): number {
  const whole = Math.trunc(x) + 0;
  if (!(whole <= MAX_INT64 && whole >= -MAX_INT64)) {
    throw new TensorError("to", `${x} has no int64 value: int64 is exact up to ±(2^53 - 1) here`, {
      dtypes: ["int64"],
    });
  }
  return whole;
}

/** Whatever is not 0 is true, NaN too. */
export function toBool(x: number): number {
  return +(x !== 0);
}

export function same(x: number): number {
  return x;
}
