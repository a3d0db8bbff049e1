/** Any look at the memory by sizes and strides, and sliding windows. */
import { fullTensor, zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { type BinaryRow, kernelSlot } from "../kernels/table.ts";
import {
  extent,
  hasInternalOverlap,
  type Layout,
  normalizeDim,
  sameShape,
  selectLayout,
  type Shape,
  sliceLayout,
  stridedLayout,
  unfoldLayout,
} from "../layout.ts";
import { apply } from "../op/apply.ts";
import { castRaw, cloneRaw } from "../op/copy.ts";
import { type Combine, scatterRaw } from "../op/indexed.ts";
import { checkTensor } from "../op/operands.ts";
import { runBinary } from "../op/pointwise.ts";
import { defineOp, type OpRecord, readArgs } from "../op/record.ts";
import { relayout } from "../op/relayout.ts";
import { defineView, viewOf } from "../op/view.ts";
import { Storage } from "../storage.ts";
import { Tensor } from "../tensor.ts";
import { sub } from "./arithmetic.ts";
import { reshape } from "./view.ts";
import { select } from "./slice.ts";

// ---- gradients through memory --------------------------------------------------------------------------------------------

/** Elements of one layout are added to where they lie in memory, and read from there by another. */
interface Transfer {
  readonly from: Layout;
  readonly to: Layout;
  /** Where this layout reaches a place several times they share what lies there. */
  readonly shared: Layout | null;
}

/** Writes or adds `values` to the places of `layout`, which may name some of them several times, in their order. */
function writeAt(memory: Tensor, layout: Layout, values: Tensor, combine: Combine): void {
  const to = { tensor: viewOf(memory, layout), strides: layout.strides, unit: 0 };
  const nowhere = { data: new Float64Array(1), strides: layout.shape.map(() => 0), offset: 0 };
  scatterRaw("asStrided", to, nowhere, values, layout.shape, combine);
}

const quotients = kernelSlot<BinaryRow>("div");

const Transferred: OpRecord<Transfer> = defineOp<Transfer>({
  name: "asStridedBackward",
  params: [],
  forward(_ctx, [values], { from, to, shared }) {
    const length = Math.max(extent(from), extent(to), 1);
    const memory = zeroTensor([length], values.dtype);
    writeAt(memory, from, values, "add");
    if (!shared || !hasInternalOverlap(shared)) return cloneRaw(viewOf(memory, to));
    const counts = zeroTensor([Math.max(length, extent(shared))], values.dtype);
    writeAt(counts, shared, fullTensor([], 1, values.dtype), "add");
    // Places that the shared layout does not reach are divided by nothing.
    const { data } = counts.storage;
    for (let i = 0; i < data.length; i++) if (data[i] === 0) data[i] = 1;
    const divisor = viewOf(counts, stridedLayout([length], [1], 0));
    return cloneRaw(viewOf(runBinary("asStrided", quotients, memory, divisor), to));
  },
  backward: (_ctx, [grad], { from, to, shared }) => [
    apply(Transferred, [grad], { from: to, to: from, shared }),
  ],
});

// ---- asStrided -----------------------------------------------------------------------------------------------------------

/** The layout asked for, and the input's. */
interface Strided {
  readonly layout: Layout;
  readonly from: Layout;
}

const AsStrided: OpRecord<Strided> = defineView<Strided>({
  name: "asStrided",
  params: ["size", "stride", "storageOffset"],
  layout: (_layout, { layout }) => layout,
  backward: (_ctx, [grad], { layout, from }) => [
    apply(Transferred, [grad], { from: layout, to: from, shared: from }),
  ],
});

export interface AsStridedOptions {
  size?: readonly number[];
  /** How many elements apart neighbours of each dimension lie. */
  stride?: readonly number[];
  /** Where in the storage to begin; where `input` does, if nothing is said. */
  storageOffset?: number | null;
}

function read(
  op: string,
  input: unknown,
  { size = [], stride = [], storageOffset }: AsStridedOptions,
): Strided {
  const x = checkTensor(op, input, "input");
  if (size.length !== stride.length)
    throw new TensorError(
      op,
      `mismatch in length of strides and shape: size ${showShape(size)}, stride ${showShape(stride)}`,
    );
  const offset = storageOffset ?? x.layout.offset;
  for (const value of [...size, ...stride, offset]) {
    if (!Number.isInteger(value))
      throw new TensorError(
        op,
        `sizes, strides and offset must be integers, got ${showShape(size)}, ${showShape(stride)}, ${String(offset)}`,
      );
  }
  if (stride.some((step) => step < 0))
    throw new TensorError(
      op,
      `Negative strides are not supported at the moment, got strides: ${showShape(stride)}`,
    );
  if (size.some((s) => s < 0) || offset < 0)
    throw new TensorError(
      op,
      `sizes and offset must not be negative, got ${showShape(size)}, ${offset}`,
    );
  const layout = stridedLayout(size, stride, offset);
  const { length } = x.storage.data;
  if (layout.size > 0 && extent(layout) > length) {
    throw new TensorError(
      op,
      `sizes ${showShape(size)}, strides ${showShape(stride)}, storage offset ${offset} require ${extent(layout)} elements and are out of bounds for storage of size ${length}`,
      { shapes: [x.layout.shape, size] },
    );
  }
  return { layout, from: x.layout };
}

/**
 * A view of the memory of `input` by sizes and strides of your own; elements may be seen several times.
 *
 * Most other views are safer. Source: https://pytorch.org/docs/stable/generated/torch.as_strided.html
 */
export function asStrided(
  input: Tensor,
  size: readonly number[] | AsStridedOptions,
  stride?: readonly number[] | AsStridedOptions,
  storageOffset?: number | null | AsStridedOptions,
): Tensor {
  return apply(
    AsStrided,
    [input],
    read("asStrided", input, readArgs<AsStridedOptions>(AsStrided, size, stride, storageOffset)),
  );
}

/** `asStrided` in place. */
export function asStrided_(
  input: Tensor,
  size: readonly number[] | AsStridedOptions,
  stride?: readonly number[] | AsStridedOptions,
  storageOffset?: number | null | AsStridedOptions,
): Tensor {
  const args = readArgs<AsStridedOptions>(
    { name: "asStrided_", params: AsStrided.params },
    size,
    stride,
    storageOffset,
  );
  return relayout(AsStrided, "asStrided_", input, read("asStrided_", input, args));
}

const AsStridedScatter: OpRecord<Strided> = defineOp<Strided>({
  name: "asStridedScatter",
  params: ["src", "size", "stride", "storageOffset"],
  forward(_ctx, [x, src], { layout }) {
    // The copy lies in memory as the input does, since the strides speak of that.
    const out = new Tensor(new Storage(x.storage.data.slice()), x.layout, x.dtype);
    writeAt(out, layout, castRaw(src, x.dtype), "set");
    return out;
  },
  backward(ctx, [grad], { layout, from }) {
    const written = apply(Transferred, [grad], { from, to: layout, shared: null });
    const own = ctx.needs[0]
      ? sub(grad, apply(Transferred, [written], { from: layout, to: from, shared: from }))
      : null;
    if (ctx.needs[1] && hasInternalOverlap(layout)) {
      throw new TensorError(
        "asStridedScatter",
        "the gradient of src is not implemented where several of its elements are written to one place",
      );
    }
    return [own, ctx.needs[1] ? written : null];
  },
});

export interface AsStridedScatterOptions extends AsStridedOptions {
  src?: Tensor;
}

/**
 * A copy of `input`, memory layout and all, with `src` where `asStrided` would look.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.as_strided_scatter.html
 */
export function asStridedScatter(
  input: Tensor,
  src: Tensor | AsStridedScatterOptions,
  size?: readonly number[] | AsStridedScatterOptions,
  stride?: readonly number[] | AsStridedScatterOptions,
  storageOffset?: number | null | AsStridedScatterOptions,
): Tensor {
  const args = readArgs<AsStridedScatterOptions>(
    AsStridedScatter,
    src,
    size,
    stride,
    storageOffset,
  );
  const strided = read("asStridedScatter", input, args);
  const from = checkTensor("asStridedScatter", args.src, "src");
  const { layout } = strided;
  if (!sameShape(from.layout.shape, layout.shape)) {
    throw new TensorError(
      "asStridedScatter",
      `expected src to have a size equal to the slice of self: src size = ${showShape(from.layout.shape)}, slice size = ${showShape(layout.shape)}`,
      { shapes: [layout.shape, from.layout.shape] },
    );
  }
  if (layout.strides.some((step, d) => step === 0 && layout.shape[d] > 1)) {
    throw new TensorError(
      "asStridedScatter",
      "unsupported operation: more than one element of the written-to tensor refers to a single memory location",
      { shapes: [layout.shape] },
    );
  }
  return apply(AsStridedScatter, [input, from], strided);
}

// ---- unfold --------------------------------------------------------------------------------------------------------------

interface Windows {
  readonly dim: number;
  readonly size: number;
  readonly step: number;
  /** The input's shape. */
  readonly shape: Shape;
}

const Unfold: OpRecord<Windows> = defineView<Windows>({
  name: "unfold",
  params: ["dimension", "size", "step"],
  torch: "torch.Tensor.unfold",
  layout: (layout, { dim, size, step }) => unfoldLayout(layout, dim, size, step),
  backward: (_ctx, [grad], windows) => [apply(UnfoldBackward, [grad], windows)],
});

const sums = kernelSlot<BinaryRow>("add");

// What the windows share is the sum over them: added up place by place of the window, since those never meet.
const UnfoldBackward: OpRecord<Windows> = defineOp<Windows>({
  name: "unfoldBackward",
  params: [],
  forward(_ctx, [grad], { dim, size, step, shape }) {
    const out = zeroTensor(shape, grad.dtype);
    const { layout } = grad;
    const count = layout.shape[dim];
    for (let k = 0; k < size && layout.size > 0; k++) {
      const place = viewOf(out, sliceLayout(out.layout, dim, k, k + (count - 1) * step + 1, step));
      runBinary(
        "unfold",
        sums,
        place,
        viewOf(grad, selectLayout(layout, layout.shape.length - 1, k)),
        "same",
        [],
        place,
      );
    }
    return out;
  },
  backward: (_ctx, [grad], windows) => [apply(Unfold, [grad], windows)],
});

export interface UnfoldOptions {
  dimension?: number;
  /** The length of each window. */
  size?: number;
  /** How far apart windows begin. */
  step?: number;
}

/**
 * A view of all windows of `size` places along a dimension, every `step` places, with the window as a new last dimension.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.unfold.html
 */
export function unfold(
  input: Tensor,
  dimension: number | UnfoldOptions,
  size?: number | UnfoldOptions,
  step?: number | UnfoldOptions,
): Tensor {
  const args = readArgs<Required<UnfoldOptions>>(Unfold, dimension, size, step);
  const { shape } = checkTensor("unfold", input, "input").layout;
  const dim = normalizeDim("unfold", args.dimension, shape.length);
  for (const [name, value] of Object.entries({ size: args.size, step: args.step })) {
    if (!Number.isInteger(value))
      throw new TensorError("unfold", `${name} must be an integer, got ${String(value)}`);
  }
  const length = shape[dim] ?? 1;
  if (args.size < 0) throw new TensorError("unfold", `size is ${args.size} but must be >= 0`);
  if (args.size > length)
    throw new TensorError(
      "unfold",
      `maximum size for tensor at dimension ${dim} is ${length} but size is ${args.size}`,
      { shapes: [shape] },
    );
  if (args.step <= 0) throw new TensorError("unfold", `step is ${args.step} but must be > 0`);
  if (shape.length === 0) return select(unfold(reshape(input, 1), 0, args.size, args.step), 0, 0);
  return apply(Unfold, [input], { dim, size: args.size, step: args.step, shape });
}
