/** Cholesky's factorization. */
import { checkSquare, linalgSignature } from "../op/linalg.ts";
import { type Named, named } from "../op/named.ts";
import { readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { checkDefinite, choleskyFactor } from "./cholesky-factor.ts";
import type { CheckErrorsOptions } from "./linalg-solve.ts";

const Cholesky = linalgSignature("cholesky", ["upper"]);
const CholeskyEx = linalgSignature("choleskyEx", ["upper", "checkErrors"]);

export interface CholeskyOptions {
  /** Give the upper factor, the transpose of the lower one. */
  upper?: boolean;
}

/**
 * The lower triangular L with `L @ Lᵀ = A`, for symmetric positive definite matrices. Throws where they are not; the gradient
 * is symmetric.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.cholesky.html
 */
export function cholesky(A: Tensor, options?: CholeskyOptions): Tensor {
  const { upper = false } = readArgs<CholeskyOptions>(Cholesky, options);
  const result = choleskyFactor(checkSquare(Cholesky.name, A), upper);
  checkDefinite(Cholesky.name, result);
  return result.factor;
}

/**
 * As `cholesky`, with 0 in `info`, or from 1 the order of the leading part that is not positive definite.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.cholesky_ex.html
 */
export function choleskyEx(
  A: Tensor,
  options?: CholeskyOptions & CheckErrorsOptions,
): Named<"L" | "info"> {
  const { upper = false, checkErrors = false } = readArgs<CholeskyOptions & CheckErrorsOptions>(
    CholeskyEx,
    options,
  );
  const result = choleskyFactor(checkSquare(CholeskyEx.name, A), upper);
  if (checkErrors) checkDefinite(CholeskyEx.name, result);
  return named(["L", "info"], [result.factor, result.info]);
}
