// Activation functions with numbers of their own, and silu; their gradients, of the result's gradient and the argument (or, of
// hardtanh, the result).

import { Each } from "./each";
import { V } from "./vector";

export function leakyRelu(n: i32, x: usize, out: usize, slope: f32): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, out += 16) {
    const a = v128.load(x);
    v128.store(out, v128.bitselect(a, f32x4.mul(a, V.of(slope)), f32x4.gt(a, V.of(0))));
  }
}

export function clamp(n: i32, x: usize, out: usize, low: f32, high: f32): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, out += 16) {
    v128.store(out, f32x4.min(f32x4.max(v128.load(x), V.of(low)), V.of(high)));
  }
}

class Silu {
  /** x / (1 + e^-x): e to the power of -|x| in floats, but for its power of two, and the quotient in doubles. */
  @inline of(x: v128): v128 {
    // Beyond 170, what it lacks of 0 or x is 0 to floats.
    const near = f32x4.pmax(x, V.of(-170));
    const under = f32x4.pmax(f32x4.neg(f32x4.abs(x)), V.of(-170));
    const z = V.rounded(under);
    const s = V.growth(V.rest(under, z));
    const i = i32x4.sub(z, i32x4.splat(0x4b400000 - 1023));
    const p = i64x2.shl(i64x2.extend_low_i32x4_s(i), 52);
    const q = i64x2.shl(i64x2.extend_high_i32x4_s(i), 52);
    const a = Silu.quotient(f64x2.promote_low_f32x4(near), f64x2.promote_low_f32x4(s), p);
    const b = Silu.quotient(V.upper(near), V.upper(s), q);
    // Of -Infinity it is NaN, as 0 times it is.
    const left = f32x4.pmin(x, V.of(0));
    return f32x4.sub(V.floats(a, b), f32x4.sub(left, left));
  }

  @inline static quotient(x: v128, s: v128, power: v128): v128 {
    const one = f64x2.splat(1);
    const e = f64x2.mul(f64x2.add(s, one), power);
    const share = v128.bitselect(e, one, f64x2.lt(x, f64x2.splat(0)));
    return f64x2.div(f64x2.mul(x, share), f64x2.add(e, one));
  }
}

export function silu(n: i32, x: usize, out: usize): void {
  Each.unary<Silu>(n, x, out);
}

export function leakyReluBackward(
  n: i32,
  a: usize,
  sa: usize,
  b: usize,
  sb: usize,
  out: usize,
  slope: f32,
): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const grad = v128.load(a);
    const right = f32x4.gt(v128.load(b), V.of(0));
    v128.store(out, v128.bitselect(grad, f32x4.mul(grad, V.of(slope)), right));
  }
}

export function clampBackward(
  n: i32,
  a: usize,
  sa: usize,
  b: usize,
  sb: usize,
  out: usize,
  low: f32,
  high: f32,
): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(b);
    const within = v128.and(f32x4.ge(x, V.of(low)), f32x4.le(x, V.of(high)));
    v128.store(out, v128.and(v128.load(a), within));
  }
}

export function hardtanhBackward(
  n: i32,
  a: usize,
  sa: usize,
  b: usize,
  sb: usize,
  out: usize,
  low: f32,
  high: f32,
): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(b);
    const within = v128.and(f32x4.gt(x, V.of(low)), f32x4.lt(x, V.of(high)));
    v128.store(out, v128.and(v128.load(a), within));
  }
}

/** grad s (1 + x (1 - s)), where s is the sigmoid of x. */
export function siluBackward(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  const one = V.of(1);
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(b);
    const e = V.exp(f32x4.neg(f32x4.abs(x)));
    const left = f32x4.lt(x, V.of(0));
    const over = f32x4.div(one, f32x4.add(one, e));
    const part = f32x4.mul(e, over);
    const s = v128.bitselect(part, over, left);
    const rest = v128.bitselect(over, part, left);
    const slope = f32x4.add(one, f32x4.mul(x, rest));
    const grad = v128.load(a);
    const result = f32x4.mul(f32x4.mul(grad, s), slope);
    // A slope in the left tail that floats, not doubles, cannot tell from 0 is below 0: an infinite gradient times it is not NaN.
    const tail = v128.and(f32x4.lt(x, V.of(-87)), f32x4.gt(x, V.of(-745)));
    const endless = f32x4.eq(f32x4.abs(grad), V.of(Infinity));
    v128.store(out, v128.bitselect(f32x4.neg(grad), result, v128.and(tail, endless)));
  }
}
