/** Pooling: the largest element of each window. */
import { apply, applyMany } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { named, type Named } from "../op/named.ts";
import {
  adaptivePooling,
  maxPooling,
  maxWindows,
  placeMaxima,
  type Pooled,
  takeMaxima,
} from "../op/pooling.ts";
import { defineOp, type OpRecord, readArgs, signature, type Signature } from "../op/record.ts";
import {
  type AdaptivePoolOptions,
  adaptiveSizes,
  type PerDimension,
  poolingSizes,
  sliding,
} from "../op/sliding.ts";
import type { Tensor } from "../tensor.ts";

// ---- records -------------------------------------------------------------------------------------------------------------

interface MaxPooled extends Pooled {
  /** Whether positions are a result, too. */
  readonly located: boolean;
}

const MaxPool = defineOp<MaxPooled>({
  name: "maxPool",
  params: [],
  forward(ctx, [x], { pool, dims, located }) {
    const [values, places] = maxWindows(x, pool, dims, located || ctx.needs[0]);
    if (places === null) return values;
    ctx.save(places);
    const answer = located ? [values, castRaw(places, "int64")] : values;
    ctx.reuse(places);
    return answer;
  },
  backward(ctx, [grad], attrs) {
    const [places] = ctx.saved();
    return [apply(PlaceMaxima, [grad, places], attrs)];
  },
});

// Each is the transpose of the other.
const PlaceMaxima: OpRecord<Pooled> = defineOp<Pooled>({
  name: "maxPoolBackward",
  params: ["indices"],
  first: "gradOutput",
  forward(ctx, [grad, places], { pool, dims }) {
    ctx.save(places);
    return placeMaxima(grad, places, pool, dims);
  },
  backward(ctx, [upstream], attrs) {
    const [places] = ctx.saved();
    return [apply(TakeMaxima, [upstream, places], attrs), null];
  },
});

const TakeMaxima: OpRecord<Pooled> = defineOp<Pooled>({
  name: "maxPoolDoubleBackward",
  params: ["indices"],
  first: "gradInput",
  forward(ctx, [x, places], { pool, dims }) {
    ctx.save(places);
    return takeMaxima(x, places, pool, dims);
  },
  backward(ctx, [grad], attrs) {
    const [places] = ctx.saved();
    return [apply(PlaceMaxima, [grad, places], attrs), null];
  },
});

// ---- sliding windows -----------------------------------------------------------------------------------------------------

/** The largest elements, and with `returnIndices` where they are: flat positions within each plane. */
export type PooledWithIndices = Named<"output" | "indices">;

export interface MaxPoolOptions {
  kernelSize?: PerDimension;
  /** How far windows are apart; their size where nothing is said. */
  stride?: PerDimension | null;
  /** Places around the image that count as minus infinity. */
  padding?: PerDimension;
  /** Distance of a window's elements. */
  dilation?: PerDimension;
  /** Also a last window that the image does not fill. */
  ceilMode?: boolean;
  returnIndices?: boolean;
}

function maxima<Located extends boolean>(
  input: Tensor,
  pooled: Pooled,
  located: Located,
): Located extends true ? PooledWithIndices : Tensor;
function maxima(input: Tensor, pooled: Pooled, located: boolean): Tensor | PooledWithIndices {
  const attrs = { ...pooled, located };
  if (!located) return apply(MaxPool, [input], attrs);
  return named(["output", "indices"] as const, applyMany(MaxPool, [input], attrs));
}

function maxPool(
  op: Signature,
  dims: number,
  input: Tensor,
  given: readonly unknown[],
): Tensor | PooledWithIndices {
  const args = readArgs<MaxPoolOptions>(op, ...given);
  return maxima(input, slidingMaxima(op, dims, input, args), args.returnIndices ?? false);
}

function slidingMaxima(op: Signature, dims: number, input: Tensor, args: MaxPoolOptions): Pooled {
  const slide = sliding(op.name, dims, args);
  poolingSizes(op.name, dims, input);
  return { pool: maxPooling(op.name, input.layout.shape, slide), dims };
}

const maxParams = [
  "kernelSize",
  "stride",
  "padding",
  "dilation",
  "ceilMode",
  "returnIndices",
] as const;
const MaxPool1d = signature("maxPool1d", maxParams);
const MaxPool2d = signature("maxPool2d", maxParams);
const MaxPool3d = signature("maxPool3d", maxParams);

type MaxArgs = readonly (PerDimension | boolean | null | undefined | MaxPoolOptions)[];
type ReturnsIndices<A extends MaxArgs> = A extends readonly [...unknown[], { returnIndices: true }]
  ? PooledWithIndices
  : A extends readonly [...unknown[], true] & { length: 6 }
    ? PooledWithIndices
    : Tensor;

/**
 * The largest element of each window of `input` [N, C, L] or [C, L]. Arguments: kernelSize, stride, padding, dilation,
 * ceilMode, returnIndices. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html
 */
