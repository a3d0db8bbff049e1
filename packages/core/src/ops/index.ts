/** The indexing call: reading and writing by integers, slices, new dimensions, index tensors and masks, all mixed. */
import { scalarTensor, zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { dimsOf, type Index, type Item, readIndex, type SliceIndex } from "../indexing.ts";
import { expandLayout, sameShape, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { advanced, type Advanced, aim, resultShape } from "../op/advanced-index.ts";
import { apart, gatherRaw, scatterRaw, target } from "../op/indexed.ts";
import { applyInPlace, checkMemory } from "../op/inplace.ts";
import { checkTensor, isScalar } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { Alias, Select, Slice } from "../op/views.ts";
import type { Tensor } from "../tensor.ts";
import { add_ } from "./arithmetic.ts";
import { clone, copy_ } from "./convert.ts";
import { expand, reshape, unsqueeze } from "./view.ts";

// ---- index tensors -----------------------------------------------------------------------------------------------------

interface Where {
  /** The dimension that each index tensor stands for, ascending; of a mask the first. */
  readonly dims: readonly number[];
  /** The shape of the tensor they index. */
  readonly shape: Shape;
}

const IndexOp = defineOp<Where>({
  name: "index",
  params: ["indices"],
  torch: "torch.Tensor.__getitem__",
  forward(ctx, [x, ...indices], { dims }) {
    ctx.save(...indices);
    const plan = advanced("index", x.layout, dims, indices);
    return gatherRaw(aim(plan, x), plan.places, plan.shape);
  },
  backward(ctx, [grad], where) {
    const zeros = zeroTensor(where.shape, grad.dtype);
    const gradient = applyInPlace(IndexPut, [zeros, grad, ...ctx.saved()], {
      ...where,
      accumulate: true,
    });
    return [gradient, ...ctx.saved().map(() => null)];
  },
});

interface Put extends Where {
  readonly accumulate: boolean;
}

const IndexPut: OpRecord<Put> = defineOp<Put>({
  name: "indexPut",
  params: ["indices", "values", "accumulate"],
  writesOut: true,
  forward(ctx, [x, values, ...indices], { dims, accumulate }, out) {
    ctx.save(...indices);
    const y = target(x, out);
    const plan: Advanced = advanced("indexPut", y.layout, dims, indices);
    scatterRaw(
      "indexPut",
      aim(plan, y),
      plan.places,
      apart("indexPut", values, y),
      plan.shape,
      accumulate ? "add" : "set",
    );
    return y;
  },
  backward(ctx, [grad], where) {
    const indices = ctx.saved();
    const zero = scalarTensor(0, grad.dtype);
    return [
      !ctx.needs[0]
        ? null
        : where.accumulate
          ? grad
          : apply(IndexPut, [grad, zero, ...indices], where),
      ctx.needs[1] ? apply(IndexOp, [grad, ...indices], where) : null,
      ...indices.map(() => null),
    ];
  },
});

// ---- reading an indexing call ------------------------------------------------------------------------------------------

/** What an indexing call means: a view, and index tensors for some of its dimensions. */
interface Reading {
  readonly view: Tensor;
  readonly dims: readonly number[];
  readonly indices: readonly Tensor[];
}

function read(op: string, input: Tensor, given: readonly unknown[]): Reading {
  const items = given.map((index) => readIndex(op, index));
  const { shape } = input.layout;
  const spoken = items.reduce((n, item) => n + dimsOf(item), 0);
  if (spoken > shape.length) {
    if (shape.length === 0) {
      const head = items.some(({ kind }) => kind === "range")
        ? "slice() cannot be applied to a 0-dim tensor"
        : "invalid index of a 0-dim tensor";
      throw new TensorError(
        op,
        `${head}; use item() to convert a 0-dim tensor to a number (too many indices)`,
        { shapes: [shape] },
      );
    }
    throw new TensorError(
      op,
      `too many indices for tensor of dimension ${shape.length}: got ${spoken} for shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  return walk(op, input, items, shape.length - spoken);
}

/** Takes the views one by one; `dim` is where the next item applies in the view so far, `own` in the input. */
function walk(op: string, input: Tensor, items: readonly Item[], rest: number): Reading {
  let view = input;
  let dim = 0;
  let own = 0;
  let left = rest;
  const dims: number[] = [];
  const indices: Tensor[] = [];
  for (const item of items) {
    switch (item.kind) {
      case "place":
        view = place(op, view, dim, item.at, own++);
        break;
      case "range":
        view = range(op, view, dim++, item.slice);
        own++;
        break;
      case "new":
        view = unsqueeze(view, dim++);
        break;
      case "rest":
        dim += left;
        own += left;
        left = 0;
        break;
      case "flag":
        view = unsqueeze(view, dim);
        dims.push(dim++);
        indices.push(zeroTensor([item.value ? 1 : 0], "int64"));
        break;
      case "places":
        dims.push(dim++);
        indices.push(castRaw(item.index, "int64"));
        own++;
        break;
      case "mask": {
        const { shape } = item.mask.layout;
        checkMask(op, item.mask, view, dim);
        dims.push(dim);
        indices.push(item.mask);
        dim += shape.length;
        own += shape.length;
        break;
      }
    }
  }
  return { view, dims, indices };
}

function place(op: string, view: Tensor, dim: number, at: number, own: number): Tensor {
  const { shape } = view.layout;
  const size = shape[dim];
  if (at < -size || at >= size) {
    throw new TensorError(
      op,
      `index ${at} is out of bounds for dimension ${own} with size ${size}`,
      { shapes: [shape] },
    );
  }
  return apply(Select, [view], { dim, index: at < 0 ? at + size : at, shape });
}

function range(op: string, view: Tensor, dim: number, { start, stop, step }: SliceIndex): Tensor {
  const { shape } = view.layout;
  const size = shape[dim];
  for (const value of [start, stop, step]) {
    if (value !== null && Math.trunc(value) !== value)
      throw new TensorError(op, `slice indices must be integers or null, got ${value}`);
  }
  if (step === 0) throw new TensorError(op, "slice step cannot be zero");
  if (step < 0)
    throw new TensorError(
      op,
      `slice step must be greater than zero, got ${step}; use flip to go backwards`,
    );
  const clip = (at: number): number => Math.min(Math.max(at < 0 ? at + size : at, 0), size);
  const first = clip(start ?? 0);
  const last = Math.max(first, clip(stop ?? size));
  if (first === 0 && last === size && step === 1) return view;
  return apply(Slice, [view], { dim, start: first, stop: last, step, shape });
}

function checkMask(op: string, mask: Tensor, view: Tensor, dim: number): void {
  const [own, shape] = [mask.layout.shape, view.layout.shape];
  own.forEach((size, i) => {
    if (size === shape[dim + i]) return;
    throw new TensorError(
      op,
      `The shape of the mask ${showShape(own)} at index ${i} does not match the shape of the indexed tensor ${showShape(shape)} at index ${dim + i}`,
      { shapes: [own, shape] },
    );
  });
}

// ---- the public calls --------------------------------------------------------------------------------------------------

/**
 * Python's `x[…]`: `x.index(0, slice(1, 3), null, "...", [0, 2], mask)`.
 *
 * Integers, slices and `null` (a new dimension) give a view. Arrays of integers, int64 tensors and masks gather into a
 * copy; they broadcast with each other, and their dimensions stand where the first of them stood, or in front where
 * they do not stand side by side. Gradients flow. Source: https://pytorch.org/docs/stable/tensor_view.html
 */
export function index(input: Tensor, ...indices: readonly Index[]): Tensor {
  const {
    view,
    dims,
    indices: tensors,
  } = read("index", checkTensor("index", input, "input"), indices);
  if (tensors.length > 0)
    return apply(IndexOp, [view, ...tensors], { dims, shape: view.layout.shape });
  return view === input ? apply(Alias, [input]) : view;
}

export interface IndexPutOptions {
  indices?: readonly Index[];
  /** A tensor of the same dtype, or one number. */
  values?: Tensor | number | boolean;
  /** Add to what is there, rather than overwrite it; where several meet, all. */
  accumulate?: boolean;
}

const IndexPutCall = { name: "indexPut_", params: IndexPut.params };

function readPut(op: string, given: readonly unknown[]): Required<IndexPutOptions> {
  const {
    indices,
    values,
    accumulate = false,
  } = readArgs<IndexPutOptions>({ ...IndexPutCall, name: op }, ...given);
  if (!Array.isArray(indices))
    throw new TensorError(
      op,
      "indices must be an array with one index per dimension: x.indexPut_([0, slice(1, 3)], value)",
    );
  return { indices: indices as readonly Index[], values: values as Tensor | number, accumulate };
}

/** The values as a tensor that broadcasts to `shape`. Leading dimensions of size 1 too many are dropped, as in PyTorch. */
function readValues(op: string, values: unknown, x: Tensor, shape: Shape): Tensor {
  const given = isScalar(values)
    ? scalarTensor(castScalar(op, values, x.dtype), x.dtype)
    : checkTensor(op, values, "values");
  let own = given.layout.shape;
  while (own.length > shape.length && own[0] === 1) own = own.slice(1);
  const fitting = sameShape(own, given.layout.shape) ? given : reshape(given, own);
  if (!expandLayout(fitting.layout, shape)) {
    throw new TensorError(
      op,
      `shape mismatch: value tensor of shape ${showShape(given.layout.shape)} cannot be broadcast to indexing result of shape ${showShape(shape)}: ` +
        `the expanded size must match the existing size at non-singleton dimensions`,
      { shapes: [given.layout.shape, shape] },
    );
  }
  return fitting;
}

function checkSameDtype(op: string, x: Tensor, values: Tensor): void {
  if (x.dtype === values.dtype) return;
  throw new TensorError(
    op,
    `Index put requires the source and destination dtypes match, got ${x.dtype} for the destination and ${values.dtype} for the source; ` +
      `convert the values with to("${x.dtype}")`,
    { dtypes: [x.dtype, values.dtype] },
  );
}

/**
 * Python's `x[…] = values`, or with `accumulate` `x[…] += values`: `x.indexPut_([0, slice(1, 3)], values)`.
 *
 * Takes what `index` takes, in an array; values (or one number) broadcast. Where index tensors name a place twice the
 * last value stays, or with `accumulate` all are added. Gradients flow to what is kept and to the values.
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html
 */
export function indexPut_(
  input: Tensor,
  indices: readonly Index[] | IndexPutOptions,
  values?: Tensor | number | boolean | IndexPutOptions,
  accumulate?: boolean | IndexPutOptions,
): Tensor {
  const args = readPut("indexPut_", [indices, values, accumulate]);
  // Also where the view itself would not overlap: the write would show at places that were not named.
  checkMemory("indexPut_", checkTensor("indexPut_", input, "input"));
  const { view, dims, indices: tensors } = read("indexPut_", input, args.indices);
  if (tensors.length === 0) {
    const fitting = readValues("indexPut_", args.values, view, view.layout.shape);
    if (args.accumulate) add_(view, expand(fitting, view.layout.shape));
    else copy_(view, fitting);
    return input;
  }
  const fitting = readValues(
    "indexPut_",
    args.values,
    view,
    resultShape("indexPut_", view.layout.shape, dims, tensors),
  );
  checkSameDtype("indexPut_", view, fitting);
  applyInPlace(IndexPut, [view, fitting, ...tensors], {
    dims,
    shape: view.layout.shape,
    accumulate: args.accumulate,
  });
  return input;
}

/** `indexPut_` on a copy. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.index_put.html */
export function indexPut(
  input: Tensor,
  indices: readonly Index[] | IndexPutOptions,
  values?: Tensor | number | boolean | IndexPutOptions,
  accumulate?: boolean | IndexPutOptions,
): Tensor {
  const args = readPut("indexPut", [indices, values, accumulate]);
  const {
    view,
    dims,
    indices: tensors,
  } = read("indexPut", checkTensor("indexPut", input, "input"), args.indices);
  // Views of the input in between: write into those of a copy.
  if (view !== input || tensors.length === 0) return indexPut_(clone(input), args);
  const fitting = readValues(
    "indexPut",
    args.values,
    input,
    resultShape("indexPut", input.layout.shape, dims, tensors),
  );
  checkSameDtype("indexPut", input, fitting);
  return apply(IndexPut, [input, fitting, ...tensors], {
    dims,
    shape: input.layout.shape,
    accumulate: args.accumulate,
  });
}
