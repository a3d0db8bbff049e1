/** Tapeloop's neural networks: modules, losses, first values. As a namespace it is `nn`. */
export { Buffer, type BufferOptions, Parameter, type ParameterOptions } from "./parameter.ts";
export {
  type Layer,
  Module,
  type ModuleJson,
  type NamedOptions,
  type RecurseOptions,
  type StateDictOptions,
} from "./module/module.ts";
export type { ForwardHook, ForwardPreHook, FullBackwardHook, Gradients } from "./module/hooks.ts";
export type {
  IncompatibleKeys,
  LoadOptions,
  LoadPreHook,
  StateDict,
  StateSource,
} from "./module/state.ts";

// Containers.
export { Sequential, type NamedModules } from "./containers/sequential.ts";
export { ModuleList } from "./containers/module-list.ts";
export { ModuleDict } from "./containers/module-dict.ts";
export { ParameterDict, ParameterList } from "./containers/parameters.ts";

// Layers, a family a line.
export * from "./layers/activation.ts";
export * from "./layers/adaptive-pool.ts";
export * from "./layers/avg-pool.ts";
export * from "./layers/batch-norm.ts";
export * from "./layers/conv.ts";
export * from "./layers/conv-transpose.ts";
export * from "./layers/cross-map-lrn.ts";
export * from "./layers/distance.ts";
export * from "./layers/dropout.ts";
export * from "./layers/embedding.ts";
export * from "./layers/fractional-pool.ts";
export { Bilinear, Identity, Linear, type LinearOptions } from "./layers/linear.ts";
export * from "./layers/lazy/conv.ts";
export * from "./layers/lazy/linear.ts";
export * from "./layers/lazy/norm.ts";
export * from "./layers/max-pool.ts";
export * from "./layers/norm.ts";
export * from "./layers/pad.ts";
export * from "./layers/recurrent/cells.ts";
export { type RecurrentOptions, RNNBase } from "./layers/recurrent/base.ts";
export * from "./layers/recurrent/networks.ts";
export * from "./layers/shape.ts";
export * from "./layers/softmax.ts";
export * from "./layers/transformer/attention.ts";
export * from "./layers/transformer/layers.ts";
export * from "./layers/transformer/transformer.ts";
export * from "./layers/sync-batch-norm.ts";
export * from "./layers/upsample.ts";
export { type FactoryOptions, type Size, type Size1, type Size2, type Size3 } from "./arguments.ts";

// Losses.
export * from "./losses/adaptive.ts";
export * from "./losses/classification.ts";
export * from "./losses/embedding.ts";
export * from "./losses/regression.ts";
export type {
  LegacyReduction,
  LossOptions,
  Reduction,
  WeightedLossOptions,
} from "./losses/base.ts";

export * as functional from "@tapeloop/core/functional";
export * as init from "./init/index.ts";
export * as utils from "./utils/index.ts";
