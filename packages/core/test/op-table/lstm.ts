import * as lstm from "../../src/ops/lstm.ts";
import { named, range } from "./arguments.ts";
import type { Nd } from "./nd.ts";
import { biases, type LayerArgs, overSteps, sigmoid, weights } from "./recurrent.ts";
import { family, floats, t } from "./spec.ts";

interface Args extends LayerArgs {
  cell: Nd;
}

const names = [
  "hidden",
  "cell",
  "weightIh",
  "weightHh",
  "biasIh",
  "biasHh",
  "batchSizes",
  "reverse",
];

/** Of `batch` sequences with `features` the state and the weights of `size` features. */
const parts = (batch: number, features: number, size: number) => [
  t([batch, size]),
  t([batch, size]),
  ...weights(4, features, size),
];

function reference(input: Nd, ...rest: unknown[]): unknown {
  const args = named<Args>(names, rest);
  return overSteps(input, [args.hidden, args.cell], args, ([h, c], ofInput, ofHidden) => {
    const size = h.length;
    const gate = (k: number): number => ofInput[k] + ofHidden[k];
    const cells = range(size).map(
      (j) => sigmoid(gate(size + j)) * c[j] + sigmoid(gate(j)) * Math.tanh(gate(2 * size + j)),
    );
    return [cells.map((value, j) => sigmoid(gate(3 * size + j)) * Math.tanh(value)), cells];
  });
}

export default family(lstm, {
  lstmLayer: {
    dtypes: floats,
    domain: { low: -1, high: 1 },
    tolerance: 1e-4,
    samples: [
      [t([3, 2, 3]), ...parts(2, 3, 2), t([8]), t([8])],
      [t([3, 2, 3]), ...parts(2, 3, 2)],
      [t([2, 1, 2]), ...parts(1, 2, 3), { ...biases(4, 3), reverse: true }],
      [t([6, 2]), ...parts(3, 2, 1), { ...biases(4, 1), batchSizes: [3, 2, 1] }],
      [t([6, 2]), ...parts(3, 2, 2), { batchSizes: [3, 2, 1], reverse: true }],
      [t([7, 1]), ...parts(3, 1, 2), { ...biases(4, 2), batchSizes: [3, 3, 1], reverse: true }],
      [t([2, 0, 3]), ...parts(0, 3, 2), t([8]), t([8])],
    ],
    reference,
    errors: [
      [[t([3, 2]), ...parts(2, 2, 2)], /expected an input \[steps, batch, features\]/],
      [[t([3, 2, 2]), ...parts(2, 2, 2), { batchSizes: [3, 2] }], /expected a packed input/],
      [[t([0, 2, 2]), ...parts(2, 2, 2)], /sequence length to be larger than 0/],
      [[t([5, 2]), ...parts(2, 2, 2), { batchSizes: [2, 3] }], /never grow/],
      [[t([5, 2]), ...parts(2, 2, 2), { batchSizes: [2, 2] }], /add up to the 5 rows/],
      [[t([3, 2, 2]), ...parts(1, 2, 2)], /expected hidden of shape \[2, 2\]/],
      [[t([3, 2, 3]), ...parts(2, 2, 2)], /expected weightIh of shape \[8, 3\]/],
      [[t([3, 2, 2]), ...parts(2, 2, 2), { biasIh: t([8]) }], /biasHh/],
      [[t([3, 2, 2]), t([2, 2], { dtype: "int64" }), ...parts(2, 2, 2).slice(1)], /dtype/],
    ],
  },
});
