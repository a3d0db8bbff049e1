/** The loss of labels whose places in time are unknown. */
import { emptyTensor, wrapArray, zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { ctcBackward, ctcForward, type CtcSequence } from "../kernels/ctc.ts";
import { apply } from "../op/apply.ts";
import { checkFloat } from "../op/checks.ts";
import { contiguousRaw } from "../op/copy.ts";
import { notDifferentiable } from "../op/gradients.ts";
import { checkTensor } from "../op/operands.ts";
import { type OpRecord, readArgs, signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { div } from "./division.ts";
import { reducedLoss, type Reduction, reductionOf } from "./loss-reduction.ts";
import { squeeze, unsqueeze } from "./view.ts";

const CtcLoss = signature(
  "ctcLoss",
  ["targets", "inputLengths", "targetLengths", "blank", "reduction", "zeroInfinity"],
  { first: "logProbs", torch: "torch.nn.functional.ctc_loss" },
);

/** A length for each sequence. */
export type Lengths = Tensor | readonly number[] | number;

export interface CtcLossOptions {
  /** The classes of each sequence (int64): padded to one length, or one after the other in one dimension. */
  targets?: Tensor;
  /** How many steps of each sequence count. */
  inputLengths?: Lengths;
  /** How many targets each sequence has. */
  targetLengths?: Lengths;
  /** The class that stands for no label; 0 where nothing is said. */
  blank?: number;
  /** `mean`, the default, first divides each loss by its target's length. */
  reduction?: Reduction;
  /** Take losses of targets too long for their sequence as 0. */
  zeroInfinity?: boolean;
}

interface Batch {
  readonly labels: readonly Float64Array[];
  readonly steps: readonly number[];
  readonly blank: number;
  readonly zeroInfinity: boolean;
}

/** The sequence at `index` of contiguous log-probabilities `[T, N, C]`. */
function sequenceOf(x: Tensor, { labels, steps, blank }: Batch, index: number): CtcSequence {
  const [, batch, classes] = x.layout.shape;
  return {
    y: x.storage.data,
    yo: x.layout.offset + index * classes,
    ts: batch * classes,
    cs: 1,
    steps: steps[index],
    labels: labels[index],
    blank,
  };
}

function alphaFor({ labels, steps }: CtcSequence): Float64Array {
  return new Float64Array(Math.max(steps, 1) * (2 * labels.length + 1));
}

/** The loss of each sequence of `[T, N, C]`. */
const Ctc: OpRecord<Batch> = {
  name: "ctcLoss",
  params: [],
  forward(ctx, [logProbs], attrs) {
    const x = contiguousRaw(logProbs);
    ctx.save(x);
    const out = emptyTensor([attrs.labels.length], x.dtype);
    attrs.labels.forEach((_, i) => {
      const sequence = sequenceOf(x, attrs, i);
      const loss = ctcForward(sequence, alphaFor(sequence));
      out.storage.data[i] = attrs.zeroInfinity && loss === Infinity ? 0 : loss;
    });
    return out;
  },
  backward: (ctx, [grad], attrs) => [apply(CtcSlope, [grad, ctx.saved()[0]], attrs)],
};

const CtcSlope: OpRecord<Batch> = {
  name: "ctcLossBackward",
  params: [],
  forward(_ctx, [grad, x], attrs) {
    const out = zeroTensor(x.layout.shape, x.dtype);
    const [, batch, classes] = x.layout.shape;
    const grads = grad.toTypedArray();
    for (let i = 0; i < batch; i++) {
      const sequence = sequenceOf(x, attrs, i);
      const alpha = alphaFor(sequence);
      const loss = ctcForward(sequence, alpha);
      if (attrs.zeroInfinity && loss === Infinity) continue;
      ctcBackward(sequence, alpha, loss, grads[i], classes, out.storage.data, i * classes);
    }
    return out;
  },
  backward() {
    throw notDifferentiable("ctcLossBackward", "logProbs");
  },
};

function lengthsOf(lengths: Lengths | undefined, name: string, batch: number): number[] {
  const list =
    lengths instanceof Tensor
      ? [...lengths.toTypedArray()]
      : typeof lengths === "number"
        ? [lengths]
        : [...(lengths ?? [])];
  if (list.length === batch) return list;
  throw new TensorError(
    "ctcLoss",
    `${name} must be of size batch_size ${batch}, got ${list.length}`,
  );
}

/** The classes of each sequence, checked. */
function labelsOf(targets: Tensor, lengths: readonly number[]): Float64Array[] {
  const op = "ctcLoss";
  if (isFloat(targets.dtype) || targets.dtype === "bool") {
    throw new TensorError(
      op,
      `expected targets of dtype int64, got ${targets.dtype}: make them with { dtype: "int64" }`,
      { dtypes: [targets.dtype] },
    );
  }
  const { shape } = targets.layout;
  const classes = targets.toTypedArray();
  const shortest = lengths.find((length) => !(length >= 0));
  if (shortest !== undefined) {
    throw new TensorError(op, `expected targetLengths to be at least 0, got ${shortest}`);
  }
  if (shape.length === 1) {
    const total = lengths.reduce((a, b) => a + b, 0);
    if (shape[0] !== total) {
      throw new TensorError(
        op,
        `expected tensor to have size ${total} at dimension 0, but got size ${shape[0]} for argument 'targets': targetLengths sum to ${total}`,
        { shapes: [shape] },
      );
    }
    let at = 0;
    return lengths.map((length) => Float64Array.from(classes.subarray(at, (at += length))));
  }
  const longest = Math.max(0, ...lengths);
  if (shape.length !== 2 || shape[0] !== lengths.length) {
    throw new TensorError(
      op,
      `expected targets of shape [${lengths.length}, ${longest}] or in one dimension, but got ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  if (shape[1] < longest) {
    throw new TensorError(
      op,
      `expected tensor to have size at least ${longest} at dimension 1, but got size ${shape[1]} for argument 'targets'`,
      { shapes: [shape] },
    );
  }
  return lengths.map((length, i) =>
    Float64Array.from(classes.subarray(i * shape[1], i * shape[1] + length)),
  );
}

/**
 * The negative log likelihood of label sequences, whatever the times at which their labels fall.
 *
 * `logProbs` is `[T, N, C]` (or `[T, C]`) and holds logarithms of probabilities: take logSoftmax first, the gradient counts on
 * it. As in PyTorch there is no second derivative.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.ctc_loss.html
 */
export function ctcLoss(
  logProbs: Tensor,
  targets: Tensor | CtcLossOptions,
  inputLengths?: Lengths | CtcLossOptions,
  targetLengths?: Lengths | CtcLossOptions,
  blank?: number | CtcLossOptions,
  reduction?: Reduction | CtcLossOptions,
  zeroInfinity?: boolean | CtcLossOptions,
  options?: CtcLossOptions,
): Tensor {
  const op = "ctcLoss";
  const args = readArgs<CtcLossOptions>(
    CtcLoss,
    targets,
    inputLengths,
    targetLengths,
    blank,
    reduction,
    zeroInfinity,
    options,
  );
  const how = reductionOf(op, args);
  const { shape } = checkFloat(op, logProbs, "logProbs").layout;
  if (shape.length !== 2 && shape.length !== 3) {
    throw new TensorError(
      op,
      `logProbs must be [T, N, C] or [T, C], got shape ${showShape(shape)}`,
      {
        shapes: [shape],
      },
    );
  }
  const batched = shape.length === 3;
  const x = batched ? logProbs : unsqueeze(logProbs, 1);
  const [steps, batch, classes] = x.layout.shape;
  const none = args.blank ?? 0;
  if (!(none >= 0 && none < classes)) {
    throw new TensorError(op, `blank must be in label range: got ${none} for ${classes} classes`);
  }
  const inputs = lengthsOf(args.inputLengths, "inputLengths", batch);
  const tooLong = inputs.find((length) => !(length >= 0 && length <= steps));
  if (tooLong !== undefined) {
    throw new TensorError(
      op,
      `expected inputLengths to have value at most ${steps} (and at least 0), but got value ${tooLong}`,
    );
  }
  const lengths = lengthsOf(args.targetLengths, "targetLengths", batch);
  const labels = labelsOf(checkTensor(op, args.targets, "targets"), lengths);
  const strange = labels.flatMap((row) => [...row]).find((c) => !(c >= 0 && c < classes));
  if (strange !== undefined) {
    throw new TensorError(op, `target ${strange} is out of bounds for ${classes} classes`);
  }
  const losses = apply(Ctc, [x], {
    labels,
    steps: inputs,
    blank: none,
    zeroInfinity: args.zeroInfinity ?? false,
  });
  if (how === "mean") {
    const counts = wrapArray(
      Float64Array.from(lengths, (n) => Math.max(n, 1)),
      [batch],
      "float64",
    );
    return reducedLoss(div(losses, counts.to(losses.dtype)), how);
  }
  return reducedLoss(batched ? losses : squeeze(losses, 0), how);
}
