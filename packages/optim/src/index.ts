/** Tapeloop's optimizers and learning-rate schedulers. */
export {
  Optimizer,
  type Closure,
  type GroupOptions,
  type OptimizerStateDict,
  type ParamGroup,
  type Params,
  type State,
} from "./optimizer.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
export { Adam, AdamW, type AdamOptions } from "./adam.ts";
