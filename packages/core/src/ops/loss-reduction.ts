/** How the losses of single elements become one. */
import { showValue, TensorError } from "../errors.ts";
import { warn } from "../op/warn.ts";
import type { Tensor } from "../tensor.ts";
import { mean, sum } from "./reduce.ts";

/** Their mean, their sum, or not at all. */
export type Reduction = "none" | "mean" | "sum";

/** What every loss takes. */
export interface LossOptions {
  /** Deprecated; see `reduction`. */
  sizeAverage?: boolean | null;
  /** Deprecated; see `reduction`. */
  reduce?: boolean | null;
  /** `mean` where nothing is said. */
  reduction?: Reduction;
}

function isGiven(value: boolean | null | undefined): value is boolean {
  return value !== undefined && value !== null;
}

/** The reduction that is meant, in words or by the deprecated switches. */
export function reductionOf(op: string, args: LossOptions): Reduction {
  const { sizeAverage, reduce, reduction = "mean" } = args;
  if (isGiven(sizeAverage) || isGiven(reduce)) {
    const meant = reduce === false ? "none" : sizeAverage === false ? "sum" : "mean";
    warn(op, `sizeAverage and reduce are deprecated; say { reduction: "${meant}" } instead`);
    return meant;
  }
  const known: readonly string[] = ["none", "mean", "sum"];
  if (known.includes(reduction)) return reduction;
  throw new TensorError(
    op,
    `${showValue(reduction)} is not a valid value for reduction; it is one of ${known.join(", ")}`,
  );
}

export function reducedLoss(loss: Tensor, reduction: Reduction): Tensor {
  if (reduction === "none") return loss;
  return reduction === "mean" ? mean(loss) : sum(loss);
}
