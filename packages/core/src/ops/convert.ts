/** Copies, conversions and tensors like another. */
import { checkDType, type DType } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { apply } from "../op/apply.ts";
import { cloneRaw } from "../op/copy.ts";
import { applyInPlace, copyInto } from "../op/inplace.ts";
import { checkTensor, isScalar, type Operand } from "../op/operands.ts";
import { defineOp, readArgs, signature } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { expandLayout, overlap } from "../layout.ts";
import { scalarTensor } from "../alloc.ts";
import { Tensor } from "../tensor.ts";

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
  params: ["dtype", "nonBlocking", "copy", "device", "other"],
  torch: "torch.Tensor.to",
  node: "ToCopyBackward0",
  forward: (_ctx, [x], dtype) => cloneRaw(x, dtype),
  // The engine casts the gradient back to the input's dtype.
  backward: (_ctx, [grad]) => [grad],
});

export interface ToOptions {
  dtype?: DType | null;
  /** Take the dtype of this tensor. */
  other?: Tensor;
  /** Copy also where nothing changes. */
  copy?: boolean;
  /** Only "cpu" exists. */
  device?: "cpu" | null;
  /** There is nothing to wait for. */
  nonBlocking?: boolean;
}

/** After a device there may be a dtype; after either what PyTorch takes by position. */
type ToArgs =
  | [nonBlocking?: boolean | ToOptions, copy?: boolean | ToOptions]
  | [dtype: DType | ToOptions, nonBlocking?: boolean | ToOptions, copy?: boolean | ToOptions];

/**
 * `input` in another dtype, by name or that of a tensor; `input` itself where it has that dtype already.
 *
 * Floats become integers by truncation. Throws where int64 cannot hold a value exactly.
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.to.html
 */
export function to(
  input: Tensor,
  dtype: DType | "cpu" | Tensor | ToOptions,
  ...rest: ToArgs
): Tensor {
  const given = dtype === "cpu" ? rest : [dtype instanceof Tensor ? dtype.dtype : dtype, ...rest];
  const { dtype: wanted, other, copy = false, device } = readArgs<ToOptions>(To, ...given);
  if (device !== undefined && device !== null && device !== "cpu") {
    throw new TensorError(
      "to",
      `unknown device "${String(device)}"; tensors live in ordinary memory, device "cpu"`,
    );
  }
  const target = wanted ? checkDType("to", wanted) : (other?.dtype ?? input.dtype);
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
  const from = isScalar(src)
    ? scalarTensor(castScalar("copy_", src, input.dtype), input.dtype)
    : checkTensor("copy_", src, "src");
  const { shape } = from.layout;
  if (!expandLayout(from.layout, input.layout.shape)) {
    throw new TensorError(
      "copy_",
      `the size of src [${shape.join(", ")}] must match, or broadcast to, the size of the tensor written to [${input.layout.shape.join(", ")}]`,
      { shapes: [input.layout.shape, shape] },
    );
  }
  return applyInPlace(copyInto, [input, apartFrom(input, from)]);
}

/** `src`, copied where it may overlap `input` in another order; refused where it plainly does, as in PyTorch. */
function apartFrom(input: Tensor, src: Tensor): Tensor {
  if (src.storage.data !== input.storage.data) return src;
  const meeting = overlap(src.layout, input.layout);
  if (meeting === "unknown") return clone(src);
  if (meeting !== "partial") return src;
  throw new TensorError(
    "copy_",
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location; " +
      "clone() the tensor before performing the operation",
    { shapes: [input.layout.shape, src.layout.shape] },
  );
}
