import * as functions from "../../src/ops/special-functions.ts";
import { zip } from "./nd.ts";
import { besselI, erf, inverse, ndtr, zeta } from "./special-values.ts";
import { binary, family, type OpSpec, promoted, resultDType, t, unary } from "./spec.ts";

const small = { low: -2, high: 2 };
const positive = { low: 0.3, high: 4 };
const rough = 1e-4;

const xlog1py = binary((a, b) => a * Math.log1p(b), { domain: positive, result: "float" });
const plainZeta: OpSpec = {
  samples: [
    [t([2, 3], { dtype: "float64", low: 1.5, high: 4 }), t([3])],
    [2, t([3])],
    [t([], { dtype: "float64", low: 1.5, high: 4 }), t([2])],
    [t([2], { dtype: "float64", low: 1.5, high: 4 }), 3],
    [3, t([0])],
  ],
  reference: (s: unknown, q: unknown) => zip(zeta, s, q).as(resultDType("float", promoted([s, q]))),
  domain: positive,
  tolerance: rough,
  errors: [[[1, 2], /must be a Tensor/]],
};

export default family(functions, {
  i0e: unary((x) => Math.exp(-Math.abs(x)) * besselI(0, x), { domain: small }),
  i1: unary((x) => besselI(1, x), { domain: small }),
  i1e: unary((x) => Math.exp(-Math.abs(x)) * besselI(1, x), { domain: small }),
  ndtr: unary(ndtr, { domain: small }),
  logNdtr: unary((x) => Math.log(ndtr(x)), { domain: small, tolerance: rough }),
  ndtri: unary((p) => (p > 0 && p < 1 ? inverse(ndtr, p, -6, 6) : (2 * p - 1) * Infinity), {
    domain: { low: 0.1, high: 0.9 },
    tolerance: rough,
  }),
  erfcx: unary((x) => Math.exp(x * x) * (1 - erf(x)), { domain: small, tolerance: rough }),
  entr: unary((x) => (x === 0 ? 0 : -x * Math.log(x)), { domain: positive }),
  xlog1py: {
    ...xlog1py,
    samples: [...xlog1py.samples, [2, t([3])]],
    errors: [...(xlog1py.errors ?? []), [[1, 2], /must be a Tensor/]],
  },
  zeta: plainZeta,
});
