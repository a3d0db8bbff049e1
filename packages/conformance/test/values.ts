/** Records made by hand, for the tests. */
import type { RecordedDType, TensorValue } from "../src/format.ts";

const arrays = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u8: Uint8Array,
  bool: Uint8Array,
} as const;

export function tensor(
  t: RecordedDType,
  shape: readonly number[],
  numbers: readonly number[],
  more: Partial<TensorValue> = {},
): TensorValue {
  const array = t === "i64" ? BigInt64Array.from(numbers, BigInt) : arrays[t].from(numbers);
  return {
    t,
    shape,
    data: Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64"),
    ...more,
  };
}
