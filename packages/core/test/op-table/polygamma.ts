import * as module from "../../src/ops/polygamma.ts";
import { map, type Nd } from "./nd.ts";
import { polygamma } from "./special-values.ts";
import { family, t } from "./spec.ts";

export default family(module, {
  polygamma: {
    samples: [
      [0, t([2, 3])],
      [1, t([3])],
      [2, t([])],
      [4, t([0])],
      [3, { input: t([2]) }],
    ],
    reference: (n: number, given: Nd | { input: Nd }) =>
      map("input" in given ? given.input : given, (x) => polygamma(n, x)),
    method: (n: number, x: unknown) => [x, n],
    domain: { low: 1.1, high: 4 },
    result: "float",
    tolerance: 1e-3,
    inPlace: false,
    errors: [
      [[-1, t([2])], /does not support negative n/],
      [[0.5, t([2])], /nor fractions/],
    ],
  },
});
