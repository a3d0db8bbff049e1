// Elementwise functions of doubles over tiles in the stage, n of them, which are as many bytes as 2n floats: those of one
// operation, which round as the typed-array loops do.

import { Each } from "./each";

class Relu {
  @inline of(x: v128): v128 {
    return v128.andnot(x, f64x2.le(x, f64x2.splat(0)));
  }
}

export function reluF64(n: i32, x: usize, out: usize): void {
  Each.unary<Relu>(n << 1, x, out);
}

class Sqrt {
  @inline of(x: v128): v128 {
    return f64x2.sqrt(x);
  }
}

export function sqrtF64(n: i32, x: usize, out: usize): void {
  Each.unary<Sqrt>(n << 1, x, out);
}

// Of two operands.

class Add {
  @inline of(x: v128, y: v128): v128 {
    return f64x2.add(x, y);
  }
}

export function addF64(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<Add>(n << 1, a, sa, b, sb, out);
}

class Sub {
  @inline of(x: v128, y: v128): v128 {
    return f64x2.sub(x, y);
  }
}

export function subF64(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<Sub>(n << 1, a, sa, b, sb, out);
}

class Mul {
  @inline of(x: v128, y: v128): v128 {
    return f64x2.mul(x, y);
  }
}

export function mulF64(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<Mul>(n << 1, a, sa, b, sb, out);
}

class Div {
  @inline of(x: v128, y: v128): v128 {
    return f64x2.div(x, y);
  }
}

export function divF64(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<Div>(n << 1, a, sa, b, sb, out);
}

export function thresholdBackwardF64(
  n: i32,
  a: usize,
  sa: usize,
  b: usize,
  sb: usize,
  out: usize,
  p0: f64,
): void {
  const least = f64x2.splat(p0);
  for (const end = out + (<usize>n << 3); out < end; a += sa, b += sb, out += 16) {
    v128.store(out, v128.andnot(v128.load(a), f64x2.le(v128.load(b), least)));
  }
}
