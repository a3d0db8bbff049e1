/** Comparison, elementwise: which is larger, as a bool, and the larger itself. */
import { checkTensor, type Other } from "../op/operands.ts";
import { binary, callBinary, callBinaryInPlace, callTensors } from "../op/pointwise.ts";
import { alias, type OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { isnan, logicalOr } from "./logic.ts";
import { where } from "./select.ts";

const comparison = (name: string): OpRecord =>
  binary({ name, result: "bool", saves: "none", differentiable: false });

const Eq = comparison("eq");

/**
 * `input == other`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.eq.html
 */
export function eq(input: Tensor, other: Other): Tensor {
  return callBinary(Eq, checkTensor("eq", input, "input"), other);
}

/** `eq` as 0 and 1, written into `input`. */
export function eq_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Eq, input, other);
}

const Ne = comparison("ne");
alias(Ne, "notEqual");

/**
 * `input != other`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.ne.html
 */
export function ne(input: Tensor, other: Other): Tensor {
  return callBinary(Ne, checkTensor("ne", input, "input"), other);
}

/** `ne` as 0 and 1, written into `input`. */
export function ne_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Ne, input, other);
}

const Lt = comparison("lt");
alias(Lt, "less");

/**
 * `input < other`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.lt.html
 */
export function lt(input: Tensor, other: Other): Tensor {
  return callBinary(Lt, checkTensor("lt", input, "input"), other);
}

/** `lt` as 0 and 1, written into `input`. */
export function lt_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Lt, input, other);
}

const Le = comparison("le");
alias(Le, "lessEqual");

/**
 * `input <= other`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.le.html
 */
export function le(input: Tensor, other: Other): Tensor {
  return callBinary(Le, checkTensor("le", input, "input"), other);
}

/** `le` as 0 and 1, written into `input`. */
export function le_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Le, input, other);
}

const Gt = comparison("gt");
alias(Gt, "greater");

/**
 * `input > other`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.gt.html
 */
export function gt(input: Tensor, other: Other): Tensor {
  return callBinary(Gt, checkTensor("gt", input, "input"), other);
}

/** `gt` as 0 and 1, written into `input`. */
export function gt_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Gt, input, other);
}

const Ge = comparison("ge");
alias(Ge, "greaterEqual");

/**
 * `input >= other`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.ge.html
 */
export function ge(input: Tensor, other: Other): Tensor {
  return callBinary(Ge, checkTensor("ge", input, "input"), other);
}

/** `ge` as 0 and 1, written into `input`. */
export function ge_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Ge, input, other);
}

// ---- the larger and the smaller ----------------------------------------------------------------

/** All of the gradient for the winner; where both are equal, half of it for each. */
function shared(grad: Tensor, a: Tensor, b: Tensor, loses: Tensor): Tensor {
  return where(loses, 0, where(eq(a, b), mul(grad, 0.5), grad));
}

const Maximum = binary({
  name: "maximum",
  backward: (ctx, grad, a, b) => [
    ctx.needs[0] ? shared(grad, a, b, lt(a, b)) : null,
    ctx.needs[1] ? shared(grad, a, b, gt(a, b)) : null,
  ],
});

/**
 * The larger of the two, elementwise; NaN where either is NaN. Equal ones share the gradient.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.maximum.html
 */
export function maximum(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Maximum, input, other);
}

const Minimum = binary({
  name: "minimum",
  backward: (ctx, grad, a, b) => [
    ctx.needs[0] ? shared(grad, a, b, gt(a, b)) : null,
    ctx.needs[1] ? shared(grad, a, b, lt(a, b)) : null,
  ],
});

/**
 * The smaller of the two, elementwise; NaN where either is NaN. Equal ones share the gradient.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.minimum.html
 */
export function minimum(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Minimum, input, other);
}

const Fmax = binary({
  name: "fmax",
  backward: (_ctx, grad, a, b) => split(grad, logicalOr(ge(a, b), isnan(b))),
});

const Fmin = binary({
  name: "fmin",
  backward: (_ctx, grad, a, b) => split(grad, logicalOr(le(a, b), isnan(b))),
});

/** All of the gradient for the one that was taken. */
function split(grad: Tensor, first: Tensor): Tensor[] {
  return [where(first, grad, 0), where(first, 0, grad)];
}

/**
 * The larger of the two, elementwise; where one is NaN, the other.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.fmax.html
 */
export function fmax(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Fmax, input, other);
}

/**
 * The smaller of the two, elementwise; where one is NaN, the other.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.fmin.html
 */
export function fmin(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Fmin, input, other);
}

export {
  ge as greaterEqual,
  ge_ as greaterEqual_,
  gt as greater,
  gt_ as greater_,
  le as lessEqual,
  le_ as lessEqual_,
  lt as less,
  lt_ as less_,
  ne as notEqual,
  ne_ as notEqual_,
};
