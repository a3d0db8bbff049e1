/** Triangular factors of matrices, and what they solve. */
import { TensorError } from "../errors.ts";
import { checkMatrix, linalgSignature, ofBatch } from "../op/linalg.ts";
import { type Named, named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import type { CheckErrorsOptions } from "./linalg-solve.ts";
import { checkPivoting, luFactors, luSolution, unpacked } from "./lu-factor.ts";

const Lu = linalgSignature("lu", ["pivot"]);
const LuFactor = linalgSignature("luFactor", ["pivot"]);
const LuFactorEx = linalgSignature("luFactorEx", ["pivot", "checkErrors"]);
const LuSolve = linalgSignature("luSolve", ["pivots", "B", "left", "adjoint"], { first: "LU" });

export interface LuOptions {
  /** Exchange rows; nothing else is implemented, as in PyTorch on CPUs. */
  pivot?: boolean;
}

/**
 * A permutation P, a unit lower triangular L and an upper triangular U with `P @ L @ U = A`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.lu.html
 */
export function lu(A: Tensor, options?: LuOptions): Named<"P" | "L" | "U"> {
  checkPivoting(Lu.name, readArgs<LuOptions>(Lu, options).pivot);
  const [factors, pivots] = luFactors(checkMatrix(Lu.name, A));
  return named(["P", "L", "U"], unpacked(factors, pivots));
}

/** Refuses factors that solve nothing. */
function checkSolvable(op: string, info: Tensor): void {
  const places = info.toTypedArray();
  const at = places.findIndex((place) => place !== 0);
  if (at === -1) return;
  const place = places[at];
  throw new TensorError(
    op,
    `${ofBatch(at, info.layout.shape)}U[${place},${place}] is zero and using it on luSolve would result in a division by zero. ` +
      "If you still want to perform the factorization, consider calling linalg.lu(A) or linalg.luFactorEx(A)",
  );
}

/**
 * L and U in one matrix, without the diagonal of L, and the pivots: at step k the rows k and `pivots[k] - 1` are exchanged.
 * Throws where U has a zero on its diagonal.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.lu_factor.html
 */
export function luFactor(A: Tensor, options?: LuOptions): Named<"LU" | "pivots"> {
  checkPivoting(LuFactor.name, readArgs<LuOptions>(LuFactor, options).pivot);
  const [factors, pivots, info] = luFactors(checkMatrix(LuFactor.name, A));
  checkSolvable(LuFactor.name, info);
  return named(["LU", "pivots"], [factors, pivots]);
}

/**
 * As `luFactor`, with 0 in `info`, or from 1 the place of the first zero on the diagonal of U.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.lu_factor_ex.html
 */
export function luFactorEx(
  A: Tensor,
  options?: LuOptions & CheckErrorsOptions,
): Named<"LU" | "pivots" | "info"> {
  const { pivot, checkErrors = false } = readArgs<LuOptions & CheckErrorsOptions>(
    LuFactorEx,
    options,
  );
  checkPivoting(LuFactorEx.name, pivot);
  const results = luFactors(checkMatrix(LuFactorEx.name, A));
  if (checkErrors) checkSolvable(LuFactorEx.name, results[2]);
  return named(["LU", "pivots", "info"], results);
}

export interface LuSolveOptions {
  pivots?: Tensor;
  B?: Tensor;
  /** Solve `A @ X = B`, or else `X @ A = B`. */
  left?: boolean;
  /** Solve with A transposed. */
  adjoint?: boolean;
}

/**
 * The solution X of `A @ X = B` from what `luFactor(A)` gave.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.lu_solve.html
 */
export function luSolve(
  LU: Tensor,
  pivots: Tensor | LuSolveOptions,
  B?: Tensor | LuSolveOptions,
  options?: LuSolveOptions,
): Tensor {
  const args = readArgs<LuSolveOptions>(LuSolve, pivots, B, options);
  const { left = true, adjoint = false } = args;
  return luSolution(
    LuSolve.name,
    LU,
    checkTensor(LuSolve.name, args.pivots, "pivots"),
    checkTensor(LuSolve.name, args.B, "B"),
    left,
    adjoint,
  );
}
