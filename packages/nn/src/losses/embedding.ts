/** Losses for distances between vectors, and for orders. */
import type { Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions } from "../arguments.ts";
import { PairwiseDistance } from "../layers/distance.ts";
import { Loss, type LossOptions, type Reduction } from "./base.ts";

export interface MarginLossOptions extends LossOptions {
  margin?: number;
}

/** A loss with a margin. */
abstract class MarginLoss extends Loss {
  static override readonly params: readonly string[] = [
    "margin",
    "sizeAverage",
    "reduce",
    "reduction",
  ];
  readonly margin: number;

  protected constructor(args: MarginLossOptions, margin: number) {
    super(args);
    this.margin = args.margin ?? margin;
  }
}

/** A distance for targets 1, a margin below which it counts for targets -1. Source: https://pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html */
export class HingeEmbeddingLoss extends MarginLoss {
  /** The margin is 1 where nothing is said. */
  constructor(
    margin?: number | MarginLossOptions,
    sizeAverage?: boolean | null | MarginLossOptions,
    reduce?: boolean | null | MarginLossOptions,
    reduction?: Reduction | MarginLossOptions,
  ) {
    super(
      readOptions<MarginLossOptions>(named(HingeEmbeddingLoss, new.target), [
        margin,
        sizeAverage,
        reduce,
        reduction,
      ]),
      1,
    );
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.hingeEmbeddingLoss(input, target, { margin: this.margin, reduction: this.reduction });
  }
}

/** Cosines of pairs: near for targets 1, far for targets -1. Source: https://pytorch.org/docs/stable/generated/torch.nn.CosineEmbeddingLoss.html */
export class CosineEmbeddingLoss extends MarginLoss {
  /** The margin is 0 where nothing is said. */
  constructor(
    margin?: number | MarginLossOptions,
    sizeAverage?: boolean | null | MarginLossOptions,
    reduce?: boolean | null | MarginLossOptions,
    reduction?: Reduction | MarginLossOptions,
  ) {
    super(
      readOptions<MarginLossOptions>(named(CosineEmbeddingLoss, new.target), [
        margin,
        sizeAverage,
        reduce,
        reduction,
      ]),
      0,
    );
  }

  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return F.cosineEmbeddingLoss(input1, input2, target, {
      margin: this.margin,
      reduction: this.reduction,
    });
  }
}

/** The first above the second for targets 1, below for targets -1. Source: https://pytorch.org/docs/stable/generated/torch.nn.MarginRankingLoss.html */
export class MarginRankingLoss extends MarginLoss {
  /** The margin is 0 where nothing is said. */
  constructor(
    margin?: number | MarginLossOptions,
    sizeAverage?: boolean | null | MarginLossOptions,
    reduce?: boolean | null | MarginLossOptions,
    reduction?: Reduction | MarginLossOptions,
  ) {
    super(
      readOptions<MarginLossOptions>(named(MarginRankingLoss, new.target), [
        margin,
        sizeAverage,
        reduce,
        reduction,
      ]),
      0,
    );
  }

  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return F.marginRankingLoss(input1, input2, target, {
      margin: this.margin,
      reduction: this.reduction,
    });
  }
}

export interface TripletMarginLossOptions extends MarginLossOptions {
  /** The distance's p. Default: 2. */
  p?: number;
  /** Added to differences. Default: 1e-6. */
  eps?: number;
  /** Whether the negative is compared with the positive where that is nearer. Default: false. */
  swap?: boolean;
}

/** The anchor nearer to the positive than to the negative. Source: https://pytorch.org/docs/stable/generated/torch.nn.TripletMarginLoss.html */
export class TripletMarginLoss extends Loss {
  static override readonly params: readonly string[] = [
    "margin",
    "p",
    "eps",
    "swap",
    "sizeAverage",
    "reduce",
    "reduction",
  ];
  readonly margin: number;
  readonly p: number;
  readonly eps: number;
  readonly swap: boolean;

  constructor(
    margin?: number | TripletMarginLossOptions,
    p?: number | TripletMarginLossOptions,
    eps?: number | TripletMarginLossOptions,
    swap?: boolean | TripletMarginLossOptions,
    sizeAverage?: boolean | null | TripletMarginLossOptions,
    reduce?: boolean | null | TripletMarginLossOptions,
    reduction?: Reduction | TripletMarginLossOptions,
  ) {
    const args = readOptions<TripletMarginLossOptions>(named(TripletMarginLoss, new.target), [
      margin,
      p,
      eps,
      swap,
      sizeAverage,
      reduce,
      reduction,
    ]);
    super(args);
    this.margin = args.margin ?? 1;
    this.p = args.p ?? 2;
    this.eps = args.eps ?? 1e-6;
    this.swap = args.swap ?? false;
  }

  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    const { margin, p, eps, swap, reduction } = this;
    return F.tripletMarginLoss(anchor, positive, negative, { margin, p, eps, swap, reduction });
  }
}

/** A distance between batches of vectors: a function, or a module. */
export type DistanceFunction = (a: Tensor, b: Tensor) => Tensor;

export interface TripletMarginWithDistanceLossOptions {
  /** Default: `PairwiseDistance`. */
  distanceFunction?: DistanceFunction | null;
  /** Default: 1. */
  margin?: number;
  /** Whether the negative is compared with the positive where that is nearer. Default: false. */
  swap?: boolean;
  reduction?: Reduction;
}

/** TripletMarginLoss with a distance of one's own. Source: https://pytorch.org/docs/stable/generated/torch.nn.TripletMarginWithDistanceLoss.html */
export class TripletMarginWithDistanceLoss extends Loss {
  static override readonly params: readonly string[] = [
    "distanceFunction",
    "margin",
    "swap",
    "reduction",
  ];
  static override readonly stateNames: Readonly<Record<string, string>> = {
    distanceFunction: "distance_function",
  };
  readonly distanceFunction: DistanceFunction;
  readonly margin: number;
  readonly swap: boolean;

  constructor(options?: TripletMarginWithDistanceLossOptions) {
    const args = readOptions<TripletMarginWithDistanceLossOptions>(
      named(TripletMarginWithDistanceLoss, new.target),
      [options],
    );
    super(args);
    this.distanceFunction = args.distanceFunction ?? new PairwiseDistance();
    this.margin = args.margin ?? 1;
    this.swap = args.swap ?? false;
  }

  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    const { distanceFunction, margin, swap, reduction } = this;
    return F.tripletMarginWithDistanceLoss(anchor, positive, negative, {
      distanceFunction,
      margin,
      swap,
      reduction,
    });
  }
}
