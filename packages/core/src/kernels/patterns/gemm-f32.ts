import { setRows } from "../rows.ts";
import * as scratch from "../scratch.ts";
import { type Gemm, registerKernels } from "../table.ts";

// See NOTE [Local aliases] in ../scalar/tables.ts.
const { accumulators, BLOCK } = scratch;

/** Below this many multiplications, packing costs more than it saves. */
const PACKED_FROM = 8192;

/**
 * `c = (accumulate ? c : bias or 0) + a @ b`. Sums are kept in doubles.
 *
 * A single row or column goes through the matrix once (`matvec`); small products and thin ones are computed in place
 * (`direct`), larger ones from packed copies (`packed`).
 */
function gemmF32(
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  ao: number,
  ars: number,
  acs: number,
  b: Float32Array,
  bo: number,
  brs: number,
  bcs: number,
  c: Float32Array,
  co: number,
  crs: number,
  accumulate: boolean,
  bias?: Float32Array,
  biasAt: number = 0,
): void {
  if (bias) {
    setRows(m, n, bias, biasAt, c, co, crs);
    accumulate = true;
  }
  if (n === 1 && acs > ars && m > 4) {
    matvecF32(m, k, a, ao, ars, acs, b, bo, brs, c, co, crs, accumulate);
  } else if (m === 1 && brs > bcs && n > 4) {
    matvecF32(n, k, b, bo, bcs, brs, a, ao, acs, c, co, 1, accumulate);
  } else if (m < 8 || n < 8 || m * n * k < PACKED_FROM) {
    directF32(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate);
  } else {
    packedF32(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate);
  }
}

/** `c[i] = (accumulate ? c[i] : 0) + Σ a[i, l] x[l]` for a matrix whose rows lie closer together than its columns. */
function matvecF32(
  m: number,
  k: number,
  a: Float32Array,
  ao: number,
  ars: number,
  acs: number,
  x: Float32Array,
  xo: number,
  xs: number,
  c: Float32Array,
  co: number,
  cs: number,
  accumulate: boolean,
): void {
  for (let i0 = 0; i0 < m; i0 += BLOCK) {
    const block = Math.min(BLOCK, m - i0);
    accumulators.fill(0, 0, block);
    let l = 0;
    for (; l < k - 3; l += 4) {
      const q = xo + l * xs;
      const x0 = x[q];
      const x1 = x[q + xs];
      const x2 = x[q + 2 * xs];
      const x3 = x[q + 3 * xs];
      for (let i = 0, p = ao + i0 * ars + l * acs; i < block; i++, p += ars) {
        accumulators[i] +=
          a[p] * x0 + a[p + acs] * x1 + (a[p + 2 * acs] * x2 + a[p + 3 * acs] * x3);
      }
    }
    for (; l < k; l++) {
      const x0 = x[xo + l * xs];
      for (let i = 0, p = ao + i0 * ars + l * acs; i < block; i++, p += ars)
        accumulators[i] += a[p] * x0;
    }
    for (let i = 0; i < block; i++, co += cs)
      c[co] = accumulate ? c[co] + accumulators[i] : accumulators[i];
  }
}

/**
 * Four rows by four columns of the product at a time stay in registers, so that each element loaded from a or b is used
 * four times; what is left at the edges goes in tiles of four by one and one by four.
 */
