/** The same elements several times. */
import { emptyTensor, wrapArray } from "../alloc.ts";
import { newArray } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import {
  contiguousLayout,
  expandLayout,
  type Layout,
  normalizeDim,
  type Shape,
  stridedLayout,
} from "../layout.ts";
import { apply } from "../op/apply.ts";
import { contiguousRaw, copyRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, isOptions, readArgs, signature } from "../op/record.ts";
import { readSizes, type Sizes, viewOf } from "../op/view.ts";
import { Tensor } from "../tensor.ts";
import { indexSelect } from "./gather.ts";
import { sum } from "./reduce.ts";
import { flatten, reshape } from "./view.ts";

/** Each dimension as two: how often, and what. */
function doubled(repeats: Shape, shape: Shape): number[] {
  return repeats.flatMap((count, d) => [count, shape[d]]);
}

const Repeat = defineOp<{ repeats: Shape; shape: Shape }>({
  name: "repeat",
  params: ["repeats"],
  torch: "torch.Tensor.repeat",
  forward(_ctx, [x], { repeats }) {
    const shape = [
      ...new Array<number>(repeats.length - x.layout.shape.length).fill(1),
      ...x.layout.shape,
    ];
    const wide = expandLayout(x.layout, shape) as Layout;
    const strides = wide.strides.flatMap((stride) => [0, stride]);
    const out = emptyTensor(
      shape.map((size, d) => size * repeats[d]),
      x.dtype,
    );
    const pairs = doubled(repeats, shape);
    copyRaw(
      viewOf(out, contiguousLayout(pairs)),
      viewOf(x, stridedLayout(pairs, strides, x.layout.offset)),
    );
    return out;
  },
  backward(_ctx, [grad], { repeats, shape }) {
    const wide = [...new Array<number>(repeats.length - shape.length).fill(1), ...shape];
    const counts = repeats.map((_, d) => 2 * d);
    const once = counts.length === 0 ? grad : sum(reshape(grad, doubled(repeats, wide)), counts);
    return [reshape(once, shape)];
  },
});

function repeated(op: string, input: Tensor, repeats: readonly number[]): Tensor {
  const { shape } = checkTensor(op, input, "input").layout;
  if (repeats.length < shape.length) {
    throw new TensorError(
      op,
      `Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor: got ${showShape(repeats)} for shape ${showShape(shape)}`,
      {
        shapes: [shape],
      },
    );
  }
  for (const count of repeats) {
    if (!Number.isInteger(count))
      throw new TensorError(op, `repeats must be integers, got ${showShape(repeats)}`);
    if (count < 0)
      throw new TensorError(
        op,
        `Trying to create tensor with negative dimension: repeats ${showShape(repeats)}`,
        { shapes: [shape] },
      );
  }
  return apply(Repeat, [input], { repeats, shape });
}

/**
 * A copy in which each dimension is repeated; more counts than dimensions add leading ones.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.repeat.html
 */
export function repeat(
  input: Tensor,
  ...repeats: Sizes | readonly [{ repeats: readonly number[] }]
): Tensor {
  return repeated("repeat", input, readSizes(Repeat, repeats as Sizes));
}

const Tile = signature("tile", ["dims"]);

/** `repeat` that takes fewer counts than dimensions, too. Source: https://pytorch.org/docs/stable/generated/torch.tile.html */
export function tile(
  input: Tensor,
  ...dims: Sizes | readonly [{ dims: readonly number[] }]
): Tensor {
  const given = readSizes(Tile, dims as Sizes);
  const ndim = checkTensor("tile", input, "input").layout.shape.length;
  const lead = Math.max(0, ndim - given.length);
  return repeated("tile", input, [...new Array<number>(lead).fill(1), ...given]);
}

// ---- repeatInterleave --------------------------------------------------------------------------------------------------

const RepeatInterleave = signature("repeatInterleave", ["repeats", "dim", "outputSize"]);

