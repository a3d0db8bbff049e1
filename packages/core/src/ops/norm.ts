/** Norms, and rows cut down to a norm. */
import { checkDType, type DType, isFloat } from "../dtype.ts";
import { showValue, TensorError } from "../errors.ts";
import { normalizeDim } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, readArgs, signature } from "../op/record.ts";
import { type Dim, reducedDims } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { gt } from "./compare.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { matrixDims, matrixNormOf } from "./matrix-norm.ts";
import { sum } from "./reduce.ts";
import { where } from "./select.ts";
import { normSlope, vectorNorm } from "./vector-norm.ts";

export interface NormOptions {
  /** Which norm: a number, Infinity and -Infinity too; "fro" (as 2, the default); "nuc", the sum of singular values. */
  p?: number | "fro" | "nuc" | null;
  /** The dimensions to reduce; all of them where nothing is said. */
  dim?: Dim | null;
  /** Keep the reduced dimensions, with size 1. */
  keepdim?: boolean;
  /** Convert to this dtype first. */
  dtype?: DType | null;
}

const Norm = signature("norm", ["p", "dim", "keepdim", "dtype"]);

/**
 * The p-norm of the elements over `dim`, or of all. Its gradient at 0 is 0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.norm.html
 */
export function norm(
  input: Tensor,
  p?: number | "fro" | "nuc" | null | NormOptions,
  dim?: Dim | null | NormOptions,
  keepdim?: boolean | NormOptions,
  dtype?: DType | null | NormOptions,
  options?: NormOptions,
): Tensor {
  const args = readArgs<NormOptions>(Norm, p, dim, keepdim, dtype, options);
  const { keepdim: keep = false } = args;
  const { shape } = checkTensor("norm", input, "input").layout;
  const which = args.p ?? "fro";
  const target = args.dtype ? checkDType("norm", args.dtype) : input.dtype;
  if (!isFloat(target)) {
    throw new TensorError(
      "norm",
      `input dtype should be a floating point dtype, got ${target}; convert with x.to("float32")`,
      { dtypes: [target] },
    );
  }
  const x = to(input, target);
  if (which === "nuc") return nuclear(x, args.dim, keep);
  if (typeof which !== "number" && which !== "fro") {
    throw new TensorError(
      "norm",
      `only valid string values are 'fro' and 'nuc', found ${showValue(which)}`,
    );
  }
  const dims = reducedDims("norm", args.dim, shape.length);
  return vectorNorm(x, { p: which === "fro" ? 2 : which, dims, keepdim: keep });
}

/** The sum of singular values; without `dim` of a matrix. */
function nuclear(x: Tensor, dim: Dim | null | undefined, keepdim: boolean): Tensor {
  const { shape } = x.layout;
  if ((dim === undefined || dim === null) && shape.length !== 2) {
    throw new TensorError(
      "norm",
      `expected a tensor with 2 dimensions, but got a tensor with ${shape.length} dimensions instead; say which two with { dim }`,
      { shapes: [shape] },
    );
  }
  const given = dim ?? [0, 1];
  const dims = matrixDims("norm", typeof given === "number" ? [given] : given, shape.length);
  return matrixNormOf("norm", x, "nuc", dims, keepdim);
}

// ---- renorm ------------------------------------------------------------------------------------

interface Renorm {
  readonly p: number;
  readonly maxnorm: number;
  /** All dimensions but one: the rows that are cut down lie along them. */
  readonly dims: readonly number[];
}

/** Added to a norm before dividing by it. */
const TINY = 1e-7;

const RenormOp = defineOp<Renorm>({
  name: "renorm",
  params: ["p", "dim", "maxnorm"],
  forward(ctx, [x], { p, dims, maxnorm }) {
    ctx.save(x);
    const y = vectorNorm(x, { p, dims, keepdim: true });
    return mul(x, where(gt(y, maxnorm), div(maxnorm, add(y, TINY)), 1));
  },
  backward(ctx, [grad], { p, dims, maxnorm }) {
    const [x] = ctx.saved();
    const attrs = { p, dims, keepdim: true };
    const y = vectorNorm(x, attrs);
    const inverse = div(1, add(y, TINY));
    const along = normSlope(sum(mul(x, grad), { dim: dims, keepdim: true }), x, y, attrs);
    const cut = mul(mul(inverse, maxnorm), sub(grad, mul(inverse, along)));
    return [where(gt(y, maxnorm), cut, grad)];
  },
});

export interface RenormOptions {
  /** Which norm. */
  p?: number;
  /** The rows are the slices of this dimension. */
  dim?: number;
  /** What no row's norm may exceed. */
  maxnorm?: number;
}

function renormOf(
  input: Tensor,
  given: readonly unknown[],
): [inputs: readonly Tensor[], attrs: Renorm] {
  const { p, dim, maxnorm } = readArgs<Required<RenormOptions>>(RenormOp, ...given);
  const { shape } = checkTensor("renorm", input, "input").layout;
  const facts = { shapes: [shape], dtypes: [input.dtype] };
  if (!isFloat(input.dtype)) {
    throw new TensorError(
      "renorm",
      `expected a floating point tensor as input, got ${input.dtype}`,
      facts,
    );
  }
  if (!(p > 0)) {
    throw new TensorError(
      "renorm",
      `p must be a positive number (non-positive norm degree is not supported), got ${showValue(p)}`,
    );
  }
  if (!(maxnorm >= 0)) {
    throw new TensorError("renorm", `expected maxnorm to be >= 0 but got ${showValue(maxnorm)}`);
  }
  if (shape.length < 2) {
    throw new TensorError(
      "renorm",
      `input needs at least 2 dimensions, got ${shape.length} dimensions`,
      facts,
    );
  }
  const kept = normalizeDim("renorm", dim, shape.length);
  const dims = [...shape.keys()].filter((d) => d !== kept);
  return [[input], { p, maxnorm, dims }];
}

/**
 * Scales the slices of `dim` whose p-norm exceeds `maxnorm` down to it.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.renorm.html
 */
export function renorm(
  input: Tensor,
  p: number | RenormOptions,
  dim?: number | RenormOptions,
  maxnorm?: number | RenormOptions,
): Tensor {
  return apply(RenormOp, ...renormOf(input, [p, dim, maxnorm]));
}

/** `renorm`, written into `input`. */
export function renorm_(
  input: Tensor,
  p: number | RenormOptions,
  dim?: number | RenormOptions,
  maxnorm?: number | RenormOptions,
): Tensor {
  return applyInPlace(RenormOp, ...renormOf(input, [p, dim, maxnorm]));
}
