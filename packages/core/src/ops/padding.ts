/** Padding: more elements around a tensor, constant or taken from it; negative amounts cut off. */
import { fullTensor, wrapArray } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { type Shape, sliceLayout } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { copyRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs, signature } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { clone } from "./convert.ts";
import { indexSelect } from "./gather.ts";

/** Amounts in front of and behind each dimension. */
interface Amounts {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly value: number;
}

function grown(shape: Shape, { before, after }: Amounts): Shape {
  return shape.map((size, i) => size + before[i] + after[i]);
}

// Its gradient is its own opposite: what was added is cut off, what was cut off gets zeros.
const ConstantPad: OpRecord<Amounts> = defineOp<Amounts>({
  name: "constantPadNd",
  params: ["pad", "value"],
  forward(_ctx, [x], amounts) {
    const out = fullTensor(grown(x.layout.shape, amounts), amounts.value, x.dtype);
    let [from, to] = [x.layout, out.layout];
    for (const [dim, size] of x.layout.shape.entries()) {
      const { before, after } = amounts;
      from = sliceLayout(
        from,
        dim,
        Math.max(0, -before[dim]),
        Math.max(0, size - Math.max(0, -after[dim])),
        1,
      );
      to = sliceLayout(
        to,
        dim,
        Math.max(0, before[dim]),
        Math.max(0, out.layout.shape[dim] - Math.max(0, after[dim])),
        1,
      );
    }
    copyRaw(viewOf(out, to), viewOf(x, from));
    return out;
  },
  backward: (_ctx, [grad], { before, after }) => [
    apply(ConstantPad, [grad], {
      before: before.map((n) => -n),
      after: after.map((n) => -n),
      value: 0,
    }),
  ],
});

export interface PadOptions {
  /** Amounts in front and behind, of the last dimension first: `[left, right, top, bottom]`. */
  pad?: readonly number[];
  /** `constant` where nothing is said; `reflect` leaves the edge out, `replicate` repeats it, `circular` goes round. */
  mode?: "constant" | "reflect" | "replicate" | "circular";
  /** For `constant`; 0 where nothing is said. */
  value?: number | null;
}

const Pad = signature("pad", ["pad", "mode", "value"], { torch: "torch.nn.functional.pad" });

/** Where element `i` of a padded dimension comes from. */
type Source = (i: number, size: number) => number;

const sources: Readonly<Record<string, Source>> = {
  reflect: (i, size) => (i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i),
  replicate: (i, size) => Math.min(Math.max(i, 0), size - 1),
  circular: (i, size) => ((i % size) + size) % size,
};

/**
 * Puts elements around `input`: amounts are given from the last dimension on, `[left, right, top, bottom, …]`.
 *
 * The modes other than `constant` pad the last one to three dimensions of a tensor with one or two more.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
 */
