/** What all recurrent networks have in common: their weights, and how layers and directions fit together. */
import { cat, empty, stack, type Tensor, TensorError, zeros } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions } from "../../arguments.ts";
import { uniform_ } from "../../init/index.ts";
import { Module } from "../../module/module.ts";
import { Parameter } from "../../parameter.ts";
import { python, pythonFloat } from "../../python.ts";
import { PackedSequence } from "./packed.ts";
import { lstmStep, runSteps, type State, type Weights } from "./steps.ts";

export type RecurrentMode = "RNN_TANH" | "RNN_RELU" | "LSTM" | "GRU";

const gates: Readonly<Record<RecurrentMode, number>> = {
  RNN_TANH: 1,
  RNN_RELU: 1,
  LSTM: 4,
  GRU: 3,
};

export interface RecurrentOptions extends FactoryOptions {
  /** How many networks are stacked. Default: 1. */
  numLayers?: number;
  /** Whether biases are learnt. Default: true. */
  bias?: boolean;
  /** Whether the batch comes before the steps: `[batch, steps, features]`. Default: false. */
  batchFirst?: boolean;
  /** Probability of dropping outputs between layers while training. Default: 0. */
  dropout?: number;
  /** Whether the sequence is also read from its end. Default: false. */
  bidirectional?: boolean;
}

export interface RecurrentRequired {
  /** Features of the input. */
  inputSize: number;
  /** Features of the hidden state. */
  hiddenSize: number;
}

/** Keys of the weights by field; all networks share it, since a name says everything. */
const stateNames: Record<string, string> = {};

/** `weight`, `ih`, layer 0, reversed: the field `weightIhL0Reverse`, in states `weight_ih_l0_reverse`. */
function weightName(
  kind: "weight" | "bias",
  part: "ih" | "hh" | "hr",
  layer: number,
  direction: number,
): string {
  const field = `${kind}${part === "ih" ? "Ih" : part === "hh" ? "Hh" : "Hr"}L${layer}${direction === 1 ? "Reverse" : ""}`;
  stateNames[field] = `${kind}_${part}_l${layer}${direction === 1 ? "_reverse" : ""}`;
  return field;
}

/** A sequence as the layers see it: its steps, each a batch. */
interface Sequence {
  /** `[steps, batch, features]`; packed: `[Σ batches, features]`. */
  readonly data: Tensor;
  /** Sizes of the steps' batches where they differ. */
  readonly batchSizes: readonly number[] | null;
}

/** What `RNN`, `LSTM` and `GRU` have in common. */
export abstract class RNNBase extends Module {
  static override readonly stateNames: Readonly<Record<string, string>> = stateNames;
  readonly mode: RecurrentMode;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly bias: boolean;
  readonly batchFirst: boolean;
  readonly dropout: number;
  readonly bidirectional: boolean;
  /** Features of the projected hidden state; 0 where it is not projected. */
  readonly projSize: number;
  /** `weightIhL0`, `weightHhL0`, …; of a second direction `weightIhL0Reverse`. */
  [name: `weight${string}`]: Parameter;
  /** `biasIhL0`, `biasHhL0`, …; of a second direction `biasIhL0Reverse`. */
  [name: `bias${"I" | "H"}${string}`]: Parameter;

  protected constructor(
    name: string,
    mode: RecurrentMode,
    args: RecurrentRequired & RecurrentOptions & { projSize?: number },
  ) {
    super();
    const { inputSize, hiddenSize, numLayers = 1, dropout = 0, projSize = 0 } = args;
    for (const [option, size] of Object.entries({ hiddenSize, numLayers })) {
      if (Number.isInteger(size) && size > 0) continue;
      throw new TensorError(name, `${option} must be an integer greater than zero, got ${size}`);
    }
    if (typeof dropout !== "number" || !(dropout >= 0 && dropout <= 1)) {
      throw new TensorError(
        name,
        `dropout should be a number in range [0, 1] representing the probability of an element being zeroed, got ${String(dropout)}`,
      );
    }
    if (dropout > 0 && numLayers === 1) {
      console.warn(
        `${name}: dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects numLayers greater ` +
          `than 1, but got dropout=${dropout} and numLayers=${numLayers}`,
      );
    }
    if (projSize < 0)
      throw new TensorError(
        name,
        `projSize should be a positive integer or zero to disable projections, got ${projSize}`,
      );
    if (projSize >= hiddenSize)
      throw new TensorError(
        name,
        `projSize has to be smaller than hiddenSize, got ${projSize} and ${hiddenSize}`,
      );
    this.mode = mode;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.numLayers = numLayers;
    this.bias = args.bias ?? true;
    this.batchFirst = args.batchFirst ?? false;
    this.dropout = dropout;
    this.bidirectional = args.bidirectional ?? false;
    this.projSize = projSize;
    this._registerWeights(args);
    this.resetParameters();
  }

