/**
 * The tails of the error function and the normal distribution, right to their own last place: a factor that changes little,
 * a quotient, and e to the negative square, multiplied in two doubles each and rounded once. The factors' coefficients are
 * polynomials through Chebyshev nodes, worked out with 60 digits, whose error is below 1e-17 of the result.
 */
import * as exponential from "./exponential.ts";

// See NOTE [Local aliases] in tables.ts.
const { UNDERFLOW, expParts, expResult: power, scale } = exponential;

/** (x + 1/2) e^(x²) erfc(x) of (x - 3) / (x + 3), for x from 0.49 up. */
const erfcFactor = new Float64Array([
  0.6265040291348648, -0.0678105530622906, -0.023781147176725574, 0.06482257935138216,
  -0.05963683170763666, 0.034154013671918185, -0.011885257459882866, 0.0012646959093438259,
  0.0009443451880253621, -0.000389916150249668, -5.2579970174711014e-5, 6.254977557361911e-5,
  2.4750956824929207e-6, -1.005075345250293e-5, -3.668679502363047e-7, 1.7377162295776964e-6,
  1.805954535189923e-7, -3.115681042360508e-7, -7.323782179992607e-8, 5.538175328894693e-8,
  2.2021439416733487e-8, -1.0169553777116721e-8, -3.871882361796299e-9, 1.7018149967870046e-9,
]);

/** (x + 3/4) e^(x²/2) Φ(-x) of (x - 5) / (x + 5), for x from 0.49 up. */
const normalFactor = new Float64Array([
  0.4422860036062862, -0.055687893018005974, 0.002013165454461441, 0.03022332170125471,
  -0.03836488103727537, 0.03039043836578765, -0.017418258041711057, 0.007116711754583274,
  -0.0017309600125144397, -2.577759736455363e-5, 0.0001974409129996231, -5.384796914799352e-5,
  -1.1556798581590654e-5, 9.377472562850329e-6, 9.739177530022247e-8, -1.3683911879785285e-6,
  1.1030612912150432e-7, 2.0595257931249936e-7, -2.5301911167570727e-8, -3.200883323507067e-8,
  4.211229147768842e-9, 4.211706653578186e-9, -4.910605238493674e-10, -2.7232873214199827e-10,
]);

/**
 * times · f(t) / (y + offset) · e^(square + low), with t = (y - center) / (y + center) and the polynomial f. `low` is at most
 * 1e-4, and `times` comes before the result's exponent, so that a result below the normal numbers rounds once as well.
 */
function tail(
  y: number,
  offset: number,
  factor: Float64Array,
  center: number,
  square: number,
  low: number,
  times: number,
): number {
  const t = (y - center) / (y + center);
  let sum = factor[factor.length - 1];
  for (let i = factor.length - 2; i > 0; i--) sum = sum * t + factor[i];
  // The first coefficient is by far the largest term.
  const first = factor[0];
  const more = sum * t;
  const f = first + more;
  const fLow = first - f + more;
  const divisor = y + offset;
  const divisorLow = Math.max(y, offset) - divisor + Math.min(y, offset);
  // The quotient: 24 bits, whose products with halves of others are exact, and the rest.
  const q = Math.fround(f / divisor);
  const top = Math.fround(divisor);
  const qLow = (f - q * top - q * (divisor - top) + (fLow - q * divisorLow)) / divisor;
  const exponent = expParts(square, low);
  const e = Math.fround(power[0]);
  const eLow = power[0] - e + power[1];
  return scale(times * (e * q + (e * qLow + eLow * (q + qLow))), exponent);
}

/** erfc(x) for x from 0.49 up. */
export function erfcTail(x: number): number {
  if (x > 27.3) return 0;
  // x² in two parts, the first exact.
  const high = Math.fround(x);
  return tail(x, 0.5, erfcFactor, 3, -high * high, (high - x) * (high + x), 1);
}

/** e^(x²) erfc(x) for x from 0.49 up. */
export function erfcTailScaled(x: number): number {
  const t = (x - 3) / (x + 3);
  let sum = 0;
  for (let i = erfcFactor.length - 1; i >= 0; i--) sum = sum * t + erfcFactor[i];
  return sum / (x + 0.5);
}

/** times · Φ(-x) of the normal distribution, for x from 0.49 up. */
export function normalTail(x: number, times: number): number {
  if (x > 39) return times * UNDERFLOW;
  const high = Math.fround(x);
  return tail(x, 0.75, normalFactor, 5, -0.5 * high * high, 0.5 * (high - x) * (high + x), times);
}
