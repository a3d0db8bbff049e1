/** What learning-rate schedulers have in common. */
import { readArgs, TensorError } from "@tapeloop/core";
import { Optimizer, type ParamGroup } from "../optimizer.ts";

/** Options that every scheduler takes. */
export interface SchedulerOptions {
  /** The epoch to go on from; -1 starts anew. */
  lastEpoch?: number;
  /** Print each change. */
  verbose?: boolean;
}

/** The parameters that stand last in every scheduler's list. */
export const common: readonly string[] = ["lastEpoch", "verbose"];

/** Reads a scheduler's arguments after the optimizer. */
export function schedulerArgs<Options extends object>(
  scheduler: { readonly name: string; readonly params: readonly string[] },
  given: readonly unknown[],
): Options {
  return readArgs<Options>({ name: scheduler.name, params: scheduler.params }, ...given);
}

/**
 * Base class of learning-rate schedulers: `step()` once an epoch (or batch), after the optimizer's.
 *
 * A subclass says by `getLr` what the rates become at `lastEpoch`, mostly from what they are, so that schedulers can be
 * chained. Its constructor sets its fields and then calls `start`.
 * Source: https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate
 */
export abstract class LRScheduler {
  readonly optimizer: Optimizer;
  /** The rates that the groups had at first. */
  baseLrs: number[];
  lastEpoch: number;
  protected lastLr: number[] = [];
  protected readonly verbose: boolean;

  constructor(optimizer: Optimizer, { lastEpoch = -1, verbose = false }: SchedulerOptions = {}) {
    if (!(optimizer instanceof Optimizer))
      throw new TensorError(new.target.name, "the first argument must be an Optimizer");
    this.optimizer = optimizer;
    for (const [i, group] of optimizer.paramGroups.entries()) {
      if (lastEpoch === -1) group.initial_lr ??= group.lr;
      else if (group.initial_lr === undefined)
        throw new TensorError(
          new.target.name,
          `param 'initial_lr' is not specified in paramGroups[${i}] when resuming an optimizer`,
        );
    }
    this.baseLrs = optimizer.paramGroups.map((group) => group.initial_lr as number);
    this.lastEpoch = lastEpoch;
    this.verbose = verbose;
  }

  /** Sets the rates of the first epoch; the last thing a constructor does. */
  protected start(): void {
    this.step();
  }

  protected get groups(): ParamGroup[] {
    return this.optimizer.paramGroups;
  }

  /** The rates at `lastEpoch`, one per parameter group. */
  abstract getLr(): number[];

  /** The rates for any epoch at once, where there is a formula; used where `step` is given an epoch. */
  protected closedForm?(): number[];

  /** Goes on by one epoch, or to the given one. */
  step(epoch?: number | null): void {
    if (epoch === undefined || epoch === null) {
      this.lastEpoch += 1;
      this.setRates(this.getLr());
      return;
    }
    this.lastEpoch = epoch;
    this.setRates(this.closedForm?.() ?? this.getLr());
  }

  protected setRates(rates: readonly number[]): void {
    for (const [i, group] of this.groups.entries()) {
      group.lr = rates[i];
      if (this.verbose)
        // oxlint-disable-next-line no-console -- what `verbose` asks for
        console.log(`Adjusting learning rate of group ${i} to ${rates[i].toExponential(4)}.`);
    }
    this.lastLr = this.groups.map((group) => group.lr);
  }

  /** The rates that were set last. */
  getLastLr(): number[] {
    return this.lastLr;
  }

  /** Names of the fields that `stateDict` holds beside the common ones. */
  protected get stateFields(): readonly string[] {
    return [];
  }

  /** What is needed to go on later with the same rates, by PyTorch's names. Functions are left out. */
  stateDict(): Record<string, unknown> {
    const own = Object.fromEntries(
      this.stateFields.map((field) => [
        snakeCase(field),
        (this as unknown as Record<string, unknown>)[field],
      ]),
    );
    return {
      ...own,
      base_lrs: [...this.baseLrs],
      last_epoch: this.lastEpoch,
      _last_lr: [...this.lastLr],
    };
  }

  /** Takes over what `stateDict` gave. The optimizer's own state is not in it. */
  loadStateDict(state: Readonly<Record<string, unknown>>): void {
    const fields = this as unknown as Record<string, unknown>;
    for (const field of this.stateFields)
      if (snakeCase(field) in state) fields[field] = state[snakeCase(field)];
    this.baseLrs = [...(state.base_lrs as number[])];
    this.lastEpoch = state.last_epoch as number;
    this.lastLr = [...(state._last_lr as number[])];
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
