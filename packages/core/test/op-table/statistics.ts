import * as statistics from "../../src/ops/statistics.ts";
import { named } from "./arguments.ts";
import { type Nd, reduce } from "./nd.ts";
import { family, floats, type OpSpec, type Sample, t } from "./spec.ts";

interface Args {
  dim?: number | readonly number[] | null;
  unbiased?: boolean;
  keepdim?: boolean;
  correction?: number | null;
}

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const variance = (correction: number) => (values: number[]) => {
  const centre = mean(values);
  const squares = values.reduce((a, b) => a + (b - centre) ** 2, 0);
  return squares / Math.max(values.length - correction, 0);
};

const samples: readonly Sample[] = [
  [t([3, 4])],
  [t([3, 4]), false],
  [t([3, 4]), 1],
  [t([3, 4]), 0, false, true],
  [t([2, 3, 4]), [0, 2]],
  [t([2, 3, 4]), { dim: [1, 2], keepdim: true, unbiased: false }],
  [t([3, 4]), { dim: 1, correction: 0 }],
  [t([3, 4]), { correction: 2 }],
  [t([4, 1, 3]), 1, false],
];

function row(
  make: (x: Nd, dims: Args["dim"], keepdim: boolean, correction: number) => unknown,
): OpSpec {
  return {
    samples,
    dtypes: floats,
    reference: (x: Nd, ...rest: unknown[]) => {
      const shifted = typeof rest[0] === "boolean" ? [null, ...rest] : rest;
      const args = named<Args>(["dim", "unbiased", "keepdim"], shifted);
      const correction = args.correction ?? (args.unbiased === false ? 0 : 1);
      return make(x, args.dim, args.keepdim ?? false, correction);
    },
    errors: [
      [[t([2], { dtype: "int64" })], /only support floating point/],
      [[t([2, 3]), 2], /out of range/],
      [[t([2]), { unbiased: true, correction: 1 }], /both "unbiased" and "correction"/],
    ],
  };
}

const root = (f: (values: number[]) => number) => (values: number[]) => Math.sqrt(f(values));

export default family(statistics, {
  var: row((x, dim, keepdim, correction) => reduce(x, dim, keepdim, variance(correction))),
  std: row((x, dim, keepdim, correction) => reduce(x, dim, keepdim, root(variance(correction)))),
  varMean: row((x, dim, keepdim, correction) => [
    reduce(x, dim, keepdim, variance(correction)),
    reduce(x, dim, keepdim, mean),
  ]),
  stdMean: row((x, dim, keepdim, correction) => [
    reduce(x, dim, keepdim, root(variance(correction))),
    reduce(x, dim, keepdim, mean),
  ]),
});
