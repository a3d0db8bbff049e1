// Loops over tiles in the stage, four vectors at a time. They run over whole groups of sixteen floats: what lies beyond n
// belongs to nobody.
//
// A function is a class with a method `of` and no fields, so that it is known when the loop is compiled and becomes a part
// of it; its object is never made.

import { V } from "./vector";

export class Each {
  /** out = f(x). */
  @inline static unary<F>(n: i32, x: usize, out: usize): void {
    const f = changetype<F>(0);
    for (const end = x + (<usize>n << 2); x < end; x += 64, out += 64) {
      const y0 = f.of(v128.load(x));
      const y1 = f.of(v128.load(x, 16));
      const y2 = f.of(v128.load(x, 32));
      const y3 = f.of(v128.load(x, 48));
      v128.store(out, y0);
      v128.store(out, y1, 16);
      v128.store(out, y2, 32);
      v128.store(out, y3, 48);
    }
  }

  /** out = f(a, b). Each operand steps by a vector, or by nothing, where it is one number in four lanes. */
  @inline static binary<F>(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
    const f = changetype<F>(0);
    const end = out + (<usize>n << 2);
    if (sa !== 16 || sb !== 16) {
      for (; out < end; a += sa, b += sb, out += 16) {
        v128.store(out, f.of(v128.load(a), v128.load(b)));
      }
      return;
    }
    for (; out < end; a += 64, b += 64, out += 64) {
      const y0 = f.of(v128.load(a), v128.load(b));
      const y1 = f.of(v128.load(a, 16), v128.load(b, 16));
      const y2 = f.of(v128.load(a, 32), v128.load(b, 32));
      const y3 = f.of(v128.load(a, 48), v128.load(b, 48));
      v128.store(out, y0);
      v128.store(out, y1, 16);
      v128.store(out, y2, 32);
      v128.store(out, y3, 48);
    }
  }

  /** Whether all are at most that large; NaN is not. */
  @inline static within(n: i32, x: usize, limit: f32): bool {
    // Without their signs, floats are in the order of their bits, with NaN above all.
    let most = i32x4.splat(0);
    for (const end = x + (<usize>n << 2); x < end; x += 16) {
      most = i32x4.max_s(most, f32x4.abs(v128.load(x)));
    }
    return !v128.any_true(i32x4.gt_s(most, V.of(limit)));
  }

  /** Whether all are above 0, finite, and not so small that they lack digits. */
  @inline static normal(n: i32, x: usize): bool {
    const least = i32x4.splat(0x00800000);
    let most = i32x4.splat(0);
    for (const end = x + (<usize>n << 2); x < end; x += 16) {
      most = i32x4.max_u(most, i32x4.sub(v128.load(x), least));
    }
    return !v128.any_true(i32x4.ge_u(most, i32x4.splat(0x7f000000)));
  }
}
