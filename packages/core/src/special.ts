/** `torch.special`: functions of mathematical physics and statistics, some by another name than in `torch`. */
export * from "./ops/bessel.ts";
export * from "./ops/special-functions.ts";
export { polygamma } from "./ops/polygamma.ts";
export { exp2, expm1, log1p } from "./ops/exponential.ts";
export { sigmoid as expit } from "./ops/hyperbolic.ts";
export { logsumexp } from "./ops/reduce.ts";
export { round } from "./ops/rounding.ts";
export { logSoftmax, softmax } from "./ops/softmax.ts";
export { sinc } from "./ops/trigonometric.ts";
export {
  digamma,
  digamma as psi,
  erf,
  erfc,
  erfinv,
  i0,
  igamma as gammainc,
  igammac as gammaincc,
  lgamma as gammaln,
  logit,
  mvlgamma as multigammaln,
  xlogy,
} from "./ops/special.ts";
