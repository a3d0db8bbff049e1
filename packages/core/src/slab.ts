/**
 * Memory for small tensors.
 *
 * NOTE [Slabs]
 * V8 keeps typed arrays of up to 64 bytes on its heap. A larger one has a buffer of its own outside of it, which takes most
 * of a microsecond to make and to collect: more than an op on it. So small arrays are cut from slabs, one buffer for many,
 * in about a sixth of that. A slab is collected when nothing cut from it is reachable; the most that one small
 * array can hold back is the slab it came from, which is why slabs are small, and why what is likely to stay (a leaf's gradient,
 * a parameter) costs at worst SLAB_BYTES.
 */
import { type DType, itemSize, newArray, type TypedArray } from "./dtype.ts";

const SLAB_BYTES = 16_384;
/** Up to here V8's own heap is as good. */
const SMALLEST_CUT = 65;
const LARGEST_CUT = 2048;

let slab = new ArrayBuffer(0);
let used = 0;

/** A zeroed typed array for `length` elements of `dtype`. */
export function smallArray(dtype: DType, length: number): TypedArray {
  const bytes = length * itemSize(dtype);
  if (bytes < SMALLEST_CUT || bytes > LARGEST_CUT) return newArray(dtype, length);
  if (used + bytes > slab.byteLength) {
    slab = new ArrayBuffer(SLAB_BYTES);
    used = 0;
  }
  const at = used;
  // Eight bytes, which doubles are aligned to.
  used = (at + bytes + 7) & ~7;
  switch (dtype) {
    case "float32":
      return new Float32Array(slab, at, length);
    case "float64":
    case "int64":
      return new Float64Array(slab, at, length);
    case "int32":
      return new Int32Array(slab, at, length);
    default:
      return new Uint8Array(slab, at, length);
  }
}
