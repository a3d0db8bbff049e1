/** The exponential of a matrix, by scaling it down, a rational approximation, and squaring. */
import { log2 } from "../scalar/logarithm.ts";
import { factorLU, solveLU } from "./lu.ts";
import { multiply } from "./multiply.ts";

/** Coefficients of the numerator of the [13/13] approximation of exp. */
const coefficients = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000,
  10559470521600, 670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
];
/** Up to this norm the approximation is exact in doubles. Source: Higham, The scaling and squaring method (2005). */
const RADIUS = 5.371920351148152;

/** Writes exp(a) into `out`; both n by n, row-major. */
export function exponential(
  n: number,
  a: Float64Array,
  ao: number,
  out: Float64Array,
  oo: number,
): void {
  const size = n * n;
  const x = a.slice(ao, ao + size);
  const norm = columnNorm(n, x);
  if (!Number.isFinite(norm)) {
    out.fill(NaN, oo, oo + size);
    return;
  }
  const squarings = norm > RADIUS ? Math.ceil(log2(norm / RADIUS)) : 0;
  const scale = 2 ** -squarings;
  for (let i = 0; i < size; i++) x[i] *= scale;
  const times = (p: Float64Array, q: Float64Array): Float64Array => {
    const result = new Float64Array(size);
    multiply(n, n, n, p, 0, n, 1, q, 0, n, 1, result, 0);
    return result;
  };
  const x2 = times(x, x);
  const x4 = times(x2, x2);
  const x6 = times(x4, x2);
  /** `c[first] I + c[first + 2] x² + c[first + 4] x⁴ + c[first + 6] x⁶`. */
  const even = (first: number, identity: boolean): Float64Array => {
    const result = new Float64Array(size);
    const c = coefficients;
    for (let i = 0; i < size; i++)
      result[i] = c[first + 2] * x2[i] + c[first + 4] * x4[i] + c[first + 6] * x6[i];
    if (identity) for (let i = 0; i < n; i++) result[i * (n + 1)] += c[first];
    return result;
  };
  // The odd part is x (x⁶ (c13 x⁶ + c11 x⁴ + c9 x²) + c7 x⁶ + … + c1 I), the even part likewise.
  const odd = times(x, sum(times(x6, even(7, false)), even(1, true)));
  const rest = sum(times(x6, even(6, false)), even(0, true));
  const denominator = new Float64Array(size);
  let result = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    denominator[i] = rest[i] - odd[i];
    result[i] = rest[i] + odd[i];
  }
  const pivots = new Int32Array(n);
  factorLU(n, n, denominator, 0, pivots, 0);
  solveLU(n, n, denominator, 0, pivots, 0, false, result, 0);
  for (let i = 0; i < squarings; i++) result = times(result, result) as Float64Array<ArrayBuffer>;
  out.set(result, oo);
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  for (let i = 0; i < a.length; i++) a[i] += b[i];
  return a;
}

/** The largest sum of sizes of a column. */
function columnNorm(n: number, x: Float64Array): number {
  let norm = 0;
  for (let j = 0; j < n; j++) {
    let total = 0;
    for (let i = 0; i < n; i++) total += Math.abs(x[i * n + j]);
    if (!(total <= norm)) norm = total;
  }
  return norm;
}
