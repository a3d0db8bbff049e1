// Convolutions straight from padded images: src/convolution.ts stages them.
//
// A staged plane holds the rows of one channel `pitch` floats apart, with zeros between them, so that what a place of the
// kernel sees of any output is that output's position and a constant: its offset. Consecutive outputs are then consecutive
// in memory for every place, also across the ends of rows: what is computed for the positions between rows belongs to
// nobody.

/**
 * Outputs of all channels at consecutive positions: `weights` are panels of four channels, as the product's left operand;
 * `offsets` has, for each of `depth` places, where it lies from x on, in bytes; `bias` a number for each channel. Planes of y
 * lie `ldy` bytes apart.
 */
export function convolveF32(
  weights: usize,
  offsets: usize,
  bias: usize,
  x: usize,
  y: usize,
  rowPanels: i32,
  columnPanels: i32,
  depth: i32,
  ldy: usize,
): void {
  const step = <usize>depth << 4;
  for (let j = 0; j < columnPanels; j++) {
    let pw = weights;
    let pb = bias;
    let py = y;
    for (let i = 0; i < rowPanels; i++) {
      tile(pw, pw + step, offsets, pb, x, py, ldy);
      pw += step;
      pb += 16;
      py += ldy << 2;
    }
    x += 32;
    y += 32;
  }
}

/** Four channels at eight positions. */
function tile(w: usize, end: usize, offsets: usize, bias: usize, x: usize, y: usize, ldy: usize): void {
  let c00 = v128.load_splat<f32>(bias);
  let c01 = c00;
  let c10 = v128.load_splat<f32>(bias, 4);
  let c11 = c10;
  let c20 = v128.load_splat<f32>(bias, 8);
  let c21 = c20;
  let c30 = v128.load_splat<f32>(bias, 12);
  let c31 = c30;
  while (w < end) {
    const from = x + <usize>load<u32>(offsets);
    const x0 = v128.load(from);
    const x1 = v128.load(from, 16);
    const w0 = v128.load_splat<f32>(w);
    c00 = f32x4.add(c00, f32x4.mul(w0, x0));
    c01 = f32x4.add(c01, f32x4.mul(w0, x1));
    const w1 = v128.load_splat<f32>(w, 4);
    c10 = f32x4.add(c10, f32x4.mul(w1, x0));
    c11 = f32x4.add(c11, f32x4.mul(w1, x1));
    const w2 = v128.load_splat<f32>(w, 8);
    c20 = f32x4.add(c20, f32x4.mul(w2, x0));
    c21 = f32x4.add(c21, f32x4.mul(w2, x1));
    const w3 = v128.load_splat<f32>(w, 12);
    c30 = f32x4.add(c30, f32x4.mul(w3, x0));
    c31 = f32x4.add(c31, f32x4.mul(w3, x1));
    w += 16;
    offsets += 4;
  }
  const y1 = y + ldy;
  const y2 = y1 + ldy;
  const y3 = y2 + ldy;
  v128.store(y, c00);
  v128.store(y, c01, 16);
  v128.store(y1, c10);
  v128.store(y1, c11, 16);
  v128.store(y2, c20);
  v128.store(y2, c21, 16);
  v128.store(y3, c30);
  v128.store(y3, c31, 16);
}

/**
 * Adds, for each place of the kernel and channel of the gradient, the products of all positions: `to` holds, place after
 * place, a number for each channel. Positions come in fours; those between rows have no gradient. The number of places is
 * even.
 */
export function convolveWeightF32(
  grad: usize,
  ldg: usize,
  offsets: usize,
  x: usize,
  to: usize,
  rowPanels: i32,
  depth: i32,
  positions: i32,
): void {
  const length = <usize>positions << 2;
  const row = <usize>rowPanels << 4;
  for (let k = 0; k < depth; k += 2) {
    const x0 = x + <usize>load<u32>(offsets);
    const x1 = x + <usize>load<u32>(offsets, 4);
    let g = grad;
    for (let i = 0; i < rowPanels; i++) {
      weightTile(g, ldg, x0, x1, to, row, length);
      g += ldg << 2;
      to += 16;
    }
    to += row;
    offsets += 8;
  }
}

