/**
 * Symmetric matrices that need not be definite: `L @ D @ Lᵀ`, D made of blocks of one or two rows, with the pivoting of
 * Bunch and Kaufman, as LAPACK's sytrf and sytrs do it for the lower triangle.
 *
 * `pivots` (counted from 1): positive, where a block of one exchanged its row with that one; twice the same negative number,
 * where a block of two exchanged its second row.
 */

/** What keeps the growth of a step of one row and half a step of two rows equal. */
const ALPHA = (1 + Math.sqrt(17)) / 8;

/**
 * Factors a (n by n, row-major) in place; the upper triangle becomes zero. Answers 0, or from 1 the place of the first zero
 * block.
 */
export function factorLDL(
  n: number,
  a: Float64Array,
  ao: number,
  pivots: Int32Array,
  po: number,
): number {
  let singular = 0;
  for (let k = 0; k < n;) {
    const { row, step } = pivotOf(n, a, ao, k);
    if (step === 0) {
      if (singular === 0) singular = k + 1;
      pivots[po + k] = k + 1;
      k++;
      continue;
    }
    const last = k + step - 1;
    if (row !== last) exchange(n, a, ao, k, last, row);
    if (step === 1) eliminateOne(n, a, ao, k);
    else eliminateTwo(n, a, ao, k);
    for (let i = k; i <= last; i++) pivots[po + i] = step === 1 ? row + 1 : -(row + 1);
    k += step;
  }
  for (let i = 0; i < n; i++) a.fill(0, ao + i * n + i + 1, ao + (i + 1) * n);
  return singular;
}

/** Which row comes next, and whether as a block of one or of two; 0 where the column is zero. */
function pivotOf(
  n: number,
  a: Float64Array,
  ao: number,
  k: number,
): { row: number; step: 0 | 1 | 2 } {
  const at = (i: number, j: number): number => Math.abs(a[ao + i * n + j]);
  const own = at(k, k);
  let [row, largest] = [k, 0];
  for (let i = k + 1; i < n; i++) if (at(i, k) > largest) [row, largest] = [i, at(i, k)];
  if (Math.max(own, largest) === 0 || Number.isNaN(own)) return { row: k, step: 0 };
  if (own >= ALPHA * largest) return { row: k, step: 1 };
  let other = 0;
  for (let j = k; j < row; j++) other = Math.max(other, at(row, j));
  for (let i = row + 1; i < n; i++) other = Math.max(other, at(i, row));
  if (own >= ALPHA * largest * (largest / other)) return { row: k, step: 1 };
  return { row, step: at(row, row) >= ALPHA * other ? 1 : 2 };
}

/** Exchanges rows and columns `last` and `row` of what is left, in the lower triangle. */
function exchange(
  n: number,
  a: Float64Array,
  ao: number,
  k: number,
  last: number,
  row: number,
): void {
  const swap = (i: number, j: number, p: number, q: number): void => {
    const kept = a[ao + i * n + j];
    a[ao + i * n + j] = a[ao + p * n + q];
    a[ao + p * n + q] = kept;
  };
  for (let i = row + 1; i < n; i++) swap(i, last, i, row);
  for (let i = last + 1; i < row; i++) swap(i, last, row, i);
  swap(last, last, row, row);
  if (last > k) swap(last, k, row, k);
}

function eliminateOne(n: number, a: Float64Array, ao: number, k: number): void {
  const pivot = a[ao + k * n + k];
  for (let i = k + 1; i < n; i++) {
    const factor = a[ao + i * n + k] / pivot;
    for (let j = k + 1; j <= i; j++)
      a[ao + i * n + j] -= factor * (j < i ? a[ao + j * n + k] * pivot : a[ao + i * n + k]);
    a[ao + i * n + k] = factor;
  }
}

function eliminateTwo(n: number, a: Float64Array, ao: number, k: number): void {
  const between = a[ao + (k + 1) * n + k];
  const second = a[ao + (k + 1) * n + k + 1] / between;
  const first = a[ao + k * n + k] / between;
  const scale = 1 / (first * second - 1) / between;
  for (let j = k + 2; j < n; j++) {
    const [x, y] = [a[ao + j * n + k], a[ao + j * n + k + 1]];
    const left = scale * (second * x - y);
    const right = scale * (first * y - x);
    for (let i = j; i < n; i++)
      a[ao + i * n + j] -= a[ao + i * n + k] * left + a[ao + i * n + k + 1] * right;
    // The columns of this row are not read again.
    a[ao + j * n + k] = left;
    a[ao + j * n + k + 1] = right;
  }
}

/** Solves `A @ x = b` from A's factors. b (n by cols, row-major) becomes x. */
export function solveLDL(
  n: number,
  cols: number,
  a: Float64Array,
  ao: number,
  pivots: Int32Array,
  po: number,
  b: Float64Array,
  bo: number,
): void {
  const swap = (i: number, j: number): void => {
    if (i === j) return;
    for (let c = 0, p = bo + i * cols, q = bo + j * cols; c < cols; c++, p++, q++)
      [b[p], b[q]] = [b[q], b[p]];
  };
  /** Takes `factor` times row `from` off row `to`. */
  const subtract = (to: number, factor: number, from: number): void => {
    for (let c = 0, p = bo + to * cols, q = bo + from * cols; c < cols; c++, p++, q++)
      b[p] -= factor * b[q];
  };
  for (let k = 0; k < n;) {
    if (pivots[po + k] > 0) {
      swap(k, pivots[po + k] - 1);
      for (let i = k + 1; i < n; i++) subtract(i, a[ao + i * n + k], k);
      for (let c = 0; c < cols; c++) b[bo + k * cols + c] /= a[ao + k * n + k];
      k++;
      continue;
    }
    swap(k + 1, -pivots[po + k] - 1);
    for (let i = k + 2; i < n; i++) {
      subtract(i, a[ao + i * n + k], k);
      subtract(i, a[ao + i * n + k + 1], k + 1);
    }
    const between = a[ao + (k + 1) * n + k];
    const first = a[ao + k * n + k] / between;
    const second = a[ao + (k + 1) * n + k + 1] / between;
    const determinant = first * second - 1;
    for (let c = 0, p = bo + k * cols, q = p + cols; c < cols; c++, p++, q++) {
      const [x, y] = [b[p] / between, b[q] / between];
      b[p] = (second * x - y) / determinant;
      b[q] = (first * y - x) / determinant;
    }
    k += 2;
  }
  for (let k = n - 1; k >= 0;) {
    const single = pivots[po + k] > 0;
    for (let i = k + 1; i < n; i++) {
      subtract(k, a[ao + i * n + k], i);
      if (!single) subtract(k - 1, a[ao + i * n + k - 1], i);
    }
    swap(k, Math.abs(pivots[po + k]) - 1);
    k -= single ? 1 : 2;
  }
}
