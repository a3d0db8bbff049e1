import * as ops from "../../src/ops/linalg-solve.ts";
import { inverses, matmul, triangle } from "./matrices.ts";
import { inverse } from "./matrix.ts";
import { Nd } from "./nd.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

interface Options {
  left?: boolean;
  upper?: boolean;
  unitriangular?: boolean;
}

/** Whether b is a vector for each matrix. */
const isVector = (a: Nd, b: Nd): boolean =>
  b.shape.length === 1 ||
  (b.shape.length === a.shape.length - 1 && b.shape.every((size, d) => size === a.shape[d]));

function solution(a: Nd, b: Nd, { left = true }: Options = {}): Nd {
  const right = isVector(a, b) ? new Nd([...b.shape, 1], b.data) : b;
  const x = left ? matmul(inverses(a), right) : matmul(right, inverses(a));
  return isVector(a, b) ? new Nd(x.shape.slice(0, -1), x.data) : x;
}

const noInfo = (a: Nd): Nd => {
  const lead = a.shape.slice(0, -2);
  return new Nd(lead, new Array<number>(lead.reduce((n, size) => n * size, 1)).fill(0), "int32");
};

const singular = t([2, 2], { values: [0, 0, 0, 0] });

const solve: OpSpec = {
  samples: [
    [t([2, 3, 3]), t([2, 3, 2])],
    [t([1, 3, 3]), t([3])],
    [t([2, 2, 2]), t([2, 2])],
    [t([2, 3, 3]), t([3, 1])],
    [t([1, 3, 3]), t([4, 3, 2])],
    [t([1, 3, 3]), t([2, 3]), { left: false }],
    [t([0, 3, 3]), t([0, 3, 2])],
    [t([1, 0, 0]), t([1, 0, 2])],
  ],
  reference: solution,
  dtypes: floats,
  tolerance: 1e-2,
  errors: [
    [[t([2, 3]), t([2])], /must be batches of square matrices, but they are 2 by 3/],
    [[t([2, 2]), t([3])], /incompatible shapes of A and B for the equation AX = B \(2x2 and 3x1\)/],
    [[t([2, 2]), t([3, 3]), { left: false }], /for the equation XA = B \(2x2 and 3x3\)/],
    [[t([2, 2]), t([2], { dtype: "float64" })], /same dtype/],
    [[t([2, 2]), t([])], /B must have at least 2 dimensions/],
    [[t([2, 3, 3]), t([5, 3, 2])], /must match the size/],
  ],
};

export default family(ops, {
  inv: inverse,
  invEx: {
    ...inverse,
    reference: (a: Nd) => [inverses(a), noInfo(a)],
    errors: [
      [[t([2, 3])], /linalg.invEx: A must be batches/],
      [[singular, { checkErrors: true }], /linalg.invEx: the diagonal element 1 is zero/],
    ],
  },
  solve: {
    ...solve,
    errors: [
      ...(solve.errors ?? []),
      [[singular, t([2])], /the solver failed because the input matrix is singular/],
      [[t([1, 1]), t([1]), { left: false }], /a vector on the right side is not supported/],
    ],
  },
  solveEx: {
    ...solve,
    reference: (a: Nd, b: Nd, options?: Options) => [solution(a, b, options), noInfo(a)],
    errors: [[[singular, t([2]), { checkErrors: true }], /linalg.solveEx: the solver failed/]],
  },
  solveTriangular: {
    samples: [true, false].flatMap((upper) => [
      [t([2, 3, 3]), t([2, 3, 2]), { upper }],
      [t([2, 3, 3]), t([3, 2]), { upper, unitriangular: true }],
      [t([1, 3, 3]), t([2, 2, 3]), { upper, left: false }],
      [t([1, 0, 0]), t([1, 0, 2]), { upper }],
    ]),
    reference: (a: Nd, b: Nd, options: Options) => {
      const inverted = inverses(triangle(a, options.upper === true, options.unitriangular));
      return options.left === false ? matmul(b, inverted) : matmul(inverted, b);
    },
    dtypes: floats,
    domain: { low: 0.5, high: 3 },
    tolerance: 1e-3,
    errors: [
      [[t([2, 2]), t([2, 2])], /missing 1 required argument/],
      [[t([2, 2]), t([2]), { upper: true }], /B must have at least 2 dimensions/],
      [
        [t([3, 3]), t([2, 2]), { upper: true }],
        /incompatible shapes of A and B for the equation AX = B/,
      ],
    ],
  },
});
