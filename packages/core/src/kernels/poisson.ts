/** Poisson counts: `poisson`. */
import type { TypedArray } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import type { RandomSource } from "./distributions.ts";
import type { Mt19937 } from "./mt19937.ts";
import * as exponential from "./scalar/exponential.ts";
import * as logarithm from "./scalar/logarithm.ts";

// See NOTE [Local aliases] in scalar/tables.ts.
const { exp } = exponential;
const { log } = logarithm;

/** For each rate a count of that expectation. How many words it takes depends on them. `out` may be `rates` itself. */
export function poisson(
  source: RandomSource,
  rates: Float32Array | Float64Array,
  ratesOffset: number,
  out: TypedArray,
  offset: number,
  n: number,
): void {
  for (let i = ratesOffset; i < ratesOffset + n; i++) {
    if (!(rates[i] >= 0 && rates[i] < Infinity)) {
      throw new TensorError(
        "poisson",
        `invalid Poisson rate, expected rate to be non-negative and finite, got ${rates[i]}`,
      );
    }
  }
  const { engine } = source;
  for (let i = 0; i < n; i++) {
    const rate = rates[ratesOffset + i];
    out[offset + i] =
      rate === 0 ? 0 : rate < 10 ? countByProducts(engine, rate) : countByRejection(engine, rate);
  }
}

function unit(engine: Mt19937): number {
  return engine.random53() * 2 ** -53;
}

/** How many uniforms can be multiplied until the product falls to exp(-rate). */
function countByProducts(engine: Mt19937, rate: number): number {
  const floor = exp(-rate);
  let product = unit(engine);
  let count = 0;
  while (product > floor) {
    count++;
    product *= unit(engine);
  }
  return count;
}

/** Hörmann's transformed rejection (1993, algorithm PTRS), for rates of ten and more. */
function countByRejection(engine: Mt19937, rate: number): number {
  const root = Math.sqrt(rate);
  const logRate = log(rate);
  const b = 0.931 + 2.53 * root;
  const a = -0.059 + 0.02483 * b;
  const invAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = unit(engine) - 0.5;
    const v = unit(engine);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (log(v) + log(invAlpha) - log(a / (us * us) + b) <= -rate + k * logRate - logFactorial(k))
      return k;
  }
}

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** log(k!): a sum below 32, from there on Stirling's series, whose next term is below 1e-16. */
function logFactorial(k: number): number {
  if (k < 32) {
    let sum = 0;
    for (let i = 2; i <= k; i++) sum += log(i);
    return sum;
  }
  const z = 1 / (k * k);
  const series = (1 / 12 + z * (-1 / 360 + z * (1 / 1260 - z / 1680))) / k;
  return (k + 0.5) * log(k) - k + HALF_LOG_TWO_PI + series;
}
