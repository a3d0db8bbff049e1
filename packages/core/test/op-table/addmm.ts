import * as ops from "../../src/ops/addmm.ts";
import { named } from "./arguments.ts";
import { matmul } from "./matrices.ts";
import { build, indices, type Nd, zip } from "./nd.ts";
import { all, family, numbers, type OpSpec, promoted, t } from "./spec.ts";

interface Factors {
  beta?: number;
  alpha?: number;
}

/** beta * input + alpha * product, for a product of the next two arguments. */
const added =
  (product: (a: Nd, b: Nd) => Nd) =>
  (input: Nd, a: Nd, b: Nd, ...rest: unknown[]): Nd => {
    const { beta = 1, alpha = 1 } = named<Factors>(["beta", "alpha"], rest);
    return zip((x, y) => (beta === 0 ? 0 : beta * x) + alpha * y, input, product(a, b));
  };

const factors = { alpha: 2, beta: 3 };
const same = /same dtype, but got float64 and float32/;

/** The sum of the products of a batch. */
function summed(a: Nd, b: Nd): Nd {
  const each = matmul(a, b);
  const [count, m, n] = each.shape;
  return build([m, n], (at) => indices([count]).reduce((sum, [i]) => sum + each.at(i, ...at), 0));
}

const batched: OpSpec = {
  samples: [],
  reference: added(summed),
  dtypes: numbers,
  errors: [
    [[t([2, 3]), t([2, 2]), t([2, 2, 3])], /batch1 must be a 3D tensor/],
    [[t([2, 3]), t([2, 2, 2]), t([3, 2, 3])], /same number of batches, got 2 and 3/],
    [[t([2, 4]), t([2, 2, 2]), t([2, 2, 3])], /must match the existing size \[2, 4\]/],
  ],
};

export default family(ops, {
  addmm: {
    samples: [
      [t([2, 4]), t([2, 3]), t([3, 4])],
      [t([4]), t([2, 3]), t([3, 4])],
      [t([2, 1]), t([2, 3]), t([3, 4]), factors],
      [t([]), t([2, 3]), t([3, 4]), { beta: 0 }],
      [t([2, 4]), t([2, 3]), t([3, 4]), { alpha: 2 }],
      [t([2, 2]), t([2, 0]), t([0, 2])],
      [t([2, 0]), t([2, 3]), t([3, 0])],
    ],
    reference: added(matmul),
    dtypes: numbers,
    errors: [
      [[t([5]), t([2, 3]), t([3, 4])], /must match the existing size \[5\]/],
      [[t([4]), t([2, 3]), t([2, 4])], /inner dimensions 3 and 2 differ/],
      [[t([4]), t([2]), t([2, 4])], /mat1 must be a 2D tensor/],
      [[t([4], { dtype: "float64" }), t([2, 3]), t([3, 4])], same],
    ],
  },
  addmv: {
    samples: [
      [t([2]), t([2, 3]), t([3])],
      [t([1]), t([2, 3]), t([3]), factors],
      [t([]), t([2, 0]), t([0])],
    ],
    reference: added(matmul),
    dtypes: numbers,
    errors: [[[t([2]), t([2, 3]), t([2])], /inner dimensions 3 and 2 differ/]],
  },
  addbmm: {
    ...batched,
    samples: [
      [t([2, 3]), t([4, 2, 2]), t([4, 2, 3])],
      [t([3]), t([2, 2, 1]), t([2, 1, 3]), factors],
      [t([2, 3]), t([0, 2, 2]), t([0, 2, 3])],
    ],
  },
  baddbmm: {
    ...batched,
    reference: added(matmul),
    samples: [
      [t([2, 2, 3]), t([2, 2, 2]), t([2, 2, 3])],
      [t([2, 1, 1]), t([2, 2, 2]), t([2, 2, 3]), factors],
      [t([3]), t([0, 2, 2]), t([0, 2, 3])],
    ],
  },
  addr: {
    samples: [
      [t([2, 3]), t([2]), t([3])],
      [t([3]), t([2]), t([3]), { beta: 0 }],
      [t([]), t([2]), t([0])],
      [
        t([2, 3], { dtype: "float64" }),
        t([2], { dtype: "float32" }),
        t([3], { dtype: "int64" }),
        factors,
      ],
    ],
    reference: (input: Nd, a: Nd, b: Nd, ...rest: unknown[]) =>
      added(() => build([a.shape[0], b.shape[0]], ([i, j]) => a.at(i) * b.at(j)))(
        input,
        a,
        b,
        ...rest,
      ).as(promoted([input, a, b])),
    dtypes: all,
    errors: [
      [[t([2]), t([2, 2]), t([2])], /vec1 must be a 1D tensor/],
      [
        [
          t([2], { dtype: "int64" }),
          t([2], { dtype: "int64" }),
          t([2], { dtype: "int64" }),
          { alpha: 0.5 },
        ],
        /must not be a floating point number/,
      ],
    ],
  },
});
