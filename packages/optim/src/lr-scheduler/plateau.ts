/** A rate that falls when a metric no longer improves. */
import { Tensor, TensorError } from "@tapeloop/core";
import type { Optimizer } from "../optimizer.ts";
import { checkRates, schedulerArgs, scientific } from "./scheduler.ts";

export interface ReduceLROnPlateauOptions {
  /** Whether the metric is to fall (`min`, the default) or to rise. */
  mode?: "min" | "max";
  /** What the rate is multiplied by; 0.1 where nothing is said. */
  factor?: number;
  /** Epochs without improvement that are let pass; 10 where nothing is said. */
  patience?: number;
  /** How much counts as an improvement; 1e-4 where nothing is said. */
  threshold?: number;
  /** Whether `threshold` is a share of the best (`rel`, the default) or a difference. */
  thresholdMode?: "rel" | "abs";
  /** Epochs after a fall in which nothing is counted. */
  cooldown?: number;
  /** The smallest rate, one for all groups or one for each. */
  minLr?: number | readonly number[];
  /** Falls smaller than this are left out; 1e-8 where nothing is said. */
  eps?: number;
  /** Print each change. */
  verbose?: boolean;
}

/** Multiplies the rate by `factor` when the metric given to `step` has not improved for `patience` epochs. Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html */
export class ReduceLROnPlateau {
  static readonly params: readonly string[] = [
    "mode",
    "factor",
    "patience",
    "threshold",
    "thresholdMode",
    "cooldown",
    "minLr",
    "eps",
    "verbose",
  ];
  readonly optimizer: Optimizer;
  best: number;
  numBadEpochs = 0;
  cooldownCounter = 0;
  lastEpoch = 0;
  #options: Required<ReduceLROnPlateauOptions>;
  #minLrs: readonly number[];
  #lastLr: number[];

  constructor(
    optimizer: Optimizer,
    mode?: "min" | "max" | ReduceLROnPlateauOptions,
    ...more: unknown[]
  ) {
    const given = schedulerArgs<ReduceLROnPlateauOptions>(ReduceLROnPlateau, optimizer, [
      mode,
      ...more,
    ]);
    const defaults = {
      mode: "min",
      factor: 0.1,
      patience: 10,
      threshold: 1e-4,
      thresholdMode: "rel",
      cooldown: 0,
      minLr: 0,
      eps: 1e-8,
      verbose: false,
    } as const;
    const options = { ...defaults, ...given };
    if (options.factor >= 1)
      throw new TensorError("ReduceLROnPlateau", `factor should be < 1.0, got ${options.factor}`);
    if (options.mode !== "min" && options.mode !== "max")
      throw new TensorError(
        "ReduceLROnPlateau",
        `mode ${String(options.mode)} is unknown; use "min" or "max"`,
      );
    if (options.thresholdMode !== "rel" && options.thresholdMode !== "abs")
      throw new TensorError(
        "ReduceLROnPlateau",
        `threshold mode ${String(options.thresholdMode)} is unknown; use "rel" or "abs"`,
      );
    const { minLr } = options;
    const minLrs = typeof minLr === "number" ? optimizer.paramGroups.map(() => minLr) : minLr;
    if (minLrs.length !== optimizer.paramGroups.length)
      throw new TensorError(
        "ReduceLROnPlateau",
        `expected ${optimizer.paramGroups.length} minLrs, got ${minLrs.length}`,
      );
    this.optimizer = optimizer;
    this.#options = options;
    this.#minLrs = minLrs;
    this.best = options.mode === "min" ? Infinity : -Infinity;
    this.#lastLr = optimizer.paramGroups.map(({ lr }) => lr);
  }

  /** Takes the metric of an epoch. */
  step(metrics: number | Tensor, epoch?: number | null): void {
    const { patience, cooldown } = this.#options;
    const current = metrics instanceof Tensor ? Number(metrics.item()) : metrics;
    this.lastEpoch = epoch ?? this.lastEpoch + 1;
    if (this.#isBetter(current)) {
      this.best = current;
      this.numBadEpochs = 0;
    } else {
      this.numBadEpochs += 1;
    }
    if (this.cooldownCounter > 0) {
      this.cooldownCounter -= 1;
      this.numBadEpochs = 0;
    }
    if (this.numBadEpochs > patience) {
      this.#reduce();
      this.cooldownCounter = cooldown;
      this.numBadEpochs = 0;
    }
    this.#lastLr = this.optimizer.paramGroups.map(({ lr }) => lr);
  }

  #isBetter(current: number): boolean {
    const { mode, thresholdMode, threshold } = this.#options;
    const share = thresholdMode === "rel";
    if (mode === "min")
      return current < (share ? this.best * (1 - threshold) : this.best - threshold);
    return current > (share ? this.best * (1 + threshold) : this.best + threshold);
  }

  #reduce(): void {
    const { factor, eps, verbose } = this.#options;
    for (const [i, group] of this.optimizer.paramGroups.entries()) {
      const next = Math.max(group.lr * factor, this.#minLrs[i]);
      if (group.lr - next <= eps) continue;
      group.lr = next;
      if (verbose)
        // oxlint-disable-next-line no-console -- what `verbose` asks for
        console.log(
          `Epoch ${String(this.lastEpoch).padStart(5, "0")}: reducing learning rate of group ${i} to ${scientific(next)}.`,
        );
    }
  }

  /** The rates that were set last. */
  getLastLr(): number[] {
    return this.#lastLr;
  }

  /** What is needed to go on later, by PyTorch's names. */
  stateDict(): Record<string, unknown> {
    const { minLr: _given, thresholdMode, ...options } = this.#options;
    return {
      ...options,
      threshold_mode: thresholdMode,
      min_lrs: [...this.#minLrs],
      best: this.best,
      num_bad_epochs: this.numBadEpochs,
      cooldown_counter: this.cooldownCounter,
      last_epoch: this.lastEpoch,
      mode_worse: this.#options.mode === "min" ? Infinity : -Infinity,
      _last_lr: [...this.#lastLr],
    };
  }

  /**
   * Takes over what `stateDict` gave; what it does not name stays as it is.
   *
   * Throws, before anything is changed, where it has rates for another number of parameter groups.
   */
  loadStateDict(state: Readonly<Record<string, unknown>>): void {
    checkRates("ReduceLROnPlateau", state, this.optimizer.paramGroups.length);
    const { mode, factor, patience, threshold, threshold_mode, cooldown, eps, verbose } = state;
    const given = {
      mode,
      factor,
      patience,
      threshold,
      thresholdMode: threshold_mode,
      cooldown,
      eps,
      verbose,
    };
    const known = Object.entries(given).filter(([, value]) => value !== undefined);
    this.#options = { ...this.#options, ...Object.fromEntries(known) };
    this.#minLrs = [...((state.min_lrs ?? this.#minLrs) as readonly number[])];
    this.best = (state.best ?? this.best) as number;
    this.numBadEpochs = (state.num_bad_epochs ?? this.numBadEpochs) as number;
    this.cooldownCounter = (state.cooldown_counter ?? this.cooldownCounter) as number;
    this.lastEpoch = (state.last_epoch ?? this.lastEpoch) as number;
    this.#lastLr = [...((state._last_lr ?? this.#lastLr) as number[])];
  }
}
