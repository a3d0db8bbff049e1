/** One tensor as several views along a dimension. */
import { showShape, showValue, TensorError } from "../errors.ts";
import { normalizeDim, selectLayout, type Shape, sliceLayout } from "../layout.ts";
import { apply, applyMany } from "../op/apply.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import { Select, Slice } from "../op/views.ts";
import { viewOf } from "../op/view.ts";
import { Tensor } from "../tensor.ts";
import { cat, stack } from "./join.ts";

// ---- unbind ------------------------------------------------------------------------------------------------------------

// One node for all outputs: its backward builds the gradient once, rather than adding up mostly-zero ones.
const Unbind = defineOp<{ dim: number; shape: Shape }>({
  name: "unbind",
  params: ["dim"],
  view: true,
  forward: (_ctx, [x], { dim, shape }) =>
    Array.from({ length: shape[dim] }, (_, index) => viewOf(x, selectLayout(x.layout, dim, index))),
  backward: (_ctx, grads, { dim }) => [stack(grads, dim)],
  replay: ({ dim, shape }, index) => [Select, { dim, index, shape }],
});

export interface UnbindOptions {
  /** The dimension that disappears; 0 where nothing is said. */
  dim?: number;
}

/**
 * Views of all slices of a dimension, without that dimension. They may not be written to where gradients are recorded.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.unbind.html
 */
export function unbind(input: Tensor, dim?: number | UnbindOptions): readonly Tensor[] {
  const { dim: given = 0 } = readArgs<UnbindOptions>(Unbind, dim);
  const { shape } = checkTensor("unbind", input, "input").layout;
  if (shape.length === 0)
    throw new TensorError("unbind", `Dimension specified as ${given} but tensor has no dimensions`);
  return applyMany(Unbind, [input], { dim: normalizeDim("unbind", given, shape.length), shape });
}

// ---- split -------------------------------------------------------------------------------------------------------------

interface Pieces {
  readonly dim: number;
  readonly sizes: readonly number[];
  readonly shape: Shape;
}

function starts(sizes: readonly number[]): number[] {
  let at = 0;
  return sizes.map((size) => {
    at += size;
    return at - size;
  });
}

function splitting(name: string, params: readonly string[]): OpRecord<Pieces> {
  return defineOp<Pieces>({
    name,
    params,
    view: true,
    forward: (_ctx, [x], { dim, sizes }) =>
      starts(sizes).map((start, i) =>
        viewOf(x, sliceLayout(x.layout, dim, start, start + sizes[i], 1)),
      ),
    backward: (_ctx, grads, { dim }) => [cat(grads, dim)],
    replay({ dim, sizes, shape }, index) {
      const start = starts(sizes)[index];
      return [Slice, { dim, start, stop: start + sizes[index], step: 1, shape }];
    },
  });
}

const Split = splitting("split", ["splitSizeOrSections", "dim"]);
const SplitWithSizes = splitting("splitWithSizes", ["splitSizes", "dim"]);

export interface SplitOptions {
  /** The size of each piece (the last may be smaller), or the sizes of all. */
  splitSizeOrSections?: number | readonly number[];
  dim?: number;
}

function dimOf(op: string, input: Tensor, dim: number | undefined): number {
  const ndim = checkTensor(op, input, "input").layout.shape.length;
  if (ndim === 0) throw new TensorError(op, `${op} expects at least a 1-dimensional tensor`);
  return normalizeDim(op, dim ?? 0, ndim);
}

function bySizes(
  record: OpRecord<Pieces>,
  input: Tensor,
  sizes: readonly number[],
  dim: number,
): readonly Tensor[] {
  const { shape } = input.layout;
  const total = sizes.reduce((n, size) => n + size, 0);
  for (const size of sizes) {
    if (!Number.isInteger(size) || size < 0)
      throw new TensorError(
        record.name,
        `split_with_sizes expects split sizes to be non-negative integers, got ${showShape(sizes)}`,
      );
  }
  if (total !== shape[dim]) {
    throw new TensorError(
      record.name,
      `split_with_sizes expects split_sizes to sum exactly to ${shape[dim]} (input tensor's size at dimension ${dim}), but got split_sizes=${showShape(sizes)}`,
      { shapes: [shape] },
    );
  }
  return applyMany(record, [input], { dim, sizes, shape });
}

/** Pieces of `size`, the last one smaller where it does not divide the dimension. At least one, also of nothing. */
function equalSizes(total: number, size: number): number[] {
  const count = Math.max(1, Math.ceil(total / size));
  return Array.from({ length: count }, (_, i) => Math.min(size, total - i * size));
}

/**
 * Views of consecutive pieces of a dimension: of one size, or of the sizes given. They may not be written to where
 * gradients are recorded. Source: https://pytorch.org/docs/stable/generated/torch.split.html
 */
