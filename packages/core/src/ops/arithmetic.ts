/** Sums, differences and products, elementwise. Shapes broadcast and dtypes are promoted. */
import { isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { refuseBooleans } from "../op/checks.ts";
import { checkTensor, isScalar, type Operand, type Other, promoted } from "../op/operands.ts";
import {
  binary,
  callBinary,
  callBinaryInPlace,
  callUnary,
  callUnaryInPlace,
  unary,
} from "../op/pointwise.ts";
import { alias, type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";

// ---- add, sub ----------------------------------------------------------------------------------

export interface AddOptions {
  /** The second operand, where it is not given by position. */
  other?: Operand;
  /** What `other` is multiplied by first; an integer for integer tensors. */
  alpha?: number | boolean;
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
alias(Sub, "subtract");

const scaledBy = (name: string): OpRecord<number> =>
  binary<number>({
    name,
    internal: true,
    kernel: "addScaled",
    saves: "none",
    numbers: (alpha) => [alpha],
    backward: (ctx, grad, _a, _b, _y, alpha) => [grad, ctx.needs[1] ? mul(grad, alpha) : null],
  });

const AddScaled = scaledBy("add");
const SubScaled = scaledBy("sub");
const RsubScaled = scaledBy("rsub");

type Scaled = readonly [other: Operand, alpha: number];

/** Reads `other` and `alpha`. */
function addArgs(
  op: Signature,
  input: Operand,
  given: Operand | AddOptions,
  options: AddOptions | undefined,
): Scaled {
  const args = readArgs<AddOptions>(op, given, options);
  if (op !== Add) refuseBooleans(op.name, input, args.other as Operand);
  return [args.other as Operand, checkAlpha(op.name, input, args)];
}

/** Whether a call has the plain form `x + other`. */
function isPlain(other: unknown, options: AddOptions | undefined): other is Operand {
  return options === undefined && (other instanceof Tensor || isScalar(other));
}

function checkAlpha(op: string, input: Operand, { other, alpha = 1 }: AddOptions): number {
  if (alpha === 1) return 1;
  if (!isScalar(alpha)) throw new TensorError(op, `alpha must be a number, got ${String(alpha)}`);
  if (!isScalar(other) && !(other instanceof Tensor)) return Number(alpha);
  const dtype = promoted(input, other);
  if (typeof alpha === "boolean" && dtype !== "bool") {
    throw new TensorError(op, "boolean alpha only supported for boolean results; give a number", {
      dtypes: [dtype],
    });
  }
  if (!isFloat(dtype) && !Number.isInteger(Number(alpha))) {
    throw new TensorError(
      op,
      `for integral input tensors, argument alpha must not be a floating point number, got ${alpha}`,
      { dtypes: [dtype] },
    );
  }
  return Number(alpha);
}

/**
 * `input + alpha * other`, elementwise.
 *
 * Shapes broadcast, dtypes are promoted.
 * Source: https://pytorch.org/docs/stable/generated/torch.add.html
 */
export function add(input: Operand, other: Operand | AddOptions, options?: AddOptions): Tensor {
  if (isPlain(other, options)) return callBinary(Add, input, other);
  const [b, alpha] = addArgs(Add, input, other, options);
  return alpha === 1 ? callBinary(Add, input, b) : callBinary(AddScaled, input, b, alpha);
}

/** `add`, written into `input`. */
export function add_(input: Tensor, other: Operand | AddOptions, options?: AddOptions): Tensor {
  if (isPlain(other, options)) return callBinaryInPlace(Add, input, other);
  const [b, alpha] = addArgs(Add, input, other, options);
  return alpha === 1
    ? callBinaryInPlace(Add, input, b)
    : callBinaryInPlace(AddScaled, input, b, alpha);
}

/**
 * `input - alpha * other`, elementwise.
 *
 * Throws for booleans: use `logicalXor` or `logicalNot`.
 * Source: https://pytorch.org/docs/stable/generated/torch.sub.html
 */
export function sub(input: Operand, other: Operand | AddOptions, options?: AddOptions): Tensor {
  if (isPlain(other, options)) return callBinary(Sub, input, refuseBooleans("sub", input, other));
  const [b, alpha] = addArgs(Sub, input, other, options);
  return alpha === 1 ? callBinary(Sub, input, b) : callBinary(SubScaled, input, b, -alpha);
}

/** `sub`, written into `input`. */
export function sub_(input: Tensor, other: Operand | AddOptions, options?: AddOptions): Tensor {
  const [b, alpha] = addArgs(Sub, input, other, options);
  return alpha === 1
    ? callBinaryInPlace(Sub, input, b)
    : callBinaryInPlace(SubScaled, input, b, -alpha);
}

const Rsub = signature("rsub", ["other", "alpha"]);

/**
 * `other - alpha * input`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.sub.html
 */
export function rsub(input: Tensor, other: Operand | AddOptions, options?: AddOptions): Tensor {
  checkTensor(Rsub.name, input, "input");
  const [b, alpha] = addArgs(Rsub, input, other, options);
  return alpha === 1 ? callBinary(Sub, b, input) : callBinary(RsubScaled, b, input, -alpha);
}

// ---- mul, neg, positive ------------------------------------------------------------------------

const Mul = binary({
  name: "mul",
  reads: ["b", "a"],
  backward: (ctx, grad, a, b) => [
    ctx.needs[0] ? mul(grad, b) : null,
    ctx.needs[1] ? mul(grad, a) : null,
  ],
});
alias(Mul, "multiply");

/**
 * `input * other`, elementwise.
 *
 * Shapes broadcast, dtypes are promoted.
 * Source: https://pytorch.org/docs/stable/generated/torch.mul.html
 */
export function mul(input: Operand, other: Other): Tensor {
  return callBinary(Mul, input, other);
}

/** `mul`, written into `input`. */
export function mul_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Mul, input, other);
}

const Neg = unary({ name: "neg", backward: (grad) => neg(grad) });
alias(Neg, "negative");

function numeric(op: string, input: Tensor): Tensor {
  checkTensor(op, input, "input");
  if (input.dtype !== "bool") return input;
  const message =
    op === "neg"
      ? "Negation, the `-` operator, on a bool tensor is not supported"
      : "The `+` operator, on a bool tensor is not supported";
  throw new TensorError(op, `${message}; to invert a mask, use logicalNot`, { dtypes: ["bool"] });
}

/**
 * `-input`, elementwise. Throws for booleans: use `logicalNot`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.neg.html
 */
export function neg(input: Tensor): Tensor {
  return callUnary(Neg, numeric("neg", input));
}

/** `neg`, written into `input`. */
export function neg_(input: Tensor): Tensor {
  return callUnaryInPlace(Neg, numeric("neg", input));
}

signature("positive", []);

/**
 * `input` itself. Throws for booleans.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.positive.html
 */
export function positive(input: Tensor): Tensor {
  return numeric("positive", input);
}

export {
  mul as multiply,
  mul_ as multiply_,
  neg as negative,
  neg_ as negative_,
  sub as subtract,
  sub_ as subtract_,
};
