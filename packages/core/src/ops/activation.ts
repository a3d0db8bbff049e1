/**
 * Activation functions of `nn.functional` made of straight pieces. Those that are methods of tensors, too, are in
 * rectifier.ts; those with curves in elu.ts and smooth-activation.ts.
 */
import { TensorError } from "../errors.ts";
import { defaultGenerator, type Generator } from "../generator.ts";
import { unitFloat64 } from "../kernels/distributions.ts";
import { apply } from "../op/apply.ts";
import { cloneRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { callUnary, unary } from "../op/pointwise.ts";
import { readArgs, signature } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import {
  activate,
  curve,
  functional,
  HardsigmoidBackward,
  HardtanhBackward,
  LeakyReluBackward,
  ShrinkBackward,
  ThresholdBackward,
} from "../op/slopes.ts";
import type { Tensor } from "../tensor.ts";
import { mul, mul_ } from "./arithmetic.ts";
import { gt } from "./compare.ts";
import { logicalAnd } from "./logic.ts";
import type { InplaceOptions, ShrinkOptions } from "./rectifier.ts";
import { where } from "./select.ts";

export interface LeakyReluOptions extends InplaceOptions {
  /** What negative values are multiplied by. */
  negativeSlope?: number;
}

const LeakyRelu = unary<number>({
  name: "leakyRelu",
  params: ["negativeSlope", "inplace"],
  torch: functional("leaky_relu"),
  saves: "input",
  numbers: (slope) => [slope],
  backward: (grad, x, _y, slope) => apply(LeakyReluBackward, [grad, x], slope),
});

/**
 * `input` where it is positive, else `negativeSlope * input`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
 */
export function leakyRelu(
  input: Tensor,
  negativeSlope?: number | LeakyReluOptions,
  inplace?: boolean | LeakyReluOptions,
): Tensor {
  const args = readArgs<LeakyReluOptions>(LeakyRelu, negativeSlope, inplace);
  return activate(LeakyRelu, input, args.inplace ?? false, args.negativeSlope ?? 0.01);
}

/** `leakyRelu`, written into `input`. */
export function leakyRelu_(input: Tensor, negativeSlope?: number | LeakyReluOptions): Tensor {
  return leakyRelu(input, { ...readArgs(LeakyRelu, negativeSlope), inplace: true });
}

export interface ThresholdOptions extends InplaceOptions {
  threshold?: number;
  /** What values at or below the threshold become. */
  value?: number;
}

interface Cut {
  readonly threshold: number;
  readonly value: number;
}

const Threshold = unary<Cut>({
  name: "threshold",
  params: ["threshold", "value", "inplace"],
  torch: functional("threshold"),
  saves: "input",
  numbers: (cut) => [cut.threshold, cut.value],
  backward: (grad, x, _y, cut) => apply(ThresholdBackward, [grad, x], cut.threshold),
});

/** Both numbers are needed; for integers they are cut to integers. */
function cutOf(input: Tensor, given: readonly unknown[]): Cut & { readonly inplace: boolean } {
  const { dtype } = checkTensor("threshold", input, "input");
  const args = readArgs<ThresholdOptions>(Threshold, ...given);
  const number = (name: "threshold" | "value"): number => {
    const value = args[name];
    if (value === undefined) throw new TensorError("threshold", `argument "${name}" is missing`);
    return castScalar("threshold", value, dtype);
  };
  return {
    threshold: number("threshold"),
    value: number("value"),
    inplace: args.inplace ?? false,
  };
}

/**
 * `input` where it is above the threshold, else `value`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.threshold.html
 */
export function threshold(
  input: Tensor,
  at: number | ThresholdOptions,
  value?: number | ThresholdOptions,
  inplace?: boolean | ThresholdOptions,
): Tensor {
  const cut = cutOf(input, [at, value, inplace]);
  return activate(Threshold, input, cut.inplace, cut);
}

/** `threshold`, written into `input`. */
export function threshold_(
  input: Tensor,
  at: number | ThresholdOptions,
  value?: number | ThresholdOptions,
): Tensor {
  return activate(Threshold, input, true, cutOf(input, [at, value]));
}

export interface HardtanhOptions extends InplaceOptions {
  minVal?: number;
  maxVal?: number;
}

const hardtanhRule = {
  kernel: "clamp",
  saves: "output",
  numbers: (bounds: readonly number[]) => bounds,
  backward: (grad: Tensor, _x: Tensor, y: Tensor, bounds: readonly [number, number]) =>
    apply(HardtanhBackward, [grad, y], bounds),
} as const;

const Hardtanh = unary<readonly [low: number, high: number]>({
  ...hardtanhRule,
  name: "hardtanh",
  params: ["minVal", "maxVal", "inplace"],
  torch: functional("hardtanh"),
});

function hardtanhBounds(input: Tensor, low: number, high: number): readonly [number, number] {
  const { dtype } = checkTensor("hardtanh", input, "input");
  if (dtype === "bool") {
    throw new TensorError("hardtanh", "Bool inputs not supported for hardtanh; convert with to()", {
      dtypes: [dtype],
    });
  }
  const limits = dtype === "uint8" ? [Math.trunc(low), Math.trunc(high)] : [low, high];
  if (dtype === "uint8" && limits.some((limit) => limit < 0)) {
    throw new TensorError(
      "hardtanh",
      "cannot do hardtanh on an unsigned type with negative limits",
      {
        dtypes: [dtype],
      },
    );
  }
  return [castScalar("hardtanh", limits[0], dtype), castScalar("hardtanh", limits[1], dtype)];
}

/**
 * `input` kept between `minVal` and `maxVal`. The gradient is 0 at the bounds, too.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html
 */
export function hardtanh(
  input: Tensor,
  minVal?: number | HardtanhOptions,
  maxVal?: number | HardtanhOptions,
  inplace?: boolean | HardtanhOptions,
): Tensor {
  const args = readArgs<HardtanhOptions>(Hardtanh, minVal, maxVal, inplace);
  const bounds = hardtanhBounds(input, args.minVal ?? -1, args.maxVal ?? 1);
  return activate(Hardtanh, input, args.inplace ?? false, bounds);
}

/** `hardtanh`, written into `input`. */
export function hardtanh_(
  input: Tensor,
  minVal?: number | HardtanhOptions,
  maxVal?: number | HardtanhOptions,
): Tensor {
  return hardtanh(input, { ...readArgs(Hardtanh, minVal, maxVal), inplace: true });
}

const Relu6 = unary<readonly [low: number, high: number]>({
  ...hardtanhRule,
  name: "relu6",
  params: ["inplace"],
  torch: functional("relu6"),
});

/**
 * `input` kept between 0 and 6.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.relu6.html
 */
export function relu6(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Relu6, options);
  return activate(Relu6, input, inplace, hardtanhBounds(input, 0, 6));
}

