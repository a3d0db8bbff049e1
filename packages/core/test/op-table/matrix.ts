import * as ops from "../../src/ops/matrix.ts";
import { named } from "./arguments.ts";
import { det, eachMatrix, inverses, matmul, matricesOf, transposed, triangle } from "./matrices.ts";
import { build, map, type Nd } from "./nd.ts";
import { family, floats, numbers, type OpSpec, type Sample, t } from "./spec.ts";

const notSquare = [
  [t([2, 3])],
  /must be batches of square matrices, but they are 2 by 3 matrices/,
] as const;
export const notMatrix = [[t([3])], /must have at least 2 dimensions/] as const;
const shapeErrors = [notSquare, notMatrix];

/** Squares that lie apart: where the first dimension is stretched, the matrices are the same, and not their rows. */
const squares: readonly Sample[] = [
  [t([2, 3, 3])],
  [t([1, 2, 2])],
  [t([1, 1])],
  [t([0, 2, 2])],
  [t([2, 0, 0])],
];

const determinant: OpSpec = {
  samples: [...squares, [t([3, 3])]],
  reference: (x: Nd) => eachMatrix(x, [], det),
  dtypes: floats,
  tolerance: 1e-4,
  errors: shapeErrors,
};

const logarithm: OpSpec = {
  samples: squares,
  reference: (x: Nd) => {
    const value = eachMatrix(x, [], det);
    return [map(value, Math.sign), map(value, (y) => Math.log(Math.abs(y)))];
  },
  dtypes: floats,
  tolerance: 1e-4,
  errors: shapeErrors,
};

export const inverse: OpSpec = {
  samples: squares,
  reference: inverses,
  dtypes: floats,
  tolerance: 1e-3,
  errors: [
    ...shapeErrors,
    [
      [t([2, 2], { values: [1, 1, 1, 1] })],
      /the diagonal element 2 is zero, the inversion could not be completed because the input matrix is singular/,
    ],
  ],
};

/** Of full rank: by the normal equations. */
export function pseudoInverse(x: Nd): Nd {
  const [m, n] = x.shape.slice(-2);
  const back = transposed(x);
  return m <= n ? matmul(back, inverses(matmul(x, back))) : matmul(inverses(matmul(back, x)), back);
}

/** Positive definite matrices, and their lower factors. */
export const factors = [
  [2, 0, 0, -1, 1, 0, 0.5, 3, 0.25],
  [1, 0, 0, 0, 2, 0, 0, 0, 3],
].flat();
const products = [
  [4, -2, 1, -2, 2, 2.5, 1, 2.5, 9.3125],
  [1, 0, 0, 0, 4, 0, 0, 0, 9],
].flat();
export const definite = (dtype: "float32" | "float64") => t([2, 3, 3], { dtype, values: products });
const lower = t([2, 3, 3], { dtype: "float64", values: factors });
const right = t([2, 3, 2], { dtype: "float64" });

interface Triangular {
  upper?: boolean;
  transpose?: boolean;
  unitriangular?: boolean;
}

/** P @ L @ U from both in one matrix and the exchanges of rows, from 1. */
export function unpack(x: Nd, pivots: Nd): [P: Nd, L: Nd, U: Nd] {
  const [m, n] = x.shape.slice(-2);
  const [lead, k] = [x.shape.slice(0, -2), Math.min(m, n)];
  const orders = matricesOf(x).map((_, i) => {
    const order = Array.from({ length: m }, (_, row) => row);
    for (let step = 0; step < k; step++) {
      const other = pivots.data[i * k + step] - 1;
      [order[step], order[other]] = [order[other], order[step]];
    }
    return order;
  });
  const flat = (at: readonly number[]): number =>
    at.slice(0, -2).reduce((place, i, d) => place * lead[d] + i, 0);
  return [
    build([...lead, m, m], (at) => Number(orders[flat(at)][at.at(-1) as number] === at.at(-2))),
    build([...lead, m, k], (at) => {
      const [i, j] = at.slice(-2);
      return i === j ? 1 : i > j ? x.at(...at) : 0;
    }),
    build([...lead, k, n], (at) =>
      (at.at(-1) as number) >= (at.at(-2) as number) ? x.at(...at) : 0,
    ),
  ];
}

