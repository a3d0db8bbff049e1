/** What the rows of recurrent layers have in common: arguments, and a reference that goes step by step, row by row. */
import { range } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { t, type TensorArg } from "./spec.ts";

export interface LayerArgs {
  hidden: Nd;
  weightIh: Nd;
  weightHh: Nd;
  biasIh?: Nd | null;
  biasHh?: Nd | null;
  batchSizes?: readonly number[] | null;
  reverse?: boolean;
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The weights of a layer from `features` to `size`. */
export const weights = (gates: number, features: number, size: number): TensorArg[] => [
  t([gates * size, features]),
  t([gates * size, size]),
];
export const biases = (gates: number, size: number) => ({
  biasIh: t([gates * size]),
  biasHh: t([gates * size]),
});

/**
 * The outputs (first of the states behind each step) and the last states. `step` gets a row's states and its sums, those of the
 * input and those of the hidden state, which is the first of its states.
 */
export function overSteps(
  input: Nd,
  initial: readonly Nd[],
  { weightIh, weightHh, biasIh, biasHh, batchSizes, reverse = false }: LayerArgs,
  step: (states: number[][], ofInput: number[], ofHidden: number[]) => number[][],
): Nd[] {
  const [batch, size] = initial[0].shape;
  const features = input.shape.at(-1)!;
  const sizes = batchSizes ?? range(input.shape[0]).map(() => batch);
  const states = range(batch).map((r) =>
    initial.map((state) => range(size).map((j) => state.at(r, j))),
  );
  const sums = (x: readonly number[], weight: Nd, bias?: Nd | null): number[] =>
    range(weight.shape[0]).map((k) =>
      x.reduce((sum, value, f) => sum + value * weight.at(k, f), bias ? bias.at(k) : 0),
    );
  const out: number[] = [];
  const order = reverse ? range(sizes.length).reverse() : range(sizes.length);
  for (const at of order) {
    const start = sizes.slice(0, at).reduce((a, b) => a + b, 0);
    for (const r of range(sizes[at])) {
      const x = range(features).map((f) => input.data[(start + r) * features + f]);
      const ofHidden = sums(states[r][0], weightHh, biasHh);
      states[r] = step(states[r], sums(x, weightIh, biasIh), ofHidden);
      states[r][0].forEach((value, j) => (out[(start + r) * size + j] = value));
    }
  }
  const shape = [...input.shape.slice(0, -1), size];
  return [
    build(shape, (index) => out[index.reduce((place, i, d) => place * shape[d] + i, 0)]),
    ...initial.map((_, s) => build([batch, size], ([r, j]) => states[r][s][j])),
  ];
}
