/**
 * The safetensors format: eight bytes of length, a JSON header that says of each tensor its dtype, shape and bytes, and
 * the bytes. Source: https://github.com/huggingface/safetensors#format
 */
import { type DType, Tensor, TensorError, wrapArray } from "@tapeloop/core";

/** Tensors by name. */
export type TensorRecord = Record<string, Tensor>;

export interface TensorFile {
  readonly tensors: TensorRecord;
  /** Free text by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

type FileDType =
  | "F64"
  | "F32"
  | "F16"
  | "BF16"
  | "I64"
  | "I32"
  | "I16"
  | "I8"
  | "U64"
  | "U32"
  | "U16"
  | "U8"
  | "BOOL";

const bytesOf: Readonly<Record<FileDType, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
};

const written: Readonly<Record<DType, FileDType>> = {
  float64: "F64",
  float32: "F32",
  int64: "I64",
  int32: "I32",
  uint8: "U8",
  bool: "BOOL",
};

/** What is read becomes the smallest dtype of ours that holds it exactly. */
const readAs: Readonly<Record<FileDType, DType>> = {
  F64: "float64",
  F32: "float32",
  F16: "float32",
  BF16: "float32",
  I64: "int64",
  I32: "int32",
  I16: "int32",
  I8: "int32",
  U64: "int64",
  U32: "int64",
  U16: "int32",
  U8: "uint8",
  BOOL: "bool",
};

/** The longest header that readers of the format accept. */
const MAX_HEADER = 100_000_000;

interface Entry {
  readonly dtype: FileDType;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

// ---- writing -------------------------------------------------------------------------------------------------------------

/**
 * The bytes of a safetensors file. int64 is written as real 64-bit integers, exact both ways.
 *
 * Throws where a name is the format's own (`__metadata__`).
 */
export function serialize(
  tensors: Readonly<TensorRecord>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  // Without a prototype, so that "__proto__" is a name like any other.
  const header = Object.create(null) as Record<string, unknown>;
  if (Object.keys(metadata).length > 0) header.__metadata__ = metadata;
  let at = 0;
  // The largest elements first, so that each lies where its size divides its place.
  const names = Object.keys(tensors).sort((a, b) => width(tensors[b]) - width(tensors[a]));
  for (const name of names) {
    if (name === "__metadata__")
      throw new TensorError(
        "serialize",
        'a tensor cannot be named "__metadata__": the format keeps that name for itself',
      );
    const tensor = tensors[name];
    if (!(tensor instanceof Tensor))
      throw new TensorError("serialize", `"${name}" is not a Tensor`);
    const end = at + tensor.numel() * width(tensor);
    header[name] = { dtype: written[tensor.dtype], shape: tensor.shape, data_offsets: [at, end] };
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(start + at);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(start - 8), true);
  bytes.fill(0x20, 8, start);
  bytes.set(json, 8);
  for (const name of names)
    writeElements(view, start + (header[name] as Entry).data_offsets[0], tensors[name]);
  return bytes;
}

function width(tensor: Tensor): number {
  return bytesOf[written[tensor.dtype]];
}

function writeElements(view: DataView, at: number, tensor: Tensor): void {
  const values = tensor.toTypedArray();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    switch (tensor.dtype) {
      case "float64":
        view.setFloat64(at + i * 8, value, true);
        break;
      case "float32":
        view.setFloat32(at + i * 4, value, true);
        break;
      case "int64":
        view.setBigInt64(at + i * 8, BigInt(value), true);
        break;
      case "int32":
        view.setInt32(at + i * 4, value, true);
        break;
      default:
        view.setUint8(at + i, value);
    }
  }
}

// ---- reading -------------------------------------------------------------------------------------------------------------

function refuse(message: string): never {
  throw new TensorError("deserialize", message);
}

/**
 * Reads a safetensors file. float16 and bfloat16 become float32, small integers int32 or int64.
 *
 * A file that does not hold what its header says is refused before any tensor is made: wrong lengths, gaps, overlaps, bytes
 * beyond the end, names given twice, unknown dtypes, broken JSON.
 */
export function deserialize(bytes: Uint8Array): TensorFile {
  const { header, start } = readHeader(bytes);
  const metadata = checkMetadata(header.__metadata__);
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  const checked = entries.map(([name, entry]) => [name, checkEntry(name, entry)] as const);
  checkCoverage(checked, bytes.length - start);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const tensors: TensorRecord = Object.create(null) as TensorRecord;
  for (const [name, entry] of checked) tensors[name] = readTensor(name, view, entry);
  return { tensors, metadata };
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8)
    refuse(`the file is too short: ${bytes.length} bytes, and 8 say how long the header is`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER))
    refuse(`the header is said to be ${length} bytes long; at most ${MAX_HEADER} are accepted`);
  const start = 8 + Number(length);
  if (start > bytes.length)
    refuse(
      `the header is said to be ${length} bytes long, but the file has only ${bytes.length - 8} after its length`,
    );
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, start));
    header = JSON.parse(text);
  } catch (error) {
    return refuse(
      `the header is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!isObject(header) || !text.startsWith("{")) return refuse("the header is not a JSON object");
  refuseRepeatedNames(text, Object.keys(header));
  return { header, start };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON.parse keeps the last of two equal names without a word; another reader might keep the first. */
function refuseRepeatedNames(text: string, names: readonly string[]): void {
  let depth = 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      let end = i + 1;
      while (text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
      i = end;
      if (depth === 1 && /^\s*:/.test(text.slice(i + 1, i + 64))) count++;
    } else if (c === "{" || c === "[") depth++;
    else if (c === "}" || c === "]") depth--;
  }
  if (count !== names.length)
    refuse(`the header gives a name twice: ${count} entries, ${names.length} names`);
}

function checkMetadata(metadata: unknown): Record<string, string> {
  if (metadata === undefined) return {};
  if (!isObject(metadata)) return refuse("__metadata__ is not an object of strings");
  const odd = Object.entries(metadata).find(([, value]) => typeof value !== "string");
  if (odd) refuse(`__metadata__ holds "${odd[0]}", which is not a string`);
  return metadata as Record<string, string>;
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function checkEntry(name: string, entry: unknown): Entry {
  if (!isObject(entry)) return refuse(`the header's entry "${name}" is not an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== "string" || !Object.hasOwn(bytesOf, dtype))
    return refuse(
      `"${name}" has the unknown dtype ${JSON.stringify(dtype)}; known: ${Object.keys(bytesOf).join(", ")}`,
    );
  if (!Array.isArray(shape) || !shape.every(isSize))
    return refuse(`"${name}" has no valid shape: ${JSON.stringify(shape)}`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize))
    return refuse(`"${name}" has no valid data_offsets: ${JSON.stringify(offsets)}`);
  const [begin, end] = offsets as [number, number];
  const wanted = shape.reduce((n, size) => n * size, bytesOf[dtype as FileDType]);
  if (end < begin || end - begin !== wanted)
    refuse(
      `"${name}" of shape [${shape.join(", ")}] and dtype ${dtype} takes ${wanted} bytes, but its data_offsets are [${begin}, ${end}]`,
    );
  return { dtype: dtype as FileDType, shape, data_offsets: [begin, end] };
}