export const exchanges = t([2, 3], { dtype: "int32", values: [2, 3, 3, 1, 2, 3] });

export const power: OpSpec = {
  samples: [
    [t([2, 3, 3]), 3],
    [t([1, 2, 2]), { n: 2 }],
    [t([2, 2]), 1],
    [t([0, 2, 2]), 5],
    [t([2, 3, 3], { dtype: "float64" }), -2],
    [t([2, 2, 2], { dtype: "float64" }), 0],
  ],
  reference: (x: Nd, given: number | { n: number }) => {
    const n = typeof given === "number" ? given : given.n;
    const base = n < 0 ? inverses(x) : x;
    let result = build(x.shape, (at) => Number(at.at(-1) === at.at(-2)));
    for (let i = 0; i < Math.abs(n); i++) result = matmul(result, base);
    return n <= 0 ? result.as("float64") : result;
  },
  dtypes: numbers,
  tolerance: 1e-4,
  errors: [
    ...shapeErrors.map(([args, message]) => [[...args, 2], message] as const),
    [[t([2, 2]), 0.5], /must be an integer/],
  ],
};

export const exponential: OpSpec = {
  samples: [
    [t([2, 3, 3])],
    [t([1, 2, 2], { low: -4, high: 4 })],
    [t([1, 1, 1])],
    [t([0, 2, 2])],
    [t([1, 0, 0])],
  ],
  // The series, of a matrix scaled down.
  reference: (x: Nd) => {
    const small = map(x, (value) => value / 64);
    let result = build(x.shape, (at) => Number(at.at(-1) === at.at(-2)));
    let term = result;
    for (let k = 1; k < 20; k++) {
      term = map(matmul(term, small), (value) => value / k);
      const [sum, next] = [result, term];
      result = build(x.shape, (at) => sum.at(...at) + next.at(...at));
    }
    for (let i = 0; i < 6; i++) result = matmul(result, result);
    return result;
  },
  dtypes: floats,
  domain: { low: -1, high: 1 },
  tolerance: 1e-4,
  errors: shapeErrors,
};

