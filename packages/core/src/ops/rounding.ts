/** Rounding, elementwise. Its slope is zero wherever it has one. */
import { notDifferentiable, zeroSlope } from "../op/gradients.ts";
import type { Other } from "../op/operands.ts";
import {
  binary,
  callTensors,
  callTensorsInPlace,
  callUnary,
  callUnaryInPlace,
  unary,
} from "../op/pointwise.ts";
import { alias, readArgs } from "../op/record.ts";
import { TensorError } from "../errors.ts";
import type { Tensor } from "../tensor.ts";

const Floor = unary({
  name: "floor",
  backward: zeroSlope,
});

/**
 * The largest integer not above, elementwise. Integers stay as they are.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.floor.html
 */
export function floor(input: Tensor): Tensor {
  return callUnary(Floor, input);
}

/** `floor`, written into `input`. */
export function floor_(input: Tensor): Tensor {
  return callUnaryInPlace(Floor, input);
}

const Ceil = unary({
  name: "ceil",
  backward: zeroSlope,
});

/**
 * The smallest integer not below, elementwise. Integers stay as they are.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.ceil.html
 */
export function ceil(input: Tensor): Tensor {
  return callUnary(Ceil, input);
}

/** `ceil`, written into `input`. */
export function ceil_(input: Tensor): Tensor {
  return callUnaryInPlace(Ceil, input);
}

const Trunc = unary({
  name: "trunc",
  backward: zeroSlope,
});
alias(Trunc, "fix");

/**
 * The integer part, elementwise: rounds towards zero.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.trunc.html
 */
export function trunc(input: Tensor): Tensor {
  return callUnary(Trunc, input);
}

/** `trunc`, written into `input`. */
export function trunc_(input: Tensor): Tensor {
  return callUnaryInPlace(Trunc, input);
}

const Round = unary({ name: "round", params: ["decimals"], backward: zeroSlope });
const RoundDecimals = unary<number>({
  name: "round",
  internal: true,
  kernel: "roundDecimals",
  // The power of ten, and whether it divides: tenths are not exact, tens are.
  numbers: (decimals) => [powerOfTen(Math.abs(decimals)), Number(decimals < 0)],
  backward: zeroSlope,
});

/** By multiplying, which is exact up to 10^22, and the same on every engine. */
function powerOfTen(n: number): number {
  let power = 1;
  for (let i = 0; i < n && power < Infinity; i++) power *= 10;
  return power;
}

export interface RoundOptions {
  /** How many digits after the point are kept; negative ones count before it. Floats only. */
  decimals?: number;
}

function decimalsOf(options: number | RoundOptions | undefined): number {
  const { decimals = 0 } = readArgs<RoundOptions>(Round, options);
  if (Number.isInteger(decimals)) return decimals;
  throw new TensorError("round", `decimals must be an integer, got ${String(decimals)}`);
}

/**
 * The nearest integer, elementwise, half to even; or the nearest number with so many `decimals`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.round.html
 */
export function round(input: Tensor, options?: number | RoundOptions): Tensor {
  const decimals = decimalsOf(options);
  return decimals === 0 ? callUnary(Round, input) : callUnary(RoundDecimals, input, decimals);
}

/** `round`, written into `input`. */
export function round_(input: Tensor, options?: number | RoundOptions): Tensor {
  const decimals = decimalsOf(options);
  return decimals === 0
    ? callUnaryInPlace(Round, input)
    : callUnaryInPlace(RoundDecimals, input, decimals);
}

const Frac = unary({
  name: "frac",
  backward: (grad) => grad,
});

/**
 * What `trunc` takes away: the fractional part with the sign of `input`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.frac.html
 */
export function frac(input: Tensor): Tensor {
  return callUnary(Frac, input);
}

/** `frac`, written into `input`. */
export function frac_(input: Tensor): Tensor {
  return callUnaryInPlace(Frac, input);
}

const Nextafter = binary({
  name: "nextafter",
  saves: "none",
  differentiable: false,
  backward() {
    throw notDifferentiable("nextafter", "input");
  },
});

/**
 * The next number of the dtype after `input` in the direction of `other`, elementwise. Has no gradient.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nextafter.html
 */
export function nextafter(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Nextafter, input, other);
}

/** `nextafter`, written into `input`. */
export function nextafter_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(Nextafter, input, other);
}

export { trunc as fix, trunc_ as fix_ };
