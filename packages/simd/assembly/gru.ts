// Steps of gated recurrent units. Gates of a row follow each other: reset, update, candidate, `width` floats each; width is a
// multiple of sixteen, since elementwise functions run over sixteen floats at a time.

import { sigmoid, tanh } from "./pointwise";
import { multiply } from "./tiles";
import { V } from "./vector";

/**
 * One step of `rows` sequences: gates holds what comes from the input, and becomes the gates; recalled holds the bias of the
 * hidden state's part of the candidate, and becomes that part; h becomes the next state. The weights lie in panels.
 */
export function gruStep(
  rows: i32,
  width: i32,
  panels: usize,
  h: usize,
  gates: usize,
  recalled: usize,
): void {
  const block = <usize>width << 2;
  const step = block << 3;
  multiply(rows, width << 1, width, h, block, 4, panels, 32, step, gates, block * 3, 1);
  const last = panels + block * width * 2;
  multiply(rows, width, width, h, block, 4, last, 32, step, recalled, block, 1);
  for (let r = 0; r < rows; r++) {
    sigmoid(width << 1, gates, gates);
    const n = gates + block * 2;
    for (let i: usize = 0; i < block; i += 16) {
      const part = f32x4.mul(v128.load(gates + i), v128.load(recalled + i));
      v128.store(n + i, f32x4.add(v128.load(n + i), part));
    }
    tanh(width, n, n);
    for (let i: usize = 0; i < block; i += 16) {
      const z = v128.load(gates + block + i);
      const c = v128.load(n + i);
      v128.store(h + i, f32x4.add(c, f32x4.mul(z, f32x4.sub(v128.load(h + i), c))));
    }
    gates += block * 3;
    recalled += block;
    h += block;
  }
}

/**
 * The gradient of a step: of its output `grad` and, in dh, of the state behind it. `slopes` becomes the gradient of what came
 * from the input, gates that of what came from the hidden state, dh that of the state before, which was `before`.
 */
export function gruStepBackward(
  rows: i32,
  width: i32,
  panels: usize,
  grad: usize,
  before: usize,
  gates: usize,
  recalled: usize,
  slopes: usize,
  dh: usize,
): void {
  const block = <usize>width << 2;
  const one = V.of(1);
  let p = gates;
  let q = dh;
  for (let r = 0; r < rows; r++) {
    for (const end = q + block; q < end; ) {
      const d = f32x4.add(v128.load(q), v128.load(grad));
      const reset = v128.load(p);
      const z = v128.load(p + block);
      const n = v128.load(p + block * 2);
      const dz = f32x4.mul(d, z);
      v128.store(q, dz);
      const rest = f32x4.sub(d, dz);
      const toN = f32x4.sub(rest, f32x4.mul(rest, f32x4.mul(n, n)));
      const toQ = f32x4.mul(toN, reset);
      const toR = f32x4.mul(f32x4.mul(toQ, v128.load(recalled)), f32x4.sub(one, reset));
      const way = f32x4.sub(v128.load(before), n);
      const toZ = f32x4.mul(f32x4.mul(dz, way), f32x4.sub(one, z));
      v128.store(slopes, toR);
      v128.store(slopes + block, toZ);
      v128.store(slopes + block * 2, toN);
      v128.store(p, toR);
      v128.store(p + block, toZ);
      v128.store(p + block * 2, toQ);
      p += 16;
      q += 16;
      slopes += 16;
      grad += 16;
      before += 16;
      recalled += 16;
    }
    p += block * 2;
    slopes += block * 2;
  }
  const row = block * 3;
  multiply(rows, width, width * 3, gates, row, 4, panels, 32, row << 3, dh, block, 1);
}
