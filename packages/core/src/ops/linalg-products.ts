/** Products, powers and functions of matrices and tensors. */
import { fullTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { broadcastShapes, normalizeDims, sizeOf } from "../layout.ts";
import { checkFloatInput, checkSquare, checkSquareShape, linalgSignature } from "../op/linalg.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { crossProduct } from "./cross-product.ts";
import { cumprod } from "./cumulate.ts";
import { diagonal as diagonalOf, type DiagonalOptions } from "./diagonal.ts";
import { cat } from "./join.ts";
import { solve } from "./linalg-solve.ts";
import { invert } from "./lu-solve.ts";
import { matmul as matmulOf } from "./matmul.ts";
import { chainProduct, exponentialOf, powerOf } from "./matrix-functions.ts";
import { sum } from "./reduce.ts";
import { expand, permute, reshape } from "./view.ts";

// ---- products ------------------------------------------------------------------------------------------------------------

linalgSignature("matmul", ["other"], { first: "input" });

/** `torch.matmul` by another name. Source: https://pytorch.org/docs/stable/generated/torch.linalg.matmul.html */
export function matmul(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  return matmulOf(input, other);
}

const MultiDot = linalgSignature("multiDot", [], { first: "tensors" });

/**
 * The product of two or more matrices, multiplied in the order that takes least work. The first may be a row vector and the
 * last a column vector.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.multi_dot.html
 */
export function multiDot(tensors: readonly Tensor[]): Tensor {
  if (!Array.isArray(tensors) || tensors.length < 2) {
    throw new TensorError(
      MultiDot.name,
      `multi_dot(): expected at least 2 tensors but got ${Array.isArray(tensors) ? tensors.length : typeof tensors}`,
    );
  }
  return chainProduct(MultiDot.name, tensors);
}

const Vecdot = linalgSignature("vecdot", ["y", "dim"], { first: "x" });

export interface VecdotOptions {
  y?: Tensor;
  /** The dimension of the vectors. */
  dim?: number;
}

/** The dot products of vectors along `dim`, which broadcast. Source: https://pytorch.org/docs/stable/generated/torch.linalg.vecdot.html */
export function vecdot(x: Tensor, y: Tensor | VecdotOptions, options?: VecdotOptions): Tensor {
  const { y: given, dim = -1 } = readArgs<VecdotOptions>(Vecdot, y, options);
  checkFloatInput(Vecdot.name, checkTensor(Vecdot.name, x, "x"));
  const other = checkTensor(Vecdot.name, given, "y");
  const [s, t] = [x.layout.shape, other.layout.shape];
  if (x.dtype !== other.dtype) {
    throw new TensorError(
      Vecdot.name,
      `expected x and y to have the same dtype, but got ${x.dtype} and ${other.dtype} (expected both vectors to have same dtype)`,
      {
        dtypes: [x.dtype, other.dtype],
      },
    );
  }
  if (s.length === 1 && t.length === 1 && s[0] !== t[0]) {
    throw new TensorError(
      Vecdot.name,
      `inconsistent tensor size, expected tensor ${showShape(s)} and src ${showShape(t)} to have the same number of elements, but got ${s[0]} and ${t[0]} elements respectively`,
      { shapes: [s, t] },
    );
  }
  broadcastShapes(Vecdot.name, s, t);
  return sum(mul(x, other), dim);
}

const Cross = linalgSignature("cross", ["other", "dim"], { first: "input" });

/**
 * The cross product of vectors of three elements along `dim`, by default the last; the others broadcast.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.cross.html
 */
export function cross(
  input: Tensor,
  other: Tensor | { other?: Tensor; dim?: number },
  options?: { other?: Tensor; dim?: number },
): Tensor {
  const { other: given, dim = -1 } = readArgs<{ other?: Tensor; dim?: number }>(
    Cross,
    other,
    options,
  );
  return crossProduct(
    Cross.name,
    checkTensor(Cross.name, input, "input"),
    checkTensor(Cross.name, given, "other"),
    dim,
  );
}

// ---- powers, exponentials ------------------------------------------------------------------------------------------------

const MatrixPower = linalgSignature("matrixPower", ["n"]);

/**
 * The n-th power of square matrices; a negative one is a power of the inverse.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.matrix_power.html
 */
export function matrixPower(A: Tensor, n: number | { n: number }): Tensor {
  const { n: exponent } = readArgs<{ n: number }>(MatrixPower, n);
  return powerOf(checkSquareShape(MatrixPower.name, A), exponent);
}

const MatrixExp = linalgSignature("matrixExp", []);

/** The matrix exponential of square matrices. Source: https://pytorch.org/docs/stable/generated/torch.linalg.matrix_exp.html */
export function matrixExp(A: Tensor): Tensor {
  return exponentialOf(checkSquare(MatrixExp.name, A));
}

// ---- tensors as matrices -------------------------------------------------------------------------------------------------

const Tensorinv = linalgSignature("tensorinv", ["ind"]);

/**
 * The inverse of a tensor seen as a matrix whose rows are its first `ind` dimensions (2) and whose columns the others.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.tensorinv.html
 */
export function tensorinv(A: Tensor, ind?: number | { ind?: number }): Tensor {
  const { ind: at = 2 } = readArgs<{ ind?: number }>(Tensorinv, ind);
  const { shape } = checkTensor(Tensorinv.name, A, "A").layout;
  if (!Number.isInteger(at) || at <= 0)
    throw new TensorError(
      Tensorinv.name,
      `expected a strictly positive integer for 'ind', but got ${at}`,
    );
  const [rows, columns] = [shape.slice(0, at), shape.slice(at)];
  const [m, n] = [sizeOf(rows), sizeOf(columns)];
  if (m !== n) {
    throw new TensorError(
      Tensorinv.name,
      `expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got ${n} != ${m}`,
      { shapes: [shape] },
    );
  }
  return reshape(invert(Tensorinv.name, reshape(A, [m, n])), [...columns, ...rows]);
}

const Tensorsolve = linalgSignature("tensorsolve", ["B", "dims"]);

export interface TensorsolveOptions {
  B?: Tensor;
  /** Dimensions of A to move to its end first. */
  dims?: readonly number[] | null;
}

/**
 * The X with `tensordot(A, X, X.ndim) = B`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.tensorsolve.html
 */
export function tensorsolve(
  A: Tensor,
  B: Tensor | TensorsolveOptions,
  dims?: readonly number[] | null | TensorsolveOptions,
  options?: TensorsolveOptions,
): Tensor {
  const args = readArgs<TensorsolveOptions>(Tensorsolve, B, dims, options);
  const { name } = Tensorsolve;
  const b = checkTensor(name, args.B, "B");
  const ndim = checkTensor(name, A, "A").layout.shape.length;
  const moved = args.dims ? normalizeDims(name, args.dims, ndim) : [];
  const stay = Array.from({ length: ndim }, (_, d) => d).filter((d) => !moved.includes(d));
  const a = moved.length === 0 ? A : permute(A, [...stay, ...moved]);
  const { shape } = a.layout;
  const result = shape.slice(b.layout.shape.length);
  const [rows, columns] = [sizeOf(shape.slice(0, b.layout.shape.length)), sizeOf(result)];
  if (rows !== columns || b.layout.size !== rows) {
    throw new TensorError(
      name,
      "expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), " +
        `but got ${columns} != ${rows} (B has ${b.layout.size} elements)`,
      { shapes: [shape, b.layout.shape] },
    );
  }
  return reshape(solve(reshape(a, [rows, columns]), reshape(b, [rows])), result);
}

// ---- vander, diagonal ----------------------------------------------------------------------------------------------------

const Vander = linalgSignature("vander", ["N"], { first: "x" });

/**
 * The powers 0 to N - 1 of each element, along a new last dimension; N is the length of the last one where nothing is said.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.vander.html
 */
export function vander(x: Tensor, N?: number | null | { N?: number | null }): Tensor {
  const { shape } = checkTensor(Vander.name, x, "x").layout;
  const count = readArgs<{ N?: number | null }>(Vander, N).N ?? shape[shape.length - 1] ?? 1;
  if (!Number.isInteger(count) || count <= 1)
    throw new TensorError(
      Vander.name,
      `N must be greater than 1, got ${count} for shape ${showShape(shape)}`,
    );
  const { dtype } = x;
  if (dtype === "bool")
    throw new TensorError(
      Vander.name,
      "linalg.vander supports floating point, complex, and integer tensors, but got bool",
      { dtypes: [dtype] },
    );
  const one = fullTensor([1], 1, isFloat(dtype) ? dtype : "int64");
  // A scalar counts as a vector of one.
  const rows = shape.length === 0 ? [1] : shape;
  const powers = cumprod(expand(reshape(x, [...rows, 1]), [...rows, count - 1]), -1);
  return cat([expand(one, [...rows, 1]), powers], -1);
}

const Diagonal = linalgSignature("diagonal", ["offset", "dim1", "dim2"]);

/** A view of the diagonal of the last two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.linalg.diagonal.html */
export function diagonal(A: Tensor, options?: DiagonalOptions): Tensor {
  const { offset = 0, dim1 = -2, dim2 = -1 } = readArgs<DiagonalOptions>(Diagonal, options);
  return diagonalOf(A, { offset, dim1, dim2 });
}