export function maxPool1d<A extends MaxArgs>(input: Tensor, ...args: A): ReturnsIndices<A> {
  return maxPool(MaxPool1d, 1, input, args) as ReturnsIndices<A>;
}

/**
 * The largest element of each window of `input` [N, C, H, W] or [C, H, W]. Arguments: kernelSize, stride, padding, dilation,
 * ceilMode, returnIndices. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
 */
export function maxPool2d<A extends MaxArgs>(input: Tensor, ...args: A): ReturnsIndices<A> {
  return maxPool(MaxPool2d, 2, input, args) as ReturnsIndices<A>;
}

/**
 * The largest element of each window of `input` [N, C, D, H, W] or [C, D, H, W]. Arguments: kernelSize, stride, padding,
 * dilation, ceilMode, returnIndices. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_pool3d.html
 */
export function maxPool3d<A extends MaxArgs>(input: Tensor, ...args: A): ReturnsIndices<A> {
  return maxPool(MaxPool3d, 3, input, args) as ReturnsIndices<A>;
}

function withIndices(
  op: Signature,
  dims: number,
  input: Tensor,
  given: readonly unknown[],
): PooledWithIndices {
  const args = readArgs<MaxPoolOptions>(op, ...given);
  return maxima(input, slidingMaxima(op, dims, input, args), true);
}

const MaxPool1dWithIndices = signature("maxPool1dWithIndices", maxParams);
const MaxPool2dWithIndices = signature("maxPool2dWithIndices", maxParams);
const MaxPool3dWithIndices = signature("maxPool3dWithIndices", maxParams);

/** `maxPool1d` with the positions of the largest elements. */
export function maxPool1dWithIndices(input: Tensor, ...args: MaxArgs): PooledWithIndices {
  return withIndices(MaxPool1dWithIndices, 1, input, args);
}

/** `maxPool2d` with the positions of the largest elements. */
export function maxPool2dWithIndices(input: Tensor, ...args: MaxArgs): PooledWithIndices {
  return withIndices(MaxPool2dWithIndices, 2, input, args);
}

/** `maxPool3d` with the positions of the largest elements. */
export function maxPool3dWithIndices(input: Tensor, ...args: MaxArgs): PooledWithIndices {
  return withIndices(MaxPool3dWithIndices, 3, input, args);
}

// ---- a number of windows -----------------------------------------------------------------------------------------------------

export interface AdaptiveMaxPoolOptions extends AdaptivePoolOptions {
  returnIndices?: boolean;
}

function adaptiveMax(
  op: Signature,
  dims: number,
  input: Tensor,
  given: readonly unknown[],
): Tensor | PooledWithIndices {
  const args = readArgs<AdaptiveMaxPoolOptions>(op, ...given);
  const output = adaptiveSizes(op.name, dims, input, args, 1);
  const pool = adaptivePooling(input.layout.shape, output);
  return maxima(input, { pool, dims }, args.returnIndices ?? false);
}

const adaptiveMaxParams = ["outputSize", "returnIndices"] as const;
const AdaptiveMaxPool1d = signature("adaptiveMaxPool1d", adaptiveMaxParams);
const AdaptiveMaxPool2d = signature("adaptiveMaxPool2d", adaptiveMaxParams);
const AdaptiveMaxPool3d = signature("adaptiveMaxPool3d", adaptiveMaxParams);

type AdaptiveMaxArgs = readonly (
  | number
  | null
  | boolean
  | undefined
  | readonly (number | null)[]
  | AdaptiveMaxPoolOptions
)[];
type AdaptiveResult<A extends AdaptiveMaxArgs> = A extends readonly [
  ...unknown[],
  { returnIndices: true } | true,
]
  ? PooledWithIndices
  : Tensor;

/** The largest of each of `outputSize` parts of the last dimension. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d.html */
export function adaptiveMaxPool1d<A extends AdaptiveMaxArgs>(
  input: Tensor,
  ...args: A
): AdaptiveResult<A> {
  return adaptiveMax(AdaptiveMaxPool1d, 1, input, args) as AdaptiveResult<A>;
}

/** The largest of each of `outputSize` parts of the last two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html */
export function adaptiveMaxPool2d<A extends AdaptiveMaxArgs>(
  input: Tensor,
  ...args: A
): AdaptiveResult<A> {
  return adaptiveMax(AdaptiveMaxPool2d, 2, input, args) as AdaptiveResult<A>;
}

/** The largest of each of `outputSize` parts of the last three dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool3d.html */
export function adaptiveMaxPool3d<A extends AdaptiveMaxArgs>(
  input: Tensor,
  ...args: A
): AdaptiveResult<A> {
  return adaptiveMax(AdaptiveMaxPool3d, 3, input, args) as AdaptiveResult<A>;
}
