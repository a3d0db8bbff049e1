/** Relatives of softmax that PyTorch has in `nn.functional` only. */
import { emptyTensor, fullTensor } from "../alloc.ts";
import type { DType } from "../dtype.ts";
import { normalizeDim } from "../layout.ts";
import { checkFloat } from "../op/checks.ts";
import { readArgs, signature } from "../op/record.ts";
import { warn } from "../op/warn.ts";
import type { Tensor } from "../tensor.ts";
import { putAlong } from "./along.ts";
import { add, neg, sub } from "./arithmetic.ts";
import { div } from "./division.ts";
import { log } from "./exponential.ts";
import { argmax } from "./extrema.ts";
import { exponential_ } from "./random.ts";
import { implicitDim } from "./softmax-dim.ts";
import { softmax, type SoftmaxOptions } from "./softmax.ts";

const F = "torch.nn.functional.";
const Softmin = signature("softmin", ["dim", "dtype"], { torch: `${F}softmin` });
const GumbelSoftmax = signature("gumbelSoftmax", ["tau", "hard", "eps", "dim"], {
  first: "logits",
  torch: `${F}gumbel_softmax`,
});

/** `softmax` of `-input`. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.softmin.html */
export function softmin(
  input: Tensor,
  dim?: number | null | SoftmaxOptions,
  dtype?: DType | null | SoftmaxOptions,
  options?: SoftmaxOptions,
): Tensor {
  const args = readArgs<SoftmaxOptions>(Softmin, dim, dtype, options);
  const x = args.dtype ? input : checkFloat("softmin", input);
  return softmax(neg(x), {
    dim: args.dim ?? implicitDim("softmin", x.layout.shape.length),
    dtype: args.dtype,
  });
}

export interface GumbelSoftmaxOptions {
  /** How even the results are: the larger the more; 1 where nothing is said. */
  tau?: number;
  /** Answer zeros and a one; backward still sees the soft result. */
  hard?: boolean;
  /** Deprecated, and without effect. */
  eps?: number;
  /** The dimension along which the results sum to one; the last one where nothing is said. */
  dim?: number;
}

/**
 * A random draw from the categories that `logits` weigh, as a (soft) one-hot vector that has a gradient.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.gumbel_softmax.html
 */
export function gumbelSoftmax(
  logits: Tensor,
  tau?: number | GumbelSoftmaxOptions,
  hard?: boolean | GumbelSoftmaxOptions,
  eps?: number | GumbelSoftmaxOptions,
  dim?: number | GumbelSoftmaxOptions,
  options?: GumbelSoftmaxOptions,
): Tensor {
  const args = readArgs<GumbelSoftmaxOptions>(GumbelSoftmax, tau, hard, eps, dim, options);
  const { layout, dtype } = checkFloat("gumbelSoftmax", logits, "logits");
  const { shape } = layout;
  if (args.eps !== undefined && args.eps !== 1e-10) {
    warn("gumbelSoftmax", "`eps` is deprecated and has no effect");
  }
  const along = normalizeDim("gumbelSoftmax", args.dim ?? -1, shape.length);
  const noise = neg(log(exponential_(emptyTensor(shape, dtype))));
  const soft = softmax(div(add(logits, noise), args.tau ?? 1), along);
  if (!args.hard) return soft;
  const first = argmax(soft, { dim: along, keepdim: true });
  const ones = fullTensor(first.layout.shape, 1, dtype);
  const picked = putAlong(ones, first, along, shape[along] ?? 1);
  return add(sub(picked, soft.detach()), soft);
}
