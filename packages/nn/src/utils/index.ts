/** `nn.utils`. */
export * from "./gradients.ts";
export * as rnn from "./rnn.ts";
export * from "./reparametrize.ts";
