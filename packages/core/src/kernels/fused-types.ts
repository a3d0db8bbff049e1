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
