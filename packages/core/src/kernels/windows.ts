/** Windows that slide over an image in up to three dimensions: what pooling reduces. */
import type { TypedArray } from "../dtype.ts";

/** The windows along one dimension: window `o` covers `start[o]`, `start[o] + step`, … below `end[o]`. */
export interface Windows {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly step: number;
  /** The width of windows that lie edge to edge from 0 on; 0 of others. */
  readonly tile: number;
}

/**
 * Reduces each window of each of `planes` images, which lie at `xo` one after the other in row-major order, with `size` and
 * `windows` for depth, height and width. Three tables of `counts`, one a dimension, have the divisors as their products.
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
    counts: readonly Float64Array[],
  ): void;
}["call"];

/** The largest element of each window, and where in its plane it is, unless nobody asks. */
export type MaxWindows = {
  call(
    planes: number,
    x: TypedArray,
    xo: number,
    size: readonly number[],
    windows: readonly Windows[],
    out: TypedArray,
    indices: Int32Array | null,
  ): void;
}["call"];

/**
 * Between planes and what was pooled of them, by the indices of the latter: `placeMaxima` makes x zero and adds each pooled
 * element to where it came from, `takeMaxima` reads it from there.
 */
export type MoveMaxima = {
  call(
    planes: number,
    x: TypedArray,
    xo: number,
    size: readonly number[],
    windows: readonly Windows[],
    pooled: TypedArray,
    po: number,
    indices: Int32Array,
  ): void;
}["call"];
