/** Rates that fall by factors: at steps, at milestones, every epoch, or for a while. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer } from "../optimizer.ts";
import {
  common,
  LRScheduler,
  schedulerArgs,
  type SchedulerOptions,
  type StateNames,
} from "./scheduler.ts";

export interface StepLROptions extends SchedulerOptions {
  /** Epochs from one fall to the next. */
  stepSize?: number;
  /** What the rate is multiplied by; 0.1 where nothing is said. */
  gamma?: number;
}

/** Multiplies the rate by `gamma` every `stepSize` epochs. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html */
export class StepLR extends LRScheduler {
  static readonly params: readonly string[] = ["stepSize", "gamma", ...common];
  stepSize: number;
  gamma: number;

  constructor(
    optimizer: Optimizer,
    stepSize: number | StepLROptions,
    ...more: (number | StepLROptions | boolean)[]
  ) {
    const args = schedulerArgs<StepLROptions>(StepLR, optimizer, [stepSize, ...more]);
    if (!args.stepSize || args.stepSize < 0)
      throw new TensorError(
        "StepLR",
        `stepSize must be a positive number of epochs, got ${args.stepSize}`,
      );
    super(optimizer, args);
    this.stepSize = args.stepSize;
    this.gamma = args.gamma ?? 0.1;
    this.start();
  }

  getLr(): number[] {
    const falls = this.lastEpoch !== 0 && this.lastEpoch % this.stepSize === 0;
    return this.groups.map(({ lr }) => (falls ? lr * this.gamma : lr));
  }

  protected override closedForm(): number[] {
    return this.baseLrs.map((lr) => lr * this.gamma ** Math.floor(this.lastEpoch / this.stepSize));
  }

  protected override get stateNames(): StateNames {
    return { stepSize: "step_size", gamma: "gamma" };
  }
}

export interface MultiStepLROptions extends SchedulerOptions {
  /** The epochs at which the rate falls; one given twice falls twice. */
  milestones?: readonly number[];
  /** What the rate is multiplied by; 0.1 where nothing is said. */
  gamma?: number;
}

/** Multiplies the rate by `gamma` at each milestone. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html */
export class MultiStepLR extends LRScheduler {
  static readonly params: readonly string[] = ["milestones", "gamma", ...common];
  milestones: readonly number[];
  gamma: number;

  constructor(
    optimizer: Optimizer,
    milestones: readonly number[] | MultiStepLROptions,
    ...more: (number | MultiStepLROptions | boolean)[]
  ) {
    const args = schedulerArgs<MultiStepLROptions>(MultiStepLR, optimizer, [milestones, ...more]);
    if (!Array.isArray(args.milestones))
      throw new TensorError("MultiStepLR", "needs milestones, a list of the epochs of the falls");
    super(optimizer, args);
    this.milestones = [...(args.milestones as readonly number[])];
    this.gamma = args.gamma ?? 0.1;
    this.start();
  }

  getLr(): number[] {
    const falls = this.milestones.filter((epoch) => epoch === this.lastEpoch).length;
    return this.groups.map(({ lr }) => lr * this.gamma ** falls);
  }

  protected override closedForm(): number[] {
    const falls = this.milestones.filter((epoch) => epoch <= this.lastEpoch).length;
    return this.baseLrs.map((lr) => lr * this.gamma ** falls);
  }

  protected override get stateNames(): StateNames {
    return { milestones: "milestones", gamma: "gamma" };
  }

  /** Takes milestones as PyTorch counts them, too: `{ 3: 2, 5: 1 }` for 3, 3 and 5. */
  override loadStateDict(state: Readonly<Record<string, unknown>>): void {
    const { milestones } = state;
    const counted = typeof milestones === "object" && !Array.isArray(milestones) && milestones;
    const listed = Object.entries(counted || {}).flatMap(([epoch, count]) =>
      new Array<number>(count as number).fill(Number(epoch)),
    );
    super.loadStateDict(counted ? { ...state, milestones: listed } : state);
  }
}

export interface ExponentialLROptions extends SchedulerOptions {
  /** What the rate is multiplied by each epoch. */
  gamma?: number;
}

/** Multiplies the rate by `gamma` every epoch. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html */
export class ExponentialLR extends LRScheduler {
  static readonly params: readonly string[] = ["gamma", ...common];
  gamma: number;

  constructor(
    optimizer: Optimizer,
    gamma: number | ExponentialLROptions,
    ...more: (number | ExponentialLROptions | boolean)[]
  ) {
    const args = schedulerArgs<ExponentialLROptions>(ExponentialLR, optimizer, [gamma, ...more]);
    if (args.gamma === undefined)
      throw new TensorError(
        "ExponentialLR",
        "needs gamma, what the rate is multiplied by each epoch",
      );
    super(optimizer, args);
    this.gamma = args.gamma;
    this.start();
  }

  getLr(): number[] {
    return this.groups.map(({ lr }) => (this.lastEpoch === 0 ? lr : lr * this.gamma));
  }

  protected override closedForm(): number[] {
    return this.baseLrs.map((lr) => lr * this.gamma ** this.lastEpoch);
  }

  protected override get stateNames(): StateNames {
    return { gamma: "gamma" };
  }
}

export interface ConstantLROptions extends SchedulerOptions {
  /** What the rate is multiplied by at first; 1/3 where nothing is said. */
  factor?: number;
  /** For how many epochs; 5 where nothing is said. */
  totalIters?: number;
}

