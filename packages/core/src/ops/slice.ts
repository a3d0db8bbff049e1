/** Parts of a tensor along one dimension, as views. */
import { showShape, TensorError } from "../errors.ts";
import { normalizeDim } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { scatterInto, scattering } from "../op/embed.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, type Signature, signature } from "../op/record.ts";
import { type Place, type Range, Select, Slice } from "../op/views.ts";
import { Tensor } from "../tensor.ts";
import { clone } from "./convert.ts";

// ---- select ------------------------------------------------------------------------------------------------------------

export interface SelectOptions {
  dim?: number;
  index?: number;
}

function placeOf(op: Signature, input: Tensor, args: SelectOptions): Place {
  const { shape } = checkTensor(op.name, input, "input").layout;
  if (shape.length === 0)
    throw new TensorError(op.name, `${op.name}() cannot be applied to a 0-dim tensor`);
  const dim = normalizeDim(op.name, args.dim as number, shape.length);
  const index = args.index as number;
  const size = shape[dim];
  if (!Number.isInteger(index) || index < -size || index >= size) {
    throw new TensorError(
      op.name,
      `${op.name}(): index ${String(index)} out of range for tensor of size ${showShape(shape)} at dimension ${dim}`,
      { shapes: [shape] },
    );
  }
  return { dim, index: index < 0 ? index + size : index, shape };
}

/**
 * A view of the slice at `index` of dimension `dim`, without that dimension.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.select.html
 */
export function select(
  input: Tensor,
  dim: number | SelectOptions,
  index?: number | SelectOptions,
  options?: SelectOptions,
): Tensor {
  return apply(
    Select,
    [input],
    placeOf(Select, input, readArgs<SelectOptions>(Select, dim, index, options)),
  );
}

const SelectScatter = scattering<Place>(
  { name: "selectScatter", params: ["src", "dim", "index"] },
  () => Select,
);

export interface SelectScatterOptions extends SelectOptions {
  src?: Tensor;
}

/**
 * A copy of `input` with `src` in the place of `select(dim, index)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.select_scatter.html
 */
export function selectScatter(
  input: Tensor,
  src: Tensor | SelectScatterOptions,
  dim?: number | SelectScatterOptions,
  index?: number | SelectScatterOptions,
  options?: SelectScatterOptions,
): Tensor {
  const args = readArgs<SelectScatterOptions>(SelectScatter, src, dim, index, options);
  return scatterInto(SelectScatter, Select, input, args.src, placeOf(SelectScatter, input, args));
}

// ---- slice -------------------------------------------------------------------------------------------------------------

export interface SliceOptions {
  dim?: number;
  start?: number | null;
  end?: number | null;
  step?: number;
}

function rangeOf(op: Signature, input: Tensor, args: SliceOptions): Range {
  const { shape } = checkTensor(op.name, input, "input").layout;
  if (shape.length === 0)
    throw new TensorError(op.name, `${op.name}() cannot be applied to a 0-dim tensor`);
  const dim = normalizeDim(op.name, args.dim ?? 0, shape.length);
  const size = shape[dim];
  const step = args.step ?? 1;
  for (const [name, value] of Object.entries({
    start: args.start ?? 0,
    end: args.end ?? 0,
    step,
  })) {
    // Infinity as an end is fine: it is clipped.
    if (typeof value !== "number" || Math.trunc(value) !== value)
      throw new TensorError(op.name, `${name} must be an integer, got ${String(value)}`);
  }
  if (step <= 0) throw new TensorError(op.name, `slice step must be positive, got ${step}`);
  const clip = (at: number): number => Math.min(Math.max(at < 0 ? at + size : at, 0), size);
  const start = clip(args.start ?? 0);
  return { dim, start, stop: Math.max(start, clip(args.end ?? size)), step, shape };
}

/**
 * A view of every `step`-th element of `dim` from `start` up to `end`, clipped to the size as Python clips them.
 *
 * `torch.slice` is something else: it makes the slice that goes into `x.index(…)`.
 */
