/** Max pooling of two by two elements, edge to edge; other windows are left to the typed-array loops. */
import type { MaxWindows, MoveMaxima, Windows } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { PANELS_A } from "./places.ts";

// As many pairs of rows are staged at a time as leave room in the first-level cache.
const MOST = 4096;
const IMAGE = PANELS_A;
const POOLED: number = IMAGE + MOST * 4 + 64;
const INDICES: number = POOLED + MOST * 4 + 64;
/** A pair of rows longer than this would reach what follows. */
const LONGEST = 4096;

/** Rows of the result must fill a vector; for fewer elements the copies are not worth it (scripts/cut-overs.ts). */
const LEAST_COLUMNS = 4;
const LEAST_ELEMENTS = 256;

function fits(
  planes: number,
  [D, H, W]: readonly number[],
  [, h, w]: readonly Windows[],
  least: number,
): boolean {
  return (
    D === 1 &&
    h.tile === 2 &&
    w.tile === 2 &&
    W >= 2 * LEAST_COLUMNS &&
    2 * W <= LONGEST &&
    planes * H * W >= least
  );
}

/**
 * Calls `run` for each part that is staged: where it begins in the images and among what is pooled, how many pairs of rows it
 * has, and which of its plane the first one is. Planes of an odd height are staged one by one, without their last row.
 */
function eachPart(
  planes: number,
  H: number,
  W: number,
  run: (image: number, pooled: number, pairs: number, row: number) => void,
): void {
  const [rows, columns] = [H >> 1, W >> 1];
  const joined = H % 2 === 0 ? planes : 1;
  const most = Math.floor(MOST / (2 * W));
  for (let plane = 0; plane < planes; plane += joined) {
    const all = rows * joined;
    for (let pair = 0; pair < all; pair += most) {
      const pooled = (plane * rows + pair) * columns;
      run(plane * H * W + pair * 2 * W, pooled, Math.min(most, all - pair), pair % rows);
    }
  }
}

export function makeMaxWindows(
  loops: Loops,
  fallback: MaxWindows,
  least: number = LEAST_ELEMENTS,
): MaxWindows {
  const memory = new Float32Array(loops.memory.buffer);
  const integers = new Int32Array(loops.memory.buffer);
  return (
    planes: number,
    x: Float32Array,
    xo: number,
    size: readonly number[],
    windows: readonly Windows[],
    out: Float32Array,
    indices: Int32Array | null,
  ): void => {
    if (!fits(planes, size, windows, least)) {
      fallback(planes, x, xo, size, windows, out, indices);
      return;
    }
    const [, H, W] = size;
    const [rows, columns] = [H >> 1, W >> 1];
    eachPart(planes, H, W, (image, pooled, pairs, row) => {
      const from = xo + image;
      memory.set(x.subarray(from, from + pairs * 2 * W), IMAGE >> 2);
      loops.maxSquares(IMAGE, W, pairs, columns, row, rows, POOLED, INDICES);
      const count = pairs * columns;
      out.set(memory.subarray(POOLED >> 2, (POOLED >> 2) + count), pooled);
      if (indices === null) return;
      indices.set(integers.subarray(INDICES >> 2, (INDICES >> 2) + count), pooled);
    });
  };
}

export function makePlaceMaxima(
  loops: Loops,
  fallback: MoveMaxima,
  least: number = LEAST_ELEMENTS,
): MoveMaxima {
  const memory = new Float32Array(loops.memory.buffer);
  const integers = new Int32Array(loops.memory.buffer);
  return (
    planes: number,
    x: Float32Array,
    xo: number,
    size: readonly number[],
    windows: readonly Windows[],
    pooled: Float32Array,
    po: number,
    indices: Int32Array,
  ): void => {
    if (!fits(planes, size, windows, least)) {
      fallback(planes, x, xo, size, windows, pooled, po, indices);
      return;
    }
    const [, H, W] = size;
    const [rows, columns] = [H >> 1, W >> 1];
    eachPart(planes, H, W, (image, at, pairs, row) => {
      const count = pairs * columns;
      memory.set(pooled.subarray(po + at, po + at + count), POOLED >> 2);
      integers.set(indices.subarray(at, at + count), INDICES >> 2);
      loops.placeSquares(POOLED, INDICES, W, pairs, columns, row, rows, IMAGE);
      x.set(memory.subarray(IMAGE >> 2, (IMAGE >> 2) + pairs * 2 * W), xo + image);
    });
    if (H % 2 === 0) return;
    for (let end = xo + H * W, last = xo + planes * H * W; end <= last; end += H * W) {
      x.fill(0, end - W, end);
    }
  };
}
