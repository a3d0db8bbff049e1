/** Signs and sizes, elementwise. */
import { TensorError } from "../errors.ts";
import { notDifferentiable, zeroSlope } from "../op/gradients.ts";
import type { Other } from "../op/operands.ts";
import {
  binary,
  callBinary,
  callBinaryInPlace,
  callTensors,
  callTensorsInPlace,
  callUnary,
  callUnaryInPlace,
  unary,
} from "../op/pointwise.ts";
import { alias, isOptions, readArgs } from "../op/record.ts";
import { checkTensor } from "../op/operands.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { div } from "./division.ts";
import { where } from "./select.ts";

const Abs = unary({ name: "abs", saves: "input", backward: (grad, x) => mul(grad, sgn(x)) });
alias(Abs, "absolute");

/**
 * The absolute value, elementwise. Its gradient at 0 is 0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.abs.html
 */
export function abs(input: Tensor): Tensor {
  return callUnary(Abs, input);
}

/** `abs`, written into `input`. */
export function abs_(input: Tensor): Tensor {
  return callUnaryInPlace(Abs, input);
}

const Sign = unary({ name: "sign", backward: zeroSlope });

/**
 * -1, 0 or 1, elementwise. NaN has no sign: 0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.sign.html
 */
export function sign(input: Tensor): Tensor {
  return callUnary(Sign, input);
}

/** `sign`, written into `input`. */
export function sign_(input: Tensor): Tensor {
  return callUnaryInPlace(Sign, input);
}

const Sgn = unary({ name: "sgn", kernel: "sign", backward: zeroSlope });

/**
 * `sign`, which complex numbers would extend.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.sgn.html
 */
export function sgn(input: Tensor): Tensor {
  return callUnary(Sgn, input);
}

/** `sgn`, written into `input`. */
export function sgn_(input: Tensor): Tensor {
  return callUnaryInPlace(Sgn, input);
}

const Signbit = unary({ name: "signbit", result: "bool" });

/**
 * Whether the sign bit is set, elementwise: so of negative numbers and of -0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.signbit.html
 */
export function signbit(input: Tensor): Tensor {
  return callUnary(Signbit, input);
}

const Copysign = binary({
  name: "copysign",
  result: "float",
  saves: "all",
  reads: ["ay", ""],
  backward: (ctx, grad, a, _b, y) => [
    // 1 or -1; NaN where the size is infinite, as in PyTorch.
    ctx.needs[0] ? mul(grad, where(eq(a, 0), 0, div(y, a))) : null,
    ctx.needs[1] ? zeroSlope(grad) : null,
  ],
});

/**
 * The size of `input` with the sign of `other`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.copysign.html
 */
export function copysign(input: Tensor, other: Other): Tensor {
  return callBinary(Copysign, checkTensor("copysign", input, "input"), other);
}

/** `copysign`, written into `input`. */
export function copysign_(input: Tensor, other: Other): Tensor {
  return callBinaryInPlace(Copysign, input, other);
}

const Heaviside = binary({
  name: "heaviside",
  params: ["values"],
  saves: "none",
  differentiable: false,
  backward() {
    throw notDifferentiable("heaviside", "input");
  },
});

type Values = Other<Tensor, "values">;

function sameDtype(input: Tensor, given: Values): Tensor {
  const values = isOptions(given) ? readArgs<{ values: Tensor }>(Heaviside, given).values : given;
  checkTensor("heaviside", input, "input");
  checkTensor("heaviside", values, "values");
  if (input.dtype === values.dtype) return values;
  throw new TensorError(
    "heaviside",
    `not yet implemented for tensors with different dtypes, got ${input.dtype} and ${values.dtype}; convert one with x.to(dtype)`,
    { dtypes: [input.dtype, values.dtype] },
  );
}

/**
 * The step function: 0 for negative numbers, 1 for positive ones, `values` at 0. Has no gradient.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.heaviside.html
 */
export function heaviside(input: Tensor, values: Values): Tensor {
  return callTensors(Heaviside, input, sameDtype(input, values));
}

/** `heaviside`, written into `input`. */
export function heaviside_(input: Tensor, values: Values): Tensor {
  return callTensorsInPlace(Heaviside, input, sameDtype(input, values));
}

export { abs as absolute, abs_ as absolute_ };
