// Statistics and scaling of channels: of rows, each of which has one number of its own for what is per channel, and of lines,
// of which each column has.
//
// Rows are of any length. What is read beyond the last element counts for nothing, and what is written there is overwritten
// by the next row or belongs to nobody.

import { sum } from "./rows";
import { V } from "./vector";

class Lanes {
  /** The sum of four floats, in doubles. */
  @inline static sum(x: v128): f64 {
    const high = v128.shuffle<f32>(x, x, 2, 3, 0, 1);
    const y = f64x2.add(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(high));
    return f64x2.extract_lane(y, 0) + f64x2.extract_lane(y, 1);
  }

  /** Adds four floats to four doubles. */
  @inline static addTo(to: usize, s: v128): void {
    const high = v128.shuffle<f32>(s, s, 2, 3, 0, 1);
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(s)));
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(high)), 16);
  }

  /** Ones in the first lanes. */
  @inline static first(count: i32): v128 {
    return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
  }
}

/**
 * The mean and the (biased) variance of each row: of what is left when a first mean is taken away, so that neither size nor
 * number of the elements costs digits.
 */
export function moments(rows: i32, cols: i32, x: usize, means: usize, variances: usize): void {
  const share: f64 = 1 / <f64>cols;
  for (let i = 0; i < rows; i++) {
    const first = <f32>(sum(cols, x) * share);
    const m = V.of(first);
    let s0 = V.of(0);
    let s1 = s0;
    let t0 = s0;
    let t1 = s0;
    let j = cols;
    for (; j >= 8; j -= 8, x += 32) {
      const d0 = f32x4.sub(v128.load(x), m);
      const d1 = f32x4.sub(v128.load(x, 16), m);
      s0 = f32x4.add(s0, d0);
      s1 = f32x4.add(s1, d1);
      t0 = f32x4.add(t0, f32x4.mul(d0, d0));
      t1 = f32x4.add(t1, f32x4.mul(d1, d1));
    }
    for (let p = x; j > 0; j -= 4, p += 16) {
      const d = v128.and(f32x4.sub(v128.load(p), m), Lanes.first(j));
      s0 = f32x4.add(s0, d);
      t0 = f32x4.add(t0, f32x4.mul(d, d));
    }
    x += <usize>(cols & 7) << 2;
    const off = Lanes.sum(f32x4.add(s0, s1)) * share;
    const squares = Lanes.sum(f32x4.add(t0, t1)) * share;
    store<f64>(means, <f64>first + off);
    store<f64>(variances, max(squares - off * off, 0));
    means += 8;
    variances += 8;
  }
}

/** Adds to two doubles for each column the sums of what is left of the lines' elements without `means`, and of its squares. */
export function squareLines(
  lines: i32,
  width: i32,
  x: usize,
  means: usize,
  sums: usize,
  squares: usize,
): void {
  const step = <usize>width << 2;
  for (; lines > 0; lines -= 16) {
    const end = x + <usize>min(lines, 16) * step;
    for (let j: usize = 0; j < step; j += 16) {
      const m = v128.load(means + j);
      let s = V.of(0);
      let t = s;
      for (let p = x + j; p < end; p += step) {
        const d = f32x4.sub(v128.load(p), m);
        s = f32x4.add(s, d);
        t = f32x4.add(t, f32x4.mul(d, d));
      }
      Lanes.addTo(sums + 2 * j, s);
      Lanes.addTo(squares + 2 * j, t);
    }
    x = end;
  }
}

/**
 * (x - centre) scale + shift. The first row is of the channel `first` of `channels`, after the last of which comes channel 0.
 */
export function scaleRows(
  rows: i32,
  cols: i32,
  first: i32,
  channels: i32,
  x: usize,
  centres: usize,
  scales: usize,
  shifts: usize,
  out: usize,
): void {
  const row = <usize>cols << 2;
  for (let c = <usize>first; rows > 0; rows--) {
    const m = v128.load32_splat(centres + (c << 2));
    const s = v128.load32_splat(scales + (c << 2));
    const t = v128.load32_splat(shifts + (c << 2));
    let j: usize = 0;
    for (; j + 48 < row; j += 64) {
      const p = x + j;
      const q = out + j;
      const y0 = f32x4.mul(f32x4.sub(v128.load(p), m), s);
      const y1 = f32x4.mul(f32x4.sub(v128.load(p, 16), m), s);
      const y2 = f32x4.mul(f32x4.sub(v128.load(p, 32), m), s);
      const y3 = f32x4.mul(f32x4.sub(v128.load(p, 48), m), s);
      v128.store(q, f32x4.add(y0, t));
      v128.store(q, f32x4.add(y1, t), 16);
      v128.store(q, f32x4.add(y2, t), 32);
      v128.store(q, f32x4.add(y3, t), 48);
    }
    for (; j < row; j += 16) {
      const y = f32x4.mul(f32x4.sub(v128.load(x + j), m), s);
      v128.store(out + j, f32x4.add(y, t));
    }
    x += row;
    out += row;
    if (++c === <usize>channels) c = 0;
  }
}

/** The same where each column has its numbers. */
export function scaleLines(
  lines: i32,
  width: i32,
  x: usize,
  centres: usize,
  scales: usize,
  shifts: usize,
  out: usize,
): void {
  const step = <usize>width << 2;
  for (; lines > 0; lines--) {
    for (let j: usize = 0; j < step; j += 16) {
      const d = f32x4.sub(v128.load(x + j), v128.load(centres + j));
      const y = f32x4.mul(d, v128.load(scales + j));
      v128.store(out + j, f32x4.add(y, v128.load(shifts + j)));
    }
    x += step;
    out += step;
  }
}

