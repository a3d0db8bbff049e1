/** Losses for numbers: distances of a prediction from its target. */
import { showShape, TensorError } from "../errors.ts";
import { broadcastShapes, sameShape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkFloat, refuseBooleans } from "../op/checks.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, type Signature, signature } from "../op/record.ts";
import { warn } from "../op/warn.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { clamp } from "./clamp.ts";
import { le } from "./compare.ts";
import { div } from "./division.ts";
import { exp, log } from "./exponential.ts";
import { type LossOptions, reducedLoss, type Reduction, reductionOf } from "./loss-reduction.ts";
import { Absolute, Huber, lossDtype, Smooth, Squared } from "./pair-loss.ts";
import { square } from "./power.ts";
import { where } from "./select.ts";
import { unsqueeze } from "./view.ts";

const F = "torch.nn.functional.";
const legacy = ["sizeAverage", "reduce", "reduction"];

const MseLoss = signature("mseLoss", ["target", ...legacy], { torch: `${F}mse_loss` });
const L1Loss = signature("l1Loss", ["target", ...legacy], { torch: `${F}l1_loss` });
const SmoothL1Loss = signature("smoothL1Loss", ["target", ...legacy, "beta"], {
  torch: `${F}smooth_l1_loss`,
});
const HuberLoss = signature("huberLoss", ["target", "reduction", "delta"], {
  torch: `${F}huber_loss`,
});

/** Both tensors; a target of another shape is broadcast, with a warning, as it is hardly meant. */
function pairOf(op: Signature, input: Tensor, target: Tensor | undefined): [Tensor, Tensor] {
  const x = checkTensor(op.name, input, "input");
  const t = checkTensor(op.name, target, "target");
  const [a, b] = [x.layout.shape, t.layout.shape];
  lossDtype(op.name, x, t);
  broadcastShapes(op.name, a, b);
  if (!sameShape(a, b)) {
    warn(
      op.name,
      `target size ${showShape(b)} differs from input size ${showShape(a)}: broadcasting will likely lead to incorrect ` +
        "results; give both the same size, with reshape or unsqueeze",
    );
  }
  return [x, t];
}

interface TargetOptions extends LossOptions {
  /** What the input should have been. */
  target?: Tensor;
}

export type MseLossOptions = TargetOptions;
export type L1LossOptions = TargetOptions;

/**
 * The mean (or sum) of squared differences of `input` and `target`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html
 */
export function mseLoss(
  input: Tensor,
  target: Tensor | MseLossOptions,
  sizeAverage?: boolean | null | MseLossOptions,
  reduce?: boolean | null | MseLossOptions,
  reduction?: Reduction | MseLossOptions,
  options?: MseLossOptions,
): Tensor {
  const args = readArgs<MseLossOptions>(MseLoss, target, sizeAverage, reduce, reduction, options);
  const attrs = { reduction: reductionOf("mseLoss", args) };
  return apply(Squared, pairOf(MseLoss, input, args.target), attrs);
}

/**
 * The mean (or sum) of absolute differences of `input` and `target`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html
 */
export function l1Loss(
  input: Tensor,
  target: Tensor | L1LossOptions,
  sizeAverage?: boolean | null | L1LossOptions,
  reduce?: boolean | null | L1LossOptions,
  reduction?: Reduction | L1LossOptions,
  options?: L1LossOptions,
): Tensor {
  const args = readArgs<L1LossOptions>(L1Loss, target, sizeAverage, reduce, reduction, options);
  const attrs = { reduction: reductionOf("l1Loss", args) };
  const pair = pairOf(L1Loss, input, args.target);
  refuseBooleans("l1Loss", ...pair);
  return apply(Absolute, pair, attrs);
}

export interface SmoothL1LossOptions extends TargetOptions {
  /** Closer than this to the target the loss is a parabola; 1 where nothing is said. */
  beta?: number;
}

/**
 * `l1Loss`, rounded to a parabola within `beta` of the target.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.smooth_l1_loss.html
 */
export function smoothL1Loss(
  input: Tensor,
  target: Tensor | SmoothL1LossOptions,
  sizeAverage?: boolean | null | SmoothL1LossOptions,
  reduce?: boolean | null | SmoothL1LossOptions,
  reduction?: Reduction | SmoothL1LossOptions,
  beta?: number | SmoothL1LossOptions,
  options?: SmoothL1LossOptions,
): Tensor {
  const args = readArgs<SmoothL1LossOptions>(
    SmoothL1Loss,
    target,
    sizeAverage,
    reduce,
    reduction,
    beta,
    options,
  );
  const number = args.beta ?? 1;
  if (!(number >= 0)) {
    throw new TensorError(
      "smoothL1Loss",
      `does not support negative values for beta, got ${number}`,
    );
  }
  const attrs = { reduction: reductionOf("smoothL1Loss", args) };
  const pair = pairOf(SmoothL1Loss, input, args.target);
  return number === 0 ? apply(Absolute, pair, attrs) : apply(Smooth, pair, { ...attrs, number });
}

export interface HuberLossOptions extends Pick<TargetOptions, "target" | "reduction"> {
  /** Farther than this from the target the loss is as steep as this; 1 where nothing is said. */
  delta?: number;
}

/**
 * Half of the squared difference within `delta` of the target, `delta` times the distance beyond.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.huber_loss.html
 */
