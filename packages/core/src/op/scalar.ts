/** Plain numbers on their way into a tensor. */
import type { DType } from "../dtype.ts";
import { showValue, TensorError } from "../errors.ts";
import { castRow } from "../kernels/copy.ts";
import { newArray } from "../dtype.ts";

const given = new Float64Array(1);

/** The largest and smallest values that an integer dtype takes; uint8 wraps negative ones, as PyTorch does. */
const limits: Partial<Record<DType, readonly [low: number, high: number]>> = {
  int64: [-(2 ** 63), 2 ** 63],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint8: [-255, 255],
};

/** A number or boolean as `dtype` holds it: integers cut fractions off. Throws where it does not fit. */
export function castScalar(op: string, value: number | boolean, dtype: DType): number {
  if (typeof value !== "number" && typeof value !== "boolean") {
    throw new TensorError(op, `expected a number or a boolean, got ${showValue(value)}`);
  }
  const number = Number(value);
  if (dtype === "float64") return number;
  if (dtype === "float32") return Math.fround(number);
  const range = limits[dtype];
  const whole = Math.trunc(number);
  // Only integers wrap: a negative fraction has no unsigned value.
  const fits = dtype === "uint8" && !Number.isInteger(number) ? number >= 0 : true;
  if (range && !(fits && whole >= range[0] && whole <= range[1])) {
    throw new TensorError(
      op,
      `value ${number} cannot be converted to type ${dtype} without overflow`,
      { dtypes: [dtype] },
    );
  }
  given[0] = number;
  const cast = newArray(dtype, 1);
  castRow("float64", dtype)(1, given, 0, 1, cast, 0, 1);
  return cast[0];
}
