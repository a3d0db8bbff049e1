/**
 * Matrix products: blocks of the operands are packed into panels in the scratch memory, multiplied there, and the block of
 * the product is copied out.
 *
 * Packing takes operands of any strides. Rows that are contiguous are copied in one go into the stage, from where SIMD
 * loops pack them; others are packed element by element.
 */
import type { Gemm } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import {
  BIAS,
  BLOCK_C,
  BLOCK_COLUMNS,
  BLOCK_DEPTH,
  BLOCK_ROWS,
  PANELS_A,
  PANELS_B,
  STAGE,
  STAGE_BYTES,
} from "./places.ts";

type Floats = Float32Array | Float64Array;

// Where packing and copying cost more than they save, the typed-array loop runs (scripts/cut-overs.ts).
/** Fewer rows than this leave the register tiles half empty, fewer columns too. */
const LEAST_ROWS = 4;
const LEAST_COLUMNS = 4;
/** Fewer multiplications than this. */
const LEAST_PRODUCTS = 1024;

/** Rows shorter than this are copied element by element: a subarray costs as much. */
const SHORT_ROW = 24;

/** `size` rounded up to whole panels of `width`, a power of two. */
function padded(size: number, width: number): number {
  return (size + width - 1) & -width;
}

/** The kernel that multiplies by the given loops, and leaves small products to `fallback`. */
export function makeGemm(
  loops: Loops,
  dtype: "float32" | "float64",
  fallback: Gemm,
  least: number = LEAST_PRODUCTS,
): Gemm {
  const single = dtype === "float32";
  const bytes = single ? 4 : 8;
  const shift = single ? 2 : 3;
  const memory: Floats = single
    ? new Float32Array(loops.memory.buffer)
    : new Float64Array(loops.memory.buffer);
  const multiply = single ? loops.gemmF32 : loops.gemmF64;
  const packAcross = single ? loops.packAcrossF32 : loops.packAcrossF64;
  const packAlong = single ? loops.packAlongF32 : loops.packAlongF64;
  const stage = STAGE / bytes;
  const stageSize = STAGE_BYTES / bytes;
  const block = BLOCK_C / bytes;
  /** Width of the right operand's panels: four rows by two vectors are a tile. */
  const logB = single ? 3 : 2;
  const widthB = 1 << logB;
  const blockRows = BLOCK_ROWS;
  const blockColumns = single ? BLOCK_COLUMNS : BLOCK_COLUMNS / 2;
  const blockDepth = single ? BLOCK_DEPTH : BLOCK_DEPTH / 2;

  /** How many common elements a block has: as fit where the panels lie, and few enough that a panel of each side stays in the cache. */
  function depthOf(rows: number, columns: number, k: number): number {
    const fit = Math.min((blockRows * blockDepth) / rows, (blockColumns * blockDepth) / columns);
    const most = Math.min(2 * blockDepth, Math.floor(fit));
    return Math.ceil(k / Math.ceil(k / most));
  }

  /** Copies `count` rows of `length` into the stage, each `stride` apart; answers how far apart they are there. */
  function stageRows(
    x: Floats,
    at: number,
    stride: number,
    count: number,
    length: number,
    apart: number,
  ): void {
    if (apart === stride) {
      const end = at + (count - 1) * stride + length;
      memory.set(at === 0 && end === x.length ? x : x.subarray(at, end), stage);
    } else if (length < SHORT_ROW) {
      for (let r = 0, to = stage; r < count; r++, at += stride, to += apart) {
        for (let i = 0; i < length; i++) memory[to + i] = x[at + i];
      }
    } else {
      for (let r = 0, to = stage; r < count; r++, at += stride, to += apart) {
        memory.set(x.subarray(at, at + length), to);
      }
    }
  }

  /** Packs `width` by `depth` elements of x, whose steps are `ws` and `ds`, into panels of 1 << log. */
  function pack(
    x: Floats,
    at: number,
    ws: number,
    ds: number,
    width: number,
    depth: number,
    to: number,
    log: number,
  ): void {
    if (ws === 1 || width === 1) {
      // Rows that lie close are copied with what is between them.
      const apart = ds >= width && ds <= width + (width >> 2) ? ds : width;
      const most = Math.max(1, Math.floor(stageSize / apart));
      for (let first = 0; first < depth; first += most) {
        const count = Math.min(most, depth - first);
        stageRows(x, at + first * ds, ds, count, width, apart);
        packAcross(STAGE, apart << shift, count, width, to, first, depth, log);
      }
    } else if (ds === 1 || depth === 1) {
      const apart = ws >= depth && ws <= depth + (depth >> 2) ? ws : depth;
      const most = Math.max(8, (stageSize / apart) & ~7);
      for (let first = 0; first < width; first += most) {
        const count = Math.min(most, width - first);
        stageRows(x, at + first * ws, ws, count, depth, apart);
        packAlong(STAGE, apart << shift, count, to + ((first * depth) << shift), depth, log);
      }
    } else {
      packElements(x, at, ws, ds, width, depth, to / bytes, log);
    }
  }

  function packElements(
    x: Floats,
    at: number,
    ws: number,
    ds: number,
    width: number,
    depth: number,
    to: number,
    log: number,
  ): void {
    const panel = 1 << log;
    for (let p = 0; p < width; p += panel) {
      const used = Math.min(panel, width - p);
      for (let l = 0; l < depth; l++) {
        let q = at + p * ws + l * ds;
        for (let i = 0; i < used; i++, q += ws) memory[to + i] = x[q];
        for (let i = used; i < panel; i++) memory[to + i] = 0;
        to += panel;
      }
    }
  }

  /** Copies a block of the product between c and the memory, where its rows are `ld` apart. */
  function copyOut(
    c: Floats,
    at: number,
    crs: number,
    rows: number,
    columns: number,
    ld: number,
  ): void {
    if (ld === crs && columns === crs) {
      c.set(memory.subarray(block, block + rows * ld), at);
    } else if (columns < SHORT_ROW) {
      for (let i = 0, p = block; i < rows; i++, at += crs, p += ld) {
        for (let j = 0; j < columns; j++) c[at + j] = memory[p + j];
      }
    } else {
      for (let i = 0, p = block; i < rows; i++, at += crs, p += ld) {
        c.set(memory.subarray(p, p + columns), at);
      }
    }
  }

  function copyIn(
    c: Floats,
    at: number,
    crs: number,
    rows: number,
    columns: number,
    ld: number,
  ): void {
    if (ld === crs && columns === crs) {
      memory.set(c.subarray(at, at + rows * ld), block);
    } else {
      for (let i = 0, p = block; i < rows; i++, at += crs, p += ld) {
        for (let j = 0; j < columns; j++) memory[p + j] = c[at + j];
      }
    }
  }

  function gemm(
    m: number,
    n: number,
    k: number,
    a: Floats,
    ao: number,
    ars: number,
    acs: number,
    b: Floats,
    bo: number,
    brs: number,
    bcs: number,
    c: Floats,
    co: number,
    crs: number,
    accumulate: boolean,
    bias?: Floats,
    biasAt = 0,
  ): void {
    if (k === 0 || m < LEAST_ROWS || n < LEAST_COLUMNS || m * n * k < least) {
      fallback(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate, bias, biasAt);
      return;
    }
    // The rows of one block of the product stay where they are until all common elements have gone into them.
    const stays = m <= blockRows;
    const depth = depthOf(
      padded(Math.min(m, blockRows), 4),
      padded(Math.min(n, blockColumns), widthB),
      k,
    );
    // The right operand is packed once; the left one again for each block of columns, of which there are few.
    for (let j = 0; j < n; j += blockColumns) {
      const columns = Math.min(blockColumns, n - j);
      const ld = padded(columns, widthB);
      if (bias) memory.set(bias.subarray(biasAt + j, biasAt + j + columns), BIAS / bytes);
      for (let l = 0; l < k; l += depth) {
        const length = Math.min(depth, k - l);
        const adds = accumulate || l > 0;
        pack(b, bo + l * brs + j * bcs, bcs, brs, columns, length, PANELS_B, logB);
        for (let i = 0; i < m; i += blockRows) {
          const rows = Math.min(blockRows, m - i);
          const at = co + i * crs + j;
          pack(a, ao + i * ars + l * acs, ars, acs, rows, length, PANELS_A, 2);
          if (adds && !(stays && l > 0)) copyIn(c, at, crs, rows, columns, ld);
          multiply(
            PANELS_A,
            PANELS_B,
            BLOCK_C,
            (rows + 3) >> 2,
            ld >> logB,
            length,
            ld << shift,
            adds ? BLOCK_C : bias ? BIAS : 0,
            adds ? ld << shift : 0,
          );
          if (!stays || l + length === k) copyOut(c, at, crs, rows, columns, ld);
        }
      }
    }
  }
  return gemm;
}
