/** Pseudoinverses, for `torch` and `torch.linalg`, and the tolerances below which singular values count as zero. */
import { scalarTensor } from "../alloc.ts";
import { showValue, TensorError } from "../errors.ts";
import { apply } from "../op/apply.ts";
import { checkSquare, epsilonOf } from "../op/linalg.ts";
import type { OpRecord } from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { gt, maximum } from "./compare.ts";
import { clone, to } from "./convert.ts";
import { div } from "./division.ts";
import { amax } from "./extrema.ts";
import { product } from "./product.ts";
import { where } from "./select.ts";
import { abs } from "./sign.ts";
import { eigenParts, singularParts } from "./spectral.ts";
import { mT } from "./matrix-transpose.ts";
import { unsqueeze } from "./view.ts";

/** Singular values up to `atol`, or `rtol` times the largest, count as zero. */
export interface Tolerances {
  atol?: number | Tensor | null;
  rtol?: number | Tensor | null;
}

function asTensor(op: string, value: number | Tensor, dtype: Tensor["dtype"]): Tensor {
  if (value instanceof Tensor) return to(value.detach(), dtype);
  if (typeof value === "number") return scalarTensor(value, dtype);
  throw new TensorError(op, `tolerances must be numbers or tensors, got ${showValue(value)}`);
}

/** Which of the values (descending or not, in the last dimension) count. */
export function significant(
  op: string,
  a: Tensor,
  values: Tensor,
  { atol, rtol }: Tolerances,
): Tensor {
  const sizes = abs(values.detach());
  const [m, n] = a.layout.shape.slice(-2);
  if (sizes.layout.size === 0) return gt(sizes, 0);
  const absolute = asTensor(op, atol ?? 0, a.dtype);
  // With an absolute tolerance alone there is no relative one.
  const relative = asTensor(
    op,
    rtol ?? where(gt(absolute, 0), 0, Math.max(m, n) * epsilonOf(a.dtype)),
    a.dtype,
  );
  const least = maximum(absolute, mul(relative, amax(sizes, -1)));
  return gt(sizes, unsqueeze(least, -1));
}

interface PinvAttrs extends Tolerances {
  readonly hermitian: boolean;
}

const Pinv: OpRecord<PinvAttrs> = {
  name: "linalgPinv",
  params: [],
  forward(ctx, [a], attrs) {
    // Of a symmetric matrix V diag(l) Vᵀ, else U diag(s) Vᵀ.
    const parts = attrs.hermitian ? eigenParts(a, "L") : singularParts(a, false);
    const [left, values, right] = attrs.hermitian ? [parts[1], parts[0], mT(parts[1])] : parts;
    const inverse = where(significant("linalg.pinv", a, values, attrs), div(1, values), 0);
    const y = product(mul(mT(right), unsqueeze(inverse, -2)), mT(left));
    ctx.save(a, y);
    return y;
  },
  // With P the pseudoinverse and H the transposed gradient: -Pᵀ Hᵀ Pᵀ, and what lies outside of the spaces that A's columns
  // and rows span: (I - A P) H P Pᵀ + Pᵀ P H (I - P A).
  backward(ctx, [grad]) {
    const [a, p] = ctx.saved();
    const [h, back] = [mT(grad), mT(p)];
    const within = product(product(back, grad), back);
    const left = product(product(h, p), back);
    const right = product(back, product(p, h));
    const outside = add(
      sub(left, product(a, product(p, left))),
      sub(right, product(product(right, p), a)),
    );
    return [sub(outside, within)];
  },
};

/** The pseudoinverses of matrices that have been checked. */
export function pseudoInverse(
  op: string,
  a: Tensor,
  tolerances: Tolerances,
  hermitian: boolean,
): Tensor {
  if (hermitian) checkSquare(op, a);
  return a.layout.size === 0 ? mT(clone(a)) : apply(Pinv, [a], { ...tolerances, hermitian });
}
