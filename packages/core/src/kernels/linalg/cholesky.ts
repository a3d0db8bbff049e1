/**
 * Factors a symmetric positive definite matrix (n by n, row-major), of which the lower triangle is read, in place into
 * `L @ Lᵀ`. The upper triangle becomes zero. Answers 0, or from 1 the order of the leading part that is not positive
 * definite; what follows is then left unfactored.
 */
export function factorCholesky(n: number, a: Float64Array, ao: number): number {
  let failed = 0;
  for (let i = 0; i < n && failed === 0; i++) {
    const row = ao + i * n;
    for (let j = 0; j <= i; j++) {
      const other = ao + j * n;
      let sum = a[row + j];
      for (let k = 0; k < j; k++) sum -= a[row + k] * a[other + k];
      if (j < i) a[row + j] = sum / a[other + j];
      else if (sum > 0) a[row + i] = Math.sqrt(sum);
      else {
        a[row + i] = sum;
        failed = i + 1;
      }
    }
  }
  for (let i = 0; i < n; i++) a.fill(0, ao + i * n + i + 1, ao + (i + 1) * n);
  return failed;
}
