import * as lstm from "../../src/ops/lstm.ts";
import { named, range } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

interface Args {
  hidden: Nd;
  cell: Nd;
  weightIh: Nd;
  weightHh: Nd;
  biasIh?: Nd | null;
  biasHh?: Nd | null;
  batchSizes?: readonly number[] | null;
  reverse?: boolean;
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
  t([4 * size, features]),
  t([4 * size, size]),
];
const biases = (size: number) => ({ biasIh: t([4 * size]), biasHh: t([4 * size]) });

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function reference(input: Nd, ...rest: unknown[]): unknown {
  const args = named<Args>(names, rest);
  const { hidden, cell, weightIh, weightHh, biasIh, biasHh, batchSizes, reverse = false } = args;
  const [batch, size] = hidden.shape;
  const features = input.shape.at(-1)!;
  const sizes = batchSizes ?? range(input.shape[0]).map(() => batch);
  const state = range(batch).map((r) => ({
    h: range(size).map((j) => hidden.at(r, j)),
    c: range(size).map((j) => cell.at(r, j)),
  }));
  const out: number[] = [];
  const order = reverse ? range(sizes.length).reverse() : range(sizes.length);
  for (const step of order) {
    const start = sizes.slice(0, step).reduce((a, b) => a + b, 0);
    for (const r of range(sizes[step])) {
      const { h, c } = state[r];
      const x = range(features).map((f) => input.data[(start + r) * features + f]);
      const gate = (k: number): number =>
        x.reduce((sum, value, f) => sum + value * weightIh.at(k, f), 0) +
        h.reduce((sum, value, f) => sum + value * weightHh.at(k, f), 0) +
        (biasIh && biasHh ? biasIh.at(k) + biasHh.at(k) : 0);
      const cells = range(size).map(
        (j) => sigmoid(gate(size + j)) * c[j] + sigmoid(gate(j)) * Math.tanh(gate(2 * size + j)),
      );
      state[r] = {
        c: cells,
        h: cells.map((value, j) => sigmoid(gate(3 * size + j)) * Math.tanh(value)),
      };
      state[r].h.forEach((value, j) => (out[(start + r) * size + j] = value));
    }
  }
  const output = build([...input.shape.slice(0, -1), size], () => 0);
  return [
    build(output.shape, (index) => out[index.reduce((at, i, d) => at * output.shape[d] + i, 0)]),
    build([batch, size], ([r, j]) => state[r].h[j]),
    build([batch, size], ([r, j]) => state[r].c[j]),
  ];
}

export default family(lstm, {
  lstmLayer: {
    dtypes: floats,
    domain: { low: -1, high: 1 },
    tolerance: 1e-4,
    samples: [
      [t([3, 2, 3]), ...parts(2, 3, 2), t([8]), t([8])],
      [t([3, 2, 3]), ...parts(2, 3, 2)],
      [t([2, 1, 2]), ...parts(1, 2, 3), { ...biases(3), reverse: true }],
      [t([6, 2]), ...parts(3, 2, 1), { ...biases(1), batchSizes: [3, 2, 1] }],
      [t([6, 2]), ...parts(3, 2, 2), { batchSizes: [3, 2, 1], reverse: true }],
      [t([7, 1]), ...parts(3, 1, 2), { ...biases(2), batchSizes: [3, 3, 1], reverse: true }],
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
