import * as hyperbolic from "../../src/ops/hyperbolic.ts";
import { family, unary } from "./spec.ts";

const small = { low: -2, high: 2 };
const inside = { low: -0.9, high: 0.9 };

const asinh = unary(Math.asinh, { domain: small });
const acosh = unary(Math.acosh, { domain: { low: 1.1, high: 4 } });
const atanh = unary(Math.atanh, { domain: inside });

export default family(hyperbolic, {
  sinh: unary(Math.sinh, { domain: small }),
  cosh: unary(Math.cosh, { domain: small }),
  tanh: unary(Math.tanh, { domain: small }),
  sigmoid: unary((x) => 1 / (1 + Math.exp(-x)), { domain: small }),
  asinh,
  arcsinh: asinh,
  acosh,
  arccosh: acosh,
  atanh,
  arctanh: atanh,
});
