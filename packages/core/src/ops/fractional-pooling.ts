/**
 * Fractional max pooling (https://arxiv.org/abs/1412.6071): the largest element of windows whose distance is a fraction,
 * so that neighbours are now and then one element further apart; where, is drawn for each plane.
 */
import { emptyTensor } from "../alloc.ts";
import type { DType } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { kernelSlot, slotKernel } from "../kernels/table.ts";
import type { MaxWindows, Windows } from "../kernels/windows.ts";
import { type Shape, sizeOf } from "../layout.ts";
import { checkSameDtype } from "../op/checks.ts";
import { castRaw, contiguousRaw } from "../op/copy.ts";
import { named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, type Signature, signature } from "../op/record.ts";
import { type PerDimension, perDimension, poolingSizes } from "../op/sliding.ts";
import type { Tensor } from "../tensor.ts";
import { gather } from "./gather.ts";
import type { PooledWithIndices } from "./max-pooling.ts";
import { uniform_ } from "./random.ts";
import { reshape } from "./view.ts";

// ---- arguments -----------------------------------------------------------------------------------------------------------

export interface FractionalMaxPoolOptions {
  kernelSize?: PerDimension;
  /** How many windows; this or `outputRatio` has to be given. */
  outputSize?: PerDimension | null;
  /** The number of windows as a part of the input's size, rounded down. Not looked at beside `outputSize`. */
  outputRatio?: PerDimension | null;
  returnIndices?: boolean;
  /** Where the windows of each plane lie: numbers from 0 to 1, [N, C, dimensions]. Drawn where nothing is given. */
  _randomSamples?: Tensor | null;
}

/** All that is known before a sample is drawn. */
interface Fractions {
  readonly size: Shape;
  readonly kernel: readonly number[];
  readonly output: readonly number[];
}

function fractions(
  op: string,
  dims: number,
  input: Tensor,
  { kernelSize, outputSize, outputRatio }: FractionalMaxPoolOptions,
): Fractions {
  if (kernelSize === undefined)
    throw new TensorError(op, "needs kernelSize, a number or one for each dimension");
  const kernel = perDimension(op, "kernelSize", kernelSize, dims);
  const count = outputSize ?? outputRatio ?? null;
  if (count === null)
    throw new TensorError(
      op,
      "requires specifying either an outputSize or an outputRatio, a number or one for each dimension",
    );
  const name = outputSize === undefined || outputSize === null ? "outputRatio" : "outputSize";
  const asked = perDimension(op, name, count, dims, name === "outputRatio");
  const size = poolingSizes(op, dims, input);
  const output =
    name === "outputSize" ? asked : asked.map((ratio, i) => Math.trunc(size[i] * ratio));
  checkWhole(op, "kernelSize", kernel, 1);
  checkWhole(op, name, output, 0);
  const narrow = size.findIndex((length, i) => output[i] + kernel[i] - 1 > length);
  if (narrow !== -1) {
    throw new TensorError(
      op,
      `pool size ${kernel[narrow]} too large relative to input size ${size[narrow]} in spatial dimension ${narrow}: ` +
        `${output[narrow]} windows need ${output[narrow] + kernel[narrow] - 1} elements; ask for fewer or smaller ones`,
      { shapes: [input.layout.shape] },
    );
  }
  return { size, kernel, output };
}

function checkWhole(op: string, name: string, values: readonly number[], least: number): void {
  if (values.every((value) => Number.isInteger(value) && value >= least)) return;
  throw new TensorError(
    op,
    `${name} must give whole numbers of at least ${least}, but got ${showShape(values)}`,
  );
}

/** The samples as given, one row a plane, or fresh ones from the default generator. */
function samplesOf(
  op: string,
  dims: number,
  input: Tensor,
  given: Tensor | null | undefined,
): ArrayLike<number> {
  const { shape } = input.layout;
  const [batch, channels] = shape.length === dims + 1 ? [1, shape[0]] : shape;
  const wanted = [batch, channels, dims];
  if (given === undefined || given === null)
    return uniform_(emptyTensor(wanted, input.dtype)).storage.data;
  checkSameDtype(op, checkTensor(op, given, "_randomSamples"), input.dtype, "_randomSamples");
  const got = given.layout.shape;
  if (got.length !== 3 || got[0] < batch || got[1] !== channels || got[2] !== dims) {
    throw new TensorError(
      op,
      `expected _randomSamples of shape ${showShape(wanted)} (N, C, dimensions) for input ${showShape(shape)}, got ${showShape(got)}`,
      { shapes: [shape, got] },
    );
  }
  const samples = given.toTypedArray();
  const outside = samples.find((sample) => !(sample >= 0 && sample <= 1));
  if (outside !== undefined)
    throw new TensorError(op, `_randomSamples must lie between 0 and 1, got ${outside}`);
  return samples;
}

// ---- windows -------------------------------------------------------------------------------------------------------------

/** Where the windows along one dimension start, in the arithmetic of the input's dtype, as PyTorch has it. */
function windows(
  sample: number,
  size: number,
  count: number,
  kernel: number,
  dtype: DType,
): Windows {
  const round = dtype === "float32" ? Math.fround : (value: number): number => value;
  const start = new Int32Array(count);
  if (count > 1) {
    const apart = round((size - kernel) / (count - 1));
    const first = Math.trunc(round(sample * apart));
    for (let o = 0; o < count - 1; o++)
      start[o] = Math.trunc(round(round(o + sample) * apart)) - first;
  }
  // The last one ends where the input does.
  if (count > 0) start[count - 1] = size - kernel;
  return { start, end: start.map((first) => first + kernel), step: 1, tile: 0 };
}

