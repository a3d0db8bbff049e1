/** `torch.autograd`: gradients as functions, ops of one's own, and checks of both. */
export {
  type AutogradBackwardOptions,
  backward,
  type BackwardOptions,
  grad,
  type GradOptions,
} from "./backward.ts";
export {
  type Differentiable,
  gradcheck,
  type GradcheckOptions,
  gradgradcheck,
  type GradgradcheckOptions,
} from "./gradcheck.ts";
export {
  detectAnomaly,
  enableGrad,
  inferenceMode,
  isAnomalyEnabled,
  noGrad,
  setDetectAnomaly,
  setGradEnabled,
} from "./mode.ts";
export { Function, FunctionCtx } from "./function.ts";
export * as functional from "./functional.ts";
