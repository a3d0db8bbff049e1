import * as ops from "../../src/ops/factors.ts";
import { named } from "./arguments.ts";
import { matmul } from "./matrices.ts";
import { exchanges, unpack } from "./matrix.ts";
import { build, Nd } from "./nd.ts";
import { family, floats, numbers, t } from "./spec.ts";

export default family(ops, {
  chainMatmul: {
    samples: [
      [t([2, 3]), t([3, 4]), t([4, 2])],
      [[t([2, 3]), t([3, 1]), t([1, 4]), t([4, 2])]],
      [t([3]), t([3, 2]), t([2])],
      [t([2, 0]), t([0, 3])],
    ],
    reference: (...given: (Nd | Nd[])[]) => given.flat().reduce(matmul),
    dtypes: numbers,
    method: () => [],
    errors: [
      [
        [t([3, 3]), t([4, 3])],
        /tensors 0 and 1 with shapes \[3, 3\] and \[4, 3\] cannot be multiplied/,
      ],
      [[t([3, 3]), t([3]), t([3, 3])], /tensor 1 must be 2D but got 1D/],
      [[[]], /expected one or more matrices/],
    ],
  },
  vander: {
    samples: [
      [t([3])],
      [t([3]), 2],
      [t([2]), { N: 4, increasing: true }],
      [t([2]), 0],
      [t([2]), 1],
      [t([0])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { N, increasing } = named<{ N?: number; increasing?: boolean }>(
        ["N", "increasing"],
        rest,
      );
      const n = N ?? x.shape[0];
      return build([x.shape[0], n], ([i, j]) => x.at(i) ** (increasing ? j : n - 1 - j));
    },
    result: "sum",
    errors: [
      [[t([2, 2])], /x must be a one-dimensional tensor/],
      [[t([2]), -1], /N must be non-negative/],
    ],
  },
  luUnpack: {
    samples: [
      [t([2, 3, 3]), exchanges],
      [t([2, 3, 4]), exchanges],
      [t([2, 4, 3]), exchanges, { unpackPivots: true }],
      [t([2, 3, 3]), exchanges, { unpackData: true, unpackPivots: false }],
    ],
    reference: (x: Nd, pivots: Nd, options?: { unpackPivots?: boolean }) => {
      const parts = unpack(x, pivots);
      if (options?.unpackPivots === false) parts[0] = new Nd([0], []);
      return parts;
    },
    dtypes: floats,
    errors: [[[t([3, 3]), t([3])], /expected to be a contiguous tensor of torch.int32/]],
  },
});