export function pad(
  input: Tensor,
  amounts: readonly number[] | PadOptions,
  mode?: string | PadOptions,
  value?: number | null | PadOptions,
  options?: PadOptions,
): Tensor {
  const args = readArgs<PadOptions>(Pad, amounts, mode, value, options);
  const { shape } = checkTensor("pad", input, "input").layout;
  const given = args.pad ?? [];
  const how = args.mode ?? "constant";
  if (!Array.isArray(given) || !given.every(Number.isInteger))
    throw new TensorError("pad", `amounts must be integers in an array, got ${showShape(given)}`);
  if (given.length % 2 !== 0)
    throw new TensorError("pad", `padding length must be divisible by 2, got ${showShape(given)}`);
  if (given.length / 2 > shape.length) {
    throw new TensorError(
      "pad",
      `padding length should be less than or equal to two times the input dimension but got padding length ${given.length} and input of dimension ${shape.length}`,
      { shapes: [shape] },
    );
  }
  const before = new Array<number>(shape.length).fill(0);
  const after = new Array<number>(shape.length).fill(0);
  for (let i = 0; i < given.length; i += 2) {
    before[shape.length - 1 - i / 2] = given[i];
    after[shape.length - 1 - i / 2] = given[i + 1];
  }
  const all = { before, after, value: castScalar("pad", args.value ?? 0, input.dtype) };
  const target = grown(shape, all);
  const negative = target.findIndex((size) => size < 0);
  if (negative !== -1) {
    throw new TensorError(
      "pad",
      `the input size ${shape[negative]}, plus negative padding ${before[negative]} and ${after[negative]} resulted in a negative output size, which is invalid (dimension ${negative})`,
      { shapes: [shape] },
    );
  }
  const short = shape.findIndex(
    (size, d) => size + Math.min(before[d], 0) + Math.min(after[d], 0) < 0,
  );
  if (short !== -1) {
    throw new TensorError(
      "pad",
      `padding ${before[short]} and ${after[short]} cuts more off than the ${shape[short]} elements of dimension ${short}: shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  if (how === "constant") return apply(ConstantPad, [input], all);
  if (!Object.hasOwn(sources, how))
    throw new TensorError(
      "pad",
      `unrecognised padding mode ${how}; known: constant, ${Object.keys(sources).join(", ")}`,
    );
  if (args.value)
    throw new TensorError("pad", `padding mode "${how}" doesn't take in value argument`);
  return padFrom(how, input, given.length / 2, all, target);
}

function padFrom(
  mode: string,
  input: Tensor,
  dims: number,
  { before, after }: Amounts,
  target: Shape,
): Tensor {
  const { shape } = input.layout;
  if (dims < 1 || dims > 3 || shape.length < dims + 1 || shape.length > dims + 2) {
    throw new TensorError(
      "pad",
      `only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now: got ${2 * dims} amounts for a ${shape.length}D tensor of shape ${showShape(shape)}; ` +
        `${2 * dims} amounts pad a ${dims + 1}D or ${dims + 2}D tensor`,
      { shapes: [shape] },
    );
  }
  for (let dim = shape.length - dims; dim < shape.length; dim++) {
    const most = Math.max(before[dim], after[dim]);
    if (mode === "reflect" && most >= shape[dim]) {
      throw new TensorError(
        "pad",
        `argument #4: Padding size should be less than the corresponding input dimension, but got: padding (${before[dim]}, ${after[dim]}) at dimension ${dim} of input ${showShape(shape)}`,
        { shapes: [shape] },
      );
    }
    if (mode === "circular" && most > shape[dim]) {
      throw new TensorError(
        "pad",
        `padding value causes wrapping around more than once: (${before[dim]}, ${after[dim]}) at dimension ${dim} of input ${showShape(shape)}`,
        { shapes: [shape] },
      );
    }
    if (shape[dim] === 0 || target[dim] === 0) {
      throw new TensorError(
        "pad",
        `expected ${dims + 1}D or ${dims + 2}D (batch mode) tensor with non-zero sizes to pad by mode "${mode}", but got ${showShape(shape)} to become ${showShape(target)}`,
        { shapes: [shape] },
      );
    }
  }
  let padded = input;
  const wraps = mode === "circular";
  for (let dim = shape.length - dims; dim < shape.length; dim++) {
    if (before[dim] === 0 && after[dim] === 0) continue;
    // What goes round is what negative amounts have left.
    const cut = wraps ? Math.max(0, -before[dim]) : 0;
    const size = wraps ? shape[dim] - cut - Math.max(0, -after[dim]) : shape[dim];
    const front = wraps ? Math.max(0, before[dim]) : before[dim];
    const index = Float64Array.from(
      { length: target[dim] },
      (_, i) => cut + sources[mode](i - front, size),
    );
    padded = indexSelect(padded, dim, wrapArray(index, [index.length], "int64"));
  }
  return padded === input ? clone(input) : padded;
}

/** `pad` with a constant. */
export function constantPadNd(input: Tensor, amounts: readonly number[], value?: number): Tensor {
  return pad(input, amounts, "constant", value ?? 0);
}
