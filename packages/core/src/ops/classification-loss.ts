/** Losses for classes: of logits or log-probabilities, against classes (int64) or their probabilities. */
import { scalarTensor } from "../alloc.ts";
import { isGradEnabled } from "../autograd/mode.ts";
import { requiresGrad } from "../autograd/node.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { sameShape, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkFloat, checkSameDtype } from "../op/checks.ts";
import { castRaw, contiguousRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { takeAlong } from "./along.ts";
import { add, mul, neg } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { CrossEntropy } from "./cross-entropy.ts";
import { div } from "./division.ts";
import { type LossOptions, type Reduction, reductionOf } from "./loss-reduction.ts";
import { sum } from "./reduce.ts";
import { where } from "./select.ts";
import { LogSoftmax } from "./softmax-rows.ts";
import { reshape, squeeze, unsqueeze } from "./view.ts";

const F = "torch.nn.functional.";
const params = ["target", "weight", "sizeAverage", "ignoreIndex", "reduce", "reduction"];
const NllLoss = signature("nllLoss", params, { torch: `${F}nll_loss` });
const CrossEntropyLoss = signature("crossEntropy", [...params, "labelSmoothing"], {
  torch: `${F}cross_entropy`,
});

export interface NllLossOptions extends LossOptions {
  /** The class of each row, as int64. */
  target?: Tensor;
  /** A weight for each class; means divide by the weights of the targets. */
  weight?: Tensor | null;
  /** Rows with this target do not count; -100 where nothing is said. */
  ignoreIndex?: number;
}

export interface CrossEntropyOptions extends Omit<NllLossOptions, "target"> {
  /** The class of each row, as int64; or, in the input's shape, the probabilities of all classes. */
  target?: Tensor;
  /** The share of each target that goes to all classes alike; 0 where nothing is said. */
  labelSmoothing?: number;
}

// ---- targets and weights -----------------------------------------------------------------------

/** Checked classes, and what they weigh in all. */
interface Classes {
  /** int64, contiguous. */
  readonly targets: Tensor;
  readonly weight: Tensor | null;
  readonly total: number;
}

function classesOf(op: string, input: Tensor, target: Tensor, args: NllLossOptions): Classes {
  const { shape } = input.layout;
  const dim = shape.length === 1 ? 0 : 1;
  checkTargetShape(op, shape, target.layout.shape, dim);
  if (target.dtype !== "int64" && target.dtype !== "uint8") {
    throw new TensorError(
      op,
      `expected scalar type int64 for target but found ${target.dtype}: classes are integers, made with ` +
        `tensor([…], { dtype: "int64" }) or target.to("int64")`,
      { shapes: [shape, target.layout.shape], dtypes: [input.dtype, target.dtype] },
    );
  }
  const weight = args.weight ? checkWeight(op, input, args.weight, shape[dim]) : null;
  if (weight) refuseGradient(op, weight);
  const targets = contiguousRaw(castRaw(target, "int64"));
  const weights = weight?.toTypedArray();
  const { data } = targets.storage;
  const ignored = args.ignoreIndex ?? -100;
  const from = targets.layout.offset;
  let total = 0;
  for (let i = from; i < from + targets.layout.size; i++) {
    const value = data[i];
    if (value === ignored) continue;
    if (!(value >= 0 && value < shape[dim])) {
      throw new TensorError(
        op,
        `target ${value} is out of bounds: input of shape ${showShape(shape)} has the classes 0 to ${shape[dim] - 1}`,
        { shapes: [shape, target.layout.shape] },
      );
    }
    total += weights ? weights[value] : 1;
  }
  return { targets, weight, total };
}

function checkTargetShape(op: string, shape: Shape, own: Shape, dim: number): void {
  const facts = { shapes: [shape, own] };
  if (shape.length === 0) {
    throw new TensorError(
      op,
      "expected 1 or more dimensions (got 0): one of them is for the classes",
      facts,
    );
  }
  const expected = shape.filter((_, d) => d !== dim);
  if (sameShape(expected, own)) return;
  const sizes = `input ${showShape(shape)} wants target size ${showShape(expected)}, got ${showShape(own)}`;
  if (shape.length > 1 && own.length > 0 && own[0] !== shape[0]) {
    throw new TensorError(
      op,
      `expected input batch_size (${shape[0]}) to match target batch_size (${own[0]}): ${sizes}`,
      facts,
    );
  }
  if (shape.length <= 2 && own.length > 1) {
    throw new TensorError(
      op,
      `0D or 1D target tensor expected, multi-target not supported: ${sizes}`,
      facts,
    );
  }
  if (shape.length === 4 && own.length !== 3) {
    throw new TensorError(
      op,
      `only batches of spatial targets supported (3D tensors) but got targets of dimension: ${own.length}: ${sizes}`,
      facts,
    );
  }
  throw new TensorError(
    op,
    `size mismatch: expected target size ${showShape(expected)}, got target ${showShape(own)} for input ${showShape(shape)}`,
    facts,
  );
}

function checkWeight(op: string, input: Tensor, weight: Tensor, classes: number): Tensor {
  checkTensor(op, weight, "weight");
  const { shape } = weight.layout;
  if (shape.length !== 1 || shape[0] !== classes) {
    throw new TensorError(
      op,
      `weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${showShape(shape)}`,
      { shapes: [input.layout.shape, shape] },
    );
  }
  return checkSameDtype(op, weight, input.dtype, "weight");
}

/** Beside classes the weights are constants, as in PyTorch. */
function refuseGradient(op: string, weight: Tensor): void {
  if (!isGradEnabled() || !requiresGrad(weight)) return;
  throw new TensorError(op, 'not differentiable with respect to argument "weight"; detach() it');
}

// ---- nllLoss -----------------------------------------------------------------------------------

/**
 * The negative log likelihood of the target classes, given log-probabilities: dimension 1 has the classes (dimension 0 of
 * a single row), all others are rows.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html
 */
export function nllLoss(
  input: Tensor,
  target: Tensor | NllLossOptions,
  weight?: Tensor | null | NllLossOptions,
  sizeAverage?: boolean | null | NllLossOptions,
  ignoreIndex?: number | NllLossOptions,
  reduce?: boolean | null | NllLossOptions,
  reduction?: Reduction | NllLossOptions,
  options?: NllLossOptions,
): Tensor {
  const args = readArgs<NllLossOptions>(
    NllLoss,
    target,
    weight,
    sizeAverage,
    ignoreIndex,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf("nllLoss", args);
  const x = checkFloat("nllLoss", input);
  const classes = classesOf("nllLoss", x, checkTensor("nllLoss", args.target, "target"), args);
  const { targets, total } = classes;
  const dim = x.layout.shape.length === 1 ? 0 : 1;
  const ignored = eq(targets, args.ignoreIndex ?? -100);
  const places = where(ignored, scalarTensor(0, "int64"), targets);
  const picked = squeeze(takeAlong(x, unsqueeze(places, dim), dim), dim);
  const weights = classes.weight
    ? reshape(weightsAt(classes.weight, places), targets.layout.shape)
    : 1;
  const losses = where(ignored, 0, neg(mul(picked, weights)));
  if (how === "none") return losses;
  const all = sum(losses);
  return how === "mean" ? div(all, total) : all;
}

/** The weight of each place, flat. */
function weightsAt(weight: Tensor, places: Tensor): Tensor {
  return takeAlong(weight, reshape(places, -1), 0);
}

// ---- crossEntropy ------------------------------------------------------------------------------

/**
 * The cross entropy of the distribution that softmax makes of the logits `input` with the target: dimension 1 has the
 * classes (dimension 0 of a single row), all others are rows. Targets are classes (int64), or probabilities in the
 * input's shape.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
 */
export function crossEntropy(
  input: Tensor,
  target: Tensor | CrossEntropyOptions,
  weight?: Tensor | null | CrossEntropyOptions,
  sizeAverage?: boolean | null | CrossEntropyOptions,
  ignoreIndex?: number | CrossEntropyOptions,
  reduce?: boolean | null | CrossEntropyOptions,
  reduction?: Reduction | CrossEntropyOptions,
  labelSmoothing?: number | CrossEntropyOptions,
  options?: CrossEntropyOptions,
): Tensor {
  const op = "crossEntropy";
  const args = readArgs<CrossEntropyOptions>(
    CrossEntropyLoss,
    target,
    weight,
    sizeAverage,
    ignoreIndex,
    reduce,
    reduction,
    labelSmoothing,
    options,
  );
  const how = reductionOf(op, args);
  const smoothing = args.labelSmoothing ?? 0;
  if (!(smoothing >= 0 && smoothing <= 1)) {
    throw new TensorError(op, `labelSmoothing must be between 0.0 and 1.0. Got: ${smoothing}`);
  }
  const x = checkFloat(op, input);
  const t = checkTensor(op, args.target, "target");
  const { shape } = x.layout;
  if (shape.length > 0 && sameShape(shape, t.layout.shape)) {
    return ofProbabilities(x, t, how, smoothing, args);
  }
  const { targets, weight: weights, total } = classesOf(op, x, t, args);
  const inputs = weights ? [x, targets, weights] : [x, targets];
  return apply(CrossEntropy, inputs, {
    dim: shape.length === 1 ? 0 : 1,
    reduction: how,
    ignored: args.ignoreIndex ?? -100,
    smoothing,
    total,
  });
}

function ofProbabilities(
  x: Tensor,
  target: Tensor,
  reduction: Reduction,
  smoothing: number,
  { weight, ignoreIndex = -100 }: CrossEntropyOptions,
): Tensor {
  const op = "crossEntropy";
  const { shape } = x.layout;
  const dim = shape.length === 1 ? 0 : 1;
  if (!isFloat(target.dtype)) {
    throw new TensorError(
      op,
      `expected floating point type for target with class probabilities, got ${target.dtype}: a target in the input's shape ` +
        `${showShape(shape)} has the probabilities of all classes`,
      { shapes: [shape, target.layout.shape], dtypes: [x.dtype, target.dtype] },
    );
  }
  if (ignoreIndex >= 0) {
    throw new TensorError(op, "ignoreIndex is not supported for floating point target");
  }
  const classes = shape[dim];
  let shares = smoothing > 0 ? add(mul(target, 1 - smoothing), smoothing / classes) : target;
  if (weight) {
    const own = checkWeight(op, x, weight, classes);
    shares = mul(shares, reshape(own, [classes, ...shape.slice(dim + 1).map(() => 1)]));
  }
  const terms = mul(apply(LogSoftmax, [x], dim), shares);
  if (reduction === "none") return neg(sum(terms, dim));
  const all = neg(sum(terms));
  return reduction === "sum" ? all : div(all, x.layout.size / classes);
}
