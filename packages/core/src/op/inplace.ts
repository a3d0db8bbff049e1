/** Ops that write into their first input, with autograd, on views too. See NOTE [Views and in-place ops]. */
import { isInferenceModeEnabled, isRecording } from "../autograd/mode.ts";
import {
  aliasOf,
  ambiguous,
  baseOf,
  gradFnOf,
  Node,
  parentOf,
  requiresGrad,
  setHistory,
} from "../autograd/node.ts";
import { type DType, isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { contiguousLayout, extent, hasInternalOverlap, type Layout, sameShape } from "../layout.ts";
import { zeroStorage } from "../storage.ts";
import { Tensor } from "../tensor.ts";
import { apply, forwardQuietly, unrecorded } from "./apply.ts";
import { copyRaw, inPlaceName, writeBack } from "./copy.ts";
import type { OpRecord } from "./record.ts";

/**
 * Calls an op so that its result lands in its first input, and answers that input.
 *
 * Ops with `writesOut` write into it directly; for the others the result is computed first and then copied over. Throws,
 * before anything is changed, where PyTorch does: a leaf (or a view of one) that requires grad, memory that overlaps
 * itself, a result of another shape or of a higher dtype category, a view that may not be written to.
 */
export function applyInPlace<Attrs = undefined>(
  op: OpRecord<Attrs>,
  inputs: readonly Tensor[],
  attrs?: Attrs,
): Tensor {
  const record = op as OpRecord<never>;
  const [self, ...others] = inputs;
  const recorded =
    isRecording() &&
    isFloat(self.dtype) &&
    (inputs.some(requiresGrad) || (self._view !== null && requiresGrad(baseOf(self))));
  checkWritable(inPlaceName(record.name), self, recorded);

  if (!recorded) {
    write(record, unrecorded, self, self, others, attrs as never);
    self.storage.version++;
    return self;
  }
  // Forward sees the input under another name, so that saving it is told apart from saving the result.
  const before = formerly(self);
  // Where it is an operand too, its values are gone afterwards: saving it there must not pass for saving the result.
  const rest = others.map((other) => (other === self ? formerly(self) : other));
  const differentiable = record.backward
    ? record
    : { ...record, backward: () => inputs.map(() => null) };
  const node = new Node(differentiable, attrs, [before, ...rest], before);
  const rewrite = historyOf(self, node, 0, rest);
  const result = write(record, node, self, before, rest, attrs as never);
  self.storage.version++;
  node.written(result, self);
  rewrite();
  return self;
}

/**
 * Prepares what `self`, which is about to be overwritten, gets as its history: `node`, of whose inputs it is the one at
 * `index` and `others` are the rest. Answers what to call after the write. Where the write has happened already,
 * `formerBase` is the base of the view with the history that it had.
 */
export function historyOf(
  self: Tensor,
  node: Node,
  index: number,
  others: readonly Tensor[],
  formerBase: Tensor | null = null,
): () => void {
  const base = baseOf(self);
  if (base === self) return () => setHistory(self, node, 0);
  const op = { ...copySlices, custom: node.op.custom } as OpRecord<never>;
  const rewritten = new Node(op, slicesOf(self, base, node, index), [
    formerBase ?? base,
    ...others,
  ]);
  rewritten.inner = node;
  return () => {
    setHistory(base, rewritten, 0);
    gradFnOf(self);
  };
}

/** The tensor with the history it has now, under another name. */
export function formerly(self: Tensor): Tensor {
  const alias = aliasOf(self);
  alias._node = gradFnOf(self);
  alias._output = self._output;
  return alias;
}

/** Computes and writes; answers the tensor that forward gave, which may be among the saved. */
function write(
  op: OpRecord<never>,
  ctx: Node | typeof unrecorded,
  self: Tensor,
  input: Tensor,
  rest: readonly Tensor[],
  attrs: never,
): Tensor {
  if (op.writesOut) return forwardQuietly(op, ctx, [input, ...rest], attrs, self) as Tensor;
  const result = forwardQuietly(op, ctx, [input, ...rest], attrs) as Tensor;
  if (!sameShape(result.layout.shape, self.layout.shape)) {
    throw new TensorError(
      inPlaceName(op.name),
      `output with shape ${showShape(self.layout.shape)} doesn't match the result's shape ${showShape(result.layout.shape)}; ` +
        `in-place ops cannot change their tensor's shape`,
      { shapes: [self.layout.shape, result.layout.shape] },
    );
  }
  writeBack(op.name, self, result);
  return result;
}

/** Refuses tensors that may not be written to. */
export function checkWritable(op: string, self: Tensor, recorded: boolean): void {
  checkMemory(op, self);
  checkHistory(op, self, recorded);
}

/** Refuses memory that overlaps itself. */
export function checkMemory(op: string, self: Tensor): void {
  if (hasInternalOverlap(self.layout)) {
    throw new TensorError(
      op,
      "unsupported operation: more than one element of the written-to tensor refers to a single memory location " +
        `(shape ${showShape(self.layout.shape)}, strides ${showShape(self.layout.strides)}); clone() the tensor before writing to it`,
      { shapes: [self.layout.shape] },
    );
  }
}

/** Refuses what autograd cannot follow. */
export function checkHistory(op: string, self: Tensor, recorded: boolean): void {
  if (self._inference && !isInferenceModeEnabled()) {
    throw new TensorError(
      op,
      "inplace update to inference tensor outside inferenceMode is not allowed; clone() it first",
    );
  }
  if (!recorded) return;
  if (self._leaf && gradFnOf(self) === null) {
    throw new TensorError(
      op,
      "a leaf Variable that requires grad is being used in an in-place operation; wrap the update in noGrad, or clone() first",
    );
  }
  for (let view = self._view; view; view = parentOf(view)._view) {
    if (view.made !== "grad") throw ambiguous(op, view, "is being");
    const parent = parentOf(view);
    // Or of one that required grad until it was detached in place.
    const wasLeaf = parent._view === null && parent._node === null && requiresGrad(self);
    if (parent._leaf || wasLeaf) {
      throw new TensorError(
        op,
        "a view of a leaf Variable that requires grad is being used in an in-place operation; wrap the update in noGrad, or clone() first",
      );
    }
  }
}

// ---- the base's new history --------------------------------------------------------------------------------------------

interface Slices {
  /** The op that was applied to the view. */
  readonly inner: Node;
  /** Which input of it the view was. */
  readonly index: number;
  /** How the view is taken from the base. */
  readonly views: readonly (readonly [op: OpRecord<never>, attrs: unknown])[];
  readonly base: Layout;
}

function slicesOf(self: Tensor, base: Tensor, inner: Node, index: number): Slices {
  const views: (readonly [OpRecord<never>, unknown])[] = [];
  for (let view = self._view; view; view = parentOf(view)._view)
    views.unshift([view.op, view.attrs]);
  return { inner, index, views, base: base.layout };
}

/** Overwrites `out` with `src`, recorded; the gradient of what was there is zero. */
export const copyInto: OpRecord = {
  name: "copy_",
  params: ["other"],
  node: "CopyBackwards",
  writesOut: true,
  forward(_ctx, [self, src], _attrs, out) {
    return copyRaw(out ?? aliasOf(self), src);
  },
  backward: (ctx, [grad]) => [
    ctx.needs[0] ? zerosIn(contiguousLayout(grad.layout.shape), grad.dtype) : null,
    ctx.needs[1] ? grad : null,
  ],
};

/** The base's node after an op wrote into a view of it: all but the written region passes through. */
const copySlices: OpRecord<Slices> = {
  name: "copySlices",
  params: [],
  node: "CopySlices",
  forward() {
    throw new TensorError("copySlices", "exists only as a node of the graph");
  },
  backward(ctx, [grad], { inner, index, views, base }) {
    // The copy has the base's own strides, so that views which depend on them are taken alike.
    const result = applyInPlace(copyInto, [zerosIn(base, grad.dtype), grad]);
    const region = views.reduce(
      (tensor, [op, attrs]) => apply(op, [tensor], attrs as never),
      result,
    );
    const flat = contiguousLayout(region.layout.shape);
    const upstream = applyInPlace(copyInto, [zerosIn(flat, grad.dtype), region]);
    const others = [...inner.op.backward!(inner, [upstream], inner.attrs as never)];
    const [own] = others.splice(index, 1);
    if (!ctx.needs[0]) return [null, ...others];
    applyInPlace(copyInto, [region, own ?? zerosIn(flat, grad.dtype)]);
    return [result, ...others];
  },
};

function zerosIn(layout: Layout, dtype: DType): Tensor {
  return new Tensor(zeroStorage(dtype, extent(layout)), layout, dtype);
}
