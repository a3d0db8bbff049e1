/** Sums, means, products and counts over dimensions. */
import { zeroTensor } from "../alloc.ts";
import { checkDType, type DType, getDefaultDtype, isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { type KernelSlot, kernelSlot, type Reduce2d } from "../kernels/table.ts";
import type { Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs, signature } from "../op/record.ts";
import { type Dim, reducedDims, reducedShape, reduceRaw } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { mul, sub } from "./arithmetic.ts";
import { ne } from "./compare.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { exp } from "./exponential.ts";
import { productOfOthers } from "./product-of-others.ts";
import { where } from "./select.ts";
import { expand, reshape, view } from "./view.ts";

export interface ReduceOptions {
  /** The dimensions to reduce; all of them where nothing is said. */
  dim?: Dim | null;
  /** Keep the reduced dimensions, with size 1. */
  keepdim?: boolean;
}

export interface SumOptions extends ReduceOptions {
  /** Convert to this dtype first. */
  dtype?: DType | null;
}

interface Reduction {
  readonly dims: readonly number[];
  readonly keepdim: boolean;
  /** The input's shape. */
  readonly shape: Shape;
  /** What sums and products are made in. */
  readonly dtype: DType;
}

const sumKernels = kernelSlot<Reduce2d>("sum");
const nansumKernels = kernelSlot<Reduce2d>("nansum");
const meanKernels = kernelSlot<Reduce2d>("mean");
const prodKernels = kernelSlot<Reduce2d>("prod");
const anyKernels = kernelSlot<Reduce2d>("any");
const allKernels = kernelSlot<Reduce2d>("all");
const countKernels = kernelSlot<Reduce2d>("countNonzero");
const amaxKernels = kernelSlot<Reduce2d>("amax");

/** What a reduction takes away, stretched back over the input's shape. */
function spread(y: Tensor, { dims, shape }: Reduction): Tensor {
  return expand(reshape(y, reducedShape(shape, dims, true)), shape);
}

function reduction(
  op: string,
  input: Tensor,
  { dim, keepdim = false }: ReduceOptions,
  wanted?: DType,
): Reduction {
  const { shape } = checkTensor(op, input, "input").layout;
  const dtype = wanted ?? input.dtype;
  return { dims: reducedDims(op, dim, shape.length), keepdim, shape, dtype };
}

function countOf({ dims, shape }: Reduction): number {
  return dims.reduce((n, d) => n * shape[d], 1);
}

/** The dtype of a sum or product: that of floats, int64 of all else, or the one asked for. */
function totalDtype(op: string, input: Tensor, dtype: DType | null | undefined): DType {
  if (dtype) return checkDType(op, dtype);
  const own = checkTensor(op, input, "input").dtype;
  return isFloat(own) ? own : "int64";
}

/** Totals in `dtype`. The kernels of integers answer int64 and take narrower ones as they are. */
function total(
  slot: KernelSlot<Reduce2d>,
  x: Tensor,
  { dims, keepdim }: Reduction,
  dtype: DType,
): Tensor {
  if (isFloat(dtype)) return reduceRaw(slot, castRaw(x, dtype), dims, keepdim, dtype);
  const integers = isFloat(x.dtype) ? castRaw(x, dtype) : x;
  return castRaw(reduceRaw(slot, integers, dims, keepdim, "int64"), dtype);
}

// ---- sum, nansum, mean, nanmean ----------------------------------------------------------------

const Sum = defineOp<Reduction>({
  name: "sum",
  params: ["dim", "keepdim", "dtype"],
  forward: (_ctx, [x], attrs) => total(sumKernels, x, attrs, attrs.dtype),
  backward: (_ctx, [grad], attrs) => [spread(grad, attrs)],
});

/**
 * The sum of the elements over `dim`, or of all.
 *
 * Integers and booleans are summed as int64. An empty sum is 0.
 * Source: https://pytorch.org/docs/stable/generated/torch.sum.html
 */
export function sum(
  input: Tensor,
  dim?: Dim | SumOptions | null,
  keepdim?: boolean | SumOptions,
  dtype?: DType | SumOptions | null,
  options?: SumOptions,
): Tensor {
  const args = readArgs<SumOptions>(Sum, dim, keepdim, dtype, options);
  const target = totalDtype("sum", input, args.dtype);
  return apply(Sum, [input], reduction("sum", input, args, target));
}

const Nansum = defineOp<Reduction>({
  name: "nansum",
  params: ["dim", "keepdim", "dtype"],
  forward(ctx, [x], attrs) {
    ctx.save(x);
    return total(isFloat(attrs.dtype) ? nansumKernels : sumKernels, x, attrs, attrs.dtype);
  },
  backward(ctx, [grad], attrs) {
    const [x] = ctx.saved();
    return [where(ne(x, x), 0, spread(grad, attrs))];
  },
});

/** `sum`, with NaN taken as 0. Source: https://pytorch.org/docs/stable/generated/torch.nansum.html */
export function nansum(
  input: Tensor,
  dim?: Dim | SumOptions | null,
  keepdim?: boolean | SumOptions,
  dtype?: DType | SumOptions | null,
  options?: SumOptions,
): Tensor {
  const args = readArgs<SumOptions>(Nansum, dim, keepdim, dtype, options);
  const target = totalDtype("nansum", input, args.dtype);
  if (isFloat(input.dtype) && !isFloat(target)) {
    throw new TensorError(
      "nansum",
      `not implemented for dtype ${target}: an integer cannot tell what was NaN; sum in a float dtype and convert with to("${target}")`,
      { dtypes: [input.dtype, target] },
    );
  }
  return apply(Nansum, [input], reduction("nansum", input, args, target));
}

const Mean = defineOp<Reduction>({
  name: "mean",
  params: ["dim", "keepdim", "dtype"],
  forward: (_ctx, [x], { dims, keepdim }) => reduceRaw(meanKernels, x, dims, keepdim, x.dtype),
  backward: (_ctx, [grad], attrs) => [spread(div(grad, countOf(attrs)), attrs)],
});

/** The float dtype of a mean; throws where there is none. */
function meanDtype(op: string, input: Tensor, dtype: DType | null | undefined): DType {
  const wanted = dtype ? checkDType(op, dtype) : input.dtype;
  if (isFloat(wanted)) return wanted;
  throw new TensorError(
    op,
    `could not infer output dtype: input dtype must be a floating point dtype, got ${wanted}; pass { dtype: "float32" }`,
    { dtypes: [wanted] },
  );
}

/**
 * The mean of the elements over `dim`, or of all. Takes floats only (or a float `dtype`).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.mean.html
 */
export function mean(
  input: Tensor,
  dim?: Dim | SumOptions | null,
  keepdim?: boolean | SumOptions,
  dtype?: DType | SumOptions | null,
  options?: SumOptions,
): Tensor {
  const args = readArgs<SumOptions>(Mean, dim, keepdim, dtype, options);
  const over = reduction("mean", input, args);
  return apply(Mean, [to(input, meanDtype("mean", input, args.dtype))], over);
}

const Nanmean = signature("nanmean", ["dim", "keepdim", "dtype"]);

/** The mean of the elements that are not NaN. Source: https://pytorch.org/docs/stable/generated/torch.nanmean.html */
export function nanmean(
  input: Tensor,
  dim?: Dim | SumOptions | null,
  keepdim?: boolean | SumOptions,
  dtype?: DType | SumOptions | null,
  options?: SumOptions,
): Tensor {
  const args = readArgs<SumOptions>(Nanmean, dim, keepdim, dtype, options);
  if (!isFloat(checkTensor("nanmean", input, "input").dtype)) {
    throw new TensorError(
      "nanmean",
      `expected input to have floating point dtype but got ${input.dtype}; convert with x.to("float32")`,
      { dtypes: [input.dtype] },
    );
  }
  const { dim: over, keepdim: keep } = args;
  const count = sum(to(input.detach().eq(input.detach()), input.dtype), {
    dim: over,
    keepdim: keep,
  });
  return div(nansum(input, args), count);
}

// ---- prod --------------------------------------------------------------------------------------

const Prod = defineOp<Reduction>({
  name: "prod",
  params: ["dim", "keepdim", "dtype"],
  forward(ctx, [x], attrs) {
    ctx.save(x);
    return total(prodKernels, x, attrs, attrs.dtype);
  },
  backward(ctx, [grad], attrs) {
    const [x] = ctx.saved();
    return [mul(spread(grad, attrs), productOfOthers(x, attrs.dims))];
  },
});

export interface ProdOptions {
  /** The dimension to reduce; all of them where nothing is said. */
  dim?: number | null;
  /** Keep the reduced dimension, with size 1. */
  keepdim?: boolean;
  /** Convert to this dtype first. */
  dtype?: DType | null;
}

/**
 * The product of the elements over `dim`, or of all.
 *
 * Integers and booleans are multiplied as int64. An empty product is 1.
 * Source: https://pytorch.org/docs/stable/generated/torch.prod.html
 */
export function prod(
  input: Tensor,
  dim?: number | ProdOptions | null,
  keepdim?: boolean | ProdOptions,
  dtype?: DType | ProdOptions | null,
  options?: ProdOptions,
): Tensor {
  const args = readArgs<ProdOptions>(Prod, dim, keepdim, dtype, options);
  const target = totalDtype("prod", input, args.dtype);
  const over = reduction("prod", input, args, target);
  // Backward multiplies what is saved, so that has to have the dtype already.
  const factors = isFloat(target) ? to(input, target) : input;
  return apply(Prod, [factors], over);
}

// ---- any, all, countNonzero --------------------------------------------------------------------

const truth = (name: string, slot: KernelSlot<Reduce2d>): OpRecord<Reduction> =>
  defineOp<Reduction>({
    name,
    params: ["dim", "keepdim"],
    differentiable: false,
    // PyTorch answers uint8 for uint8.
    forward: (_ctx, [x], { dims, keepdim }) =>
      reduceRaw(slot, x, dims, keepdim, x.dtype === "uint8" ? "uint8" : "bool"),
  });

const Any = truth("any", anyKernels);
const All = truth("all", allKernels);

/** Whether any element over `dim`, or of all, is not 0. Source: https://pytorch.org/docs/stable/generated/torch.any.html */
export function any(
  input: Tensor,
  dim?: Dim | ReduceOptions | null,
  keepdim?: boolean | ReduceOptions,
  options?: ReduceOptions,
): Tensor {
  const args = readArgs<ReduceOptions>(Any, dim, keepdim, options);
  return apply(Any, [input], reduction("any", input, args));
}

/** Whether no element over `dim`, or of all, is 0. Source: https://pytorch.org/docs/stable/generated/torch.all.html */
export function all(
  input: Tensor,
  dim?: Dim | ReduceOptions | null,
  keepdim?: boolean | ReduceOptions,
  options?: ReduceOptions,
): Tensor {
  const args = readArgs<ReduceOptions>(All, dim, keepdim, options);
  return apply(All, [input], reduction("all", input, args));
}

const CountNonzero = defineOp<Reduction>({
  name: "countNonzero",
  params: ["dim"],
  differentiable: false,
  forward: (_ctx, [x], { dims }) => reduceRaw(countKernels, x, dims, false, "int64"),
});

/** How many elements over `dim`, or of all, are not 0. Source: https://pytorch.org/docs/stable/generated/torch.count_nonzero.html */
export function countNonzero(
  input: Tensor,
  dim?: Dim | { dim?: Dim | null } | null,
  options?: { dim?: Dim | null },
): Tensor {
  const args = readArgs<{ dim?: Dim | null }>(CountNonzero, dim, options);
  return apply(CountNonzero, [input], reduction("countNonzero", input, args));
}

// ---- logsumexp ---------------------------------------------------------------------------------

const Logsumexp = defineOp<Reduction>({
  name: "logsumexp",
  params: ["dim", "keepdim"],
  forward(ctx, [x], attrs) {
    const { dims, keepdim } = attrs;
    // The largest comes out of the sum, so that no exponential overflows; an infinite one stays.
    const top =
      x.layout.size === 0
        ? zeroTensor(reducedShape(x.layout.shape, dims, true), x.dtype)
        : reduceRaw(amaxKernels, x, dims, true, x.dtype);
    const shift = where(top.abs().eq(Infinity), 0, top);
    const sums = reduceRaw(sumKernels, exp(sub(x, shift)), dims, true, x.dtype);
    const y = sums.log().add(shift);
    const result = keepdim ? y : reshape(y, reducedShape(x.layout.shape, dims, false));
    ctx.save(x, result);
    return result;
  },
  backward(ctx, [grad], attrs) {
    const [x, y] = ctx.saved();
    return [mul(spread(grad, attrs), exp(sub(x, spread(y, attrs))))];
  },
});

/**
 * The logarithm of the sum of exponentials over `dim`, without overflow. Integers are made floats.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logsumexp.html
 */
export function logsumexp(
  input: Tensor,
  dim: Dim | ReduceOptions,
  keepdim?: boolean | ReduceOptions,
  options?: ReduceOptions,
): Tensor {
  const args = readArgs<ReduceOptions>(Logsumexp, dim, keepdim, options);
  if (args.dim === undefined || args.dim === null) {
    throw new TensorError("logsumexp", 'missing argument "dim": say over which dimensions to sum');
  }
  const over = reduction("logsumexp", input, args);
  return apply(Logsumexp, [isFloat(input.dtype) ? input : to(input, getDefaultDtype())], over);
}

// ---- sumToSize ---------------------------------------------------------------------------------

const SumToSize = signature("sumToSize", ["size"], { torch: "torch.Tensor.sum_to_size" });

/**
 * Sums `input` to `size`, the shape it could have been broadcast from.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.sum_to_size.html
 */
export function sumToSize(
  input: Tensor,
  ...size: readonly number[] | readonly [readonly number[]]
): Tensor {
  const target = (Array.isArray(size[0]) ? size[0] : size) as readonly number[];
  const { shape } = input.layout;
  const lead = shape.length - target.length;
  const dims: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (i < lead || (target[i - lead] === 1 && shape[i] !== 1)) dims.push(i);
    else if (target[i - lead] !== shape[i]) throw notExpandable(target, shape);
  }
  if (lead < 0) throw notExpandable(target, shape);
  // A view, but of a scalar its sum, as in PyTorch.
  if (dims.length === 0 && target.length > 0) return view(input, target);
  const dtype = totalDtype(SumToSize.name, input, null);
  // Without the leading dimensions it mostly has the shape already.
  const keepdim = dims.length > lead;
  const total = apply(Sum, [input], { dims, keepdim, shape, dtype });
  return keepdim && lead > 0 ? reshape(total, target) : total;
}

function notExpandable(target: Shape, shape: Shape): TensorError {
  return new TensorError(
    SumToSize.name,
    `size ${showShape(target)} is not expandable to size ${showShape(shape)}`,
    { shapes: [target, shape] },
  );
}
