/** Rates along a cosine. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer } from "../optimizer.ts";
import {
  common,
  LRScheduler,
  schedulerArgs,
  type SchedulerOptions,
  type StateNames,
} from "./scheduler.ts";

export interface CosineAnnealingLROptions extends SchedulerOptions {
  /** Epochs down to the smallest rate. */
  TMax?: number;
  /** The smallest rate; 0 where nothing is said. */
  etaMin?: number;
}

/**
 * Lets the rate fall to `etaMin` along half a cosine of `TMax` epochs, and rise again.
 *
 * Source: https://arxiv.org/abs/1608.03983, https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
 */
export class CosineAnnealingLR extends LRScheduler {
  static readonly params: readonly string[] = ["TMax", "etaMin", ...common];
  TMax: number;
  etaMin: number;

  constructor(
    optimizer: Optimizer,
    TMax: number | CosineAnnealingLROptions,
    ...more: (number | boolean | CosineAnnealingLROptions)[]
  ) {
    const args = schedulerArgs<CosineAnnealingLROptions>(CosineAnnealingLR, optimizer, [
      TMax,
      ...more,
    ]);
    if (args.TMax === undefined)
      throw new TensorError(
        "CosineAnnealingLR",
        "needs TMax, the number of epochs down to the smallest rate",
      );
    super(optimizer, args);
    this.TMax = args.TMax;
    this.etaMin = args.etaMin ?? 0;
    this.start();
  }

  getLr(): number[] {
    const { lastEpoch, TMax, etaMin } = this;
    if (lastEpoch === 0) return this.groups.map(({ lr }) => lr);
    // Resuming: the rate is not yet that of the epoch before.
    if (this.stepCount === 1) return this.closedForm();
    if ((lastEpoch - 1 - TMax) % (2 * TMax) === 0) {
      return this.groups.map(
        ({ lr }, i) => lr + ((this.baseLrs[i] - etaMin) * (1 - Math.cos(Math.PI / TMax))) / 2,
      );
    }
    const height = (epoch: number): number => 1 + Math.cos((Math.PI * epoch) / TMax);
    return this.groups.map(
      ({ lr }) => (height(lastEpoch) / height(lastEpoch - 1)) * (lr - etaMin) + etaMin,
    );
  }

  protected override closedForm(): number[] {
    const height = (1 + Math.cos((Math.PI * this.lastEpoch) / this.TMax)) / 2;
    return this.baseLrs.map((lr) => this.etaMin + (lr - this.etaMin) * height);
  }

  protected override get stateNames(): StateNames {
    return { TMax: "T_max", etaMin: "eta_min" };
  }
}

export interface CosineAnnealingWarmRestartsOptions extends SchedulerOptions {
  /** Epochs to the first restart. */
  T0?: number;
  /** Factor of the length from one restart to the next; 1 where nothing is said. */
  TMult?: number;
  /** The smallest rate; 0 where nothing is said. */
  etaMin?: number;
}

/**
 * Half a cosine down to `etaMin`, again and again. `step` also takes fractions of epochs.
 *
 * Source: https://arxiv.org/abs/1608.03983, https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html
 */
export class CosineAnnealingWarmRestarts extends LRScheduler {
  static readonly params: readonly string[] = ["T0", "TMult", "etaMin", ...common];
  T0: number;
  TMult: number;
  etaMin: number;
  /** Length of the present cycle, and epochs since it began. */
  Ti: number;
  TCur: number;

  constructor(
    optimizer: Optimizer,
    T0: number | CosineAnnealingWarmRestartsOptions,
    ...more: (number | boolean | CosineAnnealingWarmRestartsOptions)[]
  ) {
    const args = schedulerArgs<CosineAnnealingWarmRestartsOptions>(
      CosineAnnealingWarmRestarts,
      optimizer,
      [T0, ...more],
    );
    const { T0: first = 0, TMult = 1, etaMin = 0, lastEpoch = -1 } = args;
    if (!Number.isInteger(first) || first <= 0)
      throw new TensorError(
        "CosineAnnealingWarmRestarts",
        `expected positive integer T0, but got ${first}`,
      );
    if (!Number.isInteger(TMult) || TMult < 1)
      throw new TensorError(
        "CosineAnnealingWarmRestarts",
        `expected integer TMult >= 1, but got ${TMult}`,
      );
    super(optimizer, args);
    this.T0 = first;
    this.TMult = TMult;
    this.etaMin = etaMin;
    this.Ti = first;
    this.TCur = lastEpoch;
    this.start();
  }

  getLr(): number[] {
    const height = (1 + Math.cos((Math.PI * this.TCur) / this.Ti)) / 2;
    return this.baseLrs.map((lr) => this.etaMin + (lr - this.etaMin) * height);
  }

  override step(epoch?: number | null): void {
    const target = epoch ?? (this.lastEpoch < 0 ? 0 : null);
    if (target === null) {
      this.lastEpoch += 1;
      this.TCur += 1;
      if (this.TCur >= this.Ti) {
        this.TCur -= this.Ti;
        this.Ti *= this.TMult;
      }
    } else {
      if (target < 0)
        throw new TensorError(
          "CosineAnnealingWarmRestarts",
          `expected non-negative epoch, but got ${target}`,
        );
      this.#jump(target);
      this.lastEpoch = Math.floor(target);
    }
    this.setRates(this.getLr());
  }

  #jump(epoch: number): void {
    const { T0, TMult } = this;
    if (epoch < T0) {
      this.Ti = T0;
      this.TCur = epoch;
    } else if (TMult === 1) {
      this.Ti = T0;
      this.TCur = epoch % T0;
    } else {
      const cycle = Math.floor(Math.log((epoch / T0) * (TMult - 1) + 1) / Math.log(TMult));
      this.TCur = epoch - (T0 * (TMult ** cycle - 1)) / (TMult - 1);
      this.Ti = T0 * TMult ** cycle;
    }
  }

  protected override get stateNames(): StateNames {
    return { T0: "T_0", TMult: "T_mult", etaMin: "eta_min", Ti: "T_i", TCur: "T_cur" };
  }
}
