/** The bins of histograms: their range and their edges. */
import { emptyTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import type { Tensor } from "../tensor.ts";
import { cloneRaw } from "./copy.ts";

export function checkFloat(op: string, { dtype }: Tensor): void {
  if (!isFloat(dtype))
    throw new TensorError(op, `not implemented for dtype ${dtype}; convert with x.to("float32")`, {
      dtypes: [dtype],
    });
}

export function checkBins(op: string, bins: number): void {
  if (!Number.isInteger(bins) || bins <= 0)
    throw new TensorError(op, `bins must be > 0, but got ${bins} for dimension 0`);
}

/** The smallest and largest value; NaN where there is one, 0 to 1 where there is none. */
export function extremes(values: ArrayLike<number>): [number, number] {
  if (values.length === 0) return [0, 1];
  let [min, max] = [values[0], values[0]];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < min || Number.isNaN(value)) min = value;
    if (value > max || Number.isNaN(value)) max = value;
  }
  return [min, max];
}

/** A range that is finite, and made to have a width: by `margin` on both sides. */
export function checkedRange(
  op: string,
  [min, max]: readonly [number, number],
  margin: number,
): [number, number] {
  if (min > max) {
    throw new TensorError(
      op,
      `max must be larger than min: min should not exceed max, got ${min} and ${max}`,
    );
  }
  if (!Number.isFinite(min) || !Number.isFinite(max)) {
    throw new TensorError(op, `range of [${min}, ${max}] is not finite`);
  }
  return min === max ? [min - margin, max + margin] : [min, max];
}

/** Edges that are given, as a copy. */
export function checkEdges(op: string, edges: Tensor, input: Tensor): Tensor {
  const { shape } = edges.layout;
  if (shape.length !== 1) {
    throw new TensorError(
      op,
      `bins tensor should have one dimension, but got ${shape.length} dimensions, shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  checkBins(op, shape[0] - 1);
  if (edges.dtype !== input.dtype) {
    throw new TensorError(
      op,
      `input tensor and bins tensor should have the same dtype, but got ${input.dtype} and ${edges.dtype}`,
      {
        dtypes: [input.dtype, edges.dtype],
      },
    );
  }
  return cloneRaw(edges);
}

/** The edges of bins of equal width: in `range`, or from the smallest to the largest of the values. */
export function evenEdges(
  op: string,
  bins: number,
  range: readonly [number, number] | null,
  values: ArrayLike<number>,
  input: Tensor,
): Tensor {
  checkBins(op, bins);
  const [min, max] = checkedRange(op, range ?? extremes(values), 0.5);
  const edges = emptyTensor([bins + 1], input.dtype);
  // From both ends, so that each end is exact.
  for (let i = 0; i <= bins; i++) {
    const step = (max - min) / bins;
    edges.storage.data[i] = i < (bins + 1) / 2 ? min + i * step : max - (bins - i) * step;
  }
  return edges;
}
