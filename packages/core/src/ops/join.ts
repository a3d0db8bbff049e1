/** Several tensors into one. */
import { emptyTensor, zeroTensor } from "../alloc.ts";
import { getDefaultDtype, promoteTypes } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import {
  normalizeDim,
  sameShape,
  selectLayout,
  type Shape,
  sliceLayout,
  unsqueezeLayout,
} from "../layout.ts";
import { apply } from "../op/apply.ts";
import { copyRaw } from "../op/copy.ts";
import { listed } from "../op/lists.ts";
import { promoted } from "../op/operands.ts";
import { defineOp, readArgs, type Signature, signature } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import { Tensor } from "../tensor.ts";
import { atleast1d, atleast2d, atleast3d } from "./atleast.ts";
import { slice } from "./slice.ts";
import { unbind } from "./split.ts";
import { reshape } from "./view.ts";

/** Refuses what is no list of tensors. */
function checkTensors(op: string, tensors: unknown): readonly Tensor[] {
  if (!Array.isArray(tensors))
    throw new TensorError(
      op,
      `argument "tensors" must be an array of tensors, got ${showValue(tensors)}`,
    );
  tensors.forEach((tensor, i) => {
    if (!(tensor instanceof Tensor))
      throw new TensorError(
        op,
        `expected Tensor as element ${i} in argument 0, but got ${tensor === null ? "None" : showValue(tensor)}`,
      );
  });
  if (tensors.length === 0)
    throw new TensorError(
      op,
      `torch.${op}(): expected a non-empty list of Tensors: ${op} expects a non-empty TensorList`,
    );
  return tensors as Tensor[];
}

// ---- cat ---------------------------------------------------------------------------------------------------------------

interface Joined {
  /** Of the result. */
  readonly shape: Shape;
  readonly dim: number;
  /** How much each tensor takes of the dimension. */
  readonly sizes: readonly number[];
  /** Which tensors PyTorch skips. */
  readonly skipped: readonly boolean[];
}

const Cat = defineOp<Joined>({
  name: "cat",
  params: ["dim"],
  first: "tensors",
  forward(_ctx, tensors, { shape, dim, sizes }) {
    const out = emptyTensor(shape, promoted(...tensors));
    let start = 0;
    tensors.forEach((tensor, i) => {
      if (sizes[i] === 0) return;
      copyRaw(viewOf(out, sliceLayout(out.layout, dim, start, start + sizes[i], 1)), tensor);
      start += sizes[i];
    });
    return out;
  },
  backward(ctx, [grad], { dim, sizes, skipped }) {
    let start = 0;
    return sizes.map((size, i) => {
      const from = start;
      start += size;
      if (!ctx.needs[i]) return null;
      return skipped[i] ? zeroTensor([0], grad.dtype) : slice(grad, dim, from, start);
    });
  },
});

export interface CatOptions {
  /** The dimension along which the tensors follow one another; 0 where nothing is said. */
  dim?: number;
}

/** PyTorch skips tensors of shape [0] here, whatever the shape of the others. */
const isSkipped = ({ layout }: Tensor): boolean =>
  layout.shape.length === 1 && layout.shape[0] === 0;

