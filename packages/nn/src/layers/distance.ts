/** Distances and similarities of vectors, as layers. */
import type { Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions } from "../arguments.ts";
import { Module } from "../module/module.ts";

export interface PairwiseDistanceOptions {
  /** The norm's p. Default: 2. */
  p?: number;
  /** Added to the difference. Default: 1e-6. */
  eps?: number;
  /** Keep the last dimension, with size 1. Default: false. */
  keepdim?: boolean;
}

/** The norm of the difference, over the last dimension. Source: https://pytorch.org/docs/stable/generated/torch.nn.PairwiseDistance.html */
export class PairwiseDistance extends Module {
  static override readonly params: readonly string[] = ["p", "eps", "keepdim"];
  readonly norm: number;
  readonly eps: number;
  readonly keepdim: boolean;

  constructor(
    p?: number | PairwiseDistanceOptions,
    eps?: number | PairwiseDistanceOptions,
    keepdim?: boolean | PairwiseDistanceOptions,
  ) {
    super();
    const args = readOptions<PairwiseDistanceOptions>(named(PairwiseDistance, new.target), [
      p,
      eps,
      keepdim,
    ]);
    this.norm = args.p ?? 2;
    this.eps = args.eps ?? 1e-6;
    this.keepdim = args.keepdim ?? false;
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return F.pairwiseDistance(x1, x2, { p: this.norm, eps: this.eps, keepdim: this.keepdim });
  }
}

export interface CosineSimilarityOptions {
  /** Default: 1. */
  dim?: number;
  /** Smallest norm that is divided by. Default: 1e-8. */
  eps?: number;
}

/** The cosine of the angle between vectors along `dim`. Source: https://pytorch.org/docs/stable/generated/torch.nn.CosineSimilarity.html */
export class CosineSimilarity extends Module {
  static override readonly params: readonly string[] = ["dim", "eps"];
  readonly dim: number;
  readonly eps: number;

  constructor(dim?: number | CosineSimilarityOptions, eps?: number | CosineSimilarityOptions) {
    super();
    const args = readOptions<CosineSimilarityOptions>(named(CosineSimilarity, new.target), [
      dim,
      eps,
    ]);
    this.dim = args.dim ?? 1;
    this.eps = args.eps ?? 1e-8;
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return F.cosineSimilarity(x1, x2, { dim: this.dim, eps: this.eps });
  }
}
