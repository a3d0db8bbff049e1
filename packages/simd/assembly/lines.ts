// Sums across lines in the stage: of each column.

class Totals {
  /** Adds four floats to four doubles. */
  @inline static add(to: usize, s: v128): void {
    const high = v128.shuffle<f32>(s, s, 2, 3, 0, 1);
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(s)));
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(high)), 16);
  }
}

/**
 * Adds lines of `width` floats, which follow each other, to as many doubles: sixteen lines at a time in float32, those
 * sums in doubles. Totals beyond the last belong to nobody.
 */
export function sumLines(lines: i32, width: i32, x: usize, totals: usize): void {
  const step = <usize>width << 2;
  for (; lines > 0; lines -= 16) {
    const end = x + <usize>min(lines, 16) * step;
    let to = totals;
    let j = width;
    for (; j >= 16; j -= 16, x += 64, to += 128) {
      let s0 = v128.load(x);
      let s1 = v128.load(x, 16);
      let s2 = v128.load(x, 32);
      let s3 = v128.load(x, 48);
      for (let p = x + step; p < end; p += step) {
        s0 = f32x4.add(s0, v128.load(p));
        s1 = f32x4.add(s1, v128.load(p, 16));
        s2 = f32x4.add(s2, v128.load(p, 32));
        s3 = f32x4.add(s3, v128.load(p, 48));
      }
      Totals.add(to, s0);
      Totals.add(to + 32, s1);
      Totals.add(to + 64, s2);
      Totals.add(to + 96, s3);
    }
    for (; j > 0; j -= 4, x += 16, to += 32) {
      let s = v128.load(x);
      for (let p = x + step; p < end; p += step) s = f32x4.add(s, v128.load(p));
      Totals.add(to, s);
    }
    x = end;
  }
}
