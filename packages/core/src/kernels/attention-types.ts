/** Signatures of the loops of attention: all heads of a batch at once. */
import type { TypedArray } from "../dtype.ts";
import type { Loose } from "./table.ts";

/** Matrices of one shape in one array; the elements of a row adjoin. */
export interface Matrices<Data extends TypedArray = TypedArray> {
  readonly data: Data;
  /** Where each begins. */
  readonly at: readonly number[];
  /** How far apart rows are. */
  readonly step: number;
}

/** How many queries and keys there are, and how wide they and the values are. */
export interface AttentionSizes {
  readonly queries: number;
  readonly keys: number;
  readonly width: number;
  readonly valueWidth: number;
  /** What scores are multiplied by. */
  readonly scale: number;
}

/**
 * `weights = softmax(q kᵀ scale + mask)` (contiguous, a matrix for each head) and `out = weights v`. A mask's rows and elements
 * may be 0 apart.
 */
export type Attention = Loose<
  (
    sizes: AttentionSizes,
    q: Matrices,
    k: Matrices,
    v: Matrices,
    mask: (Matrices & { readonly columnStep: number }) | undefined,
    weights: TypedArray,
    out: Matrices,
  ) => void
>;

/** From the gradient of `out` those of q, k and v, which fill the arrays they lie in; that may be one for all three. */
export type AttentionBackward = Loose<
  (
    sizes: AttentionSizes,
    q: Matrices,
    k: Matrices,
    v: Matrices,
    weights: TypedArray,
    grad: Matrices,
    dq: Matrices,
    dk: Matrices,
    dv: Matrices,
  ) => void
>;

/** `x = x scale + mask`, for rows that adjoin. */
export type MaskScores = Loose<
  (
    rows: number,
    cols: number,
    x: TypedArray,
    xo: number,
    scale: number,
    mask: TypedArray | undefined,
    mo: number,
    mrs: number,
    mcs: number,
  ) => void
>;
