/** The settings of whatever slides over an image, as users give them. */
import { isFloat } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import type { Shape } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { checkTensor } from "./operands.ts";

/** One number for all spatial dimensions, or one for each. */
export type PerDimension = number | readonly number[];

/** Spreads a number over the spatial dimensions; a fraction is refused, unless `fractions` are welcome. */
export function perDimension(
  op: string,
  name: string,
  value: PerDimension,
  dims: number,
  fractions = false,
): number[] {
  const given: unknown = value;
  const list = Array.isArray(given) ? (given as unknown[]) : [given];
  const one = list.length === 1;
  const fits = fractions ? (v: unknown) => typeof v === "number" : Number.isInteger;
  if ((one || list.length === dims) && list.every((v) => fits(v))) {
    return (one ? new Array<unknown>(dims).fill(list[0]) : [...list]) as number[];
  }
  const what = fractions ? "number" : "int";
  throw new TensorError(
    op,
    `${name} must either be a single ${what}, or a list of ${dims} ${what}s, got ${showValue(given)}`,
  );
}

/** Windows that move by a stride. */
export interface Sliding {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly ceilMode: boolean;
}

/** Checks what a user gave, and spreads it over the dimensions. */
export function sliding(
  op: string,
  dims: number,
  args: {
    kernelSize?: PerDimension;
    stride?: PerDimension | null;
    padding?: PerDimension;
    dilation?: PerDimension;
    ceilMode?: boolean;
  },
): Sliding {
  if (args.kernelSize === undefined)
    throw new TensorError(op, "needs kernelSize, a number or one for each dimension");
  const kernel = perDimension(op, "kernelSize", args.kernelSize, dims);
  const noStride =
    args.stride === undefined ||
    args.stride === null ||
    (Array.isArray(args.stride) && args.stride.length === 0);
  const stride = noStride ? kernel : perDimension(op, "stride", args.stride as PerDimension, dims);
  const padding = perDimension(op, "padding", args.padding ?? 0, dims);
  const dilation = perDimension(op, "dilation", args.dilation ?? 1, dims);
  if (kernel.some((k) => !(k > 0)))
    throw new TensorError(op, `kernelSize must be greater than zero, but got ${showShape(kernel)}`);
  if (stride.some((s) => !(s > 0)))
    throw new TensorError(
      op,
      `stride must be greater than zero (stride should not be zero), but got ${showShape(stride)}`,
    );
  if (dilation.some((d) => !(d > 0)))
    throw new TensorError(op, `dilation must be greater than zero, but got ${showShape(dilation)}`);
  if (padding.some((p) => p < 0))
    throw new TensorError(
      op,
      `pad must be non-negative (padding must be non-negative), but got pad: ${showShape(padding)}`,
    );
  if (padding.some((p, i) => p > Math.floor(((kernel[i] - 1) * dilation[i] + 1) / 2))) {
    throw new TensorError(
      op,
      `pad should be at most half of effective kernel size, but got pad=${showShape(padding)}, kernelSize=${showShape(kernel)} and dilation=${showShape(dilation)}`,
    );
  }
  return { kernel, stride, padding, dilation, ceilMode: args.ceilMode ?? false };
}

/** How many windows fit into each dimension. */
export function windowCounts(
  op: string,
  size: Shape,
  { kernel, stride, padding, dilation, ceilMode }: Sliding,
): number[] {
  const counts = size.map((length, i) => {
    const room = length + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1;
    const count = Math.floor((room + (ceilMode ? stride[i] - 1 : 0)) / stride[i]) + 1;
    // The last window must start within the image or the padding in front of it.
    return ceilMode && (count - 1) * stride[i] >= length + padding[i] ? count - 1 : count;
  });
  if (counts.some((count) => count < 1)) {
    throw new TensorError(
      op,
      `given input size: (${size.join("x")}). Calculated output size: (${counts.join("x")}). Output size is too small`,
      { shapes: [size] },
    );
  }
  return counts;
}

export interface PoolingRules {
  /** Whether int64 is pooled, too. */
  readonly integers?: boolean;
  /** From which dimension on none may be empty; where nothing is said, only a batch may. */
  readonly firstFull?: number;
}

/** Checks rank, dtype and emptiness; answers the spatial sizes. */
export function poolingSizes(
  op: string,
  dims: number,
  input: Tensor,
  { integers = false, firstFull }: PoolingRules = {},
): Shape {
  const { shape } = checkTensor(op, input, "input").layout;
  if (shape.length !== dims + 1 && shape.length !== dims + 2) {
    throw new TensorError(
      op,
      `expected ${dims + 1}D or ${dims + 2}D (batch mode) tensor, but got input with sizes: ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  if (shape.slice(firstFull ?? shape.length - dims - 1).includes(0)) {
    throw new TensorError(
      op,
      `expected ${dims + 1}D or ${dims + 2}D (batch mode) tensor with optional 0 dim batch size and other non-zero dimensions for input, but got: ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  if (!isFloat(input.dtype) && !(integers && input.dtype === "int64")) {
    throw new TensorError(
      op,
      `not implemented for dtype ${input.dtype}; convert with x.to("float32")`,
      { dtypes: [input.dtype] },
    );
  }
  return shape.slice(-dims);
}

export interface AdaptivePoolOptions {
  /** How many windows; in a list, `null` keeps a dimension's size. */
  outputSize?: number | null | readonly (number | null)[];
}

/** Checks the input, and answers how many windows each dimension is to have. */
export function adaptiveSizes(
  op: string,
  dims: number,
  input: Tensor,
  { outputSize }: AdaptivePoolOptions,
  firstFull: number,
): number[] {
  if (outputSize === undefined)
    throw new TensorError(op, "needs outputSize, a number or one for each dimension");
  const size = poolingSizes(op, dims, input, { firstFull });
  const given: unknown[] = Array.isArray(outputSize)
    ? outputSize
    : new Array<unknown>(dims).fill(outputSize);
  const output = given.map((count, i) => (Array.isArray(outputSize) ? (count ?? size[i]) : count));
  if (given.length !== dims || !output.every((count) => Number.isInteger(count)))
    throw new TensorError(
      op,
      `outputSize must be a single int, or a list of ${dims} ints or nulls, got ${showValue(outputSize)}`,
    );
  const counts = output as number[];
  if (counts.some((count) => count < 0))
    throw new TensorError(
      op,
      `elements of outputSize must be greater than or equal to 0, got ${showShape(counts)}`,
    );
  return counts;
}
