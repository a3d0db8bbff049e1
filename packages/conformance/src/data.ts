/** Recorded tensors as plain arrays: no library involved. */
import type { RecordedDType, TensorValue } from "./format.ts";

const arrays = {
  f64: Float64Array,
  f32: Float32Array,
  i64: BigInt64Array,
  i32: Int32Array,
  u8: Uint8Array,
  bool: Uint8Array,
} as const;

/** Tapeloop's names of the recorded element types. */
export const dtypeNames: Readonly<Record<RecordedDType, string>> = {
  f64: "float64",
  f32: "float32",
  i64: "int64",
  i32: "int32",
  u8: "uint8",
  bool: "bool",
};

export type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array;

/** The elements as they were recorded: row-major, or the storage of an input view. int64 comes as a Float64Array. */
export function readTyped({ t, data }: TensorValue): Numbers {
  const bytes = Buffer.from(data, "base64");
  // A copy of its own: what Buffer answers may lie unaligned in a shared pool.
  const { buffer } = new Uint8Array(bytes);
  const array = new arrays[t](buffer);
  return array instanceof BigInt64Array ? Float64Array.from(array, Number) : array;
}

/** How many elements a shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** Elements in row-major order, whatever the strides. */
export function gather(
  data: ArrayLike<number>,
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
): Float64Array {
  const out = new Float64Array(sizeOf(shape));
  const index = shape.map(() => 0);
  let at = offset;
  for (let i = 0; i < out.length; i++) {
    out[i] = data[at];
    for (let d = shape.length - 1; d >= 0; d--) {
      at += strides[d];
      if (++index[d] < shape[d]) break;
      at -= strides[d] * shape[d];
      index[d] = 0;
    }
  }
  return out;
}
