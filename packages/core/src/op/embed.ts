/** What follows from a view op: its gradient, which is zero but for the view, and its `…Scatter` form. */
import { zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { sameShape, type Shape } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { apply, forwardQuietly, unrecorded } from "./apply.ts";
import { cloneRaw, copyRaw } from "./copy.ts";
import { checkTensor } from "./operands.ts";
import { defineOp, type OpRecord, type Signature } from "./record.ts";

/** The region of `x` that the view shows. */
function region<Attrs>(view: OpRecord<Attrs>, x: Tensor, attrs: Attrs): Tensor {
  return forwardQuietly(view, unrecorded, [x], attrs as never) as Tensor;
}

/**
 * The gradient of a view whose elements are all different ones of its input: zeros of `attrs.shape` in which the view
 * shows the gradient. Its own gradient is the view again.
 */
export function embedding<Attrs extends { readonly shape: Shape }>(
  name: string,
  view: () => OpRecord<Attrs>,
  params: readonly string[] = [],
): (grad: Tensor, attrs: Attrs) => Tensor {
  const record = defineOp<Attrs>({
    name,
    params,
    forward(_ctx, [grad], attrs) {
      const out = zeroTensor(attrs.shape, grad.dtype);
      copyRaw(region(view(), out, attrs), grad);
      return out;
    },
    backward: (_ctx, [grad], attrs) => [apply(view(), [grad], attrs)],
  });
  return (grad, attrs) => apply(record, [grad], attrs);
}

/** The record of `selectScatter` and its like: a copy of the input in which the view shows `src`. Call it by `scatterInto`. */
export function scattering<Attrs>(rule: Signature, view: () => OpRecord<Attrs>): OpRecord<Attrs> {
  const record: OpRecord<Attrs> = defineOp<Attrs>({
    ...rule,
    forward(_ctx, [x, src], attrs) {
      const out = cloneRaw(x);
      copyRaw(region(view(), out, attrs), src);
      return out;
    },
    backward: (ctx, [grad], attrs) => [
      ctx.needs[0]
        ? apply(
            record,
            [grad, zeroTensor(region(view(), grad, attrs).layout.shape, grad.dtype)],
            attrs,
          )
        : null,
      ctx.needs[1] ? apply(view(), [grad], attrs) : null,
    ],
  });
  return record;
}

/** Calls an op made by `scattering`. */
export function scatterInto<Attrs>(
  record: OpRecord<Attrs>,
  view: OpRecord<Attrs>,
  input: Tensor,
  given: unknown,
  attrs: Attrs,
): Tensor {
  const src = checkTensor(record.name, given, "src");
  const { shape } = region(view, input, attrs).layout;
  if (!sameShape(shape, src.layout.shape)) {
    throw new TensorError(
      record.name,
      `expected src to have a size equal to the slice of self: src size = ${showShape(src.layout.shape)}, slice size = ${showShape(shape)}`,
      { shapes: [shape, src.layout.shape] },
    );
  }
  return apply(record, [input, src], attrs);
}
