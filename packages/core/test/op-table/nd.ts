/**
 * Arrays of plain numbers for reference implementations: slow, without strides, and as obviously right as can be.
 */
import type { DType } from "../../src/dtype.ts";

export type Index = readonly number[];

/** A dense, row-major array of doubles (booleans are 0 and 1). */
export class Nd {
  readonly shape: readonly number[];
  readonly data: readonly number[];
  /** The dtype that the values came from, or that a reference says its result has. */
  readonly dtype: DType | null;

  constructor(shape: readonly number[], data: readonly number[], dtype: DType | null = null) {
    if (data.length !== product(shape))
      throw new Error(`a reference made ${data.length} values for shape [${shape.join(", ")}]`);
    this.shape = shape;
    this.data = data;
    this.dtype = dtype;
  }

  /** The value at an index. */
  at(...index: number[]): number {
    let place = 0;
    for (let d = 0; d < this.shape.length; d++) place = place * this.shape[d] + index[d];
    return this.data[place];
  }

  /** The same with this dtype. */
  as(dtype: DType): Nd {
    return new Nd(this.shape, this.data, dtype);
  }

  /** The value that broadcasting puts at an index of a shape with as many dimensions, or more. */
  broadcastAt(index: Index): number {
    const lead = index.length - this.shape.length;
    return this.at(...this.shape.map((size, d) => (size === 1 ? 0 : index[lead + d])));
  }
}

/** What a dtype keeps of a number. */
export function cast(value: number, dtype: DType): number {
  switch (dtype) {
    case "bool":
      return Number(value !== 0);
    case "uint8":
      return ((Math.trunc(value) % 256) + 256) % 256;
    case "int32":
      return value | 0;
    case "int64":
      return Math.trunc(value);
    case "float32":
      return Math.fround(value);
    case "float64":
      return value;
  }
}

export function product(sizes: readonly number[]): number {
  return sizes.reduce((n, size) => n * size, 1);
}

/** All indices of a shape, in row-major order. */
export function indices(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, size) => all.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  );
}

/** The array whose value at each index is `value(index)`. */
export function build(
  shape: readonly number[],
  value: (index: number[]) => number,
  dtype: DType | null = null,
): Nd {
  return new Nd(shape, indices(shape).map(value), dtype);
}

/** `f` of each element. */
export function map(x: Nd, f: (x: number) => number, dtype: DType | null = null): Nd {
  return new Nd(x.shape, x.data.map(f), dtype);
}

export function scalar(value: number, dtype: DType | null = null): Nd {
  return new Nd([], [value], dtype);
}

/** An argument as an array: numbers and booleans become zero-dimensional. */
export function nd(value: unknown): Nd {
  if (value instanceof Nd) return value;
  if (typeof value === "number" || typeof value === "boolean") return scalar(Number(value));
  throw new Error(`no array: ${String(value)}`);
}

export function broadcastShape(...shapes: (readonly number[])[]): number[] {
  const ndim = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: ndim }, (_, d) => {
    const sizes = shapes.map((shape) => shape[d - ndim + shape.length] ?? 1);
    return sizes.find((size) => size !== 1) ?? 1;
  });
}

/** `f` of the elements that broadcasting brings together. */
export function zip(f: (...values: number[]) => number, ...given: unknown[]): Nd {
  const arrays = given.map(nd);
  const shape = broadcastShape(...arrays.map((x) => x.shape));
  return build(shape, (index) => f(...arrays.map((x) => x.broadcastAt(index))));
}

/** The dimensions that `dim` names, counted from the start; all for null and undefined. */
export function dimsOf(x: Nd, dim: number | readonly number[] | null | undefined): number[] {
  const ndim = x.shape.length;
  if (dim === null || dim === undefined) return x.shape.map((_, d) => d);
  const list = typeof dim === "number" ? [dim] : dim;
  return list.map((d) => (d < 0 ? d + Math.max(ndim, 1) : d)).filter((d) => d < ndim);
}

/** `f` of the elements along `dims`, for each place that is left. */
export function reduce(
  x: Nd,
  dim: number | readonly number[] | null | undefined,
  keepdim: boolean,
  f: (values: number[]) => number,
): Nd {
  const dims = dimsOf(x, dim);
  const kept = x.shape.map((size, d) => (dims.includes(d) ? 1 : size));
  const inner = x.shape.map((size, d) => (dims.includes(d) ? size : 1));
  const full = build(kept, (index) =>
    f(indices(inner).map((offset) => x.at(...index.map((i, d) => i + offset[d])))),
  );
  return keepdim
    ? full
    : new Nd(
        x.shape.filter((_, d) => !dims.includes(d)),
        full.data,
      );
}

/** `f` of each row along `dim`, which may have another length afterwards. */
export function alongDim(x: Nd, dim: number, f: (row: number[]) => number[]): Nd {
  if (x.shape.length === 0) return new Nd([], f([...x.data]));
  const [d] = dimsOf(x, dim);
  const outer = x.shape.with(d, 1);
  const rows = new Map(
    indices(outer).map((index) => [
      index.join(),
      f(Array.from({ length: x.shape[d] }, (_, i) => x.at(...index.with(d, i)))),
    ]),
  );
  const length = rows.values().next().value?.length ?? x.shape[d];
  return build(
    x.shape.with(d, length),
    (index) => (rows.get(index.with(d, 0).join()) as number[])[index[d]],
  );
}
