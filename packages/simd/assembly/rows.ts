// Sums, largest elements and softmax of rows in the stage.

import { V } from "./vector";

class Lanes {
  @inline static sum(x: v128): f32 {
    const y = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
    return f32x4.extract_lane(y, 0) + f32x4.extract_lane(y, 1);
  }

  @inline static max(x: v128): f32 {
    const y = f32x4.max(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
    return max(f32x4.extract_lane(y, 0), f32x4.extract_lane(y, 1));
  }

  /** Two sums of two lanes, as doubles. */
  @inline static doubles(x: v128): v128 {
    const high = v128.shuffle<f32>(x, x, 2, 3, 0, 1);
    return f64x2.add(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(high));
  }

  /** Ones in the first lanes. */
  @inline static first(count: i32): v128 {
    return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
  }
}

/** The sum of n floats: of each 128 of them in sixteen sums side by side, of those in doubles. */
export function sum(n: i32, x: usize): f64 {
  let total = f64x2.splat(0);
  let i = n;
  for (; i >= 128; i -= 128) {
    let s0 = v128.load(x);
    let s1 = v128.load(x, 16);
    let s2 = v128.load(x, 32);
    let s3 = v128.load(x, 48);
    const end = x + 512;
    for (x += 64; x < end; x += 64) {
      s0 = f32x4.add(s0, v128.load(x));
      s1 = f32x4.add(s1, v128.load(x, 16));
      s2 = f32x4.add(s2, v128.load(x, 32));
      s3 = f32x4.add(s3, v128.load(x, 48));
    }
    total = f64x2.add(total, Lanes.doubles(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))));
  }
  for (; i > 0; i -= 4, x += 16) {
    total = f64x2.add(total, Lanes.doubles(v128.and(v128.load(x), Lanes.first(i))));
  }
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

/** What softmax needs to know of a row: its largest element, and whether all others are so close that e^(x - it) is normal. */
class Range {
  @inline static largest(n: i32, x: usize): f32 {
    let m0 = V.of(-Infinity);
    let m1 = m0;
    let i = n;
    // NaN is passed over: what is computed of it is NaN all the same.
    for (; i >= 8; i -= 8, x += 32) {
      m0 = f32x4.pmax(m0, v128.load(x));
      m1 = f32x4.pmax(m1, v128.load(x, 16));
    }
    for (; i > 0; i -= 4, x += 16) {
      m0 = f32x4.pmax(m0, v128.bitselect(v128.load(x), V.of(-Infinity), Lanes.first(i)));
    }
    return Lanes.max(f32x4.pmax(m0, m1));
  }

  @inline static near(n: i32, x: usize, largest: f32): bool {
    const least = V.of(largest - 87);
    let far = i32x4.splat(0);
    let i = n;
    for (; i >= 4; i -= 4, x += 16) far = v128.or(far, f32x4.lt(v128.load(x), least));
    if (i > 0) far = v128.or(far, v128.and(f32x4.lt(v128.load(x), least), Lanes.first(i)));
    return !v128.any_true(far);
  }
}

class Exp {
  @inline of(x: v128): v128 {
    return V.exp(x);
  }
}

class ExpNear {
  @inline of(x: v128): v128 {
    return V.expNear(x);
  }
}

class Shifted {
  /** Writes e^(x - shift) and answers the sum. With `keep` 0 it writes nothing. */
  @inline static exp<F>(n: i32, x: usize, shift: v128, out: usize, keep: bool): v128 {
    const f = changetype<F>(0);
    let s0 = V.of(0);
    let s1 = s0;
    let j = n;
    for (; j >= 16; j -= 16, x += 64, out += 64) {
      const e0 = f.of(f32x4.sub(v128.load(x), shift));
      const e1 = f.of(f32x4.sub(v128.load(x, 16), shift));
      const e2 = f.of(f32x4.sub(v128.load(x, 32), shift));
      const e3 = f.of(f32x4.sub(v128.load(x, 48), shift));
      s0 = f32x4.add(s0, f32x4.add(e0, e1));
      s1 = f32x4.add(s1, f32x4.add(e2, e3));
      if (keep) {
        v128.store(out, e0);
        v128.store(out, e1, 16);
        v128.store(out, e2, 32);
        v128.store(out, e3, 48);
      }
    }
    for (; j > 0; j -= 4, x += 16, out += 16) {
      const e = f.of(f32x4.sub(v128.load(x), shift));
      s0 = f32x4.add(s0, v128.and(e, Lanes.first(j)));
      if (keep) v128.store(out, e);
    }
    return f32x4.add(s0, s1);
  }
}

/** Rows of `cols` floats, one after the other. What is written past the last row belongs to nobody. */
export function softmax(rows: i32, cols: i32, x: usize, out: usize): void {
  const row = <usize>cols << 2;
  for (let i = 0; i < rows; i++) {
    const largest = Range.largest(cols, x);
    const shift = V.of(largest);
    const s = Range.near(cols, x, largest)
      ? Shifted.exp<ExpNear>(cols, x, shift, out, true)
      : Shifted.exp<Exp>(cols, x, shift, out, true);
    const scale = V.of(1 / Lanes.sum(s));
    for (let q = out; q < out + row; q += 16) v128.store(q, f32x4.mul(v128.load(q), scale));
    x += row;
    out += row;
  }
}

export function logSoftmax(rows: i32, cols: i32, x: usize, out: usize): void {
  const row = <usize>cols << 2;
  for (let i = 0; i < rows; i++) {
    const largest = Range.largest(cols, x);
    const shift = V.of(largest);
    const s = Range.near(cols, x, largest)
      ? Shifted.exp<ExpNear>(cols, x, shift, out, false)
      : Shifted.exp<Exp>(cols, x, shift, out, false);
    const log = V.log(V.of(Lanes.sum(s)));
    for (let p = x; p < x + row; p += 16) {
      const y = f32x4.sub(f32x4.sub(v128.load(p), shift), log);
      v128.store(p - x + out, y);
    }
    x += row;
    out += row;
  }
}

/** y (grad - Σ grad y). */
export function softmaxBackward(rows: i32, cols: i32, grad: usize, y: usize, out: usize): void {
  const row = <usize>cols << 2;
  for (let i = 0; i < rows; i++) {
    let s = V.of(0);
    let j = cols;
    for (let p: usize = 0; j > 0; j -= 4, p += 16) {
      const product = f32x4.mul(v128.load(grad + p), v128.load(y + p));
      s = f32x4.add(s, v128.and(product, Lanes.first(j)));
    }
    const shift = V.of(Lanes.sum(s));
    for (let p: usize = 0; p < row; p += 16) {
      const d = f32x4.sub(v128.load(grad + p), shift);
      v128.store(out + p, f32x4.mul(v128.load(y + p), d));
    }
    grad += row;
    y += row;
    out += row;
  }
}

/** grad - e^y Σ grad. */
export function logSoftmaxBackward(rows: i32, cols: i32, grad: usize, y: usize, out: usize): void {
  const row = <usize>cols << 2;
  for (let i = 0; i < rows; i++) {
    const total = V.of(<f32>sum(cols, grad));
    for (let p: usize = 0; p < row; p += 16) {
      const e = V.exp(v128.load(y + p));
      v128.store(out + p, f32x4.sub(v128.load(grad + p), f32x4.mul(e, total)));
    }
    grad += row;
    y += row;
    out += row;
  }
}
