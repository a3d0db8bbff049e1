/** Fused gradients of activations, `grad * slope(x)` in one loop: ops with gradients of their own. */
import type { Tensor } from "../tensor.ts";
import { apply } from "./apply.ts";
import { zeroSlope } from "./gradients.ts";
import { binary, callUnary, callUnaryInPlace } from "./pointwise.ts";
import type { OpRecord } from "./record.ts";

/** PyTorch's full name of a function that stands in `torch.nn.functional` only. */
export function functional(name: string): string {
  return `torch.nn.functional.${name}`;
}

/** Calls an activation in the form that its option `inplace` asks for. */
export function activate<Attrs>(
  op: OpRecord<Attrs>,
  input: Tensor,
  inplace: boolean,
  attrs: Attrs,
): Tensor {
  return inplace ? callUnaryInPlace(op, input, attrs) : callUnary(op, input, attrs);
}

// ---- straight pieces: the gradient times one number per piece ----------------------------------

/** The op of such a gradient, by the kernel of its name. It is straight itself: flat in x. */
export function straight<Attrs = undefined>(
  name: string,
  numbers?: (attrs: Attrs) => readonly number[],
): OpRecord<Attrs> {
  const op: OpRecord<Attrs> = binary<Attrs>({
    name,
    internal: true,
    numbers,
    reads: ["b", ""],
    backward: (ctx, outer, _grad, x, _y, attrs) => [
      ctx.needs[0] ? apply(op, [outer, x], attrs) : null,
      ctx.needs[1] ? zeroSlope(outer) : null,
    ],
  });
  return op;
}

/** The gradient where x is above a threshold. */
export const ThresholdBackward: OpRecord<number> = straight("thresholdBackward", (at) => [at]);

/** The gradient where x lies between two bounds. */
export const HardtanhBackward: OpRecord<readonly [low: number, high: number]> = straight(
  "hardtanhBackward",
  (bounds) => bounds,
);

/** The gradient, where x is not positive times the slope. */
export const LeakyReluBackward: OpRecord<number> = straight("leakyReluBackward", (slope) => [
  slope,
]);

/** The gradient but where x is cut to zero. */
export const ShrinkBackward: OpRecord<number> = straight("shrinkBackward", (lambd) => [lambd]);

export const HardsigmoidBackward: OpRecord = straight("hardsigmoidBackward");

// ---- curves ------------------------------------------------------------------------------------

/** `mul`, which ops/ has and this room may not name. */
const Product: OpRecord = binary({
  name: "mul",
  internal: true,
  reads: ["b", "a"],
  backward: (ctx, grad, a, b) => [
    ctx.needs[0] ? apply(Product, [grad, b]) : null,
    ctx.needs[1] ? apply(Product, [grad, a]) : null,
  ],
});

/** The op of a curve's gradient, by the kernel of its name; `bend` is the slope's own slope, written in ops. */
export function curve<Attrs = undefined>(
  name: string,
  bend: (x: Tensor, attrs: Attrs) => Tensor,
  numbers?: (attrs: Attrs) => readonly number[],
): OpRecord<Attrs> {
  const op: OpRecord<Attrs> = binary<Attrs>({
    name,
    internal: true,
    numbers,
    reads: ["b", "ab"],
    backward: (ctx, outer, grad, x, _y, attrs) => [
      ctx.needs[0] ? apply(op, [outer, x], attrs) : null,
      ctx.needs[1] ? apply(Product, [apply(Product, [outer, grad]), bend(x, attrs)]) : null,
    ],
  });
  return op;
}
