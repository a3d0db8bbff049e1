/** Systems with a triangular matrix. All of kernels/linalg computes in doubles, for float32 too. */

/**
 * Solves `a @ x = b` where a (n by n, any strides) is triangular: only that triangle is read, and with `unit` its
 * diagonal counts as 1. b (n by cols, row-major) becomes x.
 */
export function solveTriangular(
  n: number,
  cols: number,
  a: Float64Array,
  ao: number,
  ars: number,
  acs: number,
  upper: boolean,
  unit: boolean,
  b: Float64Array,
  bo: number,
): void {
  for (let step = 0; step < n; step++) {
    const i = upper ? n - 1 - step : step;
    const row = bo + i * cols;
    const [from, to] = upper ? [i + 1, n] : [0, i];
    for (let j = from; j < to; j++) {
      const factor = a[ao + i * ars + j * acs];
      if (factor === 0) continue;
      const other = bo + j * cols;
      for (let c = 0; c < cols; c++) b[row + c] -= factor * b[other + c];
    }
    if (unit) continue;
    const pivot = a[ao + i * (ars + acs)];
    for (let c = 0; c < cols; c++) b[row + c] /= pivot;
  }
}
