/** Single steps of recurrent networks, as layers. */
import { empty, type Tensor, TensorError, zeros } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions, named, readOptions } from "../../arguments.ts";
import { uniform_ } from "../../init/index.ts";
import { Module } from "../../module/module.ts";
import { Parameter } from "../../parameter.ts";
import { python } from "../../python.ts";
import type { RecurrentRequired } from "./base.ts";
import type { LSTMState } from "./networks.ts";
import { gruStep, lstmStep, reluStep, type State, type Step, tanhStep } from "./steps.ts";

export interface CellOptions extends FactoryOptions {
  /** Whether biases are learnt. Default: true. */
  bias?: boolean;
}

/** What `RNNCell`, `LSTMCell` and `GRUCell` have in common. */
export abstract class RNNCellBase extends Module {
  static override readonly params: readonly string[] = ["inputSize", "hiddenSize", "bias", "dtype"];
  static override readonly stateNames: Readonly<Record<string, string>> = {
    weightIh: "weight_ih",
    weightHh: "weight_hh",
    biasIh: "bias_ih",
    biasHh: "bias_hh",
  };
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly bias: boolean;
  /** `[gates · hiddenSize, inputSize]` */
  declare weightIh: Parameter;
  /** `[gates · hiddenSize, hiddenSize]` */
  declare weightHh: Parameter;
  declare biasIh: Parameter | null;
  declare biasHh: Parameter | null;

  protected constructor(gates: number, args: RecurrentRequired & CellOptions) {
    super();
    const { inputSize, hiddenSize, bias = true, dtype } = args;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.bias = bias;
    const parameter = (...shape: readonly number[]): Parameter =>
      new Parameter(empty(shape, { dtype }));
    this.registerParameter("weightIh", parameter(gates * hiddenSize, inputSize));
    this.registerParameter("weightHh", parameter(gates * hiddenSize, hiddenSize));
    this.registerParameter("biasIh", bias ? parameter(gates * hiddenSize) : null);
    this.registerParameter("biasHh", bias ? parameter(gates * hiddenSize) : null);
    this.resetParameters();
  }

  /** Draws new weights. */
  resetParameters(): void {
    const bound = this.hiddenSize > 0 ? 1 / Math.sqrt(this.hiddenSize) : 0;
    for (const weight of this.parameters()) uniform_(weight, -bound, bound);
  }

  /** @internal One step, with or without a batch dimension, from a state or from zeros. */
  protected _step(step: Step, input: Tensor, given: State | null, states: number): State {
    const { name } = this.constructor;
    if (input.ndim !== 1 && input.ndim !== 2) {
      throw new TensorError(
        name,
        `expected input to be 1-D or 2-D but received ${input.ndim}-D tensor`,
        { shapes: [input.shape] },
      );
    }
    const batched = input.ndim === 2;
    const x = batched ? input : input.unsqueeze(0);
    const [batch, size] = x.shape;
    if (size !== this.inputSize) {
      throw new TensorError(
        name,
        `input has inconsistent inputSize: got ${size} expected ${this.inputSize}`,
        { shapes: [input.shape] },
      );
    }
    const state = Array.from({ length: states }, (_, i) => {
      const tensor = given?.[i];
      if (!tensor) return zeros([batch, this.hiddenSize], { dtype: input.dtype });
      const whole = batched ? tensor : tensor.unsqueeze(0);
      this._checkState(whole, batch, i);
      return whole;
    });
    const next = step(F.linear(x, this.weightIh, this.biasIh), state, this);
    return batched ? next : next.map((tensor) => tensor.squeeze(0));
  }

