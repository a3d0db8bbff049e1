/** Tensors brought to at least so many dimensions, as views. */
import { TensorError } from "../errors.ts";
import { listedTensors } from "../op/lists.ts";
import { signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { reshape, unsqueeze } from "./view.ts";

function each<R>(op: string, given: readonly unknown[], raise: (tensor: Tensor) => Tensor): R {
  if (given.length === 0) throw new TensorError(op, "expects at least one tensor");
  const raised = listedTensors(op, given).map(raise);
  return (raised.length === 1 && !Array.isArray(given[0]) ? raised[0] : raised) as R;
}

signature("atleast1d", [], { first: "tensors", torch: "torch.atleast_1d" });
signature("atleast2d", [], { first: "tensors", torch: "torch.atleast_2d" });
signature("atleast3d", [], { first: "tensors", torch: "torch.atleast_3d" });

/**
 * A scalar as a vector of one; all else as it is. Several tensors, or an array of them, give an array.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.atleast_1d.html
 */
export function atleast1d(tensor: Tensor): Tensor;
export function atleast1d(tensors: readonly Tensor[]): Tensor[];
export function atleast1d(...tensors: readonly Tensor[]): Tensor[];
export function atleast1d(...tensors: readonly unknown[]): Tensor | Tensor[] {
  return each("atleast1d", tensors, (tensor) =>
    tensor.layout.shape.length === 0 ? reshape(tensor, 1) : tensor,
  );
}

/**
 * A vector as a matrix of one row; matrices and more as they are.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.atleast_2d.html
 */
export function atleast2d(tensor: Tensor): Tensor;
export function atleast2d(tensors: readonly Tensor[]): Tensor[];
export function atleast2d(...tensors: readonly Tensor[]): Tensor[];
export function atleast2d(...tensors: readonly unknown[]): Tensor | Tensor[] {
  return each("atleast2d", tensors, (tensor) => {
    const ndim = tensor.layout.shape.length;
    return ndim === 0 ? reshape(tensor, 1, 1) : ndim === 1 ? unsqueeze(tensor, 0) : tensor;
  });
}

/**
 * A vector of n as [1, n, 1], a matrix of [n, m] as [n, m, 1]; more dimensions as they are.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.atleast_3d.html
 */
export function atleast3d(tensor: Tensor): Tensor;
export function atleast3d(tensors: readonly Tensor[]): Tensor[];
export function atleast3d(...tensors: readonly Tensor[]): Tensor[];
export function atleast3d(...tensors: readonly unknown[]): Tensor | Tensor[] {
  return each("atleast3d", tensors, (tensor) => {
    const ndim = tensor.layout.shape.length;
    if (ndim === 0) return reshape(tensor, 1, 1, 1);
    if (ndim === 1) return unsqueeze(unsqueeze(tensor, 0), -1);
    return ndim === 2 ? unsqueeze(tensor, -1) : tensor;
  });
}
