/** Norms and condition numbers. */
import { checkDType, type DType, isFloat, itemSize } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import {
  type Called,
  checkFloatInput,
  checkMatrix,
  checkSquare,
  linalgSignature,
} from "../op/linalg.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs } from "../op/record.ts";
import { type Dim, reducedDims } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { mul } from "./arithmetic.ts";
import { amax, amin } from "./extrema.ts";
import { isnan } from "./logic.ts";
import { factorsOf, inverseWith } from "./lu-solve.ts";
import { matrixDims, matrixNormOf, type MatrixOrder } from "./matrix-norm.ts";
import { sum } from "./reduce.ts";
import { where } from "./select.ts";
import { singularValuesOf } from "./spectral.ts";
import { vectorNorm as vectorNormOf } from "./vector-norm.ts";

export interface NormOptions<Order> {
  /** Which norm. */
  ord?: Order;
  /** The dimensions of the vectors or matrices. */
  dim?: Dim | null;
  /** Keep the reduced dimensions, with size 1. */
  keepdim?: boolean;
  /** Convert to this dtype first. */
  dtype?: DType | null;
}

const params = ["ord", "dim", "keepdim", "dtype"];
const Norm = linalgSignature("norm", params);
const VectorNorm = linalgSignature("vectorNorm", params, { first: "x" });
const MatrixNorm = linalgSignature("matrixNorm", params);

/** Checks the dtypes and converts. */
function prepared({ name }: Called, x: Tensor, dtype: DType | null | undefined): Tensor {
  checkFloatInput(name, checkTensor(name, x, "A"));
  if (!dtype) return x;
  const target = checkDType(name, dtype);
  if (!isFloat(target))
    throw new TensorError(name, `dtype should be floating point or complex, but got ${target}`, {
      dtypes: [target],
    });
  if (itemSize(target) < itemSize(x.dtype)) {
    throw new TensorError(
      name,
      `the dtype of the input (${x.dtype}) should be convertible without narrowing to the specified dtype (${target})`,
      {
        dtypes: [x.dtype, target],
      },
    );
  }
  return to(x, target);
}

function vectorNormBy(
  op: Called,
  input: Tensor,
  order: number,
  dim: Dim | null | undefined,
  keepdim: boolean,
  dtype: DType | null | undefined,
): Tensor {
  const x = prepared(op, input, dtype);
  if (typeof order !== "number")
    throw new TensorError(
      op.name,
      `ord must be a number, got ${showValue(order)}; "fro" and "nuc" are norms of matrices`,
    );
  const { shape } = x.layout;
  const dims = reducedDims(op.name, dim, shape.length);
  // The largest, or smallest, of nothing does not exist.
  const empty = dims.find((d) => shape[d] === 0);
  if (empty !== undefined && (order < 0 || order === Infinity)) {
    const which = order === Infinity ? "inf" : order === -Infinity ? "-inf" : String(order);
    const what =
      dim === undefined || dim === null
        ? "an empty tensor because the"
        : `the dimension ${empty} because this dimension is empty and the`;
    throw new TensorError(
      op.name,
      `cannot compute the ${which} norm on ${what} operation does not have an identity`,
      { shapes: [shape] },
    );
  }
  return vectorNormOf(x, { p: order, dims, keepdim });
}

/**
 * The norm of vectors: of all elements, or of those in the dimensions `dim`. `ord` is any number; 0 counts what is not zero.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
 */
export function vectorNorm(
  x: Tensor,
  ord?: number | NormOptions<number>,
  dim?: Dim | null | NormOptions<number>,
  keepdim?: boolean | NormOptions<number>,
  options?: NormOptions<number>,
): Tensor {
  const args = readArgs<NormOptions<number>>(VectorNorm, ord, dim, keepdim, options);
  return vectorNormBy(VectorNorm, x, args.ord ?? 2, args.dim, args.keepdim ?? false, args.dtype);
}

function matrixNormBy(
  op: Called,
  input: Tensor,
  order: MatrixOrder,
  dim: readonly number[],
  keepdim: boolean,
  dtype: DType | null | undefined,
): Tensor {
  checkMatrix(op.name, input);
  const x = prepared(op, input, dtype);
  return matrixNormOf(op.name, x, order, matrixDims(op.name, dim, x.layout.shape.length), keepdim);
}

