/** More ways to put dimensions in another order, all of them views. */
import { showShape, TensorError } from "../errors.ts";
import { normalizeDim } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, type Signature, signature } from "../op/record.ts";
import { Permute, T, Transpose } from "../op/views.ts";
import type { Tensor } from "../tensor.ts";

// ---- two dimensions ----------------------------------------------------------------------------------------------------

const Swapaxes = signature("swapaxes", ["axis0", "axis1"]);
const Swapdims = signature("swapdims", ["dim0", "dim1"]);

export interface SwapaxesOptions {
  axis0?: number;
  axis1?: number;
}

export interface SwapdimsOptions {
  dim0?: number;
  dim1?: number;
}

function exchanged(op: string, input: Tensor, a: number, b: number): Tensor {
  const ndim = checkTensor(op, input, "input").layout.shape.length;
  return apply(Transpose, [input], {
    dim0: normalizeDim(op, a, ndim),
    dim1: normalizeDim(op, b, ndim),
  });
}

/** Another name for `transpose`. Source: https://pytorch.org/docs/stable/generated/torch.swapaxes.html */
export function swapaxes(
  input: Tensor,
  axis0: number | SwapaxesOptions,
  axis1?: number | SwapaxesOptions,
  options?: SwapaxesOptions,
): Tensor {
  const args = readArgs<Required<SwapaxesOptions>>(Swapaxes, axis0, axis1, options);
  return exchanged("swapaxes", input, args.axis0, args.axis1);
}

/** Another name for `transpose`. Source: https://pytorch.org/docs/stable/generated/torch.swapdims.html */
export function swapdims(
  input: Tensor,
  dim0: number | SwapdimsOptions,
  dim1?: number | SwapdimsOptions,
  options?: SwapdimsOptions,
): Tensor {
  const args = readArgs<Required<SwapdimsOptions>>(Swapdims, dim0, dim1, options);
  return exchanged("swapdims", input, args.dim0, args.dim1);
}

/** The transpose of a matrix; vectors and scalars as they are. Source: https://pytorch.org/docs/stable/generated/torch.t.html */
export function t(input: Tensor): Tensor {
  const { shape } = checkTensor("t", input, "input").layout;
  if (shape.length > 2) {
    throw new TensorError(
      "t",
      `t() expects a tensor with <= 2 dimensions, but self is ${shape.length}D: ${showShape(shape)}; use transpose or mT`,
      { shapes: [shape] },
    );
  }
  return apply(T, [input]);
}

signature("adjoint", []);

/** The last two dimensions exchanged (tensors here are real). Source: https://pytorch.org/docs/stable/generated/torch.adjoint.html */
export function adjoint(input: Tensor): Tensor {
  const { shape } = checkTensor("adjoint", input, "input").layout;
  if (shape.length === 1)
    throw new TensorError(
      "adjoint",
      "tensor.adjoint() is only supported on matrices or batches of matrices, got 1-D tensor",
      { shapes: [shape] },
    );
  return shape.length === 0 ? apply(T, [input]) : exchanged("adjoint", input, -2, -1);
}

// ---- any dimensions ----------------------------------------------------------------------------------------------------

const Movedim = signature("movedim", ["source", "destination"]);
const Moveaxis = signature("moveaxis", ["source", "destination"]);

/** One dimension or several. */
type Dims = number | readonly number[];

export interface MovedimOptions {
  source?: Dims;
  destination?: Dims;
}

function moved(op: Signature, input: Tensor, given: readonly unknown[]): Tensor {
  const { name } = op;
  const args = readArgs<{ source: Dims; destination: Dims }>(op, ...given);
  const ndim = checkTensor(name, input, "input").layout.shape.length;
  const list = (dims: Dims): readonly number[] =>
    Array.isArray(dims) ? (dims as readonly number[]) : [dims as number];
  const [from, to] = [list(args.source), list(args.destination)];
  if (from.length !== to.length) {
    throw new TensorError(
      name,
      `Invalid source or destination dims: source (${showShape(from)} dims) should contain the same number of dims as destination (${showShape(to)} dims)`,
    );
  }
  const sources = from.map((dim) => normalizeDim(name, dim, ndim));
  const destinations = to.map((dim) => normalizeDim(name, dim, ndim));
  for (const [what, dims, shown] of [
    ["source", sources, from] as const,
    ["destination", destinations, to] as const,
  ]) {
    if (new Set(dims).size !== dims.length)
      throw new TensorError(name, `repeated dim in \`${what}\` (${showShape(shown)})`);
  }
  if (ndim === 0) return apply(Permute, [input], []);
  const order = new Array<number>(ndim).fill(-1);
  destinations.forEach((place, i) => (order[place] = sources[i]));
  const rest = order.map((_, d) => d).filter((d) => !sources.includes(d));
  return apply(
    Permute,
    [input],
    order.map((dim) => (dim === -1 ? (rest.shift() as number) : dim)),
  );
}

/**
 * A view with the dimensions `source` moved to the places `destination`; the others keep their order.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.movedim.html
 */
export function movedim(
  input: Tensor,
  source: Dims | MovedimOptions,
  destination?: Dims | MovedimOptions,
): Tensor {
  return moved(Movedim, input, [source, destination]);
}

/** Another name for `movedim`. Source: https://pytorch.org/docs/stable/generated/torch.moveaxis.html */
export function moveaxis(
  input: Tensor,
  source: Dims | MovedimOptions,
  destination?: Dims | MovedimOptions,
): Tensor {
  return moved(Moveaxis, input, [source, destination]);
}
