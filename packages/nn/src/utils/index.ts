/** `nn.utils`. */
export * from "./gradients.ts";
export * as rnn from "./rnn.ts";
export * from "./reparametrize.ts";
export * as parametrizations from "./parametrizations.ts";
export * as parametrize from "./parametrize.ts";
