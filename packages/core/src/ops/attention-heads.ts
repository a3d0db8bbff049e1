/** Attention once its arguments are read: all heads in one kernel, or, where that cannot say it, in ops. */
import { emptyTensor, reusedTensor } from "../alloc.ts";
import { isRecording } from "../autograd/mode.ts";
import { requiresGrad } from "../autograd/node.ts";
import type { Attention, AttentionBackward, Matrices } from "../kernels/attention-types.ts";
import { type KernelSlot, kernelSlot, slotKernel } from "../kernels/table.ts";
import {
  expandLayout,
  type Layout,
  permuteLayout,
  sameShape,
  sizeOf,
  stridedLayout,
} from "../layout.ts";
import { apply } from "../op/apply.ts";
import { eachOfBatch } from "../op/batch.ts";
import { contiguousRaw } from "../op/copy.ts";
import type { OpRecord } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { dropout } from "./dropout.ts";
import { cat } from "./join.ts";
import { matmul } from "./matmul.ts";
import { sum } from "./reduce.ts";
import { softmax } from "./softmax.ts";
import { chunk } from "./split.ts";
import { flatten, permute, transpose, unflatten } from "./view.ts";

const forwardKernel: KernelSlot<Attention> = kernelSlot<Attention>("attention");
const backwardKernel: KernelSlot<AttentionBackward> =
  kernelSlot<AttentionBackward>("attentionBackward");

/** Heads of one shape, `[…, L, E]`, `[…, S, E]` and `[…, S, Ev]`, and perhaps a mask, which has no gradient. */
const Heads: OpRecord<number> = {
  name: "scaledDotProductAttention",
  params: [],
  forward(ctx, [query, key, value, mask], scale) {
    const [q, k, v] = [query, key, value].map(adjoining);
    const { shape } = query.layout;
    const [queries, keys] = [shape.at(-2)!, key.layout.shape.at(-2)!];
    const out = arrangedAs(query, value.layout.shape.at(-1)!);
    const weights = reusedTensor([...shape.slice(0, -1), keys], query.dtype);
    slotKernel(forwardKernel, query.dtype)(
      sizesOf(q, v, scale),
      matrices(q),
      matrices(k),
      matrices(v),
      mask && maskMatrices(mask, [...shape.slice(0, -2), queries, keys]),
      weights.storage.data,
      matrices(out),
    );
    ctx.save(query, key, value, mask ?? null, weights);
    ctx.reuse(weights);
    return out;
  },
  backward(ctx, [grad], scale) {
    const [query, key, value, mask, weights] = ctx.saved();
    if (isRecording()) return [...slopesInOps(query, key, value, mask, scale, grad), null];
    const [q, k, v, g] = [query, key, value, grad].map(adjoining);
    const [dq, dk, dv] = [query, key, value].map((x) => arrangedAs(x, x.layout.shape.at(-1)!));
    slotKernel(backwardKernel, query.dtype)(
      sizesOf(q, v, scale),
      matrices(q),
      matrices(k),
      matrices(v),
      weights.storage.data,
      matrices(g),
      matrices(dq),
      matrices(dk),
      matrices(dv),
    );
    return [dq, dk, dv, null];
  },
};

/** Which of the first two dimensions is the sequence's; the other is the batch's. */
export type SequenceDim = 0 | 1;

/** `[L, N, E]` or `[N, L, E]` as `[N, heads, L, E / heads]`, a view. */
export function splitHeads(x: Tensor, heads: number, sequence: SequenceDim): Tensor {
  const order = sequence === 1 ? [0, 2, 1, 3] : [1, 2, 0, 3];
  return permute(unflatten(x, -1, [heads, x.layout.shape[2] / heads]), order);
}

/** The reverse of `splitHeads`. */
export function joinHeads(x: Tensor, sequence: SequenceDim): Tensor {
  const order = sequence === 1 ? [0, 2, 1, 3] : [2, 0, 1, 3];
  return flatten(permute(x, order), -2);
}

