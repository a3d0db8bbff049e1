import * as softmin from "../../src/ops/softmin.ts";
import { family, floats, t } from "./spec.ts";
import { alongOne, shares } from "./softmax.ts";

export default family(softmin, {
  softmin: alongOne((row) => shares(row.map((value) => -value))),
  gumbelSoftmax: {
    dtypes: floats,
    // Random: see softmax.test.ts.
    reference: null,
    differentiable: false,
    samples: [],
    errors: [
      [[t([2], { dtype: "int64" })], /floating point dtype/],
      [[t([2, 3]), { dim: 2 }], /out of range/],
    ],
  },
});
