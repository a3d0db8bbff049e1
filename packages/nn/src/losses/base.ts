/** What all losses have in common. */
import type { Tensor } from "@tapeloop/core";
import { Module } from "../module/module.ts";

/** How the losses of single elements become one: their mean, their sum, or not at all. */
export type Reduction = "none" | "mean" | "sum";

/** PyTorch's older options, which `reduction` has replaced. */
export interface LegacyReduction {
  /** Instead of `reduction`: mean or sum. */
  sizeAverage?: boolean | null;
  /** Instead of `reduction`: whether at all. */
  reduce?: boolean | null;
}

export interface LossOptions extends LegacyReduction {
  /** Default: "mean". */
  reduction?: Reduction;
}

export interface WeightedLossOptions extends LossOptions {
  /** A weight for each class, or for each element. */
  weight?: Tensor | null;
}

/** A loss: a module that ends in a reduction. */
export abstract class Loss<R extends string = Reduction> extends Module {
  readonly reduction: R | Reduction;

  protected constructor({
    sizeAverage,
    reduce,
    reduction = "mean",
  }: LegacyReduction & { reduction?: R | Reduction }) {
    super();
    this.reduction =
      isGiven(sizeAverage) || isGiven(reduce)
        ? legacy(sizeAverage ?? true, reduce ?? true)
        : reduction;
  }
}

function isGiven(value: boolean | null | undefined): boolean {
  return value !== null && value !== undefined;
}

function legacy(sizeAverage: boolean, reduce: boolean): Reduction {
  const reduction = !reduce ? "none" : sizeAverage ? "mean" : "sum";
  console.warn(
    `sizeAverage and reduce will be deprecated, please use { reduction: "${reduction}" } instead.`,
  );
  return reduction;
}

/** A loss with weights, kept as a buffer. */
export abstract class WeightedLoss extends Loss {
  declare weight: Tensor | null;

  protected constructor(options: WeightedLossOptions) {
    super(options);
    this.registerBuffer("weight", options.weight ?? null);
  }
}
