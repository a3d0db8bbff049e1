import * as ops from "../../src/ops/distance.ts";
import { named } from "./arguments.ts";
import { broadcastShape, build, type Nd } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

const exact = { computeMode: "donot_use_mm_for_euclid_dist" };

export default family(ops, {
  cdist: {
    samples: [
      [t([3, 2]), t([4, 2])],
      [t([2, 1, 3, 2]), t([4, 2]), 1],
      [t([3, 2]), t([4, 2]), 2, exact],
      [t([3, 2]), t([4, 2]), { computeMode: "use_mm_for_euclid_dist" }],
      [t([26, 2]), t([3, 2])],
      [t([3, 2]), t([4, 2]), 0],
      [t([3, 2]), t([4, 2]), 0.5],
      [t([3, 2]), t([4, 2]), 1.5],
      [t([3, 2]), t([4, 2]), 3],
      [t([3, 2]), t([4, 2]), Infinity],
      [t([0, 2]), t([4, 2])],
      [t([3, 0]), t([4, 0])],
    ],
    reference: (a: Nd, b: Nd, ...rest: unknown[]) => {
      const { p = 2 } = named<{ p?: number }>(["p", "computeMode"], rest);
      const [m, n] = [a.shape.at(-2) as number, b.shape.at(-2) as number];
      return build([...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), m, n], (at) => {
        const [lead, [i, j]] = [at.slice(0, -2), at.slice(-2)];
        const gaps = Array.from({ length: a.shape.at(-1) as number }, (_, k) =>
          Math.abs(a.broadcastAt([...lead, i, k]) - b.broadcastAt([...lead, j, k])),
        );
        if (p === 0) return gaps.filter((gap) => gap !== 0).length;
        if (p === Infinity) return Math.max(0, ...gaps);
        return gaps.reduce((sum, gap) => sum + gap ** p, 0) ** (1 / p);
      });
    },
    dtypes: floats,
    // Squares are subtracted where it goes by a matrix product.
    tolerance: 1e-4,
    errors: [
      [[t([3]), t([2, 3])], /only supports at least 2D tensors, X1 got: 1D/],
      [[t([2, 3]), t([2, 4])], /same number of columns. X1: 3 X2: 4/],
      [[t([2, 3]), t([2, 3]), -1], /non-negative p values/],
      [
        [t([2, 3], { dtype: "int64" }), t([2, 3])],
        /only supports floating-point dtypes, X1 got: int64/,
      ],
      [[t([2, 3]), t([2, 3]), 2, { computeMode: "x" }], /not a valid value for computeMode/],
    ],
  },
});
