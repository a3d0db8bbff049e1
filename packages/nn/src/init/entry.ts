/** What the functions of `nn.init` have in common. */
import {
  type Generator,
  noGrad,
  type Signature,
  signature,
  type Tensor,
  TensorError,
} from "@tapeloop/core";

/** A function's entry in the list of all: its name and its parameters behind the tensor. */
export function entry(name: string, torch: string, ...params: readonly string[]): Signature {
  const { first, ...rest } = signature(`init.${name}`, params, {
    first: "tensor",
    torch: `torch.nn.init.${torch}`,
    differentiable: false,
  });
  return { ...rest, first, name };
}

/** What every function that draws takes. */
export interface GeneratorOption {
  /** A stream of its own; the default one where nothing is said. */
  generator?: Generator | null;
}

/** Overwrites values where nothing is recorded, and answers the tensor. */
export function filled(tensor: Tensor, fill: () => void): Tensor {
  noGrad(fill);
  return tensor;
}

/** Rows and columns. Throws where there are other dimensions. */
export function matrixShape(name: string, { shape }: Tensor): readonly [number, number] {
  if (shape.length === 2) return [shape[0], shape[1]];
  throw new TensorError(name, `only tensors with 2 dimensions are supported, got ${shape.length}`, {
    shapes: [shape],
  });
}
