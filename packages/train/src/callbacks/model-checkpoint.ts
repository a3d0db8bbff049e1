import { TensorError } from "@tapeloop/core";
import type { StateDict } from "@tapeloop/nn";
import type { Logs } from "../history.ts";
import { checkKeys } from "../model.ts";
import type { Callback, Run } from "./callback.ts";
import { copyWeights, Monitor, type MonitorMode } from "./monitor.ts";

export interface ModelCheckpointOptions {
  /** The number that says which weights are the best. Default: "valLoss". */
  monitor?: string;
  /** Default: "auto". */
  mode?: MonitorMode;
  /** Call `save` only where the number is better than ever before. Default: false. */
  saveBestOnly?: boolean;
  /** A value to beat from the start, e.g. that of an earlier training. */
  initialValueThreshold?: number | null;
  /** Gets a copy of the weights after an epoch, e.g. to write them with `@tapeloop/files/node`. */
  save?: ((weights: StateDict, epoch: number, logs: Logs) => void) | null;
}

/**
 * Keeps the weights of the best epoch, and saves weights where a function to do so is given.
 *
 *     const checkpoint = new ModelCheckpoint({
 *       saveBestOnly: true,
 *       save: (weights) => save(weights, "best.safetensors"), // from "@tapeloop/files/node"
 *     });
 *     fit(net, compiled, x, y, { validationSplit: 0.2, callbacks: [checkpoint] });
 *     net.loadStateDict(checkpoint.bestWeights!);
 *
 * The best value stays over several trainings, as in Keras. Throws, at the start of training, where the number will
 * not be measured. Source: https://keras.io/api/callbacks/model_checkpoint/
 */
export class ModelCheckpoint implements Callback {
  readonly #monitor: Monitor;
  readonly #saveBestOnly: boolean;
  readonly #save: ModelCheckpointOptions["save"];
  /** The weights of the best epoch; `null` before there is one. */
  bestWeights: StateDict | null = null;
  /** The epoch of the best value; `null` before there is one. */
  bestEpoch: number | null = null;

  constructor(options: ModelCheckpointOptions = {}) {
    checkKeys("ModelCheckpoint", options, [
      "monitor",
      "mode",
      "saveBestOnly",
      "initialValueThreshold",
      "save",
    ]);
    const { monitor = "valLoss", mode = "auto", saveBestOnly = false, save = null } = options;
    if (save !== null && typeof save !== "function")
      throw new TensorError(
        "ModelCheckpoint",
        'save must be a function of the weights, e.g. (weights) => save(weights, "best.safetensors")',
      );
    this.#monitor = new Monitor("ModelCheckpoint", monitor, mode);
    this.#monitor.best = options.initialValueThreshold ?? this.#monitor.worst;
    this.#saveBestOnly = saveBestOnly;
    this.#save = save;
  }

  /** The best value so far. */
  get best(): number {
    return this.#monitor.best;
  }

  onTrainBegin(run: Run): void {
    this.#monitor.check(run);
  }

  onEpochEnd(epoch: number, logs: Logs, { model }: Run): void {
    const value = this.#monitor.read(logs);
    const better = this.#monitor.isBetter(value, this.#monitor.best);
    if (better) {
      this.#monitor.best = value;
      this.bestEpoch = epoch;
      this.bestWeights = copyWeights(model);
    }
    if (better || !this.#saveBestOnly) this.#save?.(copyWeights(model), epoch, logs);
  }
}
