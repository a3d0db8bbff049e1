/** Orthogonal factors and singular values that are there as `torch.…` and as methods; `torch.linalg` has the newer forms. */
import { zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { checkMatrix, checkSameFloats } from "../op/linalg.ts";
import { type Named, named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import {
  checkReflections,
  checkTall,
  orthogonalMatrix,
  qrFactors,
  reflected,
  reflectionsOf,
} from "./orthogonal.ts";
import { singularParts, singularValuesOf } from "./spectral.ts";
import { transpose } from "./view.ts";

const Qr = signature("qr", ["some"]);
const Svd = signature("svd", ["some", "computeUv"]);
signature("geqrf", []);
const Orgqr = signature("orgqr", ["input2"]);
const Ormqr = signature("ormqr", ["input2", "input3", "left", "transpose"]);

/**
 * An orthogonal Q and an upper triangular R with `Q @ R = input`; Q is square with `some: false`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.qr.html
 */
export function qr(input: Tensor, some?: boolean | { some?: boolean }): Named<"Q" | "R"> {
  const { some: reduced = true } = readArgs<{ some?: boolean }>(Qr, some);
  return named(
    ["Q", "R"],
    qrFactors(checkMatrix("qr", input, "input"), reduced ? "reduced" : "complete"),
  );
}

export interface SvdOptions {
  /** Give only the vectors that belong to singular values. */
  some?: boolean;
  /** Compute the vectors; else U and V are zeros. */
  computeUv?: boolean;
}

/**
 * Singular values, descending, and vectors: `U @ diag(S) @ Vᵀ = input`. Where `torch.linalg.svd` gives Vᵀ, this gives V.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.svd.html
 */
export function svd(
  input: Tensor,
  some?: boolean | SvdOptions,
  computeUv?: boolean | SvdOptions,
): Named<"U" | "S" | "V"> {
  const { some: reduced = true, computeUv: vectors = true } = readArgs<SvdOptions>(
    Svd,
    some,
    computeUv,
  );
  const { shape } = checkMatrix("svd", input, "input").layout;
  if (!vectors) {
    const square = (size: number): Tensor =>
      zeroTensor([...shape.slice(0, -2), size, size], input.dtype);
    return named(
      ["U", "S", "V"],
      [square(shape.at(-2) as number), singularValuesOf(input), square(shape.at(-1) as number)],
    );
  }
  const [u, s, vh] = singularParts(input, !reduced);
  return named(["U", "S", "V"], [u, s, transpose(vh, -2, -1)]);
}

/**
 * What LAPACK's geqrf gives: R on and above the diagonal, Householder vectors below, and their factors in `tau`.
 *
 * Has no gradient. Source: https://pytorch.org/docs/stable/generated/torch.geqrf.html
 */
export function geqrf(input: Tensor): Named<"a" | "tau"> {
  return named(["a", "tau"], reflectionsOf(checkMatrix("geqrf", input, "input")));
}

/** `torch.linalg.householderProduct` by its older name. Source: https://pytorch.org/docs/stable/generated/torch.orgqr.html */
export function orgqr(input: Tensor, input2: Tensor | { input2: Tensor }): Tensor {
  const { input2: tau } = readArgs<{ input2: Tensor }>(Orgqr, input2);
  checkTall("orgqr", input);
  checkReflections(
    "orgqr",
    checkTensor("orgqr", input, "input"),
    checkTensor("orgqr", tau, "input2"),
  );
  return orthogonalMatrix(input, tau);
}

export interface OrmqrOptions {
  input2?: Tensor;
  input3?: Tensor;
  /** Multiply from the left. */
  left?: boolean;
  /** Multiply by the transpose. */
  transpose?: boolean;
}

/**
 * The product of Householder reflections (as `geqrf` gives them) and `input3`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.ormqr.html
 */
export function ormqr(
  input: Tensor,
  input2: Tensor | OrmqrOptions,
  input3?: Tensor | OrmqrOptions,
  left?: boolean | OrmqrOptions,
  transposed?: boolean | OrmqrOptions,
): Tensor {
  const args = readArgs<OrmqrOptions>(Ormqr, input2, input3, left, transposed);
  const tau = checkTensor("ormqr", args.input2, "input2");
  const other = checkMatrix("ormqr", checkTensor("ormqr", args.input3, "input3"), "input3");
  checkReflections("ormqr", checkTensor("ormqr", input, "input"), tau);
  const fromLeft = args.left ?? true;
  checkFactorOf(input, tau, other, fromLeft ? -2 : -1);
  if (fromLeft) return reflected(input, tau, other, args.transpose ?? false);
  return transpose(
    reflected(input, tau, transpose(other, -2, -1), !(args.transpose ?? false)),
    -2,
    -1,
  );
}

/** Checks what reflections are to multiply; `side` is its dimension that they act on. */
function checkFactorOf(input: Tensor, tau: Tensor, other: Tensor, side: -1 | -2): void {
  const [s, t] = [input.layout.shape, other.layout.shape];
  const facts = { shapes: [s, t], dtypes: [input.dtype, other.dtype] };
  const refuse = (message: string): TensorError =>
    new TensorError("ormqr", `${message}, got ${showShape(t)} and ${showShape(s)}`, facts);
  if (t.length !== s.length) {
    throw refuse(
      `expected other to have the same number of dimensions as input, but got other.ndim equal to ${t.length} and input.ndim is equal to ${s.length}`,
    );
  }
  if (s.some((size, d) => d < s.length - 2 && size !== t[d])) {
    throw refuse("expected batch dimensions of other to be equal to input.shape[:-2]");
  }
  const size = t.at(side) as number;
  if (size < (tau.layout.shape.at(-1) as number)) {
    throw refuse(`other.shape[${side}] must be greater than or equal to tau.shape[-1]`);
  }
  if (size !== s.at(-2)) throw refuse(`other.shape[${side}] must be equal to input.shape[-2]`);
  checkSameFloats("ormqr", input, other);
}
