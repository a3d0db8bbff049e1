/** Cross entropy of logits with classes, as a record: log-softmax and the choice of the class in one, backward in one. */
import { emptyTensor, fullTensor, wrapArray } from "../alloc.ts";
import type { CrossEntropy as Kernel, CrossEntropyBackward } from "../kernels/fused-types.ts";
import { kernelSlot, type Reduce2d, slotKernel } from "../kernels/table.ts";
import { apply } from "../op/apply.ts";
import { contiguousRaw } from "../op/copy.ts";
import { withHistoryOf } from "../op/history.ts";
import type { OpRecord } from "../op/record.ts";
import { reduceRaw } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { mul, sub } from "./arithmetic.ts";
import { div } from "./division.ts";
import type { Reduction } from "./loss-reduction.ts";
import { sum } from "./reduce.ts";
import { eachRowRun, logSoftmaxRows, Softmax, softmaxSlope } from "./softmax-rows.ts";
import { unsqueeze } from "./view.ts";

export interface CrossEntropyAttrs {
  /** The dimension of the classes. */
  readonly dim: number;
  readonly reduction: Reduction;
  /** Rows of this class do not count. */
  readonly ignored: number;
  /** The share of each target that goes to all classes alike. */
  readonly smoothing: number;
  /** The weights of the targets that count, summed. */
  readonly total: number;
}

const sums = kernelSlot<Reduce2d>("sum");
const forwardKernels = kernelSlot<Kernel>("crossEntropy");
const backwardKernels = kernelSlot<CrossEntropyBackward>("crossEntropyBackward");

const noWeights = { float32: new Float32Array(0), float64: new Float64Array(0) };

function weightsOf(weight: Tensor | undefined, dtype: Tensor["dtype"]): Tensor["storage"]["data"] {
  if (weight) {
    const { storage, layout } = contiguousRaw(weight);
    return storage.data.subarray(layout.offset, layout.offset + layout.size);
  }
  return dtype === "float64" ? noWeights.float64 : noWeights.float32;
}

/**
 * Of logits, classes (int64, checked, contiguous) and the classes' weights, if any.
 *
 * See NOTE [Shifted logits] for what is saved.
 */
export const CrossEntropy: OpRecord<CrossEntropyAttrs> = {
  name: "crossEntropy",
  params: [],
  forward(ctx, [x, targets, weight], { dim, reduction, ignored, smoothing, total }) {
    const y = logSoftmaxRows(x, dim);
    ctx.save(withHistoryOf(x, y), targets, weight ?? null);
    const losses = emptyTensor(targets.layout.shape, x.dtype);
    const kernel = slotKernel(forwardKernels, x.dtype);
    const classes = targets.storage.data as Float64Array;
    const weights = weightsOf(weight, x.dtype);
    const [from, to] = [y.storage.data, losses.storage.data];
    let row = 0;
    eachRowRun(y.layout, dim, (rows, cols, at, rs, cs) => {
      const place = targets.layout.offset + row;
      kernel(rows, cols, from, at, rs, cs, classes, place, ignored, weights, smoothing, to, row);
      row += rows;
    });
    if (reduction === "none") return losses;
    const all = reduceRaw(sums, losses, [...losses.layout.shape.keys()], false, x.dtype);
    if (reduction === "mean") all.storage.data[0] /= total;
    return all;
  },
  backward(ctx, [grad], attrs) {
    const [x, targets, weight] = ctx.saved();
    const each = attrs.reduction === "mean" ? div(grad, attrs.total) : grad;
    const inputs = weight ? [each, x, targets, weight] : [each, x, targets];
    return [apply(Slope, inputs, attrs), null, null];
  },
};

/** Of the gradient of each row (or one for all), the shifted logits, the classes and their weights. */
const Slope: OpRecord<CrossEntropyAttrs> = {
  name: "crossEntropyBackward",
  params: [],
  forward(ctx, [grad, y, targets, weight], { dim, ignored, smoothing }) {
    ctx.save(grad, y, targets, weight ?? null);
    const kernel = slotKernel(backwardKernels, y.dtype);
    const g = contiguousRaw(grad);
    const step = g.layout.shape.length === targets.layout.shape.length && g.layout.size > 1 ? 1 : 0;
    const out = emptyTensor(y.layout.shape, y.dtype);
    const classes = targets.storage.data as Float64Array;
    const weights = weightsOf(weight, y.dtype);
    const [from, along, to] = [y.storage.data, g.storage.data, out.storage.data];
    let row = 0;
    eachRowRun(y.layout, dim, (rows, cols, at, rs, cs) => {
      const place = targets.layout.offset + row;
      const go = g.layout.offset + row * step;
      kernel(
        rows,
        cols,
        from,
        at,
        rs,
        cs,
        classes,
        place,
        ignored,
        weights,
        smoothing,
        along,
        go,
        step,
        to,
        at,
      );
      row += rows;
    });
    return out;
  },
  backward(ctx, [outer], attrs) {
    const [grad, x, targets, weight] = ctx.saved();
    const { dim } = attrs;
    const [toGrad, toX] = ctx.needs;
    const p = apply(Softmax, [x], dim);
    const [shares, whole] = targetShares(x, targets, weight, attrs);
    const perRow = grad.layout.shape.length === targets.layout.shape.length;
    const g = perRow ? unsqueeze(grad, dim) : grad;
    return [
      toGrad ? sum(mul(outer, sub(mul(p, whole), shares)), { dim }) : null,
      toX ? softmaxSlope(mul(outer, mul(g, whole)), p, dim) : null,
      null,
      null,
    ];
  },
};

/** How much of each class each row's target is, weighted, and how much that is in all. */
function targetShares(
  x: Tensor,
  targets: Tensor,
  weight: Tensor | null,
  { dim, ignored, smoothing }: CrossEntropyAttrs,
): [shares: Tensor, whole: Tensor] {
  const { shape } = x.layout;
  const shares = fullTensor(shape, 0, x.dtype);
  const whole = new Float64Array(targets.layout.size);
  const weights = weight ? weight.toTypedArray() : new Float64Array(shape[dim]).fill(1);
  const classes = targets.toTypedArray();
  let row = 0;
  eachRowRun(shares.layout, dim, (rows, cols, at, rs, cs) => {
    for (let i = 0; i < rows; i++, row++) {
      if (classes[row] === ignored) continue;
      for (let j = 0; j < cols; j++) {
        const own = j === classes[row] ? 1 - smoothing : 0;
        const share = (own + smoothing / cols) * weights[j];
        shares.storage.data[at + i * rs + j * cs] = share;
        whole[row] += share;
      }
    }
  });
  const kept = shape.map((size, d) => (d === dim ? 1 : size));
  return [shares, wrapArray(whole, kept, "float64").to(x.dtype)];
}
