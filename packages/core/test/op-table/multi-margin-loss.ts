import * as losses from "../../src/ops/multi-margin-loss.ts";
import { named, range } from "./arguments.ts";
import { badReduction, legacy, type LossArgs, reduced, reductions } from "./losses.ts";
import { Nd } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

const classes = (shape: readonly number[], values: readonly number[]) =>
  t(shape, { dtype: "int64", values });

interface Args extends LossArgs {
  target: Nd;
  p?: number;
  margin?: number;
  weight?: Nd | null;
}

/** The rows of a matrix; a vector is one row. */
function rowsOf(x: Nd): number[][] {
  const count = x.shape.at(-1) ?? 1;
  return range(x.data.length / count).map((i) => x.data.slice(i * count, (i + 1) * count));
}

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

export default family(losses, {
  multiMarginLoss: {
    dtypes: floats,
    samples: [
      [t([3, 4]), classes([3], [0, 3, 1])],
      [t([4]), classes([], [2])],
      [t([4]), classes([1], [2]), { reduction: "none" }],
      [t([3, 4]), classes([3], [0, 3, 1]), 2],
      [t([3, 4]), classes([3], [0, 3, 1]), { p: 2, margin: 0.5 }],
      [
        t([3, 3], { dtype: "float32" }),
        classes([3], [0, 2, 1]),
        1,
        1,
        t([3], { dtype: "float32", values: [0.5, 2, 1] }),
      ],
      ...reductions.map((options) => [t([3, 4]), classes([3], [0, 3, 1]), options]),
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["target", "p", "margin", "weight", ...legacy], rest);
      const { target, p = 1, margin = 1, weight } = args;
      const each = rowsOf(x).map((row, i) => {
        const own = target.data[i];
        const short = row.map((value, j) =>
          j === own ? 0 : Math.max(margin - row[own] + value, 0) ** p,
        );
        return ((weight?.at(own) ?? 1) * sum(short)) / row.length;
      });
      return reduced(new Nd(target.shape, each), args).as(x.dtype!);
    },
    errors: [
      ...badReduction.map(
        ([, message]) =>
          [[t([2, 2]), classes([2], [0, 1]), { reduction: "average" }], message] as const,
      ),
      [[t([2, 3]), classes([2], [0, 3])], /target out of range/],
      [[t([2, 3]), classes([1], [0])], /inconsistent target size/],
      [[t([2, 3]), t([2])], /expected scalar type int64/],
      [[t([2, 3]), classes([2], [0, 1]), 3], /only p == 1 and p == 2/],
      [[t([2, 3]), classes([2], [0, 1]), { weight: t([2]) }], /inconsistent weight size/],
      [[t([2, 3, 4]), classes([2], [0, 1])], /expected non-empty vector or matrix/],
    ],
  },
  multilabelMarginLoss: {
    dtypes: floats,
    samples: [
      [t([2, 4]), classes([2, 4], [3, 0, -1, 1, 2, -1, 0, 0])],
      [t([4]), classes([4], [1, 2, -1, 0])],
      [t([2, 3]), classes([2, 3], [-1, 0, 1, 0, 1, 2])],
      ...reductions.map((options) => [
        t([2, 4]),
        classes([2, 4], [3, 0, -1, 1, 2, -1, 0, 0]),
        options,
      ]),
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["target", ...legacy], rest);
      const targets = rowsOf(args.target);
      const each = rowsOf(x).map((row, i) => {
        const end = targets[i].indexOf(-1);
        const labels = end === -1 ? targets[i] : targets[i].slice(0, end);
        const others = [...row.keys()].filter((j) => !labels.includes(j));
        const short = labels.flatMap((k) => others.map((j) => Math.max(1 - row[k] + row[j], 0)));
        return sum(short) / row.length;
      });
      return reduced(new Nd(x.shape.slice(0, -1), each), args);
    },
    errors: [
      [[t([2, 3]), classes([2, 2], [0, 1, 0, 1])], /inconsistent size/],
      [[t([2, 3]), classes([2, 3], [0, 5, 1, 0, 0, 0])], /'target' is out of range/],
      [[t([2, 3]), t([2, 3])], /expected scalar type int64/],
      [[t([2, 3, 3]), classes([3], [0, 1, -1])], /expected non-empty vector or matrix/],
    ],
  },
});
