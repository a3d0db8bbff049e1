import * as ops from "../../src/ops/fill.ts";
import { cast, map, Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

export default family(ops, {
  fill: {
    samples: [
      [t([3, 4]), 2],
      [t([3]), 2.5],
      [t([]), t([])],
      [t([2, 0]), 1],
      [t([2]), { value: true }],
      [t([2, 2]), t([], { dtype: "float64" })],
    ],
    reference: (x: Nd, given: Nd | number | { value: boolean }) => {
      const value =
        given instanceof Nd ? given.at() : Number(typeof given === "object" ? given.value : given);
      return map(x, () => cast(value, x.dtype!));
    },
    errors: [
      [[t([3]), t([1])], /only supports 0-dimension value tensor/],
      [[t([3]), "1"], /must be a number/],
      [
        [t([3], { dtype: "uint8" }), 300],
        /value 300 cannot be converted to type uint8 without overflow/,
      ],
      [[t([3], { dtype: "int64" }), NaN], /without overflow/],
    ],
  },
  // These write into their first argument: ../fill.test.ts tries them.
  zero_: { samples: [], reference: null },
  fillDiagonal_: {
    samples: [],
    reference: null,
    errors: [
      [[t([3]), 1], /dimensions must be larger than 1/],
      [[t([2, 2, 3]), 1], /must be of equal length/],
    ],
  },
});
