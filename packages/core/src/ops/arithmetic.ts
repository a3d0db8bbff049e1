/** Sums, products, quotients and powers, elementwise. Shapes broadcast and dtypes are promoted. */
import { zerosLike } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { isScalar, type Operand, promoted } from "../op/operands.ts";
import { binary, callBinary, callBinaryInPlace, callUnary, callUnaryInPlace, unary } from "../op/pointwise.ts";
import { isOptions, type OpRecord, readArgs } from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { eq } from "./compare.ts";
import { log } from "./exponential.ts";
import { where } from "./select.ts";

// ---- add, sub ----------------------------------------------------------------------------------------------------------

export interface AddOptions {
  /** The second operand, where it is not given by position. */
  other?: Operand;
  /** What `other` is multiplied by first; an integer for integer tensors. */
  alpha?: number;
}

const Add = binary({
  name: "add",
  params: ["other", "alpha"],
  saves: "none",
  backward: (_ctx, grad) => [grad, grad],
});

const Sub = binary({
  name: "sub",
  params: ["other", "alpha"],
  saves: "none",
  backward: (ctx, grad) => [grad, ctx.needs[1] ? neg(grad) : null],
});

/** Reads `other` and `alpha`, and answers what is to be added. */
function scaled(op: OpRecord, input: Operand, given: Operand | AddOptions | undefined, options: AddOptions | undefined): Operand {
  if (options === undefined && !isOptions(given)) return given as Operand;
  const { other, alpha = 1 } = readArgs<AddOptions>(op, given, options);
  if (alpha === 1) return other as Operand;
  if (!Number.isInteger(alpha) && !isFloat(promoted(input, other as Operand))) {
    throw new TensorError(op.name, `for integral input tensors, argument alpha must not be a floating point number, got ${alpha}`);
  }
  return isScalar(other) ? Number(other) * alpha : mul(other as Tensor, alpha);
}

/**
 * `input + alpha * other`, elementwise.
 *
 * Shapes broadcast, dtypes are promoted. Source: https://pytorch.org/docs/stable/generated/torch.add.html
 */
export function add(input: Operand, other: Operand | AddOptions, options?: AddOptions): Tensor {
  return callBinary(Add, input, scaled(Add, input, other, options));
}

/** `add`, written into `input`. */
export function add_(input: Tensor, other: Operand | AddOptions, options?: AddOptions): Tensor {
  return callBinaryInPlace(Add, input, scaled(Add, input, other, options));
}

/**
 * `input - alpha * other`, elementwise.
 *
 * Throws for booleans: use `logicalXor` or `logicalNot`. Source: https://pytorch.org/docs/stable/generated/torch.sub.html
 */
export function sub(input: Operand, other: Operand | AddOptions, options?: AddOptions): Tensor {
  const b = scaled(Sub, input, other, options);
  refuseBooleans(input, b);
  return callBinary(Sub, input, b);
}

/** `sub`, written into `input`. */
export function sub_(input: Tensor, other: Operand | AddOptions, options?: AddOptions): Tensor {
  const b = scaled(Sub, input, other, options);
  refuseBooleans(input, b);
  return callBinaryInPlace(Sub, input, b);
}

function refuseBooleans(...sides: readonly Operand[]): void {
  if (sides.some((side) => (side instanceof Tensor ? side.dtype === "bool" : typeof side === "boolean"))) {
    throw new TensorError("sub", "subtraction, the `-` operator, with a bool tensor is not supported; use logicalXor or logicalNot instead", {
      dtypes: ["bool"],
    });
  }
}

// ---- mul, neg ----------------------------------------------------------------------------------------------------------

const Mul = binary({
  name: "mul",
  backward: (ctx, grad, a, b) => [ctx.needs[0] ? mul(grad, b) : null, ctx.needs[1] ? mul(grad, a) : null],
});

/**
 * `input * other`, elementwise.
 *
 * Shapes broadcast, dtypes are promoted. Source: https://pytorch.org/docs/stable/generated/torch.mul.html
 */
export function mul(input: Operand, other: Operand): Tensor {
  return callBinary(Mul, input, other);
}

/** `mul`, written into `input`. */
export function mul_(input: Tensor, other: Operand): Tensor {
  return callBinaryInPlace(Mul, input, other);
}

const Neg = unary({ name: "neg", backward: (grad) => neg(grad) });

/** `-input`, elementwise. Throws for booleans. Source: https://pytorch.org/docs/stable/generated/torch.neg.html */
export function neg(input: Tensor): Tensor {
  return callUnary(Neg, input);
}

/** `neg`, written into `input`. */
export function neg_(input: Tensor): Tensor {
  return callUnaryInPlace(Neg, input);
}

// ---- div ---------------------------------------------------------------------------------------------------------------

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
  backward: (ctx, grad, a, b) => [
    ctx.needs[0] ? div(grad, b) : null,
    ctx.needs[1] ? neg(mul(grad, div(div(a, b), b))) : null,
  ],
});

// Steps have no slope, so their gradient is zero wherever it is defined.
const flat = (_ctx: unknown, grad: Tensor): readonly Tensor[] => [zerosLike(grad), zerosLike(grad)];
const DivTrunc = binary({ name: "divTrunc", torch: "torch.div(rounding_mode='trunc')", saves: "none", backward: flat });
const DivFloor = binary({ name: "divFloor", torch: "torch.div(rounding_mode='floor')", saves: "none", backward: flat });

function division(given: Operand | DivOptions, options: DivOptions | undefined): [op: OpRecord, other: Operand] {
  if (options === undefined && !isOptions(given)) return [Div, given as Operand];
  const { other, roundingMode = null } = readArgs<DivOptions>(Div, given, options);
  if (roundingMode === null) return [Div, other as Operand];
  if (roundingMode === "trunc") return [DivTrunc, other as Operand];
  if (roundingMode === "floor") return [DivFloor, other as Operand];
  throw new TensorError("div", `expected roundingMode to be one of null, 'trunc', or 'floor' but found '${String(roundingMode)}'`);
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

// ---- pow ---------------------------------------------------------------------------------------------------------------

const Pow = binary({
  name: "pow",
  params: ["exponent"],
  saves: "all",
  backward: (ctx, grad, base, exponent, y) => [
    ctx.needs[0] ? mul(grad, where(eq(exponent, 0), 0, mul(exponent, pow(base, sub(exponent, 1))))) : null,
    // 0^b is 0 for all b > 0, so its slope there is 0, not 0 * log(0).
    ctx.needs[1] ? mul(grad, where(eq(base, 0).logicalAnd(exponent.ge(0)), 0, mul(y, log(base)))) : null,
  ],
});

function exponentFor(input: Operand, exponent: Operand): Operand {
  if (isScalar(exponent) && Number(exponent) < 0 && !isFloat(promoted(input, exponent))) {
    throw new TensorError("pow", "integers to negative integer powers are not allowed; convert the base to a float first");
  }
  return exponent;
}

/**
 * `input` to the power of `exponent`, elementwise; either may be a scalar.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.pow.html
 */
export function pow(input: Operand, exponent: Operand): Tensor {
  return callBinary(Pow, input, exponentFor(input, exponent));
}

/** `pow`, written into `input`. */
export function pow_(input: Tensor, exponent: Operand): Tensor {
  return callBinaryInPlace(Pow, input, exponentFor(input, exponent));
}