export default family(ops, {
  det: determinant,
  slogdet: logarithm,
  logdet: {
    ...logarithm,
    samples: [
      [t([1, 2, 2], { values: [2, 1, -1, 3] })],
      [t([2, 1, 1], { values: [2, 0.5] })],
      [t([0, 2, 2])],
    ],
    reference: (x: Nd) => map(eachMatrix(x, [], det), Math.log),
  },
  inverse,
  pinverse: {
    samples: [
      [t([2, 3, 2])],
      [t([1, 2, 3])],
      [t([1, 3, 3]), 1e-10],
      [t([1, 3, 2]), { rcond: 1e-12 }],
      [t([1, 0, 3])],
    ],
    reference: (x: Nd) => (x.data.length === 0 ? transposed(x) : pseudoInverse(x)),
    dtypes: floats,
    tolerance: 1e-3,
    errors: [notMatrix],
  },
  cholesky: {
    samples: [
      [definite("float64")],
      [definite("float64"), true],
      [definite("float64"), { upper: true }],
      [t([0, 2, 2])],
    ],
    reference: (x: Nd, upper?: unknown) => {
      const factor = build(x.shape, (at) => factors[(at[0] * 3 + at[1]) * 3 + at[2]], x.dtype);
      return upper ? transposed(factor).as(x.dtype ?? "float64") : factor;
    },
    dtypes: floats,
    errors: [
      ...shapeErrors,
      [
        [t([2, 2, 2], { values: [1, 0, 0, 1, 1, 2, 2, 1] })],
        /batch element 1\): .*the leading minor of order 2 is not positive-definite/,
      ],
    ],
  },
  choleskySolve: {
    samples: [
      [right, lower],
      [right, lower, { upper: false }],
      [
        right,
        t([2, 3, 3], {
          dtype: "float64",
          values: [2, -1, 0.5, 0, 1, 3, 0, 0, 0.25, 1, 0, 0, 0, 2, 0, 0, 0, 3],
        }),
        true,
      ],
      [t([0, 2]), t([0, 0])],
    ],
    reference: (b: Nd) =>
      b.data.length === 0
        ? b
        : matmul(
            inverses(build([2, 3, 3], (at) => products[(at[0] * 3 + at[1]) * 3 + at[2]])),
            b,
          ).as("float64"),
    dtypes: floats,
    tolerance: 1e-3,
    errors: [
      [[t([3]), t([3, 3])], /b should have at least 2 dimensions, but has 1 dimensions/],
      [[t([2, 2]), t([3, 3])], /each A matrix is 3 by 3 but each b matrix is 2 by 2/],
      [[t([3, 2]), t([3, 3], { dtype: "float64" })], /same dtype/],
    ],
  },
  choleskyInverse: {
    samples: [[lower], [t([0, 2, 2])]],
    reference: (x: Nd) =>
      x.data.length === 0
        ? x
        : inverses(build([2, 3, 3], (at) => products[(at[0] * 3 + at[1]) * 3 + at[2]])).as(
            "float64",
          ),
    dtypes: floats,
    tolerance: 1e-3,
    errors: shapeErrors,
  },
  triangularSolve: {
    samples: [
      [t([2, 3, 2]), t([2, 3, 3])],
      [t([1, 3, 2]), t([1, 3, 3]), false],
      [t([1, 3, 2]), t([1, 3, 3]), true, true],
      [t([1, 3, 2]), t([1, 3, 3]), { upper: false, unitriangular: true }],
    ],
    reference: (b: Nd, a: Nd, ...rest: unknown[]) => {
      const {
        upper = true,
        transpose = false,
        unitriangular = false,
      } = named<Triangular>(["upper", "transpose", "unitriangular"], rest);
      const matrix = triangle(a, upper, unitriangular);
      return [matmul(inverses(transpose ? transposed(matrix) : matrix), b), a];
    },
    dtypes: floats,
    domain: { low: 0.5, high: 3 },
    tolerance: 1e-4,
    errors: [
      [[t([3]), t([3, 3])], /expected b to have at least 2 dimensions, but it has 1/],
      [[t([2, 2]), t([3, 3])], /each A matrix is 3 by 3 but each b matrix is 2 by 2/],
    ],
  },
  lu: {
    samples: [[t([2, 3, 3])], [t([1, 3, 2])], [t([1, 2, 3]), { getInfos: true }]],
    reference: null,
    dtypes: floats,
    errors: [notMatrix, [[t([2, 2]), false], /without pivoting is not implemented/]],
  },
  luSolve: {
    samples: [[t([2, 3, 2]), t([2, 3, 3]), exchanges]],
    reference: (b: Nd, x: Nd, pivots: Nd) => {
      const [p, l, u] = unpack(x, pivots);
      return matmul(inverses(matmul(matmul(p, l), u)), b);
    },
    dtypes: floats,
    domain: { low: 0.5, high: 3 },
    tolerance: 1e-2,
    errors: [
      [[t([3, 2]), t([3, 3]), t([3])], /pivots should be a Tensor of scalar type torch.int32/],
      [[t([2, 2]), t([3, 3]), t([3], { dtype: "int32" })], /incompatible shapes of A and B/],
      [[t([3, 2]), t([3, 3]), t([2], { dtype: "int32" })], /number of pivots per batch/],
    ],
  },
  matrixPower: power,
  matrixExp: exponential,
});
