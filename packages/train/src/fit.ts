/** Training by one call. */
import { type Tensor, TensorError } from "@tapeloop/core";
import { DataLoader, TensorDataset } from "@tapeloop/data";
import { Module } from "@tapeloop/nn";
import { Optimizer } from "@tapeloop/optim";
import { type Callback, checkHooks, type Run } from "./callbacks/callback.ts";
import { ProgressBar } from "./callbacks/progress-bar.ts";
import { evaluateRows, keepingModes } from "./evaluate.ts";
import { heldOut, History, type Logs } from "./history.ts";
import {
  checkCount,
  checkKeys,
  checkMeasures,
  type Compiled,
  type Inputs,
  lossOf,
  Means,
  measure,
  type Model,
  Rows,
} from "./model.ts";

export interface FitOptions {
  /** Examples per step. Default: 32. */
  batchSize?: number;
  /** How often the model sees all of the data. Default: 1. */
  epochs?: number;
  /** What is shown: 0 nothing, 1 a progress bar, 2 a line per epoch. Default: 1. */
  verbose?: 0 | 1 | 2;
  /** What else happens at the start and end of training, epochs and batches, in this order. */
  callbacks?: readonly Callback[];
  /** This part of the rows, the last ones, is held out to validate on: from 0 to below 1. Default: 0. */
  validationSplit?: number;
  /** Examples to validate on after each epoch. Goes before `validationSplit`. */
  validationData?: readonly [x: Inputs, y: Tensor] | null;
  /** Examples per step of validation. Default: `batchSize`. */
  validationBatchSize?: number;
  /** A new random order of the rows in each epoch; those held out were so before. Default: true. */
  shuffle?: boolean;
}

const known: readonly string[] = [
  "batchSize",
  "epochs",
  "verbose",
  "callbacks",
  "validationSplit",
  "validationData",
  "validationBatchSize",
  "shuffle",
];

/**
 * Trains a model, and answers what was measured in each epoch.
 *
 *     const { history } = fit(net, { loss: new nn.MSELoss(), optimizer }, x, y, {
 *       epochs: 10,
 *       validationSplit: 0.2,
 *       callbacks: [new EarlyStopping({ patience: 3, restoreBestWeights: true })],
 *     });
 *     history.loss; // one number per epoch
 *
 * The loop is the usual one: for each batch of a (shuffling) DataLoader, `zeroGrad`, forward, `backward`, `step`; so that
 * with the same seed PyTorch's loop gives the same losses. An epoch's `loss` is the mean over its examples of the losses
 * met on the way. The model trains in training mode and validates in evaluation mode; afterwards its modules are in the
 * modes they were in. Validation draws nothing from the random stream.
 *
 * Throws, before anything has changed, on data that does not fit together and on options that are not known.
 *
 * Source: https://keras.io/api/models/model_training_apis/#fit-method
 */
