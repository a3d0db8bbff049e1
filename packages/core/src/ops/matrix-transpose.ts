/** The transpose of matrices, as gradients of products and factorizations need it. */
import type { Tensor } from "../tensor.ts";
import { transpose } from "./view.ts";

/** `x` with its last two dimensions swapped. */
export function mT(x: Tensor): Tensor {
  return transpose(x, -2, -1);
}