  private _registerWeights({ dtype }: FactoryOptions): void {
    const { inputSize, hiddenSize, projSize, outputSize, directions } = this;
    const gateSize = gates[this.mode] * hiddenSize;
    const register = (field: string, ...shape: readonly number[]): void => {
      this.registerParameter(field, new Parameter(empty(shape, { dtype })));
    };
    for (let layer = 0; layer < this.numLayers; layer++) {
      for (let direction = 0; direction < directions; direction++) {
        register(
          weightName("weight", "ih", layer, direction),
          gateSize,
          layer === 0 ? inputSize : outputSize * directions,
        );
        register(weightName("weight", "hh", layer, direction), gateSize, outputSize);
        if (this.bias) {
          register(weightName("bias", "ih", layer, direction), gateSize);
          register(weightName("bias", "hh", layer, direction), gateSize);
        }
        if (projSize > 0)
          register(weightName("weight", "hr", layer, direction), projSize, hiddenSize);
      }
    }
  }

  private get directions(): number {
    return this.bidirectional ? 2 : 1;
  }

  /** Features of one direction's output. */
  private get outputSize(): number {
    return this.projSize > 0 ? this.projSize : this.hiddenSize;
  }

  /** Draws new weights. */
  resetParameters(): void {
    const bound = this.hiddenSize > 0 ? 1 / Math.sqrt(this.hiddenSize) : 0;
    for (const weight of this.parameters()) uniform_(weight, -bound, bound);
  }

  /** Does nothing: weights need no order of their own here. */
  flattenParameters(): void {}

  /** The weights of each layer and direction. */
  get allWeights(): Parameter[][] {
    const all: Parameter[][] = [];
    for (let layer = 0; layer < this.numLayers; layer++) {
      for (let direction = 0; direction < this.directions; direction++) {
        const { weightIh, weightHh, biasIh, biasHh, weightHr } = this._weights(layer, direction);
        all.push(
          [weightIh, weightHh, biasIh, biasHh, weightHr].filter(
            (weight) => weight !== null && weight !== undefined,
          ),
        );
      }
    }
    return all;
  }

  private _weights(layer: number, direction: number): Weights {
    const fields = this as unknown as Readonly<Record<string, Parameter>>;
    const get = (kind: "weight" | "bias", part: "ih" | "hh" | "hr"): Parameter =>
      fields[weightName(kind, part, layer, direction)];
    return {
      weightIh: get("weight", "ih"),
      weightHh: get("weight", "hh"),
      biasIh: this.bias ? get("bias", "ih") : null,
      biasHh: this.bias ? get("bias", "hh") : null,
      weightHr: this.projSize > 0 ? get("weight", "hr") : null,
    };
  }

  /** @internal Runs a sequence from an initial state (one tensor, or two for an LSTM), both as the user gave them. */
  protected _run(
    input: Tensor | PackedSequence,
    given: State | null,
  ): { output: Tensor | PackedSequence; state: State } {
    if (input instanceof PackedSequence) return this._runPacked(input, given);
    const { ndim } = input;
    if (ndim !== 2 && ndim !== 3) {
      throw this._error(
        `${this.constructor.name}: expected input to be 2-D or 3-D but received ${ndim}-D tensor`,
        input,
      );
    }
    const batched = ndim === 3;
    const batchDim = this.batchFirst ? 0 : 1;
    for (const tensor of given ?? []) {
      if (tensor.ndim === ndim) continue;
      const got = (given as State).map((t) => `${t.ndim}-D`);
      throw this._error(
        given?.length === 2
          ? `for ${batched ? "batched 3-D" : "unbatched 2-D"} input, hx and cx should also be ${ndim}-D but got (${got.join(", ")}) tensors`
          : `for ${batched ? "batched 3-D" : "unbatched 2-D"} input, hx should also be ${ndim}-D but got ${got[0]} tensor`,
        input,
        ...(given as State),
      );
    }
    const whole = batched ? input : input.unsqueeze(batchDim);
    const state = batched ? given : (given?.map((tensor) => tensor.unsqueeze(1)) ?? null);
    this._checkInput(whole);
    if (whole.shape[1 - batchDim] === 0)
      throw this._error("expected sequence length to be larger than 0", input);
    const initial = this._initial(whole, whole.shape[batchDim], state);
    const ran = this._layers(
      { data: this.batchFirst ? whole.transpose(0, 1) : whole, batchSizes: null },
      initial,
    );
    const output = this.batchFirst ? ran.output.transpose(0, 1) : ran.output;
    if (batched) return { output, state: ran.state };
    return {
      output: output.squeeze(batchDim),
      state: ran.state.map((tensor) => tensor.squeeze(1)),
    };
  }

