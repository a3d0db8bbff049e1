/** Parts of a tensor along one dimension, as views. */
import { zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { normalizeDim, selectLayout, type Shape, sliceLayout } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { copyRaw } from "../op/copy.ts";
import { defineOp } from "../op/record.ts";
import { defineView, viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { unsqueeze } from "./view.ts";

const Select = defineView<{ dim: number; index: number; shape: Shape }>({
  name: "select",
  params: ["dim", "index"],
  layout: (layout, { dim, index }) => selectLayout(layout, dim, index),
  backward: (_ctx, [grad], { dim, index, shape }) => [intoZeros(unsqueeze(grad, dim), { dim, start: index, stop: index + 1, step: 1, shape })],
});

/** The slice at `index` of dimension `dim`, without that dimension. Source: https://pytorch.org/docs/stable/generated/torch.select.html */
export function select(input: Tensor, dim: number, index: number): Tensor {
  const { shape } = input.layout;
  if (shape.length === 0) throw new TensorError("select", "select() cannot be applied to a 0-dim tensor");
  const d = normalizeDim("select", dim, shape.length);
  const size = shape[d];
  if (!Number.isInteger(index) || index < -size || index >= size) {
    throw new TensorError("select", `index ${index} out of range for tensor of size ${showShape(shape)} at dimension ${d}`, { shapes: [shape] });
  }
  return apply(Select, [input], { dim: d, index: index < 0 ? index + size : index, shape });
}

interface Range {
  readonly dim: number;
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly shape: Shape;
}

const Slice = defineView<Range>({
  name: "slice",
  params: ["dim", "start", "end", "step"],
  layout: (layout, { dim, start, stop, step }) => sliceLayout(layout, dim, start, stop, step),
  backward: (_ctx, [grad], range) => [intoZeros(grad, range)],
});

/**
 * A view of every `step`-th element of `dim` from `start` up to `end`, clipped to the size as Python clips them.
 *
 * `torch.slice` is something else: it makes the slice that goes into `x.index(…)`.
 */
export function slice(input: Tensor, dim = 0, start: number | null = null, end: number | null = null, step = 1): Tensor {
  const { shape } = input.layout;
  const d = normalizeDim("slice", dim, shape.length);
  if (!Number.isInteger(step) || step <= 0) throw new TensorError("slice", `slice step must be positive, got ${step}`);
  const clip = (at: number): number => Math.min(Math.max(at < 0 ? at + shape[d] : at, 0), shape[d]);
  const first = clip(start ?? 0);
  const last = Math.max(first, clip(end ?? shape[d]));
  return apply(Slice, [input], { dim: d, start: first, stop: last, step, shape });
}

// A gradient that is zero but for one slice. Its own gradient is that slice again.
const IntoZeros = defineOp<Range>({
  name: "sliceBackward",
  params: ["dim", "start", "end", "step"],
  forward: (_ctx, [grad], range) => {
    const out = zeroTensor(range.shape, grad.dtype);
    copyRaw(viewOf(out, sliceLayout(out.layout, range.dim, range.start, range.stop, range.step)), grad);
    return out;
  },
  backward: (_ctx, [grad], range) => [apply(Slice, [grad], range)],
});

function intoZeros(grad: Tensor, range: Range): Tensor {
  return apply(IntoZeros, [grad], range);
}
