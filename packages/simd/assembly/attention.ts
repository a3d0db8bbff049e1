// Attention of one head. Steps are bytes; a row of weights has room for a multiple of sixteen floats, zeros behind its end.

import { softmax } from "./rows";
import { multiply } from "./tiles";
import { V } from "./vector";

/** Rows of `cols` floats become columns of rows that are `step` apart; behind their end come zeros up to `step`. */
function transpose(rows: i32, cols: i32, x: usize, xrs: usize, out: usize, step: usize): void {
  for (let j = 0; j < cols; j++) {
    let p = x + (<usize>j << 2);
    let q = out;
    for (let i = 0; i < rows; i++) {
      store<f32>(q, load<f32>(p));
      p += xrs;
      q += 4;
    }
    for (const end = out + step; q < end; q += 4) store<f32>(q, 0);
    out += step;
  }
}

/**
 * Writes softmax(q kᵀ scale + mask) to `weights`, whose rows are `wrs` apart, and weights v to `out`. No address: no mask; a mask's
 * rows may be 0 apart. `panel` takes the transpose of k.
 */
export function attend(
  queries: i32,
  keys: i32,
  width: i32,
  valueWidth: i32,
  scale: f32,
  q: usize,
  qrs: usize,
  k: usize,
  krs: usize,
  v: usize,
  vrs: usize,
  mask: usize,
  mrs: usize,
  panel: usize,
  weights: usize,
  wrs: usize,
  out: usize,
  ors: usize,
): void {
  transpose(keys, width, k, krs, panel, wrs);
  multiply(queries, keys, width, q, qrs, 4, panel, wrs, 32, weights, wrs, 0);
  const row = <usize>keys << 2;
  let w = weights;
  for (let i = 0; i < queries; i++) {
    for (let j: usize = 0; j < row; j += 16) {
      let x = f32x4.mul(v128.load(w + j), V.of(scale));
      if (mask) x = f32x4.add(x, v128.load(mask + j));
      v128.store(w + j, x);
    }
    softmax(1, keys, w, w);
    w += wrs;
    mask += mrs;
  }
  multiply(queries, valueWidth, keys, weights, wrs, 4, v, vrs, 32, out, ors, 0);
}

/** The gradients of q, k and v, from that of `out`. `panel` takes the transpose of v, `slopes` the gradient of the scores. */
export function attendBackward(
  queries: i32,
  keys: i32,
  width: i32,
  valueWidth: i32,
  scale: f32,
  q: usize,
  qrs: usize,
  k: usize,
  krs: usize,
  v: usize,
  vrs: usize,
  weights: usize,
  wrs: usize,
  grad: usize,
  grs: usize,
  panel: usize,
  slopes: usize,
  dq: usize,
  dqrs: usize,
  dk: usize,
  dkrs: usize,
  dv: usize,
  dvrs: usize,
): void {
  transpose(keys, valueWidth, v, vrs, panel, wrs);
  multiply(queries, keys, valueWidth, grad, grs, 4, panel, wrs, 32, slopes, wrs, 0);
  const row = <usize>keys << 2;
  const factor = V.of(scale);
  for (let i = 0; i < queries; i++) {
    const w = weights + <usize>i * wrs;
    const s = slopes + <usize>i * wrs;
    let sum = V.of(0);
    for (let j: usize = 0; j < row; j += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(w + j), v128.load(s + j)));
    }
    sum = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
    sum = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 1, 0, 3, 2));
    for (let j: usize = 0; j < row; j += 16) {
      const d = f32x4.mul(v128.load(w + j), f32x4.sub(v128.load(s + j), sum));
      v128.store(s + j, f32x4.mul(d, factor));
    }
  }
  multiply(queries, width, keys, slopes, wrs, 4, k, krs, 32, dq, dqrs, 0);
  multiply(keys, width, queries, slopes, 4, wrs, q, qrs, 32, dk, dkrs, 0);
  multiply(keys, valueWidth, queries, weights, 4, wrs, grad, grs, 32, dv, dvrs, 0);
}