function joined(op: string, tensors: readonly Tensor[], dimGiven: number): Tensor {
  tensors.forEach((tensor, i) => {
    if (tensor.layout.shape.length === 0)
      throw new TensorError(
        op,
        `zero-dimensional tensor (at position ${i}) cannot be concatenated; use stack`,
      );
  });
  const skipped = tensors.map(isSkipped);
  const real = tensors.filter((_, i) => !skipped[i]);
  const { shape } = (real[0] ?? tensors[0]).layout;
  const dim = normalizeDim(op, dimGiven, shape.length);
  for (const tensor of real) {
    const other = tensor.layout.shape;
    if (other.length !== shape.length) {
      throw new TensorError(
        op,
        `Tensors must have same number of dimensions: got ${shape.length} and ${other.length}`,
        { shapes: [shape, other] },
      );
    }
    for (let d = 0; d < shape.length; d++) {
      if (d === dim || shape[d] === other[d]) continue;
      throw new TensorError(
        op,
        `Sizes of tensors must match except in dimension ${dim}. Expected size ${shape[d]} but got size ${other[d]} for tensor number ` +
          `${tensors.indexOf(tensor)} in the list: shapes ${showShape(shape)} and ${showShape(other)}`,
        { shapes: [shape, other] },
      );
    }
  }
  // What is skipped still takes part in promotion, and gets a gradient, of nothing.
  const sizes = tensors.map(({ layout }, i) => (skipped[i] ? 0 : layout.shape[dim]));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return apply(Cat, tensors, { shape: shape.with(dim, total), dim, sizes, skipped });
}

/**
 * The tensors one after the other along `dim`; all other sizes must be equal. Dtypes are promoted.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cat.html
 */
export function cat(tensors: readonly Tensor[], dim?: number | CatOptions): Tensor {
  return joined("cat", checkTensors("cat", tensors), readArgs<CatOptions>(Cat, dim).dim ?? 0);
}

const Concat = signature("concat", ["dim"], { first: "tensors" });
const Concatenate = signature("concatenate", ["dim"], { first: "tensors" });

/** Another name for `cat`. Source: https://pytorch.org/docs/stable/generated/torch.concat.html */
export function concat(tensors: readonly Tensor[], dim?: number | CatOptions): Tensor {
  return joined(
    "concat",
    checkTensors("concat", tensors),
    readArgs<CatOptions>(Concat, dim).dim ?? 0,
  );
}

/** Another name for `cat`. Source: https://pytorch.org/docs/stable/generated/torch.concatenate.html */
export function concatenate(tensors: readonly Tensor[], dim?: number | CatOptions): Tensor {
  return joined(
    "concatenate",
    checkTensors("concatenate", tensors),
    readArgs<CatOptions>(Concatenate, dim).dim ?? 0,
  );
}

// ---- stack -------------------------------------------------------------------------------------------------------------

const Stack = defineOp<number>({
  name: "stack",
  params: ["dim"],
  first: "tensors",
  forward(_ctx, tensors, dim) {
    const { layout } = tensors[0];
    const shape: Shape = unsqueezeLayout(layout, dim).shape.map((size, d) =>
      d === dim ? tensors.length : size,
    );
    const out = emptyTensor(shape, promoted(...tensors));
    tensors.forEach((tensor, i) => copyRaw(viewOf(out, selectLayout(out.layout, dim, i)), tensor));
    return out;
  },
  backward: (_ctx, [grad], dim) => unbind(grad, dim),
});

/**
 * The tensors, all of one shape, along a new dimension `dim`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.stack.html
 */
export function stack(tensors: readonly Tensor[], dim?: number | CatOptions): Tensor {
  const { dim: given = 0 } = readArgs<CatOptions>(Stack, dim);
  const list = checkTensors("stack", tensors);
  const { shape } = list[0].layout;
  list.forEach(({ layout }, i) => {
    if (sameShape(layout.shape, shape)) return;
    throw new TensorError(
      "stack",
      `stack expects each tensor to be equal size, but got ${showShape(shape)} at entry 0 and ${showShape(layout.shape)} at entry ${i}`,
      {
        shapes: [shape, layout.shape],
      },
    );
  });
  return apply(Stack, list, normalizeDim("stack", given, shape.length + 1));
}

// ---- the named directions ------------------------------------------------------------------------------------------------

function direction(name: string): Signature {
  return signature(name, [], { first: "tensors" });
}

direction("hstack");
direction("vstack");
direction("rowStack");
direction("dstack");
direction("columnStack");

