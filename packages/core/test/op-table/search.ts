import * as ops from "../../src/ops/search.ts";
import { named } from "./arguments.ts";
import { build, type Nd, scalar } from "./nd.ts";
import { family, t } from "./spec.ts";

interface Options {
  outInt32?: boolean;
  right?: boolean;
  side?: string;
  sorter?: Nd;
}

/** How many of the sorted values come before. */
function place(sorted: readonly number[], value: number, { right, side }: Options): number {
  return sorted.filter((x) => (right || side === "right" ? x <= value : x < value)).length;
}

const sorted = t([4], { dtype: "float64", values: [-1, 0, 0, 2] });
const rows = t([2, 3], { dtype: "float64", values: [1, 3, 5, 2, 4, 6] });

export default family(ops, {
  searchsorted: {
    samples: [
      [sorted, t([2, 3])],
      [sorted, t([]), { right: true }],
      [sorted, t([3]), { side: "right", outInt32: true }],
      [rows, t([2, 2]), { side: "left" }],
      [
        t([4], { dtype: "float64", values: [2, -1, 0, 0] }),
        t([2]),
        { sorter: t([4], { dtype: "int64", values: [1, 2, 3, 0] }) },
      ],
      [sorted, 0],
      [t([0], { dtype: "float64" }), t([2])],
    ],
    reference: (row: Nd, input: Nd | number, options: Options = {}) => {
      const result = options.outInt32 ? "int32" : "int64";
      if (typeof input === "number") return scalar(place(row.data, input, options), result);
      const n = row.shape.at(-1) as number;
      return build(
        input.shape,
        (at) => {
          const own = row.shape.length > 1 ? row.data.slice(at[0] * n, (at[0] + 1) * n) : row.data;
          return place(own, input.at(...at), options);
        },
        result,
      );
    },
    differentiable: false,
    method: () => [],
    errors: [
      [[rows, t([2])], /boundaries tensor should be 1 dimension or the first N-1 dimensions/],
      [[rows, 3], /input value can be a scalar only when boundaries tensor dimension is 1/],
      [[t([], { values: [1] }), t([2])], /should have positive dimension/],
      [[sorted, t([2]), { side: "left", right: true }], /can't be set to opposites/],
      [[sorted, t([2]), { side: "x" }], /side can only be 'left' or 'right' but got x/],
      [
        [sorted, t([2]), { sorter: t([3], { dtype: "int64" }) }],
        /boundary and sorter must have the same size/,
      ],
      [[sorted, t([2]), { sorter: t([4]) }], /sorter must be a tensor of long dtype/],
      [
        [sorted, t([2]), { sorter: t([4], { dtype: "int64", values: [0, 1, 2, 7] }) }],
        /out of range/,
      ],
      [[t([2], { dtype: "bool" }), t([2])], /not implemented for dtype bool/],
    ],
  },
  bucketize: {
    samples: [
      [t([2, 3]), sorted],
      [t([3]), sorted, { right: true, outInt32: true }],
      [2, sorted],
      [t([0]), sorted],
    ],
    reference: (input: Nd | number, boundaries: Nd, ...rest: unknown[]) => {
      const options = named<Options>([], rest);
      const result = options.outInt32 ? "int32" : "int64";
      if (typeof input === "number") return scalar(place(boundaries.data, input, options), result);
      return build(input.shape, (at) => place(boundaries.data, input.at(...at), options), result);
    },
    differentiable: false,
    method: () => [],
    errors: [[[t([2]), rows], /boundaries tensor must be 1 dimension, but got dim\(2\)/]],
  },
});