export function fit(
  model: Model,
  compiled: Compiled,
  x: Inputs,
  y: Tensor,
  options: FitOptions = {},
): History {
  checkCompiled(model, compiled);
  checkKeys("fit", options, known);
  const { batchSize = 32, epochs = 1, verbose = 1, shuffle = true } = options;
  checkCount("fit", "epochs", epochs, 0);
  checkCount("fit", "batchSize", batchSize, 1);
  checkCount("fit", "validationBatchSize", options.validationBatchSize ?? batchSize, 1);
  if (![0, 1, 2].includes(verbose))
    throw new TensorError(
      "fit",
      `verbose must be 0 (nothing), 1 (a progress bar) or 2 (a line per epoch), got ${String(verbose)}`,
    );
  const [train, validation] = split(Rows.of("fit", x, y), options);
  const callbacks = [...(options.callbacks ?? [])];
  for (const callback of callbacks) checkHooks("fit", callback);
  if (verbose > 0 && !callbacks.some((callback) => callback instanceof ProgressBar))
    callbacks.push(new ProgressBar({ bar: verbose === 1 }));

  const measured = ["loss", ...Object.keys(compiled.metrics ?? {})];
  const wish = { stop: false };
  const run: Run = {
    model,
    optimizer: compiled.optimizer,
    epochs,
    steps: Math.ceil(train.length / batchSize),
    names: validation ? [...measured, ...measured.map(heldOut)] : measured,
    stop: () => void (wish.stop = true),
  };
  const loader = new DataLoader(new TensorDataset(...train.inputs, train.target), {
    batchSize,
    shuffle,
  });
  const history = new History();
  return keepingModes(model, () => {
    for (const callback of callbacks) callback.onTrainBegin?.(run);
    for (let epoch = 0; epoch < epochs && !wish.stop; epoch++) {
      for (const callback of callbacks) callback.onEpochBegin?.(epoch, run);
      let logs: Logs = trainEpoch(loader, compiled, callbacks, run);
      if (validation) {
        const size = options.validationBatchSize ?? batchSize;
        const values = evaluateRows("fit", model, compiled, validation, size);
        const named = Object.entries(values).map(([name, value]) => [heldOut(name), value]);
        logs = { ...logs, ...Object.fromEntries(named) };
      }
      history.add(epoch, logs);
      for (const callback of callbacks) callback.onEpochEnd?.(epoch, logs, run);
    }
    for (const callback of callbacks) callback.onTrainEnd?.(run);
    return history;
  });
}

/** Every row once; answers the means. */
function trainEpoch(
  loader: DataLoader<Tensor[], Tensor[]>,
  { loss, optimizer, metrics = {} }: Compiled,
  callbacks: readonly Callback[],
  run: Run,
): Logs {
  const means = new Means();
  run.model.train();
  let batch = 0;
  for (const tensors of loader) {
    const inputs = tensors.slice(0, -1);
    const target = tensors[tensors.length - 1];
    for (const callback of callbacks) callback.onTrainBatchBegin?.(batch, run);
    optimizer.zeroGrad();
    const prediction = run.model(...inputs);
    const value = lossOf("fit", loss, prediction, target);
    value.backward();
    optimizer.step();
    means.add(target.size(0), measure(value.detach(), metrics, prediction.detach(), target));
    for (const callback of callbacks) callback.onTrainBatchEnd?.(batch, means.get(), run);
    batch += 1;
  }
  return means.get();
}

/** What to train on, and what to validate on, if anything. */
function split(rows: Rows, options: FitOptions): [train: Rows, validation: Rows | null] {
  const { validationSplit = 0, validationData = null } = options;
  if (!(validationSplit >= 0 && validationSplit < 1))
    throw new TensorError(
      "fit",
      `validationSplit must be a part of the rows, from 0 to below 1, got ${String(validationSplit)}`,
    );
  if (validationData) {
    if (!Array.isArray(validationData) || validationData.length !== 2)
      throw new TensorError("fit", "validationData must be a pair [x, y]");
    const [x, y] = validationData as readonly [Inputs, Tensor];
    return [rows, Rows.of("fit: validationData", x, y)];
  }
  if (validationSplit === 0) return [rows, null];
  const at = Math.floor(rows.length * (1 - validationSplit));
  if (at === 0 || at === rows.length)
    throw new TensorError(
      "fit",
      `validationSplit ${validationSplit} of ${rows.length} rows leaves none to ${at === 0 ? "train" : "validate"} on; give more rows, another validationSplit, or validationData`,
    );
  return [rows.slice(0, at), rows.slice(at, rows.length)];
}

function checkCompiled(model: Model, compiled: Compiled): void {
  if (!(model instanceof Module))
    throw new TensorError("fit", "the first argument must be a model: an nn.Module");
  checkKeys("fit", compiled, ["loss", "optimizer", "metrics"]);
  checkMeasures("fit", compiled);
  if (!(compiled.optimizer instanceof Optimizer))
    throw new TensorError(
      "fit",
      "optimizer must be an optimizer of the model's parameters, e.g. new optim.Adam(model.parameters())",
    );
}
