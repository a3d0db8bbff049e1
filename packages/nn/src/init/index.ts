/**
 * `nn.init`: first values of parameters, written in place and outside of autograd.
 *
 * The draws are PyTorch's: after `torch.manualSeed(0)` every function gives what its twin gives.
 */
export type { GeneratorOption } from "./entry.ts";
export * from "./fill.ts";
export * from "./scaled.ts";
export * from "./structured.ts";
