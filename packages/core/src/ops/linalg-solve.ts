/** Systems of linear equations, inverses and the factors that give them. */
import { wrapArray } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { broadcastShapes, type Shape } from "../layout.ts";
import {
  checkMatrix,
  checkSameFloats,
  checkSquare,
  linalgSignature,
  ofBatch,
} from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import { type Named, named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import {
  checkInvertible,
  type Factors,
  factorsOf,
  firstSingular,
  inverseWith,
  invert,
  isVectorFor,
  solveWith,
} from "./lu-solve.ts";
import { triangularSolution } from "./triangular-solution.ts";
import { squeeze, transpose, unsqueeze } from "./view.ts";

function infoOf({ singular }: Factors, batch: Shape): Tensor {
  return wrapArray(singular.slice(), batch, "int32");
}

// ---- inv -----------------------------------------------------------------------------------------------------------------

const Inv = linalgSignature("inv", []);
const InvEx = linalgSignature("invEx", ["checkErrors"]);

/**
 * The inverse of each square matrix. Throws where one is singular.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.inv.html
 */
export function inv(A: Tensor): Tensor {
  return invert(Inv.name, A);
}

export interface CheckErrorsOptions {
  /** Throw where it fails, rather than say so in `info`. */
  checkErrors?: boolean;
}

/**
 * The inverse of each square matrix, and in `info` 0, or from 1 the place of the first zero pivot of a singular one.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.inv_ex.html
 */
export function invEx(A: Tensor, options?: CheckErrorsOptions): Named<"inverse" | "info"> {
  const { checkErrors = false } = readArgs<CheckErrorsOptions>(InvEx, options);
  const factors = factorsOf(checkSquare(InvEx.name, A));
  const batch = batchOf(A.layout);
  if (checkErrors) checkInvertible(InvEx.name, factors, batch);
  return named(["inverse", "info"], [inverseWith(A, factors), infoOf(factors, batch)]);
}

// ---- solve ---------------------------------------------------------------------------------------------------------------

const SolveCall = linalgSignature("solve", ["B", "left"]);
const SolveEx = linalgSignature("solveEx", ["B", "left", "checkErrors"]);

export interface SolveOptions {
  B?: Tensor;
  /** Solve `A @ X = B`, or else `X @ A = B`. */
  left?: boolean;
}

function checkFits(op: string, a: Shape, b: Shape, left: boolean): void {
  const [m, n] = [b[b.length - 2], b[b.length - 1]];
  const size = a[a.length - 1];
  if ((left ? m : n) === size) return;
  throw new TensorError(
    op,
    `incompatible shapes of A and B for the equation ${left ? "AX = B" : "XA = B"} (${size}x${size} and ${m}x${n}); shapes ${showShape(a)} and ${showShape(b)}`,
    { shapes: [a, b] },
  );
}

interface Solution {
  readonly x: Tensor;
  readonly factors: Factors;
}

function solution(
  op: string,
  a: Tensor,
  b: Tensor | undefined,
  left: boolean,
  throwing: boolean,
): Solution {
  checkSquare(op, a);
  const other = checkTensor(op, b, "B");
  checkSameFloats(op, a, other);
  const [s, t] = [a.layout.shape, other.layout.shape];
  const vector = isVectorFor(s, t);
  if (!vector) checkMatrix(op, other, "B");
  const right = vector ? unsqueeze(other, -1) : other;
  checkFits(op, s, right.layout.shape, left);
  broadcastShapes(op, batchOf(a.layout), batchOf(right.layout));
  if (vector && !left) {
    throw new TensorError(
      op,
      `a vector on the right side is not supported for left: false; it is B / A.squeeze(-1) here, where A is ${showShape(s)} and B ${showShape(t)}`,
      { shapes: [s, t] },
    );
  }
  const factors = factorsOf(a);
  const at = firstSingular(factors);
  if (throwing && at !== -1) {
    throw new TensorError(
      op,
      `${ofBatch(at, batchOf(a.layout))}the solver failed because the input matrix is singular`,
      { shapes: [s] },
    );
  }
  // X @ A = B is Aᵀ @ Xᵀ = Bᵀ.
  const x = left
    ? solveWith(a, right, factors, false)
    : transpose(solveWith(a, transpose(right, -2, -1), factors, true), -2, -1);
  return { x: vector ? squeeze(x, -1) : x, factors };
}

/**
 * The solution X of `A @ X = B`, or of `X @ A = B` with `left: false`, for square matrices, which broadcast; without `left: false`
 * B may be a vector for each. Throws where a matrix is singular.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.solve.html
 */
export function solve(A: Tensor, B: Tensor | SolveOptions, options?: SolveOptions): Tensor {
  const { B: b, left = true } = readArgs<SolveOptions>(SolveCall, B, options);
  return solution(SolveCall.name, A, b, left, true).x;
}

/**
 * As `solve`, with 0 in `info`, or from 1 the place of the first zero pivot of a singular matrix.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.solve_ex.html
 */
export function solveEx(
  A: Tensor,
  B: Tensor | (SolveOptions & CheckErrorsOptions),
  options?: SolveOptions & CheckErrorsOptions,
): Named<"result" | "info"> {
  const {
    B: b,
    left = true,
    checkErrors = false,
  } = readArgs<SolveOptions & CheckErrorsOptions>(SolveEx, B, options);
  const { x, factors } = solution(SolveEx.name, A, b, left, checkErrors);
  return named(["result", "info"], [x, infoOf(factors, batchOf(A.layout))]);
}

// ---- solveTriangular -----------------------------------------------------------------------------------------------------

const SolveTriangular = linalgSignature("solveTriangular", ["B", "upper", "left", "unitriangular"]);

export interface SolveTriangularOptions extends SolveOptions {
  /** Whether the upper or the lower triangle is read. */
  upper?: boolean;
  /** Take the diagonal to be 1. */
  unitriangular?: boolean;
}

/**
 * The solution X of `A @ X = B`, or of `X @ A = B` with `left: false`, for triangular matrices. Only the triangle that `upper`
 * names is read, and `upper` has to be said.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.solve_triangular.html
 */
export function solveTriangular(
  A: Tensor,
  B: Tensor | SolveTriangularOptions,
  options?: SolveTriangularOptions,
): Tensor {
  const args = readArgs<SolveTriangularOptions>(SolveTriangular, B, options);
  const { upper, left = true, unitriangular = false } = args;
  const { name } = SolveTriangular;
  if (typeof upper !== "boolean")
    throw new TensorError(
      name,
      "missing 1 required argument: say { upper: true } or { upper: false }",
    );
  checkSquare(name, A);
  const b = checkMatrix(name, checkTensor(name, args.B, "B"), "B");
  checkSameFloats(name, A, b);
  checkFits(name, A.layout.shape, b.layout.shape, left);
  broadcastShapes(name, batchOf(A.layout), batchOf(b.layout));
  if (left) return triangularSolution(A, b, upper, unitriangular);
  const flipped = triangularSolution(
    transpose(A, -2, -1),
    transpose(b, -2, -1),
    !upper,
    unitriangular,
  );
  return transpose(flipped, -2, -1);
}
