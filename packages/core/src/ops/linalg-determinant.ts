/** Determinants. */
import { checkSquare, linalgSignature } from "../op/linalg.ts";
import { type Named, named } from "../op/named.ts";
import type { Tensor } from "../tensor.ts";
import { determinant, signAndLog } from "./determinant.ts";

const Det = linalgSignature("det", []);
const Slogdet = linalgSignature("slogdet", []);

/** The determinant of each square matrix. Source: https://pytorch.org/docs/stable/generated/torch.linalg.det.html */
export function det(A: Tensor): Tensor {
  return determinant(checkSquare(Det.name, A));
}

/**
 * The sign of the determinant of each square matrix and the logarithm of its size: of a singular one 0 and -Infinity.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.slogdet.html
 */
export function slogdet(A: Tensor): Named<"sign" | "logabsdet"> {
  return named(["sign", "logabsdet"], signAndLog(checkSquare(Slogdet.name, A)));
}
