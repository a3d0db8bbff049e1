/** Plain numbers on their way into a tensor. */
import { type DType, MAX_INT64, newArray, type TypedArray } from "../dtype.ts";
import { showValue, TensorError } from "../errors.ts";
import { castRow } from "../kernels/copy.ts";

/** The largest and smallest values that an integer dtype takes; uint8 wraps negative ones, as PyTorch does. */
const limits: Partial<Record<DType, readonly [low: number, high: number]>> = {
  int64: [-MAX_INT64, MAX_INT64],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint8: [-255, 255],
};

function fits(number: number, dtype: DType): boolean {
  const range = limits[dtype];
  if (!range) return true;
  // Only integers wrap: a negative fraction has no unsigned value.
  const low = dtype === "uint8" && !Number.isInteger(number) ? 0 : range[0];
  return number >= low && number <= range[1];
}

function tooLarge(op: string, number: number, dtype: DType): TensorError {
  // Within what 64 bits hold: what is missing is ours.
  const message =
    dtype === "int64" && Math.abs(number) <= 2 ** 63
      ? `value ${number} is beyond ±(2^53 - 1), up to which int64 is exact here; use float64 for larger values`
      : `value ${number} cannot be converted to type ${dtype} without overflow`;
  return new TensorError(op, message, { dtypes: [dtype] });
}

/** Numbers as `dtype` holds them: integers cut fractions off. Throws where one does not fit. */
export function castNumbers(op: string, numbers: Float64Array, dtype: DType): TypedArray {
  if (limits[dtype]) {
    const outside = numbers.find((number) => !fits(number, dtype));
    if (outside !== undefined) throw tooLarge(op, outside, dtype);
  }
  const cast = newArray(dtype, numbers.length);
  castRow("float64", dtype)(numbers.length, numbers, 0, 1, cast, 0, 1);
  return cast;
}

/** A number or boolean as `dtype` holds it: integers cut fractions off. Throws where it does not fit. */
export function castScalar(op: string, value: number | boolean, dtype: DType): number {
  if (typeof value !== "number" && typeof value !== "boolean") {
    throw new TensorError(op, `expected a number or a boolean, got ${showValue(value)}`);
  }
  const number = Number(value);
  if (dtype === "float64") return number;
  if (dtype === "float32") return Math.fround(number);
  if (!fits(number, dtype)) throw tooLarge(op, number, dtype);
  if (dtype === "bool") return number === 0 ? 0 : 1;
  const whole = Math.trunc(number);
  return dtype === "uint8" ? whole & 255 : whole + 0;
}
