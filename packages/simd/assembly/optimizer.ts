// Optimizer updates over tiles in the stage: parameter, gradient and state are updated where they stand.

import { V } from "./vector";

class Decay {
  /** The gradient with weight decay. Without it the parameter does not matter, not even an infinite one. */
  @inline static of(grad: v128, decay: f32, x: v128): v128 {
    return decay === 0 ? grad : f32x4.add(grad, f32x4.mul(V.of(decay), x));
  }
}

export function sgd(n: i32, p: usize, g: usize, lr: f32, sign: f32, decay: f32): void {
  for (const end = p + (<usize>n << 2); p < end; p += 16, g += 16) {
    const x = v128.load(p);
    const grad = Decay.of(f32x4.mul(V.of(sign), v128.load(g)), decay, x);
    v128.store(p, f32x4.sub(x, f32x4.mul(V.of(lr), grad)));
  }
}

export function sgdMomentum(
  n: i32,
  p: usize,
  g: usize,
  buffer: usize,
  lr: f32,
  sign: f32,
  decay: f32,
  momentum: f32,
  keep: f32,
  nesterov: f32,
): void {
  for (const end = p + (<usize>n << 2); p < end; p += 16, g += 16, buffer += 16) {
    const x = v128.load(p);
    const grad = Decay.of(f32x4.mul(V.of(sign), v128.load(g)), decay, x);
    const m = f32x4.add(f32x4.mul(V.of(momentum), v128.load(buffer)), f32x4.mul(V.of(keep), grad));
    v128.store(buffer, m);
    const step = nesterov === 0 ? m : f32x4.add(grad, f32x4.mul(V.of(momentum), m));
    v128.store(p, f32x4.sub(x, f32x4.mul(V.of(lr), step)));
  }
}

export function adam(
  n: i32,
  p: usize,
  g: usize,
  m: usize,
  v: usize,
  largest: usize,
  sign: f32,
  decay: f32,
  shrink: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  stepSize: f32,
  perRoot: f32,
  eps: f32,
): void {
  for (const end = p + (<usize>n << 2); p < end; p += 16, g += 16, m += 16, v += 16) {
    const x = f32x4.mul(v128.load(p), V.of(shrink));
    const grad = Decay.of(f32x4.mul(V.of(sign), v128.load(g)), decay, x);
    const mean = f32x4.add(f32x4.mul(V.of(beta1), v128.load(m)), f32x4.mul(V.of(rest1), grad));
    const fresh = f32x4.mul(f32x4.mul(V.of(rest2), grad), grad);
    const square = f32x4.add(f32x4.mul(V.of(beta2), v128.load(v)), fresh);
    v128.store(m, mean);
    v128.store(v, square);
    let most = square;
    if (largest !== 0) {
      most = f32x4.max(v128.load(largest), square);
      v128.store(largest, most);
      largest += 16;
    }
    const scale = f32x4.add(f32x4.mul(f32x4.sqrt(most), V.of(perRoot)), V.of(eps));
    v128.store(p, f32x4.sub(x, f32x4.div(f32x4.mul(V.of(stepSize), mean), scale)));
  }
}
