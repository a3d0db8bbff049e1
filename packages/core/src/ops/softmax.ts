/** Numbers made into probabilities, or logarithms of such, along a dimension. */
import { checkDType, type DType } from "../dtype.ts";
import { normalizeDim } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkFloat } from "../op/checks.ts";
import { checkTensor } from "../op/operands.ts";
import { type OpRecord, readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { to } from "./convert.ts";
import { implicitDim } from "./softmax-dim.ts";
import { LogSoftmax, Softmax } from "./softmax-rows.ts";

export interface SoftmaxOptions {
  /** The dimension along which the results sum to one. Say it: leaving it out is deprecated. */
  dim?: number | null;
  /** Convert to this dtype first. */
  dtype?: DType | null;
}

function call(op: OpRecord<number>, input: Tensor, { dim, dtype }: SoftmaxOptions): Tensor {
  const { shape } = checkTensor(op.name, input, "input").layout;
  const x = dtype ? to(input, checkDType(op.name, dtype)) : input;
  const along = dim ?? implicitDim(op.name, shape.length);
  return apply(op, [checkFloat(op.name, x)], normalizeDim(op.name, along, shape.length));
}

/**
 * `e^input / Σ e^input` along `dim`, without overflow.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
 */
export function softmax(
  input: Tensor,
  dim?: number | null | SoftmaxOptions,
  dtype?: DType | null | SoftmaxOptions,
  options?: SoftmaxOptions,
): Tensor {
  return call(Softmax, input, readArgs<SoftmaxOptions>(Softmax, dim, dtype, options));
}

/**
 * The logarithm of `softmax`, more exact than the logarithm of its result.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
 */
export function logSoftmax(
  input: Tensor,
  dim?: number | null | SoftmaxOptions,
  dtype?: DType | null | SoftmaxOptions,
  options?: SoftmaxOptions,
): Tensor {
  return call(LogSoftmax, input, readArgs<SoftmaxOptions>(LogSoftmax, dim, dtype, options));
}
