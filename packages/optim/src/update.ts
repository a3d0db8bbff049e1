/** From tensors to the update loops of core's kernels, which take contiguous memory. */
import { ones, optimizerStep, Tensor, TensorError, zeros } from "@tapeloop/core";
import type { State } from "./state.ts";

/** Runs an update loop over a parameter in place. */
export function runStep(
  name: string,
  param: Tensor,
  grad: Tensor,
  state: readonly (Tensor | undefined)[],
  numbers: readonly number[],
): void {
  const step = optimizerStep(name, param.dtype);
  const values = param.detach().contiguous();
  const slopes = (grad.dtype === param.dtype ? grad : grad.to(param.dtype)).detach().contiguous();
  const arrays = state.map((tensor) => tensor?.storage.data);
  step(
    values.numel(),
    values.storage.data,
    values.layout.offset,
    slopes.storage.data,
    slopes.layout.offset,
    arrays,
    numbers,
  );
  if (param.layout.contiguous) param.storage.version++;
  else param.copy_(values);
}

/** The state tensor of that name, zeros of the parameter's shape at first. */
export function zerosIn(state: State, name: string, param: Tensor): Tensor {
  return tensorIn(state, name, () => zeros(param.shape, { dtype: param.dtype }));
}

/** The state tensor of that name, `value` everywhere at first. */
export function fullIn(state: State, name: string, param: Tensor, value: number): Tensor {
  return tensorIn(state, name, () => ones(param.shape, { dtype: param.dtype }).mul(value));
}

function tensorIn(state: State, name: string, make: () => Tensor): Tensor {
  const found = state[name];
  if (found instanceof Tensor) return found;
  const made = make();
  state[name] = made;
  return made;
}

/** A number kept in state as a zero-dimensional float32 tensor, as PyTorch keeps it. */
export function numberIn(state: State, name: string, initial: number): { value: number } {
  const held = state[name];
  const tensor =
    held instanceof Tensor ? held : zeros([], {}).add(typeof held === "number" ? held : initial);
  state[name] = tensor;
  const { data } = tensor.storage;
  return {
    get value() {
      return data[0];
    },
    set value(next: number) {
      data[0] = next;
    },
  };
}

/** Counts a step; answers which it is, from 1. */
export function countStep(state: State): number {
  const held = state.step;
  if (!(held instanceof Tensor)) numberIn(state, "step", 0);
  const { data } = (state.step as Tensor).storage;
  data[0] += 1;
  return data[0];
}

/** Refuses an option that is out of range. */
export function checkRange(
  op: string,
  name: string,
  value: number,
  fits: (x: number) => boolean,
): void {
  if (!fits(value)) throw new TensorError(op, `Invalid ${name} value: ${value}`);
}

/** Refuses what is not two decay rates in [0, 1). */
export function checkBetas(op: string, betas: readonly number[]): void {
  checkPair(op, "betas", betas);
  for (const [i, beta] of betas.entries()) {
    if (!(beta >= 0 && beta < 1))
      throw new TensorError(op, `Invalid beta parameter at index ${i}: ${beta}`);
  }
}

/** Refuses what is not two numbers. */
export function checkPair(op: string, name: string, pair: readonly number[]): void {
  if (!Array.isArray(pair) || pair.length !== 2)
    throw new TensorError(op, `${name} must be two numbers, got ${JSON.stringify(pair)}`);
}

export const notNegative = (x: number): boolean => x >= 0;
