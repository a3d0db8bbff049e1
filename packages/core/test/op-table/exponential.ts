import * as exponential from "../../src/ops/exponential.ts";
import { binary, family, floats, type OpSpec, t, unary } from "./spec.ts";

const positive = { low: 0.2, high: 4 };
const small = { low: -3, high: 3 };

/** Of two tensors, floats both. */
function ofTensors(f: (a: number, b: number) => number): OpSpec {
  return {
    ...binary(f, { domain: small, scalars: [], dtypes: floats }),
    errors: [
      [[t([2, 3]), t([2, 4])], /must match the size/],
      [[t([2]), 2], /argument "other" must be a Tensor/],
    ],
  };
}

export default family(exponential, {
  exp: unary(Math.exp),
  exp2: unary((x) => 2 ** x, { domain: small }),
  expm1: unary(Math.expm1, { domain: small }),
  log: unary(Math.log, { domain: positive }),
  log2: unary(Math.log2, { domain: positive }),
  log10: unary(Math.log10, { domain: positive }),
  log1p: unary(Math.log1p, { domain: positive }),
  logaddexp: ofTensors((a, b) => Math.log(Math.exp(a) + Math.exp(b))),
  logaddexp2: ofTensors((a, b) => Math.log2(2 ** a + 2 ** b)),
});
