/** `out = a @ b` for small matrices within other kernels: a is m by k and b k by n, of any strides; out is row-major. */
export function multiply(
  m: number,
  n: number,
  k: number,
  a: Float64Array,
  ao: number,
  ars: number,
  acs: number,
  b: Float64Array,
  bo: number,
  brs: number,
  bcs: number,
  out: Float64Array,
  oo: number,
): void {
  out.fill(0, oo, oo + m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const factor = a[ao + i * ars + l * acs];
      if (factor === 0) continue;
      for (let j = 0, p = bo + l * brs, q = oo + i * n; j < n; j++, p += bcs, q++)
        out[q] += factor * b[p];
    }
  }
}
