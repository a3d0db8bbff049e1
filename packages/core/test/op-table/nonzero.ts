import * as ops from "../../src/ops/nonzero.ts";
import { build, indices, type Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

const found = (x: Nd): number[][] => indices(x.shape).filter((at) => x.at(...at) !== 0);
const rows = (x: Nd): Nd => {
  const all = found(x);
  return build([all.length, x.shape.length], ([i, d]) => all[i][d], "int64");
};
const samples = [[3, 4], [5], [], [0], [2, 0], [2, 1, 3]].map((shape) => [
  t(shape, { low: -1, high: 1 }),
]);
const scalars = [
  [t([], { dtype: "float32", values: [0] })],
  [t([], { dtype: "bool", values: [true] })],
];

export default family(ops, {
  nonzero: {
    samples: [
      ...samples,
      ...scalars,
      [t([2, 3]), true],
      [t([2, 3]), { asTuple: true }],
      [t([]), { asTuple: true }],
      [t([3]), { asTuple: false }],
    ],
    reference: (x: Nd, options?: boolean | { asTuple: boolean }) => {
      const asTuple = typeof options === "object" ? options.asTuple : options;
      if (!asTuple) return rows(x);
      if (x.shape.length === 0) return [build([found(x).length], () => 0, "int64")];
      const all = found(x);
      return x.shape.map((_, d) => build([all.length], ([i]) => all[i][d], "int64"));
    },
    differentiable: false,
    errors: [[[t([3]), { tuple: true }], /unknown option "tuple"/]],
  },
  argwhere: { samples: [...samples, ...scalars], reference: rows, differentiable: false },
});
