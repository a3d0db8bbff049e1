/** The views of one place and of a range of a dimension, which slicing, splitting and indexing share. */
import { selectLayout, type Shape, sliceLayout } from "../layout.ts";
import { embedding } from "./embed.ts";
import type { OpRecord } from "./record.ts";
import { defineView } from "./view.ts";

/** One place along a dimension; `shape` is the input's. */
export interface Place {
  readonly dim: number;
  readonly index: number;
  readonly shape: Shape;
}

export const Select: OpRecord<Place> = defineView<Place>({
  name: "select",
  params: ["dim", "index"],
  layout: (layout, { dim, index }) => selectLayout(layout, dim, index),
  backward: (_ctx, [grad], place) => [selectBackward(grad, place)],
});

const selectBackward = embedding<Place>("selectBackward", () => Select);

/** Every `step`-th place of a dimension from `start` up to `stop`, all within the size; `shape` is the input's. */
export interface Range {
  readonly dim: number;
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly shape: Shape;
}

export const Slice: OpRecord<Range> = defineView<Range>({
  name: "slice",
  params: ["dim", "start", "end", "step"],
  torch: "torch.Tensor.slice",
  layout: (layout, { dim, start, stop, step }) => sliceLayout(layout, dim, start, stop, step),
  backward: (_ctx, [grad], range) => [sliceBackward(grad, range)],
});

const sliceBackward = embedding<Range>("sliceBackward", () => Slice);

/** The same look at the same memory under another name. */
export const Alias: OpRecord = defineView({
  name: "alias",
  params: [],
  torch: "torch.ops.aten.alias",
  layout: (layout) => layout,
  backward: (_ctx, [grad]) => [grad],
});
