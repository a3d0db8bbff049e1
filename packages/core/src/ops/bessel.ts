/** Bessel functions and Airy's, of `torch.special`. */
import { notDifferentiable } from "../op/gradients.ts";
import { callUnary, unary } from "../op/pointwise.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { div } from "./division.ts";
import { where } from "./select.ts";
import { cos } from "./trigonometric.ts";

/** f / x, and a limit where x is 0. */
function quotient(f: (x: Tensor) => Tensor, x: Tensor, atZero: number): Tensor {
  const isZero = eq(x, 0);
  const elsewhere = where(isZero, 1, x);
  return where(isZero, atZero, div(f(elsewhere), elsewhere));
}

const BesselJ0 = unary({
  name: "besselJ0",
  torch: "torch.special.bessel_j0",
  result: "float",
  kernel: "j0",
  saves: "input",
  backward: (grad, x) => neg(mul(grad, besselJ1(x))),
});

/**
 * The Bessel function of the first kind and order 0, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.bessel_j0
 */
export function besselJ0(input: Tensor): Tensor {
  return callUnary(BesselJ0, input);
}

const BesselJ1 = unary({
  name: "besselJ1",
  torch: "torch.special.bessel_j1",
  result: "float",
  kernel: "j1",
  saves: "input",
  backward: (grad, x) => mul(grad, sub(besselJ0(x), quotient(besselJ1, x, 0.5))),
});

/**
 * The Bessel function of the first kind and order 1, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.bessel_j1
 */
export function besselJ1(input: Tensor): Tensor {
  return callUnary(BesselJ1, input);
}

const BesselY0 = unary({
  name: "besselY0",
  torch: "torch.special.bessel_y0",
  result: "float",
  kernel: "y0",
  saves: "input",
  backward: (grad, x) => neg(mul(grad, besselY1(x))),
});

/**
 * The Bessel function of the second kind and order 0, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.bessel_y0
 */
export function besselY0(input: Tensor): Tensor {
  return callUnary(BesselY0, input);
}

const BesselY1 = unary({
  name: "besselY1",
  torch: "torch.special.bessel_y1",
  result: "float",
  kernel: "y1",
  saves: "input",
  backward: (grad, x) => mul(grad, sub(besselY0(x), div(besselY1(x), x))),
});

/**
 * The Bessel function of the second kind and order 1, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.bessel_y1
 */
export function besselY1(input: Tensor): Tensor {
  return callUnary(BesselY1, input);
}

const ModifiedBesselI0 = unary({
  name: "modifiedBesselI0",
  torch: "torch.special.modified_bessel_i0",
  result: "float",
  kernel: "i0",
  saves: "input",
  backward: (grad, x) => mul(grad, modifiedBesselI1(x)),
});

/**
 * The modified Bessel function of the first kind and order 0, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.modified_bessel_i0
 */
export function modifiedBesselI0(input: Tensor): Tensor {
  return callUnary(ModifiedBesselI0, input);
}

const ModifiedBesselI1 = unary({
  name: "modifiedBesselI1",
  torch: "torch.special.modified_bessel_i1",
  result: "float",
  kernel: "i1",
  saves: "input",
  backward: (grad, x) => mul(grad, sub(modifiedBesselI0(x), quotient(modifiedBesselI1, x, 0.5))),
});

/**
 * The modified Bessel function of the first kind and order 1, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.modified_bessel_i1
 */
export function modifiedBesselI1(input: Tensor): Tensor {
  return callUnary(ModifiedBesselI1, input);
}

const ModifiedBesselK0 = unary({
  name: "modifiedBesselK0",
  torch: "torch.special.modified_bessel_k0",
  result: "float",
  kernel: "k0",
  saves: "input",
  backward: (grad, x) => neg(mul(grad, modifiedBesselK1(x))),
});

/**
 * The modified Bessel function of the second kind and order 0, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.modified_bessel_k0
 */
export function modifiedBesselK0(input: Tensor): Tensor {
  return callUnary(ModifiedBesselK0, input);
}

const ModifiedBesselK1 = unary({
  name: "modifiedBesselK1",
  torch: "torch.special.modified_bessel_k1",
  result: "float",
  kernel: "k1",
  saves: "input",
  backward: (grad, x) => neg(mul(grad, add(modifiedBesselK0(x), div(modifiedBesselK1(x), x)))),
});

/**
 * The modified Bessel function of the second kind and order 1, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.modified_bessel_k1
 */
export function modifiedBesselK1(input: Tensor): Tensor {
  return callUnary(ModifiedBesselK1, input);
}

const ScaledModifiedBesselK0 = unary({
  name: "scaledModifiedBesselK0",
  torch: "torch.special.scaled_modified_bessel_k0",
  result: "float",
  kernel: "k0e",
  saves: "input",
  backward: (grad, x) => mul(grad, sub(scaledModifiedBesselK0(x), scaledModifiedBesselK1(x))),
});

/**
 * `exp(input) * modifiedBesselK0(input)`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.scaled_modified_bessel_k0
 */
export function scaledModifiedBesselK0(input: Tensor): Tensor {
  return callUnary(ScaledModifiedBesselK0, input);
}

const ScaledModifiedBesselK1 = unary({
  name: "scaledModifiedBesselK1",
  torch: "torch.special.scaled_modified_bessel_k1",
  result: "float",
  kernel: "k1e",
  saves: "input",
  backward: (grad, x) => {
    const y = scaledModifiedBesselK1(x);
    return mul(grad, sub(sub(y, scaledModifiedBesselK0(x)), div(y, x)));
  },
});

/**
 * `exp(input) * modifiedBesselK1(input)`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.scaled_modified_bessel_k1
 */
export function scaledModifiedBesselK1(input: Tensor): Tensor {
  return callUnary(ScaledModifiedBesselK1, input);
}

const SphericalBesselJ0 = unary({
  name: "sphericalBesselJ0",
  torch: "torch.special.spherical_bessel_j0",
  result: "float",
  kernel: "sphericalJ0",
  saves: "input",
  backward: (grad, x) =>
    mul(
      grad,
      quotient((z) => sub(cos(z), sphericalBesselJ0(z)), x, 0),
    ),
});

/**
 * The spherical Bessel function of the first kind and order 0, elementwise: sin(x) / x.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.spherical_bessel_j0
 */
export function sphericalBesselJ0(input: Tensor): Tensor {
  return callUnary(SphericalBesselJ0, input);
}

const AiryAi = unary({
  name: "airyAi",
  torch: "torch.special.airy_ai",
  result: "float",
  backward() {
    throw notDifferentiable("airyAi", "input");
  },
});

/**
 * Airy's function Ai, elementwise. Has no gradient.
 *
 * Source: https://pytorch.org/docs/stable/special.html#torch.special.airy_ai
 */
export function airyAi(input: Tensor): Tensor {
  return callUnary(AiryAi, input);
}
