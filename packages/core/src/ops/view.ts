/** Other looks at the same memory: no element moves, and writing to a view writes to its base. */
import { showShape, TensorError } from "../errors.ts";
import {
  expandLayout,
  inferShape,
  type Layout,
  normalizeDim,
  normalizeDims,
  permuteLayout,
  type Shape,
  squeezeLayout,
  unsqueezeLayout,
  viewLayout,
} from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { defineView, readSizes, type Sizes } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { clone } from "./convert.ts";

// ---- reshape, view, flatten ----------------------------------------------------------------------------------------------

const View = defineView<{ shape: Shape; from: Shape }>({
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
  const shape = inferShape("view", readSizes(View, size), input.layout.size);
  return apply(View, [input], { shape, from: input.layout.shape });
}

const Reshape = signature("reshape", ["shape"]);

/**
 * The same elements in another shape: a view where that is possible, else a copy. One size may be -1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.reshape.html
 */
export function reshape(input: Tensor, ...shape: Sizes): Tensor {
  const { layout } = checkTensor("reshape", input, "input");
  const to = inferShape("reshape", readSizes(Reshape, shape), layout.size);
  const source = viewLayout(layout, to) ? input : clone(input);
  return apply(View, [source], { shape: to, from: layout.shape });
}

const Flatten = signature("flatten", ["startDim", "endDim"]);

export interface FlattenOptions {
  startDim?: number;
  endDim?: number;
}

/** Merges the dimensions from `startDim` to `endDim` (0 and -1) into one. Source: https://pytorch.org/docs/stable/generated/torch.flatten.html */
export function flatten(input: Tensor, startDim?: number | FlattenOptions, endDim?: number | FlattenOptions, options?: FlattenOptions): Tensor {
  const args = readArgs<FlattenOptions>(Flatten, startDim, endDim, options);
  const { shape } = input.layout;
  const start = normalizeDim("flatten", args.startDim ?? 0, shape.length);
  const end = normalizeDim("flatten", args.endDim ?? -1, shape.length);
  if (shape.length === 0) return reshape(input, 1);
  if (start > end) throw new TensorError("flatten", `startDim ${start} cannot come after endDim ${end}`, { shapes: [shape] });
  if (start === end) return input;
  const run = shape.slice(start, end + 1).reduce((n, size) => n * size, 1);
  return reshape(input, [...shape.slice(0, start), run, ...shape.slice(end + 1)]);
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

/**
 * A view in which dimensions of size 1 are stretched, without copying; -1 keeps a size.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.expand.html
 */
export function expand(input: Tensor, ...size: Sizes): Tensor {
  const sizes = readSizes(Expand, size);
  const { layout } = checkTensor("expand", input, "input");
  const lead = sizes.length - layout.shape.length;
  const shape = sizes.map((s, i) => (s === -1 && i >= lead ? layout.shape[i - lead] : s));
  if (lead < 0 || shape.some((s) => s < 0) || !expandLayout(layout, shape)) {
    throw new TensorError(
      "expand",
      `the expanded size ${showShape(sizes)} must match the existing size ${showShape(layout.shape)} at non-singleton dimensions, ` +
        "and have as many dimensions or more",
      { shapes: [layout.shape, sizes] },
    );
  }
  return apply(Expand, [input], shape);
}

// ---- permute, transpose --------------------------------------------------------------------------------------------------

const Permute = defineView<readonly number[]>({
  name: "permute",
  params: ["dims"],
  layout: permuteLayout,
  backward: (_ctx, [grad], dims) => {
    const inverse = new Array<number>(dims.length);
    for (let i = 0; i < dims.length; i++) inverse[dims[i]] = i;
    return [permute(grad, inverse)];
  },
});

/** A view with the dimensions in another order. Source: https://pytorch.org/docs/stable/generated/torch.permute.html */
export function permute(input: Tensor, ...dims: Sizes): Tensor {
  const given = readSizes(Permute, dims);
  const { shape } = checkTensor("permute", input, "input").layout;
  if (given.length !== shape.length) {
    throw new TensorError("permute", `number of dims don't match: the tensor has ${shape.length} dimensions, dims is ${showShape(given)}`, { shapes: [shape] });
  }
  return apply(Permute, [input], normalizeDims("permute", given, shape.length));
}

const Transpose = signature("transpose", ["dim0", "dim1"]);

export interface TransposeOptions {
  dim0?: number;
  dim1?: number;
}

/** A view with two dimensions exchanged. Source: https://pytorch.org/docs/stable/generated/torch.transpose.html */
export function transpose(input: Tensor, dim0: number | TransposeOptions, dim1?: number | TransposeOptions, options?: TransposeOptions): Tensor {
  const args = readArgs<Required<TransposeOptions>>(Transpose, dim0, dim1, options);
  const ndim = checkTensor("transpose", input, "input").layout.shape.length;
  const a = normalizeDim("transpose", args.dim0, ndim);
  const b = normalizeDim("transpose", args.dim1, ndim);
  const dims = Array.from({ length: ndim }, (_, i) => (i === a ? b : i === b ? a : i));
  return apply(Permute, [input], dims);
}

// ---- squeeze, unsqueeze --------------------------------------------------------------------------------------------------

const Squeeze = defineView<{ dims: readonly number[]; from: Shape }>({
  name: "squeeze",
  params: ["dim"],
  layout: (layout, { dims }) => squeezeLayout(layout, dims),
  backward: (_ctx, [grad], { from }) => [reshape(grad, from)],
});

/** Drops dimensions of size 1: those in `dim`, or all. Source: https://pytorch.org/docs/stable/generated/torch.squeeze.html */
export function squeeze(input: Tensor, dim?: number | readonly number[] | { dim?: number | readonly number[] }): Tensor {
  const args = readArgs<{ dim?: number | readonly number[] }>(Squeeze, dim);
  const { shape } = input.layout;
  const dims = normalizeDims("squeeze", args.dim, shape.length).filter((d) => shape[d] === 1);
  return apply(Squeeze, [input], { dims, from: shape });
}

const Unsqueeze = defineView<number>({
  name: "unsqueeze",
  params: ["dim"],
  layout: unsqueezeLayout,
  backward: (_ctx, [grad], dim) => [apply(Squeeze, [grad], { dims: [dim], from: grad.layout.shape })],
});

/** A view with a new dimension of size 1 before `dim`. Source: https://pytorch.org/docs/stable/generated/torch.unsqueeze.html */
export function unsqueeze(input: Tensor, dim: number | { dim: number }): Tensor {
  const args = readArgs<{ dim: number }>(Unsqueeze, dim);
  const ndim = checkTensor("unsqueeze", input, "input").layout.shape.length;
  return apply(Unsqueeze, [input], normalizeDim("unsqueeze", args.dim, ndim + 1));
}
