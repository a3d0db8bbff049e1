/** Pooling: the mean or a norm of each window. */
import { showShape, TensorError } from "../errors.ts";
import { apply } from "../op/apply.ts";
import {
  adaptivePooling,
  meanPooling,
  meanWindows,
  type Pooled,
  spreadWindows,
} from "../op/pooling.ts";
import { defineOp, type OpRecord, readArgs, signature, type Signature } from "../op/record.ts";
import {
  type AdaptivePoolOptions,
  adaptiveSizes,
  type PerDimension,
  perDimension,
  poolingSizes,
  sliding,
} from "../op/sliding.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { pow } from "./power.ts";
import { relu } from "./rectifier.ts";
import { abs, sign } from "./sign.ts";

// ---- records -------------------------------------------------------------------------------------------------------------

const MeanPool: OpRecord<Pooled> = defineOp<Pooled>({
  name: "avgPool",
  params: [],
  forward: (_ctx, [x], { pool, dims }) => meanWindows(x, pool, dims),
  backward: (_ctx, [grad], attrs) => [apply(SpreadPool, [grad], attrs)],
});

const SpreadPool: OpRecord<Pooled> = defineOp<Pooled>({
  name: "avgPoolBackward",
  params: [],
  first: "gradOutput",
  forward: (_ctx, [grad], { pool, dims }) => spreadWindows(grad, pool, dims),
  backward: (_ctx, [upstream], attrs) => [apply(MeanPool, [upstream], attrs)],
});

// ---- sliding windows -----------------------------------------------------------------------------------------------------

export interface AvgPoolOptions {
  kernelSize?: PerDimension;
  /** How far windows are apart; their size where nothing is said. */
  stride?: PerDimension | null;
  /** Zeros around the image. */
  padding?: PerDimension;
  /** Also a last window that the image does not fill. */
  ceilMode?: boolean;
  /** Whether the zeros around the image count as elements of a window. */
  countIncludePad?: boolean;
  /** Divide by this rather than by the number of elements. */
  divisorOverride?: number | null;
}

function avgPool(op: Signature, dims: number, input: Tensor, given: readonly unknown[]): Tensor {
  const args = readArgs<AvgPoolOptions>(op, ...given);
  const { countIncludePad = true, divisorOverride = null } = args;
  const slide = sliding(op.name, dims, args);
  const size = poolingSizes(op.name, dims, input, { integers: true });
  if (divisorOverride === 0) throw new TensorError(op.name, "divisor must be not zero");
  const pool = meanPooling(op.name, input.layout.shape, slide, countIncludePad, divisorOverride);
  // Padding helps in one and two dimensions, but not in three, as in PyTorch.
  if (dims === 3 && size.some((s, i) => s < slide.kernel[i])) {
    throw new TensorError(
      op.name,
      `input image ${showShape(size)} smaller than kernelSize ${showShape(slide.kernel)}`,
      { shapes: [input.layout.shape] },
    );
  }
  return apply(MeanPool, [input], { pool, dims });
}

type AvgArgs = readonly (PerDimension | boolean | null | undefined | AvgPoolOptions)[];
const avgParams = [
  "kernelSize",
  "stride",
  "padding",
  "ceilMode",
  "countIncludePad",
  "divisorOverride",
] as const;
const AvgPool1d = signature("avgPool1d", avgParams.slice(0, 5));
const AvgPool2d = signature("avgPool2d", avgParams);
const AvgPool3d = signature("avgPool3d", avgParams);

/**
 * The mean of each window of `input` [N, C, L] or [C, L]. Arguments: kernelSize, stride, padding, ceilMode, countIncludePad.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html
 */
export function avgPool1d(input: Tensor, ...args: AvgArgs): Tensor {
  return avgPool(AvgPool1d, 1, input, args);
}

/**
 * The mean of each window of `input` [N, C, H, W] or [C, H, W]. Arguments: kernelSize, stride, padding, ceilMode,
 * countIncludePad, divisorOverride. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
 */
export function avgPool2d(input: Tensor, ...args: AvgArgs): Tensor {
  return avgPool(AvgPool2d, 2, input, args);
}

