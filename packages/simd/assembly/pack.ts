// Panels from rows that have been copied into the stage. A panel is `1 << log` elements wide and `depth` long; panels
// follow each other. Beyond the last row or column a panel is filled with zeros.

/**
 * Rows that lie along the panels' width: `rows` of `width` elements, `stride` bytes apart, become the elements from
 * `first` on of each panel.
 */
export function packAcrossF32(
  from: usize,
  stride: usize,
  rows: i32,
  width: i32,
  to: usize,
  first: i32,
  depth: i32,
  log: i32,
): void {
  const panel = 1 << log;
  const panelBytes = <usize>depth << (log + 2);
  const elementBytes = <usize>4 << log;
  const whole = width >> log;
  to += (<usize>first) << (log + 2);
  for (let p = 0; p < whole; p++) {
    let q = to;
    let r = from;
    if (log === 2) {
      for (let l = 0; l < rows; l++) {
        v128.store(q, v128.load(r));
        q += 16;
        r += stride;
      }
    } else {
      for (let l = 0; l < rows; l++) {
        v128.store(q, v128.load(r));
        v128.store(q, v128.load(r, 16), 16);
        q += 32;
        r += stride;
      }
    }
    to += panelBytes;
    from += elementBytes;
  }
  const rest = width - (whole << log);
  if (rest === 0) return;
  for (let l = 0; l < rows; l++) {
    for (let i = 0; i < panel; i++) {
      store<f32>(to + (<usize>i << 2), i < rest ? load<f32>(from + (<usize>i << 2)) : 0);
    }
    to += elementBytes;
    from += stride;
  }
}

/** The same for float64; panels are four wide. */
export function packAcrossF64(
  from: usize,
  stride: usize,
  rows: i32,
  width: i32,
  to: usize,
  first: i32,
  depth: i32,
): void {
  const whole = width >> 2;
  to += (<usize>first) << 5;
  for (let p = 0; p < whole; p++) {
    let q = to;
    let r = from;
    for (let l = 0; l < rows; l++) {
      v128.store(q, v128.load(r));
      v128.store(q, v128.load(r, 16), 16);
      q += 32;
      r += stride;
    }
    to += <usize>depth << 5;
    from += 32;
  }
  const rest = width & 3;
  if (rest === 0) return;
  for (let l = 0; l < rows; l++) {
    for (let i = 0; i < 4; i++) {
      store<f64>(to + (<usize>i << 3), i < rest ? load<f64>(from + (<usize>i << 3)) : 0);
    }
    to += 32;
    from += stride;
  }
}

/**
 * Rows that lie along the panels' length: `rows` of `depth` elements, `stride` bytes apart, the first of them the first of a
 * panel at `to`.
 */
export function packAlongF32(
  from: usize,
  stride: usize,
  rows: i32,
  to: usize,
  depth: i32,
  log: i32,
): void {
  const elementBytes = <usize>4 << log;
  const panelBytes = <usize>depth << (log + 2);
  const panel = 1 << log;
  const padded = (rows + panel - 1) & ~(panel - 1);
  for (let i = 0; i < padded; i += 4) {
    const q0 = to + <usize>(i >> log) * panelBytes + (<usize>(i & (panel - 1)) << 2);
    if (i + 4 <= rows) {
      transposeF32(from + <usize>i * stride, stride, q0, elementBytes, depth);
    } else {
      for (let r = i; r < i + 4; r++) {
        let q = q0 + (<usize>(r - i) << 2);
        let p = from + <usize>r * stride;
        for (let l = 0; l < depth; l++) {
          store<f32>(q, r < rows ? load<f32>(p) : 0);
          p += 4;
          q += elementBytes;
        }
      }
    }
  }
}

/** Four rows become four columns. */
function transposeF32(p0: usize, stride: usize, q: usize, step: usize, depth: i32): void {
  let p1 = p0 + stride;
  let p2 = p1 + stride;
  let p3 = p2 + stride;
  let l = 0;
  for (; l < depth - 3; l += 4) {
    const x0 = v128.load(p0);
    const x1 = v128.load(p1);
    const x2 = v128.load(p2);
    const x3 = v128.load(p3);
    const y0 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5);
    const y1 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
    const y2 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5);
    const y3 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
    v128.store(q, v128.shuffle<f64>(y0, y2, 0, 2));
    q += step;
    v128.store(q, v128.shuffle<f64>(y0, y2, 1, 3));
    q += step;
    v128.store(q, v128.shuffle<f64>(y1, y3, 0, 2));
    q += step;
    v128.store(q, v128.shuffle<f64>(y1, y3, 1, 3));
    q += step;
    p0 += 16;
    p1 += 16;
    p2 += 16;
    p3 += 16;
  }
  for (; l < depth; l++) {
    store<f32>(q, load<f32>(p0));
    store<f32>(q + 4, load<f32>(p1));
    store<f32>(q + 8, load<f32>(p2));
    store<f32>(q + 12, load<f32>(p3));
    q += step;
    p0 += 4;
    p1 += 4;
    p2 += 4;
    p3 += 4;
  }
}

/** The same for float64; panels are four wide. */
export function packAlongF64(from: usize, stride: usize, rows: i32, to: usize, depth: i32): void {
  const padded = (rows + 3) & ~3;
  for (let i = 0; i < padded; i++) {
    let q = to + <usize>(i >> 2) * (<usize>depth << 5) + (<usize>(i & 3) << 3);
    let p = from + <usize>i * stride;
    for (let l = 0; l < depth; l++) {
      store<f64>(q, i < rows ? load<f64>(p) : 0);
      p += 8;
      q += 32;
    }
  }
}
