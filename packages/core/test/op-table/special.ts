import * as special from "../../src/ops/special.ts";
import { named } from "./arguments.ts";
import { map, type Nd, zip } from "./nd.ts";
import { besselI, digamma, erf, igamma, inverse, lgamma } from "./special-values.ts";
import { binary, family, numbers, type OpSpec, promoted, resultDType, t, unary } from "./spec.ts";

const small = { low: -2, high: 2 };
const positive = { low: 0.6, high: 4 };
const probability = { low: 0.1, high: 0.9 };
const rough = 1e-4;

/** Of x and a: only x has a gradient, so a says its dtype. */
function incomplete(f: (a: number, x: number) => number): OpSpec {
  const a = (shape: number[]) => t(shape, { dtype: "float64", low: 0.5, high: 4 });
  return {
    samples: [
      [a([2, 3]), t([3])],
      [a([3]), t([2, 1])],
      [a([]), { other: t([2]) }],
      [a([0]), t([1])],
    ],
    domain: positive,
    reference: (p: Nd, given: Nd | { other: Nd }) => {
      const x = "other" in given ? given.other : given;
      return zip(f, p, x).as(promoted([p, x]));
    },
    tolerance: rough,
    errors: [
      [[t([2]), 1], /argument "other" must be a Tensor/],
      [[t([2, 3]), t([4])], /must match the size/],
    ],
  };
}

const xlogy = binary((a, b) => (a === 0 ? 0 : a * Math.log(b)), {
  domain: positive,
  result: "float",
});

function dimensions(x: number, p: number): number {
  let sum = ((p * (p - 1)) / 4) * Math.log(Math.PI);
  for (let j = 0; j < p; j++) sum += lgamma(x - j / 2);
  return sum;
}

export default family(special, {
  erf: unary(erf, { domain: small }),
  erfc: unary((x) => 1 - erf(x), { domain: small }),
  erfinv: unary((x) => (Math.abs(x) < 1 ? inverse(erf, x, -6, 6) : x * Infinity), {
    domain: { low: -0.9, high: 0.9 },
    tolerance: rough,
  }),
  lgamma: unary(lgamma, { domain: positive, tolerance: rough }),
  digamma: unary(digamma, { domain: positive, tolerance: rough }),
  mvlgamma: {
    samples: [
      [t([2, 3]), 2],
      [t([]), { p: 3 }],
      [t([0]), 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { p } = named<{ p: number }>(["p"], rest);
      return map(x, (value) => dimensions(value, p));
    },
    domain: { low: 1.5, high: 5 },
    result: "float",
    dtypes: numbers,
    tolerance: rough,
    errors: [
      [[t([2]), 0], /p has to be an integer greater than or equal to 1/],
      [[t([2], { dtype: "bool" }), 1], /may not be a boolean tensor/],
    ],
  },
  igamma: incomplete(igamma),
  igammac: incomplete((a, x) => 1 - igamma(a, x)),
  i0: unary((x) => besselI(0, x), { domain: small }),
  logit: {
    samples: [
      [t([2, 3])],
      [t([4]), 0.3],
      [t([]), { eps: null }],
      [t([4]), { eps: 0.2 }],
      [t([4]), { eps: 0.6 }],
      [t([0])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { eps } = named<{ eps?: number | null }>(["eps"], rest);
      return map(x, (value) => {
        const cut = eps ? (value < eps ? eps : Math.min(value, 1 - eps)) : value;
        return Math.log(cut / (1 - cut));
      });
    },
    domain: probability,
    result: "float",
    errors: [[[t([2]), { epsilon: 1 }], /unknown option "epsilon"; known: eps/]],
  },
  xlogy: {
    ...xlogy,
    samples: [...xlogy.samples, [2, t([3])], [t([2], { values: [0, 0] }), t([2])]],
    reference: (a: unknown, b: unknown) =>
      zip((x, y) => (x === 0 ? 0 : x * Math.log(y)), a, b).as(
        resultDType("float", promoted([a, b])),
      ),
    errors: [...(xlogy.errors ?? []), [[1, 2], /must be a Tensor/]],
  },
});
