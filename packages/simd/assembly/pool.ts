// Max pooling of two by two elements, edge to edge, over rows in the stage: src/pool.ts.

class Eight {
  /** The even elements of eight. */
  @inline static even(a: v128, b: v128): v128 {
    return v128.shuffle<f32>(a, b, 0, 2, 4, 6);
  }

  @inline static odd(a: v128, b: v128): v128 {
    return v128.shuffle<f32>(a, b, 1, 3, 5, 7);
  }
}

class Largest {
  /** Where x takes the place of the largest so far: it is larger, or NaN. */
  @inline static yields(largest: v128, x: v128): v128 {
    return v128.or(f32x4.gt(x, largest), f32x4.ne(x, x));
  }
}

/**
 * `pairs` pairs of rows of `width` floats give rows of `columns` (four or more) and, at `indices`, where in its plane of
 * `rows` pairs each element stood; the first pair is number `row` of its plane. The last vector of a row overlaps the one
 * before it.
 */
export function maxSquares(
  from: usize,
  width: i32,
  pairs: i32,
  columns: i32,
  row: i32,
  rows: i32,
  out: usize,
  indices: usize,
): void {
  const bytes = <usize>width << 2;
  const steps = i32x4(0, 2, 4, 6);
  const below = i32x4.splat(width);
  const one = i32x4.splat(1);
  for (let r = 0; r < pairs; r++) {
    const first = (row * width) << 1;
    for (let i = 0; ; i += 4) {
      if (i > columns - 4) i = columns - 4;
      const p = from + (<usize>i << 3);
      const a0 = v128.load(p);
      const a1 = v128.load(p, 16);
      const b0 = v128.load(p + bytes);
      const b1 = v128.load(p + bytes, 16);
      let largest = Eight.even(a0, a1);
      let at = i32x4.add(i32x4.splat(first + (i << 1)), steps);
      const under = i32x4.add(at, below);
      let x = Eight.odd(a0, a1);
      let better = Largest.yields(largest, x);
      largest = v128.bitselect(x, largest, better);
      at = v128.bitselect(i32x4.add(at, one), at, better);
      x = Eight.even(b0, b1);
      better = Largest.yields(largest, x);
      largest = v128.bitselect(x, largest, better);
      at = v128.bitselect(under, at, better);
      x = Eight.odd(b0, b1);
      better = Largest.yields(largest, x);
      largest = v128.bitselect(x, largest, better);
      at = v128.bitselect(i32x4.add(under, one), at, better);
      v128.store(out + (<usize>i << 2), largest);
      v128.store(indices + (<usize>i << 2), at);
      if (i === columns - 4) break;
    }
    from += bytes << 1;
    out += <usize>columns << 2;
    indices += <usize>columns << 2;
    if (++row === rows) row = 0;
  }
}

/**
 * The reverse: each of `pooled` goes to where its index says, all else of the pairs of rows is zero. Rows of an odd width
 * end in a zero.
 */
export function placeSquares(
  pooled: usize,
  indices: usize,
  width: i32,
  pairs: i32,
  columns: i32,
  row: i32,
  rows: i32,
  out: usize,
): void {
  const bytes = <usize>width << 2;
  const steps = i32x4(0, 2, 4, 6);
  const below = i32x4.splat(width);
  const one = i32x4.splat(1);
  for (let r = 0; r < pairs; r++) {
    const first = (row * width) << 1;
    for (let i = 0; ; i += 4) {
      if (i > columns - 4) i = columns - 4;
      const g = v128.load(pooled + (<usize>i << 2));
      const at = v128.load(indices + (<usize>i << 2));
      const here = i32x4.add(i32x4.splat(first + (i << 1)), steps);
      const under = i32x4.add(here, below);
      const a0 = v128.and(g, i32x4.eq(at, here));
      const a1 = v128.and(g, i32x4.eq(at, i32x4.add(here, one)));
      const b0 = v128.and(g, i32x4.eq(at, under));
      const b1 = v128.and(g, i32x4.eq(at, i32x4.add(under, one)));
      const p = out + (<usize>i << 3);
      v128.store(p, v128.shuffle<f32>(a0, a1, 0, 4, 1, 5));
      v128.store(p, v128.shuffle<f32>(a0, a1, 2, 6, 3, 7), 16);
      v128.store(p + bytes, v128.shuffle<f32>(b0, b1, 0, 4, 1, 5));
      v128.store(p + bytes, v128.shuffle<f32>(b0, b1, 2, 6, 3, 7), 16);
      if (i === columns - 4) break;
    }
    if (width & 1) {
      store<f32>(out + bytes - 4, 0);
      store<f32>(out + (bytes << 1) - 4, 0);
    }
    pooled += <usize>columns << 2;
    indices += <usize>columns << 2;
    out += bytes << 1;
    if (++row === rows) row = 0;
  }
}
