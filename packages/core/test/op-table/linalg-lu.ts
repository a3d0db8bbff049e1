import * as ops from "../../src/ops/linalg-lu.ts";
import { inverses, matmul, transposed } from "./matrices.ts";
import { exchanges, unpack } from "./matrix.ts";
import type { Nd } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

const notMatrix = [[t([3])], /at least 2 dimensions/] as const;
const singular = t([2, 2], { values: [0, 0, 0, 0] });
const samples = [[t([2, 3, 3])], [t([1, 4, 2])], [t([1, 2, 4]), { pivot: true }]];

// linalg.test.ts checks what the factors multiply to.
export default family(ops, {
  lu: {
    samples,
    reference: null,
    dtypes: floats,
    method: () => [],
    errors: [notMatrix, [[t([2, 2]), { pivot: false }], /LU without pivoting/]],
  },
  luFactor: {
    samples,
    reference: null,
    dtypes: floats,
    errors: [
      notMatrix,
      [[singular], /U\[1,1\] is zero and using it on luSolve would result in a division by zero/],
    ],
  },
  luFactorEx: {
    samples,
    reference: null,
    dtypes: floats,
    errors: [notMatrix, [[singular, { checkErrors: true }], /U\[1,1\] is zero/]],
  },
  luSolve: {
    samples: [
      [t([2, 3, 3]), exchanges, t([2, 3, 2])],
      [t([2, 3, 3]), exchanges, t([3, 2]), { adjoint: true }],
      [t([2, 3, 3]), exchanges, t([2, 2, 3]), { left: false }],
      [t([2, 3, 3]), exchanges, { B: t([2, 2, 3]), left: false, adjoint: true }],
    ],
    reference: (
      x: Nd,
      pivots: Nd,
      third: Nd | { B: Nd },
      more: { left?: boolean; adjoint?: boolean } = {},
    ) => {
      const options: { B?: Nd; left?: boolean; adjoint?: boolean } =
        "B" in third ? third : { ...more, B: third };
      const [p, l, u] = unpack(x, pivots);
      const whole = matmul(matmul(p, l), u);
      const inverse = inverses(options.adjoint ? transposed(whole) : whole);
      return options.left === false
        ? matmul(options.B as Nd, inverse)
        : matmul(inverse, options.B as Nd);
    },
    dtypes: floats,
    domain: { low: 0.5, high: 3 },
    tolerance: 1e-2,
    method: () => [],
    errors: [
      [[t([3, 3]), t([3]), t([3, 2])], /pivots should be a Tensor of scalar type torch.int32/],
      [[t([3, 3]), t([3], { dtype: "int32" }), t([3])], /B must have at least 2 dimensions/],
    ],
  },
});
