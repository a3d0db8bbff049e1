// Transposed copies from one place in the memory to another. Only bits are moved, so any elements of four bytes will do.

/**
 * `lines` of `width` elements, `step` bytes apart, to `width` lines of `lines`, `pitch` bytes apart. Both are at least 4; where
 * they are no multiple of it, the last blocks of four by four lie over those before.
 */
export function transpose(
  lines: i32,
  width: i32,
  from: usize,
  step: usize,
  to: usize,
  pitch: usize,
): void {
  const lastLine = lines - 4;
  const lastPlace = width - 4;
  for (let i = 0; ; i = min(i + 4, lastPlace)) {
    for (let j = 0; ; j = min(j + 4, lastLine)) {
      const p = from + <usize>j * step + (<usize>i << 2);
      const a = v128.load(p);
      const b = v128.load(p + step);
      const c = v128.load(p + 2 * step);
      const d = v128.load(p + 3 * step);
      const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      const q = to + <usize>i * pitch + (<usize>j << 2);
      v128.store(q, v128.shuffle<i64>(abLow, cdLow, 0, 2));
      v128.store(q + pitch, v128.shuffle<i64>(abLow, cdLow, 1, 3));
      v128.store(q + 2 * pitch, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
      v128.store(q + 3 * pitch, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
      if (j === lastLine) break;
    }
    if (i === lastPlace) break;
  }
}
