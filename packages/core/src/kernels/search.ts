import type { TypedArray } from "../dtype.ts";

/**
 * How many of the `n` sorted values (`sorted[so + order]`) come before `value`: all below it, and with `right` those equal
 * to it too. What is not known to come after a NaN comes before it. `order`, where given, says in which order the values are sorted.
 */
export function countBefore(
  n: number,
  sorted: TypedArray,
  so: number,
  order: TypedArray | null,
  oo: number,
  value: number,
  right: boolean,
): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const x = sorted[so + (order === null ? middle : order[oo + middle])];
    if (right ? !(x > value) : !(x >= value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
