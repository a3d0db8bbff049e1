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

/** Reads a scheduler's arguments. Throws where the first is no optimizer. */
export function schedulerArgs<Options extends object>(
  { name, params }: { readonly name: string; readonly params: readonly string[] },
  optimizer: Optimizer,
  given: readonly unknown[],
): Options {
  checkOptimizer(name, optimizer);
  return readArgs<Options>({ name, params }, ...given);
}

function checkOptimizer(op: string, optimizer: Optimizer): void {
  if (!(optimizer instanceof Optimizer))
    throw new TensorError(op, "the first argument must be an Optimizer");
}

/** Fields that a state dict holds: by their names here, their names in PyTorch. */
export type StateNames = Readonly<Record<string, string>>;

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
  /** How often `step` was called, the constructor's call included. */
  protected stepCount = 0;
  protected verbose: boolean;

  constructor(optimizer: Optimizer, { lastEpoch = -1, verbose = false }: SchedulerOptions = {}) {
    checkOptimizer(new.target.name, optimizer);
    this.optimizer = optimizer;
    if (lastEpoch === -1) for (const group of optimizer.paramGroups) group.initial_lr ??= group.lr;
    const without = optimizer.paramGroups.findIndex((group) => group.initial_lr === undefined);
    if (without !== -1)
      throw new TensorError(
        new.target.name,
        `param 'initial_lr' is not specified in paramGroups[${without}] when resuming an optimizer; load the optimizer's state dict first, or leave lastEpoch out`,
      );
    this.baseLrs = optimizer.paramGroups.map((group) => group.initial_lr as number);
    this.lastEpoch = lastEpoch;
    this.verbose = verbose;
  }

  /** @internal Sets the rates of the first epoch; the last thing a constructor does. */
  start(): void {
    this.optimizer._stepped = 0;
    this.stepCount = 0;
    this.step();
  }

  protected get groups(): ParamGroup[] {
    return this.optimizer.paramGroups;
  }

  /** The rates at `lastEpoch`, one per parameter group. */
  abstract getLr(): number[];

  /** The rates for any epoch at once, where there is a formula; used where `step` is given an epoch. */
  protected closedForm?(): number[];

  /** Goes on by one epoch, or to the given one. Warns, once, where the optimizer has not stepped before. */
  step(epoch?: number | null): void {
    if (this.stepCount === 1) this.#warnOfOrder();
    this.stepCount += 1;
    if (epoch === undefined || epoch === null) {
      this.lastEpoch += 1;
      this.setRates(this.getLr());
      return;
    }
    this.lastEpoch = epoch;
    this.setRates(this.closedForm?.() ?? this.getLr());
  }

  /** Twice in a row before the first training step: the first rate would never be used. */
  #warnOfOrder(): void {
    const { optimizer } = this;
    if (optimizer._stepped > 0 || warned.has(optimizer)) return;
    warned.add(optimizer);
    console.warn(
      `${this.constructor.name}: step() before the optimizer's: the first value of the learning rate schedule is skipped. ` +
        "Call optimizer.step() first, then scheduler.step().",
    );
  }

  protected setRates(rates: readonly number[]): void {
    for (const [i, group] of this.groups.entries()) {
      group.lr = rates[i];
      if (this.verbose)
        // oxlint-disable-next-line no-console -- what `verbose` asks for
        console.log(`Adjusting learning rate of group ${i} to ${scientific(rates[i])}.`);
    }
    this.lastLr = this.groups.map((group) => group.lr);
  }

  /** The rates that were set last. */
  getLastLr(): number[] {
    return this.lastLr;
  }

  /** The fields that `stateDict` holds beside the common ones. */
  protected get stateNames(): StateNames {
    return {};
  }

  /** What is needed to go on later with the same rates, by PyTorch's names. Functions are left out. */
  stateDict(): Record<string, unknown> {
    const fields = this as unknown as Record<string, unknown>;
    const all = Object.entries({ ...this.stateNames, ...commonNames });
    return Object.fromEntries(all.map(([field, name]) => [name, copied(fields[field])]));
  }

  /**
   * Takes over what `stateDict` gave; what it does not name stays as it is. The optimizer's own state is not in it.
   *
   * Throws, before anything is changed, where it has rates for another number of parameter groups.
   */
  loadStateDict(state: Readonly<Record<string, unknown>>): void {
    checkRates(this.constructor.name, state, this.groups.length);
    const fields = this as unknown as Record<string, unknown>;
    for (const [field, name] of Object.entries({ ...this.stateNames, ...commonNames }))
      if (state[name] !== undefined) fields[field] = copied(state[name]);
  }
}

/** Optimizers of which it was said that their schedulers step first. */
const warned: WeakSet<Optimizer> = new WeakSet();

const commonNames: StateNames = {
  baseLrs: "base_lrs",
  lastEpoch: "last_epoch",
  verbose: "verbose",
  stepCount: "_step_count",
  lastLr: "_last_lr",
};

/** What a state dict has a number of for each parameter group. */
const perGroup: readonly string[] = [
  "base_lrs",
  "_last_lr",
  "max_lrs",
  "min_lrs",
  "base_momentums",
  "max_momentums",
];

/** Throws where a state dict was made for another number of parameter groups. */
export function checkRates(
  op: string,
  state: Readonly<Record<string, unknown>>,
  groups: number,
): void {
  for (const name of perGroup) {
    const values = state[name];
    if (values === undefined || values === null) continue;
    if (!Array.isArray(values) || values.length !== groups)
      throw new TensorError(
        op,
        `the state dict's ${name} must be a list of ${groups}, a number for each parameter group, got ${JSON.stringify(values)}`,
      );
  }
}

/** Lists and records anew: what is saved does not change while training goes on. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item)]));
}

/** A rate as PyTorch prints it: `1.0000e-03`. */
export function scientific(rate: number): string {
  return rate.toExponential(4).replace(/e([+-])(\d)$/, "e$10$2");
}