/** Four channels by two places. */
function weightTile(g0: usize, ldg: usize, x0: usize, x1: usize, to: usize, row: usize, length: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let g1 = g0 + ldg;
  let g2 = g1 + ldg;
  let g3 = g2 + ldg;
  const end = g0 + length;
  while (g0 < end) {
    const a = v128.load(x0);
    const b = v128.load(x1);
    const d0 = v128.load(g0);
    c00 = f32x4.add(c00, f32x4.mul(d0, a));
    c01 = f32x4.add(c01, f32x4.mul(d0, b));
    const d1 = v128.load(g1);
    c10 = f32x4.add(c10, f32x4.mul(d1, a));
    c11 = f32x4.add(c11, f32x4.mul(d1, b));
    const d2 = v128.load(g2);
    c20 = f32x4.add(c20, f32x4.mul(d2, a));
    c21 = f32x4.add(c21, f32x4.mul(d2, b));
    const d3 = v128.load(g3);
    c30 = f32x4.add(c30, f32x4.mul(d3, a));
    c31 = f32x4.add(c31, f32x4.mul(d3, b));
    x0 += 16;
    x1 += 16;
    g0 += 16;
    g1 += 16;
    g2 += 16;
    g3 += 16;
  }
  v128.store(to, f32x4.add(v128.load(to), Four.sums(c00, c10, c20, c30)));
  v128.store(to + row, f32x4.add(v128.load(to + row), Four.sums(c01, c11, c21, c31)));
}

class Four {
  /** The sum of the lanes of each of four vectors. */
  @inline static sums(a: v128, b: v128, c: v128, d: v128): v128 {
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
    return f32x4.add(v128.shuffle<f64>(ab, cd, 0, 2), v128.shuffle<f64>(ab, cd, 1, 3));
  }
}

/** Floats to zero, and up to three more. */
function clear(to: usize, end: usize): void {
  const zero = f32x4.splat(0);
  for (; to < end; to += 16) v128.store(to, zero);
}

/**
 * Rows of `width` floats that follow each other, planes `fromPlane` bytes apart, become rows `pitch` floats apart, with zeros
 * between. In a plane of `size` floats they begin at `lead`; what else is in it becomes zero.
 *
 * All is written in ascending order, and whole vectors at a time: what is written too far is written again.
 */
export function spreadRowsF32(
  from: usize,
  fromPlane: usize,
  to: usize,
  toPlane: usize,
  planes: i32,
  rows: i32,
  width: i32,
  pitch: i32,
  lead: i32,
  size: i32,
): void {
  const bytes = <usize>width << 2;
  const step = <usize>pitch << 2;
  for (let c = 0; c < planes; c++) {
    let p = to + (<usize>lead << 2);
    clear(to, p);
    let q = from;
    for (let r = 0; r < rows; r++) {
      for (let i: usize = 0; i < bytes; i += 16) v128.store(p + i, v128.load(q + i));
      clear(p + bytes, p + step);
      p += step;
      q += bytes;
    }
    clear(p, to + (<usize>size << 2));
    from += fromPlane;
    to += toPlane;
  }
}

/**
 * Every `rowStep`-th row and `step`-th element of each plane, rows `pitch` floats apart: from row `firstRow` and element
 * `first` on, which may lie beside the plane, where all is zero.
 */
export function pickRowsF32(
  from: usize,
  fromPlane: usize,
  to: usize,
  toPlane: usize,
  planes: i32,
  rows: i32,
  width: i32,
  firstRow: i32,
  rowStep: i32,
  first: i32,
  step: i32,
  pickedRows: i32,
  pitch: i32,
  size: i32,
): void {
  for (let c = 0; c < planes; c++) {
    let p = to;
    let y = firstRow;
    for (let r = 0; r < pickedRows; r++, y += rowStep) {
      const row = from + ((<usize>y * <usize>width) << 2);
      let x = first;
      for (let i = 0; i < pitch; i++, x += step, p += 4) {
        const inside = y >= 0 && y < rows && x >= 0 && x < width;
        store<f32>(p, inside ? load<f32>(row + (<usize>x << 2)) : 0);
      }
    }
    clear(p, to + (<usize>size << 2));
    from += fromPlane;
    to += toPlane;
  }
}

/** The reverse of spreading: rows of `width` floats, `pitch` apart, follow each other, as do the planes. */
export function gatherRowsF32(
  from: usize,
  fromPlane: usize,
  to: usize,
  planes: i32,
  rows: i32,
  width: i32,
  pitch: i32,
): void {
  const bytes = <usize>width << 2;
  const step = <usize>pitch << 2;
  for (let c = 0; c < planes; c++) {
    let p = from;
    for (let r = 0; r < rows; r++) {
      for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, v128.load(p + i));
      to += bytes;
      p += step;
    }
    from += fromPlane;
  }
}