const none: Windows = { start: Int32Array.of(0), end: Int32Array.of(1), step: 1, tile: 1 };
const max = kernelSlot<MaxWindows>("maxWindows");

/** Where in its plane the largest element of each window stands, as int64. */
function places(
  x: Tensor,
  { size, kernel, output }: Fractions,
  samples: ArrayLike<number>,
): Tensor {
  const input = contiguousRaw(x);
  const dims = size.length;
  const planes = sizeOf(x.layout.shape.slice(0, -dims));
  const [space, count] = [sizeOf(size), sizeOf(output)];
  const found = emptyTensor([planes, count], "int32");
  const largest = emptyTensor([count], x.dtype).storage.data;
  const at = found.storage.data as Int32Array;
  const flat = dims === 2;
  for (let plane = 0; plane < planes; plane++) {
    const all = size.map((length, i) => {
      // PyTorch reads the samples of an image as width, height; those of a volume as depth, height, width.
      const sample = samples[plane * dims + (flat ? dims - 1 - i : i)];
      return windows(sample, length, output[i], kernel[i], x.dtype);
    });
    slotKernel(max, x.dtype)(
      1,
      input.storage.data,
      input.layout.offset + plane * space,
      flat ? [1, ...size] : size,
      flat ? [none, ...all] : all,
      largest,
      at.subarray(plane * count, (plane + 1) * count),
    );
  }
  return castRaw(found, "int64");
}

function pooled(
  op: Signature,
  dims: number,
  input: Tensor,
  given: readonly unknown[],
  located?: true,
): Tensor | PooledWithIndices {
  const args = readArgs<FractionalMaxPoolOptions>(op, ...given);
  const parts = fractions(op.name, dims, input, args);
  const samples = samplesOf(op.name, dims, input, args._randomSamples);
  const lead = input.layout.shape.slice(0, -dims);
  const index = places(input, parts, samples);
  const flat = reshape(input, [sizeOf(lead), sizeOf(parts.size)]);
  const shape = [...lead, ...parts.output];
  const output = reshape(gather(flat, 1, index), shape);
  if (!(located ?? args.returnIndices ?? false)) return output;
  return named(["output", "indices"] as const, [output, reshape(index, shape)]);
}

// ---- functions -----------------------------------------------------------------------------------------------------------

const params = ["kernelSize", "outputSize", "outputRatio", "returnIndices", "_randomSamples"];
const torch = (name: string): { torch: string } => ({ torch: `torch.nn.functional.${name}` });
const FractionalMaxPool2d = signature(
  "fractionalMaxPool2d",
  params,
  torch("fractional_max_pool2d"),
);
const FractionalMaxPool3d = signature(
  "fractionalMaxPool3d",
  params,
  torch("fractional_max_pool3d"),
);
const FractionalMaxPool2dWithIndices = signature(
  "fractionalMaxPool2dWithIndices",
  params,
  torch("fractional_max_pool2d_with_indices"),
);
const FractionalMaxPool3dWithIndices = signature(
  "fractionalMaxPool3dWithIndices",
  params,
  torch("fractional_max_pool3d_with_indices"),
);

type Args = readonly (
  | PerDimension
  | boolean
  | Tensor
  | null
  | undefined
  | FractionalMaxPoolOptions
)[];
type ReturnsIndices<A extends Args> = A extends readonly [...unknown[], { returnIndices: true }]
  ? PooledWithIndices
  : A extends readonly [unknown, unknown, unknown, true, ...unknown[]]
    ? PooledWithIndices
    : Tensor;

/**
 * The largest element of each of `outputSize` windows of `input` [N, C, H, W] or [C, H, W], float, which lie at fractional
 * distances. Arguments: kernelSize, outputSize, outputRatio, returnIndices, _randomSamples ([N, C, 2], width first; drawn
 * from the default generator where not given). Throws where so many windows do not fit.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool2d.html
 */
export function fractionalMaxPool2d<A extends Args>(input: Tensor, ...args: A): ReturnsIndices<A> {
  return pooled(FractionalMaxPool2d, 2, input, args) as ReturnsIndices<A>;
}

/**
 * The largest element of each of `outputSize` windows of `input` [N, C, D, H, W] or [C, D, H, W], float, which lie at
 * fractional distances. Arguments: kernelSize, outputSize, outputRatio, returnIndices, _randomSamples ([N, C, 3], depth
 * first; drawn from the default generator where not given). Throws where so many windows do not fit.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool3d.html
 */
export function fractionalMaxPool3d<A extends Args>(input: Tensor, ...args: A): ReturnsIndices<A> {
  return pooled(FractionalMaxPool3d, 3, input, args) as ReturnsIndices<A>;
}

/** `fractionalMaxPool2d` with the positions of the largest elements: flat, within each plane. */
export function fractionalMaxPool2dWithIndices(input: Tensor, ...args: Args): PooledWithIndices {
  return pooled(FractionalMaxPool2dWithIndices, 2, input, args, true) as PooledWithIndices;
}

/** `fractionalMaxPool3d` with the positions of the largest elements: flat, within each plane. */
export function fractionalMaxPool3dWithIndices(input: Tensor, ...args: Args): PooledWithIndices {
  return pooled(FractionalMaxPool3dWithIndices, 3, input, args, true) as PooledWithIndices;
}
