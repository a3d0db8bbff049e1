/** Other looks at the same memory: no element moves, and writing to a view writes to its base. */
import { isDType } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import {
  contiguousLayout,
  expandLayout,
  inferShape,
  type Layout,
  normalizeDim,
  normalizeDims,
  type Shape,
  viewLayout,
} from "../layout.ts";
import { apply } from "../op/apply.ts";
import { cloneRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, isOptions, readArgs, type Signature, signature } from "../op/record.ts";
import { defineView, readSizes, type Sizes, viewOf } from "../op/view.ts";
import { Permute, Squeeze, Transpose, Unsqueeze } from "../op/views.ts";
import type { Tensor } from "../tensor.ts";
import { contiguous } from "./convert.ts";

// ---- reshape, view, flatten ----------------------------------------------------------------------------------------------

interface Reshaped {
  readonly shape: Shape;
  /** The input's shape. */
  readonly from: Shape;
}

const View = defineView<Reshaped>({
  name: "view",
  params: ["size"],
  torch: "torch.Tensor.view",
  layout: (layout, { shape }) => {
    const viewed = viewLayout(layout, shape);
    if (viewed) return viewed;
    throw new TensorError(
      "view",
      `view size ${showShape(shape)} is not compatible with input tensor's size ${showShape(layout.shape)} and stride ` +
        `${showShape(layout.strides)} (at least one dimension spans across two contiguous subspaces); use reshape instead`,
      { shapes: [layout.shape, shape] },
    );
  },
  backward: (_ctx, [grad], { from }) => [reshape(grad, from)],
});

/**
 * The same elements in another shape, as a view; one size may be -1. Throws where elements would have to move: use
 * `reshape`. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.view.html
 */
export function view(input: Tensor, ...size: Sizes): Tensor {
  const [first] = size as readonly unknown[];
  const dtype = isOptions(first) ? first.dtype : first;
  if (isDType(dtype)) {
    if (dtype === input.dtype)
      return apply(View, [input], { shape: input.layout.shape, from: input.layout.shape });
    throw new TensorError(
      "view",
      `looking at ${input.dtype} memory as ${dtype} is not possible here, where int64 is kept in doubles; to("${dtype}") converts values`,
      {
        dtypes: [input.dtype, dtype],
      },
    );
  }
  const shape = inferShape("view", readSizes(View, size), input.layout.size);
  return apply(View, [input], { shape, from: input.layout.shape });
}

const ViewAs = signature("viewAs", ["other"], { torch: "torch.Tensor.view_as" });

/** `view` in the shape of `other`. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.view_as.html */
export function viewAs(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  return view(input, shapeOfOther(ViewAs, other));
}

function shapeOfOther(op: Signature, given: Tensor | { other: Tensor }): Shape {
  return checkTensor(op.name, readArgs<{ other?: Tensor }>(op, given).other, "other").layout.shape;
}

// Where elements have to move: a copy that is made in the new shape at once.
const ReshapedCopy = defineOp<Reshaped>({
  name: "reshapedCopy",
  params: [],
  node: "UnsafeViewBackward0",
  forward: (_ctx, [x], { shape }) => viewOf(cloneRaw(x), contiguousLayout(shape)),
  backward: (_ctx, [grad], { from }) => [reshape(grad, from)],
});

const Reshape = signature("reshape", ["shape"]);

/**
 * The same elements in another shape: a view where that is possible, else a copy. One size may be -1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.reshape.html
 */
export function reshape(input: Tensor, ...shape: Sizes): Tensor {
  const { layout } = checkTensor("reshape", input, "input");
  const to = inferShape("reshape", readSizes(Reshape, shape), layout.size);
  return apply(viewLayout(layout, to) ? View : ReshapedCopy, [input], {
    shape: to,
    from: layout.shape,
  });
}

const ReshapeAs = signature("reshapeAs", ["other"], { torch: "torch.Tensor.reshape_as" });

/** `reshape` to the shape of `other`. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.reshape_as.html */
export function reshapeAs(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  return reshape(input, shapeOfOther(ReshapeAs, other));
}

