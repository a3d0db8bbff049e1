/**
 * One step of each kind of recurrent network, and how steps make a sequence. A step gets the gates' part that comes from
 * its input, computed for all steps at once, and the state before.
 */
import { cat, type Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import type { Parameter } from "../../parameter.ts";

/** What a direction of a layer has learnt. */
export interface Weights {
  readonly weightIh: Parameter;
  readonly weightHh: Parameter;
  readonly biasIh: Parameter | null;
  readonly biasHh: Parameter | null;
  /** The projection of an LSTM's hidden state. */
  readonly weightHr?: Parameter | null;
}

/** The hidden state, for an LSTM the cell's state behind it; each `[batch, size]`. */
export type State = readonly Tensor[];

/** From the input's part of the gates `[batch, gates]` and a state to the next state. */
export type Step = (fromInput: Tensor, state: State, weights: Weights) => State;

function fromHidden([hidden]: State, { weightHh, biasHh }: Weights): Tensor {
  return F.linear(hidden, weightHh, biasHh);
}

export const tanhStep: Step = (fromInput, state, weights) => [
  fromInput.add(fromHidden(state, weights)).tanh(),
];

export const reluStep: Step = (fromInput, state, weights) => [
  F.relu(fromInput.add(fromHidden(state, weights))),
];

export const lstmStep: Step = (fromInput, state, weights) => {
  const [input, forget, cell, output] = fromInput.add(fromHidden(state, weights)).chunk(4, 1);
  const next = forget.sigmoid().mul(state[1]).add(input.sigmoid().mul(cell.tanh()));
  const hidden = output.sigmoid().mul(next.tanh());
  return [weights.weightHr ? F.linear(hidden, weights.weightHr) : hidden, next];
};

export const gruStep: Step = (fromInput, state, weights) => {
  const [resetIn, updateIn, newIn] = fromInput.chunk(3, 1);
  const [resetHidden, updateHidden, newHidden] = fromHidden(state, weights).chunk(3, 1);
  const reset = resetIn.add(resetHidden).sigmoid();
  const update = updateIn.add(updateHidden).sigmoid();
  const candidate = newIn.add(reset.mul(newHidden)).tanh();
  return [candidate.add(update.mul(state[0].sub(candidate)))];
};

/**
 * Runs the steps of one direction. The steps' batches may become smaller, when shorter sequences end: the longest come
 * first, and a sequence that has ended keeps its state.
 */
export function runSteps(
  step: Step,
  fromInput: readonly Tensor[],
  initial: State,
  weights: Weights,
  backward: boolean,
): { outputs: Tensor[]; final: State } {
  return backward
    ? runBackward(step, fromInput, initial, weights)
    : runForward(step, fromInput, initial, weights);
}

function rows(state: State): number {
  return state[0].shape[0];
}

function part(state: State, start: number, end: number): State {
  return state.map((tensor) => tensor.narrow(0, start, end - start));
}

function joined(parts: readonly State[]): State {
  if (parts.length === 1) return parts[0];
  return parts[0].map((_, i) => cat(parts.map((state) => state[i])));
}

function runForward(
  step: Step,
  fromInput: readonly Tensor[],
  initial: State,
  weights: Weights,
): { outputs: Tensor[]; final: State } {
  const outputs: Tensor[] = [];
  const ended: State[] = [];
  let state = initial;
  for (const gates of fromInput) {
    const batch = gates.shape[0];
    if (batch < rows(state)) {
      ended.unshift(part(state, batch, rows(state)));
      state = part(state, 0, batch);
    }
    state = step(gates, state, weights);
    outputs.push(state[0]);
  }
  return { outputs, final: joined([state, ...ended]) };
}

function runBackward(
  step: Step,
  fromInput: readonly Tensor[],
  initial: State,
  weights: Weights,
): { outputs: Tensor[]; final: State } {
  const outputs = new Array<Tensor>(fromInput.length);
  const last = fromInput.at(-1)?.shape[0] ?? rows(initial);
  let state = last < rows(initial) ? part(initial, 0, last) : initial;
  for (let t = fromInput.length - 1; t >= 0; t--) {
    const batch = fromInput[t].shape[0];
    if (batch > rows(state)) state = joined([state, part(initial, rows(state), batch)]);
    state = step(fromInput[t], state, weights);
    outputs[t] = state[0];
  }
  return { outputs, final: state };
}