export interface PackedAttrs {
  readonly heads: number;
  readonly sequence: SequenceDim;
  readonly scale: number;
}

/**
 * Queries, keys and values side by side, `[L, N, 3 E]` or `[N, L, 3 E]`, as one product makes them, and perhaps a mask: to
 * `[L, N, E]` or `[N, L, E]`. The gradient is written where it belongs, so that nothing is split or joined.
 */
const PackedHeads: OpRecord<PackedAttrs> = {
  name: "packedAttention",
  params: [],
  forward(ctx, [packed, mask], attrs) {
    const x = contiguousRaw(packed);
    const { shape } = x.layout;
    const [q, k, v] = partsOf(x, 3, attrs);
    const out = emptyTensor([shape[0], shape[1], shape[2] / 3], x.dtype);
    const [batch, heads, length] = q.layout.shape;
    const weights = reusedTensor([batch, heads, length, length], x.dtype);
    slotKernel(forwardKernel, x.dtype)(
      sizesOf(q, v, attrs.scale),
      matrices(q),
      matrices(k),
      matrices(v),
      mask && maskMatrices(mask, weights.layout.shape),
      weights.storage.data,
      matrices(partsOf(out, 1, attrs)[0]),
    );
    ctx.save(packed, mask ?? null, weights);
    ctx.reuse(weights);
    return out;
  },
  backward(ctx, [grad], attrs) {
    const [packed, mask, weights] = ctx.saved();
    if (isRecording()) return [packedSlopeInOps(packed, mask, grad, attrs), null];
    const x = contiguousRaw(packed);
    const slope = emptyTensor(x.layout.shape, x.dtype);
    const [q, k, v] = partsOf(x, 3, attrs).map(matrices);
    const [dq, dk, dv] = partsOf(slope, 3, attrs);
    const [g] = partsOf(contiguousRaw(grad), 1, attrs);
    slotKernel(backwardKernel, x.dtype)(
      sizesOf(dq, dv, attrs.scale),
      q,
      k,
      v,
      weights.storage.data,
      matrices(g),
      matrices(dq),
      matrices(dk),
      matrices(dv),
    );
    return [slope, null];
  },
};

/** A tensor's memory and how it lies there. */
type Placed = Pick<Tensor, "layout" | "storage">;

/** Each of `count` parts of a contiguous tensor's last dimension as `[batch, heads, sequence, features of a head]`. */
function partsOf({ layout, storage }: Tensor, count: number, attrs: PackedAttrs): Placed[] {
  const { shape, strides, offset } = layout;
  const { heads, sequence } = attrs;
  const features = shape[2] / count;
  const width = features / heads;
  const batch = 1 - sequence;
  return Array.from({ length: count }, (_, i) => ({
    layout: stridedLayout(
      [shape[batch], heads, shape[sequence], width],
      [strides[batch], width, strides[sequence], 1],
      offset + i * features,
    ),
    storage,
  }));
}

/** The gradient of all three, in ops, which have gradients in their turn. */
function packedSlopeInOps(
  packed: Tensor,
  mask: Tensor | null,
  grad: Tensor,
  { heads, sequence, scale }: PackedAttrs,
): Tensor {
  const [query, key, value, toOut] = [...chunk(packed, 3, -1), grad].map((x) =>
    splitHeads(x, heads, sequence),
  );
  const slopes = slopesInOps(query, key, value, mask, scale, toOut);
  return cat(
    slopes.map((slope) => joinHeads(slope, sequence)),
    -1,
  );
}

function sizesOf({ layout: { shape } }: Placed, { layout }: Placed, scale: number) {
  const [queries, width] = shape.slice(-2);
  const [keys, valueWidth] = layout.shape.slice(-2);
  return { queries, keys, width, valueWidth, scale };
}

/** The tensor, or a copy in which the elements of a row adjoin. */
function adjoining(x: Tensor): Tensor {
  const { shape, strides } = x.layout;
  return shape.at(-1) === 1 || strides.at(-1) === 1 ? x : contiguousRaw(x);
}

