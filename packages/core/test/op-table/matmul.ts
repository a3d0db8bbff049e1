import * as ops from "../../src/ops/matmul.ts";
import { matmul } from "./matrices.ts";
import { build, type Nd, zip } from "./nd.ts";
import { all, family, numbers, type OpSpec, t } from "./spec.ts";

const dtypeError = [
  [t([2, 2]), t([2, 2], { dtype: "float64" })],
  /same dtype, but got float32 and float64/,
] as const;

const product: OpSpec = { samples: [], reference: matmul, dtypes: numbers };

const dot: OpSpec = {
  ...product,
  samples: [
    [t([3]), t([3])],
    [t([9]), t([9])],
    [t([0]), t([0])],
  ],
  errors: [
    [[t([2, 2]), t([2])], /1D tensors expected, but got 2D and 1D/],
    [[t([3]), t([4])], /inconsistent tensor size, expected tensor \[3\] and src \[4\]/],
    [[t([3]), 2], /must be a Tensor/],
  ],
};

const outer: OpSpec = {
  samples: [
    [t([3]), t([2])],
    [t([3]), { vec2: t([1]) }],
    [t([0]), t([2])],
  ],
  reference: (a: Nd, b: Nd | { vec2: Nd }) => {
    const other = "vec2" in b ? b.vec2 : b;
    return build([a.shape[0], other.shape[0]], ([i, j]) => a.at(i) * other.at(j));
  },
  dtypes: all,
  errors: [
    [[t([2, 2]), t([2])], /expected 1-D argument self, but got 2-D/],
    [[t([2]), t([])], /expected 1-D argument vec2, but got 0-D/],
  ],
};

export default family(ops, {
  matmul: {
    ...product,
    samples: [
      [t([3]), t([3])],
      [t([2, 3]), t([3])],
      [t([3]), t([3, 2])],
      [t([2, 3]), t([3, 4])],
      [t([9, 6]), t([6, 5])],
      [t([2, 3, 4]), t([4, 2])],
      [t([2, 3, 4]), t([4])],
      [t([3]), t([2, 3, 4])],
      [t([2, 3]), t([2, 3, 4])],
      [t([2, 2, 3]), t([2, 3, 2])],
      [t([2, 1, 2, 3]), t([3, 3, 1])],
      [t([1, 2, 3]), t([4, 2, 3, 2])],
      [t([2, 1, 3]), t([2, 3, 1])],
      [t([0, 3]), t([3, 2])],
      [t([2, 0]), t([0, 3])],
      [t([2, 2, 0]), t([0, 3])],
      [t([0, 2, 3]), t([3, 2])],
    ],
    errors: [
      [[t([3, 4]), t([5, 6])], /\[3, 4\] @ \[5, 6\]: inner dimensions 4 and 5 differ/],
      [[t([2, 3, 4]), t([3, 4, 2])], /must match the size/],
      [[t([]), t([2])], /both arguments to matmul need to be at least 1D, but they are 0D and 1D/],
      [[t([2, 3]), t([2])], /inner dimensions 3 and 2 differ/],
      dtypeError,
    ],
  },
  mm: {
    ...product,
    samples: [
      [t([2, 3]), t([3, 4])],
      [t([2, 3]), { mat2: t([3, 1]) }],
      [t([0, 3]), t([3, 2])],
    ],
    reference: (a: Nd, b: Nd | { mat2: Nd }) => matmul(a, "mat2" in b ? b.mat2 : b),
    errors: [
      [[t([2]), t([2, 2])], /self must be a matrix, but got 1-D/],
      [[t([2, 2]), t([2])], /mat2 must be a matrix, but got 1-D/],
      [[t([2, 3]), t([2, 3])], /cannot be multiplied \(2x3 and 2x3\)/],
      dtypeError,
    ],
  },
  bmm: {
    ...product,
    samples: [
      [t([2, 3, 4]), t([2, 4, 2])],
      [t([0, 3, 4]), t([0, 4, 2])],
    ],
    errors: [
      [[t([2, 3]), t([2, 3, 4])], /batch1 must be a 3D tensor/],
      [[t([2, 3, 4]), t([4, 2])], /batch2 must be a 3D tensor/],
      [[t([2, 3, 4]), t([3, 4, 2])], /to be: \[2, 4\] but got: \[3, 4\]/],
    ],
  },
  mv: {
    ...product,
    samples: [
      [t([2, 3]), t([3])],
      [t([0, 3]), t([3])],
    ],
    errors: [
      [[t([2]), t([2])], /the matrix must be 2D/],
      [[t([2, 2]), t([2, 2])], /the vector must be 1D/],
      [[t([2, 3]), t([2])], /inner dimensions 3 and 2 differ/],
    ],
  },
  dot,
  vdot: dot,
  inner: {
    ...product,
    samples: [
      [t([3]), t([3])],
      [t([2, 3]), t([3])],
      [t([2, 3]), t([4, 3])],
      [t([2, 1, 3]), t([2, 3])],
      [t([2, 0]), t([3, 0])],
      [t([], { dtype: "float64" }), t([3], { dtype: "float64" })],
    ],
    reference: (a: Nd, b: Nd) => {
      if (a.shape.length === 0 || b.shape.length === 0)
        return zip((x, y) => x * y, a, b).as("float64");
      const [lead, other] = [a.shape.slice(0, -1), b.shape.slice(0, -1)];
      return build([...lead, ...other], (at) => {
        const [i, j] = [at.slice(0, lead.length), at.slice(lead.length)];
        let sum = 0;
        for (let k = 0; k < (a.shape.at(-1) as number); k++) sum += a.at(...i, k) * b.at(...j, k);
        return sum;
      });
    },
    errors: [
      [
        [t([2, 3]), t([4])],
        /last dimension must match on both input tensors but got shapes \[2, 3\] and \[4\]/,
      ],
    ],
  },
  outer,
  ger: outer,
});
