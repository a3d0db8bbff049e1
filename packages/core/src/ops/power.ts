/** Powers and roots, elementwise. */
import { emptyTensor, scalarTensor } from "../alloc.ts";
import { getDefaultDtype, isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { frexp as splitNumbers } from "../kernels/frexp.ts";
import { type BinaryRow, type KernelSlot, kernelSlot, type UnaryRow } from "../kernels/table.ts";
import { applyMany } from "../op/apply.ts";
import { castRaw, contiguousRaw } from "../op/copy.ts";
import { zeroSlope } from "../op/gradients.ts";
import { type Named, named } from "../op/named.ts";
import {
  checkTensor,
  isScalar,
  oneTensor,
  type Operand,
  type Other,
  promoted,
} from "../op/operands.ts";
import {
  binary,
  callBinary,
  callBinaryInPlace,
  callUnary,
  callUnaryInPlace,
  runBinary,
  runUnary,
  unary,
} from "../op/pointwise.ts";
import {
  defineOp,
  isOptions,
  type OpRecord,
  readArgs,
  type Signature,
  signature,
} from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { mul, mul_, neg, sub } from "./arithmetic.ts";
import { eq, ge } from "./compare.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { log } from "./exponential.ts";
import { logicalAnd } from "./logic.ts";
import { where } from "./select.ts";

// ---- pow ---------------------------------------------------------------------------------------

const Pow = binary({
  name: "pow",
  params: ["exponent"],
  saves: "all",
  reads: ["ab", "aby"],
  backward: (ctx, grad, base, exponent, y) => [
    ctx.needs[0] ? where(eq(exponent, 0), 0, mul(grad, powerSlope(base, exponent))) : null,
    // 0^b is 0 for all b > 0, so its slope there is 0, not 0 * log(0).
    ctx.needs[1]
      ? where(logicalAnd(eq(base, 0), ge(exponent, 0)), 0, mul(grad, mul(y, log(base))))
      : null,
  ],
});

function powerSlope(base: Tensor, exponent: Operand): Tensor {
  return mul(pow(base, sub(exponent, 1)), exponent);
}

const powKernels = kernelSlot<BinaryRow>("pow");

/** Exponents with a loop of their own, much faster than the general one. */
const powerKernels: ReadonlyMap<number | boolean, KernelSlot<UnaryRow>> = new Map([
  [-1, kernelSlot<UnaryRow>("reciprocal")],
  [-0.5, kernelSlot<UnaryRow>("rsqrt")],
  [0.5, kernelSlot<UnaryRow>("sqrt")],
  [2, kernelSlot<UnaryRow>("square")],
]);

const PowScalar: OpRecord<number | boolean> = {
  name: "pow",
  params: ["exponent"],
  writesOut: true,
  forward(ctx, [x], exponent, out) {
    ctx.save(x);
    const dtype = promoted(x, exponent);
    const base = castRaw(x, dtype);
    const own = powerKernels.get(exponent);
    if (own?.[dtype]) return runUnary(own, base, "same", [], out);
    const e = scalarTensor(exponent, dtype);
    return runBinary("pow", powKernels, base, e, "same", [], out);
  },
  backward(ctx, [grad], exponent) {
    const [x] = ctx.saved();
    const e = Number(exponent);
    if (e === 0) return [zeroSlope(grad)];
    if (e === 1) return [grad];
    return [mul(grad, e === 2 ? mul(x, 2) : mul(pow(x, e - 1), e))];
  },
};

type Exponent = Other<Operand, "exponent">;

/** Reads the exponent. */
function exponentOf({ name, params }: Signature, input: Operand, given: Exponent): Operand {
  const exponent = isOptions(given)
    ? readArgs<{ exponent: Operand }>({ name, params }, given).exponent
    : given;
  if (isScalar(exponent) && Number(exponent) < 0 && !isFloat(promoted(input, exponent))) {
    throw new TensorError(
      name,
      "Integers to negative integer powers are not allowed; convert the base to a float first",
    );
  }
  return exponent;
}

/**
 * `input` to the power of `exponent`, elementwise; either may be a scalar.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.pow.html
 */
export function pow(input: Operand, exponent: Exponent): Tensor {
  if (exponent instanceof Tensor) return callBinary(Pow, input, exponent);
  const e = exponentOf(Pow, input, exponent);
  return isScalar(e) && input instanceof Tensor
    ? callUnary(PowScalar, input, e)
    : callBinary(Pow, ...oneTensor("pow", input, e));
}

/** `pow`, written into `input`. */
export function pow_(input: Tensor, exponent: Exponent): Tensor {
  const e = exponentOf(Pow, checkTensor("pow_", input, "input"), exponent);
  return isScalar(e) ? callUnaryInPlace(PowScalar, input, e) : callBinaryInPlace(Pow, input, e);
}

const FloatPower = signature("floatPower", ["exponent"]);

function toDouble(operand: Operand): Tensor {
  return operand instanceof Tensor ? to(operand, "float64") : scalarTensor(operand, "float64");
}

/**
 * `pow` computed in float64, whatever the operands are.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.float_power.html
 */
export function floatPower(input: Operand, exponent: Exponent): Tensor {
  const [, e] = oneTensor(
    FloatPower.name,
    input,
    exponentOf(FloatPower, toDouble(input), exponent),
  );
  if (isScalar(e)) return pow(toDouble(input), e);
  return pow(toDouble(input), toDouble(checkTensor(FloatPower.name, e, "exponent")));
}

/** `floatPower`, written into `input`, which must be float64. */
export function floatPower_(input: Tensor, exponent: Exponent): Tensor {
  if (checkTensor("floatPower_", input, "input").dtype !== "float64") {
    throw new TensorError(
      "floatPower_",
      `the base given to floatPower_ has dtype ${input.dtype} but the operation's result requires dtype float64; ` +
        "use floatPower, which answers a new tensor",
      { dtypes: [input.dtype] },
    );
  }
  const e = exponentOf(FloatPower, input, exponent);
  return pow_(input, isScalar(e) ? e : toDouble(e));
}

// ---- squares and roots -------------------------------------------------------------------------

const Square = unary({
  name: "square",
  saves: "input",
  backward: (grad, x) => mul(grad, mul(x, 2)),
});

/**
 * `input * input`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.square.html
 */
export function square(input: Tensor): Tensor {
  // As a power of 2, which makes integers of booleans.
  if (input instanceof Tensor && input.dtype === "bool") return pow(input, 2);
  return callUnary(Square, input);
}

/** `square`, written into `input`. */
export function square_(input: Tensor): Tensor {
  return callUnaryInPlace(Square, input);
}

const Sqrt = unary({
  name: "sqrt",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => div(grad, mul(y, 2)),
});

/**
 * The square root, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.sqrt.html
 */
export function sqrt(input: Tensor): Tensor {
  return callUnary(Sqrt, input);
}

/** `sqrt`, written into `input`. */
export function sqrt_(input: Tensor): Tensor {
  return callUnaryInPlace(Sqrt, input);
}

const Rsqrt = unary({
  name: "rsqrt",
  result: "float",
  saves: "output",
  backward: (grad, _x, y) => mul(mul(grad, -0.5), mul(square(y), y)),
});

/**
 * `1 / sqrt(input)`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.rsqrt.html
 */
export function rsqrt(input: Tensor): Tensor {
  return callUnary(Rsqrt, input);
}

/** `rsqrt`, written into `input`. */
export function rsqrt_(input: Tensor): Tensor {
  return callUnaryInPlace(Rsqrt, input);
}

// ---- ldexp, frexp -------------------------------------------------------------------------------------

const Ldexp = signature("ldexp", ["other"]);

/** 2 to the power of `other`, as floats. */
function powerOfTwo(given: Other<Tensor>): Tensor {
  const { other } = isOptions(given) ? readArgs<{ other: Tensor }>(Ldexp, given) : { other: given };
  return pow(scalarTensor(2, getDefaultDtype()), checkTensor(Ldexp.name, other, "other"));
}

/**
 * `input * 2 ** other`, elementwise, as floats.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.ldexp.html
 */
export function ldexp(input: Tensor, other: Other<Tensor>): Tensor {
  return mul(checkTensor(Ldexp.name, input, "input"), powerOfTwo(other));
}

/** `ldexp`, written into `input`. */
export function ldexp_(input: Tensor, other: Other<Tensor>): Tensor {
  return mul_(checkTensor("ldexp_", input, "input"), powerOfTwo(other));
}

const Frexp = defineOp({
  name: "frexp",
  params: [],
  forward(ctx, [x]) {
    const { storage, layout } = contiguousRaw(x);
    const mantissa = emptyTensor(layout.shape, x.dtype);
    const exponent = emptyTensor(layout.shape, "int32");
    splitNumbers(
      layout.size,
      storage.data as Float64Array,
      layout.offset,
      mantissa.storage.data as Float64Array,
      exponent.storage.data as Int32Array,
    );
    ctx.save(exponent);
    return [mantissa, exponent];
  },
  backward: (ctx, [grad]) => [ldexp(grad, neg(ctx.saved()[0]))],
});

/**
 * The mantissa, of size 1/2 to 1, and the exponent of the power of two it is to be multiplied by, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.frexp.html
 */
export function frexp(input: Tensor): Named<"mantissa" | "exponent"> {
  const { dtype } = checkTensor("frexp", input, "input");
  if (!isFloat(dtype)) {
    throw new TensorError("frexp", `only supports floating-point dtypes, got ${dtype}`, {
      dtypes: [dtype],
    });
  }
  return named(["mantissa", "exponent"], applyMany(Frexp, [input]));
}
