/** The type of the kernels that keep one triangle of a matrix. */
import type { TypedArray } from "../dtype.ts";
import type { Loose } from "./table.ts";

/**
 * `out[oo + i*or + j*oc]` is `x[xo + i*xr + j*xc]` up to (tril) or from (triu) the place `i + diagonal` of row i, else 0.
 * `out` may be `x` itself.
 */
export type Triangle = Loose<
  (
    rows: number,
    cols: number,
    x: TypedArray,
    xo: number,
    xr: number,
    xc: number,
    out: TypedArray,
    oo: number,
    or: number,
    oc: number,
    diagonal: number,
  ) => void
>;