export function huberLoss(
  input: Tensor,
  target: Tensor | HuberLossOptions,
  reduction?: Reduction | HuberLossOptions,
  delta?: number | HuberLossOptions,
  options?: HuberLossOptions,
): Tensor {
  const args = readArgs<HuberLossOptions>(HuberLoss, target, reduction, delta, options);
  const number = args.delta ?? 1;
  if (!(number > 0)) {
    throw new TensorError(
      "huberLoss",
      `does not support non-positive values for delta, got ${number}`,
    );
  }
  const attrs = { reduction: reductionOf("huberLoss", args), number };
  return apply(Huber, pairOf(HuberLoss, input, args.target), attrs);
}

// ---- counts and distributions --------------------------------------------------------------------

const PoissonNllLoss = signature(
  "poissonNllLoss",
  ["target", "logInput", "full", "sizeAverage", "eps", "reduce", "reduction"],
  { torch: `${F}poisson_nll_loss` },
);
const GaussianNllLoss = signature(
  "gaussianNllLoss",
  ["target", "var", "full", "eps", "reduction"],
  { torch: `${F}gaussian_nll_loss` },
);

export interface PoissonNllLossOptions extends TargetOptions {
  /** Whether `input` is the logarithm of the rate (the default) or the rate itself. */
  logInput?: boolean;
  /** Add Stirling's approximation of the part that depends on the target only. */
  full?: boolean;
  /** Added to the rate before its logarithm is taken; 1e-8 where nothing is said. */
  eps?: number;
}

/**
 * The negative log likelihood of counts, given the rates of Poisson distributions.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.poisson_nll_loss.html
 */
export function poissonNllLoss(
  input: Tensor,
  target: Tensor | PoissonNllLossOptions,
  logInput?: boolean | PoissonNllLossOptions,
  full?: boolean | PoissonNllLossOptions,
  sizeAverage?: boolean | null | PoissonNllLossOptions,
  eps?: number | PoissonNllLossOptions,
  reduce?: boolean | null | PoissonNllLossOptions,
  reduction?: Reduction | PoissonNllLossOptions,
  options?: PoissonNllLossOptions,
): Tensor {
  const args = readArgs<PoissonNllLossOptions>(
    PoissonNllLoss,
    target,
    logInput,
    full,
    sizeAverage,
    eps,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf("poissonNllLoss", args);
  const rate = checkTensor("poissonNllLoss", input, "input");
  const count = checkTensor("poissonNllLoss", args.target, "target");
  let loss =
    (args.logInput ?? true)
      ? sub(exp(rate), mul(count, rate))
      : sub(rate, mul(count, log(add(rate, args.eps ?? 1e-8))));
  if (args.full) loss = add(loss, stirling(count));
  return reducedLoss(loss, how);
}

/** An approximation of log(count!), where the count is above 1. */
function stirling(count: Tensor): Tensor {
  const small = le(count, 1);
  const n = where(small, 1, count);
  const approximation = add(sub(mul(n, log(n)), n), mul(log(mul(n, 2 * Math.PI)), 0.5));
  return where(small, 0, approximation);
}

export interface GaussianNllLossOptions extends Pick<TargetOptions, "target" | "reduction"> {
  /** The variance of each element, or one for each row. */
  var?: Tensor;
  /** Add the part that depends on nothing. */
  full?: boolean;
  /** Variances below this are taken as this; 1e-6 where nothing is said. */
  eps?: number;
}

/**
 * The negative log likelihood of `target`, given the means (`input`) and variances (`var`, of a float dtype) of normal
 * distributions.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.gaussian_nll_loss.html
 */
export function gaussianNllLoss(
  input: Tensor,
  target: Tensor | GaussianNllLossOptions,
  variance?: Tensor | GaussianNllLossOptions,
  full?: boolean | GaussianNllLossOptions,
  eps?: number | GaussianNllLossOptions,
  reduction?: Reduction | GaussianNllLossOptions,
  options?: GaussianNllLossOptions,
): Tensor {
  const args = readArgs<GaussianNllLossOptions>(
    GaussianNllLoss,
    target,
    variance,
    full,
    eps,
    reduction,
    options,
  );
  const op = "gaussianNllLoss";
  const how = reductionOf(op, args);
  const x = checkTensor(op, input, "input");
  const t = checkTensor(op, args.target, "target");
  const spread = varianceFor(x, checkFloat(op, args.var, "var"));
  if (spread.lt(0).any().item() === true) {
    throw new TensorError(op, "var has negative entry/entries; a variance is at least 0");
  }
  // The cut itself has slope 1, as in PyTorch.
  const cut = add(spread, sub(clamp(spread.detach(), { min: args.eps ?? 1e-6 }), spread.detach()));
  const loss = mul(add(log(cut), div(square(sub(x, t)), cut)), 0.5);
  return reducedLoss(args.full ? add(loss, HALF_LOG_TWO_PI) : loss, how);
}

/** log(2π) / 2. */
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Variances in a shape that broadcasts against the input: one each, or one for each row. */
function varianceFor(input: Tensor, variance: Tensor): Tensor {
  const [shape, own] = [input.layout.shape, variance.layout.shape];
  if (sameShape(shape, own)) return variance;
  if (sameShape(shape.slice(0, -1), own)) return unsqueeze(variance, -1);
  if (sameShape([...shape.slice(0, -1), 1], own)) return variance;
  throw new TensorError(
    "gaussianNllLoss",
    `var is of incorrect size: ${showShape(own)} for input ${showShape(shape)}; one for each element, or one for each row`,
    { shapes: [shape, own] },
  );
}
