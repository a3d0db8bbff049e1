/** The largest and smallest elements, and where they stand. */
import { showShape, TensorError } from "../errors.ts";
import {
  type IndexedReduce2d,
  type KernelSlot,
  kernelSlot,
  type Reduce2d,
} from "../kernels/table.ts";
import { normalizeDim, type Shape } from "../layout.ts";
import { apply, applyMany } from "../op/apply.ts";
import { type Named, named, type ValuesAndIndices, valuesAndIndices } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import { type Dim, reducedDims, reduceIndexedRaw, reduceRaw } from "../op/reduction.ts";
import { Tensor } from "../tensor.ts";
import { putAlong } from "./along.ts";
import { maximum, minimum } from "./compare.ts";
import type { ReduceOptions } from "./reduce.ts";
import { sharedGradient } from "./shared-gradient.ts";
import { reshape, unsqueeze } from "./view.ts";

interface Reduction {
  readonly dims: readonly number[];
  readonly keepdim: boolean;
}

/** There is no largest of no elements. */
function checkNotEmpty(op: string, shape: Shape, dims: readonly number[], dimGiven: boolean): void {
  const facts = { shapes: [shape] };
  if (!dimGiven && shape.includes(0)) {
    throw new TensorError(
      op,
      `expected reduction dim to be specified for input.numel() == 0, got shape ${showShape(shape)}; ` +
        `specify the reduction dim with the "dim" argument`,
      facts,
    );
  }
  const empty = dims.find((d) => shape[d] === 0);
  if (empty !== undefined) {
    throw new TensorError(
      op,
      `expected reduction dim ${empty} to have non-zero size, got shape ${showShape(shape)}: ` +
        "no element, so none is the largest or smallest",
      facts,
    );
  }
}

function isGiven(dim: Dim | null | undefined): boolean {
  return dim !== undefined && dim !== null && !(Array.isArray(dim) && dim.length === 0);
}

// ---- over any dimensions: amax, amin, and max, min of all ---------------------------------------

/** A record of this name that reduces by a kernel. As in PyTorch, NaNs share the gradient of `max`, but spoil that of `amax`. */
const extreme = (
  name: string,
  slot: KernelSlot<Reduce2d>,
  nanShares: boolean,
): OpRecord<Reduction> => ({
  name,
  params: ["dim", "keepdim"],
  forward(ctx, [x], { dims, keepdim }) {
    const y = reduceRaw(slot, x, dims, keepdim, x.dtype);
    ctx.save(x, y);
    return y;
  },
  backward(ctx, [grad], { dims }) {
    const [x, y] = ctx.saved();
    return [sharedGradient(grad, x, y, dims, !nanShares)];
  },
});

const amaxKernels = kernelSlot<Reduce2d>("amax");
const aminKernels = kernelSlot<Reduce2d>("amin");
const Amax = defineOp(extreme("amax", amaxKernels, false));
const Amin = defineOp(extreme("amin", aminKernels, false));
const MaxOfAll = extreme("max", amaxKernels, true);
const MinOfAll = extreme("min", aminKernels, true);

function reduced(op: OpRecord<Reduction>, input: Tensor, { dim, keepdim }: ReduceOptions): Tensor {
  const { shape } = checkTensor(op.name, input, "input").layout;
  const dims = reducedDims(op.name, dim, shape.length);
  checkNotEmpty(op.name, shape, dims, isGiven(dim));
  return apply(op, [input], { dims, keepdim: keepdim ?? false });
}

/**
 * The largest element over `dim`, or of all. Equal ones share the gradient evenly; where it is NaN, the gradient is NaN.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.amax.html
 */
export function amax(
  input: Tensor,
  dim?: Dim | ReduceOptions | null,
  keepdim?: boolean | ReduceOptions,
  options?: ReduceOptions,
): Tensor {
  return reduced(Amax, input, readArgs<ReduceOptions>(Amax, dim, keepdim, options));
}

/**
 * The smallest element over `dim`, or of all. Equal ones share the gradient evenly; where it is NaN, the gradient is NaN.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.amin.html
 */
