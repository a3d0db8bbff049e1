/**
 * Memory for tensors: small ones share a buffer, large ones are not zeroed where that can be helped.
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
  return arrayOn(slab, at, dtype, length);
}

/** From here on zeroing, and memory fresh from the kernel, cost more than another way to ask. */
const SMALLEST_UNZEROED = 8192;
/** Node's buffers end somewhere above, sooner than typed arrays do. */
const LARGEST_UNZEROED = 2 ** 31;

/** The largest block from which glibc learns. */
const LESSON_BYTES = 2 ** 25 - 2 ** 14;

/** What Node, Bun and Deno offer beside typed arrays: memory as it comes. It is no import, so pages do without. */
const { Buffer: buffers } = globalThis as {
  Buffer?: { allocUnsafeSlow?(bytes: number): Uint8Array<ArrayBuffer> };
};
let taught = false;

/**
 * A typed array of unspecified contents: whoever asks overwrites every element.
 *
 * NOTE [Page faults]
 * A page that comes from the kernel costs more than what an op does with it: `add` of a million elements spends four fifths
 * of its time on them, if the C library gives freed memory back at once. glibc keeps twice the size of the largest block of up to
 * 32 MB that it saw freed; so the first large array is preceded by one of that size, which nobody touches or keeps.
 */
export function unspecifiedArray(dtype: DType, length: number): TypedArray {
  const bytes = length * itemSize(dtype);
  if (bytes < SMALLEST_UNZEROED || bytes > LARGEST_UNZEROED || !buffers?.allocUnsafeSlow)
    return smallArray(dtype, length);
  if (!taught) {
    taught = true;
    buffers.allocUnsafeSlow(LESSON_BYTES);
  }
  const { buffer, byteOffset } = buffers.allocUnsafeSlow(bytes);
  return arrayOn(buffer, byteOffset, dtype, length);
}

function arrayOn(memory: ArrayBuffer, at: number, dtype: DType, length: number): TypedArray {
  switch (dtype) {
    case "float32":
      return new Float32Array(memory, at, length);
    case "float64":
    case "int64":
      return new Float64Array(memory, at, length);
    case "int32":
      return new Int32Array(memory, at, length);
    default:
      return new Uint8Array(memory, at, length);
  }
}
