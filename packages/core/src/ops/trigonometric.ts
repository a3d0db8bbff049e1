/** Trigonometric functions, their inverses, and angles, elementwise. */
import { fullTensor } from "../alloc.ts";
import { apply } from "../op/apply.ts";
import { zeroSlope } from "../op/gradients.ts";
import type { Other } from "../op/operands.ts";
import {
  binary,
  callTensors,
  callTensorsInPlace,
  callUnary,
  callUnaryInPlace,
  unary,
} from "../op/pointwise.ts";
import { alias, type OpRecord } from "../op/record.ts";
import { curve } from "../op/slopes.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { rsqrt, square } from "./power.ts";
import { where } from "./select.ts";

// ---- of angles in radians ----------------------------------------------------------------------

const Sin = unary({
  name: "sin",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, cos(x)),
});

/**
 * The sine of an angle in radians, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.sin.html
 */
export function sin(input: Tensor): Tensor {
  return callUnary(Sin, input);
}

/** `sin`, written into `input`. */
export function sin_(input: Tensor): Tensor {
  return callUnaryInPlace(Sin, input);
}

const Cos = unary({
  name: "cos",
  result: "float",
  saves: "input",
  backward: (grad, x) => neg(mul(grad, sin(x))),
});

/**
 * The cosine of an angle in radians, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cos.html
 */
export function cos(input: Tensor): Tensor {
  return callUnary(Cos, input);
}

/** `cos`, written into `input`. */
export function cos_(input: Tensor): Tensor {
  return callUnaryInPlace(Cos, input);
}

const Tan = unary({
  name: "tan",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => mul(grad, add(square(y), 1)),
});

/**
 * The tangent of an angle in radians, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.tan.html
 */
export function tan(input: Tensor): Tensor {
  return callUnary(Tan, input);
}

/** `tan`, written into `input`. */
export function tan_(input: Tensor): Tensor {
  return callUnaryInPlace(Tan, input);
}

const SincBackward: OpRecord = curve("sincBackward", (x) => {
  // From x sinc" + 2 sinc' + π² x sinc = 0.
  const isZero = eq(x, 0);
  const away = where(isZero, 1, x);
  const slope = apply(SincBackward, [fullTensor(x.layout.shape, 1, x.dtype), away]);
  const bend = sub(mul(sinc(away), -Math.PI * Math.PI), div(mul(slope, 2), away));
  return where(isZero, (-Math.PI * Math.PI) / 3, bend);
});

const Sinc = unary({
  name: "sinc",
  result: "float",
  saves: "input",
  backward: (grad, x) => apply(SincBackward, [grad, x]),
});

/**
 * `sin(pi * input) / (pi * input)`, elementwise, and 1 at 0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.sinc.html
 */
export function sinc(input: Tensor): Tensor {
  return callUnary(Sinc, input);
}

/** `sinc`, written into `input`. */
export function sinc_(input: Tensor): Tensor {
  return callUnaryInPlace(Sinc, input);
}

// ---- inverses ----------------------------------------------------------------------------------

const Asin = unary({
  name: "asin",
  result: "float",
  saves: "input",
  backward: (grad, x) => mul(grad, rsqrt(sub(1, square(x)))),
});
alias(Asin, "arcsin");

/**
 * The angle in [-pi/2, pi/2] with this sine, elementwise; NaN beyond ±1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.asin.html
 */
export function asin(input: Tensor): Tensor {
  return callUnary(Asin, input);
}

/** `asin`, written into `input`. */
export function asin_(input: Tensor): Tensor {
  return callUnaryInPlace(Asin, input);
}

const Acos = unary({
  name: "acos",
  result: "float",
  saves: "input",
  backward: (grad, x) => neg(mul(grad, rsqrt(sub(1, square(x))))),
});
alias(Acos, "arccos");

/**
 * The angle in [0, pi] with this cosine, elementwise; NaN beyond ±1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.acos.html
 */
export function acos(input: Tensor): Tensor {
  return callUnary(Acos, input);
}

/** `acos`, written into `input`. */
export function acos_(input: Tensor): Tensor {
  return callUnaryInPlace(Acos, input);
}

const Atan = unary({
  name: "atan",
  result: "float",
  saves: "input",
  backward: (grad, x) => div(grad, add(square(x), 1)),
});
alias(Atan, "arctan");

/**
 * The angle in [-pi/2, pi/2] with this tangent, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.atan.html
 */
export function atan(input: Tensor): Tensor {
  return callUnary(Atan, input);
}

/** `atan`, written into `input`. */
export function atan_(input: Tensor): Tensor {
  return callUnaryInPlace(Atan, input);
}

const Atan2 = binary({
  name: "atan2",
  result: "float",
  backward: (ctx, grad, a, b) => {
    // Not in a narrow integer dtype, where squares wrap.
    const scaled = div(grad, add(square(to(a, grad.dtype)), square(to(b, grad.dtype))));
    return [ctx.needs[0] ? mul(scaled, b) : null, ctx.needs[1] ? neg(mul(scaled, a)) : null];
  },
});
alias(Atan2, "arctan2");

/**
 * The angle in [-pi, pi] of the point with y = `input` and x = `other`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.atan2.html
 */
export function atan2(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Atan2, input, other);
}

/** `atan2`, written into `input`. */
export function atan2_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(Atan2, input, other);
}

const Hypot = binary({
  name: "hypot",
  reads: ["ay", "by"],
  saves: "all",
  backward: (ctx, grad, a, b, y) => [
    ctx.needs[0] ? mul(grad, div(a, y)) : null,
    ctx.needs[1] ? mul(grad, div(b, y)) : null,
  ],
});

/**
 * `sqrt(input ** 2 + other ** 2)`, elementwise, without overflow.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.hypot.html
 */
export function hypot(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensors(Hypot, input, other);
}

/** `hypot`, written into `input`. */
export function hypot_(input: Tensor, other: Other<Tensor>): Tensor {
  return callTensorsInPlace(Hypot, input, other);
}

// ---- angles ------------------------------------------------------------------------------------

const Deg2rad = unary({
  name: "deg2rad",
  result: "float",
  backward: (grad) => deg2rad(grad),
});

/**
 * Degrees to radians, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.deg2rad.html
 */
export function deg2rad(input: Tensor): Tensor {
  return callUnary(Deg2rad, input);
}

/** `deg2rad`, written into `input`. */
export function deg2rad_(input: Tensor): Tensor {
  return callUnaryInPlace(Deg2rad, input);
}

const Rad2deg = unary({
  name: "rad2deg",
  result: "float",
  backward: (grad) => rad2deg(grad),
});

/**
 * Radians to degrees, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.rad2deg.html
 */
export function rad2deg(input: Tensor): Tensor {
  return callUnary(Rad2deg, input);
}

/** `rad2deg`, written into `input`. */
export function rad2deg_(input: Tensor): Tensor {
  return callUnaryInPlace(Rad2deg, input);
}

const Angle = unary({ name: "angle", result: "float", backward: zeroSlope });

/**
 * The angle of a real number in the complex plane, elementwise: pi for negative ones, else 0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.angle.html
 */
export function angle(input: Tensor): Tensor {
  return callUnary(Angle, input);
}

export {
  acos as arccos,
  acos_ as arccos_,
  asin as arcsin,
  asin_ as arcsin_,
  atan as arctan,
  atan2 as arctan2,
  atan2_ as arctan2_,
  atan_ as arctan_,
};
