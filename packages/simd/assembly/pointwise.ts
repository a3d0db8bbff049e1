// Elementwise loops over tiles in the stage. They run over whole vectors: what lies beyond n belongs to nobody.

import { V } from "./vector";

export function exp(n: i32, x: usize, out: usize): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, out += 16) {
    v128.store(out, V.exp(v128.load(x)));
  }
}

export function log(n: i32, x: usize, out: usize): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, out += 16) {
    v128.store(out, V.log(v128.load(x)));
  }
}

export function tanh(n: i32, x: usize, out: usize): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, out += 16) {
    v128.store(out, V.tanh(v128.load(x)));
  }
}

export function sigmoid(n: i32, x: usize, out: usize): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, out += 16) {
    v128.store(out, V.sigmoid(v128.load(x)));
  }
}

export function gelu(n: i32, x: usize, out: usize): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, out += 16) {
    v128.store(out, V.gelu(v128.load(x)));
  }
}

export function relu(n: i32, x: usize, out: usize): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, out += 16) {
    v128.store(out, V.relu(v128.load(x)));
  }
}

export function sqrt(n: i32, x: usize, out: usize): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, out += 16) {
    v128.store(out, f32x4.sqrt(v128.load(x)));
  }
}

// Of two operands; each steps by a vector, or by nothing, where it is one number in four lanes.

export function add(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(out, f32x4.add(x, y));
  }
}

export function sub(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(out, f32x4.sub(x, y));
  }
}

export function mul(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(out, f32x4.mul(x, y));
  }
}

export function div(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(out, f32x4.div(x, y));
  }
}

export function thresholdBackward(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize, p0: f32): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(out, v128.andnot(x, f32x4.le(y, f32x4.splat(p0))));
  }
}

export function sigmoidBackward(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(out, f32x4.mul(x, f32x4.mul(y, f32x4.sub(V.of(1), y))));
  }
}

export function tanhBackward(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(out, f32x4.mul(x, f32x4.sub(V.of(1), f32x4.mul(y, y))));
  }
}

export function geluBackward(n: i32, a: usize, sa: usize, b: usize, sb: usize, out: usize): void {
  for (const end = out + (<usize>n << 2); out < end; a += sa, b += sb, out += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(out, V.geluBackward(x, y));
  }
}