/** Every byte belongs to one tensor. */
function checkCoverage(entries: readonly (readonly [string, Entry])[], length: number): void {
  const order = [...entries].sort(
    ([, a], [, b]) =>
      a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  let at = 0;
  for (const [name, { data_offsets: offsets }] of order) {
    if (offsets[0] < at)
      refuse(
        `"${name}" overlaps the tensor before it: it starts at byte ${offsets[0]}, and ${at} bytes are taken`,
      );
    if (offsets[0] > at)
      refuse(`there is a gap before "${name}": bytes ${at} to ${offsets[0]} belong to no tensor`);
    at = offsets[1];
    if (at > length)
      refuse(
        `"${name}" ends at byte ${at}, but the file has only ${length} bytes of data; is it truncated?`,
      );
  }
  if (at !== length)
    refuse(`the file has ${length} bytes of data, but its tensors end at byte ${at}`);
}

function readTensor(
  name: string,
  view: DataView,
  { dtype, shape, data_offsets: offsets }: Entry,
): Tensor {
  const target = readAs[dtype];
  const step = bytesOf[dtype];
  const count = (offsets[1] - offsets[0]) / step;
  const read = readers[dtype];
  const values =
    target === "float32"
      ? new Float32Array(count)
      : target === "int32"
        ? new Int32Array(count)
        : target === "uint8" || target === "bool"
          ? new Uint8Array(count)
          : new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const value = read(view, offsets[0] + i * step);
    if (target === "int64" && !Number.isSafeInteger(value))
      refuse(`"${name}" holds an integer beyond 2^53, which int64 does not hold exactly here`);
    if (target === "bool" && value > 1) refuse(`"${name}" is said to be bool but holds ${value}`);
    values[i] = value;
  }
  return wrapArray(values, [...shape], target);
}

const readers: Readonly<Record<FileDType, (view: DataView, at: number) => number>> = {
  F64: (view, at) => view.getFloat64(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  F16: (view, at) => fromHalf(view.getUint16(at, true)),
  BF16: (view, at) => fromBrain(view.getUint16(at, true)),
  I64: (view, at) => Number(view.getBigInt64(at, true)),
  I32: (view, at) => view.getInt32(at, true),
  I16: (view, at) => view.getInt16(at, true),
  I8: (view, at) => view.getInt8(at),
  U64: (view, at) => Number(view.getBigUint64(at, true)),
  U32: (view, at) => view.getUint32(at, true),
  U16: (view, at) => view.getUint16(at, true),
  U8: (view, at) => view.getUint8(at),
  BOOL: (view, at) => view.getUint8(at),
};

/** IEEE half precision: a sign, 5 bits of exponent, 10 of fraction. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch: DataView = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of a float32. */
function fromBrain(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
