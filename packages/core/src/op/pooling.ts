/** Windows of pooling: how many fit, what each covers, and by what a mean is divided. */
import { emptyTensor, zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { kernelSlot, slotKernel } from "../kernels/table.ts";
import type { ReduceWindows, Windows } from "../kernels/windows.ts";
import { type Shape, sizeOf } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { contiguousRaw } from "./copy.ts";
import { checkTensor } from "./operands.ts";

/** One number for all spatial dimensions, or one for each. */
export type PerDimension = number | readonly number[];

/** Spreads a number over the spatial dimensions. */
export function perDimension(
  op: string,
  name: string,
  value: PerDimension,
  dims: number,
): number[] {
  if (typeof value === "number") return new Array<number>(dims).fill(value);
  if (value.length === 1) return new Array<number>(dims).fill(value[0]);
  if (value.length === dims) return [...value];
  throw new TensorError(
    op,
    `${name} must either be a single int, or a list of ${dims} ints, got ${showShape(value)}`,
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

/** Rank, dtype and emptiness; answers the spatial sizes. */
export function poolingSizes(op: string, dims: number, input: Tensor, integers = false): Shape {
  const { shape } = checkTensor(op, input, "input").layout;
  if (shape.length !== dims + 1 && shape.length !== dims + 2) {
    throw new TensorError(
      op,
      `expected ${dims + 1}D or ${dims + 2}D (batch mode) tensor, but got input with sizes: ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  // Only the batch may be empty.
  if (shape.slice(shape.length === dims + 2 ? 1 : 0).some((s) => s === 0)) {
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

const single: Windows = { start: Int32Array.of(0), end: Int32Array.of(1), step: 1 };

/** Fills up to three dimensions from the front. */
function three<T>(values: readonly T[], neutral: T): T[] {
  return [...new Array<T>(3 - values.length).fill(neutral), ...values];
}

function windows(
  count: number,
  step: number,
  bounds: (o: number) => readonly [number, number],
): Windows {
  const start = new Int32Array(count);
  const end = new Int32Array(count);
  for (let o = 0; o < count; o++) [start[o], end[o]] = bounds(o);
  return { start, end, step };
}

/** Windows and divisors of one pooling, and the shape of its result. */
export interface Pooling {
  readonly size: Shape;
  readonly windows: readonly Windows[];
  readonly counts: readonly Float64Array[];
  readonly inputShape: Shape;
  readonly shape: Shape;
}

function pooling(
  input: Shape,
  dims: number,
  all: readonly Windows[],
  counts: readonly Float64Array[],
): Pooling {
  const size = three(input.slice(-dims), 1);
  const shape = [...input.slice(0, -dims), ...all.map(({ start }) => start.length)];
  return {
    size,
    windows: three(all, single),
    counts: three(counts, Float64Array.of(1)),
    inputShape: input,
    shape,
  };
}

/** Sliding windows of elements that exist, for a maximum. */
export function maxPooling(op: string, input: Shape, slide: Sliding): Pooling {
  const size = input.slice(-slide.kernel.length);
  const all = windowCounts(op, size, slide).map((count, i) =>
    windows(count, slide.dilation[i], (o) => {
      const first = o * slide.stride[i] - slide.padding[i];
      const last = Math.min(first + (slide.kernel[i] - 1) * slide.dilation[i] + 1, size[i]);
      return [
        first < 0 ? first + Math.ceil(-first / slide.dilation[i]) * slide.dilation[i] : first,
        last,
      ];
    }),
  );
  return pooling(input, size.length, all, []);
}

/** Sliding windows for a mean; `divisor` replaces the number of elements. */
export function meanPooling(
  op: string,
  input: Shape,
  slide: Sliding,
  countIncludePad: boolean,
  divisor: number | null,
): Pooling {
  const size = input.slice(-slide.kernel.length);
  const found = windowCounts(op, size, slide);
  const counts = found.map((count) => new Float64Array(count));
  const all = found.map((count, i) =>
    windows(count, 1, (o) => {
      const first = o * slide.stride[i] - slide.padding[i];
      const last = Math.min(first + slide.kernel[i], size[i] + slide.padding[i]);
      const inside = [Math.max(first, 0), Math.min(last, size[i])] as const;
      const elements = countIncludePad ? last - first : inside[1] - inside[0];
      // The product over dimensions divides: one of them carries a divisor of the user's.
      counts[i][o] = divisor === null ? elements : i === 0 ? divisor : 1;
      return inside;
    }),
  );
  return pooling(input, size.length, all, counts);
}

/** Windows that cut each dimension into a given number of parts as equal as can be. */
export function adaptivePooling(input: Shape, output: readonly number[]): Pooling {
  const size = input.slice(-output.length);
  const all = output.map((count, i) =>
    windows(count, 1, (o) => [
      Math.floor((o * size[i]) / count),
      Math.ceil(((o + 1) * size[i]) / count),
    ]),
  );
  const counts = all.map(({ start, end }) => Float64Array.from(start, (s, i) => end[i] - s));
  return pooling(input, output.length, all, counts);
}

const max = kernelSlot<ReduceWindows>("maxWindows");
const mean = kernelSlot<ReduceWindows>("meanWindows");
const spread = kernelSlot<ReduceWindows>("spreadWindows");

function planes({ inputShape, windows: { length } }: Pooling, dims: number): number {
  return length === 0 ? 0 : sizeOf(inputShape.slice(0, inputShape.length - dims));
}

/** The largest element of each window, and where it is within its plane. */
export function maxWindows(
  x: Tensor,
  pool: Pooling,
  dims: number,
): [values: Tensor, indices: Tensor] {
  const input = contiguousRaw(x);
  const values = emptyTensor(pool.shape, x.dtype);
  const indices = emptyTensor(pool.shape, "int64");
  slotKernel(max, x.dtype)(
    planes(pool, dims),
    input.storage.data,
    input.layout.offset,
    pool.size,
    pool.windows,
    values.storage.data,
    0,
    [indices.storage.data],
  );
  return [values, indices];
}

/** The mean of each window. */
export function meanWindows(x: Tensor, pool: Pooling, dims: number): Tensor {
  const input = contiguousRaw(x);
  const out = emptyTensor(pool.shape, x.dtype);
  slotKernel(mean, x.dtype)(
    planes(pool, dims),
    input.storage.data,
    input.layout.offset,
    pool.size,
    pool.windows,
    out.storage.data,
    0,
    pool.counts,
  );
  if (!isFloat(x.dtype))
    out.storage.data.forEach((value, i, data) => (data[i] = Math.trunc(value)));
  return out;
}

/** The transpose of `meanWindows`. */
export function spreadWindows(grad: Tensor, pool: Pooling, dims: number): Tensor {
  const g = contiguousRaw(grad);
  const out = zeroTensor(pool.inputShape, grad.dtype);
  slotKernel(spread, g.dtype)(
    planes(pool, dims),
    out.storage.data,
    0,
    pool.size,
    pool.windows,
    g.storage.data,
    g.layout.offset,
    pool.counts,
  );
  return out;
}
