/** Reads and writes through an index, unrecorded: what gather, scatter, take and the indexing call share. */
import { emptyTensor } from "../alloc.ts";
import type { DType } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import {
  firstOutside,
  type Gather,
  type Index,
  iterateGather,
  iterateScatter,
  type Scatter,
  type Strided,
} from "../kernels/indexed.ts";
import { type KernelSlot, kernelSlot, slotKernel } from "../kernels/table.ts";
import { MAX_INT64 } from "../dtype.ts";
import { expandLayout, type Layout, overlap, type Shape } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { cloneRaw, contiguousRaw, copyRaw } from "./copy.ts";

const gathers = kernelSlot<Gather>("gather");

/** How a scatter combines what it brings with what is there. */
export type Combine = "set" | "add" | "mul" | "min" | "max";

const scatters: Readonly<Record<Combine, KernelSlot<Scatter>>> = {
  set: kernelSlot<Scatter>("scatter"),
  add: kernelSlot<Scatter>("scatterAdd"),
  mul: kernelSlot<Scatter>("scatterMul"),
  min: kernelSlot<Scatter>("scatterMin"),
  max: kernelSlot<Scatter>("scatterMax"),
};

/** What an index points into: a tensor with the index's unit, and the strides of the walk beside it. */
export interface Target {
  readonly tensor: Tensor;
  readonly strides: readonly number[];
  /** How far one unit of the index goes, in elements. */
  readonly unit: number;
}

/** The target of an index along `dim`, with all other dimensions walked. */
export function along(tensor: Tensor, dim: number): Target {
  const { strides } = tensor.layout;
  return {
    tensor,
    strides: strides.map((stride, d) => (d === dim ? 0 : stride)),
    unit: strides[dim] ?? 1,
  };
}

/** The target of an index of flat places in row-major order. */
export function flat(tensor: Tensor, ndim: number): Target {
  return { tensor, strides: new Array<number>(ndim).fill(0), unit: 1 };
}

/** An index, stretched to the shape of the walk. */
export interface Places {
  readonly data: Float64Array;
  readonly strides: readonly number[];
  readonly offset: number;
}

/** The places that an index tensor of int64 names, in its own shape. */
export function placesOf({ storage, layout }: Tensor): Places {
  return { data: storage.data as Float64Array, strides: layout.strides, offset: layout.offset };
}

/** An index with one dimension, along `dim` of a walk over `ndim` dimensions. */
export function placesAlong({ storage, layout }: Tensor, dim: number, ndim: number): Places {
  const strides = new Array<number>(ndim).fill(0);
  if (ndim > 0) strides[dim] = layout.strides[0] ?? 0;
  return { data: storage.data as Float64Array, strides, offset: layout.offset };
}

function pointed({ tensor, strides }: Target): Strided {
  return { data: tensor.storage.data, strides, offset: tensor.layout.offset };
}

function walked({ storage, layout }: Tensor): Strided {
  return { data: storage.data, strides: layout.strides, offset: layout.offset };
}

function withUnit({ data, strides, offset }: Places, unit: number): Index {
  return { data, strides, offset, unit };
}

/** A fresh tensor of `shape` with what the places name. */
export function gatherRaw(from: Target, places: Places, shape: Shape): Tensor {
  const { tensor } = from;
  const out = emptyTensor(shape, tensor.dtype);
  iterateGather(
    slotKernel(gathers, tensor.dtype),
    shape,
    pointed(from),
    withUnit(places, from.unit),
    walked(out),
  );
  return out;
}

/** Booleans add and multiply as `or` and `and`. */
function combineFor(combine: Combine, dtype: DType): Combine {
  if (dtype !== "bool") return combine;
  return combine === "add" ? "max" : combine === "mul" ? "min" : combine;
}

/**
 * Writes `src`, of the target's dtype and stretched to `shape`, to the places.
 *
 * Sums and products of int64 must be exact, and nothing may be written where they are not: they are made in a copy.
 */
export function scatterRaw(
  op: string,
  to: Target,
  places: Places,
  src: Tensor,
  shape: Shape,
  combine: Combine = "set",
): void {
  const { tensor } = to;
  const exact = tensor.dtype === "int64" && (combine === "add" || combine === "mul");
  const kernel = slotKernel(scatters[combineFor(combine, tensor.dtype)], tensor.dtype);
  const { strides, offset } = expandLayout(src.layout, shape) as Layout;
  const from = { data: src.storage.data, strides, offset };
  if (!exact) {
    iterateScatter(kernel, shape, from, withUnit(places, to.unit), pointed(to));
    return;
  }
  const data = tensor.storage.data.slice();
  iterateScatter(kernel, shape, from, withUnit(places, to.unit), { ...pointed(to), data });
  for (let i = 0; i < data.length; i++) {
    if (!(Math.abs(data[i]) <= MAX_INT64)) {
      throw new TensorError(
        op,
        "the result is an integer beyond 2^53, which int64 does not hold exactly; convert to float64 first",
        { dtypes: ["int64"] },
      );
    }
  }
  tensor.storage.data.set(data);
}

// ---- checks ------------------------------------------------------------------------------------------------------------

const integerHint = 'make it one with { dtype: "int64" } or index.to("int64")';

/** Refuses indices of another dtype. */
export function checkIndexDtype(
  op: string,
  index: Tensor,
  dtypes: readonly DType[] = ["int64"],
): void {
  if (dtypes.includes(index.dtype)) return;
  throw new TensorError(
    op,
    `${op}(): Expected dtype ${dtypes.join(" or ")} for index, but got ${index.dtype}; ${integerHint}`,
    { dtypes: [index.dtype] },
  );
}

/** Refuses indices outside of [0, size), or of [-size, size) where negative ones count from the end. */
export function checkBounds(
  op: string,
  index: Tensor,
  size: number,
  where: string,
  negative = false,
): void {
  const own = contiguousRaw(index);
  const { layout, storage } = own;
  const outside = firstOutside(
    storage.data as Float64Array,
    layout.size,
    layout.offset,
    negative ? -size : 0,
    size,
  );
  if (outside === null) return;
  throw new TensorError(op, `index ${outside} is out of bounds for ${where} with size ${size}`, {
    shapes: [index.layout.shape],
  });
}

/** The index with negative places counted from the end of `size`; the same tensor where there are none. */
export function wrapped(index: Tensor, size: number): Tensor {
  const own = contiguousRaw(index);
  const { layout, storage } = own;
  if (firstOutside(storage.data as Float64Array, layout.size, layout.offset, 0, size) === null)
    return index;
  const copy = cloneRaw(index);
  const { data } = copy.storage;
  for (let i = 0; i < data.length; i++) if (data[i] < 0) data[i] += size;
  return copy;
}

/** `src` in memory apart from `out`: refused where both plainly overlap, copied where that cannot be told. */
export function apart(op: string, src: Tensor, out: Tensor): Tensor {
  if (src.storage.data !== out.storage.data) return src;
  switch (overlap(src.layout, out.layout)) {
    case "none":
      return src;
    case "unknown":
      return cloneRaw(src);
    default:
      throw new TensorError(
        op,
        "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location; " +
          "clone() the tensor before performing the operation",
        { shapes: [src.layout.shape, out.layout.shape] },
      );
  }
}

/** What an op writes into: `out` in place, else a copy of `x`. */
export function target(x: Tensor, out: Tensor | undefined): Tensor {
  if (!out) return cloneRaw(x);
  return out.storage.data === x.storage.data ? out : copyRaw(out, x);
}