signature("ravel", []);

/** All elements in one dimension, as a view where possible. Source: https://pytorch.org/docs/stable/generated/torch.ravel.html */
export function ravel(input: Tensor): Tensor {
  return view(contiguous(checkTensor("ravel", input, "input")), -1);
}

const Flatten = signature("flatten", ["startDim", "endDim"]);

export interface FlattenOptions {
  startDim?: number;
  endDim?: number;
}

/** Merges the dimensions from `startDim` to `endDim` (0 and -1) into one. Source: https://pytorch.org/docs/stable/generated/torch.flatten.html */
export function flatten(
  input: Tensor,
  startDim?: number | FlattenOptions,
  endDim?: number | FlattenOptions,
  options?: FlattenOptions,
): Tensor {
  const args = readArgs<FlattenOptions>(Flatten, startDim, endDim, options);
  const { shape } = checkTensor("flatten", input, "input").layout;
  const start = normalizeDim("flatten", args.startDim ?? 0, shape.length);
  const end = normalizeDim("flatten", args.endDim ?? -1, shape.length);
  if (shape.length === 0) return reshape(input, 1);
  if (start > end)
    throw new TensorError(
      "flatten",
      `flatten() has invalid args: startDim ${start} cannot come after endDim ${end}`,
      { shapes: [shape] },
    );
  if (start === end) return input;
  const run = shape.slice(start, end + 1).reduce((n, size) => n * size, 1);
  return reshape(input, [...shape.slice(0, start), run, ...shape.slice(end + 1)]);
}

const Unflatten = signature("unflatten", ["dim", "sizes"]);

export interface UnflattenOptions {
  dim?: number;
  /** The sizes that the dimension is cut into; one may be -1. */
  sizes?: readonly number[];
}

/** A view with one dimension cut into several. Source: https://pytorch.org/docs/stable/generated/torch.unflatten.html */
export function unflatten(
  input: Tensor,
  dim: number | UnflattenOptions,
  sizes?: readonly number[] | UnflattenOptions,
  options?: UnflattenOptions,
): Tensor {
  const args = readArgs<UnflattenOptions>(Unflatten, dim, sizes, options);
  const { shape } = checkTensor("unflatten", input, "input").layout;
  const d = normalizeDim("unflatten", args.dim as number, shape.length);
  const cut = args.sizes ?? [];
  if (cut.length === 0) throw new TensorError("unflatten", "sizes must be non-empty");
  const known = cut.reduce((n, size) => (size === -1 ? n : n * size), 1);
  if (cut.includes(-1) ? known === 0 || shape[d] % known !== 0 : known !== shape[d]) {
    throw new TensorError(
      "unflatten",
      `provided sizes ${showShape(cut)} don't multiply up to the size of dim ${d} (${shape[d]}) in the input tensor`,
      { shapes: [shape] },
    );
  }
  const filled = cut.map((size) => (size === -1 ? shape[d] / known : size));
  return view(input, [...shape.slice(0, d), ...filled, ...shape.slice(d + 1)]);
}

// ---- expand ----------------------------------------------------------------------------------------------------------------

const Expand = defineView<Shape>({
  name: "expand",
  params: ["size"],
  torch: "torch.Tensor.expand",
  layout: (layout, shape) => expandLayout(layout, shape) as Layout,
  // The engine sums back to the input's shape.
  backward: (_ctx, [grad]) => [grad],
});

function expanded(op: string, input: Tensor, sizes: readonly number[]): Tensor {
  const { layout } = checkTensor(op, input, "input");
  const lead = sizes.length - layout.shape.length;
  const shape = sizes.map((s, i) => (s === -1 && i >= lead ? layout.shape[i - lead] : s));
  if (lead < 0 || shape.some((s) => !(s >= 0)) || !expandLayout(layout, shape)) {
    throw new TensorError(
      op,
      `the expanded size of the tensor ${showShape(sizes)} must match the existing size ${showShape(layout.shape)} at non-singleton dimensions, ` +
        "and the number of sizes provided must be greater or equal to the number of dimensions in the tensor",
      { shapes: [layout.shape, sizes] },
    );
  }
  return apply(Expand, [input], shape);
}

