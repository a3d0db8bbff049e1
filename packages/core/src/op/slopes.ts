/** Fused gradients of functions made of straight pieces: the gradient times one number per piece. */
import { apply } from "./apply.ts";
import { zeroSlope } from "./gradients.ts";
import { binary } from "./pointwise.ts";
import type { OpRecord } from "./record.ts";

/** The op of such a gradient, by the kernel of its name. It is straight itself: flat in x. */
export function straight<Attrs = undefined>(
  name: string,
  numbers?: (attrs: Attrs) => readonly number[],
): OpRecord<Attrs> {
  const op: OpRecord<Attrs> = binary<Attrs>({
    name,
    internal: true,
    numbers,
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
