/**
 * The steps of reductions: `step(total, value, p0)` takes a value in, `combine` joins two totals, `finish(total, count, p0)`
 * makes the result of the total.
 */
import * as integer from "./integer.ts";
import * as power from "./power.ts";

// See NOTE [Local aliases] in tables.ts.
const { exact } = integer;
const { pow } = power;

export function stepSum(total: number, value: number): number {
  return total + value;
}

export function stepProd(total: number, value: number): number {
  return total * value;
}

export function stepMax(total: number, value: number): number {
  return Math.max(total, value);
}

export function stepMin(total: number, value: number): number {
  return Math.min(total, value);
}

export function stepMaxAbs(total: number, value: number): number {
  return Math.max(total, Math.abs(value));
}

export function stepMinAbs(total: number, value: number): number {
  return Math.min(total, Math.abs(value));
}

export function stepAny(total: number, value: number): number {
  return total | +(value !== 0);
}

export function stepAll(total: number, value: number): number {
  return total & +(value !== 0);
}

export function stepCount(total: number, value: number): number {
  return total + +(value !== 0);
}

export function stepSumAbs(total: number, value: number): number {
  return total + Math.abs(value);
}

export function stepSumSquares(total: number, value: number): number {
  return total + value * value;
}

export function stepSumPower(total: number, value: number, exponent: number): number {
  return total + pow(Math.abs(value), exponent);
}

export function stepNansum(total: number, value: number): number {
  return value === value ? total + value : total;
}

export function stepCumsumInt64(total: number, value: number): number {
  return exact("cumsum", total + value);
}

export function stepCumprodInt64(total: number, value: number): number {
  return exact("cumprod", total * value);
}

export function combineAny(a: number, b: number): number {
  return a | b;
}

export function combineAll(a: number, b: number): number {
  return a & b;
}

export function finishMean(total: number, count: number): number {
  return total / count;
}

export function finishRoot(total: number, _count: number): number {
  return Math.sqrt(total);
}

export function finishPowerRoot(total: number, _count: number, exponent: number): number {
  return pow(total, 1 / exponent);
}

export function finishSumInt64(total: number, _count: number): number {
  return exact("sum", total);
}

/**
 * Factors other than 0 only make a product larger, so one that ends within the exact range never left it.
 * An infinite product times 0 is NaN: some factor was 0, and so is the product.
 */
export function finishProdInt64(total: number, _count: number): number {
  return total !== total ? 0 : exact("prod", total);
}
