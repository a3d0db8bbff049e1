/** The gradient of a reduction that answers one of the elements. */
import { reducedShape } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { eq, ne } from "./compare.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { logicalAnd, logicalOr } from "./logic.ts";
import { sum } from "./reduce.ts";
import { reshape } from "./view.ts";

/**
 * The elements of `x` that equal the result `y` over `dims` share its gradient evenly; so do the NaNs where that is NaN, unless
 * `unequal`: NaN equals nothing, not even itself, so all elements get the quotient by none of them, NaN.
 */
export function sharedGradient(
  grad: Tensor,
  x: Tensor,
  y: Tensor,
  dims: readonly number[],
  unequal = false,
): Tensor {
  const kept = reducedShape(x.layout.shape, dims, true);
  const top = reshape(y.detach(), kept);
  const values = x.detach();
  const equal = eq(values, top);
  const isTop = unequal ? equal : logicalOr(equal, logicalAnd(ne(values, values), ne(top, top)));
  const mask = to(isTop, x.dtype);
  return mul(div(reshape(grad, kept), sum(mask, { dim: dims, keepdim: true })), mask);
}
