import * as gru from "../../src/ops/gru.ts";
import { named } from "./arguments.ts";
import type { Nd } from "./nd.ts";
import { biases, type LayerArgs, overSteps, sigmoid, weights } from "./recurrent.ts";
import { family, floats, t } from "./spec.ts";

const names = ["hidden", "weightIh", "weightHh", "biasIh", "biasHh", "batchSizes", "reverse"];

/** Of `batch` sequences with `features` the state and the weights of `size` features. */
const parts = (batch: number, features: number, size: number) => [
  t([batch, size]),
  ...weights(3, features, size),
];

function reference(input: Nd, ...rest: unknown[]): unknown {
  const args = named<LayerArgs>(names, rest);
  return overSteps(input, [args.hidden], args, ([h], ofInput, ofHidden) => {
    const size = h.length;
    const gate = (k: number): number => sigmoid(ofInput[k] + ofHidden[k]);
    const next = h.map((value, j) => {
      const candidate = Math.tanh(ofInput[2 * size + j] + gate(j) * ofHidden[2 * size + j]);
      return (1 - gate(size + j)) * candidate + gate(size + j) * value;
    });
    return [next];
  });
}

export default family(gru, {
  gruLayer: {
    dtypes: floats,
    domain: { low: -1, high: 1 },
    tolerance: 1e-4,
    samples: [
      [t([3, 2, 3]), ...parts(2, 3, 2), t([6]), t([6])],
      [t([3, 2, 3]), ...parts(2, 3, 2)],
      [t([2, 1, 2]), ...parts(1, 2, 3), { ...biases(3, 3), reverse: true }],
      [t([6, 2]), ...parts(3, 2, 1), { ...biases(3, 1), batchSizes: [3, 2, 1] }],
      [t([6, 2]), ...parts(3, 2, 2), { batchSizes: [3, 2, 1], reverse: true }],
      [t([7, 1]), ...parts(3, 1, 2), { ...biases(3, 2), batchSizes: [3, 3, 1], reverse: true }],
      [t([2, 0, 3]), ...parts(0, 3, 2), t([6]), t([6])],
    ],
    reference,
    errors: [
      [[t([3, 2]), ...parts(2, 2, 2)], /expected an input \[steps, batch, features\]/],
      [[t([0, 2, 2]), ...parts(2, 2, 2)], /sequence length to be larger than 0/],
      [[t([5, 2]), ...parts(2, 2, 2), { batchSizes: [2, 3] }], /never grow/],
      [[t([3, 2, 2]), ...parts(1, 2, 2)], /expected hidden of shape \[2, 2\]/],
      [[t([3, 2, 3]), ...parts(2, 2, 2)], /expected weightIh of shape \[6, 3\]/],
      [[t([3, 2, 2]), ...parts(2, 2, 2), { biasIh: t([6]) }], /biasHh/],
      [[t([3, 2, 2]), t([2, 2], { dtype: "int64" }), ...parts(2, 2, 2).slice(1)], /dtype/],
    ],
  },
});
