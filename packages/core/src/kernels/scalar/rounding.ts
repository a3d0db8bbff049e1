/** Rounding to decimals. */
import * as arithmetic from "./arithmetic.ts";

// See NOTE [Local aliases] in tables.ts.
const { round } = arithmetic;

/** To a multiple of 1 / power, or of power where it divides: powers of ten are exact, their inverses are not. */
export function roundDecimals(x: number, power: number, divides: number): number {
  return divides === 0 ? round(x * power) / power : round(x / power) * power;
}

/** As PyTorch does it in float32, where the product is rounded first. */
export function roundDecimalsSingle(x: number, power: number, divides: number): number {
  return divides === 0
    ? round(Math.fround(x * power)) / power
    : round(Math.fround(x / power)) * power;
}