/** Multiplies the rate by `factor` for the first `totalIters` epochs. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html */
export class ConstantLR extends LRScheduler {
  static readonly params: readonly string[] = ["factor", "totalIters", ...common];
  factor: number;
  totalIters: number;

  constructor(
    optimizer: Optimizer,
    factor?: number | ConstantLROptions,
    ...more: (number | ConstantLROptions | boolean)[]
  ) {
    const args = schedulerArgs<ConstantLROptions>(ConstantLR, optimizer, [factor, ...more]);
    const { factor: share = 1 / 3, totalIters = 5 } = args;
    if (!(share >= 0 && share <= 1))
      throw new TensorError(
        "ConstantLR",
        `constant multiplicative factor expected to be between 0 and 1, got ${share}`,
      );
    super(optimizer, args);
    this.factor = share;
    this.totalIters = totalIters;
    this.start();
  }

  getLr(): number[] {
    if (this.lastEpoch === 0) return this.groups.map(({ lr }) => lr * this.factor);
    return this.groups.map(({ lr }) =>
      this.lastEpoch === this.totalIters ? lr / this.factor : lr,
    );
  }

  protected override closedForm(): number[] {
    return this.baseLrs.map((lr) => (this.lastEpoch >= this.totalIters ? lr : lr * this.factor));
  }

  protected override get stateNames(): StateNames {
    return { factor: "factor", totalIters: "total_iters" };
  }
}

export interface LinearLROptions extends SchedulerOptions {
  /** Factor of the first epoch; 1/3 where nothing is said. */
  startFactor?: number;
  /** Factor from `totalIters` on; 1 where nothing is said. */
  endFactor?: number;
  /** Epochs from one to the other; 5 where nothing is said. */
  totalIters?: number;
}

/** Moves the rate's factor evenly from `startFactor` to `endFactor`. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html */
export class LinearLR extends LRScheduler {
  static readonly params: readonly string[] = ["startFactor", "endFactor", "totalIters", ...common];
  startFactor: number;
  endFactor: number;
  totalIters: number;

  constructor(
    optimizer: Optimizer,
    startFactor?: number | LinearLROptions,
    ...more: (number | LinearLROptions | boolean)[]
  ) {
    const args = schedulerArgs<LinearLROptions>(LinearLR, optimizer, [startFactor, ...more]);
    const { startFactor: from = 1 / 3, endFactor: to = 1, totalIters = 5 } = args;
    if (!(from > 0 && from <= 1))
      throw new TensorError(
        "LinearLR",
        `starting multiplicative factor expected to be greater than 0 and less or equal to 1, got ${from}`,
      );
    if (!(to >= 0 && to <= 1))
      throw new TensorError(
        "LinearLR",
        `ending multiplicative factor expected to be between 0 and 1, got ${to}`,
      );
    super(optimizer, args);
    this.startFactor = from;
    this.endFactor = to;
    this.totalIters = totalIters;
    this.start();
  }

  getLr(): number[] {
    if (this.lastEpoch === 0) return this.groups.map(({ lr }) => lr * this.startFactor);
    if (this.lastEpoch > this.totalIters) return this.groups.map(({ lr }) => lr);
    const rise = this.endFactor - this.startFactor;
    const before = this.totalIters * this.startFactor + (this.lastEpoch - 1) * rise;
    return this.groups.map(({ lr }) => lr * (1 + rise / before));
  }

  protected override closedForm(): number[] {
    const share = Math.min(this.totalIters, this.lastEpoch) / this.totalIters;
    return this.baseLrs.map(
      (lr) => lr * (this.startFactor + (this.endFactor - this.startFactor) * share),
    );
  }

  protected override get stateNames(): StateNames {
    return { startFactor: "start_factor", endFactor: "end_factor", totalIters: "total_iters" };
  }
}

export interface PolynomialLROptions extends SchedulerOptions {
  /** Epochs until the rate is zero; 5 where nothing is said. */
  totalIters?: number;
  /** 1 where nothing is said: a straight line. */
  power?: number;
}

/** Lets the rate fall to zero along a power of the remaining time. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html */
export class PolynomialLR extends LRScheduler {
  static readonly params: readonly string[] = ["totalIters", "power", ...common];
  totalIters: number;
  power: number;

  constructor(
    optimizer: Optimizer,
    totalIters?: number | PolynomialLROptions,
    ...more: (number | PolynomialLROptions | boolean)[]
  ) {
    const args = schedulerArgs<PolynomialLROptions>(PolynomialLR, optimizer, [totalIters, ...more]);
    super(optimizer, args);
    this.totalIters = args.totalIters ?? 5;
    this.power = args.power ?? 1;
    this.start();
  }

  getLr(): number[] {
    if (this.lastEpoch === 0 || this.lastEpoch > this.totalIters)
      return this.groups.map(({ lr }) => lr);
    const left = (epoch: number): number => 1 - epoch / this.totalIters;
    const factor = (left(this.lastEpoch) / left(this.lastEpoch - 1)) ** this.power;
    return this.groups.map(({ lr }) => lr * factor);
  }

  protected override closedForm(): number[] {
    return this.baseLrs.map(
      (lr) => lr * (1 - Math.min(this.totalIters, this.lastEpoch) / this.totalIters) ** this.power,
    );
  }

  protected override get stateNames(): StateNames {
    return { totalIters: "total_iters", power: "power" };
  }
}
