/** Quotients and remainders, elementwise. Shapes broadcast and dtypes are promoted. */
import { TensorError } from "../errors.ts";
import { noSlope, notDifferentiable } from "../op/gradients.ts";
import { checkTensor, oneTensor, type Operand, type Other } from "../op/operands.ts";
import {
  binary,
  callBinary,
  callBinaryInPlace,
  callUnary,
  callUnaryInPlace,
  unary,
} from "../op/pointwise.ts";
import { alias, isOptions, type OpRecord, readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul, neg } from "./arithmetic.ts";
import { trunc } from "./rounding.ts";

export interface DivOptions {
  /** The divisor, where it is not given by position. */
  other?: Operand;
  /** `trunc` rounds towards zero, `floor` down; without it division is exact and its result a float. */
  roundingMode?: "trunc" | "floor" | null;
}

const Div = binary({
  name: "div",
  params: ["other", "roundingMode"],
  result: "float",
  reads: ["b", "ab"],
  backward: (ctx, grad, a, b) => [
    ctx.needs[0] ? div(grad, b) : null,
    ctx.needs[1] ? neg(mul(grad, div(div(a, b), b))) : null,
  ],
});
alias(Div, "divide");
alias({ ...Div, params: ["other"] }, "trueDivide");

const rounded = (name: string, kernel: string): OpRecord =>
  binary({ name, internal: true, kernel, saves: "none", backward: noSlope });

const DivTrunc = rounded("div", "divTrunc");
const DivFloor = rounded("div", "divFloor");

function division(
  given: Operand | DivOptions,
  options: DivOptions | undefined,
): [op: OpRecord, other: Operand] {
  if (options === undefined && !isOptions(given)) return [Div, given as Operand];
  const { other, roundingMode = null } = readArgs<DivOptions>(Div, given, options);
  if (roundingMode === null) return [Div, other as Operand];
  if (roundingMode === "trunc") return [DivTrunc, other as Operand];
  if (roundingMode === "floor") return [DivFloor, other as Operand];
  throw new TensorError(
    "div",
    `div expected roundingMode to be one of null, 'trunc', or 'floor' but found '${String(roundingMode)}'`,
  );
}

/**
 * `input / other`, elementwise; integers are divided exactly, into floats, unless a `roundingMode` is given.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.div.html
 */
export function div(input: Operand, other: Operand | DivOptions, options?: DivOptions): Tensor {
  const [op, b] = division(other, options);
  return callBinary(op, input, b);
}

/** `div`, written into `input`. */
export function div_(input: Tensor, other: Operand | DivOptions, options?: DivOptions): Tensor {
  const [op, b] = division(other, options);
  return callBinaryInPlace(op, input, b);
}

/**
 * `div` without rounding.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.true_divide.html
 */
export function trueDivide(input: Operand, other: Other): Tensor {
  return callBinary(Div, input, other);
}

/** `trueDivide`, written into `input`. */
export function trueDivide_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Div, input, other);
}

const FloorDivide = binary({
  name: "floorDivide",
  kernel: "divFloor",
  saves: "none",
  backward() {
    throw notDifferentiable("floorDivide", "input");
  },
});

/**
 * The quotient rounded down, elementwise; as Python's `//`. As in PyTorch its backward throws: `div` with
 * `roundingMode: "floor"` has a gradient of zeros.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.floor_divide.html
 */
export function floorDivide(input: Operand, other: Other): Tensor {
  return callBinary(FloorDivide, input, other);
}

/** `floorDivide`, written into `input`. */
export function floorDivide_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(FloorDivide, input, other);
}

const Fmod = binary({
  name: "fmod",
  reads: ["", "ab"],
  backward: (ctx, grad, a, b) => [grad, ctx.needs[1] ? neg(mul(grad, trunc(div(a, b)))) : null],
});

/**
 * What is left after division, with the sign of `input`; as C's `fmod`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.fmod.html
 */
export function fmod(input: Tensor, other: Other): Tensor {
  return callBinary(Fmod, checkTensor("fmod", input, "input"), other);
}

/** `fmod`, written into `input`. */
export function fmod_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Fmod, input, other);
}

const Remainder = binary({
  name: "remainder",
  reads: ["", "ab"],
  backward: (ctx, grad, a, b) => [
    grad,
    ctx.needs[1] ? neg(mul(grad, div(a, b, { roundingMode: "floor" }))) : null,
  ],
});

/**
 * What is left after division, with the sign of `other`; as Python's `%`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.remainder.html
 */
export function remainder(input: Operand, other: Other): Tensor {
  return callBinary(Remainder, ...oneTensor("remainder", input, other));
}

/** `remainder`, written into `input`. */
export function remainder_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Remainder, input, other);
}

const Reciprocal = unary({
  name: "reciprocal",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => neg(mul(grad, mul(y, y))),
});

/**
 * `1 / input`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.reciprocal.html
 */
export function reciprocal(input: Tensor): Tensor {
  return callUnary(Reciprocal, input);
}

/** `reciprocal`, written into `input`. */
export function reciprocal_(input: Tensor): Tensor {
  return callUnaryInPlace(Reciprocal, input);
}

export { div as divide, div_ as divide_ };