/**
 * The mean of each window of `input` [N, C, D, H, W] or [C, D, H, W]. Arguments: kernelSize, stride, padding, ceilMode,
 * countIncludePad, divisorOverride. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool3d.html
 */
export function avgPool3d(input: Tensor, ...args: AvgArgs): Tensor {
  return avgPool(AvgPool3d, 3, input, args);
}

// ---- a number of windows -------------------------------------------------------------------------------------------------

type AdaptiveArgs = number | null | readonly (number | null)[] | AdaptivePoolOptions;
const AdaptiveAvgPool1d = signature("adaptiveAvgPool1d", ["outputSize"]);
const AdaptiveAvgPool2d = signature("adaptiveAvgPool2d", ["outputSize"]);
const AdaptiveAvgPool3d = signature("adaptiveAvgPool3d", ["outputSize"]);

function adaptiveAvg(op: Signature, dims: number, input: Tensor, given: AdaptiveArgs): Tensor {
  const args = readArgs<AdaptivePoolOptions>(op, given);
  // As in PyTorch, channels may be missing, but in three dimensions.
  const firstFull = dims === 3 ? 1 : input.ndim - dims;
  const output = adaptiveSizes(op.name, dims, input, args, firstFull);
  return apply(MeanPool, [input], { pool: adaptivePooling(input.layout.shape, output), dims });
}

/** The means of `outputSize` parts of the last dimension. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool1d.html */
export function adaptiveAvgPool1d(input: Tensor, outputSize: AdaptiveArgs): Tensor {
  return adaptiveAvg(AdaptiveAvgPool1d, 1, input, outputSize);
}

/** The means of `outputSize` parts of the last two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html */
export function adaptiveAvgPool2d(input: Tensor, outputSize: AdaptiveArgs): Tensor {
  return adaptiveAvg(AdaptiveAvgPool2d, 2, input, outputSize);
}

/** The means of `outputSize` parts of the last three dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool3d.html */
export function adaptiveAvgPool3d(input: Tensor, outputSize: AdaptiveArgs): Tensor {
  return adaptiveAvg(AdaptiveAvgPool3d, 3, input, outputSize);
}

// ---- norms ---------------------------------------------------------------------------------------------------------------

export interface LpPoolOptions {
  /** The power p. */
  normType?: number;
  kernelSize?: PerDimension;
  stride?: PerDimension | null;
  ceilMode?: boolean;
}

function lpPool(
  op: Signature,
  dims: number,
  input: Tensor,
  given: readonly unknown[],
  mean: typeof avgPool1d,
): Tensor {
  const { normType: p, kernelSize, stride, ceilMode } = readArgs<LpPoolOptions>(op, ...given);
  if (p === undefined || kernelSize === undefined)
    throw new TensorError(op.name, "needs normType and kernelSize");
  poolingSizes(op.name, dims, input);
  const average = mean(pow(input, p), { kernelSize, stride, ceilMode });
  const count = perDimension(op.name, "kernelSize", kernelSize, dims).reduce((n, k) => n * k, 1);
  return pow(mul(mul(sign(average), relu(abs(average))), count), 1 / p);
}

type LpArgs = readonly (PerDimension | boolean | null | undefined | LpPoolOptions)[];
const LpPool1d = signature("lpPool1d", ["normType", "kernelSize", "stride", "ceilMode"]);
const LpPool2d = signature("lpPool2d", ["normType", "kernelSize", "stride", "ceilMode"]);

/** The p-norm of each window. Arguments: normType, kernelSize, stride, ceilMode. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool1d.html */
export function lpPool1d(input: Tensor, ...args: LpArgs): Tensor {
  return lpPool(LpPool1d, 1, input, args, avgPool1d);
}

/** The p-norm of each window. Arguments: normType, kernelSize, stride, ceilMode. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool2d.html */
export function lpPool2d(input: Tensor, ...args: LpArgs): Tensor {
  return lpPool(LpPool2d, 2, input, args, avgPool2d);
}
