// Written by scripts/generate-kernels.ts from patterns/gemm-f32.ts. Do not edit.
import { registerKernels, type Gemm } from "../table.ts";

/**
 * Four rows by four columns of the product at a time stay in registers, so each element loaded from a or b is used
 * four times. What is left at the edges runs in smaller tiles. Sums are kept in doubles.
 */
function gemmF64(
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
  c: Float64Array,
  co: number,
  crs: number,
  accumulate: boolean,
): void {
  const m4 = m - (m % 4);
  const n4 = n - (n % 4);
  for (let i = 0; i < m4; i += 4) {
    const ai = ao + i * ars;
    const ci = co + i * crs;
    for (let j = 0; j < n4; j += 4) {
      let p0 = ai;
      let p1 = p0 + ars;
      let p2 = p1 + ars;
      let p3 = p2 + ars;
      let q0 = bo + j * bcs;
      let q1 = q0 + bcs;
      let q2 = q1 + bcs;
      let q3 = q2 + bcs;
      let c00 = 0,
        c01 = 0,
        c02 = 0,
        c03 = 0;
      let c10 = 0,
        c11 = 0,
        c12 = 0,
        c13 = 0;
      let c20 = 0,
        c21 = 0,
        c22 = 0,
        c23 = 0;
      let c30 = 0,
        c31 = 0,
        c32 = 0,
        c33 = 0;
      for (let l = 0; l < k; l++) {
        const b0 = b[q0];
        const b1 = b[q1];
        const b2 = b[q2];
        const b3 = b[q3];
        const a0 = a[p0];
        c00 += a0 * b0;
        c01 += a0 * b1;
        c02 += a0 * b2;
        c03 += a0 * b3;
        const a1 = a[p1];
        c10 += a1 * b0;
        c11 += a1 * b1;
        c12 += a1 * b2;
        c13 += a1 * b3;
        const a2 = a[p2];
        c20 += a2 * b0;
        c21 += a2 * b1;
        c22 += a2 * b2;
        c23 += a2 * b3;
        const a3 = a[p3];
        c30 += a3 * b0;
        c31 += a3 * b1;
        c32 += a3 * b2;
        c33 += a3 * b3;
        p0 += acs;
        p1 += acs;
        p2 += acs;
        p3 += acs;
        q0 += brs;
        q1 += brs;
        q2 += brs;
        q3 += brs;
      }
      let r = ci + j;
      if (accumulate) {
        c[r] += c00;
        c[r + 1] += c01;
        c[r + 2] += c02;
        c[r + 3] += c03;
        r += crs;
        c[r] += c10;
        c[r + 1] += c11;
        c[r + 2] += c12;
        c[r + 3] += c13;
        r += crs;
        c[r] += c20;
        c[r + 1] += c21;
        c[r + 2] += c22;
        c[r + 3] += c23;
        r += crs;
        c[r] += c30;
        c[r + 1] += c31;
        c[r + 2] += c32;
        c[r + 3] += c33;
      } else {
        c[r] = c00;
        c[r + 1] = c01;
        c[r + 2] = c02;
        c[r + 3] = c03;
        r += crs;
        c[r] = c10;
        c[r + 1] = c11;
        c[r + 2] = c12;
        c[r + 3] = c13;
        r += crs;
        c[r] = c20;
        c[r + 1] = c21;
        c[r + 2] = c22;
        c[r + 3] = c23;
        r += crs;
        c[r] = c30;
        c[r + 1] = c31;
        c[r + 2] = c32;
        c[r + 3] = c33;
      }
    }
  }
  dotsF64(0, m4, n4, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate);
  dotsF64(m4, m, 0, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate);
}

/** The rows i0 to i1 and columns j0 to j1 of the product, each a dot product with four accumulators. */
function dotsF64(
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  k: number,
  a: Float64Array,
  ao: number,
  ars: number,
  acs: number,
  b: Float64Array,
  bo: number,
  brs: number,
  bcs: number,
  c: Float64Array,
  co: number,
  crs: number,
  accumulate: boolean,
): void {
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) {
      let p = ao + i * ars;
      let q = bo + j * bcs;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let l = 0;
      for (; l < k - 3; l += 4) {
        s0 += a[p] * b[q];
        s1 += a[p + acs] * b[q + brs];
        s2 += a[p + 2 * acs] * b[q + 2 * brs];
        s3 += a[p + 3 * acs] * b[q + 3 * brs];
        p += 4 * acs;
        q += 4 * brs;
      }
      for (; l < k; l++, p += acs, q += brs) s0 += a[p] * b[q];
      const sum = s0 + s1 + (s2 + s3);
      const r = co + i * crs + j;
      c[r] = accumulate ? c[r] + sum : sum;
    }
  }
}

for (const dtype of ["float64"] as const) registerKernels<Gemm>(dtype, { gemm: gemmF64 });
