/** `nn.functional`: what layers are made of, as functions. Those that PyTorch also has as `torch.…` are in index.ts too. */
export * from "./ops/linear.ts";
export * from "./ops/convolution.ts";
