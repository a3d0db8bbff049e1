import * as membership from "../../src/ops/membership.ts";
import { map, nd } from "./nd.ts";
import { family, numbers, t } from "./spec.ts";

const domain = { low: -2, high: 2 };

export default family(membership, {
  isin: {
    domain,
    dtypes: numbers,
    result: "bool",
    differentiable: false,
    samples: [
      [t([3, 4]), t([3], { values: [1, 2, 0] })],
      [t([3, 4]), t([2], { values: [1, 2] }), { invert: true }],
      [t([5], { dtype: "float32", values: [1, 0, 1, 2, 3] }), 1, { assumeUnique: true }],
      [2, t([4], { dtype: "uint8", values: [1, 2, 3, 4] })],
      [t([]), t([3])],
      [t([0]), t([3])],
      [t([3]), t([0])],
    ],
    reference: (elements: unknown, test: unknown, { invert = false }: { invert?: boolean } = {}) =>
      map(nd(elements), (x) => Number(nd(test).data.includes(x) !== invert)),
    errors: [
      [[1, 2], /must be a Tensor/],
      [[t([3]), t([3], { dtype: "bool" })], /unsupported input type: bool/],
      [[t([3]), true], /unsupported input type: bool/],
    ],
  },
});
