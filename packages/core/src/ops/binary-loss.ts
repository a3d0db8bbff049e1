/** Losses for yes and no, and for probabilities: each class on its own. */
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { broadcastShapes, sameShape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkFloat } from "../op/checks.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { warn } from "../op/warn.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { div } from "./division.ts";
import { exp } from "./exponential.ts";
import { type LossOptions, reducedLoss, type Reduction, reductionOf } from "./loss-reduction.ts";
import { BinaryEntropy, LogitEntropy } from "./pair-loss.ts";
import { mean } from "./reduce.ts";
import { logsigmoid } from "./smooth-activation.ts";
import { xlogy } from "./special.ts";

const F = "torch.nn.functional.";
const legacy = ["sizeAverage", "reduce", "reduction"];
const BinaryCrossEntropy = signature("binaryCrossEntropy", ["target", "weight", ...legacy], {
  torch: `${F}binary_cross_entropy`,
});
const WithLogits = signature(
  "binaryCrossEntropyWithLogits",
  ["target", "weight", ...legacy, "posWeight"],
  { torch: `${F}binary_cross_entropy_with_logits` },
);
const KlDiv = signature("klDiv", ["target", ...legacy, "logTarget"], { torch: `${F}kl_div` });
const SoftMargin = signature("softMarginLoss", ["target", ...legacy], {
  torch: `${F}soft_margin_loss`,
});
const MultilabelSoftMargin = signature(
  "multilabelSoftMarginLoss",
  ["target", "weight", ...legacy],
  {
    torch: `${F}multilabel_soft_margin_loss`,
  },
);

interface TargetOptions extends LossOptions {
  /** What the input should have been. */
  target?: Tensor;
}

interface WeightedOptions extends TargetOptions {
  /** What each element's loss is multiplied by; broadcast. */
  weight?: Tensor | null;
}

/** Prediction and target of one size, both floats. */
function pairOf(op: string, input: Tensor, target: Tensor | undefined): [Tensor, Tensor] {
  const x = checkFloat(op, input);
  const t = checkTensor(op, target, "target");
  const shapes = [x.layout.shape, t.layout.shape];
  if (!sameShape(shapes[0], shapes[1])) {
    throw new TensorError(
      op,
      `target size ${showShape(shapes[1])} must be the same as input size ${showShape(shapes[0])}; give both the same size, with reshape or unsqueeze`,
      { shapes },
    );
  }
  if (!isFloat(t.dtype)) {
    throw new TensorError(
      op,
      `found dtype ${t.dtype} for target but expected ${x.dtype}; result type ${x.dtype} can't be cast to ${t.dtype}: ` +
        `convert it with target.to("${x.dtype}")`,
      { shapes, dtypes: [x.dtype, t.dtype] },
    );
  }
  return [x, t];
}

function weighted(op: string, loss: Tensor, weight: Tensor | null | undefined): Tensor {
  if (!weight) return loss;
  const { shape } = checkTensor(op, weight, "weight").layout;
  const whole = broadcastShapes(op, loss.layout.shape, shape);
  if (!sameShape(whole, loss.layout.shape)) {
    throw new TensorError(
      op,
      `weight of shape ${showShape(shape)} does not broadcast to the loss's shape ${showShape(loss.layout.shape)}`,
      { shapes: [loss.layout.shape, shape] },
    );
  }
  return mul(loss, weight);
}

export type BinaryCrossEntropyOptions = WeightedOptions;

/**
 * The cross entropy of probabilities `input` with targets from 0 to 1. Logarithms are cut at -100.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy.html
 */
