import { TensorError } from "@tapeloop/core";
import type { StateDict } from "@tapeloop/nn";
import type { Logs } from "../history.ts";
import { checkCount, checkKeys } from "../model.ts";
import type { Callback, Run } from "./callback.ts";
import { copyWeights, Monitor, type MonitorMode } from "./monitor.ts";

export interface EarlyStoppingOptions {
  /** The number to watch. Default: "valLoss". */
  monitor?: string;
  /** By how much it must become better to count. Default: 0. */
  minDelta?: number;
  /** How many epochs without that are endured. Default: 0. */
  patience?: number;
  /** Default: "auto". */
  mode?: MonitorMode;
  /** A value it must be better than, too, to count. */
  baseline?: number | null;
  /** At the end of training, go back to the weights of the best epoch. Default: false. */
  restoreBestWeights?: boolean;
  /** Epochs before this one do not count. Default: 0. */
  startFromEpoch?: number;
}

/**
 * Ends training when a number has not become better for a while.
 *
 * Throws, at the start of training, where the number will not be measured. Can be used again: each training starts
 * afresh. Source: https://keras.io/api/callbacks/early_stopping/
 */
export class EarlyStopping implements Callback {
  readonly #options: Required<EarlyStoppingOptions>;
  #monitor: Monitor;
  #waited = 0;
  #weights: StateDict | null = null;
  /** The epoch, from 0 on, after which training was stopped; `null` where it was not. */
  stoppedEpoch: number | null = null;
  /** The epoch with the best value; `null` before the first. */
  bestEpoch: number | null = null;

  constructor(options: EarlyStoppingOptions = {}) {
    const {
      monitor = "valLoss",
      minDelta = 0,
      patience = 0,
      mode = "auto",
      baseline = null,
      restoreBestWeights = false,
      startFromEpoch = 0,
    } = options;
    const all = {
      monitor,
      minDelta,
      patience,
      mode,
      baseline,
      restoreBestWeights,
      startFromEpoch,
    };
    checkKeys("EarlyStopping", options, Object.keys(all));
    checkCount("EarlyStopping", "patience", patience, 0);
    checkCount("EarlyStopping", "startFromEpoch", startFromEpoch, 0);
    if (baseline !== null && typeof baseline !== "number")
      throw new TensorError("EarlyStopping", "baseline must be a number or null");
    this.#options = all;
    this.#monitor = new Monitor("EarlyStopping", monitor, mode, minDelta);
  }

  /** The best value so far. */
  get best(): number {
    return this.#monitor.best;
  }

  onTrainBegin(run: Run): void {
    this.#monitor.check(run);
    this.#monitor.best = this.#monitor.worst;
    this.#waited = 0;
    this.#weights = null;
    this.stoppedEpoch = this.bestEpoch = null;
  }

  onEpochEnd(epoch: number, logs: Logs, run: Run): void {
    const { baseline, patience, restoreBestWeights, startFromEpoch } = this.#options;
    if (epoch < startFromEpoch) return;
    const value = this.#monitor.read(logs);
    // Also where the first value is NaN, better than nothing: there is something to go back to.
    if (restoreBestWeights) this.#weights ??= copyWeights(run.model);
    this.#waited += 1;
    if (this.#monitor.isBetter(value, this.#monitor.best)) {
      this.#monitor.best = value;
      this.bestEpoch = epoch;
      if (restoreBestWeights) this.#weights = copyWeights(run.model);
      if (baseline === null || this.#monitor.isBetter(value, baseline)) this.#waited = 0;
    }
    if (this.#waited >= Math.max(patience, 1) && epoch > 0) {
      this.stoppedEpoch = epoch;
      run.stop();
    }
  }

  onTrainEnd({ model }: Run): void {
    if (this.#weights) model.loadStateDict(this.#weights);
  }
}
