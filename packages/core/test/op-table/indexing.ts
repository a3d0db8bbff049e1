import * as ops from "../../src/ops/index.ts";
import { slice } from "../../src/indexing.ts";
import { named } from "./arguments.ts";
import { cast, indices, Nd } from "./nd.ts";
import { interpret } from "../indexing/interpreter.ts";
import { family, t } from "./spec.ts";

const places = (shape: readonly number[], values: readonly number[]) =>
  t(shape, { dtype: "int64", values });
const mask = (shape: readonly number[], values: readonly number[]) =>
  t(shape, { dtype: "bool", values: values.map(Boolean) });

/** What is special about the indexing call is tried in ../indexing; here are its gradients, dtypes and layouts. */
const views: readonly unknown[][] = [
  [t([3, 4]), 1],
  [t([3, 4]), -1, 2],
  [t([3, 4]), slice(1, 3), null],
  [t([2, 3, 4]), "...", slice(null, null, 2)],
  [t([2, 3, 4]), ":", "1:"],
  [t([3, 4])],
  [t([])],
];
const copies: readonly unknown[][] = [
  [t([3, 4]), [2, 0, 2]],
  [t([3, 4]), ":", places([2, 2], [3, -1, 0, 0])],
  [t([2, 3, 4]), [0, 1], ":", [3, -1]],
  [t([2, 3, 4]), ":", [0, 2], places([2, 1], [1, 2])],
  [t([3, 4]), mask([3, 4], [1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0])],
  [t([3, 4]), [true, false, true], slice(1, 4)],
  [t([2, 3, 4]), 1, null, [0, 2], "::3"],
  [t([3, 4]), true],
  [t([3]), false],
  [t([]), true],
  [t([3, 4]), places([0], [])],
];

export default family(ops, {
  index: {
    samples: [...views, ...copies],
    reference: (x: Nd, ...given: unknown[]) =>
      interpret(x.shape, given).map((place) => x.data[place]),
    errors: [
      [[t([3]), 3], /index 3 is out of bounds for dimension 0 with size 3/],
      [[t([3, 4]), 0, -5], /index -5 is out of bounds for dimension 1 with size 4/],
      [[t([3]), [0, 3]], /index 3 is out of bounds for dimension 0 with size 3/],
      [[t([3]), 0, 0], /too many indices for tensor of dimension 1/],
      [[t([]), 0], /invalid index of a 0-dim tensor/],
      [[t([]), ":"], /slice\(\) cannot be applied to a 0-dim tensor/],
      [[t([3]), 0.5], /only integers, booleans, slices.*\(got 0.5\)/],
      [[t([3]), "1-2"], /\(got "1-2"\)/],
      [[t([3]), undefined], /\(got undefined\)/],
      [[t([3]), { start: 1 }], /valid indices/],
      [[t([3]), t([1])], /tensors used as indices must be long, byte or bool tensors.*"int64"/],
      [[t([3]), slice(0, 2, 0)], /step cannot be zero/],
      [[t([3]), "::-1"], /step must be greater than zero.*flip/],
      [[t([3]), [[0, 1], [0]]], /nested in equal lengths/],
      [[t([3]), [0, 0.5]], /valid indices/],
      [
        [t([3, 4]), mask([3, 3], [1, 1, 1, 1, 1, 1, 1, 1, 1])],
        /shape of the mask \[3, 3\] at index 1 does not match/,
      ],
      [[t([3, 4]), [0, 1], [0, 1, 2]], /could not be broadcast together with shapes \[2\], \[3\]/],
    ],
  },
  indexPut: {
    samples: [
      ...views.map(([x, ...at]) => [x, at, 2]),
      [t([3, 4]), [1], t([4])],
      [t([3, 4]), [":", slice(1, 3)], t([3, 1])],
      [t([3, 4]), [0], t([1, 1, 4])],
      [t([3, 4]), [[2, 0]], t([2, 4])],
      [
        t([3, 4]),
        [
          [2, 0],
          [1, -1],
        ],
        t([]),
      ],
      [t([3, 4]), [":", [2, 0, 2]], t([3, 3]), true],
      [t([2, 3, 4]), [[0, 1, 0], ":", [3, 3, 3]], t([3, 3]), { accumulate: true }],
      [t([2, 3, 4]), [1, null, [0, 2], "::3"], t([2, 2])],
      [t([3]), { indices: [mask([3], [1, 0, 1])], values: t([2]) }],
      [t([3, 4]), [slice(1, 3)], t([4]), { accumulate: true }],
      [t([3]), [false], t([1])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<{ indices: unknown[]; values: Nd | number; accumulate?: boolean }>(
        ["indices", "values", "accumulate"],
        rest,
      );
      const { indices: at, values, accumulate = false } = args;
      const where = interpret(x.shape, at);
      const source = values instanceof Nd ? values : new Nd([], [cast(values, x.dtype!)]);
      const shape = source.shape.slice(Math.max(0, source.shape.length - where.shape.length));
      const fitting = new Nd(shape, source.data);
      const data = [...x.data];
      indices(where.shape).forEach((index, i) => {
        const place = where.data[i];
        data[place] = fitting.broadcastAt(index) + (accumulate ? data[place] : 0);
      });
      return new Nd(x.shape, data);
    },
    errors: [
      [[t([3]), 0, 1], /indices must be an array/],
      [
        [t([3]), [[0, 1]], t([3])],
        /value tensor of shape \[3\] cannot be broadcast to indexing result of shape \[2\]/,
      ],
      [[t([3]), [slice(0, 2)], t([3])], /cannot be broadcast/],
      [[t([3]), [[0]], t([1], { dtype: "float64" })], /source and destination dtypes match/],
      [[t([3]), [[3]], 1], /index 3 is out of bounds/],
      [[t([3]), [0], "1"], /"values" must be a Tensor/],
    ],
  },
});
