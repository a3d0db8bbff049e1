import * as ops from "../../src/ops/linalg-inverse.ts";
import { matmul } from "./matrices.ts";
import { pseudoInverse } from "./matrix.ts";
import { Nd } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

const notMatrix = [[t([3])], /2 or more dimensions|at least 2 dimensions/] as const;

export default family(ops, {
  matrixRank: {
    samples: [
      [t([2, 3, 2])],
      [t([2, 3, 3], { values: [1, 2, 3, 2, 4, 6, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1] })],
      [t([1, 2, 2], { values: [3, 0, 0, 1] }), { atol: 2 }],
      [t([1, 2, 2], { values: [3, 0, 0, 1] }), 2],
      [t([1, 2, 2], { values: [3, 0, 0, 1] }), { rtol: 0.5 }],
      [t([1, 2, 2], { values: [-3, 0, 0, 1] }), { hermitian: true }],
      [t([2, 0, 2])],
    ],
    reference: (x: Nd, options?: unknown) => {
      // Each sample's ranks are known: of random matrices the full one, of the others what their values say.
      const [count, m, n] = x.shape;
      const known =
        x.data[0] === 1 && x.data[1] === 2
          ? [2, 3]
          : options && !(options as { hermitian?: boolean }).hermitian
            ? [1]
            : null;
      // Stretched, the last matrix lies in all places.
      const all = known ?? new Array<number>(count).fill(Math.min(m, n));
      return new Nd([count], all, "int64");
    },
    dtypes: floats,
    differentiable: false,
    errors: [notMatrix],
  },
  pinv: {
    samples: [
      [t([2, 3, 2])],
      [t([1, 2, 3]), { rtol: 1e-10 }],
      [t([1, 3, 3]), 1e-10],
      [t([1, 3, 2]), { atol: 1e-10, hermitian: false }],
      [t([2, 0, 3])],
      [t([1, 2, 2], { dtype: "float64", values: [2, 1, 1, -3] }), { hermitian: true }],
    ],
    reference: (x: Nd, options?: unknown) => {
      const result =
        x.data.length === 0
          ? new Nd(
              [...x.shape.slice(0, -2), x.shape.at(-1) as number, x.shape.at(-2) as number],
              [],
            )
          : pseudoInverse(x);
      return (options as { hermitian?: boolean } | undefined)?.hermitian
        ? result.as("float64")
        : result;
    },
    dtypes: floats,
    tolerance: 1e-3,
    errors: [notMatrix, [[t([2, 3]), { hermitian: true }], /must be batches of square matrices/]],
  },
  lstsq: {
    samples: [
      [t([2, 4, 2]), t([2, 4, 3])],
      [t([1, 4, 2]), t([1, 4])],
      [t([1, 2, 3]), t([1, 2, 2])],
      [t([1, 3, 3]), t([3, 2]), 1e-10],
    ],
    reference: (a: Nd, b: Nd) => {
      const vector = b.shape.length < a.shape.length && b.shape.length < 3 && b.shape[0] === 1;
      const right = vector ? new Nd([...b.shape, 1], b.data) : b;
      const x = matmul(pseudoInverse(a), right);
      const none = new Nd([0], []);
      return [
        vector ? new Nd(x.shape.slice(0, -1), x.data) : x,
        none,
        new Nd(
          [a.shape[0]],
          new Array<number>(a.shape[0]).fill(Math.min(...a.shape.slice(-2))),
          "int64",
        ),
        none,
      ];
    },
    dtypes: floats,
    tolerance: 1e-3,
    errors: [
      [[t([5, 3]), t([4, 2])], /input.size\(-2\) should match other.size\(-2\)/],
      [[t([3]), t([3])], /at least 2 dimensions/],
      [[t([3, 2]), t([3]), { driver: "x" }], /should be one of \(gels, gelsy, gelsd, gelss\)/],
      [[t([3, 2]), t([3], { dtype: "float64" })], /same dtype/],
    ],
  },
});
