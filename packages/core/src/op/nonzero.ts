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
  for (let i = 0; i < n; i++) {
    let rest = places[i];
    for (let d = shape.length - 1; d >= 0; d--) {
      const whole = Math.floor(rest / shape[d]);
      coordinates[d][i] = rest - whole * shape[d];
      rest = whole;
    }
  }
  return coordinates.map((values) => wrapArray(values, [n], "int64"));
}
