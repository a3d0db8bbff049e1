// Products of matrices as they lie in the memory, for kernels that compute more than a product: no operand has to be
// packed, and the result is at hand for what comes next.

/**
 * `c = (add ? c : 0) + a @ b`: m by k, k by n. Steps are bytes: `ars` and `acs` of a's rows and columns, `brs` of b's rows, `bps`
 * from eight of its columns to the next eight (32 where rows are contiguous; `32 * k` with `brs` 32 for panels). Of b and c whole
 * eights of columns are read and written, also where n ends among them.
 */
export function multiply(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  ars: usize,
  acs: usize,
  b: usize,
  brs: usize,
  bps: usize,
  c: usize,
  crs: usize,
  add: i32,
): void {
  for (let j = 0; j < n; j += 8) {
    let pa = a;
    let pc = c;
    let i = 0;
    for (; i < m - 3; i += 4) {
      fourRows(k, pa, ars, acs, b, brs, pc, crs, add);
      pa += ars << 2;
      pc += crs << 2;
    }
    for (; i < m; i++) {
      oneRow(k, pa, acs, b, brs, pc, add);
      pa += ars;
      pc += crs;
    }
    b += bps;
    c += 32;
  }
}

/** The largest tile that fits the registers: eight vectors of c, two of b and one of a. */
function fourRows(
  k: i32,
  a0: usize,
  ars: usize,
  acs: usize,
  b: usize,
  brs: usize,
  c: usize,
  crs: usize,
  add: i32,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let a1 = a0 + ars;
  let a2 = a1 + ars;
  let a3 = a2 + ars;
  for (let l = 0; l < k; l++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load_splat<f32>(a0);
    c00 = f32x4.add(c00, f32x4.mul(x0, b0));
    c01 = f32x4.add(c01, f32x4.mul(x0, b1));
    const x1 = v128.load_splat<f32>(a1);
    c10 = f32x4.add(c10, f32x4.mul(x1, b0));
    c11 = f32x4.add(c11, f32x4.mul(x1, b1));
    const x2 = v128.load_splat<f32>(a2);
    c20 = f32x4.add(c20, f32x4.mul(x2, b0));
    c21 = f32x4.add(c21, f32x4.mul(x2, b1));
    const x3 = v128.load_splat<f32>(a3);
    c30 = f32x4.add(c30, f32x4.mul(x3, b0));
    c31 = f32x4.add(c31, f32x4.mul(x3, b1));
    a0 += acs;
    a1 += acs;
    a2 += acs;
    a3 += acs;
    b += brs;
  }
  const d1 = c + crs;
  const d2 = d1 + crs;
  const d3 = d2 + crs;
  if (add) {
    c00 = f32x4.add(c00, v128.load(c));
    c01 = f32x4.add(c01, v128.load(c, 16));
    c10 = f32x4.add(c10, v128.load(d1));
    c11 = f32x4.add(c11, v128.load(d1, 16));
    c20 = f32x4.add(c20, v128.load(d2));
    c21 = f32x4.add(c21, v128.load(d2, 16));
    c30 = f32x4.add(c30, v128.load(d3));
    c31 = f32x4.add(c31, v128.load(d3, 16));
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(d1, c10);
  v128.store(d1, c11, 16);
  v128.store(d2, c20);
  v128.store(d2, c21, 16);
  v128.store(d3, c30);
  v128.store(d3, c31, 16);
}

function oneRow(k: i32, a: usize, acs: usize, b: usize, brs: usize, c: usize, add: i32): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  for (let l = 0; l < k; l++) {
    const x = v128.load_splat<f32>(a);
    c0 = f32x4.add(c0, f32x4.mul(x, v128.load(b)));
    c1 = f32x4.add(c1, f32x4.mul(x, v128.load(b, 16)));
    a += acs;
    b += brs;
  }
  if (add) {
    c0 = f32x4.add(c0, v128.load(c));
    c1 = f32x4.add(c1, v128.load(c, 16));
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
}
