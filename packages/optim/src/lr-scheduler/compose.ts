/** Schedulers made of schedulers. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer } from "../optimizer.ts";
import type { LRScheduler } from "./scheduler.ts";
import { schedulerArgs } from "./scheduler.ts";

export interface SequentialLROptions {
  schedulers?: readonly LRScheduler[];
  /** The epochs at which the next scheduler takes over. */
  milestones?: readonly number[];
  lastEpoch?: number;
  verbose?: boolean;
}

function checkSame(op: string, schedulers: readonly LRScheduler[], optimizer: Optimizer): void {
  const other = schedulers.findIndex((scheduler) => scheduler.optimizer !== optimizer);
  if (other !== -1)
    throw new TensorError(
      op,
      `expects all schedulers to belong to the same optimizer, but got schedulers at index 0 and ${other} to be different`,
    );
}

/** One scheduler after the other. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html */
export class SequentialLR {
  static readonly params: readonly string[] = ["schedulers", "milestones", "lastEpoch", "verbose"];
  readonly optimizer: Optimizer;
  readonly schedulers: readonly LRScheduler[];
  readonly milestones: readonly number[];
  lastEpoch: number;

  constructor(
    optimizer: Optimizer,
    schedulers: readonly LRScheduler[] | SequentialLROptions,
    ...more: unknown[]
  ) {
    const args = schedulerArgs<SequentialLROptions>(SequentialLR, [schedulers, ...more]);
    this.optimizer = optimizer;
    this.schedulers = args.schedulers ?? [];
    this.milestones = args.milestones ?? [];
    if (this.schedulers.length === 0)
      throw new TensorError("SequentialLR", "needs at least one scheduler");
    checkSame("SequentialLR", this.schedulers, optimizer);
    if (this.milestones.length !== this.schedulers.length - 1) {
      throw new TensorError(
        "SequentialLR",
        `expects number of schedulers provided to be one more than the number of milestone points, but got number of schedulers ${this.schedulers.length} and the number of milestones to be equal to ${this.milestones.length}`,
      );
    }
    this.lastEpoch = (args.lastEpoch ?? -1) + 1;
    // Each has taken its first step when it was made: undo that, and let the first one take its own.
    for (const group of optimizer.paramGroups) group.lr = group.initial_lr as number;
    for (const scheduler of this.schedulers) scheduler.lastEpoch -= 1;
    this.schedulers[0].step();
  }

  step(): void {
    this.lastEpoch += 1;
    const index = this.milestones.filter((epoch) => epoch <= this.lastEpoch).length;
    const scheduler = this.schedulers[index];
    if (index > 0 && this.milestones[index - 1] === this.lastEpoch) scheduler.step(0);
    else scheduler.step();
  }

  /** The rates that were set last. */
  getLastLr(): number[] {
    return this.optimizer.paramGroups.map(({ lr }) => lr);
  }

  /** What is needed to go on later, the schedulers' state in it. */
  stateDict(): Record<string, unknown> {
    return {
      last_epoch: this.lastEpoch,
      _schedulers: this.schedulers.map((scheduler) => scheduler.stateDict()),
    };
  }

  /** Takes over what `stateDict` gave. */
  loadStateDict(state: Readonly<Record<string, unknown>>): void {
    this.lastEpoch = state.last_epoch as number;
    const all = state._schedulers as Record<string, unknown>[];
    for (const [i, scheduler] of this.schedulers.entries()) scheduler.loadStateDict(all[i]);
  }
}

/** Several schedulers at once, each changing what the others left. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html */
export class ChainedScheduler {
  static readonly params: readonly string[] = [];
  static readonly first: string = "schedulers";
  readonly schedulers: readonly LRScheduler[];
  readonly optimizer: Optimizer;

  constructor(schedulers: readonly LRScheduler[]) {
    if (schedulers.length === 0)
      throw new TensorError("ChainedScheduler", "needs at least one scheduler");
    this.schedulers = schedulers;
    this.optimizer = schedulers[0].optimizer;
    checkSame("ChainedScheduler", schedulers, this.optimizer);
  }

  step(): void {
    for (const scheduler of this.schedulers) scheduler.step();
  }

  /** The rates that were set last. */
  getLastLr(): number[] {
    return this.optimizer.paramGroups.map(({ lr }) => lr);
  }

  /** What is needed to go on later. */
  stateDict(): Record<string, unknown> {
    return { _schedulers: this.schedulers.map((scheduler) => scheduler.stateDict()) };
  }

  /** Takes over what `stateDict` gave. */
  loadStateDict(state: Readonly<Record<string, unknown>>): void {
    const all = state._schedulers as Record<string, unknown>[];
    for (const [i, scheduler] of this.schedulers.entries()) scheduler.loadStateDict(all[i]);
  }
}
