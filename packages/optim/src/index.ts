/** Tapeloop's optimizers and learning-rate schedulers. */
export {
  type Closure,
  type GroupOptions,
  Optimizer,
  type ParamGroup,
  type Params,
} from "./optimizer.ts";
export { Adadelta, type AdadeltaOptions, Adagrad, type AdagradOptions } from "./adagrad.ts";
export { Adam, type AdamOptions, AdamW } from "./adam.ts";
export {
  Adamax,
  type AdamaxOptions,
  NAdam,
  type NAdamOptions,
  RAdam,
  type RAdamOptions,
} from "./adam-variants.ts";
export { ASGD, type ASGDOptions } from "./asgd.ts";
export { LBFGS, type LBFGSOptions } from "./lbfgs.ts";
export type { OptimizerStateDict, State, StateValue } from "./state.ts";
export { RMSprop, type RMSpropOptions } from "./rmsprop.ts";
export { Rprop, type RpropOptions } from "./rprop.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
export * as lrScheduler from "./lr-scheduler/index.ts";
