/** The views that several families share. */
import {
  permuteLayout,
  selectLayout,
  type Shape,
  sliceLayout,
  squeezeLayout,
  unsqueezeLayout,
} from "../layout.ts";
import { apply } from "./apply.ts";
import { embedding } from "./embed.ts";
import type { OpRecord } from "./record.ts";
import { defineView } from "./view.ts";

/** The same look at the same memory under another name. */
export const Alias: OpRecord = defineView({
  name: "alias",
  params: [],
  torch: "torch.ops.aten.alias",
  layout: (layout) => layout,
  backward: (_ctx, [grad]) => [grad],
});

// ---- parts of a dimension ------------------------------------------------------------------------------------------------

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

// ---- the order of dimensions -----------------------------------------------------------------------------------------------

export const Permute: OpRecord<readonly number[]> = defineView<readonly number[]>({
  name: "permute",
  params: ["dims"],
  layout: permuteLayout,
  backward: (_ctx, [grad], dims) => {
    const inverse = new Array<number>(dims.length);
    for (let i = 0; i < dims.length; i++) inverse[dims[i]] = i;
    return [apply(Permute, [grad], inverse)];
  },
});

/** Two dimensions that change places. */
export interface Exchange {
  readonly dim0: number;
  readonly dim1: number;
}

export const Transpose: OpRecord<Exchange> = defineView<Exchange>({
  name: "transpose",
  params: ["dim0", "dim1"],
  layout(layout, { dim0, dim1 }) {
    const dims = layout.shape.map((_, d) => (d === dim0 ? dim1 : d === dim1 ? dim0 : d));
    return permuteLayout(layout, dims);
  },
  backward: (_ctx, [grad], exchange) => [apply(Transpose, [grad], exchange)],
});

export const T: OpRecord = defineView({
  name: "t",
  params: [],
  layout: (layout) =>
    permuteLayout(layout, layout.shape.length === 2 ? [1, 0] : layout.shape.map((_, d) => d)),
  backward: (_ctx, [grad]) => [apply(T, [grad])],
});

// ---- dimensions of size 1 --------------------------------------------------------------------------------------------------

export interface Singletons {
  /** Where dimensions of size 1 stand in the wider of both shapes, ascending. */
  readonly dims: readonly number[];
  /** Which of PyTorch's three overloads it was: without dim, with one, with several. */
  readonly overload?: 0 | 1 | 2;
}

export const Squeeze: OpRecord<Singletons> = defineView<Singletons>({
  name: "squeeze",
  params: ["dim"],
  node: ({ overload = 0 }) => `SqueezeBackward${overload}`,
  layout: (layout, { dims }) => squeezeLayout(layout, dims),
  backward: (_ctx, [grad], { dims }) => [apply(Unsqueeze, [grad], { dims })],
});

export const Unsqueeze: OpRecord<Singletons> = defineView<Singletons>({
  name: "unsqueeze",
  params: ["dim"],
  layout: (layout, { dims }) => dims.reduce(unsqueezeLayout, layout),
  backward: (_ctx, [grad], { dims }) => [apply(Squeeze, [grad], { dims, overload: 1 })],
});
