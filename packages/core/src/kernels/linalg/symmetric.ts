/** Eigenvalues and eigenvectors of symmetric matrices: reduced to tridiagonal form, then by implicit QR steps. */
import { TensorError } from "../../errors.ts";
import { hypot } from "../scalar/trigonometric.ts";

/** Steps for one eigenvalue before giving up; two or three are usual. */
const MOST_STEPS = 60;

/**
 * The eigenvalues of a symmetric matrix (n by n, row-major; the lower triangle is read; it is overwritten) in ascending
 * order. Where `vectors` is given its row i becomes the i-th eigenvector.
 */
export function eigenSymmetric(
  n: number,
  a: Float64Array,
  ao: number,
  values: Float64Array,
  vo: number,
  vectors: Float64Array | null,
  eo: number,
): void {
  if (n === 0) return;
  const d = new Float64Array(n);
  const e = new Float64Array(n);
  // Rows are vectors: what a rotation combines lies side by side.
  const z = vectors && new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) a[ao + i * n + j] = a[ao + j * n + i];
  tridiagonalize(n, a, ao, d, e, z);
  diagonalize(n, d, e, z);
  const order = Int32Array.from(d.keys()).sort((i, j) => d[i] - d[j]);
  for (let i = 0; i < n; i++) {
    values[vo + i] = d[order[i]];
    if (vectors && z) vectors.set(z.subarray(order[i] * n, (order[i] + 1) * n), eo + i * n);
  }
}

/**
 * Reflects rows and columns until only the diagonal `d` and its neighbour `e` are left; the rows of `z` become the transposed
 * product of the reflections.
 */
function tridiagonalize(
  n: number,
  a: Float64Array,
  ao: number,
  d: Float64Array,
  e: Float64Array,
  z: Float64Array | null,
): void {
  const factors = new Float64Array(n);
  const p = new Float64Array(n);
  for (let k = 0; k + 2 < n; k++) {
    const tau = columnReflection(n, a, ao, k);
    factors[k] = tau;
    d[k] = a[ao + k * n + k];
    // The new neighbour stands where the vector's leading 1 goes.
    e[k] = a[ao + (k + 1) * n + k];
    if (tau === 0) continue;
    a[ao + (k + 1) * n + k] = 1;
    let dot = 0;
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += a[ao + i * n + j] * a[ao + j * n + k];
      p[i] = tau * sum;
      dot += p[i] * a[ao + i * n + k];
    }
    for (let i = k + 1; i < n; i++) p[i] -= 0.5 * tau * dot * a[ao + i * n + k];
    for (let i = k + 1; i < n; i++) {
      const [vi, pi] = [a[ao + i * n + k], p[i]];
      for (let j = k + 1; j < n; j++) a[ao + i * n + j] -= vi * p[j] + pi * a[ao + j * n + k];
    }
  }
  if (n > 1) {
    d[n - 2] = a[ao + (n - 2) * n + n - 2];
    e[n - 2] = a[ao + (n - 1) * n + n - 2];
  }
  d[n - 1] = a[ao + (n - 1) * n + n - 1];
  if (z) accumulate(n, a, ao, factors, z);
}

/** Makes the reflection that clears column k below the place under the diagonal; answers its factor. */
function columnReflection(n: number, a: Float64Array, ao: number, k: number): number {
  const head = ao + (k + 1) * n + k;
  let scale = 0;
  for (let i = k + 2; i < n; i++) scale = Math.max(scale, Math.abs(a[ao + i * n + k]));
  if (scale === 0) return 0;
  scale = Math.max(scale, Math.abs(a[head]));
  let sum = 0;
  for (let i = k + 1; i < n; i++) sum += (a[ao + i * n + k] / scale) * (a[ao + i * n + k] / scale);
  const alpha = a[head];
  const beta = alpha > 0 ? -scale * Math.sqrt(sum) : scale * Math.sqrt(sum);
  for (let i = k + 2; i < n; i++) a[ao + i * n + k] /= alpha - beta;
  a[head] = beta;
  return (beta - alpha) / beta;
}

/** The transposed product of the reflections: z = (H0 H1 …)ᵀ, so that each row of it is a column of the product. */
function accumulate(
  n: number,
  a: Float64Array,
  ao: number,
  factors: Float64Array,
  z: Float64Array,
): void {
  for (let i = 0; i < n; i++) z[i * n + i] = 1;
  for (let k = n - 3; k >= 0; k--) {
    const tau = factors[k];
    if (tau === 0) continue;
    // Only rows and columns from k + 1 on are touched yet.
    for (let r = k + 1; r < n; r++) {
      let sum = 0;
      for (let i = k + 1; i < n; i++) sum += z[r * n + i] * a[ao + i * n + k];
      sum *= tau;
      for (let i = k + 1; i < n; i++) z[r * n + i] -= sum * a[ao + i * n + k];
    }
  }
}

/** Turns the tridiagonal matrix into a diagonal one by rotations, and the rows of `z` with it. */
function diagonalize(n: number, d: Float64Array, e: Float64Array, z: Float64Array | null): void {
  let high = n - 1;
  let steps = 0;
  while (high > 0) {
    if (Number.isNaN(d[high]) || Number.isNaN(e[high - 1])) {
      d.fill(NaN);
      z?.fill(NaN);
      return;
    }
    let low = high;
    while (low > 0 && !negligible(d, e, low - 1)) low--;
    if (low > 0) e[low - 1] = 0;
    if (low === high) {
      high--;
      steps = 0;
      continue;
    }
    if (++steps > MOST_STEPS) {
      throw new TensorError(
        "linalg.eigh",
        `the algorithm failed to converge: ${high} eigenvalues are left after ${MOST_STEPS} steps`,
      );
    }
    rotate(n, low, high, d, e, z);
  }
}

function negligible(d: Float64Array, e: Float64Array, i: number): boolean {
  return (
    Math.abs(e[i]) <= Number.EPSILON * (Math.abs(d[i]) + Math.abs(d[i + 1])) ||
    Math.abs(e[i]) < Number.MIN_VALUE / Number.EPSILON
  );
}

/** One QR step on the part from `low` to `high`, shifted by the eigenvalue of its last two by two that is nearer to its end. */
function rotate(
  n: number,
  low: number,
  high: number,
  d: Float64Array,
  e: Float64Array,
  z: Float64Array | null,
): void {
  const half = (d[high - 1] - d[high]) / 2;
  const last = e[high - 1];
  const root = hypot(half, last);
  const shift = d[high] - (last / (half + (half < 0 ? -root : root))) * last;
  let x = d[low] - shift;
  let bulge = e[low];
  for (let k = low; k < high; k++) {
    const r = hypot(x, bulge);
    const c = r === 0 ? 1 : x / r;
    const s = r === 0 ? 0 : bulge / r;
    if (k > low) e[k - 1] = r;
    const [upper, lower, between] = [d[k], d[k + 1], e[k]];
    d[k] = c * c * upper + 2 * c * s * between + s * s * lower;
    d[k + 1] = s * s * upper - 2 * c * s * between + c * c * lower;
    e[k] = c * s * (lower - upper) + (c * c - s * s) * between;
    if (k < high - 1) {
      x = e[k];
      bulge = s * e[k + 1];
      e[k + 1] *= c;
    }
    if (!z) continue;
    for (let i = 0, p = k * n, q = p + n; i < n; i++, p++, q++) {
      const [first, second] = [z[p], z[q]];
      z[p] = c * first + s * second;
      z[q] = c * second - s * first;
    }
  }
}
