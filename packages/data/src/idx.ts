/** The IDX format, in which MNIST and its like come. Source: http://yann.lecun.com/exdb/mnist/ */
import { type Tensor, TensorError, wrapArray } from "@tapeloop/core";
import { Gunzip } from "fflate";

type ElementReader = (view: DataView, at: number) => number;

interface Kind {
  readonly bytes: number;
  readonly dtype: "uint8" | "int32" | "float32" | "float64";
  readonly read: ElementReader;
}

/** The third byte of a file says what its elements are; all are big endian. */
const kinds: Readonly<Record<number, Kind>> = {
  0x08: { bytes: 1, dtype: "uint8", read: (view, at) => view.getUint8(at) },
  0x09: { bytes: 1, dtype: "int32", read: (view, at) => view.getInt8(at) },
  0x0b: { bytes: 2, dtype: "int32", read: (view, at) => view.getInt16(at) },
  0x0c: { bytes: 4, dtype: "int32", read: (view, at) => view.getInt32(at) },
  0x0d: { bytes: 4, dtype: "float32", read: (view, at) => view.getFloat32(at) },
  0x0e: { bytes: 8, dtype: "float64", read: (view, at) => view.getFloat64(at) },
};

const arrays = {
  uint8: Uint8Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};

function refuse(message: string): never {
  throw new TensorError("parseIdx", message);
}

/**
 * The tensor in an IDX file, gzipped or not: uint8, int32 (also for 8- and 16-bit integers), float32 or float64.
 *
 * Throws where the file's length is not what its header says; nothing large is allocated before that is known.
 */
export function parseIdx(file: Uint8Array): Tensor {
  const zipped = file.length > 2 && file[0] === 0x1f && file[1] === 0x8b;
  const { bytes, header } = zipped ? unzip(file) : { bytes: file, header: readHeader(file) };
  const { kind, shape, start, end } = header;
  if (bytes.length !== end)
    refuse(
      `the header says shape [${shape.join(", ")}], which takes ${end} bytes with the header, but the file has ${bytes.length}`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new arrays[kind.dtype]((end - start) / kind.bytes);
  for (let i = 0; i < values.length; i++) values[i] = kind.read(view, start + i * kind.bytes);
  return wrapArray(values, shape, kind.dtype);
}

interface Header {
  readonly kind: Kind;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** The longest header: four bytes, and four for each of 255 dimensions. */
const MAX_HEADER = 4 + 4 * 255;

function readHeader(bytes: Uint8Array): Header {
  if (bytes.length < 4) return refuse(`the file is too short: ${bytes.length} bytes`);
  if (bytes[0] !== 0 || bytes[1] !== 0)
    return refuse("the file does not start with two zero bytes; is it an IDX file?");
  if (!Object.hasOwn(kinds, bytes[2]))
    return refuse(`unknown element type 0x${bytes[2].toString(16).padStart(2, "0")}`);
  const kind = kinds[bytes[2]];
  const start = 4 + 4 * bytes[3];
  if (bytes.length < start)
    return refuse(`the file ends within its header: ${bytes.length} bytes, ${bytes[3]} dimensions`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: bytes[3] }, (_, i) => view.getUint32(4 + 4 * i));
  const end = shape.reduce((n, size) => n * size, kind.bytes) + start;
  if (!Number.isSafeInteger(end)) return refuse(`shape [${shape.join(", ")}] is too large`);
  return { kind, shape, start, end };
}

/** Unzips no more than the header asks for: a small file that would unfold without end is refused early. */
function unzip(file: Uint8Array): { bytes: Uint8Array; header: Header } {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let header: Header | null = null;
  const unzipping = new Gunzip((chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (!header && length >= MAX_HEADER) header = readHeader(joined(chunks, length));
    if (header && length > header.end)
      refuse(`the header says ${header.end} bytes, but the zipped file unfolds into more`);
  });
  try {
    const step = 1 << 16;
    for (let at = 0; at < file.length; at += step)
      unzipping.push(file.subarray(at, at + step), at + step >= file.length);
  } catch (error) {
    if (error instanceof TensorError) throw error;
    refuse(`the file is not valid gzip: ${error instanceof Error ? error.message : String(error)}`);
  }
  const bytes = joined(chunks, length);
  return { bytes, header: header ?? readHeader(bytes) };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
