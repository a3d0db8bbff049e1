/** Ops that look at each row along one dimension and answer places in it. */
import { emptyTensor } from "../alloc.ts";
import type { TypedArray } from "../dtype.ts";
import { permuteLayout } from "../layout.ts";
import { cloneRaw } from "../op/copy.ts";
import { eachRun } from "../op/reduction.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";

/** Writes `count` places for each row: row i of the run at `indices[io + i*count]`. */
export type PlacesBody = (
  rows: number,
  cols: number,
  x: TypedArray,
  xo: number,
  rowStride: number,
  colStride: number,
  indices: Float64Array,
  io: number,
) => void;

/** The shape of `x` with `count` places along `dim` (a zero-dimensional tensor stays one), filled by `body`. */
export function placesAlong(x: Tensor, dim: number, count: number, body: PlacesBody): Tensor {
  const { shape } = x.layout;
  const ndim = shape.length;
  const kept = [...shape.keys()].filter((d) => d !== dim);
  const rows = emptyTensor(ndim === 0 ? [] : [...kept.map((d) => shape[d]), count], "int64");
  const indices = rows.storage.data as Float64Array;
  if (rows.layout.size > 0) {
    eachRun(x, ndim === 0 ? [] : [dim], (n, cols, data, offset, rs, cs, at) =>
      body(n, cols, data, offset, rs, cs, indices, at * count),
    );
  }
  if (ndim === 0 || dim === ndim - 1) return rows;
  const order = [...shape.keys()].map((d) => (d < dim ? d : d === dim ? ndim - 1 : d - 1));
  return cloneRaw(viewOf(rows, permuteLayout(rows.layout, order)));
}
