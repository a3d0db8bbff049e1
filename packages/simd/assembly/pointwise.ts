// Elementwise functions over tiles in the stage. What costs more for a few arguments than for most is chosen for a whole tile.

import { Each } from "./each";
import { V } from "./vector";

/** Up to here e^x and e^-x are normal numbers. */
const NEAR_EXP: f32 = 87;
/** Up to here e^(-x²/2) is. */
const NEAR_BELL: f32 = 13;

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

export function exp(n: i32, x: usize, out: usize): void {
  if (Each.within(n, x, NEAR_EXP)) Each.unary<ExpNear>(n, x, out);
  else Each.unary<Exp>(n, x, out);
}

class Log {
  @inline of(x: v128): v128 {
    return V.log(x);
  }
}

class LogNear {
  @inline of(x: v128): v128 {
    return V.logNear(x);
  }
}

export function log(n: i32, x: usize, out: usize): void {
  if (Each.normal(n, x)) Each.unary<LogNear>(n, x, out);
  else Each.unary<Log>(n, x, out);
}

class Tanh {
  @inline of(x: v128): v128 {
    return V.tanh(x);
  }
}

export function tanh(n: i32, x: usize, out: usize): void {
  Each.unary<Tanh>(n, x, out);
}

class Sigmoid {
  @inline of(x: v128): v128 {
    // So far to the left it is e^x.
    const near = V.sigmoidNear(f32x4.pmax(x, V.of(-NEAR_EXP)));
    return v128.bitselect(V.exp(x), near, f32x4.lt(x, V.of(-NEAR_EXP)));
  }
}

class SigmoidNear {
  @inline of(x: v128): v128 {
    return V.sigmoidNear(x);
  }
}

export function sigmoid(n: i32, x: usize, out: usize): void {
  if (Each.within(n, x, NEAR_EXP)) Each.unary<SigmoidNear>(n, x, out);
  else Each.unary<Sigmoid>(n, x, out);
}

class Gelu {
  @inline of(x: v128): v128 {
    return V.gelu(x);
  }
}

class GeluNear {
  @inline of(x: v128): v128 {
    return V.geluNear(x);
  }
}

export function gelu(n: i32, x: usize, out: usize): void {
  if (Each.within(n, x, NEAR_BELL)) Each.unary<GeluNear>(n, x, out);
  else Each.unary<Gelu>(n, x, out);
}

class Relu {
  @inline of(x: v128): v128 {
    return V.relu(x);
  }
}

export function relu(n: i32, x: usize, out: usize): void {
  Each.unary<Relu>(n, x, out);
}

class Sqrt {
  @inline of(x: v128): v128 {
    return f32x4.sqrt(x);
  }
}

export function sqrt(n: i32, x: usize, out: usize): void {
  Each.unary<Sqrt>(n, x, out);
}

class Square {
  @inline of(x: v128): v128 {
    return f32x4.mul(x, x);
  }
}

export function square(n: i32, x: usize, out: usize): void {
  Each.unary<Square>(n, x, out);
}

class Neg {
  @inline of(x: v128): v128 {
    return f32x4.neg(x);
  }
}

export function neg(n: i32, x: usize, out: usize): void {
  Each.unary<Neg>(n, x, out);
}

class Abs {
  @inline of(x: v128): v128 {
    return f32x4.abs(x);
  }
}

export function abs(n: i32, x: usize, out: usize): void {
  Each.unary<Abs>(n, x, out);
}

class Reciprocal {
  @inline of(x: v128): v128 {
    return f32x4.div(V.of(1), x);
  }
}

export function reciprocal(n: i32, x: usize, out: usize): void {
  Each.unary<Reciprocal>(n, x, out);
}

// Of two operands.

class Add {
  @inline of(x: v128, y: v128): v128 {
    return f32x4.add(x, y);
  }
}

export function add(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<Add>(n, a, sa, b, sb, out);
}

class Sub {
  @inline of(x: v128, y: v128): v128 {
    return f32x4.sub(x, y);
  }
}

export function sub(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<Sub>(n, a, sa, b, sb, out);
}

class Mul {
  @inline of(x: v128, y: v128): v128 {
    return f32x4.mul(x, y);
  }
}

export function mul(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<Mul>(n, a, sa, b, sb, out);
}

class Div {
  @inline of(x: v128, y: v128): v128 {
    return f32x4.div(x, y);
  }
}

export function div(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<Div>(n, a, sa, b, sb, out);
}

// Gradients: of the result, and the argument or the result.

export function thresholdBackward(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize, p0: f32): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(out, v128.andnot(x, f32x4.le(y, f32x4.splat(p0))));
  }
}

class SigmoidBackward {
  @inline of(grad: v128, y: v128): v128 {
    return f32x4.mul(grad, f32x4.mul(y, f32x4.sub(V.of(1), y)));
  }
}

export function sigmoidBackward(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<SigmoidBackward>(n, a, sa, b, sb, out);
}

class TanhBackward {
  @inline of(grad: v128, y: v128): v128 {
    return f32x4.mul(grad, f32x4.sub(V.of(1), f32x4.mul(y, y)));
  }
}

export function tanhBackward(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  Each.binary<TanhBackward>(n, a, sa, b, sb, out);
}

class GeluBackward {
  @inline of(grad: v128, x: v128): v128 {
    // Beyond 40 the density is 0 in any case; an infinite x times it would be NaN.
    const near = f32x4.pmax(f32x4.pmin(x, V.of(40)), V.of(-40));
    const result = f32x4.mul(grad, V.geluSlope(near, V.exp(V.bell(near))));
    // A slope in the left tail that floats cannot tell from 0 is below 0: an infinite gradient times it is not NaN.
    const tail = f32x4.lt(x, V.of(-NEAR_BELL));
    const endless = f32x4.eq(f32x4.abs(grad), V.of(Infinity));
    return v128.bitselect(f32x4.neg(grad), result, v128.and(tail, endless));
  }
}

class GeluBackwardNear {
  @inline of(grad: v128, x: v128): v128 {
    return f32x4.mul(grad, V.geluSlope(x, V.expNear(V.bell(x))));
  }
}

export function geluBackward(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  if (Each.within(sb === 0 ? 4 : n, b, NEAR_BELL)) Each.binary<GeluBackwardNear>(n, a, sa, b, sb, out);
  else Each.binary<GeluBackward>(n, a, sa, b, sb, out);
}
