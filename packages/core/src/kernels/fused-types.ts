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

/**
 * The mean and the (biased) variance of each channel of x, which is outer by channels by inner and contiguous. A row is a
 * channel of one outer.
 */
export type Moments = Loose<
  (
    outer: number,
    channels: number,
    inner: number,
    x: TypedArray,
    xo: number,
    mean: Float64Array,
    variance: Float64Array,
  ) => void
>;

/** `out = x * scale + shift`, both by channel. */
export type ScaleShift = Loose<
  (
    outer: number,
    channels: number,
    inner: number,
    x: TypedArray,
    xo: number,
    scale: Float64Array,
    shift: Float64Array,
    out: TypedArray,
    oo: number,
  ) => void
>;

/** For each channel the sum of grad, and that of grad times `(x - mean) * rstd`. */
export type GradSums = Loose<
  (
    outer: number,
    channels: number,
    inner: number,
    grad: TypedArray,
    go: number,
    x: TypedArray,
    xo: number,
    mean: Float64Array,
    rstd: Float64Array,
    sums: Float64Array,
    products: Float64Array,
  ) => void
>;

/** `out = grad * a + x * b + c`, by channel. */
export type Combine = Loose<
  (
    outer: number,
    channels: number,
    inner: number,
    grad: TypedArray,
    go: number,
    x: TypedArray,
    xo: number,
    a: Float64Array,
    b: Float64Array,
    c: Float64Array,
    out: TypedArray,
    oo: number,
  ) => void
>;

/** `out = (x - mean) * rstd * weight + bias`, where rows have statistics and columns weights; or no weights, no bias. */
export type LayerNorm = Loose<
  (
    rows: number,
    cols: number,
    x: TypedArray,
    xo: number,
    mean: Float64Array,
    rstd: Float64Array,
    weight: TypedArray,
    bias: TypedArray,
    out: TypedArray,
    oo: number,
  ) => void
>;

/** Its gradient; those of weight and bias are added to `toWeight` and `toBias`. */
export type LayerNormBackward = Loose<
  (
    rows: number,
    cols: number,
    grad: TypedArray,
    go: number,
    x: TypedArray,
    xo: number,
    mean: Float64Array,
    rstd: Float64Array,
    weight: TypedArray,
    out: TypedArray,
    oo: number,
    toWeight: Float64Array,
    toBias: Float64Array,
  ) => void
>;