/** For each row the sum of the gradients, and that of the gradients times what is left of x without its channel's mean. */
export function gradSumRows(
  rows: i32,
  cols: i32,
  first: i32,
  channels: i32,
  grad: usize,
  x: usize,
  means: usize,
  sums: usize,
  products: usize,
): void {
  for (let c = <usize>first; rows > 0; rows--) {
    const m = v128.load32_splat(means + (c << 2));
    let total: f64 = 0;
    let product: f64 = 0;
    for (let left = cols; left > 0; left -= 256) {
      let s0 = V.of(0);
      let s1 = s0;
      let t0 = s0;
      let t1 = s0;
      let j = min(left, 256);
      for (; j >= 8; j -= 8, grad += 32, x += 32) {
        const g0 = v128.load(grad);
        const g1 = v128.load(grad, 16);
        s0 = f32x4.add(s0, g0);
        s1 = f32x4.add(s1, g1);
        t0 = f32x4.add(t0, f32x4.mul(g0, f32x4.sub(v128.load(x), m)));
        t1 = f32x4.add(t1, f32x4.mul(g1, f32x4.sub(v128.load(x, 16), m)));
      }
      for (let p: usize = 0; j > 0; j -= 4, p += 16) {
        const mask = Lanes.first(j);
        const g = v128.and(v128.load(grad + p), mask);
        const d = v128.and(f32x4.sub(v128.load(x + p), m), mask);
        s0 = f32x4.add(s0, g);
        t0 = f32x4.add(t0, f32x4.mul(g, d));
      }
      total += Lanes.sum(f32x4.add(s0, s1));
      product += Lanes.sum(f32x4.add(t0, t1));
    }
    grad += <usize>(cols & 7) << 2;
    x += <usize>(cols & 7) << 2;
    store<f64>(sums, total);
    store<f64>(products, product);
    sums += 8;
    products += 8;
    if (++c === <usize>channels) c = 0;
  }
}

/** Adds both for each column to two doubles. */
export function gradSumLines(
  lines: i32,
  width: i32,
  grad: usize,
  x: usize,
  means: usize,
  sums: usize,
  products: usize,
): void {
  const step = <usize>width << 2;
  const apart = x - grad;
  for (; lines > 0; lines -= 16) {
    const end = grad + <usize>min(lines, 16) * step;
    for (let j: usize = 0; j < step; j += 16) {
      const m = v128.load(means + j);
      let s = V.of(0);
      let t = s;
      for (let p = grad + j; p < end; p += step) {
        const g = v128.load(p);
        s = f32x4.add(s, g);
        t = f32x4.add(t, f32x4.mul(g, f32x4.sub(v128.load(p + apart), m)));
      }
      Lanes.addTo(sums + 2 * j, s);
      Lanes.addTo(products + 2 * j, t);
    }
    grad = end;
  }
}

/** grad a + (x - centre) b + c. */
export function combineRows(
  rows: i32,
  cols: i32,
  first: i32,
  channels: i32,
  grad: usize,
  x: usize,
  as: usize,
  centres: usize,
  bs: usize,
  cs: usize,
  out: usize,
): void {
  const row = <usize>cols << 2;
  for (let k = <usize>first; rows > 0; rows--) {
    const a = v128.load32_splat(as + (k << 2));
    const m = v128.load32_splat(centres + (k << 2));
    const b = v128.load32_splat(bs + (k << 2));
    const c = v128.load32_splat(cs + (k << 2));
    let j: usize = 0;
    for (; j + 16 < row; j += 32) {
      const y0 = f32x4.mul(f32x4.sub(v128.load(x + j), m), b);
      const y1 = f32x4.mul(f32x4.sub(v128.load(x + j, 16), m), b);
      const z0 = f32x4.add(f32x4.mul(v128.load(grad + j), a), y0);
      const z1 = f32x4.add(f32x4.mul(v128.load(grad + j, 16), a), y1);
      v128.store(out + j, f32x4.add(z0, c));
      v128.store(out + j, f32x4.add(z1, c), 16);
    }
    if (j < row) {
      const y = f32x4.mul(f32x4.sub(v128.load(x + j), m), b);
      v128.store(out + j, f32x4.add(f32x4.add(f32x4.mul(v128.load(grad + j), a), y), c));
    }
    grad += row;
    x += row;
    out += row;
    if (++k === <usize>channels) k = 0;
  }
}

/** The same where each column has its numbers. */
export function combineLines(
  lines: i32,
  width: i32,
  grad: usize,
  x: usize,
  as: usize,
  centres: usize,
  bs: usize,
  cs: usize,
  out: usize,
): void {
  const step = <usize>width << 2;
  for (; lines > 0; lines--) {
    for (let j: usize = 0; j < step; j += 16) {
      const y = f32x4.mul(f32x4.sub(v128.load(x + j), v128.load(centres + j)), v128.load(bs + j));
      const z = f32x4.add(f32x4.mul(v128.load(grad + j), v128.load(as + j)), y);
      v128.store(out + j, f32x4.add(z, v128.load(cs + j)));
    }
    grad += step;
    x += step;
    out += step;
  }
}
