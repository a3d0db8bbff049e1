/** What the kernel tests share. */
import { type DType, newArray, type TypedArray } from "../../src/dtype.ts";

/** A small deterministic stream of numbers in [0, 1). */
export function numbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 4294967296;
  };
}

/** Random elements that suit a dtype; `low` and `high` bound floats and integers alike. */
export function randomArray(
  dtype: DType,
  length: number,
  seed: number,
  low = -4,
  high = 4,
): TypedArray {
  const next = numbers(seed);
  const array = newArray(dtype, length);
  for (let i = 0; i < length; i++) {
    const value = low + (high - low) * next();
    if (dtype === "bool") array[i] = value > (low + high) / 2 ? 1 : 0;
    else if (dtype === "uint8") array[i] = Math.abs(Math.trunc(value));
    else array[i] = dtype.startsWith("float") ? value : Math.trunc(value) + 0;
  }
  return array;
}

/** What a store into the dtype's array leaves of a number. */
export function stored(dtype: DType, value: number): number {
  const array = newArray(dtype, 1);
  array[0] = value;
  return array[0];
}

/** Distance in units of the last place of the expected number. */
export function ulps(actual: number, expected: number, single = false): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  if (!Number.isFinite(expected) || !Number.isFinite(actual)) return Infinity;
  const bits = single ? 23 : 52;
  const least = single ? -149 : -1074;
  let exponent = Math.floor(Math.log2(Math.abs(expected)));
  if (2 ** exponent > Math.abs(expected)) exponent--;
  return Math.abs(actual - expected) / 2 ** Math.max(exponent - bits, least);
}

/** The numbers that JSON cannot say are strings there. */
export function decode(value: number | string): number {
  if (typeof value === "number") return value;
  return { nan: NaN, inf: Infinity, "-inf": -Infinity, "-0": -0 }[value] ?? NaN;
}
