/** Householder reflections `I - tau v vᵀ`, v with a leading 1 that is not stored. */

/**
 * Factors a (m by n, row-major) in place into an orthogonal and an upper triangular matrix, as LAPACK's geqrf: R stands on
 * and above the diagonal, the reflections' vectors below, their factors in `tau`.
 */
export function factorQR(
  m: number,
  n: number,
  a: Float64Array,
  ao: number,
  tau: Float64Array,
  to: number,
): void {
  for (let k = 0; k < Math.min(m, n); k++) {
    const factor = reflection(m, n, a, ao, k);
    tau[to + k] = factor;
    if (factor !== 0) reflect(m, n, k, a, ao, n, k, factor, a, ao, k + 1, n);
  }
}

/** Makes the reflection that clears column k below the diagonal; answers its factor. */
function reflection(m: number, n: number, a: Float64Array, ao: number, k: number): number {
  const head = ao + k * n + k;
  const alpha = a[head];
  let scale = 0;
  for (let i = k + 1, p = head + n; i < m; i++, p += n) scale = Math.max(scale, Math.abs(a[p]));
  if (scale === 0) return 0;
  scale = Math.max(scale, Math.abs(alpha));
  let sum = (alpha / scale) * (alpha / scale);
  for (let i = k + 1, p = head + n; i < m; i++, p += n) sum += (a[p] / scale) * (a[p] / scale);
  // The sign that does not cancel; beside a zero LAPACK's, which goes by the zero's own.
  const negative = alpha < 0 || Object.is(alpha, -0);
  const beta = negative ? scale * Math.sqrt(sum) : -scale * Math.sqrt(sum);
  for (let i = k + 1, p = head + n; i < m; i++, p += n) a[p] /= alpha - beta;
  a[head] = beta;
  return (beta - alpha) / beta;
}

/**
 * Applies the reflection stored in column `vc` of v from row `k` on to the columns `from` up to `to` of b (row-major, rows
 * `bcols` apart).
 */
function reflect(
  m: number,
  vcols: number,
  vc: number,
  v: Float64Array,
  vo: number,
  bcols: number,
  k: number,
  tau: number,
  b: Float64Array,
  bo: number,
  from: number,
  to: number,
): void {
  const width = to - from;
  if (width <= 0) return;
  const work = new Float64Array(width);
  const top = bo + k * bcols + from;
  for (let c = 0; c < width; c++) work[c] = b[top + c];
  for (let i = k + 1; i < m; i++) {
    const factor = v[vo + i * vcols + vc];
    const row = bo + i * bcols + from;
    if (factor !== 0) for (let c = 0; c < width; c++) work[c] += factor * b[row + c];
  }
  for (let c = 0; c < width; c++) b[top + c] -= tau * work[c];
  for (let i = k + 1; i < m; i++) {
    const factor = tau * v[vo + i * vcols + vc];
    const row = bo + i * bcols + from;
    if (factor !== 0) for (let c = 0; c < width; c++) b[row + c] -= factor * work[c];
  }
}

/**
 * Applies `count` reflections, stored in the columns of v (m by vcols), to b (m by cols, row-major): their product H1 H2 …
 * times b, or its transpose times b.
 */
export function applyReflections(
  m: number,
  count: number,
  vcols: number,
  v: Float64Array,
  vo: number,
  tau: Float64Array,
  to: number,
  transposed: boolean,
  cols: number,
  b: Float64Array,
  bo: number,
): void {
  for (let step = 0; step < count; step++) {
    const k = transposed ? step : count - 1 - step;
    if (tau[to + k] !== 0) reflect(m, vcols, k, v, vo, cols, k, tau[to + k], b, bo, 0, cols);
  }
}
