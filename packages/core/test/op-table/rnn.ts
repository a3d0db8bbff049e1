import * as rnn from "../../src/ops/rnn.ts";
import { named } from "./arguments.ts";
import type { Nd } from "./nd.ts";
import { biases, type LayerArgs, overSteps, weights } from "./recurrent.ts";
import { family, floats, t } from "./spec.ts";

interface Args extends LayerArgs {
  nonlinearity?: "tanh" | "relu";
}

const names = [
  "hidden",
  "weightIh",
  "weightHh",
  "biasIh",
  "biasHh",
  "batchSizes",
  "reverse",
  "nonlinearity",
];

/** Of `batch` sequences with `features` the state and the weights of `size` features. */
const parts = (batch: number, features: number, size: number) => [
  t([batch, size]),
  ...weights(1, features, size),
];

function reference(input: Nd, ...rest: unknown[]): unknown {
  const args = named<Args>(names, rest);
  const f = args.nonlinearity === "relu" ? (x: number) => Math.max(x, 0) : Math.tanh;
  return overSteps(input, [args.hidden], args, ([h], ofInput, ofHidden) => [
    h.map((_, j) => f(ofInput[j] + ofHidden[j])),
  ]);
}

const relu = { nonlinearity: "relu" } as const;

export default family(rnn, {
  rnnLayer: {
    dtypes: floats,
    domain: { low: -1, high: 1 },
    tolerance: 1e-4,
    samples: [
      [t([3, 2, 3]), ...parts(2, 3, 2), t([2]), t([2])],
      [t([3, 2, 3]), ...parts(2, 3, 2), t([2]), t([2]), null, false, "relu"],
      [t([3, 2, 3]), ...parts(2, 3, 2)],
      [t([2, 1, 2]), ...parts(1, 2, 3), { ...biases(1, 3), reverse: true }],
      [t([6, 2]), ...parts(3, 2, 1), { ...biases(1, 1), batchSizes: [3, 2, 1] }],
      [t([6, 2]), ...parts(3, 2, 2), { batchSizes: [3, 2, 1], reverse: true }],
      [t([6, 2]), ...parts(3, 2, 2), { ...biases(1, 2), batchSizes: [3, 2, 1], ...relu }],
      [t([7, 1]), ...parts(3, 1, 2), { batchSizes: [3, 3, 1], reverse: true, ...relu }],
      [t([2, 0, 3]), ...parts(0, 3, 2), t([2]), t([2])],
    ],
    reference,
    errors: [
      [[t([3, 2]), ...parts(2, 2, 2)], /expected an input \[steps, batch, features\]/],
      [[t([0, 2, 2]), ...parts(2, 2, 2)], /sequence length to be larger than 0/],
      [[t([5, 2]), ...parts(2, 2, 2), { batchSizes: [2, 3] }], /never grow/],
      [[t([3, 2, 2]), ...parts(1, 2, 2)], /expected hidden of shape \[2, 2\]/],
      [[t([3, 2, 3]), ...parts(2, 2, 2)], /expected weightIh of shape \[2, 3\]/],
      [[t([3, 2, 2]), ...parts(2, 2, 2), { biasIh: t([2]) }], /biasHh/],
      [[t([3, 2, 2]), ...parts(2, 2, 2), { nonlinearity: "sin" }], /"tanh" or "relu", got "sin"/],
      [[t([3, 2, 2]), t([2, 2], { dtype: "int64" }), ...parts(2, 2, 2).slice(1)], /dtype/],
    ],
  },
});
