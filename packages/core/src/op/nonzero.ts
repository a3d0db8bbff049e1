/** Where a tensor is not zero, unrecorded. */
import { emptyTensor, wrapArray } from "../alloc.ts";
import { countNonzero, nonzeroPlaces } from "../kernels/indexed.ts";
import type { Tensor } from "../tensor.ts";
import { contiguousRaw } from "./copy.ts";

/** The places, counted in row-major order, of the elements that are not zero: int64, one dimension. */
export function nonzeroFlat(x: Tensor): Tensor {
  const { storage, layout } = contiguousRaw(x);
  const out = emptyTensor([countNonzero(storage.data, layout.offset, layout.size)], "int64");
  nonzeroPlaces(storage.data, layout.offset, layout.size, out.storage.data as Float64Array);
  return out;
}

/** One int64 tensor per dimension with the coordinates along it of the elements that are not zero. */
export function nonzeroCoordinates(x: Tensor): Tensor[] {
  const { shape } = x.layout;
  const places = nonzeroFlat(x).storage.data;
  const n = places.length;
  const coordinates = shape.map(() => new Float64Array(n));
  const last = shape.length - 1;
  // Places ascend, so most stay in the row of the one before; only a new row is taken apart.
  let end = 0;
  let start = 0;
  for (let i = 0; i < n; i++) {
    const place = places[i];
    if (place >= end) {
      let row = Math.floor(place / shape[last]);
      start = row * shape[last];
      end = start + shape[last];
      for (let d = last - 1; d >= 0; d--) {
        const whole = Math.floor(row / shape[d]);
        coordinates[d][i] = row - whole * shape[d];
        row = whole;
      }
    } else for (let d = 0; d < last; d++) coordinates[d][i] = coordinates[d][i - 1];
    if (last >= 0) coordinates[last][i] = place - start;
  }
  return coordinates.map((values) => wrapArray(values, [n], "int64"));
}