/**
 * A view in which dimensions of size 1 are stretched, without copying; -1 keeps a size.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.expand.html
 */
export function expand(input: Tensor, ...size: Sizes): Tensor {
  return expanded("expand", input, readSizes(Expand, size));
}

const ExpandAs = signature("expandAs", ["other"], { torch: "torch.Tensor.expand_as" });

/** `expand` to the shape of `other`. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.expand_as.html */
export function expandAs(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  return expanded("expandAs", input, shapeOfOther(ExpandAs, other));
}

const BroadcastTo = signature("broadcastTo", ["size"]);

/** Another name for `expand`. Source: https://pytorch.org/docs/stable/generated/torch.broadcast_to.html */
export function broadcastTo(input: Tensor, ...size: Sizes): Tensor {
  const [first] = size as readonly unknown[];
  // The function calls its sizes `shape`, the method `size`.
  const byShape = isOptions(first) && "shape" in first;
  const op = byShape ? { ...BroadcastTo, params: ["shape"] } : BroadcastTo;
  return expanded("broadcastTo", input, readSizes(op, size));
}

// ---- permute, transpose --------------------------------------------------------------------------------------------------

/** A view with the dimensions in another order. Source: https://pytorch.org/docs/stable/generated/torch.permute.html */
export function permute(input: Tensor, ...dims: Sizes): Tensor {
  const given = readSizes(Permute, dims);
  const { shape } = checkTensor("permute", input, "input").layout;
  if (given.length !== shape.length) {
    throw new TensorError(
      "permute",
      `number of dimensions in the tensor input does not match the length of the desired ordering of dimensions: ` +
        `input.dim() = ${shape.length} is not equal to len(dims) = ${given.length} (dims ${showShape(given)})`,
      { shapes: [shape] },
    );
  }
  return apply(Permute, [input], normalizeDims("permute", given, shape.length));
}

export interface TransposeOptions {
  dim0?: number;
  dim1?: number;
}

/** A view with two dimensions exchanged. Source: https://pytorch.org/docs/stable/generated/torch.transpose.html */
export function transpose(
  input: Tensor,
  dim0: number | TransposeOptions,
  dim1?: number | TransposeOptions,
  options?: TransposeOptions,
): Tensor {
  const args = readArgs<Required<TransposeOptions>>(Transpose, dim0, dim1, options);
  const ndim = checkTensor("transpose", input, "input").layout.shape.length;
  return apply(Transpose, [input], {
    dim0: normalizeDim("transpose", args.dim0, ndim),
    dim1: normalizeDim("transpose", args.dim1, ndim),
  });
}

// ---- squeeze, unsqueeze --------------------------------------------------------------------------------------------------

/** Drops dimensions of size 1: those in `dim`, or all. Source: https://pytorch.org/docs/stable/generated/torch.squeeze.html */
export function squeeze(
  input: Tensor,
  dim?: number | readonly number[] | { dim?: number | readonly number[] },
): Tensor {
  const args = readArgs<{ dim?: number | readonly number[] }>(Squeeze, dim);
  const { shape } = checkTensor("squeeze", input, "input").layout;
  const dims = normalizeDims("squeeze", args.dim, shape.length).filter((d) => shape[d] === 1);
  const overload =
    args.dim === undefined || args.dim === null ? 0 : typeof args.dim === "number" ? 1 : 2;
  return apply(Squeeze, [input], { dims: dims.sort((a, b) => a - b), overload });
}

/** A view with a new dimension of size 1 before `dim`. Source: https://pytorch.org/docs/stable/generated/torch.unsqueeze.html */
export function unsqueeze(input: Tensor, dim: number | { dim: number }): Tensor {
  const args = readArgs<{ dim: number }>(Unsqueeze, dim);
  const ndim = checkTensor("unsqueeze", input, "input").layout.shape.length;
  return apply(Unsqueeze, [input], { dims: [normalizeDim("unsqueeze", args.dim, ndim + 1)] });
}
