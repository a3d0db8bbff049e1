import * as ops from "../../src/ops/index-reduce.ts";
import { named } from "./arguments.ts";
import {
  type Args as IndexArgs,
  errors,
  index,
  meeting,
  samples,
  sourceAt,
  written,
} from "./index-along.ts";
import type { Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

interface Args extends IndexArgs {
  reduce: string;
  includeSelf?: boolean;
}

const folds: Record<string, (values: number[], dtype: string) => number> = {
  prod: (values) => values.reduce((a, b) => a * b, 1),
  mean: (values, dtype) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return dtype.startsWith("float") ? mean : Math.floor(mean);
  },
  amax: (values) => Math.max(...values),
  amin: (values) => Math.min(...values),
};

export default family(ops, {
  indexReduce: {
    domain: { distinct: true, low: 1, high: 4 },
    dtypes: ["float32", "float64", "int64", "int32", "uint8"],
    samples: [
      ...samples.map((sample) => [...sample, "prod"]),
      ...["prod", "mean", "amax", "amin"].flatMap((reduce) =>
        meeting.flatMap((sample) => [
          [...sample, reduce],
          [...sample, { reduce, includeSelf: false }],
        ]),
      ),
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["dim", "index", "source", "reduce"], rest);
      const fold = folds[args.reduce];
      return written(x, args, sourceAt(args, x), (own, values) =>
        fold(args.includeSelf === false ? values : [own, ...values], x.dtype!),
      );
    },
    errors: [
      ...errors("indexReduce").map(([args, message]) => [[...args, "prod"], message] as const),
      [
        [t([3]), 0, index([0]), t([1]), "sum"],
        /Expected reduce to be one of prod, mean, amax or amin/,
      ],
    ],
  },
});