export function split(
  input: Tensor,
  splitSizeOrSections: number | readonly number[] | SplitOptions,
  dim?: number | SplitOptions,
  options?: SplitOptions,
): readonly Tensor[] {
  const args = readArgs<SplitOptions>(Split, splitSizeOrSections, dim, options);
  const d = dimOf("split", input, args.dim);
  const size = args.splitSizeOrSections;
  if (Array.isArray(size)) return bySizes(SplitWithSizes, input, size as readonly number[], d);
  if (!Number.isInteger(size))
    throw new TensorError(
      "split",
      `split_size must be an integer or an array of them, got ${showValue(size)}`,
    );
  const total = input.layout.shape[d];
  if ((size as number) < 0)
    throw new TensorError(
      "split",
      `split expects split_size be non-negative, but got split_size=${size as number}`,
    );
  if (size === 0 && total !== 0) {
    throw new TensorError(
      "split",
      `split_size can only be 0 if dimension size is 0, but got dimension size of ${total}`,
      { shapes: [input.layout.shape] },
    );
  }
  return bySizes(Split, input, size === 0 ? [0] : equalSizes(total, size as number), d);
}

export interface SplitWithSizesOptions {
  splitSizes?: readonly number[];
  dim?: number;
}

/** `split` by sizes that must sum to that of the dimension. Source: https://pytorch.org/docs/stable/generated/torch.split.html */
export function splitWithSizes(
  input: Tensor,
  splitSizes: readonly number[] | SplitWithSizesOptions,
  dim?: number | SplitWithSizesOptions,
  options?: SplitWithSizesOptions,
): readonly Tensor[] {
  const args = readArgs<SplitWithSizesOptions>(SplitWithSizes, splitSizes, dim, options);
  if (!Array.isArray(args.splitSizes))
    throw new TensorError(
      "splitWithSizes",
      `splitSizes must be an array of integers, got ${showValue(args.splitSizes)}`,
    );
  return bySizes(SplitWithSizes, input, args.splitSizes, dimOf("splitWithSizes", input, args.dim));
}

const Chunk = signature("chunk", ["chunks", "dim"]);

export interface ChunkOptions {
  /** How many pieces at most; all but the last of one size. */
  chunks?: number;
  dim?: number;
}

/**
 * Views of `chunks` pieces of equal size, the last one smaller; fewer where the size runs out.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.chunk.html
 */
export function chunk(
  input: Tensor,
  chunks: number | ChunkOptions,
  dim?: number | ChunkOptions,
  options?: ChunkOptions,
): readonly Tensor[] {
  const args = readArgs<ChunkOptions>(Chunk, chunks, dim, options);
  const d = dimOf("chunk", input, args.dim);
  const count = args.chunks as number;
  if (!Number.isInteger(count) || count <= 0)
    throw new TensorError(
      "chunk",
      `chunk expects \`chunks\` to be greater than 0, got: ${String(count)}`,
    );
  const total = input.layout.shape[d];
  const size = Math.ceil(total / count);
  // Of nothing as many pieces as were asked for.
  if (size === 0) return bySizes(SplitWithSizes, input, new Array<number>(count).fill(0), d);
  return bySizes(Split, input, equalSizes(total, size), d);
}

// ---- tensorSplit -------------------------------------------------------------------------------------------------------

export interface TensorSplitOptions {
  /** How many pieces, or the places between them, also as an int64 tensor. */
  indicesOrSections?: number | readonly number[] | Tensor;
  /** The same under PyTorch's other names. */
  sections?: number;
  indices?: readonly number[];
  dim?: number;
}

const TensorSplit = signature("tensorSplit", ["indicesOrSections", "dim", "sections", "indices"]);

function placesOf(op: string, given: unknown): number | readonly number[] {
  if (given instanceof Tensor) {
    if (given.dtype !== "int64")
      throw new TensorError(
        op,
        `tensor_indices_or_sections must have a dtype of int64, got ${given.dtype}`,
        { dtypes: [given.dtype] },
      );
    if (given.layout.shape.length > 1)
      throw new TensorError(
        op,
        `expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a tensor with ${given.layout.shape.length} dims`,
      );
    return given.tolist() as number | number[];
  }
  if (typeof given === "number" || Array.isArray(given)) return given as number | readonly number[];
  throw new TensorError(
    op,
    `received an invalid combination of arguments: expected a number, an array of integers or an int64 tensor, got ${showValue(given)}`,
  );
}

