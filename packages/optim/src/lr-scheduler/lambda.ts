/** Rates by a function of the epoch. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer } from "../optimizer.ts";
import { common, LRScheduler, schedulerArgs, type SchedulerOptions } from "./scheduler.ts";

/** From an epoch to a factor. */
export type EpochFunction = (epoch: number) => number;

export interface LambdaLROptions extends SchedulerOptions {
  /** One function for all groups, or one for each. */
  lrLambda?: EpochFunction | readonly EpochFunction[];
}

type Given = EpochFunction | readonly EpochFunction[] | LambdaLROptions;

abstract class FunctionLR extends LRScheduler {
  static readonly params: readonly string[] = ["lrLambda", ...common];
  readonly lrLambdas: readonly EpochFunction[];

  constructor(
    optimizer: Optimizer,
    lrLambda: Given,
    ...more: (number | boolean | LambdaLROptions)[]
  ) {
    const args = schedulerArgs<LambdaLROptions>(
      { name: new.target.name, params: FunctionLR.params },
      optimizer,
      [lrLambda, ...more],
    );
    const { paramGroups } = optimizer;
    const given = args.lrLambda;
    const lambdas = typeof given === "function" ? paramGroups.map(() => given) : (given ?? []);
    if (lambdas.length !== paramGroups.length)
      throw new TensorError(
        new.target.name,
        `expected ${paramGroups.length} lr lambdas, but got ${lambdas.length}`,
      );
    super(optimizer, args);
    this.lrLambdas = lambdas;
    this.start();
  }

  /** Functions cannot be saved: `lr_lambdas` has a null for each, as PyTorch has a None. */
  override stateDict(): Record<string, unknown> {
    return { ...super.stateDict(), lr_lambdas: this.lrLambdas.map(() => null) };
  }
}

/** The first rate times a function of the epoch. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html */
export class LambdaLR extends FunctionLR {
  getLr(): number[] {
    return this.baseLrs.map((lr, i) => lr * this.lrLambdas[i](this.lastEpoch));
  }
}

/** The rate times a function of the epoch, every epoch. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiplicativeLR.html */
export class MultiplicativeLR extends FunctionLR {
  getLr(): number[] {
    return this.groups.map(({ lr }, i) =>
      this.lastEpoch > 0 ? lr * this.lrLambdas[i](this.lastEpoch) : lr,
    );
  }
}
