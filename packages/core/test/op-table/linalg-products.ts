import * as ops from "../../src/ops/linalg-products.ts";
import { dimOf, named } from "./arguments.ts";
import matmulRows from "./matmul.ts";
import { inverses, matmul } from "./matrices.ts";
import { exponential, power } from "./matrix.ts";
import { build, Nd, product, reduce, zip } from "./nd.ts";
import { all, family, floats, numbers, t } from "./spec.ts";
import { cross } from "./vectors.ts";

export default family(ops, {
  matmul: matmulRows.rows.matmul,
  multiDot: {
    samples: [
      [[t([2, 3]), t([3, 4])]],
      [[t([3]), t([3, 4]), t([4])]],
      [[t([2, 3]), t([3, 1]), t([1, 4]), t([4, 2])]],
      [[t([2, 3]), t([3, 2]), t([2])]],
    ],
    reference: (tensors: Nd[]) => tensors.reduce(matmul),
    dtypes: numbers,
    errors: [
      [[[t([2, 3])]], /expected at least 2 tensors but got 1/],
      [[[t([3, 3]), t([3]), t([4, 3])]], /tensor 1 must be 2D but got 1D/],
      [
        [[t([2, 3]), t([4])]],
        /tensors 0 and 1 with shapes \[2, 3\] and \[4\] cannot be multiplied/,
      ],
    ],
  },
  vecdot: {
    samples: [
      [t([3]), t([3])],
      [t([2, 3]), t([3])],
      [t([2, 3]), t([2, 3]), { dim: 0 }],
      [t([2, 1, 3]), { y: t([4, 3]) }],
      [t([0]), t([0])],
    ],
    reference: (x: Nd, second: Nd | { y: Nd }, ...rest: unknown[]) => {
      const y = "y" in second ? second.y : second;
      const { dim = -1 } = named<{ dim?: number }>([], rest);
      return reduce(
        zip((a, b) => a * b, x, y),
        dim,
        false,
        (values) => values.reduce((a, b) => a + b, 0),
      );
    },
    dtypes: floats,
    errors: [
      [[t([3]), t([4])], /inconsistent tensor size, expected tensor \[3\] and src \[4\]/],
      [[t([3]), t([3], { dtype: "float64" })], /same dtype/],
    ],
  },
  cross: {
    samples: [
      [t([2, 3]), t([2, 3])],
      [t([1, 3]), t([4, 3])],
      [t([3, 2]), t([3, 1]), { dim: 0 }],
    ],
    reference: (a: Nd, b: Nd, options: { dim?: number } = {}) => cross(a, b, options.dim ?? -1),
    dtypes: numbers,
    method: () => [],
    errors: [
      [[t([2, 4]), t([2, 4])], /linalg.cross: inputs dimension -1 must have length 3. Got 4 and 4/],
      [[t([2, 3]), t([3])], /same number of dimensions/],
      [[t([2, 3]), t([2, 3]), { dim: 2 }], /out of range/],
    ],
  },
  matrixPower: power,
  matrixExp: exponential,
  tensorinv: {
    samples: [[t([1, 2, 2])], [t([1, 4, 2, 2])], [t([1, 1]), 1], [t([1, 3, 3, 1]), { ind: 2 }]],
    reference: (x: Nd, given: number | { ind: number } = 2) => {
      const ind = typeof given === "number" ? given : given.ind;
      const n = product(x.shape.slice(0, ind));
      return new Nd(
        [...x.shape.slice(ind), ...x.shape.slice(0, ind)],
        inverses(new Nd([n, n], x.data)).data,
      );
    },
    dtypes: floats,
    tolerance: 1e-2,
    errors: [
      [[t([4, 5]), 0], /strictly positive integer for 'ind', but got 0/],
      [[t([4, 5, 8, 3])], /but got 24 != 20/],
      [[t([2, 2], { values: [1, 1, 1, 1] }), 1], /singular/],
    ],
  },
  tensorsolve: {
    samples: [
      [t([1, 2, 2]), t([1, 2])],
      [t([1, 2, 2]), t([1, 2]), [1]],
    ],
    reference: (a: Nd, b: Nd, dims?: readonly number[]) => {
      const order = dims ? [0, 2, 1] : [0, 1, 2];
      const moved = build(
        order.map((d) => a.shape[d]),
        (at) => {
          const index = new Array<number>(3);
          order.forEach((d, k) => (index[d] = at[k]));
          return a.at(...index);
        },
      );
      const x = matmul(inverses(new Nd([2, 2], moved.data)), new Nd([2], b.data));
      return new Nd(moved.shape.slice(b.shape.length), x.data);
    },
    dtypes: floats,
    tolerance: 1e-3,
    errors: [[[t([2, 3, 5]), t([2, 3])], /but got 5 != 6/]],
  },
  vander: {
    samples: [[t([3])], [t([2, 3])], [t([2]), { N: 4 }], [t([2, 2]), 3], [t([]), 3]],
    reference: (x: Nd, given?: number | { N: number }) => {
      const n = (typeof given === "object" ? given.N : given) ?? x.shape.at(-1) ?? 1;
      // A scalar counts as a vector of one.
      const rows = x.shape.length === 0 ? [1] : x.shape;
      const values = new Nd(rows, x.data);
      return build([...rows, n], (at) => values.at(...at.slice(0, -1)) ** (at.at(-1) ?? 0));
    },
    result: "sum",
    dtypes: numbers,
    errors: [
      [[t([])], /N must be greater than 1/],
      [[t([2]), 1], /N must be greater than 1/],
    ],
  },
  diagonal: {
    samples: [
      [t([3, 3])],
      [t([2, 3, 4])],
      [t([2, 3, 4]), { offset: 1 }],
      [t([2, 3, 4]), { offset: -1, dim1: 0, dim2: 1 }],
    ],
    reference: (
      x: Nd,
      { offset = 0, dim1 = -2, dim2 = -1 }: { offset?: number; dim1?: number; dim2?: number } = {},
    ) => {
      const [a, b] = [dimOf(x, dim1), dimOf(x, dim2)];
      const [down, right] = [Math.max(-offset, 0), Math.max(offset, 0)];
      const others = x.shape.map((_, d) => d).filter((d) => d !== a && d !== b);
      return build(
        [...others.map((d) => x.shape[d]), Math.min(x.shape[a] - down, x.shape[b] - right)],
        (at) => {
          const index = new Array<number>(x.shape.length);
          others.forEach((d, k) => (index[d] = at[k]));
          index[a] = (at.at(-1) as number) + down;
          index[b] = (at.at(-1) as number) + right;
          return x.at(...index);
        },
      );
    },
    view: true,
    method: () => [],
    dtypes: all,
    errors: [[[t([3])], /out of range|cannot be identical/]],
  },
});
