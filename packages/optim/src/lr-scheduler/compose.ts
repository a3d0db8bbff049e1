/** Schedulers made of schedulers. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer } from "../optimizer.ts";
import type { LRScheduler } from "./scheduler.ts";
import { checkRates, schedulerArgs } from "./scheduler.ts";

export interface SequentialLROptions {
  schedulers?: readonly LRScheduler[];
  /** The epochs at which the next scheduler takes over. */
  milestones?: readonly number[];
  lastEpoch?: number;
  verbose?: boolean;
}

function checkSame(op: string, schedulers: readonly LRScheduler[], optimizer: Optimizer): void {
  if (schedulers.length === 0) throw new TensorError(op, "needs at least one scheduler");
  const other = schedulers.findIndex((scheduler) => scheduler.optimizer !== optimizer);
  if (other !== -1)
    throw new TensorError(
      op,
      `expects all schedulers to belong to the same optimizer, but got schedulers at index 0 and ${other} to be different`,
    );
}

/** The states of a composed scheduler's parts, one for each. Throws where there are not as many. */
function partsOf(
  op: string,
  state: Readonly<Record<string, unknown>>,
  schedulers: readonly LRScheduler[],
): Record<string, unknown>[] {
  const parts = state._schedulers;
  if (!Array.isArray(parts) || parts.length !== schedulers.length)
    throw new TensorError(
      op,
      `the state dict must have _schedulers, a list of ${schedulers.length} state dicts, got ${Array.isArray(parts) ? parts.length : typeof parts}`,
    );
  for (const part of parts as Record<string, unknown>[])
    checkRates(op, part, schedulers[0].optimizer.paramGroups.length);
  return parts as Record<string, unknown>[];
}

/** One scheduler after the other. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html */
export class SequentialLR {
  static readonly params: readonly string[] = ["schedulers", "milestones", "lastEpoch", "verbose"];
  readonly optimizer: Optimizer;
  readonly schedulers: readonly LRScheduler[];
  milestones: readonly number[];
  lastEpoch: number;
  #lastLr: readonly number[];

  constructor(
    optimizer: Optimizer,
    schedulers: readonly LRScheduler[] | SequentialLROptions,
    ...more: unknown[]
  ) {
    const args = schedulerArgs<SequentialLROptions>(SequentialLR, optimizer, [schedulers, ...more]);
    this.optimizer = optimizer;
    this.schedulers = [...(args.schedulers ?? [])];
    this.milestones = [...(args.milestones ?? [])];
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
    this.schedulers[0].start();
    this.#lastLr = this.schedulers[0].getLastLr();
  }

  step(): void {
    this.lastEpoch += 1;
    const index = this.milestones.filter((epoch) => epoch <= this.lastEpoch).length;
    const scheduler = this.schedulers[index];
    if (index > 0 && this.milestones[index - 1] === this.lastEpoch) scheduler.step(0);
    else scheduler.step();
    this.#lastLr = scheduler.getLastLr();
  }

  /** The rates that were set last. */
  getLastLr(): number[] {
    return [...this.#lastLr];
  }

  /** What is needed to go on later, the schedulers' state in it. */
  stateDict(): Record<string, unknown> {
    return {
      _milestones: [...this.milestones],
      last_epoch: this.lastEpoch,
      _last_lr: [...this.#lastLr],
      _schedulers: this.schedulers.map((scheduler) => scheduler.stateDict()),
    };
  }

  /** Takes over what `stateDict` gave. Throws, before anything is changed, where it is of other schedulers. */
  loadStateDict(state: Readonly<Record<string, unknown>>): void {
    checkRates("SequentialLR", state, this.optimizer.paramGroups.length);
    const parts = partsOf("SequentialLR", state, this.schedulers);
    this.milestones = [...((state._milestones ?? this.milestones) as readonly number[])];
    this.lastEpoch = (state.last_epoch ?? this.lastEpoch) as number;
    this.#lastLr = [...((state._last_lr ?? this.#lastLr) as readonly number[])];
    for (const [i, scheduler] of this.schedulers.entries()) scheduler.loadStateDict(parts[i]);
  }
}

/** Several schedulers at once, each changing what the others left. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html */
export class ChainedScheduler {
  static readonly params: readonly string[] = [];
  static readonly first: string = "schedulers";
  readonly schedulers: readonly LRScheduler[];
  readonly optimizer: Optimizer;

  constructor(schedulers: readonly LRScheduler[]) {
    checkSame("ChainedScheduler", schedulers, schedulers[0]?.optimizer);
    this.schedulers = [...schedulers];
    this.optimizer = schedulers[0].optimizer;
  }

  step(): void {
    for (const scheduler of this.schedulers) scheduler.step();
  }

  /** The rates that were set last. */
  getLastLr(): number[] {
    return [...(this.schedulers.at(-1) as LRScheduler).getLastLr()];
  }

  /** What is needed to go on later. */
  stateDict(): Record<string, unknown> {
    return {
      _last_lr: this.getLastLr(),
      _schedulers: this.schedulers.map((scheduler) => scheduler.stateDict()),
    };
  }

  /** Takes over what `stateDict` gave. Throws, before anything is changed, where it is of other schedulers. */
  loadStateDict(state: Readonly<Record<string, unknown>>): void {
    const parts = partsOf("ChainedScheduler", state, this.schedulers);
    for (const [i, scheduler] of this.schedulers.entries()) scheduler.loadStateDict(parts[i]);
  }
}
