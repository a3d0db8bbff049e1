/** Losses that are content once a margin is kept. */
import { getDefaultDtype, isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { checkFloat } from "../op/checks.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { clampMin } from "./clamp.ts";
import { eq, minimum, ne } from "./compare.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { type LossOptions, reducedLoss, type Reduction, reductionOf } from "./loss-reduction.ts";
import { sqrt } from "./power.ts";
import { sum } from "./reduce.ts";
import { where } from "./select.ts";
import { pairwiseDistance } from "./similarity.ts";

const F = "torch.nn.functional.";
const legacy = ["sizeAverage", "reduce", "reduction"];
const HingeEmbedding = signature("hingeEmbeddingLoss", ["target", "margin", ...legacy], {
  torch: `${F}hinge_embedding_loss`,
});
const CosineEmbedding = signature(
  "cosineEmbeddingLoss",
  ["input2", "target", "margin", ...legacy],
  { first: "input1", torch: `${F}cosine_embedding_loss` },
);
const MarginRanking = signature("marginRankingLoss", ["input2", "target", "margin", ...legacy], {
  first: "input1",
  torch: `${F}margin_ranking_loss`,
});
const TripletMargin = signature(
  "tripletMarginLoss",
  ["positive", "negative", "margin", "p", "eps", "swap", ...legacy],
  { first: "anchor", torch: `${F}triplet_margin_loss` },
);
const TripletMarginWithDistance = signature(
  "tripletMarginWithDistanceLoss",
  ["positive", "negative", "distanceFunction", "margin", "swap", "reduction"],
  { first: "anchor", torch: `${F}triplet_margin_with_distance_loss` },
);

/** A margin is a float, also where it is written without a point: it makes integers floats. */
function asFloat(x: Tensor): Tensor {
  return isFloat(x.dtype) ? x : to(x, getDefaultDtype());
}

interface MarginOptions extends LossOptions {
  target?: Tensor;
  /** How much is enough. */
  margin?: number;
}

export type HingeEmbeddingLossOptions = MarginOptions;

/**
 * The distance `input` where the target is 1, and what it falls short of `margin` (1) where it is -1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.hinge_embedding_loss.html
 */
export function hingeEmbeddingLoss(
  input: Tensor,
  target: Tensor | HingeEmbeddingLossOptions,
  margin?: number | HingeEmbeddingLossOptions,
  sizeAverage?: boolean | null | HingeEmbeddingLossOptions,
  reduce?: boolean | null | HingeEmbeddingLossOptions,
  reduction?: Reduction | HingeEmbeddingLossOptions,
  options?: HingeEmbeddingLossOptions,
): Tensor {
  const op = "hingeEmbeddingLoss";
  const args = readArgs<HingeEmbeddingLossOptions>(
    HingeEmbedding,
    target,
    margin,
    sizeAverage,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf(op, args);
  const x = checkFloat(op, input);
  const t = checkTensor(op, args.target, "target");
  const near = where(ne(t, -1), x, 0);
  const far = where(ne(t, 1), clampMin(sub(args.margin ?? 1, x), 0), 0);
  return reducedLoss(add(near, far), how);
}

interface TwoInputsOptions extends MarginOptions {
  input2?: Tensor;
}

export type CosineEmbeddingLossOptions = TwoInputsOptions;

/**
 * One minus the cosine of two vectors where the target is 1; what the cosine exceeds `margin` (0) by where it is -1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.cosine_embedding_loss.html
 */
export function cosineEmbeddingLoss(
  input1: Tensor,
  input2: Tensor | CosineEmbeddingLossOptions,
  target?: Tensor | CosineEmbeddingLossOptions,
  margin?: number | CosineEmbeddingLossOptions,
  sizeAverage?: boolean | null | CosineEmbeddingLossOptions,
  reduce?: boolean | null | CosineEmbeddingLossOptions,
  reduction?: Reduction | CosineEmbeddingLossOptions,
  options?: CosineEmbeddingLossOptions,
): Tensor {
  const op = "cosineEmbeddingLoss";
  const args = readArgs<CosineEmbeddingLossOptions>(
    CosineEmbedding,
    input2,
    target,
    margin,
    sizeAverage,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf(op, args);
  const a = checkTensor(op, input1, "input1");
  const b = checkTensor(op, args.input2, "input2");
  const t = checkTensor(op, args.target, "target");
  const [s, u] = [a.layout.shape, b.layout.shape];
  const targetDims = t.layout.shape.length;
  if (targetDims > 1) {
    throw new TensorError(
      op,
      `0D or 1D target tensor expected, multi-target not supported: got ${targetDims}D`,
      {
        shapes: [t.layout.shape],
      },
    );
  }
  if (s.length !== targetDims + 1 || u.length !== targetDims + 1) {
    throw new TensorError(
      op,
      `${targetDims}D target tensor expects ${targetDims + 1}D input tensors, but found inputs with sizes ${showShape(s)} and ${showShape(u)}`,
      { shapes: [s, u, t.layout.shape] },
    );
  }
  const along = (x: Tensor, y: Tensor): Tensor => sum(mul(x, y), { dim: targetDims });
  const size = (x: Tensor): Tensor => add(along(x, x), 1e-12);
  const cosine = div(along(a, b), sqrt(mul(size(a), size(b))));
  const alike = where(eq(t, 1), sub(1, cosine), 0);
  const apart = where(eq(t, -1), clampMin(sub(cosine, args.margin ?? 0), 0), 0);
  return reducedLoss(add(alike, apart), how);
}

export type MarginRankingLossOptions = TwoInputsOptions;

/**
 * What `input1` falls short of being larger (target 1) or smaller (target -1) than `input2` by `margin` (0).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.margin_ranking_loss.html
 */
export function marginRankingLoss(
  input1: Tensor,
  input2: Tensor | MarginRankingLossOptions,
  target?: Tensor | MarginRankingLossOptions,
  margin?: number | MarginRankingLossOptions,
  sizeAverage?: boolean | null | MarginRankingLossOptions,
  reduce?: boolean | null | MarginRankingLossOptions,
  reduction?: Reduction | MarginRankingLossOptions,
  options?: MarginRankingLossOptions,
): Tensor {
  const op = "marginRankingLoss";
  const args = readArgs<MarginRankingLossOptions>(
    MarginRanking,
    input2,
    target,
    margin,
    sizeAverage,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf(op, args);
  const a = checkTensor(op, input1, "input1");
  const b = checkTensor(op, args.input2, "input2");
  const t = checkTensor(op, args.target, "target");
  const shapes = [a, b, t].map(({ layout }) => layout.shape);
  if (shapes.some((shape) => shape.length !== shapes[0].length)) {
    const [x, y, z] = shapes.map(showShape);
    throw new TensorError(
      op,
      `all input tensors should have same dimension but got sizes: input1: ${x}, input2: ${y}, target: ${z}`,
      { shapes },
    );
  }
  return reducedLoss(clampMin(add(asFloat(mul(neg(t), sub(a, b))), args.margin ?? 0), 0), how);
}

// ---- triplets ------------------------------------------------------------------------------------

interface TripletOptions {
  /** What should be near. */
  positive?: Tensor;
  /** What should be far. */
  negative?: Tensor;
  /** By how much farther the negative should be; 1 where nothing is said. */
  margin?: number;
  /** Take the negative's distance from the positive where that is smaller. */
  swap?: boolean;
}

export interface TripletMarginLossOptions extends TripletOptions, LossOptions {
  /** Which norm; 2 where nothing is said. */
  p?: number;
  /** Added to each difference; 1e-6 where nothing is said. */
  eps?: number;
}

/** Three tensors with as many dimensions. */
function tripletOf(op: string, anchor: Tensor, { positive, negative }: TripletOptions): Tensor[] {
  const three = [
    checkTensor(op, anchor, "anchor"),
    checkTensor(op, positive, "positive"),
    checkTensor(op, negative, "negative"),
  ];
  const shapes = three.map(({ layout }) => layout.shape);
  const [a, p, n] = shapes.map((shape) => shape.length);
  if (a !== p || a !== n) {
    throw new TensorError(
      op,
      `all inputs should have same dimension but got ${a}D, ${p}D and ${n}D inputs`,
      { shapes },
    );
  }
  return three;
}

function tripletLoss(
  [anchor, positive, negative]: readonly Tensor[],
  distance: (x: Tensor, y: Tensor) => Tensor,
  { margin = 1, swap = false }: TripletOptions,
): Tensor {
  const near = distance(anchor, positive);
  let far = distance(anchor, negative);
  if (swap) far = minimum(far, distance(positive, negative));
  return clampMin(add(asFloat(sub(near, far)), margin), 0);
}

/**
 * What the distance from anchor to negative falls short of that to positive plus `margin`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.triplet_margin_loss.html
 */
export function tripletMarginLoss(
  anchor: Tensor,
  positive: Tensor | TripletMarginLossOptions,
  negative?: Tensor | TripletMarginLossOptions,
  margin?: number | TripletMarginLossOptions,
  p?: number | TripletMarginLossOptions,
  eps?: number | TripletMarginLossOptions,
  swap?: boolean | TripletMarginLossOptions,
  sizeAverage?: boolean | null | TripletMarginLossOptions,
  reduce?: boolean | null | TripletMarginLossOptions,
  reduction?: Reduction | TripletMarginLossOptions,
  options?: TripletMarginLossOptions,
): Tensor {
  const op = "tripletMarginLoss";
  const args = readArgs<TripletMarginLossOptions>(
    TripletMargin,
    positive,
    negative,
    margin,
    p,
    eps,
    swap,
    sizeAverage,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf(op, args);
  const distance = (x: Tensor, y: Tensor): Tensor =>
    pairwiseDistance(x, y, { p: args.p ?? 2, eps: args.eps ?? 1e-6 });
  return reducedLoss(tripletLoss(tripletOf(op, anchor, args), distance, args), how);
}

export interface TripletMarginWithDistanceLossOptions extends TripletOptions {
  /** The distance of two tensors' rows; `pairwiseDistance` where nothing is said. */
  distanceFunction?: ((x: Tensor, y: Tensor) => Tensor) | null;
  reduction?: Reduction;
}

/**
 * `tripletMarginLoss` with any distance.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.triplet_margin_with_distance_loss.html
 */
export function tripletMarginWithDistanceLoss(
  anchor: Tensor,
  positive: Tensor | TripletMarginWithDistanceLossOptions,
  negative?: Tensor | TripletMarginWithDistanceLossOptions,
  ...rest: [options?: TripletMarginWithDistanceLossOptions]
): Tensor {
  const op = "tripletMarginWithDistanceLoss";
  const args = readArgs<TripletMarginWithDistanceLossOptions>(
    TripletMarginWithDistance,
    positive,
    negative,
    ...rest,
  );
  const how = reductionOf(op, args);
  const distance = args.distanceFunction ?? ((x: Tensor, y: Tensor) => pairwiseDistance(x, y));
  return reducedLoss(tripletLoss(tripletOf(op, anchor, args), distance, args), how);
}