const Hardsigmoid = unary({
  name: "hardsigmoid",
  params: ["inplace"],
  torch: functional("hardsigmoid"),
  saves: "input",
  backward: (grad, x) => apply(HardsigmoidBackward, [grad, x]),
});

/**
 * `(input + 3) / 6` kept between 0 and 1.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.hardsigmoid.html
 */
export function hardsigmoid(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Hardsigmoid, options);
  return activate(Hardsigmoid, input, inplace, undefined);
}

const HardswishBackward = curve("hardswishBackward", (x) =>
  where(logicalAnd(gt(x, -3), gt(mul(x, -1), -3)), 1 / 3, 0),
);

const Hardswish = unary({
  name: "hardswish",
  params: ["inplace"],
  torch: functional("hardswish"),
  saves: "input",
  backward: (grad, x) => apply(HardswishBackward, [grad, x]),
});

/**
 * `input * hardsigmoid(input)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.hardswish.html
 */
export function hardswish(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Hardswish, options);
  return activate(Hardswish, input, inplace, undefined);
}

const Softshrink = unary<number>({
  name: "softshrink",
  params: ["lambd"],
  torch: functional("softshrink"),
  saves: "input",
  numbers: (lambd) => [lambd],
  backward: (grad, x, _y, lambd) => apply(ShrinkBackward, [grad, x], lambd),
});

