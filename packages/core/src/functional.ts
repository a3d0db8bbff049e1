/** `nn.functional`: what layers are made of, as functions. Those that PyTorch also has as `torch.…` are in index.ts too. */
export * from "./ops/linear.ts";
export * from "./ops/convolution.ts";
export * from "./ops/activation.ts";
export * from "./ops/rectifier.ts";
export { sigmoid, sigmoid_, tanh, tanh_ } from "./ops/hyperbolic.ts";
export * from "./ops/pooling.ts";
export * from "./ops/embedding.ts";
export * from "./ops/padding.ts";
export * from "./ops/softmax.ts";
export * from "./ops/softmin.ts";
export * from "./ops/columns.ts";
export * from "./ops/interpolate.ts";
export * from "./ops/shuffle.ts";