function directF32(
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  ao: number,
  ars: number,
  acs: number,
  b: Float32Array,
  bo: number,
  brs: number,
  bcs: number,
  c: Float32Array,
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
      let c00 = 0;
      let c01 = 0;
      let c02 = 0;
      let c03 = 0;
      let c10 = 0;
      let c11 = 0;
      let c12 = 0;
      let c13 = 0;
      let c20 = 0;
      let c21 = 0;
      let c22 = 0;
      let c23 = 0;
      let c30 = 0;
      let c31 = 0;
      let c32 = 0;
      let c33 = 0;
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
    for (let j = n4; j < n; j++) {
      let p0 = ai;
      let p1 = p0 + ars;
      let p2 = p1 + ars;
      let p3 = p2 + ars;
      let q = bo + j * bcs;
      let c00 = 0;
      let c10 = 0;
      let c20 = 0;
      let c30 = 0;
      for (let l = 0; l < k; l++) {
        const b0 = b[q];
        c00 += a[p0] * b0;
        c10 += a[p1] * b0;
        c20 += a[p2] * b0;
        c30 += a[p3] * b0;
        p0 += acs;
        p1 += acs;
        p2 += acs;
        p3 += acs;
        q += brs;
      }
      let r = ci + j;
      if (accumulate) {
        c[r] += c00;
        r += crs;
        c[r] += c10;
        r += crs;
        c[r] += c20;
        r += crs;
        c[r] += c30;
      } else {
        c[r] = c00;
        r += crs;
        c[r] = c10;
        r += crs;
        c[r] = c20;
        r += crs;
        c[r] = c30;
      }
    }
  }
  for (let i = m4; i < m; i++) {
    const ai = ao + i * ars;
    const ci = co + i * crs;
    for (let j = 0; j < n4; j += 4) {
      let p = ai;
      let q0 = bo + j * bcs;
      let q1 = q0 + bcs;
      let q2 = q1 + bcs;
      let q3 = q2 + bcs;
      let c00 = 0;
      let c01 = 0;
      let c02 = 0;
      let c03 = 0;
      for (let l = 0; l < k; l++) {
        const a0 = a[p];
        c00 += a0 * b[q0];
        c01 += a0 * b[q1];
        c02 += a0 * b[q2];
        c03 += a0 * b[q3];
        p += acs;
        q0 += brs;
        q1 += brs;
        q2 += brs;
        q3 += brs;
      }
      const r = ci + j;
      if (accumulate) {
        c[r] += c00;
        c[r + 1] += c01;
        c[r + 2] += c02;
        c[r + 3] += c03;
      } else {
        c[r] = c00;
        c[r + 1] = c01;
        c[r + 2] = c02;
        c[r + 3] = c03;
      }
    }
    for (let j = n4; j < n; j++) {
      const sum = dotF32(k, a, ai, acs, b, bo + j * bcs, brs);
      c[ci + j] = accumulate ? c[ci + j] + sum : sum;
    }
  }
}

function dotF32(
  k: number,
  a: Float32Array,
  p: number,
  ps: number,
  b: Float32Array,
  q: number,
  qs: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let l = 0;
  for (; l < k - 3; l += 4) {
    s0 += a[p] * b[q];
    s1 += a[p + ps] * b[q + qs];
    s2 += a[p + 2 * ps] * b[q + 2 * qs];
    s3 += a[p + 3 * ps] * b[q + 3 * qs];
    p += 4 * ps;
    q += 4 * qs;
  }
  for (; l < k; l++, p += ps, q += qs) s0 += a[p] * b[q];
  return s0 + s1 + (s2 + s3);
}

/** Rows of b that are packed at a time, and elements of b: 256 KB of doubles, a part of the second-level cache. */
const PANEL_ROWS = 512;
const PANEL_SIZE = 32768;

let rowPanel = new Float64Array(0);
let columnPanels = new Float64Array(0);

/**
 * The same tiles over copies of the operands that lie in the order in which they are read, as doubles: converted once
 * instead of in every tile, and of whole tiles, since they are padded with zeros.
 */
function packedF32(
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  ao: number,
  ars: number,
  acs: number,
  b: Float32Array,
  bo: number,
  brs: number,
  bcs: number,
  c: Float32Array,
  co: number,
  crs: number,
  accumulate: boolean,
): void {
  if (rowPanel.length === 0) {
    rowPanel = new Float64Array(4 * PANEL_ROWS);
    columnPanels = new Float64Array(PANEL_SIZE);
  }
  const depth = Math.min(k, PANEL_ROWS);
  const width = Math.max(4, PANEL_SIZE / depth - ((PANEL_SIZE / depth) % 4));
  for (let j0 = 0; j0 < n; j0 += width) {
    const columns = Math.min(width, n - j0);
    for (let l0 = 0; l0 < k; l0 += depth) {
      const rows = Math.min(depth, k - l0);
      packF32(columnPanels, columns, rows, b, bo + l0 * brs + j0 * bcs, bcs, brs);
      for (let i = 0; i < m; i += 4) {
        packF32(rowPanel, Math.min(4, m - i), rows, a, ao + i * ars + l0 * acs, ars, acs);
        const to = co + i * crs + j0;
        panelF32(
          Math.min(4, m - i),
          columns,
          rows,
          rowPanel,
          columnPanels,
          c,
          to,
          crs,
          accumulate || l0 > 0,
        );
      }
    }
  }
}

