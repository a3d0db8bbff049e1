// Normalization of rows in the stage. A row is a multiple of four floats; its mean and inverse standard deviation stand in doubles.

import { V } from "./vector";

class Lanes {
  @inline static total(x: v128): v128 {
    const y = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
    return f32x4.add(y, v128.shuffle<f32>(y, y, 1, 0, 3, 2));
  }

  /** The double at an address, four times as a float. */
  @inline static splat(x: usize): v128 {
    return f32x4.splat(<f32>load<f64>(x));
  }
}

/** (x - mean) rstd weight + bias; no address: no weight, no bias. */
export function layerNorm(
  rows: i32,
  cols: i32,
  x: usize,
  mean: usize,
  rstd: usize,
  weight: usize,
  bias: usize,
  out: usize,
): void {
  const row = <usize>cols << 2;
  for (let i = 0; i < rows; i++) {
    const m = Lanes.splat(mean);
    const r = Lanes.splat(rstd);
    for (let j: usize = 0; j < row; j += 16) {
      let y = f32x4.mul(f32x4.sub(v128.load(x + j), m), r);
      if (weight) y = f32x4.mul(y, v128.load(weight + j));
      if (bias) y = f32x4.add(y, v128.load(bias + j));
      v128.store(out + j, y);
    }
    x += row;
    out += row;
    mean += 8;
    rstd += 8;
  }
}

/** Its gradient, and those of weight and bias, which are added to what stands there. */
export function layerNormBackward(
  rows: i32,
  cols: i32,
  grad: usize,
  x: usize,
  mean: usize,
  rstd: usize,
  weight: usize,
  out: usize,
  toWeight: usize,
  toBias: usize,
): void {
  const row = <usize>cols << 2;
  const share = f32x4.splat(1 / <f32>cols);
  for (let i = 0; i < rows; i++) {
    const m = Lanes.splat(mean);
    const r = Lanes.splat(rstd);
    let s = V.of(0);
    let t = V.of(0);
    for (let j: usize = 0; j < row; j += 16) {
      const g = v128.load(grad + j);
      const y = f32x4.mul(f32x4.sub(v128.load(x + j), m), r);
      const gy = f32x4.mul(g, y);
      v128.store(toWeight + j, f32x4.add(v128.load(toWeight + j), gy));
      v128.store(toBias + j, f32x4.add(v128.load(toBias + j), g));
      if (weight) {
        const w = v128.load(weight + j);
        s = f32x4.add(s, f32x4.mul(g, w));
        t = f32x4.add(t, f32x4.mul(gy, w));
      } else {
        s = f32x4.add(s, g);
        t = f32x4.add(t, gy);
      }
    }
    s = f32x4.mul(Lanes.total(s), share);
    t = f32x4.mul(Lanes.total(t), share);
    for (let j: usize = 0; j < row; j += 16) {
      let h = v128.load(grad + j);
      if (weight) h = f32x4.mul(h, v128.load(weight + j));
      const y = f32x4.mul(f32x4.sub(v128.load(x + j), m), r);
      v128.store(out + j, f32x4.mul(r, f32x4.sub(f32x4.sub(h, s), f32x4.mul(y, t))));
    }
    grad += row;
    x += row;
    out += row;
    mean += 8;
    rstd += 8;
  }
}
