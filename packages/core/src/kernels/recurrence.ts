import type { TypedArray } from "../dtype.ts";

/**
 * The linear recurrence `out[i] = x[i] + c[i] * out[i - 1]`, kept in doubles while it runs. Backwards (all strides
 * negative, the offsets at the ends) it is `out[i] = x[i] + c[i + 1] * out[i + 1]`: `c[i]` links i - 1 and i either way.
 */
export function recurrenceRow(
  n: number,
  x: TypedArray,
  xo: number,
  xs: number,
  c: TypedArray,
  co: number,
  cs: number,
  out: TypedArray,
  oo: number,
  os: number,
): void {
  let running = 0;
  for (let i = 0; i < n; i++, xo += xs, co += cs, oo += os) {
    running = i === 0 ? x[xo] : x[xo] + c[co] * running;
    out[oo] = running;
  }
}
