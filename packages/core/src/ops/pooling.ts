/** Pooling: the largest, the mean or a norm of each window. */
import { zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { type Shape, sizeOf } from "../layout.ts";
import { apply, applyMany } from "../op/apply.ts";
import { named, type Named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import {
  adaptivePooling,
  maxPooling,
  maxWindows,
  meanPooling,
  meanWindows,
  type PerDimension,
  perDimension,
  type Pooling,
  poolingSizes,
  sliding,
  spreadWindows,
} from "../op/pooling.ts";
import { defineOp, type OpRecord, readArgs, signature, type Signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { pow } from "./power.ts";
import { relu } from "./rectifier.ts";
import { scatter, scatterAdd } from "./scatter.ts";
import { abs, sign } from "./sign.ts";
import { reshape } from "./view.ts";

// ---- records -------------------------------------------------------------------------------------------------------------

interface Pooled {
  readonly pool: Pooling;
  /** Spatial dimensions. */
  readonly dims: number;
}

const MaxPool = defineOp<Pooled>({
  name: "maxPool",
  params: [],
  forward(ctx, [x], { pool, dims }) {
    const [values, indices] = maxWindows(x, pool, dims);
    ctx.save(indices);
    return [values, indices];
  },
  backward(ctx, [grad], { pool, dims }) {
    const [indices] = ctx.saved();
    const [lead, space] = [pool.inputShape.slice(0, -dims), sizeOf(pool.inputShape.slice(-dims))];
    const rows = [sizeOf(lead), sizeOf(pool.shape.slice(-dims))];
    const zeros = zeroTensor([rows[0], space], grad.dtype);
    return [
      reshape(scatterAdd(zeros, 1, reshape(indices, rows), reshape(grad, rows)), pool.inputShape),
    ];
  },
});

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

// ---- max -----------------------------------------------------------------------------------------------------------------

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

function maxPool(
  op: Signature,
  dims: number,
  input: Tensor,
  given: readonly unknown[],
): { output: Tensor; indices: Tensor; wanted: boolean } {
  const args = readArgs<MaxPoolOptions>(op, ...given);
  const slide = sliding(op.name, dims, args);
  poolingSizes(op.name, dims, input);
  const pool = maxPooling(op.name, input.layout.shape, slide);
  const [output, indices] = applyMany(MaxPool, [input], { pool, dims });
  return { output, indices, wanted: args.returnIndices ?? false };
}

function answer<Wanted extends boolean | undefined>(found: {
  output: Tensor;
  indices: Tensor;
  wanted: boolean;
}): Wanted extends true ? PooledWithIndices : Tensor {
  const result = found.wanted
    ? named(["output", "indices"], [found.output, found.indices])
    : found.output;
  return result as Wanted extends true ? PooledWithIndices : Tensor;
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
  return answer(maxPool(MaxPool1d, 1, input, args)) as ReturnsIndices<A>;
}

/**
 * The largest element of each window of `input` [N, C, H, W] or [C, H, W]. Arguments: kernelSize, stride, padding, dilation,
 * ceilMode, returnIndices. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
 */
export function maxPool2d<A extends MaxArgs>(input: Tensor, ...args: A): ReturnsIndices<A> {
  return answer(maxPool(MaxPool2d, 2, input, args)) as ReturnsIndices<A>;
}

/**
 * The largest element of each window of `input` [N, C, D, H, W] or [C, D, H, W]. Arguments: kernelSize, stride, padding,
 * dilation, ceilMode, returnIndices. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_pool3d.html
 */
export function maxPool3d<A extends MaxArgs>(input: Tensor, ...args: A): ReturnsIndices<A> {
  return answer(maxPool(MaxPool3d, 3, input, args)) as ReturnsIndices<A>;
}

function withIndices(
  op: Signature,
  dims: number,
  input: Tensor,
  given: readonly unknown[],
): PooledWithIndices {
  const { output, indices } = maxPool(op, dims, input, given);
  return named(["output", "indices"], [output, indices]);
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

// ---- mean ----------------------------------------------------------------------------------------------------------------

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
  poolingSizes(op.name, dims, input, true);
  if (divisorOverride === 0) throw new TensorError(op.name, "divisor must be not zero");
  const pool = meanPooling(op.name, input.layout.shape, slide, countIncludePad, divisorOverride);
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

// ---- adaptive --------------------------------------------------------------------------------------------------------------

export interface AdaptivePoolOptions {
  /** How many windows; `null` keeps a dimension's size. */
  outputSize?: number | null | readonly (number | null)[];
}

export interface AdaptiveMaxPoolOptions extends AdaptivePoolOptions {
  returnIndices?: boolean;
}

function adaptive(
  op: Signature,
  dims: number,
  input: Tensor,
  { outputSize }: AdaptivePoolOptions,
): Pooled {
  if (outputSize === undefined)
    throw new TensorError(op.name, "needs outputSize, a number or one for each dimension");
  const size = poolingSizes(op.name, dims, input);
  const given = Array.isArray(outputSize)
    ? (outputSize as (number | null)[])
    : new Array<number | null>(dims).fill(outputSize as number | null);
  if (given.length !== dims)
    throw new TensorError(
      op.name,
      `outputSize must be a number or a list of ${dims} numbers, got ${showShape(given as number[])}`,
    );
  const output = given.map((count, i) => count ?? size[i]);
  if (output.some((count) => !(count >= 0)))
    throw new TensorError(
      op.name,
      `elements of outputSize must be greater than or equal to 0, got ${showShape(output)}`,
    );
  return { pool: adaptivePooling(input.layout.shape, output), dims };
}

type AdaptiveArgs = number | null | readonly (number | null)[] | AdaptivePoolOptions;
const AdaptiveAvgPool1d = signature("adaptiveAvgPool1d", ["outputSize"]);
const AdaptiveAvgPool2d = signature("adaptiveAvgPool2d", ["outputSize"]);
const AdaptiveAvgPool3d = signature("adaptiveAvgPool3d", ["outputSize"]);

function adaptiveAvg(op: Signature, dims: number, input: Tensor, given: AdaptiveArgs): Tensor {
  return apply(
    MeanPool,
    [input],
    adaptive(op, dims, input, readArgs<AdaptivePoolOptions>(op, given)),
  );
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

function adaptiveMax(
  op: Signature,
  dims: number,
  input: Tensor,
  given: readonly unknown[],
): { output: Tensor; indices: Tensor; wanted: boolean } {
  const args = readArgs<AdaptiveMaxPoolOptions>(op, ...given);
  const [output, indices] = applyMany(MaxPool, [input], adaptive(op, dims, input, args));
  return { output, indices, wanted: args.returnIndices ?? false };
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
  return answer(adaptiveMax(AdaptiveMaxPool1d, 1, input, args)) as AdaptiveResult<A>;
}

/** The largest of each of `outputSize` parts of the last two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html */
export function adaptiveMaxPool2d<A extends AdaptiveMaxArgs>(
  input: Tensor,
  ...args: A
): AdaptiveResult<A> {
  return answer(adaptiveMax(AdaptiveMaxPool2d, 2, input, args)) as AdaptiveResult<A>;
}

/** The largest of each of `outputSize` parts of the last three dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool3d.html */
export function adaptiveMaxPool3d<A extends AdaptiveMaxArgs>(
  input: Tensor,
  ...args: A
): AdaptiveResult<A> {
  return answer(adaptiveMax(AdaptiveMaxPool3d, 3, input, args)) as AdaptiveResult<A>;
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

// ---- unpooling -------------------------------------------------------------------------------------------------------------

export interface MaxUnpoolOptions {
  indices?: Tensor;
  kernelSize?: PerDimension;
  stride?: PerDimension | null;
  padding?: PerDimension;
  /** The size that was pooled, where several give this one. */
  outputSize?: readonly number[] | null;
}

function unpool(op: Signature, dims: number, input: Tensor, given: readonly unknown[]): Tensor {
  const args = readArgs<MaxUnpoolOptions>(op, ...given);
  const indices = checkTensor(op.name, args.indices, "indices");
  const { shape } = checkTensor(op.name, input, "input").layout;
  if (shape.length !== dims + 1 && shape.length !== dims + 2) {
    throw new TensorError(
      op.name,
      `input to ${op.name} should be a ${dims + 1}d or ${dims + 2}d Tensor, but got shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  if (!isFloat(input.dtype))
    throw new TensorError(
      op.name,
      `not implemented for dtype ${input.dtype}; convert with x.to("float32")`,
      { dtypes: [input.dtype] },
    );
  if (indices.dtype !== "int64")
    throw new TensorError(
      op.name,
      `elements in indices should be type int64 but got: ${indices.dtype}`,
      { dtypes: [indices.dtype] },
    );
  if (showShape(indices.layout.shape) !== showShape(shape)) {
    throw new TensorError(
      op.name,
      `expected shape of indices to be same as that of the input tensor ${showShape(shape)} but got indices tensor with shape: ${showShape(indices.layout.shape)}`,
      {
        shapes: [shape, indices.layout.shape],
      },
    );
  }
  const { kernel, stride, padding } = sliding(op.name, dims, args);
  const size = unpooledSize(op.name, shape.slice(-dims), kernel, stride, padding, args.outputSize);
  const space = sizeOf(size);
  const lead = shape.slice(0, -dims);
  const rows = [sizeOf(lead), sizeOf(shape.slice(-dims))];
  const outside = indices.toTypedArray().find((at) => at < 0 || at >= space);
  if (outside !== undefined)
    throw new TensorError(
      op.name,
      `found an invalid max index: ${outside} (output volumes are of size ${size.join("x")})`,
    );
  const zeros = zeroTensor([rows[0], space], input.dtype);
  return reshape(scatter(zeros, 1, reshape(indices, rows), reshape(input, rows)), [
    ...lead,
    ...size,
  ]);
}

function unpooledSize(
  op: string,
  size: Shape,
  kernel: readonly number[],
  stride: readonly number[],
  padding: readonly number[],
  given: readonly number[] | null | undefined,
): number[] {
  const usual = size.map((s, i) => (s - 1) * stride[i] + kernel[i] - 2 * padding[i]);
  if (!given) return usual;
  const wanted = given.slice(-size.length);
  if (
    given.length !== size.length &&
    given.length !== size.length + 1 &&
    given.length !== size.length + 2
  ) {
    throw new TensorError(
      op,
      `outputSize should be a sequence containing ${size.length} or ${size.length + 2} elements, but it has a length of ${given.length}`,
    );
  }
  for (const [i, s] of wanted.entries()) {
    if (s > usual[i] - stride[i] && s < usual[i] + stride[i]) continue;
    throw new TensorError(
      op,
      `invalid outputSize ${showShape(wanted)} (dim ${i} must be between ${usual[i] - stride[i]} and ${usual[i] + stride[i]})`,
    );
  }
  return [...wanted];
}

type UnpoolArgs = readonly (Tensor | PerDimension | null | undefined | MaxUnpoolOptions)[];
const unpoolParams = ["indices", "kernelSize", "stride", "padding", "outputSize"] as const;
const MaxUnpool1d = signature("maxUnpool1d", unpoolParams);
const MaxUnpool2d = signature("maxUnpool2d", unpoolParams);
const MaxUnpool3d = signature("maxUnpool3d", unpoolParams);

/** Puts pooled elements back where they came from, among zeros. Arguments: indices, kernelSize, stride, padding, outputSize. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool1d.html */
export function maxUnpool1d(input: Tensor, ...args: UnpoolArgs): Tensor {
  return unpool(MaxUnpool1d, 1, input, args);
}

/** Puts pooled elements back where they came from, among zeros. Arguments: indices, kernelSize, stride, padding, outputSize. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool2d.html */
export function maxUnpool2d(input: Tensor, ...args: UnpoolArgs): Tensor {
  return unpool(MaxUnpool2d, 2, input, args);
}

/** Puts pooled elements back where they came from, among zeros. Arguments: indices, kernelSize, stride, padding, outputSize. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool3d.html */
export function maxUnpool3d(input: Tensor, ...args: UnpoolArgs): Tensor {
  return unpool(MaxUnpool3d, 3, input, args);
}