/** Copies `count` rows or columns, `step` apart and each of `depth` elements, in interleaved groups of four. */
function packF32(
  panel: Float64Array,
  count: number,
  depth: number,
  x: Float32Array,
  xo: number,
  step: number,
  along: number,
): void {
  let w = 0;
  let i = 0;
  for (; i < count - 3; i += 4) {
    let p = xo + i * step;
    for (let l = 0; l < depth; l++, p += along, w += 4) {
      panel[w] = x[p];
      panel[w + 1] = x[p + step];
      panel[w + 2] = x[p + 2 * step];
      panel[w + 3] = x[p + 3 * step];
    }
  }
  const left = count - i;
  if (left === 0) return;
  let p = xo + i * step;
  for (let l = 0; l < depth; l++, p += along, w += 4) {
    panel[w] = x[p];
    panel[w + 1] = left > 1 ? x[p + step] : 0;
    panel[w + 2] = left > 2 ? x[p + 2 * step] : 0;
    panel[w + 3] = 0;
  }
}

/** Four rows of the product at most, from packed panels. */
function panelF32(
  m: number,
  n: number,
  k: number,
  rows: Float64Array,
  columns: Float64Array,
  c: Float32Array,
  ci: number,
  crs: number,
  accumulate: boolean,
): void {
  let q = 0;
  for (let j = 0; j < n; j += 4) {
    let c00 = 0;
    let c01 = 0;
    let c02 = 0;
    let c03 = 0;
    let c10 = 0;
    let c11 = 0;
    let c12 = 0;
    let c13 = 0;
    let c20 = 0;
    let c21 = 0;
    let c22 = 0;
    let c23 = 0;
    let c30 = 0;
    let c31 = 0;
    let c32 = 0;
    let c33 = 0;
    for (let p = 0; p < 4 * k; p += 4, q += 4) {
      const b0 = columns[q];
      const b1 = columns[q + 1];
      const b2 = columns[q + 2];
      const b3 = columns[q + 3];
      const a0 = rows[p];
      c00 += a0 * b0;
      c01 += a0 * b1;
      c02 += a0 * b2;
      c03 += a0 * b3;
      const a1 = rows[p + 1];
      c10 += a1 * b0;
      c11 += a1 * b1;
      c12 += a1 * b2;
      c13 += a1 * b3;
      const a2 = rows[p + 2];
      c20 += a2 * b0;
      c21 += a2 * b1;
      c22 += a2 * b2;
      c23 += a2 * b3;
      const a3 = rows[p + 3];
      c30 += a3 * b0;
      c31 += a3 * b1;
      c32 += a3 * b2;
      c33 += a3 * b3;
    }
    if (m === 4 && j + 4 <= n) {
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
      continue;
    }
    accumulators.set([
      c00,
      c01,
      c02,
      c03,
      c10,
      c11,
      c12,
      c13,
      c20,
      c21,
      c22,
      c23,
      c30,
      c31,
      c32,
      c33,
    ]);
    for (let i = 0; i < m; i++) {
      for (let t = 0; t < 4 && j + t < n; t++) {
        const r = ci + i * crs + j + t;
        c[r] = accumulate ? c[r] + accumulators[4 * i + t] : accumulators[4 * i + t];
      }
    }
  }
}

for (const dtype of ["float32"] as const) registerKernels<Gemm>(dtype, { gemm: gemmF32 });
