/** The activations that PyTorch has as methods of tensors, too. The others are in activation.ts. */
import { showShape, TensorError } from "../errors.ts";
import { apply } from "../op/apply.ts";
import { checkTensor, type Other } from "../op/operands.ts";
import { binary, callUnary, callUnaryInPlace, unary } from "../op/pointwise.ts";
import { isOptions, type OpRecord, readArgs } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { ShrinkBackward, ThresholdBackward } from "../op/slopes.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { gt } from "./compare.ts";
import { where } from "./select.ts";
import { reshape } from "./view.ts";

// ---- relu --------------------------------------------------------------------------------------

export interface InplaceOptions {
  /** Write the result into the input. */
  inplace?: boolean;
}

const Relu = unary({
  name: "relu",
  params: ["inplace"],
  saves: "output",
  backward: (grad, _x, y) => apply(ThresholdBackward, [grad, y], 0),
});

function numeric(input: Tensor): Tensor {
  if (checkTensor("relu", input, "input").dtype !== "bool") return input;
  throw new TensorError("relu", "Boolean inputs not supported for relu; convert with to()", {
    dtypes: ["bool"],
  });
}

/**
 * `max(input, 0)`, elementwise. Its gradient at 0 is 0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.relu.html
 */
export function relu(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Relu, options);
  return inplace ? relu_(input) : callUnary(Relu, numeric(input));
}

/** `relu`, written into `input`. */
export function relu_(input: Tensor): Tensor {
  return callUnaryInPlace(Relu, numeric(input));
}

// ---- prelu -------------------------------------------------------------------------------------

const Prelu: OpRecord = binary({
  name: "prelu",
  params: ["weight"],
  torch: "torch.nn.functional.prelu",
  backward: (ctx, grad, x, weight) => {
    const positive = gt(x, 0);
    return [
      ctx.needs[0] ? where(positive, grad, mul(grad, weight)) : null,
      ctx.needs[1] ? where(positive, 0, mul(grad, x)) : null,
    ];
  },
});

/** One weight for all, or one for each channel, shaped so that it broadcasts along dimension 1. */
function channelWise(input: Tensor, weight: Tensor): Tensor {
  const { shape } = input.layout;
  const { shape: given, size } = weight.layout;
  const facts = { shapes: [shape, given], dtypes: [input.dtype, weight.dtype] };
  if (given.length > 1) {
    throw new TensorError(
      "prelu",
      `Expected \`weight\` to be a scalar or 1D tensor, but got ndim = ${given.length}`,
      facts,
    );
  }
  if (input.dtype !== weight.dtype) {
    throw new TensorError(
      "prelu",
      `expected the weight to have the input's dtype ${input.dtype}, found dtype ${weight.dtype}; convert it with to()`,
      facts,
    );
  }
  if (size === 1) return reshape(weight, []);
  if (shape.length === 0) {
    throw new TensorError(
      "prelu",
      "Not allow zero-dim input tensor with more than one weight",
      facts,
    );
  }
  const channels = shape.length > 1 ? shape[1] : 1;
  if (size !== channels) {
    throw new TensorError(
      "prelu",
      `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${size} and channel size = ${channels}: ` +
        `weight ${showShape(given)} needs one element, or one for each channel of ${showShape(shape)}`,
      facts,
    );
  }
  return reshape(weight, [size, ...shape.slice(2).map(() => 1)]);
}

/**
 * `input` where it is positive, else `weight * input`; one weight, or one for each channel (dimension 1).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.prelu.html
 */
export function prelu(input: Tensor, weight: Other<Tensor, "weight">): Tensor {
  const given = isOptions(weight) ? readArgs<{ weight: Tensor }>(Prelu, weight).weight : weight;
  checkTensor("prelu", input, "input");
  const slope = channelWise(input, checkTensor("prelu", given, "weight"));
  return apply(Prelu, [input, slope]);
}

// ---- hardshrink --------------------------------------------------------------------------------

export interface ShrinkOptions {
  /** Up to this size values count as zero. */
  lambd?: number;
}

const Hardshrink = unary<number>({
  name: "hardshrink",
  params: ["lambd"],
  torch: "torch.nn.functional.hardshrink",
  saves: "input",
  numbers: (lambd) => [lambd],
  backward: (grad, x, _y, lambd) => apply(ShrinkBackward, [grad, x], lambd),
});

/**
 * `input`, and 0 where its size is `lambd` or less.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.hardshrink.html
 */
export function hardshrink(input: Tensor, lambd?: number | ShrinkOptions): Tensor {
  const { lambd: width = 0.5 } = readArgs<ShrinkOptions>(Hardshrink, lambd);
  const { dtype } = checkTensor("hardshrink", input, "input");
  return callUnary(Hardshrink, input, castScalar("hardshrink", width, dtype));
}
