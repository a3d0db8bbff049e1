/** Whole convolutions, where a loop over the images themselves is faster than products of their matrices. */
import type { TypedArray } from "../dtype.ts";
import type { Places } from "./columns.ts";

/** Sizes and settings of one convolution, always with three spatial dimensions. `inputs` counts a group's channels. */
export interface ConvolutionPlan extends Places {
  readonly batch: number;
  readonly groups: number;
  /** Channels of a group's output. */
  readonly outputs: number;
}

/**
 * `out = x * w + bias`: [N, O, …] of [N, C, …] and [O, C / groups, …], all row-major. Answers `false`, and has written
 * nothing, where products of matrices are to do it.
 */
export type Convolve = {
  call(
    plan: ConvolutionPlan,
    x: TypedArray,
    xo: number,
    w: TypedArray,
    wo: number,
    bias: TypedArray | null,
    bo: number,
    out: TypedArray,
  ): boolean;
}["call"];

/** The gradient for the weight, from that of the output; answers as `Convolve` does. */
export type ConvolveWeight = {
  call(
    plan: ConvolutionPlan,
    grad: TypedArray,
    go: number,
    x: TypedArray,
    xo: number,
    out: TypedArray,
  ): boolean;
}["call"];
