/** Windows of pooling: what each covers, by what a mean is divided, and the loops over them. */
import { emptyTensor, reusedTensor, zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { kernelSlot, slotKernel } from "../kernels/table.ts";
import type { MaxWindows, MoveMaxima, ReduceWindows, Windows } from "../kernels/windows.ts";
import { type Shape, sizeOf } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { contiguousRaw } from "./copy.ts";
import { type Sliding, windowCounts } from "./sliding.ts";

const single: Windows = { start: Int32Array.of(0), end: Int32Array.of(1), step: 1, tile: 1 };

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
  const tile = count === 0 ? 0 : end[0];
  const tiles =
    step === 1 && start.every((first, o) => first === o * tile && end[o] === first + tile);
  return { start, end, step, tile: tiles ? tile : 0 };
}

/** Windows and divisors of one pooling, and the shape of its result. */
export interface Pooling {
  readonly size: Shape;
  readonly windows: readonly Windows[];
  readonly counts: readonly Float64Array[];
  readonly inputShape: Shape;
  readonly shape: Shape;
}

/** What the records of pooling are told. */
export interface Pooled {
  readonly pool: Pooling;
  /** Spatial dimensions. */
  readonly dims: number;
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
      const inside =
        first < 0 ? first + Math.ceil(-first / slide.dilation[i]) * slide.dilation[i] : first;
      // A window that steps over the whole image has no elements; its place must still be one of the plane's.
      return inside < last ? [inside, last] : [size[i] - 1, size[i] - 1];
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

const max = kernelSlot<MaxWindows>("maxWindows");
const place = kernelSlot<MoveMaxima>("placeMaxima");
const take = kernelSlot<MoveMaxima>("takeMaxima");
const mean = kernelSlot<ReduceWindows>("meanWindows");
const spread = kernelSlot<ReduceWindows>("spreadWindows");

function planes({ inputShape, windows: { length } }: Pooling, dims: number): number {
  return length === 0 ? 0 : sizeOf(inputShape.slice(0, inputShape.length - dims));
}

/** The largest element of each window, and with `located` where it is within its plane (int32; to be reused). */
export function maxWindows(
  x: Tensor,
  pool: Pooling,
  dims: number,
  located: boolean,
): [values: Tensor, indices: Tensor | null] {
  const input = contiguousRaw(x);
  const values = emptyTensor(pool.shape, x.dtype);
  const indices = located ? reusedTensor(pool.shape, "int32") : null;
  slotKernel(max, x.dtype)(
    planes(pool, dims),
    input.storage.data,
    input.layout.offset,
    pool.size,
    pool.windows,
    values.storage.data,
    indices && (indices.storage.data as Int32Array),
  );
  return [values, indices];
}

/** What each plane's pooled elements add up to at the places that `indices` (int32) names. */
export function placeMaxima(grad: Tensor, indices: Tensor, pool: Pooling, dims: number): Tensor {
  const [pooled, places] = [contiguousRaw(grad), contiguousRaw(indices)];
  const out = emptyTensor(pool.inputShape, grad.dtype);
  slotKernel(place, grad.dtype)(
    planes(pool, dims),
    out.storage.data,
    0,
    pool.size,
    pool.windows,
    pooled.storage.data,
    pooled.layout.offset,
    places.storage.data as Int32Array,
  );
  return out;
}

/** The transpose of `placeMaxima`. */
export function takeMaxima(x: Tensor, indices: Tensor, pool: Pooling, dims: number): Tensor {
  const [input, places] = [contiguousRaw(x), contiguousRaw(indices)];
  const out = emptyTensor(pool.shape, x.dtype);
  slotKernel(take, x.dtype)(
    planes(pool, dims),
    input.storage.data,
    input.layout.offset,
    pool.size,
    pool.windows,
    out.storage.data,
    0,
    places.storage.data as Int32Array,
  );
  return out;
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
    // An integer has no negative zero.
    out.storage.data.forEach((value, i, data) => (data[i] = Math.trunc(value) + 0));
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
