import * as ops from "../../src/ops/cumulate.ts";
import { dimOf, named } from "./arguments.ts";
import { alongDim, type Nd } from "./nd.ts";
import { all, family, floats, type OpSpec, t } from "./spec.ts";

/** Each value with all before it, folded. */
const running =
  (f: (a: number, b: number) => number) =>
  (row: readonly number[]): number[] => {
    const result: number[] = [];
    for (const value of row)
      result.push(result.length === 0 ? value : f(result[result.length - 1], value));
    return result;
  };

const samples = [
  [t([4]), 0],
  [t([2, 3]), 1],
  [t([3, 2]), { dim: 0 }],
  [t([2, 3, 2]), -2],
  [t([]), 0],
  [t([0]), 0],
  [t([2, 0]), 0],
];

const outOfRange = [[t([2, 3]), 2], /out of range/] as const;

const cumulate = (f: (a: number, b: number) => number, more: Partial<OpSpec> = {}): OpSpec => ({
  samples,
  reference: (x: Nd, given: unknown) =>
    alongDim(x, named<{ dim: number }>(["dim"], [given]).dim, running(f)),
  result: "sum",
  errors: [outOfRange],
  ...more,
});

/** Running extremes and their places; of equal ones the last counts. */
const extreme = (better: (a: number, b: number) => boolean): OpSpec => {
  const places = (row: readonly number[]): number[] => {
    let best = 0;
    return row.map((value, i) => {
      if (better(value, row[best])) best = i;
      return best;
    });
  };
  return {
    samples,
    reference: (x: Nd, given: unknown) => {
      const { dim } = named<{ dim: number }>(["dim"], [given]);
      return [
        alongDim(x, dim, (row) => places(row).map((i) => row[i])).as(x.dtype ?? "float64"),
        alongDim(x, dim, places).as("int64"),
      ];
    },
    domain: { distinct: true, high: 10 },
    errors: [outOfRange],
  };
};

export default family(ops, {
  cumsum: cumulate((a, b) => a + b),
  cumprod: {
    ...cumulate((a, b) => a * b),
    samples: [
      ...samples,
      [t([5], { values: [1, 0, 2, 0, 3] }), 0],
      [t([4], { values: [0, 2, 3, 1] }), 0],
    ],
  },
  logcumsumexp: cumulate((a, b) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))), {
    dtypes: floats,
    result: "same",
  }),
  cummax: extreme((a, b) => a >= b),
  cummin: extreme((a, b) => a <= b),
  diff: {
    samples: [
      [t([4])],
      [t([2, 3])],
      [t([3, 2]), 1, 0],
      [t([4, 2]), 2, { dim: 0 }],
      [t([3]), 0],
      [t([3]), 5],
      [t([2, 0])],
      [t([2, 2]), { prepend: t([2, 1]), append: t([2, 3]) }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const {
        n = 1,
        dim = -1,
        prepend,
        append,
      } = named<{ n?: number; dim?: number; prepend?: Nd; append?: Nd }>(["n", "dim"], rest);
      const d = dimOf(x, dim);
      const row = (of: Nd | undefined, from: readonly number[]): number[] =>
        of ? of.data.slice(from[0] * of.shape[1], (from[0] + 1) * of.shape[1]) : [];
      let line = -1;
      return alongDim(x, d, (values) => {
        line++;
        let result = [...row(prepend, [line]), ...values, ...row(append, [line])];
        for (let i = 0; i < n; i++) {
          const before = result;
          // Booleans differ or do not.
          const gap = (a: number, b: number): number =>
            x.dtype === "bool" ? Number(a !== b) : a - b;
          result = before.slice(1).map((value, k) => gap(value, before[k]));
        }
        return result;
      });
    },
    dtypes: all,
    errors: [
      [[t([])], /at least one-dimensional/],
      [[t([2, 2]), { prepend: t([2]) }], /prepend or append to be the same dimension as input/],
      [
        [t([2, 2]), { append: t([3, 1]) }],
        /except along the differencing dimension; input.size\(0\) = 2, but got tensor.size\(0\) = 3/,
      ],
    ],
  },
});
