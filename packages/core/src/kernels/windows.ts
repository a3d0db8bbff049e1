/** Windows that slide over an image in up to three dimensions: what pooling reduces. */
import type { TypedArray } from "../dtype.ts";

/** The windows along one dimension: window `o` covers `start[o]`, `start[o] + step`, … below `end[o]`. */
export interface Windows {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly step: number;
}

/**
 * Reduces each window of each of `planes` images, which lie at `xo` one after the other in row-major order, with `size` and
 * `windows` for depth, height and width. `extra` holds an index for each window (max), or three tables of counts whose
 * products are the divisors (mean).
 */
export type ReduceWindows = {
  call(
    planes: number,
    x: TypedArray,
    xo: number,
    size: readonly number[],
    windows: readonly Windows[],
    out: TypedArray,
    oo: number,
    extra: readonly TypedArray[],
  ): void;
}["call"];
