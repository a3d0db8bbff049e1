/** Gaussian elimination with partial pivoting. */
import { solveTriangular } from "./triangular.ts";

function swapRows(a: Float64Array, ao: number, cols: number, i: number, j: number): void {
  for (let c = 0, p = ao + i * cols, q = ao + j * cols; c < cols; c++, p++, q++) {
    const kept = a[p];
    a[p] = a[q];
    a[q] = kept;
  }
}

/**
 * Factors a (m by n, row-major) in place into a unit lower and an upper triangle, as LAPACK's getrf: at step k the rows k
 * and `pivots[k]` (counted from 1) are exchanged. Answers 0, or from 1 the place of the first pivot that is zero.
 */
export function factorLU(
  m: number,
  n: number,
  a: Float64Array,
  ao: number,
  pivots: Int32Array,
  po: number,
): number {
  let singular = 0;
  for (let k = 0; k < Math.min(m, n); k++) {
    let best = k;
    let largest = Math.abs(a[ao + k * n + k]);
    for (let i = k + 1; i < m; i++) {
      const size = Math.abs(a[ao + i * n + k]);
      if (size > largest) {
        largest = size;
        best = i;
      }
    }
    pivots[po + k] = best + 1;
    const pivot = a[ao + best * n + k];
    if (pivot === 0) {
      if (singular === 0) singular = k + 1;
      continue;
    }
    if (best !== k) swapRows(a, ao, n, k, best);
    for (let i = k + 1; i < m; i++) {
      const row = ao + i * n;
      const factor = a[row + k] / pivot;
      a[row + k] = factor;
      if (factor === 0) continue;
      for (let j = k + 1, p = ao + k * n + j; j < n; j++, p++) a[row + j] -= factor * a[p];
    }
  }
  return singular;
}

/** Solves `A @ x = b`, or `Aᵀ @ x = b`, from A's factors. b (n by cols, row-major) becomes x. */
export function solveLU(
  n: number,
  cols: number,
  lu: Float64Array,
  lo: number,
  pivots: Int32Array,
  po: number,
  transposed: boolean,
  b: Float64Array,
  bo: number,
): void {
  if (!transposed) {
    for (let k = 0; k < n; k++) {
      if (pivots[po + k] !== k + 1) swapRows(b, bo, cols, k, pivots[po + k] - 1);
    }
    solveTriangular(n, cols, lu, lo, n, 1, false, true, b, bo);
    solveTriangular(n, cols, lu, lo, n, 1, true, false, b, bo);
    return;
  }
  solveTriangular(n, cols, lu, lo, 1, n, false, false, b, bo);
  solveTriangular(n, cols, lu, lo, 1, n, true, true, b, bo);
  for (let k = n - 1; k >= 0; k--) {
    if (pivots[po + k] !== k + 1) swapRows(b, bo, cols, k, pivots[po + k] - 1);
  }
}

/** 1 or -1: whether the pivots exchange an even or an odd number of times. */
export function pivotSign(count: number, pivots: Int32Array, po: number): 1 | -1 {
  let odd = false;
  for (let k = 0; k < count; k++) if (pivots[po + k] !== k + 1) odd = !odd;
  return odd ? -1 : 1;
}

/** Where the pivots bring each of `rows` rows: row i of the factors' product is row `order[i]` of the matrix. */
export function pivotOrder(
  rows: number,
  count: number,
  pivots: Int32Array,
  po: number,
): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  for (let k = 0; k < count; k++) {
    const other = pivots[po + k] - 1;
    [order[k], order[other]] = [order[other], order[k]];
  }
  return order;
}
