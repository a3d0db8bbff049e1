// Steps of a long short-term memory. Gates of a row follow each other: input, forget, candidate, output, `width` floats each;
// width is a multiple of sixteen, since elementwise functions run over sixteen floats at a time.

import { sigmoid, tanh } from "./pointwise";
import { multiply } from "./tiles";
import { V } from "./vector";

/**
 * One step of `rows` sequences: gates holds what comes from the input, and becomes the gates; h and c become the next state,
 * `tanhs` what the output gate let through. The weights lie in panels.
 */
export function lstmStep(
  rows: i32,
  width: i32,
  panels: usize,
  h: usize,
  c: usize,
  gates: usize,
  tanhs: usize,
): void {
  const block = <usize>width << 2;
  multiply(rows, width << 2, width, h, block, 4, panels, 32, block << 3, gates, block << 2, 1);
  let p = gates;
  let q = c;
  for (let r = 0; r < rows; r++) {
    sigmoid(width << 1, p, p);
    tanh(width, p + block * 2, p + block * 2);
    sigmoid(width, p + block * 3, p + block * 3);
    for (const end = q + block; q < end; p += 16, q += 16) {
      const i = v128.load(p);
      const f = v128.load(p + block);
      const g = v128.load(p + block * 2);
      v128.store(q, f32x4.add(f32x4.mul(f, v128.load(q)), f32x4.mul(i, g)));
    }
    p += block * 3;
  }
  tanh(rows * width, c, tanhs);
  p = gates + block * 3;
  for (let r = 0; r < rows; r++) {
    for (const end = h + block; h < end; h += 16, tanhs += 16, p += 16) {
      v128.store(h, f32x4.mul(v128.load(p), v128.load(tanhs)));
    }
    p += block * 3;
  }
}

/**
 * The gradient of a step: of its output `grad` (no address: none) and, in dh and dc, of the state behind it. gates becomes the
 * gradient of what came from the input, dh and dc those of the state before, whose cells are `before`.
 */
export function lstmStepBackward(
  rows: i32,
  width: i32,
  panels: usize,
  grad: usize,
  before: usize,
  gates: usize,
  tanhs: usize,
  dh: usize,
  dc: usize,
): void {
  const block = <usize>width << 2;
  const one = V.of(1);
  let p = gates;
  let q = dh;
  for (let r = 0; r < rows; r++) {
    for (const end = q + block; q < end; ) {
      let d = v128.load(q);
      if (grad) {
        d = f32x4.add(d, v128.load(grad));
        grad += 16;
      }
      const i = v128.load(p);
      const f = v128.load(p + block);
      const g = v128.load(p + block * 2);
      const o = v128.load(p + block * 3);
      const t = v128.load(tanhs);
      const od = f32x4.mul(o, d);
      const cell = f32x4.add(v128.load(dc), f32x4.sub(od, f32x4.mul(od, f32x4.mul(t, t))));
      v128.store(dc, f32x4.mul(cell, f));
      const ci = f32x4.mul(cell, i);
      v128.store(p, f32x4.mul(f32x4.mul(ci, g), f32x4.sub(one, i)));
      const cf = f32x4.mul(f32x4.mul(cell, f), v128.load(before));
      v128.store(p + block, f32x4.mul(cf, f32x4.sub(one, f)));
      v128.store(p + block * 2, f32x4.sub(ci, f32x4.mul(ci, f32x4.mul(g, g))));
      v128.store(p + block * 3, f32x4.mul(f32x4.mul(od, t), f32x4.sub(one, o)));
      p += 16;
      q += 16;
      before += 16;
      tanhs += 16;
      dc += 16;
    }
    p += block * 3;
  }
  multiply(rows, width, width << 2, gates, block << 2, 4, panels, 32, block << 5, dh, block, 0);
}
