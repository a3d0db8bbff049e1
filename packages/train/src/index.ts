/** Tapeloop's training by one call, in Keras' words: `fit`, `evaluate`, `predict`, and what may happen in between. */
export { evaluate, type EvaluateOptions, predict, type PredictOptions } from "./evaluate.ts";
export { type Compiled, type Inputs, type LossFunction, type Metric, type Model } from "./model.ts";
export { fit, type FitOptions } from "./fit.ts";
export { History, type Logs } from "./history.ts";
export { type Callback, LambdaCallback, type Run } from "./callbacks/callback.ts";
export { EarlyStopping, type EarlyStoppingOptions } from "./callbacks/early-stopping.ts";
export { ModelCheckpoint, type ModelCheckpointOptions } from "./callbacks/model-checkpoint.ts";
export type { MonitorMode } from "./callbacks/monitor.ts";
export { ProgressBar, type ProgressBarOptions } from "./callbacks/progress-bar.ts";
