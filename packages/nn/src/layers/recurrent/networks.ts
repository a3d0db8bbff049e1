/** Recurrent networks over whole sequences. */
import { type Tensor, TensorError } from "@tapeloop/core";
import { named, readOptions } from "../../arguments.ts";
import { type RecurrentOptions, type RecurrentRequired, RNNBase } from "./base.ts";
import type { PackedSequence } from "./packed.ts";
import type { State } from "./steps.ts";

/** `tanh(W x + b + W' h + b')`, or with relu. */
export interface RNNOptions extends RecurrentOptions {
  /** Default: "tanh". */
  nonlinearity?: "tanh" | "relu";
}

const params: readonly string[] = [
  "inputSize",
  "hiddenSize",
  "numLayers",
  "bias",
  "batchFirst",
  "dropout",
  "bidirectional",
  "dtype",
];

/**
 * A simple recurrent network.
 *
 * Called with `[steps, batch, features]` and perhaps a hidden state `[layers · directions, batch, size]`, it answers the last
 * layer's outputs and the last hidden state.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.RNN.html
 */
export class RNN extends RNNBase {
  static override readonly params: readonly string[] = [
    ...params.slice(0, 3),
    "nonlinearity",
    ...params.slice(3),
  ];
  readonly nonlinearity: "tanh" | "relu";

  constructor(
    inputSize: number,
    hiddenSize: number,
    numLayers?: number | RNNOptions,
    nonlinearity?: "tanh" | "relu" | RNNOptions,
    bias?: boolean | RNNOptions,
    batchFirst?: boolean | RNNOptions,
    dropout?: number | RNNOptions,
    bidirectional?: boolean | RNNOptions,
  );
  constructor(options: RecurrentRequired & RNNOptions);
  constructor(...given: readonly unknown[]) {
    const { nonlinearity = "tanh", ...args } = readOptions<RecurrentRequired & RNNOptions>(
      named(RNN, new.target),
      given,
      2,
    );
    if (nonlinearity !== "tanh" && nonlinearity !== "relu") {
      throw new TensorError(
        new.target.name,
        `unknown nonlinearity '${String(nonlinearity)}', should be one of 'tanh', 'relu'`,
      );
    }
    super(new.target.name, nonlinearity === "tanh" ? "RNN_TANH" : "RNN_RELU", args);
    this.nonlinearity = nonlinearity;
  }

  override forward(
    input: PackedSequence,
    hx?: Tensor | null,
  ): [output: PackedSequence, hidden: Tensor];
  override forward(input: Tensor, hx?: Tensor | null): [output: Tensor, hidden: Tensor];
  override forward(
    input: Tensor | PackedSequence,
    hx?: Tensor | null,
  ): [Tensor | PackedSequence, Tensor] {
    const { output, state } = this._run(input, hx ? [hx] : null);
    return [output, state[0]];
  }
}

/** A packed sequence comes out as it went in; `forward`'s last signature, which calls are typed by, has tensors. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- a module is called as its `forward` is
export interface RNN {
  (input: PackedSequence, hx?: Tensor | null): [output: PackedSequence, hidden: Tensor];
}

/**
 * A network of gated recurrent units.
 *
 * Called with `[steps, batch, features]` and perhaps a hidden state `[layers · directions, batch, size]`, it answers the last
 * layer's outputs and the last hidden state.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.GRU.html
 */
export class GRU extends RNNBase {
  static override readonly params: readonly string[] = params;

  constructor(
    inputSize: number,
    hiddenSize: number,
    numLayers?: number | RecurrentOptions,
    bias?: boolean | RecurrentOptions,
    batchFirst?: boolean | RecurrentOptions,
    dropout?: number | RecurrentOptions,
    bidirectional?: boolean | RecurrentOptions,
  );
  constructor(options: RecurrentRequired & RecurrentOptions);
  constructor(...given: readonly unknown[]) {
    super(new.target.name, "GRU", readOptions(named(GRU, new.target), given, 2));
  }

  override forward(
    input: PackedSequence,
    hx?: Tensor | null,
  ): [output: PackedSequence, hidden: Tensor];
  override forward(input: Tensor, hx?: Tensor | null): [output: Tensor, hidden: Tensor];
  override forward(
    input: Tensor | PackedSequence,
    hx?: Tensor | null,
  ): [Tensor | PackedSequence, Tensor] {
    const { output, state } = this._run(input, hx ? [hx] : null);
    return [output, state[0]];
  }
}

/** See `RNN`. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- a module is called as its `forward` is
export interface GRU {
  (input: PackedSequence, hx?: Tensor | null): [output: PackedSequence, hidden: Tensor];
}

export interface LSTMOptions extends RecurrentOptions {
  /** Features to which the hidden state is projected; 0 for no projection. Default: 0. */
  projSize?: number;
}

/** An LSTM's state: hidden and cell. */
export type LSTMState = readonly [hidden: Tensor, cell: Tensor];

/**
 * A network of long short-term memory cells.
 *
 * Called with `[steps, batch, features]` and perhaps `[hidden, cell]`, each `[layers · directions, batch, size]`, it answers the
 * last layer's outputs and `[hidden, cell]` after the last step.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html
 */
export class LSTM extends RNNBase {
  static override readonly params: readonly string[] = [
    ...params.slice(0, -1),
    "projSize",
    "dtype",
  ];

  constructor(
    inputSize: number,
    hiddenSize: number,
    numLayers?: number | LSTMOptions,
    bias?: boolean | LSTMOptions,
    batchFirst?: boolean | LSTMOptions,
    dropout?: number | LSTMOptions,
    bidirectional?: boolean | LSTMOptions,
    projSize?: number | LSTMOptions,
  );
  constructor(options: RecurrentRequired & LSTMOptions);
  constructor(...given: readonly unknown[]) {
    super(new.target.name, "LSTM", readOptions(named(LSTM, new.target), given, 2));
  }

  override forward(
    input: PackedSequence,
    hx?: LSTMState | null,
  ): [output: PackedSequence, state: [hidden: Tensor, cell: Tensor]];
  override forward(
    input: Tensor,
    hx?: LSTMState | null,
  ): [output: Tensor, state: [hidden: Tensor, cell: Tensor]];
  override forward(
    input: Tensor | PackedSequence,
    hx?: State | null,
  ): [Tensor | PackedSequence, [Tensor, Tensor]] {
    if (hx && hx.length !== 2)
      throw new TensorError(
        this.constructor.name,
        `the state of an LSTM is [hidden, cell], got ${hx.length} tensors`,
      );
    const { output, state } = this._run(input, hx ?? null);
    return [output, [state[0], state[1]]];
  }
}

/** See `RNN`. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- a module is called as its `forward` is
export interface LSTM {
  (
    input: PackedSequence,
    hx?: LSTMState | null,
  ): [output: PackedSequence, state: [hidden: Tensor, cell: Tensor]];
}