export function binaryCrossEntropy(
  input: Tensor,
  target: Tensor | BinaryCrossEntropyOptions,
  weight?: Tensor | null | BinaryCrossEntropyOptions,
  sizeAverage?: boolean | null | BinaryCrossEntropyOptions,
  reduce?: boolean | null | BinaryCrossEntropyOptions,
  reduction?: Reduction | BinaryCrossEntropyOptions,
  options?: BinaryCrossEntropyOptions,
): Tensor {
  const op = "binaryCrossEntropy";
  const args = readArgs<BinaryCrossEntropyOptions>(
    BinaryCrossEntropy,
    target,
    weight,
    sizeAverage,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf(op, args);
  const [x, t] = pairOf(op, input, args.target);
  const outside = firstOutside(x);
  if (outside !== null) {
    throw new TensorError(
      op,
      `all elements of input should be between 0 and 1, got ${outside}; of logits take binaryCrossEntropyWithLogits`,
      { shapes: [x.layout.shape] },
    );
  }
  if (!args.weight) return apply(BinaryEntropy, [x, t], { reduction: how });
  const each = apply(BinaryEntropy, [x, t], { reduction: "none" });
  return reducedLoss(weighted(op, each, args.weight), how);
}

/** The first element that is no probability; NaN passes. */
function firstOutside(x: Tensor): number | null {
  const { storage, layout } = x;
  const values = layout.contiguous
    ? storage.data.subarray(layout.offset, layout.offset + layout.size)
    : x.toTypedArray();
  for (let i = 0; i < values.length; i++) if (values[i] < 0 || values[i] > 1) return values[i];
  return null;
}

export interface BinaryCrossEntropyWithLogitsOptions extends WeightedOptions {
  /** What the loss of positive targets is multiplied by; broadcast, so for each class its own. */
  posWeight?: Tensor | null;
}

/**
 * `binaryCrossEntropy` of sigmoid(`input`), exact where sigmoid would round to 0 or 1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html
 */
export function binaryCrossEntropyWithLogits(
  input: Tensor,
  target: Tensor | BinaryCrossEntropyWithLogitsOptions,
  weight?: Tensor | null | BinaryCrossEntropyWithLogitsOptions,
  sizeAverage?: boolean | null | BinaryCrossEntropyWithLogitsOptions,
  reduce?: boolean | null | BinaryCrossEntropyWithLogitsOptions,
  reduction?: Reduction | BinaryCrossEntropyWithLogitsOptions,
  posWeight?: Tensor | null | BinaryCrossEntropyWithLogitsOptions,
  options?: BinaryCrossEntropyWithLogitsOptions,
): Tensor {
  const op = "binaryCrossEntropyWithLogits";
  const args = readArgs<BinaryCrossEntropyWithLogitsOptions>(
    WithLogits,
    target,
    weight,
    sizeAverage,
    reduce,
    reduction,
    posWeight,
    options,
  );
  const how = reductionOf(op, args);
  const [x, t] = pairOf(op, input, args.target);
  if (!args.weight && !args.posWeight) return apply(LogitEntropy, [x, t], { reduction: how });
  let each: Tensor;
  if (args.posWeight) {
    // log(sigmoid(x)) counts `posWeight` times where the target is 1.
    const positive = weighted(op, t, args.posWeight);
    const both = add(sub(1, t), positive);
    each = sub(mul(sub(1, t), x), mul(both, logsigmoid(x)));
  } else {
    each = apply(LogitEntropy, [x, t], { reduction: "none" });
  }
  return reducedLoss(weighted(op, each, args.weight), how);
}

export interface KlDivOptions extends Omit<TargetOptions, "reduction"> {
  /** `mean` where nothing is said; `batchmean`, by the first size only, is the divergence as mathematics has it. */
  reduction?: Reduction | "batchmean";
  /** Whether `target` holds logarithms, too. */
  logTarget?: boolean;
}

/**
 * Kullback and Leibler's divergence of `target` from the log-probabilities `input`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html
 */
export function klDiv(
  input: Tensor,
  target: Tensor | KlDivOptions,
  sizeAverage?: boolean | null | KlDivOptions,
  reduce?: boolean | null | KlDivOptions,
  reduction?: Reduction | "batchmean" | KlDivOptions,
  logTarget?: boolean | KlDivOptions,
  options?: KlDivOptions,
): Tensor {
  const args = readArgs<KlDivOptions>(
    KlDiv,
    target,
    sizeAverage,
    reduce,
    reduction,
    logTarget,
    options,
  );
  const { reduction: wanted, ...rest } = args;
  const byBatch = wanted === "batchmean";
  const how = byBatch ? "sum" : reductionOf("klDiv", { ...rest, reduction: wanted });
  const x = checkTensor("klDiv", input, "input");
  const t = checkTensor("klDiv", args.target, "target");
  if (!isFloat(x.dtype) || !isFloat(t.dtype)) {
    throw new TensorError(
      "klDiv",
      `integral inputs not supported, got ${x.dtype} and ${t.dtype}; convert with x.to("float32")`,
      { dtypes: [x.dtype, t.dtype] },
    );
  }
  if (how === "mean") {
    warn(
      "klDiv",
      'reduction: "mean" divides the total loss by both the batch size and the support size; "batchmean" divides only by ' +
        "the batch size, and aligns with the divergence's mathematical definition",
    );
  }
  const each = args.logTarget ? mul(exp(t), sub(t, x)) : sub(xlogy(t, t), mul(t, x));
  const loss = reducedLoss(each, how);
  return byBatch ? div(loss, x.layout.shape[0] ?? 1) : loss;
}

export type SoftMarginLossOptions = TargetOptions;

/**
 * `log(1 + e^(-target * input))` for targets 1 and -1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.soft_margin_loss.html
 */
export function softMarginLoss(
  input: Tensor,
  target: Tensor | SoftMarginLossOptions,
  sizeAverage?: boolean | null | SoftMarginLossOptions,
  reduce?: boolean | null | SoftMarginLossOptions,
  reduction?: Reduction | SoftMarginLossOptions,
  options?: SoftMarginLossOptions,
): Tensor {
  const op = "softMarginLoss";
  const args = readArgs<SoftMarginLossOptions>(
    SoftMargin,
    target,
    sizeAverage,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf(op, args);
  const x = checkFloat(op, input);
  const t = checkTensor(op, args.target, "target");
  return reducedLoss(neg(logsigmoid(mul(x, t))), how);
}

export type MultilabelSoftMarginLossOptions = WeightedOptions;

/**
 * The mean over classes (the last dimension) of `binaryCrossEntropyWithLogits`, where `weight` has one for each class.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_soft_margin_loss.html
 */
export function multilabelSoftMarginLoss(
  input: Tensor,
  target: Tensor | MultilabelSoftMarginLossOptions,
  weight?: Tensor | null | MultilabelSoftMarginLossOptions,
  sizeAverage?: boolean | null | MultilabelSoftMarginLossOptions,
  reduce?: boolean | null | MultilabelSoftMarginLossOptions,
  reduction?: Reduction | MultilabelSoftMarginLossOptions,
  options?: MultilabelSoftMarginLossOptions,
): Tensor {
  const op = "multilabelSoftMarginLoss";
  const args = readArgs<MultilabelSoftMarginLossOptions>(
    MultilabelSoftMargin,
    target,
    weight,
    sizeAverage,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf(op, args);
  const x = checkFloat(op, input);
  const t = checkTensor(op, args.target, "target");
  const each = neg(add(mul(t, logsigmoid(x)), mul(sub(1, t), logsigmoid(neg(x)))));
  return reducedLoss(mean(weighted(op, each, args.weight), { dim: -1 }), how);
}
