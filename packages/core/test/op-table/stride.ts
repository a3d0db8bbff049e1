import * as ops from "../../src/ops/stride.ts";
import { dimOf, named } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

export default family(ops, {
  // What it shows depends on the memory, which a reference does not know: ../as-strided.test.ts.
  asStrided: {
    samples: [],
    reference: null,
    errors: [
      [[t([6]), [2], [1, 1]], /mismatch in length of strides and shape/],
      [[t([6]), [2, 2], [1, -1]], /Negative strides are not supported/],
      [[t([6]), [7], [1]], /out of bounds for storage of size 6/],
      [[t([6]), [2], [1], -1], /must not be negative/],
      [[t([6]), [1.5], [1]], /must be integers/],
    ],
  },
  asStridedScatter: {
    samples: [],
    reference: null,
    errors: [
      [[t([6]), t([3]), [2], [1]], /src size = \[3\], slice size = \[2\]/],
      [[t([6]), t([2]), [2], [0]], /single memory location/],
      [[t([6]), t([7]), [7], [1]], /out of bounds/],
    ],
  },
  unfold: {
    samples: [
      [t([5]), 0, 2, 1],
      [t([3, 7]), 1, 3, 2],
      [t([4, 2]), { dimension: 0, size: 2, step: 3 }],
      [t([3]), -1, 0, 1],
      [t([]), 0, 1, 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Record<string, number>>(["dimension", "size", "step"], rest);
      const { size, step } = args;
      if (x.shape.length === 0) return build([size], () => x.at());
      const d = dimOf(x, args.dimension);
      const count = Math.floor((x.shape[d] - size) / step) + 1;
      return build([...x.shape.with(d, count), size], (at) =>
        x.at(...at.slice(0, -1).with(d, at[d] * step + at.at(-1)!)),
      );
    },
    view: true,
    errors: [
      [[t([3]), 0, 4, 1], /maximum size for tensor at dimension 0 is 3 but size is 4/],
      [[t([3]), 0, 2, 0], /step is 0 but must be > 0/],
      [[t([3]), 0, -2, 1], /size is -2 but must be >= 0/],
      [[t([3]), 1, 1, 1], /out of range/],
    ],
  },
});