export function slice(
  input: Tensor,
  dim?: number | SliceOptions,
  start?: number | null | SliceOptions,
  end?: number | null | SliceOptions,
  step?: number | SliceOptions,
): Tensor {
  return apply(
    Slice,
    [input],
    rangeOf(Slice, input, readArgs<SliceOptions>(Slice, dim, start, end, step)),
  );
}

const SliceScatter = scattering<Range>(
  { name: "sliceScatter", params: ["src", "dim", "start", "end", "step"] },
  () => Slice,
);

export interface SliceScatterOptions extends SliceOptions {
  src?: Tensor;
}

/**
 * A copy of `input` with `src` in the place of a slice of dimension `dim`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.slice_scatter.html
 */
export function sliceScatter(
  input: Tensor,
  src: Tensor | SliceScatterOptions,
  dim?: number | SliceScatterOptions,
  start?: number | null | SliceScatterOptions,
  end?: number | null | SliceScatterOptions,
  step?: number | SliceScatterOptions,
): Tensor {
  const args = readArgs<SliceScatterOptions>(SliceScatter, src, dim, start, end, step);
  return scatterInto(SliceScatter, Slice, input, args.src, rangeOf(SliceScatter, input, args));
}

// ---- narrow ------------------------------------------------------------------------------------------------------------

const Narrow = signature("narrow", ["dim", "start", "length"]);
const NarrowCopy = signature("narrowCopy", ["dim", "start", "length"]);

export interface NarrowOptions {
  dim?: number;
  /** Where to start; a zero-dimensional integer tensor will do. */
  start?: number | Tensor;
  length?: number;
}

function narrowed(op: Signature, input: Tensor, args: NarrowOptions): Range {
  const { shape } = checkTensor(op.name, input, "input").layout;
  if (shape.length === 0)
    throw new TensorError(op.name, `${op.name}() cannot be applied to a 0-dim tensor`);
  const dim = normalizeDim(op.name, args.dim as number, shape.length);
  const given = args.start instanceof Tensor ? Number(args.start.item()) : (args.start as number);
  const length = args.length as number;
  const size = shape[dim];
  if (!Number.isInteger(given) || !Number.isInteger(length))
    throw new TensorError(
      op.name,
      `start and length must be integers, got ${String(given)} and ${String(length)}`,
    );
  if (length < 0)
    throw new TensorError(op.name, `${op.name}(): length must be non-negative, got ${length}`, {
      shapes: [shape],
    });
  if (given < -size || given > size) {
    throw new TensorError(
      op.name,
      `start out of range (expected to be in range of [${-size}, ${size}], but got ${given})`,
      { shapes: [shape] },
    );
  }
  const start = given < 0 ? given + size : given;
  if (start + length > size) {
    throw new TensorError(
      op.name,
      `start (${start}) + length (${length}) exceeds dimension size (${size})`,
      { shapes: [shape] },
    );
  }
  return { dim, start, stop: start + length, step: 1, shape };
}

/**
 * A view of `length` places of `dim` from `start`. Throws where they reach beyond the size.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.narrow.html
 */
export function narrow(
  input: Tensor,
  dim: number | NarrowOptions,
  start?: number | Tensor | NarrowOptions,
  length?: number | NarrowOptions,
  options?: NarrowOptions,
): Tensor {
  return apply(
    Slice,
    [input],
    narrowed(Narrow, input, readArgs<NarrowOptions>(Narrow, dim, start, length, options)),
  );
}

/** `narrow`, as a copy. Source: https://pytorch.org/docs/stable/generated/torch.narrow_copy.html */
export function narrowCopy(
  input: Tensor,
  dim: number | NarrowOptions,
  start?: number | Tensor | NarrowOptions,
  length?: number | NarrowOptions,
  options?: NarrowOptions,
): Tensor {
  return clone(
    apply(
      Slice,
      [input],
      narrowed(NarrowCopy, input, readArgs<NarrowOptions>(NarrowCopy, dim, start, length, options)),
    ),
  );
}
