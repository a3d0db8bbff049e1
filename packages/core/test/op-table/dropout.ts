import * as dropout from "../../src/ops/dropout.ts";
import { named } from "./arguments.ts";
import { map, type Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

/** Where nothing is random: which elements are left out otherwise, see dropout.test.ts. */
function certain(shape: readonly number[], training: boolean): OpSpec {
  return {
    samples: [
      [t(shape), 0.3, false],
      [t(shape), 0, true],
      [t(shape, { dtype: "float64" }), { p: 1, training: true }],
      [t(shape), { p: 0.5, training: false }],
      [t(shape.with(0, 0)), 0.5, true],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { p, training: does = training } = named<{ p: number; training?: boolean }>(
        ["p", "training"],
        rest,
      );
      return map(x, (value) => (does && p === 1 ? 0 : value), x.dtype);
    },
    errors: [
      [[t(shape), 1.5], /dropout probability has to be between 0 and 1, but got 1.5/],
      [[t(shape), -0.1], /dropout probability has to be between 0 and 1/],
      [[t(shape, { dtype: "int64" }), 0.5, true], /floating point dtype/],
    ],
  };
}

export default family(dropout, {
  dropout: certain([3, 4], true),
  dropout1d: {
    ...certain([2, 3, 4], true),
    errors: [
      ...(certain([2, 3, 4], true).errors ?? []),
      [[t([2]), 0.5], /expected 2D or 3D input, but received a 1D input/],
    ],
  },
  dropout2d: certain([2, 3, 2, 2], true),
  dropout3d: certain([2, 3, 2, 2, 1], true),
  alphaDropout: certain([3, 4], false),
  featureAlphaDropout: {
    ...certain([2, 3, 4], false),
    errors: [[[t([3]), { p: 0.5, training: true }], /at least 2 dimensions/]],
  },
});
