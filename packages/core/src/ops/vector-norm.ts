/** p-norms of the elements over dimensions, and their slopes. */
import { zerosLike, zeroTensor } from "../alloc.ts";
import { type KernelSlot, kernelSlot, type Reduce2d } from "../kernels/table.ts";
import { apply } from "../op/apply.ts";
import type { OpRecord } from "../op/record.ts";
import { reducedShape, reduceRaw } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { eq, ne } from "./compare.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { logicalAnd, logicalOr } from "./logic.ts";
import { pow } from "./power.ts";
import { sum } from "./reduce.ts";
import { where } from "./select.ts";
import { abs, sign } from "./sign.ts";
import { reshape } from "./view.ts";

export interface NormAttrs {
  readonly p: number;
  readonly dims: readonly number[];
  readonly keepdim: boolean;
}

const slots: ReadonlyMap<number, KernelSlot<Reduce2d>> = new Map([
  [0, kernelSlot<Reduce2d>("norm0")],
  [1, kernelSlot<Reduce2d>("norm1")],
  [2, kernelSlot<Reduce2d>("norm2")],
  [Infinity, kernelSlot<Reduce2d>("normInf")],
  [-Infinity, kernelSlot<Reduce2d>("normNegInf")],
]);
const anySlot: KernelSlot<Reduce2d> = kernelSlot<Reduce2d>("normP");

const VectorNorm: OpRecord<NormAttrs> = {
  name: "norm",
  params: [],
  forward(ctx, [x], { p, dims, keepdim }) {
    const { shape } = x.layout;
    // PyTorch calls the norm of nothing 0, whatever the p.
    const empty = dims.some((d) => shape[d] === 0);
    const y = empty
      ? zeroTensor(reducedShape(shape, dims, keepdim), x.dtype)
      : reduceRaw(slots.get(p) ?? anySlot, x, dims, keepdim, x.dtype, p);
    ctx.save(x, y);
    return y;
  },
  backward(ctx, [grad], attrs) {
    const [x, y] = ctx.saved();
    const kept = reducedShape(x.layout.shape, attrs.dims, true);
    return [normSlope(reshape(grad, kept), x, reshape(y, kept), attrs)];
  },
};

/** The p-norm of the elements of `x`, a float tensor, over `dims`. */
export function vectorNorm(x: Tensor, attrs: NormAttrs): Tensor {
  return apply(VectorNorm, [x], attrs);
}

/** `a / b`, and 0 where b is 0: norms have no slope there, and PyTorch takes 0. */
function divOrZero(a: Tensor, b: Tensor): Tensor {
  const flat = eq(b, 0);
  return where(flat, 0, div(a, where(flat, 1, b)));
}

/** What a norm's gradient is for its elements; `grad` and the norm `y` have kept their dimensions. */
export function normSlope(grad: Tensor, x: Tensor, y: Tensor, { p, dims }: NormAttrs): Tensor {
  if (p === 0) return mul(grad, zerosLike(x));
  if (p === 1) return mul(grad, sign(x));
  if (p === 2) return mul(grad, divOrZero(x, y));
  if (Math.abs(p) === Infinity) {
    const [values, top] = [x.detach(), y.detach()];
    const bothNan = logicalAnd(ne(values, values), ne(top, top));
    const isTop = to(logicalOr(eq(abs(values), top), bothNan), x.dtype);
    return mul(div(grad, sum(isTop, { dim: dims, keepdim: true })), mul(isTop, sign(values)));
  }
  // x |x|^(p - 2), which at 0 is 0, or for p below 1 taken as 0.
  const zero = eq(x, 0);
  const powered = where(zero, 0, mul(x, pow(abs(where(zero, 1, x)), p - 2)));
  if (p < 1) return mul(powered, mul(grad, pow(y, 1 - p)));
  return mul(powered, divOrZero(grad, pow(y, p - 1)));
}
