/**
 * Losses of a prediction and a target, element by element, as records: one loop forward (and the reduction), one backward.
 *
 * The slope is an op of its own, linear in the gradient it is given; its own gradient is written in ops.
 */
import { type DType, isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { type BinaryRow, kernelSlot, type Reduce2d, type TernaryRow } from "../kernels/table.ts";
import { broadcastShapes, sizeOf } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { promoted } from "../op/operands.ts";
import { runBinary, runTernary } from "../op/pointwise.ts";
import type { OpRecord } from "../op/record.ts";
import { reduceRaw } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { clamp } from "./clamp.ts";
import { le, lt } from "./compare.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { log } from "./exponential.ts";
import { sigmoid } from "./hyperbolic.ts";
import type { Reduction } from "./loss-reduction.ts";
import { square } from "./power.ts";
import { where } from "./select.ts";

export interface PairAttrs {
  readonly reduction: Reduction;
  /** The one number that the loss depends on. */
  readonly number?: number;
}

/** What a loss is besides its kernels, which are called `name` and `nameBackward`. */
interface PairRule {
  readonly name: string;
  /** How the slope, for the gradient `grad`, changes with the prediction. */
  curve(grad: Tensor, x: Tensor, target: Tensor, number: number): Tensor;
  /** For losses that depend on more than the difference: the slope with respect to the target, … */
  target?(grad: Tensor, x: Tensor, target: Tensor): Tensor;
  /** … and how the slope changes with the target. */
  cross?(grad: Tensor, x: Tensor, target: Tensor): Tensor;
}

const sums = kernelSlot<Reduce2d>("sum");
const means = kernelSlot<Reduce2d>("mean");

function slopeOf(rule: PairRule): OpRecord<PairAttrs> {
  const name = `${rule.name}Backward`;
  const slot = kernelSlot<TernaryRow>(name);
  const record: OpRecord<PairAttrs> = {
    name,
    params: [],
    forward(ctx, [grad, x, target], { number }) {
      ctx.save(grad, x, target);
      const { dtype } = grad;
      const [a, b] = [castRaw(x, dtype), castRaw(target, dtype)];
      return runTernary(name, slot, grad, a, b, dtype, number);
    },
    backward(ctx, [outer], attrs) {
      const [grad, x, target] = ctx.saved();
      const [toGrad, toX, toTarget] = ctx.needs;
      const curved =
        toX || (toTarget && !rule.cross)
          ? mul(outer, rule.curve(grad, x, target, attrs.number ?? 0))
          : null;
      return [
        toGrad ? apply(record, [outer, x, target], attrs) : null,
        toX ? curved : null,
        !toTarget ? null : rule.cross ? mul(outer, rule.cross(grad, x, target)) : neg(curved!),
      ];
    },
  };
  return record;
}

/** The record of a loss. */
function pairLoss(rule: PairRule): OpRecord<PairAttrs> {
  const slot = kernelSlot<BinaryRow>(rule.name);
  const slope = slopeOf(rule);
  return {
    name: rule.name,
    params: [],
    forward(ctx, [x, target], { reduction, number }) {
      ctx.save(x, target);
      const losses = runBinary(
        rule.name,
        slot,
        x,
        target,
        "same",
        number === undefined ? [] : [number],
      );
      if (reduction === "none") return losses;
      const dims = [...losses.layout.shape.keys()];
      return reduceRaw(reduction === "mean" ? means : sums, losses, dims, false, losses.dtype);
    },
    backward(ctx, [grad], attrs) {
      const [x, target] = ctx.saved();
      const [toX, toTarget] = ctx.needs;
      const count = sizeOf(broadcastShapes(rule.name, x.layout.shape, target.layout.shape));
      const each = attrs.reduction === "mean" ? div(grad, count) : grad;
      const sloped = toX || !rule.target ? apply(slope, [each, x, target], attrs) : null;
      return [
        toX ? sloped : null,
        !toTarget ? null : rule.target ? rule.target(each, x, target) : neg(sloped!),
      ];
    },
  };
}

/** The dtype in which a loss is computed; throws for integers. */
export function lossDtype(op: string, input: Tensor, target: Tensor): DType {
  const dtype = promoted(input, target);
  if (isFloat(dtype)) return dtype;
  throw new TensorError(
    op,
    `not implemented for dtype ${dtype}: input or target must be of a floating point dtype; convert with x.to("float32")`,
    { dtypes: [input.dtype, target.dtype] },
  );
}

const distance = (x: Tensor, target: Tensor): Tensor => {
  const dtype = promoted(x, target);
  return sub(to(x, dtype), to(target, dtype)).detach().abs();
};

/** (x - target)². */
export const Squared: OpRecord<PairAttrs> = pairLoss({
  name: "mseLoss",
  curve: (grad) => mul(grad, 2),
});

/** |x - target|. */
export const Absolute: OpRecord<PairAttrs> = pairLoss({
  name: "l1Loss",
  curve: (grad) => mul(grad, 0),
});

export const Smooth: OpRecord<PairAttrs> = pairLoss({
  name: "smoothL1Loss",
  curve: (grad, x, target, beta) => where(lt(distance(x, target), beta), div(grad, beta), 0),
});

export const Huber: OpRecord<PairAttrs> = pairLoss({
  name: "huberLoss",
  curve: (grad, x, target, delta) => where(le(distance(x, target), delta), grad, 0),
});

/** The product of a probability and its opposite, kept away from 0 as the kernel does. */
const spread = (x: Tensor): Tensor => clamp(mul(x, sub(1, x)), { min: 1e-12 });

/** -target log x - (1 - target) log(1 - x). */
export const BinaryEntropy: OpRecord<PairAttrs> = pairLoss({
  name: "binaryCrossEntropy",
  // The slope is (x - target) / (x (1 - x)).
  curve: (grad, x, target) => {
    const curved = add(sub(mul(x, x), mul(mul(x, target), 2)), target);
    return mul(grad, div(curved, square(spread(x))));
  },
  target: (grad, x) => {
    const cut = (y: Tensor): Tensor => clamp(log(y), { min: -100 });
    return mul(grad, sub(cut(sub(1, x)), cut(x)));
  },
  cross: (grad, x) => neg(div(grad, spread(x))),
});

/** The same of sigmoid(x). */
export const LogitEntropy: OpRecord<PairAttrs> = pairLoss({
  name: "binaryCrossEntropyWithLogits",
  curve: (grad, x) => {
    const p = sigmoid(x);
    return mul(grad, mul(p, sub(1, p)));
  },
  target: (grad, x) => neg(mul(grad, x)),
  cross: (grad) => neg(grad),
});
