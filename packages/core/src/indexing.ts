/**
 * What goes into the indexing call: `x.index(0, slice(1, 3), null, "...", [0, 2], mask)` is Python's
 * `x[0, 1:3, None, ..., [0, 2], mask]`.
 */
import { wrapArray } from "./alloc.ts";
import { showValue, TensorError } from "./errors.ts";
import { Tensor } from "./tensor.ts";

/** A slice of a dimension, as Python's `start:stop:step`. Make it with `slice`. */
export class SliceIndex {
  readonly start: number | null;
  readonly stop: number | null;
  readonly step: number;

  constructor(start: number | null, stop: number | null, step: number) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  toString(): string {
    return `${this.start ?? ""}:${this.stop ?? ""}${this.step === 1 ? "" : `:${this.step}`}`;
  }
}

/**
 * A slice for the indexing call: `slice(1, 3)` is Python's `1:3`, `slice(1)` is `1:`, `slice(null, null, 2)` is `::2`.
 *
 * Negative places count from the end; the step must be positive.
 */
export function slice(
  start: number | null = null,
  stop: number | null = null,
  step: number | null = null,
): SliceIndex {
  return new SliceIndex(start, stop, step ?? 1);
}

/** Numbers or booleans, nested: an index tensor written out. */
export type IndexList = readonly (number | boolean | IndexList)[];

/** One argument of the indexing call. */
export type Index =
  | number
  | boolean
  /** A new dimension of size 1. */
  | null
  | SliceIndex
  /** `"..."`, or a slice: `"1:3"`, `"::2"`. */
  | string
  /** Places, or a mask, as an index tensor. */
  | IndexList
  | Tensor;

/** An index as the op takes it. */
export type Item =
  | { readonly kind: "place"; readonly at: number }
  | { readonly kind: "range"; readonly slice: SliceIndex }
  | { readonly kind: "new" }
  /** As many untouched dimensions as are not spoken of. */
  | { readonly kind: "rest" }
  /** A new dimension of size 1 or 0. */
  | { readonly kind: "flag"; readonly value: boolean }
  | { readonly kind: "places"; readonly index: Tensor }
  /** Takes as many dimensions as the mask has. */
  | { readonly kind: "mask"; readonly mask: Tensor };

const slicePattern = /^\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?\s*)?$/;

function readString(op: string, text: string): Item {
  if (text.trim() === "...") return { kind: "rest" };
  const match = slicePattern.exec(text);
  if (!match) throw refused(op, text);
  const [start, stop, step] = [1, 2, 3].map((i) =>
    match[i] === undefined ? null : Number(match[i]),
  );
  return { kind: "range", slice: new SliceIndex(start, stop, step ?? 1) };
}

function refused(op: string, value: unknown): TensorError {
  return new TensorError(
    op,
    `only integers, booleans, slices (slice(1, 3) or "1:3"), ellipsis ("..."), null, arrays of integers or booleans, and integer or ` +
      `boolean tensors are valid indices (got ${showValue(value)})`,
  );
}

function fromList(op: string, list: IndexList): Tensor {
  const shape: number[] = [];
  for (let level: unknown = list; Array.isArray(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const flat = (list as readonly unknown[]).flat(Infinity);
  const booleans = flat.length > 0 && flat.every((value) => typeof value === "boolean");
  if (!booleans && !flat.every((value) => Number.isInteger(value))) throw refused(op, list);
  checkNesting(op, list, shape, 0);
  return booleans
    ? wrapArray(Uint8Array.from(flat, Number), shape, "bool")
    : wrapArray(Float64Array.from(flat, Number), shape, "int64");
}

function checkNesting(op: string, list: unknown, shape: readonly number[], depth: number): void {
  if (depth === shape.length) {
    if (!Array.isArray(list)) return;
  } else if (Array.isArray(list) && list.length === shape[depth]) {
    for (const inner of list) checkNesting(op, inner, shape, depth + 1);
    return;
  }
  throw new TensorError(
    op,
    `arrays used as indices must be nested in equal lengths, got ${showValue(list)}`,
  );
}

function readTensor(op: string, index: Tensor): Item {
  const { dtype, layout } = index;
  const isMask = dtype === "bool" || dtype === "uint8";
  if (!isMask && dtype !== "int64" && dtype !== "int32") {
    throw new TensorError(
      op,
      `tensors used as indices must be long, byte or bool tensors, got ${dtype}; make it one with { dtype: "int64" } or index.to("int64")`,
      { dtypes: [dtype] },
    );
  }
  if (layout.shape.length > 0)
    return isMask ? { kind: "mask", mask: index } : { kind: "places", index };
  const value = index.storage.data[layout.offset];
  return isMask ? { kind: "flag", value: value !== 0 } : { kind: "place", at: value };
}

/** Reads one argument of the indexing call. */
export function readIndex(op: string, value: unknown): Item {
  if (value === null) return { kind: "new" };
  if (typeof value === "number") {
    if (!Number.isInteger(value)) throw refused(op, value);
    return { kind: "place", at: value };
  }
  if (typeof value === "boolean") return { kind: "flag", value };
  if (typeof value === "string") return readString(op, value);
  if (value instanceof SliceIndex) return { kind: "range", slice: value };
  if (value instanceof Tensor) return readTensor(op, value);
  if (Array.isArray(value)) return readTensor(op, fromList(op, value as IndexList));
  throw refused(op, value);
}

/** How many dimensions of the tensor an item speaks of. */
export function dimsOf(item: Item): number {
  if (item.kind === "mask") return item.mask.layout.shape.length;
  return item.kind === "place" || item.kind === "range" || item.kind === "places" ? 1 : 0;
}