/**
 * `input` moved by `lambd` towards 0, and 0 where its size is less.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.softshrink.html
 */
export function softshrink(input: Tensor, lambd?: number | ShrinkOptions): Tensor {
  const { lambd: width = 0.5 } = readArgs<ShrinkOptions>(Softshrink, lambd);
  if (!(width >= 0)) {
    throw new TensorError(
      "softshrink",
      `lambda must be greater or equal to 0, but found to be ${width}`,
    );
  }
  const { dtype } = checkTensor("softshrink", input, "input");
  return callUnary(Softshrink, input, castScalar("softshrink", width, dtype));
}

// ---- rrelu -------------------------------------------------------------------------------------

export interface RreluOptions extends InplaceOptions {
  /** The least slope of negative values. */
  lower?: number;
  /** The largest slope of negative values. */
  upper?: number;
  /** Draw the slopes; else all have the mean of the bounds. */
  training?: boolean;
  /** Where slopes are drawn from; the default generator where nothing is said. */
  generator?: Generator | null;
}

const Rrelu = signature("rrelu", ["lower", "upper", "training", "inplace", "generator"], {
  torch: functional("rrelu"),
});

/** 1 where `input` is positive, else a slope drawn for it. */
function drawnSlopes(input: Tensor, lower: number, upper: number, source: Generator): Tensor {
  const slopes = cloneRaw(input);
  const { data } = slopes.storage;
  // In the order of elements, and only for those that need one.
  let count = 0;
  for (const x of data) if (x <= 0) count++;
  const drawn = new Float64Array(count);
  unitFloat64(source.engine, drawn, 0, drawn.length);
  for (let i = 0, next = 0; i < data.length; i++) {
    data[i] = data[i] <= 0 ? drawn[next++] * (upper - lower) + lower : 1;
  }
  return slopes;
}

/**
 * `leakyRelu` with slopes drawn anew for each negative value while `training`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
 */
export function rrelu(
  input: Tensor,
  lower?: number | RreluOptions,
  upper?: number | RreluOptions,
  training?: boolean | RreluOptions,
  inplace?: boolean | RreluOptions,
  ...rest: [options?: RreluOptions]
): Tensor {
  const args = readArgs<RreluOptions>(Rrelu, lower, upper, training, inplace, ...rest);
  const { lower: least = 1 / 8, upper: most = 1 / 3 } = args;
  checkTensor("rrelu", input, "input");
  if (!(least <= most)) {
    throw new TensorError(
      "rrelu",
      `Lower bound should be less than or equal to the upper bound, got ${least} and ${most}`,
    );
  }
  if (!args.training) {
    return leakyRelu(input, { negativeSlope: (least + most) / 2, inplace: args.inplace });
  }
  if (input.dtype !== "float32" && input.dtype !== "float64") {
    throw new TensorError("rrelu", `not implemented for dtype ${input.dtype}; convert with to()`, {
      dtypes: [input.dtype],
    });
  }
  const slopes = drawnSlopes(input, least, most, args.generator ?? defaultGenerator);
  return args.inplace ? mul_(input, slopes) : mul(input, slopes);
}

/** `rrelu`, written into `input`. */
export function rrelu_(
  input: Tensor,
  lower?: number | RreluOptions,
  upper?: number | RreluOptions,
  training?: boolean | RreluOptions,
): Tensor {
  return rrelu(input, { ...readArgs(Rrelu, lower, upper, training), inplace: true });
}