export interface RepeatInterleaveOptions {
  /** How often: one number for all, or an integer tensor with one for each place of `dim`. */
  repeats?: number | Tensor;
  /** Without it the elements are taken as one long row. */
  dim?: number | null;
  /** The resulting size of `dim`, where it is known; it must be right. */
  outputSize?: number | null;
}

/** Each place as often as `counts` says. */
function interleaved(counts: ArrayLike<number>, dtype: "int64" | "int32" = "int64"): Tensor {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  const places = newArray(dtype, total);
  for (let i = 0, at = 0; i < counts.length; i++) {
    places.fill(i, at, at + counts[i]);
    at += counts[i];
  }
  return wrapArray(places, [total], dtype);
}

/** The counts as a typed array of one per place. */
function countsOf(repeats: Tensor): ArrayLike<number> {
  const name = "repeatInterleave";
  if (repeats.dtype !== "int64" && repeats.dtype !== "int32") {
    throw new TensorError(
      name,
      `repeats has to be Long or Int tensor, "repeat_interleave" not implemented for ${repeats.dtype}`,
      { dtypes: [repeats.dtype] },
    );
  }
  if (repeats.layout.shape.length > 1)
    throw new TensorError(name, "repeat_interleave only accept 1D vector as repeat", {
      shapes: [repeats.layout.shape],
    });
  const { storage, layout } = contiguousRaw(repeats);
  const counts = storage.data.subarray(layout.offset, layout.offset + layout.size);
  if (counts.some((count) => count < 0)) throw new TensorError(name, "repeats can not be negative");
  return counts;
}

/**
 * A copy in which each element, or each slice of `dim`, stands several times in a row. With one argument, an integer
 * tensor of counts, the places repeated so often, in the dtype of the counts.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.repeat_interleave.html
 */
export function repeatInterleave(
  input: Tensor,
  repeats?: number | Tensor | RepeatInterleaveOptions,
  dim?: number | null | RepeatInterleaveOptions,
  options?: RepeatInterleaveOptions,
): Tensor {
  const name = "repeatInterleave";
  const args = readArgs<RepeatInterleaveOptions>(RepeatInterleave, repeats, dim, options);
  const x = checkTensor(name, input, "input");
  if (args.repeats === undefined && (repeats === undefined || isOptions(repeats)))
    return checkedSize(interleaved(countsOf(x), x.dtype as "int64" | "int32"), args.outputSize);
  const flat = args.dim === undefined || args.dim === null;
  if (!flat && x.layout.shape.length === 0) {
    throw new TensorError(
      name,
      `dimension specified as ${String(args.dim)} but tensor has no dimensions; leave dim out`,
    );
  }
  const source = flat ? flatten(x) : x;
  const d = flat ? 0 : normalizeDim(name, args.dim as number, x.layout.shape.length);
  const size = source.layout.shape[d];
  const counts = readCounts(args.repeats, size);
  if (counts.length !== size) {
    throw new TensorError(
      name,
      `repeats must have the same size as input along dim: got ${counts.length} counts for size ${size}`,
      { shapes: [x.layout.shape] },
    );
  }
  return indexSelect(source, d, checkedSize(interleaved(counts), args.outputSize));
}

function readCounts(repeats: unknown, size: number): ArrayLike<number> {
  if (repeats instanceof Tensor) {
    const counts = countsOf(repeats);
    return counts.length === 1 ? new Array<number>(size).fill(counts[0]) : counts;
  }
  if (typeof repeats !== "number" || !Number.isInteger(repeats)) {
    throw new TensorError(
      "repeatInterleave",
      `repeats must be an integer or an integer tensor, got ${showValue(repeats)}`,
    );
  }
  if (repeats < 0) throw new TensorError("repeatInterleave", "repeats can not be negative");
  return new Array<number>(size).fill(repeats);
}

function checkedSize(places: Tensor, outputSize: number | null | undefined): Tensor {
  if (outputSize === undefined || outputSize === null || outputSize === places.layout.size)
    return places;
  throw new TensorError(
    "repeatInterleave",
    `allocated size does not match required size: outputSize ${outputSize}, but the counts sum to ${places.layout.size}`,
  );
}
