import * as select from "../../src/ops/select.ts";
import { zip } from "./nd.ts";
import { family, promoted, t } from "./spec.ts";

const condition = (shape: number[]) => t(shape, { dtype: "bool" });

export default family(select, {
  where: {
    samples: [
      [condition([3, 4]), t([3, 4]), t([3, 4])],
      [condition([3, 1]), t([4]), t([2, 1, 1])],
      [condition([]), t([2]), t([])],
      [condition([2, 3]), t([3]), 0.5],
      [condition([2, 3]), 2, t([2, 1])],
      [condition([0]), t([1]), t([0])],
    ],
    reference: (c: unknown, a: unknown, b: unknown) =>
      zip((which, x, y) => (which ? x : y), c, a, b).as(promoted([a, b])),
    method: (c: unknown, a: unknown, b: unknown) => [a, c, b],
    errors: [
      [
        [t([2]), t([2]), t([2])],
        /condition to be a boolean tensor, but got a tensor with dtype float32/,
      ],
      [[condition([2]), t([3]), t([3])], /must match the size/],
      [[condition([2]), "1", t([2])], /"input" must be a Tensor/],
      [[condition([2]), t([2], { dtype: "uint8" }), 300], /300 cannot be converted to type uint8/],
    ],
  },
});
