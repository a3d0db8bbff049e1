/** Singular values and vectors by one-sided Jacobi rotations, which find small ones to full relative accuracy. */
import { log2 } from "../scalar/logarithm.ts";
import { applyReflections, factorQR } from "./householder.ts";

/** Sweeps over all pairs before giving up on further accuracy; six to ten are usual. */
const MOST_SWEEPS = 60;

/**
 * The singular values of a (m by n, row-major, m >= n; it is overwritten) in descending order into `values`. Where `u` is
 * given its first rows become the left singular vectors, completed to `uRows` orthonormal rows of length m; where `v` is
 * given its rows become the n right ones.
 */
export function singularValues(
  m: number,
  n: number,
  a: Float64Array,
  ao: number,
  values: Float64Array,
  so: number,
  u: Float64Array | null,
  uo: number,
  uRows: number,
  v: Float64Array | null,
  vo: number,
): void {
  // R has the same singular values, and is smaller; its vectors come back by the reflections.
  const tau = new Float64Array(n);
  if (m > n) factorQR(m, n, a, ao, tau, 0);
  // Rows of w are columns of the matrix: what a rotation combines lies side by side.
  const w = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = m > n ? i : 0; j < n; j++) w[j * n + i] = a[ao + i * n + j];
  const right = v && new Float64Array(n * n);
  if (right) for (let i = 0; i < n; i++) right[i * n + i] = 1;
  orthogonalize(n, w, right);
  const norms = new Float64Array(n);
  for (let j = 0; j < n; j++) norms[j] = Math.sqrt(dot(n, w, j * n, w, j * n));
  const order = Int32Array.from(norms.keys()).sort((i, j) => norms[j] - norms[i]);
  for (let j = 0; j < n; j++) values[so + j] = norms[order[j]];
  if (v && right)
    for (let j = 0; j < n; j++) v.set(right.subarray(order[j] * n, (order[j] + 1) * n), vo + j * n);
  if (u) leftVectors(m, n, w, norms, order, u, uo, uRows, m > n ? { a, ao, tau } : null);
}

/** Four sums at a time, so that none waits for the one before. */
function dot(n: number, x: Float64Array, xo: number, y: Float64Array, yo: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i < n - 3; i += 4) {
    s0 += x[xo + i] * y[yo + i];
    s1 += x[xo + i + 1] * y[yo + i + 1];
    s2 += x[xo + i + 2] * y[yo + i + 2];
    s3 += x[xo + i + 3] * y[yo + i + 3];
  }
  for (; i < n; i++) s0 += x[xo + i] * y[yo + i];
  return s0 + s1 + (s2 + s3);
}

/** Rotates pairs of rows of `w` until all are orthogonal, and the rows of `right` with them. */
function orthogonalize(n: number, w: Float64Array, right: Float64Array | null): void {
  let largest = 0;
  for (let i = 0; i < w.length; i++) {
    if (!Number.isFinite(w[i])) {
      w.fill(NaN);
      right?.fill(NaN);
      return;
    }
    largest = Math.max(largest, Math.abs(w[i]));
  }
  if (largest === 0) return;
  // Squares shall neither overflow nor vanish.
  const scale = 2 ** Math.round(log2(largest));
  for (let i = 0; i < w.length; i++) w[i] /= scale;
  const squares = new Float64Array(n);
  for (let sweep = 0, turned = true; turned && sweep < MOST_SWEEPS; sweep++) {
    turned = false;
    // Each rotation keeps these up to date, so rounding must not gather for longer than a sweep.
    for (let p = 0; p < n; p++) squares[p] = dot(n, w, p * n, w, p * n);
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) if (rotatePair(n, w, right, p, q, squares)) turned = true;
    }
  }
  for (let i = 0; i < w.length; i++) w[i] *= scale;
}

/** Makes two rows orthogonal; answers whether they were not. */
function rotatePair(
  n: number,
  w: Float64Array,
  right: Float64Array | null,
  p: number,
  q: number,
  squares: Float64Array,
): boolean {
  const gamma = dot(n, w, p * n, w, q * n);
  const alpha = squares[p];
  const beta = squares[q];
  if (gamma === 0 || Math.abs(gamma) <= Number.EPSILON * Math.sqrt(Math.abs(alpha * beta)))
    return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  squares[p] = alpha - t * gamma;
  squares[q] = beta + t * gamma;
  turn(n, w, p * n, q * n, c, c * t);
  if (right) turn(n, right, p * n, q * n, c, c * t);
  return true;
}

function turn(n: number, x: Float64Array, p: number, q: number, c: number, s: number): void {
  for (let i = 0; i < n; i++) {
    const first = x[p + i];
    const second = x[q + i];
    x[p + i] = c * first - s * second;
    x[q + i] = s * first + c * second;
  }
}

function leftVectors(
  m: number,
  n: number,
  w: Float64Array,
  norms: Float64Array,
  order: Int32Array,
  u: Float64Array,
  uo: number,
  uRows: number,
  reflections: { a: Float64Array; ao: number; tau: Float64Array } | null,
): void {
  const largest = n === 0 ? 0 : norms[order[0]];
  // Below this a direction is rounding noise: any that is orthogonal to the others will do.
  const least = largest * n * Number.EPSILON * Number.EPSILON;
  const columns = new Float64Array(m * uRows);
  let known = 0;
  for (; known < Math.min(n, uRows); known++) {
    const norm = norms[order[known]];
    if (!(norm > least)) break;
    for (let i = 0; i < n; i++) columns[i * uRows + known] = w[order[known] * n + i] / norm;
  }
  if (Number.isNaN(largest)) columns.fill(NaN);
  else if (reflections)
    applyReflections(
      m,
      n,
      n,
      reflections.a,
      reflections.ao,
      reflections.tau,
      0,
      false,
      uRows,
      columns,
      0,
    );
  if (known < uRows && !Number.isNaN(largest)) complete(m, known, uRows, columns);
  for (let j = 0; j < uRows; j++)
    for (let i = 0; i < m; i++) u[uo + j * m + i] = columns[i * uRows + j];
}

/** Adds columns that are orthogonal to the first `known` ones and to each other. */
function complete(m: number, known: number, count: number, columns: Float64Array): void {
  const copy = new Float64Array(m * known);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < known; j++) copy[i * known + j] = columns[i * count + j];
  const tau = new Float64Array(known);
  factorQR(m, known, copy, 0, tau, 0);
  const rest = new Float64Array(m * (count - known));
  for (let j = known; j < count; j++) rest[j * (count - known) + j - known] = 1;
  applyReflections(m, known, known, copy, 0, tau, 0, false, count - known, rest, 0);
  for (let i = 0; i < m; i++)
    for (let j = known; j < count; j++)
      columns[i * count + j] = rest[i * (count - known) + j - known];
}
