/** Histograms of points. */
import { zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { countBefore } from "../kernels/search.ts";
import { sizeOf } from "../layout.ts";
import { checkEdges, checkFloat, evenEdges } from "../op/histogram.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";

const Histogramdd = signature("histogramdd", ["bins", "range", "weight", "density"], {
  differentiable: false,
});

export interface HistogramddOptions {
  /** How many bins of equal width each dimension has, or the edges of the bins in each. */
  bins?: number | readonly number[] | readonly Tensor[];
  /** Where the bins of each dimension begin and end, one after the other. */
  range?: readonly number[] | null;
  /** What each point counts, instead of 1. */
  weight?: Tensor | null;
  /** Divide by the total and by the size of each bin. */
  density?: boolean;
}

/**
 * How many points (the last dimension of `input` holds their coordinates) fall into each bin, and the edges of the bins of
 * each dimension: `[hist, binEdges]`. Takes floats only.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.histogramdd.html
 */
export function histogramdd(
  input: Tensor,
  bins: NonNullable<HistogramddOptions["bins"]> | HistogramddOptions,
  ...rest: [options?: HistogramddOptions]
): [hist: Tensor, binEdges: readonly Tensor[]] {
  const args = readArgs<HistogramddOptions>(Histogramdd, bins, ...rest);
  const { range = null, weight = null } = args;
  checkFloat("histogramdd", checkTensor("histogramdd", input, "input"));
  const { shape } = input.layout;
  if (shape.length < 2) {
    throw new TensorError(
      "histogramdd",
      `input tensor should have at least 2 dimensions, got ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  const dims = shape[shape.length - 1];
  const given =
    typeof args.bins === "number"
      ? new Array<number>(dims).fill(args.bins)
      : (args.bins ?? new Array<number>(dims).fill(10));
  if (given.length !== dims) {
    throw new TensorError(
      "histogramdd",
      `bins must be given for each of the ${dims} dimensions of the points, got ${given.length}`,
      { shapes: [shape] },
    );
  }
  if (range && range.length !== 2 * dims) {
    throw new TensorError(
      "histogramdd",
      `for a ${dims}-dimensional histogram range should have ${2 * dims} elements, but got ${range.length}`,
    );
  }
  if (
    weight &&
    (showShape(weight.layout.shape) !== showShape(shape.slice(0, -1)) ||
      weight.dtype !== input.dtype)
  ) {
    throw new TensorError(
      "histogramdd",
      "if weight tensor is provided it should have the same shape as the input tensor excluding its innermost dimension, and the same dtype, " +
        `but got input with shape ${showShape(shape)} and weight with shape ${showShape(weight.layout.shape)}`,
      { shapes: [shape, weight.layout.shape], dtypes: [input.dtype, weight.dtype] },
    );
  }
  const values = input.toTypedArray();
  const edges = given.map((own, d) => {
    if (own instanceof Tensor) return checkEdges("histogramdd", own, input);
    const coordinates = values.filter((_, i) => i % dims === d);
    return evenEdges(
      "histogramdd",
      own,
      range ? [range[2 * d], range[2 * d + 1]] : null,
      coordinates,
      input,
    );
  });
  return [counted(values, dims, edges, weight, args.density ?? false, input), edges];
}

/** Counts the points within all edges; the last bin of each dimension holds its upper end too. */
function counted(
  values: ArrayLike<number>,
  dims: number,
  edges: readonly Tensor[],
  weight: Tensor | null,
  density: boolean,
  input: Tensor,
): Tensor {
  const sizes = edges.map(({ layout }) => layout.size - 1);
  const hist = zeroTensor(sizes, input.dtype);
  const counts = hist.storage.data;
  const weights = weight?.toTypedArray();
  let total = 0;
  for (let point = 0; point * dims < values.length; point++) {
    let place = 0;
    for (let d = 0; d < dims && place >= 0; d++) {
      const { data } = edges[d].storage;
      const value = values[point * dims + d];
      if (!(value >= data[0] && value <= data[sizes[d]])) place = -1;
      else
        place =
          place * sizes[d] +
          Math.min(countBefore(sizes[d] + 1, data, 0, null, 0, value, true), sizes[d]) -
          1;
    }
    if (place < 0) continue;
    const counted = weights ? weights[point] : 1;
    counts[place] += counted;
    total += counted;
  }
  if (!density) return hist;
  for (let place = 0; place < sizeOf(sizes); place++) {
    let [rest, volume] = [place, 1];
    for (let d = dims - 1; d >= 0; d--) {
      const bin = rest % sizes[d];
      rest = Math.floor(rest / sizes[d]);
      volume *= edges[d].storage.data[bin + 1] - edges[d].storage.data[bin];
    }
    counts[place] /= total * volume;
  }
  return hist;
}
