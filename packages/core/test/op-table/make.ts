/** Turns samples into calls: tensors in every dtype and arrangement, and the same as plain arrays. */
import type { DType } from "../../src/dtype.ts";
import { isFloat, newArray } from "../../src/dtype.ts";
import { contiguousLayout, extent, type Layout, stridedLayout } from "../../src/layout.ts";
import { Storage } from "../../src/storage.ts";
import { Tensor } from "../../src/tensor.ts";
import { indices, Nd, product } from "./nd.ts";
import { type Domain, type Sample, TensorArg } from "./spec.ts";

/**
 * How a tensor lies in memory: row-major; in the opposite order; every second place of a storage from the third on; the
 * first block of the first dimension seen again and again.
 */
export type Arrangement = "contiguous" | "transposed" | "offset" | "expanded";
export const arrangements: readonly Arrangement[] = [
  "contiguous",
  "transposed",
  "offset",
  "expanded",
];
/** Those in which every element has a place of its own. */
export const separate: readonly Arrangement[] = ["contiguous", "transposed", "offset"];

export function arrange(shape: readonly number[], arrangement: Arrangement): Layout {
  const { strides } = contiguousLayout(shape);
  switch (arrangement) {
    case "contiguous":
      return contiguousLayout(shape);
    case "transposed":
      return stridedLayout(shape, contiguousLayout([...shape].reverse()).strides.toReversed(), 0);
    case "offset":
      return stridedLayout(
        shape,
        strides.map((stride) => 2 * stride),
        3,
      );
    case "expanded":
      return stridedLayout(
        shape,
        strides.map((stride, d) => (d === 0 ? 0 : stride)),
        0,
      );
  }
}

/** Fills what no element of a tensor uses, so that reading it shows. */
function gap(dtype: DType): number {
  return isFloat(dtype) ? NaN : 77;
}

/** A tensor of these values, row-major, in an arrangement. Where several elements share a place, the last one wins. */
export function tensorOf(
  values: readonly number[],
  shape: readonly number[],
  dtype: DType,
  arrangement: Arrangement = "contiguous",
): Tensor {
  const layout = arrange(shape, arrangement);
  const spare = arrangement === "offset" ? 4 : 0;
  const data = newArray(dtype, Math.max(extent(layout), 0) + spare).fill(gap(dtype));
  placesOf(layout).forEach((place, i) => (data[place] = values[i]));
  return new Tensor(new Storage(data), layout, dtype);
}

/** Where in the storage each element lies, row-major: straight from the definition of a layout. */
export function placesOf({ shape, strides, offset }: Layout): number[] {
  return indices(shape).map((index) =>
    index.reduce((place, i, d) => place + i * strides[d], offset),
  );
}

/** The values of a tensor, read one by one. */
export function read(tensor: Tensor): Nd {
  return new Nd(
    tensor.layout.shape,
    placesOf(tensor.layout).map((place) => tensor.storage.data[place]),
    tensor.dtype,
  );
}

/** A stream of numbers in [0, 1), the same for the same seed. */
export function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Values of a domain, as the dtype can hold them. */
export function valuesFor(
  { low = -3, high = 3, offIntegers = 0, distinct = false }: Domain,
  dtype: DType,
  count: number,
  next: () => number,
): number[] {
  if (dtype === "bool") return Array.from({ length: count }, () => Math.floor(next() * 2));
  if (!isFloat(dtype)) {
    const first = Math.max(Math.ceil(low), dtype === "uint8" ? 0 : -Infinity);
    const span = Math.max(Math.floor(high) - first + 1, 1);
    if (distinct)
      return shuffled(
        Array.from({ length: count }, (_, i) => first + i),
        next,
      );
    return Array.from({ length: count }, () => first + Math.floor(next() * span));
  }
  const step = (high - low) / Math.max(count, 1);
  const raw = distinct
    ? shuffled(
        Array.from({ length: count }, (_, i) => low + (i + 0.25 + 0.5 * next()) * step),
        next,
      )
    : Array.from({ length: count }, () => low + next() * (high - low));
  return raw.map((x) => {
    const floor = Math.floor(x);
    return floor + offIntegers + (x - floor) * (1 - 2 * offIntegers);
  });
}

function shuffled(values: number[], next: () => number): number[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [values[i], values[j]] = [values[j], values[i]];
  }
  return values;
}

/** One call: its arguments, and the tensors among them. */
export interface Call {
  readonly args: readonly unknown[];
  readonly tensors: readonly Tensor[];
  /** Those whose dtype the sample leaves open, but for constants. */
  readonly open: readonly Tensor[];
}

/**
 * The arguments of a sample with real tensors; open ones get the dtypes in turn, the last one for all that remain. The
 * same sample gets the same values (as far as dtypes hold them) in every arrangement.
 */
export function callOf(
  sample: Sample,
  domain: Domain,
  dtypes: DType | readonly DType[],
  arrangement: Arrangement,
): Call {
  const given = typeof dtypes === "string" ? [dtypes] : dtypes;
  const next = stream(1234);
  const tensors: Tensor[] = [];
  const open: Tensor[] = [];
  const make = (arg: TensorArg): Tensor => {
    const dtype = arg.dtype ?? given[Math.min(open.length, given.length - 1)];
    const count = product(arg.shape);
    const values =
      arg.values?.map(Number) ?? valuesFor({ ...domain, ...arg.domain }, dtype, count, next);
    // A tensor with values of its own keeps them: expanding would change them.
    const tensor = tensorOf(
      values,
      arg.shape,
      dtype,
      arg.values && arrangement === "expanded" ? "contiguous" : arrangement,
    );
    tensors.push(tensor);
    if (!arg.dtype && !arg.constant) open.push(tensor);
    return tensor;
  };
  return { args: sample.map((arg) => replace(arg, TensorArg, make)), tensors, open };
}

/** The arguments with an array for each tensor. */
export function plain(args: readonly unknown[]): unknown[] {
  return args.map((arg) => replace(arg, Tensor, read));
}

/** Puts something else in the place of every instance of a class, in arrays and options too. */
export function replace<T>(
  value: unknown,
  type: new (...args: never[]) => T,
  f: (found: T) => unknown,
): unknown {
  if (value instanceof type) return f(value);
  if (Array.isArray(value)) return value.map((item) => replace(item, type, f));
  if (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  ) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, replace(item, type, f)]),
    );
  }
  return value;
}
