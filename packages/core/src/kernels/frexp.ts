/** Numbers taken apart: a mantissa of size 1/2 to 1 times a power of two. */

const value = new Float64Array(1);
const halves = new Int32Array(value.buffer);
value[0] = 1;
/** Which of the halves has the sign and the exponent. */
const TOP = halves[0] === 0 ? 1 : 0;
const TWO54 = 18014398509481984;

/** `x[xo + i] = mantissa[i] * 2 ** exponent[i]`; 0, NaN and the infinities are their own mantissas. */
export function frexp(
  n: number,
  x: Float32Array | Float64Array,
  xo: number,
  mantissa: Float32Array | Float64Array,
  exponent: Int32Array,
): void {
  for (let i = 0; i < n; i++) {
    const given = x[xo + i];
    mantissa[i] = given;
    exponent[i] = 0;
    if (given === 0 || given - given !== 0) continue;
    // Subnormal numbers are lifted first.
    const lift = Math.abs(given) < 2.2250738585072014e-308 ? 54 : 0;
    value[0] = lift === 0 ? given : given * TWO54;
    const bits = halves[TOP];
    exponent[i] = ((bits >>> 20) & 0x7ff) - 1022 - lift;
    halves[TOP] = (bits & 0x800fffff) | 0x3fe00000;
    mantissa[i] = value[0];
  }
}
