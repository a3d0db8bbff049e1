/** What convolutions and their transposes check alike. */
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import type { Shape } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { checkTensor } from "./operands.ts";
import { type PerDimension, perDimension } from "./sliding.ts";

/** The value of each dimension, which must be `least` or more. */
export function spread(
  op: string,
  name: string,
  value: PerDimension,
  dims: number,
  least: number,
): number[] {
  const all = perDimension(op, name, value, dims);
  if (all.some((v) => !Number.isInteger(v) || v < least)) {
    throw new TensorError(
      op,
      least === 0
        ? `negative ${name} is not supported, got ${showShape(all)}`
        : `non-positive ${name} is not supported, got ${showShape(all)}`,
    );
  }
  return all;
}

/** Checks ranks, sizes and dtypes of an input, batched or not, and a weight. */
export function checkConvolved(op: string, dims: number, input: Tensor, weight: Tensor): void {
  const [x, w] = [
    checkTensor(op, input, "input").layout.shape,
    checkTensor(op, weight, "weight").layout.shape,
  ];
  if (w.length !== dims + 2) {
    throw new TensorError(
      op,
      `expected ${dims + 2}D weight, but got ${w.length}D weight of size ${showShape(w)}`,
      { shapes: [x, w] },
    );
  }
  if (x.length !== dims + 1 && x.length !== dims + 2) {
    throw new TensorError(
      op,
      `expected ${dims + 1}D (unbatched) or ${dims + 2}D (batched) input to ${op}, but got input of size: ${showShape(x)}`,
      { shapes: [x, w] },
    );
  }
  const lead = x.slice(0, -dims);
  if (x.slice(-dims).includes(0) && !lead.includes(0)) {
    throw new TensorError(
      op,
      `only zero batch or zero channel inputs are supported, but got input of size: ${showShape(x)}`,
      { shapes: [x, w] },
    );
  }
  if (w.slice(2).includes(0)) {
    throw new TensorError(
      op,
      `kernel size should be greater than zero, but got weight of size ${showShape(w)}`,
      { shapes: [x, w] },
    );
  }
  // PyTorch convolves all numbers, and transposes those of float and int64.
  const fits = op.startsWith("convTranspose")
    ? isFloat(input.dtype) || input.dtype === "int64"
    : input.dtype !== "bool";
  if (!fits || input.dtype !== weight.dtype) {
    throw new TensorError(
      op,
      `input and weight must have the same dtype, a floating point one or int64, got ${input.dtype} and ${weight.dtype}; convert one with x.to(dtype)`,
      { dtypes: [input.dtype, weight.dtype] },
    );
  }
}

/** The bias, where there is one, as further inputs of the op. */
export function checkBias(
  op: string,
  bias: Tensor | null | undefined,
  weight: Tensor,
  outputs: number,
): Tensor[] {
  if (bias === null || bias === undefined) return [];
  const { shape } = checkTensor(op, bias, "bias").layout;
  if (shape.length !== 1 || shape[0] !== outputs) {
    throw new TensorError(
      op,
      `given weight of size ${showShape(weight.layout.shape)}, expected bias to be 1-dimensional with ${outputs} elements, but got bias of size ${showShape(shape)} instead`,
      {
        shapes: [weight.layout.shape, shape],
      },
    );
  }
  if (bias.dtype !== weight.dtype)
    throw new TensorError(
      op,
      `bias must have the dtype of input and weight, ${weight.dtype}, got ${bias.dtype}`,
      { dtypes: [weight.dtype, bias.dtype] },
    );
  return [bias];
}

export function checkGroups(op: string, groups: number, weight: Shape): void {
  if (!Number.isInteger(groups) || groups <= 0)
    throw new TensorError(op, `non-positive groups is not supported, got ${groups}`);
  if (weight[0] < groups || weight[0] % groups !== 0) {
    throw new TensorError(
      op,
      `given groups=${groups}, expected weight to be divisible by ${groups} at dimension 0, but got weight of size ${showShape(weight)} instead`,
      { shapes: [weight] },
    );
  }
}
