/** Copies, conversions and tensors like another. */
import { checkDType, type DType } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { apply } from "../op/apply.ts";
import { cloneRaw } from "../op/copy.ts";
import { applyInPlace, copyInto } from "../op/inplace.ts";
import { checkTensor, isScalar, type Operand } from "../op/operands.ts";
import { defineOp, readArgs, signature } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { expandLayout } from "../layout.ts";
import { scalarTensor } from "../alloc.ts";
import type { Tensor } from "../tensor.ts";

const Clone = defineOp({
  name: "clone",
  params: [],
  forward: (_ctx, [x]) => cloneRaw(x),
  backward: (_ctx, [grad]) => [grad],
});

/** A copy in memory of its own; gradients flow through. Source: https://pytorch.org/docs/stable/generated/torch.clone.html */
export function clone(input: Tensor): Tensor {
  return apply(Clone, [checkTensor("clone", input, "input")]);
}

signature("contiguous", []);

/** `input` itself where its elements lie in row-major order without gaps, else a copy that does. */
export function contiguous(input: Tensor): Tensor {
  return input.layout.contiguous ? input : clone(input);
}

const To = defineOp<DType>({
  name: "to",
  params: ["dtype", "copy"],
  torch: "torch.Tensor.to",
  forward: (_ctx, [x], dtype) => cloneRaw(x, dtype),
  // The engine casts the gradient back to the input's dtype.
  backward: (_ctx, [grad]) => [grad],
});

export interface ToOptions {
  dtype?: DType;
  /** Copy also where nothing changes. */
  copy?: boolean;
}

/**
 * `input` in another dtype; `input` itself where it has that dtype already.
 *
 * Floats become integers by truncation. Throws where int64 cannot hold a value exactly.
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.to.html
 */
export function to(input: Tensor, dtype: DType | ToOptions, options?: ToOptions): Tensor {
  const { dtype: given, copy = false } = readArgs<ToOptions>(To, dtype, options);
  const target = given === undefined ? input.dtype : checkDType("to", given);
  if (target === input.dtype) return copy ? clone(input) : input;
  return apply(To, [input], target);
}

signature("copy_", ["src"]);

/**
 * Writes `src`, broadcast and cast, over `input`. Gradients flow to `src`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.copy_.html
 */
export function copy_(input: Tensor, src: Operand): Tensor {
  const from = isScalar(src) ? scalarTensor(castScalar("copy_", src, input.dtype), input.dtype) : checkTensor("copy_", src, "src");
  const { shape } = from.layout;
  if (!expandLayout(from.layout, input.layout.shape)) {
    throw new TensorError(
      "copy_",
      `the size of src [${shape.join(", ")}] must match, or broadcast to, the size of the tensor written to [${input.layout.shape.join(", ")}]`,
      { shapes: [input.layout.shape, shape] },
    );
  }
  return applyInPlace(copyInto, [input, from]);
}
