/** Sums and means over dimensions. */
import { type DType, checkDType, isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { kernelSlot, type Reduce2d } from "../kernels/table.ts";
import type { Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, readArgs, signature } from "../op/record.ts";
import { type Dim, reducedDims, reducedShape, reduceRaw } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { div } from "./arithmetic.ts";
import { to } from "./convert.ts";
import { expand, reshape } from "./view.ts";


export interface SumOptions {
  /** The dimensions to reduce; all of them where nothing is said. */
  dim?: Dim | null;
  /** Keep the reduced dimensions, with size 1. */
  keepdim?: boolean;
  /** Convert to this dtype first. */
  dtype?: DType | null;
}

interface Reduction {
  readonly dims: readonly number[];
  readonly keepdim: boolean;
  /** The input's shape. */
  readonly shape: Shape;
}

const sumKernels = kernelSlot<Reduce2d>("sum");

const Sum = defineOp<Reduction>({
  name: "sum",
  params: ["dim", "keepdim", "dtype"],
  forward: (_ctx, [x], { dims, keepdim }) => reduceRaw(sumKernels, x, dims, keepdim, x.dtype),
  backward: (_ctx, [grad], { dims, keepdim, shape }) => [expand(reshape(grad, reducedShape(shape, dims, true)), shape)],
});

/**
 * The sum of the elements over `dim`, or of all.
 *
 * Integers and booleans are summed as int64. An empty sum is 0.
 * Source: https://pytorch.org/docs/stable/generated/torch.sum.html
 */
export function sum(input: Tensor, dim?: Dim | SumOptions | null, options?: SumOptions): Tensor {
  const args = readArgs<SumOptions>(Sum, dim, options);
  const { shape } = checkTensor("sum", input, "input").layout;
  const dims = reducedDims("sum", args.dim, shape.length);
  const dtype = args.dtype ? checkDType("sum", args.dtype) : isFloat(input.dtype) ? input.dtype : "int64";
  return apply(Sum, [to(input, dtype)], { dims, keepdim: args.keepdim ?? false, shape });
}

const Mean = signature("mean", ["dim", "keepdim", "dtype"]);

/**
 * The mean of the elements over `dim`, or of all. Takes floats only (or a float `dtype`).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.mean.html
 */
export function mean(input: Tensor, dim?: Dim | SumOptions | null, options?: SumOptions): Tensor {
  const args = readArgs<SumOptions>(Mean, dim, options);
  const dtype = args.dtype ?? checkTensor("mean", input, "input").dtype;
  if (!isFloat(checkDType("mean", dtype))) {
    throw new TensorError("mean", `could not infer output dtype: input dtype must be a floating point dtype, got ${dtype}; pass { dtype: "float32" }`, {
      dtypes: [dtype],
    });
  }
  const { shape } = input.layout;
  const count = reducedDims("mean", args.dim, shape.length).reduce((n, d) => n * shape[d], 1);
  return div(sum(input, { ...args, dtype }), count);
}

const SumToSize = signature("sumToSize", ["size"]);

/**
 * Sums `input` to `size`, the shape it could have been broadcast from.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.sum_to_size.html
 */
export function sumToSize(input: Tensor, ...size: readonly number[] | readonly [readonly number[]]): Tensor {
  const target = (Array.isArray(size[0]) ? size[0] : size) as readonly number[];
  const { shape } = input.layout;
  const lead = shape.length - target.length;
  const dims: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (i < lead || (target[i - lead] === 1 && shape[i] !== 1)) dims.push(i);
    else if (target[i - lead] !== shape[i]) {
      throw new TensorError(SumToSize.name, `size ${showShape(target)} is not expandable to size ${showShape(shape)}`, { shapes: [target, shape] });
    }
  }
  if (lead < 0) {
    throw new TensorError(SumToSize.name, `size ${showShape(target)} is not expandable to size ${showShape(shape)}`, { shapes: [target, shape] });
  }
  if (dims.length === 0) return input;
  return reshape(apply(Sum, [input], { dims, keepdim: true, shape }), target);
}
