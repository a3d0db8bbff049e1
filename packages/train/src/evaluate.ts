/** A trained model at work: judged on examples, and used. */
import { cat, noGrad, type Tensor } from "@tapeloop/core";
import {
  checkCount,
  checkKeys,
  checkMeasures,
  type Compiled,
  type Inputs,
  inputsOf,
  lossOf,
  Means,
  measure,
  type Model,
  Rows,
} from "./model.ts";

export interface EvaluateOptions {
  /** Examples that are computed at once. Default: 32. */
  batchSize?: number;
}

export type PredictOptions = EvaluateOptions;

/**
 * The mean loss, and metrics, over examples, with the model in evaluation mode and nothing recorded. Afterwards its
 * modules are in the modes they were in. Draws nothing from the random stream.
 *
 *     const { loss, accuracy } = evaluate(net, { loss: new nn.BCELoss(), metrics: { accuracy } }, x, y);
 *
 * Source: https://keras.io/api/models/model_training_apis/#evaluate-method
 */
export function evaluate(
  model: Model,
  measures: Pick<Compiled, "loss" | "metrics">,
  x: Inputs,
  y: Tensor,
  options: EvaluateOptions = {},
): Record<string, number> {
  checkKeys("evaluate", options, ["batchSize"]);
  const { batchSize = 32 } = options;
  checkCount("evaluate", "batchSize", batchSize, 1);
  checkMeasures("evaluate", measures);
  return evaluateRows("evaluate", model, measures, Rows.of("evaluate", x, y), batchSize);
}

/** @internal `evaluate`, of what has been checked. */
export function evaluateRows(
  caller: string,
  model: Model,
  { loss, metrics = {} }: Pick<Compiled, "loss" | "metrics">,
  rows: Rows,
  batchSize: number,
): Record<string, number> {
  return inEvaluation(model, () => {
    const means = new Means();
    for (const { inputs, target, length } of rows.batches(batchSize)) {
      const prediction = model(...inputs);
      const value = lossOf(caller, loss, prediction, target);
      means.add(length, measure(value, metrics, prediction, target));
    }
    return means.get();
  });
}

/**
 * What the model says to each row, computed batch by batch with the model in evaluation mode and nothing recorded.
 * Afterwards its modules are in the modes they were in.
 *
 * Source: https://keras.io/api/models/model_training_apis/#predict-method
 */
export function predict(model: Model, x: Inputs, options: PredictOptions = {}): Tensor {
  checkKeys("predict", options, ["batchSize"]);
  const { batchSize = 32 } = options;
  checkCount("predict", "batchSize", batchSize, 1);
  const [first, ...others] = inputsOf("predict", x);
  const rows = Rows.of("predict", [first, ...others], first);
  return inEvaluation(model, () =>
    cat([...rows.batches(batchSize)].map(({ inputs }) => model(...inputs))),
  );
}

/** Runs `body` in evaluation mode, without recording; then puts every module back in its own mode. */
function inEvaluation<Result>(model: Model, body: () => Result): Result {
  return keepingModes(model, () => {
    model.eval();
    return noGrad(body);
  });
}

/** @internal Runs `body`, whatever it does to the modules' modes; afterwards they have their own again. */
export function keepingModes<Result>(model: Model, body: () => Result): Result {
  const modes = [...model.modules()].map((module) => [module, module.training] as const);
  try {
    return body();
  } finally {
    for (const [module, training] of modes) module.training = training;
  }
}
