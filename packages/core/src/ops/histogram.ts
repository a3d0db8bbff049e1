/** Counts of values. */
import { zeroTensor } from "../alloc.ts";
import { isInteger } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { countBefore } from "../kernels/search.ts";
import {
  checkBins,
  checkedRange,
  checkEdges,
  checkFloat,
  evenEdges,
  extremes,
} from "../op/histogram.ts";
import { type Named, named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";

// ---- bincount ------------------------------------------------------------------------------------------------------------

const Bincount = signature("bincount", ["weights", "minlength"], { differentiable: false });

export interface BincountOptions {
  /** What each element counts, instead of 1. */
  weights?: Tensor | null;
  /** The least number of bins. */
  minlength?: number;
}

/**
 * How often each number from 0 to the largest occurs in a vector of non-negative integers; with `weights` the sum of those.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bincount.html
 */
export function bincount(
  input: Tensor,
  weights?: Tensor | null | BincountOptions,
  minlength?: number | BincountOptions,
  options?: BincountOptions,
): Tensor {
  const { weights: given = null, minlength: least = 0 } = readArgs<BincountOptions>(
    Bincount,
    weights,
    minlength,
    options,
  );
  const { shape } = checkTensor("bincount", input, "input").layout;
  if (!isInteger(input.dtype)) {
    throw new TensorError(
      "bincount",
      `not implemented for dtype ${input.dtype}: it counts integers; convert with x.to("int64")`,
      { dtypes: [input.dtype] },
    );
  }
  if (!Number.isInteger(least) || least < 0)
    throw new TensorError("bincount", `minlength should be >= 0, got ${least}`);
  const values = input.toTypedArray();
  if (shape.length !== 1 || values.some((value) => value < 0)) {
    throw new TensorError("bincount", "bincount only supports 1-d non-negative integral inputs", {
      shapes: [shape],
    });
  }
  if (values.length === 0) return zeroTensor([least], "int64");
  if (given && (given.layout.shape.length !== 1 || given.layout.size !== values.length)) {
    throw new TensorError("bincount", "weights should be 1-d and have the same length as input", {
      shapes: [shape, given.layout.shape],
    });
  }
  let length = least;
  for (let i = 0; i < values.length; i++) length = Math.max(length, values[i] + 1);
  const out = zeroTensor(
    [length],
    given === null ? "int64" : given.dtype === "float32" ? "float32" : "float64",
  );
  const weighted = given?.toTypedArray();
  const counts = out.storage.data;
  for (let i = 0; i < values.length; i++) counts[values[i]] += weighted ? weighted[i] : 1;
  return out;
}

// ---- histc, histogram ----------------------------------------------------------------------------------------------------

const Histc = signature("histc", ["bins", "min", "max"], { differentiable: false });

export interface HistcOptions {
  bins?: number;
  /** The range to count in; where both are equal that of the values. */
  min?: number;
  max?: number;
}

/** Adds to `counts` the values between `min` and `max`, in bins of equal width; the last one holds its upper end too. */
function countEven(
  values: ArrayLike<number>,
  weights: ArrayLike<number> | null,
  min: number,
  max: number,
  counts: Tensor,
): void {
  const { data } = counts.storage;
  const bins = data.length;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value >= min && value <= max)) continue;
    const bin = Math.min(Math.floor(((value - min) / (max - min)) * bins), bins - 1);
    data[bin] += weights ? weights[i] : 1;
  }
}

/**
 * How many elements fall into each of `bins` (100) bins of equal width between `min` and `max`, or else between the smallest
 * and largest element. Takes floats only.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.histc.html
 */
export function histc(
  input: Tensor,
  bins?: number | HistcOptions,
  min?: number | HistcOptions,
  max?: number | HistcOptions,
  options?: HistcOptions,
): Tensor {
  const {
    bins: count = 100,
    min: low = 0,
    max: high = 0,
  } = readArgs<HistcOptions>(Histc, bins, min, max, options);
  checkFloat("histc", checkTensor("histc", input, "input"));
  checkBins("histc", count);
  const values = input.toTypedArray();
  const [from, to] = checkedRange("histc", low === high ? extremes(values) : [low, high], 1);
  const out = zeroTensor([count], input.dtype);
  countEven(values, null, from, to, out);
  return out;
}

const Histogram = signature("histogram", ["bins", "range", "weight", "density"], {
  differentiable: false,
});

export interface HistogramOptions {
  /** How many bins of equal width, or the edges of the bins. */
  bins?: number | Tensor;
  range?: readonly [number, number] | null;
  /** What each element counts, instead of 1. */
  weight?: Tensor | null;
  /** Divide by the total and by the width of each bin. */
  density?: boolean;
}

/**
 * How many elements fall into each bin, and the edges of the bins: `{ hist, binEdges }`. Takes floats only.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.histogram.html
 */
export function histogram(
  input: Tensor,
  bins: number | Tensor | HistogramOptions,
  ...rest: [options?: HistogramOptions]
): Named<"hist" | "binEdges"> {
  const {
    bins: given,
    range = null,
    weight = null,
    density = false,
  } = readArgs<HistogramOptions>(Histogram, bins, ...rest);
  checkFloat("histogram", checkTensor("histogram", input, "input"));
  if (weight && (weight.layout.size !== input.layout.size || weight.dtype !== input.dtype)) {
    throw new TensorError("histogram", "weight must have the same shape and dtype as input", {
      shapes: [input.layout.shape, weight.layout.shape],
      dtypes: [input.dtype, weight.dtype],
    });
  }
  const values = input.toTypedArray();
  const weights = weight?.toTypedArray() ?? null;
  const edges =
    given instanceof Tensor
      ? checkEdges("histogram", given, input)
      : evenEdges("histogram", given ?? 100, range, values, input);
  const hist = zeroTensor([edges.layout.size - 1], input.dtype);
  if (given instanceof Tensor) countBetween(values, weights, edges, hist);
  else {
    const { data } = edges.storage;
    countEven(values, weights, data[0], data[data.length - 1], hist);
  }
  if (density) normalize(hist, edges);
  return named(["hist", "binEdges"], [hist, edges]);
}

function countBetween(
  values: ArrayLike<number>,
  weights: ArrayLike<number> | null,
  edges: Tensor,
  hist: Tensor,
): void {
  const { data } = edges.storage;
  const { offset, size } = edges.layout;
  const [first, last] = [data[offset], data[offset + size - 1]];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value >= first && value <= last)) continue;
    const bin = Math.min(countBefore(size, data, offset, null, 0, value, true), size - 1) - 1;
    hist.storage.data[bin] += weights ? weights[i] : 1;
  }
}

function normalize(hist: Tensor, edges: Tensor): void {
  const counts = hist.storage.data;
  const { data } = edges.storage;
  const { offset } = edges.layout;
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  for (let i = 0; i < counts.length; i++)
    counts[i] /= total * (data[offset + i + 1] - data[offset + i]);
}
