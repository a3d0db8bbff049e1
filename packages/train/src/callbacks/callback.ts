/** What may happen while a model trains. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer } from "@tapeloop/optim";
import type { Logs } from "../history.ts";
import type { Model } from "../model.ts";

/** One call of `fit`, as callbacks see it. */
export interface Run {
  readonly model: Model;
  readonly optimizer: Optimizer;
  /** How many epochs were asked for. */
  readonly epochs: number;
  /** Batches in an epoch. */
  readonly steps: number;
  /** What an epoch's logs hold: `loss`, metrics, and the same with `val` before them where there is validation. */
  readonly names: readonly string[];
  /** Ends training after this epoch. */
  stop(): void;
}

/** Things to do at certain moments. Epochs and batches count from 0; a batch's logs are the epoch's means so far. */
export interface Callback {
  onTrainBegin?(run: Run): void;
  onTrainEnd?(run: Run): void;
  onEpochBegin?(epoch: number, run: Run): void;
  onEpochEnd?(epoch: number, logs: Logs, run: Run): void;
  onTrainBatchBegin?(batch: number, run: Run): void;
  onTrainBatchEnd?(batch: number, logs: Logs, run: Run): void;
}

const hooks: readonly string[] = [
  "onTrainBegin",
  "onTrainEnd",
  "onEpochBegin",
  "onEpochEnd",
  "onTrainBatchBegin",
  "onTrainBatchEnd",
];

/**
 * A callback from functions, e.g. for a learning-rate scheduler:
 *
 *     new LambdaCallback({ onEpochEnd: () => scheduler.step() })
 *
 * Throws on names that are no moments of training. Source: https://keras.io/api/callbacks/lambda_callback/
 */
export class LambdaCallback implements Callback {
  readonly onTrainBegin?: Callback["onTrainBegin"];
  readonly onTrainEnd?: Callback["onTrainEnd"];
  readonly onEpochBegin?: Callback["onEpochBegin"];
  readonly onEpochEnd?: Callback["onEpochEnd"];
  readonly onTrainBatchBegin?: Callback["onTrainBatchBegin"];
  readonly onTrainBatchEnd?: Callback["onTrainBatchEnd"];

  constructor(functions: Callback) {
    for (const [name, value] of Object.entries(functions)) {
      if (!hooks.includes(name))
        throw new TensorError(
          "LambdaCallback",
          `unknown moment "${name}"; known: ${hooks.join(", ")}`,
        );
      if (value !== undefined && typeof value !== "function")
        throw new TensorError("LambdaCallback", `${name} must be a function`);
    }
    Object.assign(this, functions);
  }
}

/** @internal Throws where something given as a callback does nothing at any moment: most likely a mistake. */
export function checkHooks(caller: string, callback: unknown): void {
  const given = callback as Readonly<Record<string, unknown>> | null | undefined;
  if (typeof given !== "object" || given === null || !hooks.some((hook) => hook in given))
    throw new TensorError(
      caller,
      `a callback must be an object with at least one of ${hooks.join(", ")}`,
    );
}
