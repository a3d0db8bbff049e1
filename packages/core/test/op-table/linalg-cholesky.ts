import * as ops from "../../src/ops/linalg-cholesky.ts";
import { definite, factors } from "./matrix.ts";
import { transposed } from "./matrices.ts";
import { build, Nd } from "./nd.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

function factor(x: Nd, options: { upper?: boolean } = {}): Nd {
  const lower = build(x.shape, (at) => factors[(at[0] * 3 + at[1]) * 3 + at[2]]);
  return (options.upper ? transposed(lower) : lower).as(x.dtype ?? "float64");
}

const cholesky: OpSpec = {
  samples: [[definite("float64")], [definite("float32")], [definite("float64"), { upper: true }]],
  reference: factor,
  dtypes: floats,
  errors: [
    [[t([2, 3])], /A must be batches of square matrices/],
    [[t([3])], /at least 2 dimensions/],
  ],
};
const indefinite = t([2, 2], { values: [-1, 0, 0, 1] });

export default family(ops, {
  cholesky: {
    ...cholesky,
    errors: [
      ...(cholesky.errors ?? []),
      [[indefinite], /the leading minor of order 1 is not positive-definite/],
    ],
  },
  choleskyEx: {
    ...cholesky,
    reference: (x: Nd, options?: { upper?: boolean }) => [
      factor(x, options),
      new Nd([x.shape[0]], x.shape[0] === 0 ? [] : [0, 0], "int32"),
    ],
    errors: [
      ...(cholesky.errors ?? []),
      [[indefinite, { checkErrors: true }], /linalg.choleskyEx: .*not positive-definite/],
    ],
  },
});