function matrices({ layout, storage }: Placed): Matrices {
  return { data: storage.data, at: startsOf(layout), step: layout.strides.at(-2)! };
}

function maskMatrices(mask: Tensor, shape: readonly number[]) {
  const layout = expandLayout(mask.layout, shape) as Layout;
  return {
    data: mask.storage.data,
    at: startsOf(layout),
    step: layout.strides.at(-2)!,
    columnStep: layout.strides.at(-1)!,
  };
}

/** Where each matrix begins. */
function startsOf(layout: Layout): number[] {
  const at: number[] = [];
  eachOfBatch(layout.shape.slice(0, -2), [layout], 2, ([offset]) => at.push(offset));
  return at;
}

/**
 * A fresh tensor with `x`'s dimensions but the last, in the order in which they lie in x: heads that were views of one row go
 * back into it without a copy.
 */
function arrangedAs(x: Tensor, width: number): Tensor {
  const { shape, strides } = x.layout;
  const last = shape.length - 1;
  const order = shape
    .map((_, d) => d)
    .sort((a, b) => {
      if (a === last || b === last) return a === last ? 1 : -1;
      return strides[b] - strides[a] || a - b;
    });
  const sizes = order.map((d) => (d === last ? width : shape[d]));
  const dense = emptyTensor(sizes, x.dtype);
  const back = shape.map((_, d) => order.indexOf(d));
  return viewOf(dense, permuteLayout(dense.layout, back));
}

/** `softmax(query keyᵀ scale + mask)`. */
function weightsInOps(query: Tensor, key: Tensor, mask: Tensor | null, scale: number): Tensor {
  // Scaling the queries costs less than scaling the scores.
  const scores = matmul(mul(query, scale), transpose(key, -2, -1));
  return softmax(mask ? add(scores, mask) : scores, { dim: -1 });
}

/** The gradients, in ops, which have gradients in their turn. */
function slopesInOps(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  mask: Tensor | null,
  scale: number,
  grad: Tensor,
): Tensor[] {
  const weights = weightsInOps(query, key, mask, scale);
  const toWeights = matmul(grad, transpose(value, -2, -1));
  const shared = sum(mul(toWeights, weights), { dim: -1, keepdim: true });
  const toScores = mul(mul(weights, sub(toWeights, shared)), scale);
  return [
    matmul(toScores, key),
    matmul(transpose(toScores, -2, -1), query),
    matmul(transpose(weights, -2, -1), grad),
  ];
}

/** `dropout(softmax(query keyᵀ scale + mask)) value`. */
export function attend(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  mask: Tensor | null,
  scale: number,
  dropoutP: number,
): Tensor {
  const [q, k, v] = [query, key, value].map(({ layout: { shape } }) => shape);
  const [batch, queries, keys] = [q.slice(0, -2), q.at(-2)!, k.at(-2)!];
  const fits =
    sameShape(batch, k.slice(0, -2)) &&
    sameShape(batch, v.slice(0, -2)) &&
    q.at(-1) === k.at(-1) &&
    keys === v.at(-2) &&
    sizeOf(q) > 0 &&
    sizeOf(v) > 0 &&
    (!mask ||
      (!requiresGrad(mask) && expandLayout(mask.layout, [...batch, queries, keys]) !== null));
  if (dropoutP === 0 && fits) {
    return apply(Heads, mask ? [query, key, value, mask] : [query, key, value], scale);
  }
  const weights = weightsInOps(query, key, mask, scale);
  return matmul(dropoutP > 0 ? dropout(weights, dropoutP) : weights, value);
}

/**
 * `softmax(query keyᵀ scale + mask) value` of queries, keys and values side by side in the last dimension, which are one tensor's
 * projections. A mask broadcasts to `[batch, heads, L, L]` and has no gradient; there are some elements.
 */
export function attendPacked(packed: Tensor, mask: Tensor | null, attrs: PackedAttrs): Tensor {
  return apply(PackedHeads, mask ? [packed, mask] : [packed], attrs);
}
