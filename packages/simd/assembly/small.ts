// Products of small matrices, of which only the right operand is laid out anew, if at all: see src/small-gemm.ts.

import { multiply } from "./tiles";

/**
 * `c = a @ b`, or with `addend` (not 0) `c = addend + a @ b`: m by k, k by n. Steps are elements; c is contiguous, and so is the
 * addend, or it is one row for all (`row`). `rows` has room for k rows of b, c for m rows, each of n floats rounded up to whole eights.
 */
export function gemmSmallF32(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  ars: i32,
  acs: i32,
  b: usize,
  brs: i32,
  bcs: i32,
  rows: usize,
  c: usize,
  addend: usize,
  row: i32,
): void {
  const width = (n + 7) & ~7;
  let bStep = <usize>brs << 2;
  if (bcs != 1) {
    layRows(k, n, width, b, bStep, <usize>bcs << 2, rows);
    b = rows;
    bStep = <usize>width << 2;
  }
  // The tiles write whole eights. Up to eight columns the next row covers what is too much of the one before.
  const line = <usize>(n <= 8 ? n : width) << 2;
  multiply(m, n, k, a, <usize>ars << 2, <usize>acs << 2, b, bStep, 32, c, line, 0);
  if (n > 8 && n < width) closeUp(m, n, width, c);
  if (addend === 0) return;
  if (row) {
    for (const end = c + ((<usize>(m * n)) << 2); c < end; c += <usize>n << 2) addTo(c, addend, n);
  } else {
    addTo(c, addend, m * n);
  }
}

/** Adds n elements of x to as many of c, and touches no other of c. */
function addTo(c: usize, x: usize, n: i32): void {
  let i = 0;
  for (; i < n - 3; i += 4, c += 16, x += 16) {
    v128.store(c, f32x4.add(v128.load(c), v128.load(x)));
  }
  for (; i < n; i++, c += 4, x += 4) store<f32>(c, load<f32>(c) + load<f32>(x));
}

/** Writes k rows of n elements, and zeros up to `width`. */
function layRows(
  k: i32,
  n: i32,
  width: i32,
  from: usize,
  rowStep: usize,
  columnStep: usize,
  to: usize,
): void {
  for (let l = 0; l < k; l++) {
    let x = from;
    let j = 0;
    for (; j < n; j++) {
      store<f32>(to, load<f32>(x));
      x += columnStep;
      to += 4;
    }
    for (; j < width; j++) {
      store<f32>(to, 0);
      to += 4;
    }
    from += rowStep;
  }
}

/** Moves rows that are `width` apart next to each other. */
function closeUp(m: i32, n: i32, width: i32, c: usize): void {
  let to = c + (<usize>n << 2);
  let from = c + (<usize>width << 2);
  for (let i = 1; i < m; i++) {
    for (let j = 0; j < n; j++) {
      store<f32>(to, load<f32>(from));
      from += 4;
      to += 4;
    }
    from += <usize>(width - n) << 2;
  }
}
