/** The same elements in other places. */
import { emptyTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import {
  type Layout,
  normalizeDim,
  normalizeDims,
  permuteLayout,
  sliceLayout,
  stridedLayout,
} from "../layout.ts";
import { apply } from "../op/apply.ts";
import { cloneRaw, contiguousRaw, copyRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs, signature } from "../op/record.ts";
import { readSizes, type Sizes, viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";

// ---- flip --------------------------------------------------------------------------------------------------------------

/** The layout that walks `dims` backwards. */
function backwards(layout: Layout, dims: readonly number[]): Layout {
  if (layout.size === 0) return layout;
  const { shape, strides, offset } = layout;
  const start = dims.reduce((at, d) => at + (shape[d] - 1) * strides[d], offset);
  return stridedLayout(
    shape,
    strides.map((stride, d) => (dims.includes(d) ? -stride : stride)),
    start,
  );
}

const Flip: OpRecord<readonly number[]> = defineOp<readonly number[]>({
  name: "flip",
  params: ["dims"],
  forward: (_ctx, [x], dims) => cloneRaw(viewOf(x, backwards(x.layout, dims))),
  backward: (_ctx, [grad], dims) => [apply(Flip, [grad], dims)],
});

/** A copy with the order of elements reversed along `dims`. Source: https://pytorch.org/docs/stable/generated/torch.flip.html */
export function flip(input: Tensor, ...dims: Sizes): Tensor {
  const given = readSizes(Flip, dims);
  const ndim = checkTensor("flip", input, "input").layout.shape.length;
  return apply(Flip, [input], normalizeDims("flip", given, ndim));
}

signature("fliplr", []);
signature("flipud", []);

/** A copy with the columns in reverse order. Source: https://pytorch.org/docs/stable/generated/torch.fliplr.html */
export function fliplr(input: Tensor): Tensor {
  const { shape } = checkTensor("fliplr", input, "input").layout;
  if (shape.length < 2)
    throw new TensorError("fliplr", `Input must be >= 2-d, got ${showShape(shape)}`, {
      shapes: [shape],
    });
  return apply(Flip, [input], [1]);
}

/** A copy with the rows in reverse order. Source: https://pytorch.org/docs/stable/generated/torch.flipud.html */
export function flipud(input: Tensor): Tensor {
  const { shape } = checkTensor("flipud", input, "input").layout;
  if (shape.length < 1) throw new TensorError("flipud", "Input must be >= 1-d, got a 0-d tensor");
  return apply(Flip, [input], [0]);
}

// ---- roll --------------------------------------------------------------------------------------------------------------

/** By how much, within the size, each dimension is rolled. */
type Shifts = readonly (readonly [dim: number, shift: number])[];

/** Copies `from` into `to`, both halves of each dimension change places. */
function rolled(to: Tensor, from: Tensor, [first, ...rest]: Shifts): void {
  if (!first) {
    copyRaw(to, from);
    return;
  }
  const [dim, shift] = first;
  const size = to.layout.shape[dim];
  const part = (x: Tensor, start: number, stop: number): Tensor =>
    viewOf(x, sliceLayout(x.layout, dim, start, stop, 1));
  rolled(part(to, shift, size), part(from, 0, size - shift), rest);
  if (shift > 0) rolled(part(to, 0, shift), part(from, size - shift, size), rest);
}

interface Rolling {
  readonly shifts: Shifts;
  /** All elements as one long row. */
  readonly flat: boolean;
}

const Roll: OpRecord<Rolling> = defineOp<Rolling>({
  name: "roll",
  params: ["shifts", "dims"],
  forward(_ctx, [x], { shifts, flat }) {
    const out = emptyTensor(x.layout.shape, x.dtype);
    const row = (y: Tensor): Tensor =>
      viewOf(y, stridedLayout([y.layout.size], [1], y.layout.offset));
    const [to, from] = flat ? [row(out), row(contiguousRaw(x))] : [out, x];
    if (out.layout.size > 0) rolled(to, from, shifts);
    return out;
  },
  backward(_ctx, [grad], { shifts, flat }) {
    const { shape, size } = grad.layout;
    const back = shifts.map(
      ([dim, shift]) => [dim, shift === 0 ? 0 : (flat ? size : shape[dim]) - shift] as const,
    );
    return [apply(Roll, [grad], { shifts: back, flat })];
  },
});

/** One number or several. */
type Numbers = number | readonly number[];

export interface RollOptions {
  shifts?: Numbers;
  /** Without it the elements are rolled as one long row. */
  dims?: Numbers | null;
}

/**
 * A copy with the elements moved along `dims` by `shifts`; what falls off the end comes in at the start.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.roll.html
 */
export function roll(
  input: Tensor,
  shifts: Numbers | RollOptions,
  dims?: Numbers | null | RollOptions,
): Tensor {
  const args = readArgs<RollOptions>(Roll, shifts, dims);
  const list = (given: Numbers | null | undefined): readonly number[] =>
    given === null || given === undefined ? [] : typeof given === "number" ? [given] : given;
  const [by, along] = [list(args.shifts), list(args.dims)];
  const { shape } = checkTensor("roll", input, "input").layout;
  if (by.length === 0) throw new TensorError("roll", "`shifts` required");
  if (by.some((shift) => !Number.isInteger(shift)))
    throw new TensorError("roll", `shifts must be integers, got ${showShape(by)}`);
  const flat = along.length === 0 && by.length === 1;
  if (!flat && along.length !== by.length)
    throw new TensorError(
      "roll",
      `shifts and dimensions must align. shifts: ${by.length}, dims:${along.length}`,
    );
  if (!flat && shape.length === 0)
    throw new TensorError(
      "roll",
      `Dimension specified as ${along[0]} but tensor has no dimensions`,
    );
  const sizes = flat ? [input.layout.size] : shape;
  const total = new Map<number, number>();
  (flat ? [0] : along).forEach((dim, i) => {
    const d = normalizeDim("roll", dim, sizes.length);
    const size = Math.max(sizes[d], 1);
    const shift = ((total.get(d) ?? 0) + by[i]) % size;
    total.set(d, shift < 0 ? shift + size : shift);
  });
  return apply(Roll, [input], { shifts: [...total], flat });
}

// ---- rot90 -------------------------------------------------------------------------------------------------------------

interface Rotation {
  /** Quarter turns, 0 to 3. */
  readonly k: number;
  readonly from: number;
  readonly to: number;
}

/** The layout turned by `k` quarters from the dimension `from` towards `to`. */
function turned(layout: Layout, { k, from, to }: Rotation): Layout {
  if (k === 0) return layout;
  if (k === 2) return backwards(layout, [from, to]);
  const exchange = layout.shape.map((_, d) => (d === from ? to : d === to ? from : d));
  return k === 1
    ? permuteLayout(backwards(layout, [to]), exchange)
    : permuteLayout(backwards(layout, [from]), exchange);
}

const Rot90: OpRecord<Rotation> = defineOp<Rotation>({
  name: "rot90",
  params: ["k", "dims"],
  forward: (_ctx, [x], rotation) => cloneRaw(viewOf(x, turned(x.layout, rotation))),
  backward: (_ctx, [grad], { k, from, to }) => [apply(Rot90, [grad], { k: (4 - k) % 4, from, to })],
});

export interface Rot90Options {
  /** How many quarter turns, from the first of `dims` towards the second. */
  k?: number;
  dims?: readonly number[];
}

/** A copy turned by 90 degrees in the plane of two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.rot90.html */
export function rot90(
  input: Tensor,
  k?: number | Rot90Options,
  dims?: readonly number[] | Rot90Options,
): Tensor {
  const { k: turns = 1, dims: plane = [0, 1] } = readArgs<Rot90Options>(Rot90, k, dims);
  const { shape } = checkTensor("rot90", input, "input").layout;
  if (plane.length !== 2)
    throw new TensorError(
      "rot90",
      `expected total rotation dims == 2, but got dims = ${plane.length}`,
    );
  if (shape.length < 2)
    throw new TensorError(
      "rot90",
      `expected total dims >= 2, but got total dims = ${shape.length}`,
      { shapes: [shape] },
    );
  if (!Number.isInteger(turns))
    throw new TensorError("rot90", `k must be an integer, got ${String(turns)}`);
  const [from, to] = plane.map((dim) => normalizeDim("rot90", dim, shape.length));
  if (from === to)
    throw new TensorError(
      "rot90",
      `expected rotation dims to be different, but got dim0 = ${plane[0]} and dim1 = ${plane[1]}`,
    );
  return apply(Rot90, [input], { k: ((turns % 4) + 4) % 4, from, to });
}