export function amin(
  input: Tensor,
  dim?: Dim | ReduceOptions | null,
  keepdim?: boolean | ReduceOptions,
  options?: ReduceOptions,
): Tensor {
  return reduced(Amin, input, readArgs<ReduceOptions>(Amin, dim, keepdim, options));
}

export interface ExtremeOptions {
  /** The dimension to search along. */
  dim?: number | null;
  /** Keep that dimension, with size 1. */
  keepdim?: boolean;
}

const Aminmax = signature("aminmax", ["dim", "keepdim"]);

/**
 * The smallest and the largest element along `dim`, or of all, as `{ min, max }`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.aminmax.html
 */
export function aminmax(input: Tensor, ...rest: [options?: ExtremeOptions]): Named<"min" | "max"> {
  const { dim, keepdim } = readArgs<ExtremeOptions>(Aminmax, ...rest);
  const { shape } = checkTensor("aminmax", input, "input").layout;
  if (!isGiven(dim) && shape.includes(0)) {
    throw new TensorError(
      "aminmax",
      `cannot compute aminmax over an empty dimension as the operation has no identity, got shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  checkNotEmpty("aminmax", shape, reducedDims("aminmax", dim, shape.length), isGiven(dim));
  const both = [amin(input, { dim, keepdim }), amax(input, { dim, keepdim })];
  // PyTorch keeps a dimension that a zero-dimensional tensor does not have.
  const gains = shape.length === 0 && keepdim === true && isGiven(dim);
  return named(["min", "max"], gains ? both.map((extreme) => reshape(extreme, 1)) : both);
}

// ---- along one dimension, with the place: max, min -----------------------------------------------

interface Along {
  readonly dim: number;
  readonly keepdim: boolean;
  readonly shape: Shape;
}

/** Values and indices; the first of equal elements gets all of the gradient. */
const along = (name: string, slot: KernelSlot<IndexedReduce2d>): OpRecord<Along> => ({
  name,
  params: ["dim", "keepdim"],
  forward(ctx, [x], { dim, keepdim }) {
    const [values, indices] = reduceIndexedRaw(slot, x, dim, keepdim);
    ctx.save(indices);
    return [values, indices];
  },
  backward(ctx, [grad], { dim, keepdim, shape }) {
    const [indices] = ctx.saved();
    if (shape.length === 0) return [grad];
    const [g, places] = keepdim ? [grad, indices] : [unsqueeze(grad, dim), unsqueeze(indices, dim)];
    return [putAlong(g, places, dim, shape[dim])];
  },
});

const MaxAlong = along("max", kernelSlot<IndexedReduce2d>("maxIndexed"));
const MinAlong = along("min", kernelSlot<IndexedReduce2d>("minIndexed"));

const Max = signature("max", ["dim", "keepdim", "other"]);
const Min = signature("min", ["dim", "keepdim", "other"]);

interface ExtremeArgs {
  dim?: number | Tensor | null;
  keepdim?: boolean;
  other?: Tensor;
}

interface Extreme {
  readonly op: Signature;
  readonly ofAll: OpRecord<Reduction>;
  readonly along: OpRecord<Along>;
  readonly ofTwo: (input: Tensor, other: Tensor) => Tensor;
}

/** The three functions of one name, told apart by what is given. */
function extremeOf(
  { op, ofAll, along: alongDim, ofTwo }: Extreme,
  input: Tensor,
  given: readonly unknown[],
): Tensor | ValuesAndIndices {
  const { dim, keepdim = false, other } = readArgs<ExtremeArgs>(op, ...given);
  checkTensor(op.name, input, "input");
  if (dim instanceof Tensor) return ofTwo(input, dim);
  if (other !== undefined) return ofTwo(input, checkTensor(op.name, other, "other"));
  if (dim === undefined || dim === null) return reduced(ofAll, input, {});
  const { shape } = input.layout;
  const d = normalizeDim(op.name, dim, shape.length);
  checkNotEmpty(op.name, shape, shape.length === 0 ? [] : [d], true);
  return valuesAndIndices(applyMany(alongDim, [input], { dim: d, keepdim, shape }));
}

/**
 * The largest element of all; or, with `dim`, the largest along it and where it stands (int64), the first where several
 * are equal; or, with another tensor, the larger of each two elements.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.max.html
 */
export function max(input: Tensor): Tensor;
export function max(input: Tensor, other: Tensor | { readonly other: Tensor }): Tensor;
export function max(
  input: Tensor,
  dim: number | (ExtremeOptions & { readonly dim: number }),
  keepdim?: boolean | ExtremeOptions,
): ValuesAndIndices;
export function max(input: Tensor, ...given: readonly unknown[]): Tensor | ValuesAndIndices {
  return extremeOf({ op: Max, ofAll: MaxOfAll, along: MaxAlong, ofTwo: maximum }, input, given);
}

/**
 * The smallest element of all; or, with `dim`, the smallest along it and where it stands (int64), the first where several
 * are equal; or, with another tensor, the smaller of each two elements.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.min.html
 */
export function min(input: Tensor): Tensor;
export function min(input: Tensor, other: Tensor | { readonly other: Tensor }): Tensor;
export function min(
  input: Tensor,
  dim: number | (ExtremeOptions & { readonly dim: number }),
  keepdim?: boolean | ExtremeOptions,
): ValuesAndIndices;
export function min(input: Tensor, ...given: readonly unknown[]): Tensor | ValuesAndIndices {
  return extremeOf({ op: Min, ofAll: MinOfAll, along: MinAlong, ofTwo: minimum }, input, given);
}

/** `max` and `min` as methods: what they answer depends on what they are given. */
export interface ExtremaMethods {
  /** The largest element of all. Source: https://pytorch.org/docs/stable/generated/torch.max.html */
  max(): Tensor;
  /** The larger of each two elements. */
  max(other: Tensor | { readonly other: Tensor }): Tensor;
  /** The largest element along a dimension, and where it stands. */
  max(
    dim: number | (ExtremeOptions & { readonly dim: number }),
    keepdim?: boolean | ExtremeOptions,
  ): ValuesAndIndices;
  /** The smallest element of all. Source: https://pytorch.org/docs/stable/generated/torch.min.html */
  min(): Tensor;
  /** The smaller of each two elements. */
  min(other: Tensor | { readonly other: Tensor }): Tensor;
  /** The smallest element along a dimension, and where it stands. */
  min(
    dim: number | (ExtremeOptions & { readonly dim: number }),
    keepdim?: boolean | ExtremeOptions,
  ): ValuesAndIndices;
}

// ---- argmax, argmin ------------------------------------------------------------------------------

const place = (name: string): OpRecord<Reduction> => {
  const slot = kernelSlot<Reduce2d>(name);
  return defineOp<Reduction>({
    name,
    params: ["dim", "keepdim"],
    differentiable: false,
    forward: (_ctx, [x], { dims, keepdim }) => reduceRaw(slot, x, dims, keepdim, "int64"),
  });
};

const Argmax = place("argmax");
const Argmin = place("argmin");

function placeOf(
  op: OpRecord<Reduction>,
  input: Tensor,
  { dim, keepdim = false }: ExtremeOptions,
): Tensor {
  const { shape } = checkTensor(op.name, input, "input").layout;
  if (input.dtype === "bool") {
    throw new TensorError(op.name, 'not implemented for dtype bool; convert with x.to("uint8")', {
      dtypes: ["bool"],
    });
  }
  const dims = reducedDims(op.name, dim, shape.length);
  checkNotEmpty(op.name, shape, dims, isGiven(dim));
  return apply(op, [input], { dims, keepdim });
}

/**
 * Where the largest element along `dim` stands, or of all in row-major order; the first where several are equal.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.argmax.html
 */
export function argmax(
  input: Tensor,
  dim?: number | ExtremeOptions | null,
  keepdim?: boolean | ExtremeOptions,
  options?: ExtremeOptions,
): Tensor {
  return placeOf(Argmax, input, readArgs<ExtremeOptions>(Argmax, dim, keepdim, options));
}

/**
 * Where the smallest element along `dim` stands, or of all in row-major order; the first where several are equal.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.argmin.html
 */
export function argmin(
  input: Tensor,
  dim?: number | ExtremeOptions | null,
  keepdim?: boolean | ExtremeOptions,
  options?: ExtremeOptions,
): Tensor {
  return placeOf(Argmin, input, readArgs<ExtremeOptions>(Argmin, dim, keepdim, options));
}
