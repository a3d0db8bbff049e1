import * as ops from "../../src/ops/linalg-ldl.ts";
import { family, floats, t } from "./spec.ts";

const symmetric = t([1, 2, 2], { dtype: "float64", values: [0, 2, 2, 1] });
const pivots = t([1, 2], { dtype: "int32", values: [-2, -2] });

// The factors depend on the pivoting, so linalg.test.ts checks what they solve.
export default family(ops, {
  ldlFactor: {
    samples: [[symmetric]],
    reference: null,
    dtypes: floats,
    errors: [
      [[t([2, 3])], /must be batches of square matrices/],
      [[t([2, 2], { values: [0, 0, 0, 0] })], /D\[1,1\] is zero/],
    ],
  },
  ldlFactorEx: {
    samples: [[symmetric]],
    reference: null,
    dtypes: floats,
    errors: [[[t([2, 2], { values: [0, 0, 0, 0] }), { checkErrors: true }], /D\[1,1\] is zero/]],
  },
  ldlSolve: {
    samples: [[symmetric, pivots, t([1, 2, 1], { dtype: "float64" })]],
    reference: null,
    dtypes: floats,
    errors: [
      [[t([2, 2]), t([2]), t([2, 1])], /expected pivots to be integers/],
      [
        [t([2, 2]), t([3], { dtype: "int32" }), t([2, 1])],
        /expected LD.shape\[:-1\] and pivots.shape to be the same/,
      ],
      [[t([2, 2]), t([2], { dtype: "int32" }), t([3, 1])], /incompatible shapes of A and B/],
    ],
  },
});
