/** Views taken in place: the tensor itself gets another shape or order of dimensions. */
import { requiresGrad } from "../autograd/node.ts";
import { newArray } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import {
  checkShape,
  extent,
  normalizeDim,
  normalizeDims,
  rowMajorStrides,
  sameShape,
  stridedLayout,
} from "../layout.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { relayout } from "../op/relayout.ts";
import { readSizes, type Sizes } from "../op/view.ts";
import { Squeeze, T, Transpose, Unsqueeze } from "../op/views.ts";
import type { Tensor } from "../tensor.ts";
import { asStrided_ } from "./stride.ts";
import type { SwapaxesOptions, SwapdimsOptions } from "./permute.ts";
import type { TransposeOptions } from "./view.ts";

function exchange(op: string, input: Tensor, a: number, b: number): Tensor {
  const ndim = checkTensor(op, input, "input").layout.shape.length;
  return relayout(Transpose, op, input, {
    dim0: normalizeDim(op, a, ndim),
    dim1: normalizeDim(op, b, ndim),
  });
}

/** `transpose` in place. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.transpose_.html */
export function transpose_(
  input: Tensor,
  dim0: number | TransposeOptions,
  dim1?: number | TransposeOptions,
): Tensor {
  const args = readArgs<Required<TransposeOptions>>(
    { name: "transpose_", params: ["dim0", "dim1"] },
    dim0,
    dim1,
  );
  return exchange("transpose_", input, args.dim0, args.dim1);
}

/** `swapaxes` in place. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.swapaxes_.html */
export function swapaxes_(
  input: Tensor,
  axis0: number | SwapaxesOptions,
  axis1?: number | SwapaxesOptions,
): Tensor {
  const args = readArgs<Required<SwapaxesOptions>>(
    { name: "swapaxes_", params: ["axis0", "axis1"] },
    axis0,
    axis1,
  );
  return exchange("swapaxes_", input, args.axis0, args.axis1);
}

/** `swapdims` in place. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.swapdims_.html */
export function swapdims_(
  input: Tensor,
  dim0: number | SwapdimsOptions,
  dim1?: number | SwapdimsOptions,
): Tensor {
  const args = readArgs<Required<SwapdimsOptions>>(
    { name: "swapdims_", params: ["dim0", "dim1"] },
    dim0,
    dim1,
  );
  return exchange("swapdims_", input, args.dim0, args.dim1);
}

/** `t` in place. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.t_.html */
export function t_(input: Tensor): Tensor {
  const { shape } = checkTensor("t_", input, "input").layout;
  if (shape.length > 2)
    throw new TensorError(
      "t_",
      `t_() expects a tensor with <= 2 dimensions, but self is ${shape.length}D`,
      { shapes: [shape] },
    );
  return relayout(T, "t_", input, undefined);
}

/** `squeeze` in place. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.squeeze_.html */
export function squeeze_(
  input: Tensor,
  dim?: number | readonly number[] | { dim?: number | readonly number[] },
): Tensor {
  const args = readArgs<{ dim?: number | readonly number[] }>(
    { name: "squeeze_", params: ["dim"] },
    dim,
  );
  const { shape } = checkTensor("squeeze_", input, "input").layout;
  const dims = normalizeDims("squeeze_", args.dim, shape.length).filter((d) => shape[d] === 1);
  const overload =
    args.dim === undefined || args.dim === null ? 0 : typeof args.dim === "number" ? 1 : 2;
  return relayout(Squeeze, "squeeze_", input, { dims: dims.sort((a, b) => a - b), overload });
}

/** `unsqueeze` in place. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.unsqueeze_.html */
export function unsqueeze_(input: Tensor, dim: number | { dim: number }): Tensor {
  const args = readArgs<{ dim: number }>({ name: "unsqueeze_", params: ["dim"] }, dim);
  const ndim = checkTensor("unsqueeze_", input, "input").layout.shape.length;
  return relayout(Unsqueeze, "unsqueeze_", input, {
    dims: [normalizeDim("unsqueeze_", args.dim, ndim + 1)],
  });
}

const Resize = signature("resize_", ["size"], { torch: "torch.Tensor.resize_" });
const ResizeAs = signature("resizeAs_", ["other"], { torch: "torch.Tensor.resize_as_" });

function resize(op: string, input: Tensor, size: readonly number[]): Tensor {
  const { layout, storage, dtype } = checkTensor(op, input, "input");
  const shape = checkShape(op, size);
  if (requiresGrad(input))
    throw new TensorError(op, "cannot resize variables that require grad; use reshape");
  if (sameShape(shape, layout.shape)) return input;
  const fresh = stridedLayout(shape, rowMajorStrides(shape), layout.offset);
  if (extent(fresh) > storage.data.length) {
    const data = newArray(dtype, extent(fresh));
    data.set(storage.data);
    // All that lies on this memory sees it grow.
    Object.assign(storage, { data });
  }
  return asStrided_(input, shape, fresh.strides, layout.offset);
}

/**
 * Gives `input` another size, row-major from where it begins; its memory grows where that is needed, by zeros. What
 * elements stand where is no question of their old places: use `reshape` unless this is what you want.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.resize_.html
 */
export function resize_(input: Tensor, ...size: Sizes): Tensor {
  return resize("resize_", input, readSizes(Resize, size));
}

/** `resize_` to the size of `other`. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.resize_as_.html */
export function resizeAs_(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  const like = checkTensor(
    "resizeAs_",
    readArgs<{ other?: Tensor }>(ResizeAs, other).other,
    "other",
  );
  return resize("resizeAs_", input, like.layout.shape);
}
