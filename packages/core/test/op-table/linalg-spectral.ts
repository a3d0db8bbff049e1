import * as ops from "../../src/ops/linalg-spectral.ts";
import { singularValues } from "./linalg-norm.ts";
import { eachMatrix } from "./matrices.ts";
import { orthogonal } from "./matrix-spectral.ts";
import { Nd } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

const notMatrix = [[t([3])], /at least 2 dimensions/] as const;
const notSquare = [[t([2, 3])], /must be batches of square matrices/] as const;
const samples = [[t([2, 3, 2])], [t([1, 2, 3])], [t([1, 3, 3])]];
const symmetric = t([2, 2, 2], { dtype: "float64", values: [1, 2, 2, -1, 3, 0.5, 0.5, 3] });

// Vectors may be turned round, so linalg.test.ts checks what they multiply to.
export default family(ops, {
  qr: {
    samples: [...samples, [t([1, 2, 3]), "complete"], [t([1, 3, 3]), { mode: "complete" }]],
    reference: null,
    dtypes: floats,
    method: () => [],
    errors: [notMatrix, [[t([2, 2]), "x"], /unrecognized mode 'x' but expected one of 'reduced'/]],
  },
  householderProduct: orthogonal,
  svd: {
    samples: [...samples.map(([x]) => [x, false]), [t([1, 3, 3]), { fullMatrices: true }]],
    reference: null,
    dtypes: floats,
    method: () => [],
    errors: [notMatrix],
  },
  svdvals: {
    samples: [[t([2, 3, 2])], [t([1, 2, 4])], [t([1, 2, 2]), { driver: null }], [t([2, 0, 3])]],
    reference: (x: Nd) =>
      x.data.length === 0 ? new Nd([x.shape[0], 0], []) : eachMatrix(x, [2], singularValues),
    dtypes: floats,
    tolerance: 1e-4,
    errors: [notMatrix],
  },
  eigh: {
    samples: [[symmetric], [symmetric, "U"], [t([0, 2, 2])]],
    reference: null,
    dtypes: floats,
    errors: [
      notMatrix,
      notSquare,
      [[t([2, 2]), "x"], /expected UPLO argument to be 'L' or 'U', but got x/],
    ],
  },
  eigvalsh: {
    samples: [[symmetric], [symmetric, "U"], [symmetric, { UPLO: "L" }], [t([0, 2, 2])]],
    reference: (x: Nd) => {
      const values = eachMatrix(x, [2], ([[a, b], [, c]]) =>
        [-1, 1].map((sign) => (a + c) / 2 + sign * Math.hypot((a - c) / 2, b)),
      );
      return x.data.length === 0 ? values : values.as("float64");
    },
    dtypes: floats,
    errors: [notMatrix, notSquare],
  },
});
