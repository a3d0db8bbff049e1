import * as exponential from "../../src/ops/exponential.ts";
import { family, unary } from "./spec.ts";

const positive = { low: 0.2, high: 4 };

export default family(exponential, {
  exp: unary(Math.exp),
  log: unary(Math.log, { domain: positive }),
  sqrt: unary(Math.sqrt, { domain: positive }),
  tanh: unary(Math.tanh),
});