/**
 * The norm of the matrices in the two dimensions `dim`, by default the last: "fro", "nuc", 1, -1, 2, -2, Infinity or
 * -Infinity.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.matrix_norm.html
 */
export function matrixNorm(
  A: Tensor,
  ord?: MatrixOrder | NormOptions<MatrixOrder>,
  dim?: readonly number[] | NormOptions<MatrixOrder>,
  keepdim?: boolean | NormOptions<MatrixOrder>,
  options?: NormOptions<MatrixOrder>,
): Tensor {
  const args = readArgs<NormOptions<MatrixOrder>>(MatrixNorm, ord, dim, keepdim, options);
  const dims = args.dim ?? [-2, -1];
  return matrixNormBy(
    MatrixNorm,
    A,
    args.ord ?? "fro",
    typeof dims === "number" ? [dims] : dims,
    args.keepdim ?? false,
    args.dtype,
  );
}

/**
 * The norm of vectors or matrices: with one `dim`, or of a vector, `vectorNorm`; with two, or of a matrix, `matrixNorm`.
 * Without `ord` the square root of the sum of all squares.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.norm.html
 */
export function norm(
  A: Tensor,
  ord?: MatrixOrder | null | NormOptions<MatrixOrder | null>,
  dim?: Dim | null | NormOptions<MatrixOrder | null>,
  keepdim?: boolean | NormOptions<MatrixOrder | null>,
  options?: NormOptions<MatrixOrder | null>,
): Tensor {
  const args = readArgs<NormOptions<MatrixOrder | null>>(Norm, ord, dim, keepdim, options);
  const { ord: order = null, keepdim: keep = false, dtype } = args;
  const { shape } = checkTensor(Norm.name, A, "A").layout;
  const dims = typeof args.dim === "number" ? [args.dim] : (args.dim ?? null);
  if (dims && dims.length !== 1 && dims.length !== 2) {
    throw new TensorError(
      Norm.name,
      `if dim is specified, it must be of length 1 or 2. Got ${showShape(dims)}`,
      { shapes: [shape] },
    );
  }
  if (!dims && order !== null && shape.length !== 1 && shape.length !== 2) {
    throw new TensorError(
      Norm.name,
      `if dim is not specified but ord is, the input must be 1D or 2D. Got ${shape.length}D`,
      { shapes: [shape] },
    );
  }
  if (
    order !== null &&
    (typeof order === "string" || (dims ? dims.length === 2 : shape.length === 2))
  ) {
    return matrixNormBy(MatrixNorm, A, order, dims ?? [-2, -1], keep, dtype);
  }
  // Of all elements, in whatever dimensions they lie: keepdim keeps as many.
  return vectorNormBy(VectorNorm, A, order ?? 2, dims, keep, dtype);
}

// ---- cond ----------------------------------------------------------------------------------------------------------------

const Cond = linalgSignature("cond", ["p"]);

/**
 * The condition number of matrices in the norm `p`, by default 2: how much a solution may move when the right side does.
 * Norms other than 2 and -2 need square matrices; of a singular one it is Infinity.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.cond.html
 */
export function cond(A: Tensor, p?: MatrixOrder | null | { p?: MatrixOrder | null }): Tensor {
  const order = readArgs<{ p?: MatrixOrder | null }>(Cond, p).p ?? 2;
  const { name } = Cond;
  checkMatrix(name, A);
  if (order === 2 || order === -2) {
    const values = singularValuesOf(A);
    if (values.layout.shape.at(-1) === 0) return sum(values, -1);
    const [largest, smallest] = [amax(values, -1), amin(values, -1)];
    return order === 2 ? div(largest, smallest) : div(smallest, largest);
  }
  const known = ["fro", "nuc", 1, -1, Infinity, -Infinity];
  if (!known.includes(order))
    throw new TensorError(
      name,
      `linalg.cond got an invalid norm type: ${showValue(order)}; known: 2, -2, ${known.join(", ")}`,
    );
  checkSquare(`${name}(ord=${String(order)})`, A);
  if (A.layout.size === 0) return sum(A, [-2, -1]);
  const factors = factorsOf(A);
  const dims = [A.layout.shape.length - 2, A.layout.shape.length - 1] as const;
  const result = mul(
    matrixNormOf(name, A, order, dims, false),
    matrixNormOf(name, inverseWith(A, factors), order, dims, false),
  );
  // A singular matrix has no inverse, whose norm counts as infinite.
  return where(isnan(result), Infinity, result);
}
