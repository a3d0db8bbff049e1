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

/** The elements of `x` that equal the result `y` over `dims` share its gradient evenly. */
export function sharedGradient(
  grad: Tensor,
  x: Tensor,
  y: Tensor,
  dims: readonly number[],
): Tensor {
  const kept = reducedShape(x.layout.shape, dims, true);
  const top = reshape(y.detach(), kept);
  const values = x.detach();
  const isTop = logicalOr(eq(values, top), logicalAnd(ne(values, values), ne(top, top)));
  const mask = to(isTop, x.dtype);
  return mul(div(reshape(grad, kept), sum(mask, { dim: dims, keepdim: true })), mask);
}