/** Side by side: along the second dimension, along the first for vectors. Source: https://pytorch.org/docs/stable/generated/torch.hstack.html */
export function hstack(tensors: readonly Tensor[]): Tensor {
  const list = checkTensors("hstack", tensors).map((tensor) => atleast1d(tensor));
  return joined("hstack", list, list[0].layout.shape.length === 1 ? 0 : 1);
}

/** One under the other; vectors are rows. Source: https://pytorch.org/docs/stable/generated/torch.vstack.html */
export function vstack(tensors: readonly Tensor[]): Tensor {
  return joined(
    "vstack",
    checkTensors("vstack", tensors).map((tensor) => atleast2d(tensor)),
    0,
  );
}

/** Another name for `vstack`. Source: https://pytorch.org/docs/stable/generated/torch.row_stack.html */
export function rowStack(tensors: readonly Tensor[]): Tensor {
  return joined(
    "rowStack",
    checkTensors("rowStack", tensors).map((tensor) => atleast2d(tensor)),
    0,
  );
}

/** Behind one another, along the third dimension. Source: https://pytorch.org/docs/stable/generated/torch.dstack.html */
export function dstack(tensors: readonly Tensor[]): Tensor {
  return joined(
    "dstack",
    checkTensors("dstack", tensors).map((tensor) => atleast3d(tensor)),
    2,
  );
}

/** Side by side; vectors are columns. Source: https://pytorch.org/docs/stable/generated/torch.column_stack.html */
export function columnStack(tensors: readonly Tensor[]): Tensor {
  const columns = checkTensors("columnStack", tensors).map((tensor) =>
    tensor.layout.shape.length <= 1 ? reshape(tensor, tensor.layout.size, 1) : tensor,
  );
  return joined("columnStack", columns, 1);
}

/** Where each block of a block-diagonal matrix begins, and the shape of the whole. */
interface Blocks {
  readonly starts: readonly (readonly [row: number, col: number])[];
  readonly shape: Shape;
}

/** The part of a matrix from `start` that has the shape of `block`. */
function blockOf(
  whole: Tensor,
  [row, col]: readonly [number, number],
  [rows, cols]: Shape,
): Tensor {
  const band = sliceLayout(whole.layout, 0, row, row + rows, 1);
  return viewOf(whole, sliceLayout(band, 1, col, col + cols, 1));
}

const BlockDiag = defineOp<Blocks>({
  name: "blockDiag",
  params: [],
  first: "tensors",
  forward(_ctx, blocks, { starts, shape }) {
    const out = zeroTensor(shape, blocks.map((block) => block.dtype).reduce(promoteTypes));
    blocks.forEach((block, i) => copyRaw(blockOf(out, starts[i], block.layout.shape), block));
    return out;
  },
  backward(ctx, [grad], { starts, shape }) {
    return starts.map(([row, col], i) => {
      const [nextRow, nextCol] = starts[i + 1] ?? shape;
      return ctx.needs[i] ? slice(slice(grad, 0, row, nextRow), 1, col, nextCol) : null;
    });
  },
});

/**
 * A matrix with the given ones (vectors are rows) along its diagonal and zeros elsewhere.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.block_diag.html
 */
export function blockDiag(...tensors: readonly Tensor[] | readonly [readonly Tensor[]]): Tensor {
  const given = listed("blockDiag", tensors);
  // PyTorch answers a row of nothing.
  if (given.length === 0) return zeroTensor([1, 0], getDefaultDtype());
  const blocks = checkTensors("blockDiag", given).map((tensor) => atleast2d(tensor));
  let [row, col] = [0, 0];
  const starts = blocks.map(({ layout: { shape } }) => {
    if (shape.length !== 2)
      throw new TensorError(
        "blockDiag",
        `Input tensors must have 2 or fewer dimensions, got ${showShape(shape)}`,
        { shapes: [shape] },
      );
    row += shape[0];
    col += shape[1];
    return [row - shape[0], col - shape[1]] as const;
  });
  return apply(BlockDiag, blocks, { starts, shape: [row, col] });
}
