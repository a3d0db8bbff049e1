// Products of packed panels: src/gemm.ts cuts the matrices into blocks.
//
// A panel of the left operand holds four rows, one of the right operand eight columns (float64: four), element after
// element along the common dimension. Four rows by eight columns of the product are eight vectors: with two of the
// right panel and one of the left they fit the sixteen registers, and larger tiles do not.

// A second module, which holds these products alone, is compiled with RELAXED: see relaxed.ts.

class MulAdd {
  /** c + x * y. */
  @inline static f32(x: v128, y: v128, c: v128): v128 {
    if (isDefined(RELAXED)) return f32x4.relaxed_madd(x, y, c);
    return f32x4.add(c, f32x4.mul(x, y));
  }

  @inline static f64(x: v128, y: v128, c: v128): v128 {
    if (isDefined(RELAXED)) return f64x2.relaxed_madd(x, y, c);
    return f64x2.add(c, f64x2.mul(x, y));
  }
}

/**
 * Multiplies panels: the block c, whose rows are `ldc` bytes apart, is set to the product, to which a block at `addend` (not 0), with
 * rows `lda` bytes apart, may be added: c itself, or with 0 one row for all.
 */
export function gemmF32(
  a: usize,
  b: usize,
  c: usize,
  rowPanels: i32,
  columnPanels: i32,
  k: i32,
  ldc: usize,
  addend: usize,
  lda: usize,
): void {
  const stepA = <usize>k << 4;
  const stepB = <usize>k << 5;
  for (let j = 0; j < columnPanels; j++) {
    let pa = a;
    let pc = c;
    let pd = addend;
    for (let i = 0; i < rowPanels; i++) {
      tileF32(pa, b, pc, k, ldc, pd, lda);
      pa += stepA;
      pc += ldc << 2;
      pd += lda << 2;
    }
    b += stepB;
    c += 32;
    if (addend) addend += 32;
  }
}

function tileF32(
  a: usize,
  b: usize,
  c: usize,
  k: i32,
  ldc: usize,
  addend: usize,
  lda: usize,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + (<usize>k << 4);
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<f32>(a);
    c00 = MulAdd.f32(a0, b0, c00);
    c01 = MulAdd.f32(a0, b1, c01);
    const a1 = v128.load_splat<f32>(a, 4);
    c10 = MulAdd.f32(a1, b0, c10);
    c11 = MulAdd.f32(a1, b1, c11);
    const a2 = v128.load_splat<f32>(a, 8);
    c20 = MulAdd.f32(a2, b0, c20);
    c21 = MulAdd.f32(a2, b1, c21);
    const a3 = v128.load_splat<f32>(a, 12);
    c30 = MulAdd.f32(a3, b0, c30);
    c31 = MulAdd.f32(a3, b1, c31);
    a += 16;
    b += 32;
  }
  const d1 = c + ldc;
  const d2 = d1 + ldc;
  const d3 = d2 + ldc;
  if (addend) {
    c00 = f32x4.add(c00, v128.load(addend));
    c01 = f32x4.add(c01, v128.load(addend, 16));
    addend += lda;
    c10 = f32x4.add(c10, v128.load(addend));
    c11 = f32x4.add(c11, v128.load(addend, 16));
    addend += lda;
    c20 = f32x4.add(c20, v128.load(addend));
    c21 = f32x4.add(c21, v128.load(addend, 16));
    addend += lda;
    c30 = f32x4.add(c30, v128.load(addend));
    c31 = f32x4.add(c31, v128.load(addend, 16));
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(d1, c10);
  v128.store(d1, c11, 16);
  v128.store(d2, c20);
  v128.store(d2, c21, 16);
  v128.store(d3, c30);
  v128.store(d3, c31, 16);
}

/** The same for float64, in tiles of four by four. */
export function gemmF64(
  a: usize,
  b: usize,
  c: usize,
  rowPanels: i32,
  columnPanels: i32,
  k: i32,
  ldc: usize,
  addend: usize,
  lda: usize,
): void {
  const step = <usize>k << 5;
  for (let j = 0; j < columnPanels; j++) {
    let pa = a;
    let pc = c;
    let pd = addend;
    for (let i = 0; i < rowPanels; i++) {
      tileF64(pa, b, pc, k, ldc, pd, lda);
      pa += step;
      pc += ldc << 2;
      pd += lda << 2;
    }
    b += step;
    c += 32;
    if (addend) addend += 32;
  }
}

function tileF64(
  a: usize,
  b: usize,
  c: usize,
  k: i32,
  ldc: usize,
  addend: usize,
  lda: usize,
): void {
  let c00 = f64x2.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + (<usize>k << 5);
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<f64>(a);
    c00 = MulAdd.f64(a0, b0, c00);
    c01 = MulAdd.f64(a0, b1, c01);
    const a1 = v128.load_splat<f64>(a, 8);
    c10 = MulAdd.f64(a1, b0, c10);
    c11 = MulAdd.f64(a1, b1, c11);
    const a2 = v128.load_splat<f64>(a, 16);
    c20 = MulAdd.f64(a2, b0, c20);
    c21 = MulAdd.f64(a2, b1, c21);
    const a3 = v128.load_splat<f64>(a, 24);
    c30 = MulAdd.f64(a3, b0, c30);
    c31 = MulAdd.f64(a3, b1, c31);
    a += 32;
    b += 32;
  }
  const d1 = c + ldc;
  const d2 = d1 + ldc;
  const d3 = d2 + ldc;
  if (addend) {
    c00 = f64x2.add(c00, v128.load(addend));
    c01 = f64x2.add(c01, v128.load(addend, 16));
    addend += lda;
    c10 = f64x2.add(c10, v128.load(addend));
    c11 = f64x2.add(c11, v128.load(addend, 16));
    addend += lda;
    c20 = f64x2.add(c20, v128.load(addend));
    c21 = f64x2.add(c21, v128.load(addend, 16));
    addend += lda;
    c30 = f64x2.add(c30, v128.load(addend));
    c31 = f64x2.add(c31, v128.load(addend, 16));
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(d1, c10);
  v128.store(d1, c11, 16);
  v128.store(d2, c20);
  v128.store(d2, c21, 16);
  v128.store(d3, c30);
  v128.store(d3, c31, 16);
}