function pieces(
  op: string,
  input: Tensor,
  places: number | readonly number[],
  dim: number,
): readonly Tensor[] {
  const { shape } = input.layout;
  const size = shape[dim];
  const piece = (start: number, stop: number): Tensor => {
    const clip = (at: number): number => Math.min(Math.max(at < 0 ? at + size : at, 0), size);
    const from = clip(start);
    return apply(Slice, [input], {
      dim,
      start: from,
      stop: Math.max(from, clip(stop)),
      step: 1,
      shape,
    });
  };
  if (typeof places === "number") {
    if (!Number.isInteger(places) || places <= 0)
      throw new TensorError(op, `number of sections must be larger than 0, got ${places}`);
    const small = Math.floor(size / places);
    const larger = size % places;
    const at = (i: number): number => i * small + Math.min(i, larger);
    return Array.from({ length: places }, (_, i) => piece(at(i), at(i + 1)));
  }
  for (const place of places)
    if (!Number.isInteger(place))
      throw new TensorError(op, `indices must be integers, got ${showShape(places)}`);
  return [...places, size].map((stop, i) => piece(i === 0 ? 0 : places[i - 1], stop));
}

/**
 * Views of pieces whose sizes differ by one at most, or that end at the given places. Each is a view of its own.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.tensor_split.html
 */
export function tensorSplit(
  input: Tensor,
  indicesOrSections: number | readonly number[] | Tensor | TensorSplitOptions,
  dim?: number | TensorSplitOptions,
  ...rest: [options?: TensorSplitOptions]
): readonly Tensor[] {
  const args = readArgs<TensorSplitOptions>(TensorSplit, indicesOrSections, dim, ...rest);
  const given = oneOf("tensorSplit", args);
  const ndim = checkTensor("tensorSplit", input, "input").layout.shape.length;
  if (ndim === 0)
    throw new TensorError(
      "tensorSplit",
      "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims",
    );
  return pieces(
    "tensorSplit",
    input,
    placesOf("tensorSplit", given),
    normalizeDim("tensorSplit", args.dim ?? 0, ndim),
  );
}

const directed = ["indicesOrSections", "sections", "indices"];
const Hsplit = signature("hsplit", directed);
const Vsplit = signature("vsplit", directed);
const Dsplit = signature("dsplit", directed);

type DirectedOptions = Omit<TensorSplitOptions, "dim">;

/** Where to split, by whichever of its three names it was given. */
function oneOf(
  op: string,
  { indicesOrSections, sections, indices }: DirectedOptions,
): TensorSplitOptions["indicesOrSections"] {
  const given = [indicesOrSections, sections, indices].filter((places) => places !== undefined);
  if (given.length < 2) return given[0];
  throw new TensorError(op, "takes one of indicesOrSections, sections and indices");
}

function directedSplit(
  op: Signature,
  input: Tensor,
  given: readonly unknown[],
  dimOf: (ndim: number) => number,
  least: number,
): readonly Tensor[] {
  const args = readArgs<DirectedOptions>(op, ...given);
  const places = placesOf(op.name, oneOf(op.name, args));
  const { shape } = checkTensor(op.name, input, "input").layout;
  if (shape.length < least) {
    throw new TensorError(
      op.name,
      `torch.${op.name} requires a tensor with at least ${least} dimension${least > 1 ? "s" : ""}, but got a tensor with ${shape.length} dimensions!`,
      {
        shapes: [shape],
      },
    );
  }
  const dim = dimOf(shape.length);
  if (typeof places === "number" && (places <= 0 || shape[dim] % places !== 0)) {
    throw new TensorError(
      op.name,
      `torch.${op.name} attempted to split along dimension ${dim}, but the size of the dimension ${shape[dim]} is not divisible by the split_size ${places}!`,
      { shapes: [shape] },
    );
  }
  return pieces(op.name, input, places, dim);
}

/** `tensorSplit` along the second dimension, or the only one. Source: https://pytorch.org/docs/stable/generated/torch.hsplit.html */
export function hsplit(
  input: Tensor,
  ...places: [indicesOrSections: number | readonly number[] | DirectedOptions]
): readonly Tensor[] {
  return directedSplit(Hsplit, input, places, (ndim) => (ndim === 1 ? 0 : 1), 1);
}

/** `tensorSplit` along the first dimension. Source: https://pytorch.org/docs/stable/generated/torch.vsplit.html */
export function vsplit(
  input: Tensor,
  ...places: [indicesOrSections: number | readonly number[] | DirectedOptions]
): readonly Tensor[] {
  return directedSplit(Vsplit, input, places, () => 0, 2);
}

/** `tensorSplit` along the third dimension. Source: https://pytorch.org/docs/stable/generated/torch.dsplit.html */
export function dsplit(
  input: Tensor,
  ...places: [indicesOrSections: number | readonly number[] | DirectedOptions]
): readonly Tensor[] {
  return directedSplit(Dsplit, input, places, () => 2, 3);
}