  private _checkState(state: Tensor, batch: number, index: number): void {
    const { name } = this.constructor;
    const { shape } = state;
    if (shape.length !== 2) {
      throw new TensorError(
        name,
        `expected hidden${index} to be ${state.ndim < 2 ? "2-D" : "1-D or 2-D"} but received ${state.ndim}-D tensor`,
        {
          shapes: [shape],
        },
      );
    }
    if (shape[0] !== batch)
      throw new TensorError(
        name,
        `input batch size ${batch} doesn't match hidden${index} batch size ${shape[0]}`,
        { shapes: [shape] },
      );
    if (shape[1] !== this.hiddenSize) {
      throw new TensorError(
        name,
        `hidden${index} has inconsistent hiddenSize: got ${shape[1]}, expected ${this.hiddenSize}`,
        { shapes: [shape] },
      );
    }
  }

  override extraRepr(): string {
    const parts = [python(this.inputSize), python(this.hiddenSize)];
    if (!this.bias) parts.push("bias=False");
    return parts.join(", ");
  }
}

export interface RNNCellOptions extends CellOptions {
  /** Default: "tanh". */
  nonlinearity?: "tanh" | "relu";
}

/** One step of an `RNN`: `[batch, features]` and a hidden state to the next one. Source: https://pytorch.org/docs/stable/generated/torch.nn.RNNCell.html */
export class RNNCell extends RNNCellBase {
  static override readonly params: readonly string[] = [
    "inputSize",
    "hiddenSize",
    "bias",
    "nonlinearity",
    "dtype",
  ];
  readonly nonlinearity: "tanh" | "relu";

  constructor(
    inputSize: number,
    hiddenSize: number,
    bias?: boolean | RNNCellOptions,
    nonlinearity?: "tanh" | "relu" | RNNCellOptions,
  );
  constructor(options: RecurrentRequired & RNNCellOptions);
  constructor(...given: readonly unknown[]) {
    const args = readOptions<RecurrentRequired & RNNCellOptions>(
      named(RNNCell, new.target),
      given,
      2,
    );
    const { nonlinearity = "tanh" } = args;
    if (nonlinearity !== "tanh" && nonlinearity !== "relu") {
      throw new TensorError(
        new.target.name,
        `unknown nonlinearity '${String(nonlinearity)}', should be one of 'tanh', 'relu'`,
      );
    }
    super(1, args);
    this.nonlinearity = nonlinearity;
  }

  override forward(input: Tensor, hx?: Tensor | null): Tensor {
    return this._step(
      this.nonlinearity === "tanh" ? tanhStep : reluStep,
      input,
      hx ? [hx] : null,
      1,
    )[0];
  }

  override extraRepr(): string {
    const own = super.extraRepr();
    return this.nonlinearity === "tanh" ? own : `${own}, nonlinearity=${this.nonlinearity}`;
  }
}

/** One step of a `GRU`: `[batch, features]` and a hidden state to the next one. Source: https://pytorch.org/docs/stable/generated/torch.nn.GRUCell.html */
export class GRUCell extends RNNCellBase {
  constructor(
    inputSize: number,
    hiddenSize: number,
    bias?: boolean | CellOptions,
    options?: CellOptions,
  );
  constructor(options: RecurrentRequired & CellOptions);
  constructor(...given: readonly unknown[]) {
    super(3, readOptions(named(GRUCell, new.target), given, 2));
  }

  override forward(input: Tensor, hx?: Tensor | null): Tensor {
    return this._step(gruStep, input, hx ? [hx] : null, 1)[0];
  }
}

/** One step of an `LSTM`: `[batch, features]` and `[hidden, cell]` to the next. Source: https://pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html */
export class LSTMCell extends RNNCellBase {
  constructor(
    inputSize: number,
    hiddenSize: number,
    bias?: boolean | CellOptions,
    options?: CellOptions,
  );
  constructor(options: RecurrentRequired & CellOptions);
  constructor(...given: readonly unknown[]) {
    super(4, readOptions(named(LSTMCell, new.target), given, 2));
  }

  override forward(input: Tensor, hx?: LSTMState | null): [hidden: Tensor, cell: Tensor] {
    const [hidden, cell] = this._step(lstmStep, input, hx ?? null, 2);
    return [hidden, cell];
  }
}
