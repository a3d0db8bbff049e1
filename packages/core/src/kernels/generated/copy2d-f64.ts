// Written by scripts/generate-kernels.ts from patterns/copy2d-f32.ts. Do not edit.
import { registerKernels, type Copy2d } from "../table.ts";

/**
 * In strips of eight columns, unrolled: of the side that is read across, eight lines of the cache are in use at a time,
 * which stay there until all of their elements were read. Wider tiles evict their own lines where strides are powers of
 * two, and loops over a tile's sides cost more than the elements.
 */
function copy2dF64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  xrs: number,
  xcs: number,
  out: Float64Array,
  oo: number,
  ors: number,
  ocs: number,
): void {
  let j = 0;
  for (; j < cols - 7; j += 8) {
    for (let i = 0; i < rows; i++) {
      let p = xo + i * xrs + j * xcs;
      let q = oo + i * ors + j * ocs;
      out[q] = x[p];
      p += xcs;
      q += ocs;
      out[q] = x[p];
      p += xcs;
      q += ocs;
      out[q] = x[p];
      p += xcs;
      q += ocs;
      out[q] = x[p];
      p += xcs;
      q += ocs;
      out[q] = x[p];
      p += xcs;
      q += ocs;
      out[q] = x[p];
      p += xcs;
      q += ocs;
      out[q] = x[p];
      p += xcs;
      q += ocs;
      out[q] = x[p];
    }
  }
  for (; j < cols; j++) {
    for (let i = 0, p = xo + j * xcs, q = oo + j * ocs; i < rows; i++, p += xrs, q += ors)
      out[q] = x[p];
  }
}

for (const dtype of ["float64", "int64"] as const) registerKernels<Copy2d>(dtype, { copy2d: copy2dF64 });
