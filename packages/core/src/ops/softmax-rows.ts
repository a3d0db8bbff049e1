/** softmax and log-softmax along a dimension, as records: one loop forward, one backward. */
import { emptyTensor } from "../alloc.ts";
import {
  type KernelSlot,
  kernelSlot,
  slotKernel,
  type Softmax as SoftmaxKernel,
  type SoftmaxBackward,
} from "../kernels/table.ts";
import type { Layout } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { contiguousRaw } from "../op/copy.ts";
import { defineOp, type OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul, sub } from "./arithmetic.ts";
import { exp } from "./exponential.ts";
import { sum } from "./reduce.ts";

/**
 * Calls `body` for each run of rows along `dim` that one stride walks, in a tensor that is contiguous: `at` is where it
 * starts, `cs` the step within a row. Rows are `rs` apart.
 */
export function eachRowRun(
  { shape, size }: Layout,
  dim: number,
  body: (rows: number, cols: number, at: number, rs: number, cs: number) => void,
): void {
  if (size === 0) return;
  const cols = shape[dim] ?? 1;
  const inner = shape.slice(dim + 1).reduce((n, s) => n * s, 1);
  if (inner === 1) {
    body(size / cols, cols, 0, cols, 1);
    return;
  }
  for (let at = 0; at < size; at += cols * inner) body(inner, cols, at, 1, inner);
}

function forwardRows(slot: KernelSlot<SoftmaxKernel>, input: Tensor, dim: number): Tensor {
  const kernel = slotKernel(slot, input.dtype);
  const x = contiguousRaw(input);
  const y = emptyTensor(input.layout.shape, input.dtype);
  const [from, to] = [x.storage.data, y.storage.data];
  const { offset } = x.layout;
  eachRowRun(y.layout, dim, (rows, cols, at, rs, cs) =>
    kernel(rows, cols, from, offset + at, rs, cs, to, at, rs, cs),
  );
  return y;
}

function backwardRows(
  slot: KernelSlot<SoftmaxBackward>,
  grad: Tensor,
  result: Tensor,
  dim: number,
): Tensor {
  const kernel = slotKernel(slot, result.dtype);
  const [g, y] = [contiguousRaw(grad), contiguousRaw(result)];
  const out = emptyTensor(result.layout.shape, result.dtype);
  const [from, along, to] = [g.storage.data, y.storage.data, out.storage.data];
  const [go, yo] = [g.layout.offset, y.layout.offset];
  eachRowRun(out.layout, dim, (rows, cols, at, rs, cs) =>
    kernel(rows, cols, from, go + at, rs, cs, along, yo + at, rs, cs, to, at, rs, cs),
  );
  return out;
}

const softmaxKernels = kernelSlot<SoftmaxKernel>("softmax");
const logSoftmaxKernels = kernelSlot<SoftmaxKernel>("logSoftmax");
const softmaxBackwardKernels = kernelSlot<SoftmaxBackward>("softmaxBackward");
const logSoftmaxBackwardKernels = kernelSlot<SoftmaxBackward>("logSoftmaxBackward");

/** `y (grad - Σ grad y)`. */
const SoftmaxGrad: OpRecord<number> = {
  name: "softmaxBackward",
  params: [],
  forward(ctx, [grad, y], dim) {
    ctx.save(grad, y);
    return backwardRows(softmaxBackwardKernels, grad, y, dim);
  },
  backward(ctx, [outer], dim) {
    const [grad, y] = ctx.saved();
    const [toGrad, toY] = ctx.needs;
    const along = (a: Tensor, b: Tensor): Tensor => sum(mul(a, b), { dim, keepdim: true });
    return [
      toGrad ? apply(SoftmaxGrad, [outer, y], dim) : null,
      toY ? sub(mul(outer, sub(grad, along(grad, y))), mul(grad, along(outer, y))) : null,
    ];
  },
};

/** `grad - e^y Σ grad`. */
const LogSoftmaxGrad: OpRecord<number> = {
  name: "logSoftmaxBackward",
  params: [],
  forward(ctx, [grad, y], dim) {
    ctx.save(grad, y);
    return backwardRows(logSoftmaxBackwardKernels, grad, y, dim);
  },
  backward(ctx, [outer], dim) {
    const [grad, y] = ctx.saved();
    const [toGrad, toY] = ctx.needs;
    const weighted = mul(outer, exp(y));
    return [
      toGrad ? sub(outer, sum(weighted, { dim, keepdim: true })) : null,
      toY ? mul(weighted, sum(grad, { dim, keepdim: true })).neg() : null,
    ];
  },
};

/** The values of log-softmax along a dimension, unrecorded. */
export function logSoftmaxRows(x: Tensor, dim: number): Tensor {
  return forwardRows(logSoftmaxKernels, x, dim);
}

/** What the gradient of softmax's result `y` is for its logits. */
export function softmaxSlope(grad: Tensor, y: Tensor, dim: number): Tensor {
  return apply(SoftmaxGrad, [grad, y], dim);
}

/** softmax of floats along a dimension. */
export const Softmax: OpRecord<number> = defineOp<number>({
  name: "softmax",
  params: ["dim", "dtype"],
  forward(ctx, [x], dim) {
    const y = forwardRows(softmaxKernels, x, dim);
    ctx.save(y);
    return y;
  },
  backward: (ctx, [grad], dim) => [apply(SoftmaxGrad, [grad, ctx.saved()[0]], dim)],
});

/** log-softmax of floats along a dimension. */
export const LogSoftmax: OpRecord<number> = defineOp<number>({
  name: "logSoftmax",
  params: ["dim", "dtype"],
  forward(ctx, [x], dim) {
    const y = forwardRows(logSoftmaxKernels, x, dim);
    ctx.save(y);
    return y;
  },
  backward: (ctx, [grad], dim) => [apply(LogSoftmaxGrad, [grad, ctx.saved()[0]], dim)],
});
