/** What view ops have in common: another layout on the same storage. */
import { showValue, TensorError } from "../errors.ts";
import type { Layout } from "../layout.ts";
import { Tensor } from "../tensor.ts";
import { listed } from "./lists.ts";
import { defineOp, isOptions, type OpRecord, readArgs, type Signature } from "./record.ts";

/** A tensor with another layout on `x`'s storage. */
export function viewOf(x: Tensor, layout: Layout): Tensor {
  return new Tensor(x.storage, layout, x.dtype);
}

/** The record of a view op, from what it does to a layout and how its gradient goes back. */
export function defineView<Attrs>(
  rule: Signature & {
    readonly node?: OpRecord<Attrs>["node"];
    layout(layout: Layout, attrs: Attrs): Layout;
    backward: NonNullable<OpRecord<Attrs>["backward"]>;
  },
): OpRecord<Attrs> {
  return defineOp<Attrs>({
    ...rule,
    view: true,
    forward: (_ctx, [x], attrs) => viewOf(x, rule.layout(x.layout, attrs)),
  });
}

/** Sizes given one by one or as one array. */
export type Sizes =
  | readonly number[]
  | readonly [readonly number[]]
  | readonly [{ size?: readonly number[]; shape?: readonly number[] }];

/** Reads sizes given one by one, as an array, or by name. */
export function readSizes(op: Signature, sizes: Sizes): readonly number[] {
  const [first] = sizes;
  if (typeof first === "number" || first === undefined) return sizes as readonly number[];
  if (Array.isArray(first)) return listed(op.name, sizes) as readonly number[];
  const [name] = op.params;
  const found = isOptions(first)
    ? readArgs<Record<string, readonly number[]>>(op, ...sizes)[name]
    : first;
  if (Array.isArray(found)) return found as readonly number[];
  throw new TensorError(
    op.name,
    `${name} must be numbers, one by one or as an array, got ${showValue(found)}`,
  );
}
