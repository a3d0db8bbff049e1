/** Orthogonal factors, singular values and eigenvalues. */
import { TensorError } from "../errors.ts";
import { checkMatrix, checkSquare, linalgSignature } from "../op/linalg.ts";
import { type Named, named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import {
  checkReflections,
  checkTall,
  orthogonalMatrix,
  type QRMode,
  qrFactors,
} from "./orthogonal.ts";
import {
  checkUPLO,
  eigenParts,
  eigenvaluesOf,
  singularParts,
  singularValuesOf,
  type UPLO,
} from "./spectral.ts";

const Qr = linalgSignature("qr", ["mode"]);
const HouseholderProduct = linalgSignature("householderProduct", ["tau"]);
const Svd = linalgSignature("svd", ["fullMatrices", "driver"]);
const Svdvals = linalgSignature("svdvals", ["driver"]);
const Eigh = linalgSignature("eigh", ["UPLO"]);
const Eigvalsh = linalgSignature("eigvalsh", ["UPLO"]);

export interface QROptions {
  /** `"reduced"`, `"complete"` with a square Q, or `"r"` without Q. */
  mode?: QRMode;
}

/**
 * An orthogonal Q and an upper triangular R with `Q @ R = A`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.qr.html
 */
export function qr(A: Tensor, mode?: QRMode | QROptions): Named<"Q" | "R"> {
  const { mode: given = "reduced" } = readArgs<QROptions>(Qr, mode);
  checkMatrix(Qr.name, A);
  if (given !== "reduced" && given !== "complete" && given !== "r") {
    throw new TensorError(
      Qr.name,
      `qr received unrecognized mode '${String(given)}' but expected one of 'reduced' (default), 'r', or 'complete'`,
    );
  }
  return named(["Q", "R"], qrFactors(A, given));
}

/**
 * The first columns of a product of Householder reflections: their vectors stand below the diagonal of A, their factors in
 * `tau`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.householder_product.html
 */
export function householderProduct(A: Tensor, tau: Tensor | { tau: Tensor }): Tensor {
  const { tau: factors } = readArgs<{ tau: Tensor }>(HouseholderProduct, tau);
  checkTall(HouseholderProduct.name, A);
  checkReflections(
    HouseholderProduct.name,
    checkTensor(HouseholderProduct.name, A, "A"),
    checkTensor(HouseholderProduct.name, factors, "tau"),
  );
  return orthogonalMatrix(A, factors);
}

export interface SvdOptions {
  /** Square U and Vh, with vectors that belong to no singular value. */
  fullMatrices?: boolean;
  /** For GPUs; there is only one way to compute it here. */
  driver?: string | null;
}

/**
 * Singular values, descending, and vectors: `U @ diag(S) @ Vh = A`.
 *
 * The gradient is that of the first vectors, and infinite where two singular values are equal, unless only `S` is used.
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.svd.html
 */
export function svd(
  A: Tensor,
  fullMatrices?: boolean | SvdOptions,
  options?: SvdOptions,
): Named<"U" | "S" | "Vh"> {
  const { fullMatrices: full = true } = readArgs<SvdOptions>(Svd, fullMatrices, options);
  return named(["U", "S", "Vh"], singularParts(checkMatrix(Svd.name, A), full));
}

/** The singular values, descending. Source: https://pytorch.org/docs/stable/generated/torch.linalg.svdvals.html */
export function svdvals(A: Tensor, options?: Pick<SvdOptions, "driver">): Tensor {
  readArgs(Svdvals, options);
  return singularValuesOf(checkMatrix(Svdvals.name, A));
}

export interface EighOptions {
  /** Which triangle is read: the lower or the upper one. */
  UPLO?: UPLO;
}

/**
 * Eigenvalues, ascending, and eigenvectors (in columns) of symmetric matrices.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.eigh.html
 */
export function eigh(A: Tensor, UPLO?: UPLO | EighOptions): Named<"eigenvalues" | "eigenvectors"> {
  const uplo = checkUPLO(Eigh.name, readArgs<EighOptions>(Eigh, UPLO).UPLO ?? "L");
  return named(["eigenvalues", "eigenvectors"], eigenParts(checkSquare(Eigh.name, A), uplo));
}

/** The eigenvalues of symmetric matrices, ascending. Source: https://pytorch.org/docs/stable/generated/torch.linalg.eigvalsh.html */
export function eigvalsh(A: Tensor, UPLO?: UPLO | EighOptions): Tensor {
  const uplo = checkUPLO(Eigvalsh.name, readArgs<EighOptions>(Eigvalsh, UPLO).UPLO ?? "L");
  return eigenvaluesOf(checkSquare(Eigvalsh.name, A), uplo);
}
