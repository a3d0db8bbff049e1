/** Rows of a matrix set to one and the same vector: what a product with a bias is added to. */
import type { TypedArray } from "../dtype.ts";

/** Rows of fewer elements are written one by one: a call of `set` costs as much. */
const SHORT = 16;

/** Sets m rows of n elements, `crs` apart from `co` on, to the n elements of x from `at` on. */
export function setRows(
  m: number,
  n: number,
  x: TypedArray,
  at: number,
  c: TypedArray,
  co: number,
  crs: number,
): void {
  if (n < SHORT) {
    for (let i = 0; i < m; i++, co += crs) for (let j = 0; j < n; j++) c[co + j] = x[at + j];
    return;
  }
  const row = x.subarray(at, at + n);
  for (let i = 0; i < m; i++, co += crs) c.set(row, co);
}
