/** Variances and standard deviations. */
import { isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { type KernelSlot, kernelSlot, type Reduce2d } from "../kernels/table.ts";
import type { Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, readArgs, signature, type Signature } from "../op/record.ts";
import { type Dim, reducedDims, reducedShape, reduceRaw } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { mul, sub } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { div } from "./division.ts";
import { mean } from "./reduce.ts";
import { where } from "./select.ts";
import { reshape } from "./view.ts";

// ---- var, std ----------------------------------------------------------------------------------

export interface VarianceOptions {
  /** The dimensions to reduce; all of them where nothing is said. */
  dim?: Dim | null;
  /** Divide by n - 1 (the default) rather than by n. */
  unbiased?: boolean;
  /** Keep the reduced dimensions, with size 1. */
  keepdim?: boolean;
  /** What is taken off n before dividing by it; 1 where nothing is said. Not beside `unbiased`. */
  correction?: number | null;
}

interface Variance {
  readonly dims: readonly number[];
  readonly keepdim: boolean;
  readonly correction: number;
}

const params = ["dim", "unbiased", "keepdim", "correction"];

/** The slope of the variance: 2 (x - mean) / (n - correction). */
function varianceSlope(x: Tensor, { dims, correction }: Variance): Tensor {
  const { shape } = x.layout;
  const count = dims.reduce((n, d) => n * shape[d], 1);
  const centred = sub(x, mean(x, { dim: dims, keepdim: true }));
  return mul(centred, 2 / Math.max(count - correction, 0));
}

const kept = (x: Tensor, shape: Shape, { dims }: Variance): Tensor =>
  reshape(x, reducedShape(shape, dims, true));

const varKernels: KernelSlot<Reduce2d> = kernelSlot<Reduce2d>("var");
const stdKernels: KernelSlot<Reduce2d> = kernelSlot<Reduce2d>("std");

const Var = defineOp<Variance>({
  name: "var",
  params,
  forward(ctx, [x], { dims, keepdim, correction }) {
    ctx.save(x);
    return reduceRaw(varKernels, x, dims, keepdim, x.dtype, correction);
  },
  backward(ctx, [grad], attrs) {
    const [x] = ctx.saved();
    return [mul(kept(grad, x.layout.shape, attrs), varianceSlope(x, attrs))];
  },
});

const Std = defineOp<Variance>({
  name: "std",
  params,
  forward(ctx, [x], { dims, keepdim, correction }) {
    const y = reduceRaw(stdKernels, x, dims, keepdim, x.dtype, correction);
    ctx.save(x, y);
    return y;
  },
  backward(ctx, [grad], attrs) {
    const [x, y] = ctx.saved();
    // Where nothing varies the root has no slope; PyTorch takes 0.
    const outer = where(eq(y, 0), 0, div(grad, mul(where(eq(y, 0), 1, y), 2)));
    return [mul(kept(outer, x.layout.shape, attrs), varianceSlope(x, attrs))];
  },
});

function variance(op: Signature, input: Tensor, given: readonly unknown[]): Variance {
  // `x.var(false)` says unbiased, as in PyTorch.
  const shifted = typeof given[0] === "boolean" ? [undefined, ...given] : given;
  const { dim, unbiased, keepdim = false, correction } = readArgs<VarianceOptions>(op, ...shifted);
  const { dtype, layout } = checkTensor(op.name, input, "input");
  if (!isFloat(dtype)) {
    throw new TensorError(
      op.name,
      `std and var only support floating point dtypes, got ${dtype}; convert with x.to("float32")`,
      { dtypes: [dtype] },
    );
  }
  if (unbiased !== undefined && correction !== undefined && correction !== null) {
    throw new TensorError(op.name, `got both "unbiased" and "correction"; give one of them`);
  }
  return {
    dims: reducedDims(op.name, dim, layout.shape.length),
    keepdim,
    correction: correction ?? (unbiased === false ? 0 : 1),
  };
}

type DimOrOptions = Dim | boolean | VarianceOptions | null;

/**
 * The variance of the elements over `dim`, or of all: the sum of squared distances from the mean by n - 1 (or
 * n - `correction`).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.var.html
 */
function varianceOf(
  input: Tensor,
  dim?: DimOrOptions,
  unbiased?: boolean | VarianceOptions,
  keepdim?: boolean | VarianceOptions,
  options?: VarianceOptions,
): Tensor {
  return apply(Var, [input], variance(Var, input, [dim, unbiased, keepdim, options]));
}
export { varianceOf as var };

/** The standard deviation: the root of `var`. Source: https://pytorch.org/docs/stable/generated/torch.std.html */
export function std(
  input: Tensor,
  dim?: DimOrOptions,
  unbiased?: boolean | VarianceOptions,
  keepdim?: boolean | VarianceOptions,
  options?: VarianceOptions,
): Tensor {
  return apply(Std, [input], variance(Std, input, [dim, unbiased, keepdim, options]));
}

const VarMean = signature("varMean", params);
const StdMean = signature("stdMean", params);

/** The variance and the mean over `dim`, or of all. Source: https://pytorch.org/docs/stable/generated/torch.var_mean.html */
export function varMean(
  input: Tensor,
  dim?: DimOrOptions,
  unbiased?: boolean | VarianceOptions,
  keepdim?: boolean | VarianceOptions,
  options?: VarianceOptions,
): readonly [variance: Tensor, mean: Tensor] {
  const attrs = variance(VarMean, input, [dim, unbiased, keepdim, options]);
  return [apply(Var, [input], attrs), mean(input, { dim: attrs.dims, keepdim: attrs.keepdim })];
}

/** The standard deviation and the mean over `dim`, or of all. Source: https://pytorch.org/docs/stable/generated/torch.std_mean.html */
export function stdMean(
  input: Tensor,
  dim?: DimOrOptions,
  unbiased?: boolean | VarianceOptions,
  keepdim?: boolean | VarianceOptions,
  options?: VarianceOptions,
): readonly [std: Tensor, mean: Tensor] {
  const attrs = variance(StdMean, input, [dim, unbiased, keepdim, options]);
  return [apply(Std, [input], attrs), mean(input, { dim: attrs.dims, keepdim: attrs.keepdim })];
}