  private _runPacked(
    input: PackedSequence,
    given: State | null,
  ): { output: PackedSequence; state: State } {
    const { data, batchSizes, sortedIndices, unsortedIndices } = input;
    if (data.ndim !== 2) throw this._error(`input must have 2 dimensions, got ${data.ndim}`, data);
    this._checkInput(data);
    const sizes = batchSizes.tolist() as number[];
    const reorder = (state: State, order: Tensor | null): State =>
      order ? state.map((tensor) => tensor.indexSelect(1, order)) : state;
    const initial = this._initial(data, sizes[0], given && reorder(given, sortedIndices));
    const ran = this._layers({ data, batchSizes: sizes }, initial);
    return {
      output: new PackedSequence(ran.output, batchSizes, sortedIndices, unsortedIndices),
      state: reorder(ran.state, unsortedIndices),
    };
  }

  private _error(message: string, ...tensors: readonly Tensor[]): TensorError {
    return new TensorError(this.constructor.name, message, {
      shapes: tensors.map(({ shape }) => shape),
    });
  }

  private _checkInput(input: Tensor): void {
    const size = input.shape[input.ndim - 1];
    if (size !== this.inputSize) {
      throw this._error(
        `input.size(-1) must be equal to inputSize. Expected ${this.inputSize}, got ${size}`,
        input,
      );
    }
  }

  /** The initial state: zeros, or the one given, after a check of its sizes. */
  private _initial(input: Tensor, batch: number, given: State | null): State {
    const count = this.numLayers * this.directions;
    const sizes = this.mode === "LSTM" ? [this.outputSize, this.hiddenSize] : [this.outputSize];
    return sizes.map((size, i) => {
      const expected = [count, batch, size];
      const tensor = given?.[i];
      if (!tensor) return zeros(expected, { dtype: input.dtype });
      if (tensor.shape.join() !== expected.join()) {
        const what = sizes.length === 2 ? `hidden[${i}]` : "hidden";
        throw this._error(
          `expected ${what} size (${expected.join(", ")}), got [${tensor.shape.join(", ")}]`,
          tensor,
        );
      }
      return tensor;
    });
  }

  private _layers(sequence: Sequence, initial: State): { output: Tensor; state: State } {
    const { directions, numLayers, dropout, training } = this;
    const before = initial.map((tensor) => tensor.unbind(0));
    const after: State[] = [];
    let { data } = sequence;
    for (let layer = 0; layer < numLayers; layer++) {
      const outputs: Tensor[] = [];
      for (let direction = 0; direction < directions; direction++) {
        const at = layer * directions + direction;
        const start = before.map((tensors) => tensors[at]);
        const ran = this._direction({ data, batchSizes: sequence.batchSizes }, at, start);
        outputs.push(ran.output);
        after.push(ran.final);
      }
      data = directions === 2 ? cat(outputs, -1) : outputs[0];
      if (dropout > 0 && training && layer < numLayers - 1)
        data = F.dropout(data, { p: dropout, training });
    }
    return { output: data, state: initial.map((_, i) => stack(after.map((state) => state[i]))) };
  }

  /** One direction of one layer. */
  private _direction(
    { data, batchSizes }: Sequence,
    at: number,
    start: State,
  ): { output: Tensor; final: State } {
    const direction = at % this.directions;
    const weights = this._weights(Math.floor(at / this.directions), direction);
    const { weightHr, ...learnt } = weights;
    const reverse = direction === 1;
    const [hidden, cell] = start;
    const given = { ...learnt, hidden, batchSizes, reverse };
    if (this.mode === "GRU") return answer(F.gruLayer(data, given));
    if (this.mode !== "LSTM") {
      const nonlinearity = this.mode === "RNN_TANH" ? "tanh" : "relu";
      return answer(F.rnnLayer(data, { ...given, nonlinearity }));
    }
    if (!weightHr) return answer(F.lstmLayer(data, { ...given, cell }));
    const fromInput = stepsOf(F.linear(data, learnt.weightIh, learnt.biasIh), batchSizes);
    const ran = runSteps(lstmStep, fromInput, start, weights, reverse);
    return { output: batchSizes ? cat(ran.outputs) : stack(ran.outputs), final: ran.final };
  }

  override extraRepr(): string {
    const parts = [python(this.inputSize), python(this.hiddenSize)];
    if (this.projSize !== 0) parts.push(`proj_size=${this.projSize}`);
    if (this.numLayers !== 1) parts.push(`num_layers=${this.numLayers}`);
    if (!this.bias) parts.push("bias=False");
    if (this.batchFirst) parts.push("batch_first=True");
    if (this.dropout !== 0) parts.push(`dropout=${pythonFloat(this.dropout)}`);
    if (this.bidirectional) parts.push("bidirectional=True");
    return parts.join(", ");
  }
}

/** What a layer answered: the outputs, and the state behind the last step. */
function answer([output, ...final]: readonly [Tensor, ...Tensor[]]): {
  output: Tensor;
  final: State;
} {
  return { output, final };
}

function stepsOf(data: Tensor, batchSizes: readonly number[] | null): readonly Tensor[] {
  return batchSizes ? data.split(batchSizes) : data.unbind(0);
}
