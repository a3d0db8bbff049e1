/** Gradients that many ops share. */
import type { Context } from "../autograd/node.ts";
import { zeroTensor } from "../alloc.ts";
import { TensorError } from "../errors.ts";
import type { Tensor } from "../tensor.ts";

/** Of steps in one variable: no slope anywhere, so zeros, as PyTorch has it, rather than no gradient. */
export function zeroSlope(grad: Tensor): Tensor {
  return zeroTensor(grad.layout.shape, grad.dtype);
}

/** Of steps in two variables. */
export function noSlope(ctx: Context, grad: Tensor): readonly (Tensor | null)[] {
  return ctx.needs.map((needed) => (needed ? zeroSlope(grad) : null));
}

/** Refuses a gradient that PyTorch does not define either, rather than lose it silently. */
export function notDifferentiable(op: string, argument: string): TensorError {
  return new TensorError(
    op,
    `the derivative with respect to "${argument}" is not implemented; detach() it, or write the function in other ops`,
  );
}
