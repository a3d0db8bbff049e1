/** Signatures of the loops that are neither rows nor plain reductions: one op, one loop. */
import type { TypedArray } from "../dtype.ts";
import type { Loose } from "./table.ts";

/** `out[oo + i*cols + j]`: the p-norm of the difference of row i of a and row j of b, each of n elements. */
export type Distances = Loose<
  (
    rows: number,
    cols: number,
    n: number,
    a: TypedArray,
    ao: number,
    ars: number,
    acs: number,
    b: TypedArray,
    bo: number,
    brs: number,
    bcs: number,
    out: TypedArray,
    oo: number,
    p: number,
  ) => void
>;

/**
 * The cross entropy of each row of log-probabilities y with a class: `out[oo + i]`, 0 where the class is `ignored`.
 *
 * `weights` has one for each class, or none at all. Of each target the share `smoothing` goes to all classes alike.
 */
export type CrossEntropy = Loose<
  (
    rows: number,
    cols: number,
    y: TypedArray,
    yo: number,
    rs: number,
    cs: number,
    targets: Float64Array,
    to: number,
    ignored: number,
    weights: TypedArray,
    smoothing: number,
    out: TypedArray,
    oo: number,
  ) => void
>;

/** Its slope with respect to the logits; `grad` steps by `gs` from row to row, and out lies as y does. */
export type CrossEntropyBackward = Loose<
  (
    rows: number,
    cols: number,
    y: TypedArray,
    yo: number,
    rs: number,
    cs: number,
    targets: Float64Array,
    to: number,
    ignored: number,
    weights: TypedArray,
    smoothing: number,
    grad: TypedArray,
    go: number,
    gs: number,
    out: TypedArray,
    oo: number,
  ) => void
>;
