/** Quantiles: the elements below which a share of all lies. */
import { wrapArray } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { sortRows } from "../kernels/order.ts";
import { normalizeDim } from "../layout.ts";
import { contiguousRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature, type Signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { takeAlong } from "./along.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { lerp } from "./blend.ts";
import { to } from "./convert.ts";
import { placesAlong } from "./rows.ts";
import { permute, reshape } from "./view.ts";

/** How a quantile that falls between two elements is made of them. */
export type Interpolation = "linear" | "lower" | "higher" | "midpoint" | "nearest";

export interface QuantileOptions {
  /** Which quantiles, from 0 to 1: a number, or a tensor with at most one dimension. */
  q?: number | Tensor;
  /** The dimension to reduce; all of them where nothing is said. */
  dim?: number | null;
  /** Keep the reduced dimension, with size 1. */
  keepdim?: boolean;
  /** What to do between two elements; `linear` where nothing is said. */
  interpolation?: Interpolation;
}

const quantileParams = ["q", "dim", "keepdim", "interpolation"];
const Quantile = signature("quantile", quantileParams);
const Nanquantile = signature("nanquantile", quantileParams);

const interpolations = ["linear", "lower", "higher", "midpoint", "nearest"];

/** The wanted quantiles, rounded as the input's dtype has them. */
function wantedQuantiles(op: string, input: Tensor, q: number | Tensor | undefined): number[] {
  const facts = { dtypes: [input.dtype] };
  let wanted: number[];
  if (q instanceof Tensor) {
    if (q.layout.shape.length > 1) {
      throw new TensorError(
        op,
        `q must be a scalar or 1D tensor, got shape ${showShape(q.layout.shape)}`,
        {
          shapes: [q.layout.shape],
        },
      );
    }
    if (q.dtype !== input.dtype) {
      throw new TensorError(
        op,
        `q tensor must be same dtype as the input tensor, got ${q.dtype} and ${input.dtype}`,
        { dtypes: [q.dtype, input.dtype] },
      );
    }
    wanted = [...q.toTypedArray()];
  } else {
    if (typeof q !== "number")
      throw new TensorError(op, 'missing argument "q": which quantile', facts);
    wanted = [input.dtype === "float32" ? Math.fround(q) : q];
  }
  const outside = wanted.find((value) => !(value >= 0 && value <= 1));
  if (outside !== undefined) {
    throw new TensorError(op, `q values must be in the range [0, 1], got ${outside}`, facts);
  }
  return wanted;
}

/** Half goes to the even one. */
function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

/** For each quantile of each row where to read below and above it, and how much of the way up it lies. */
interface Ranks {
  readonly below: Float64Array;
  readonly above: Float64Array;
  readonly share: Float64Array;
  /** By how many places a rank moves when q does. */
  readonly speed: Float64Array;
}

function ranksOf(
  sorted: Float64Array,
  rows: Tensor,
  quantiles: readonly number[],
  interpolation: Interpolation,
  ignoreNan: boolean,
): Ranks {
  const [height, count] = rows.layout.shape;
  const { storage, layout } = contiguousRaw(rows);
  const isNan = (i: number, place: number): boolean =>
    Number.isNaN(storage.data[layout.offset + i * count + place]);
  const round = rows.dtype === "float32" ? Math.fround : (value: number): number => value;
  const length = height * quantiles.length;
  const ranks = {
    below: new Float64Array(length),
    above: new Float64Array(length),
    share: new Float64Array(length),
    speed: new Float64Array(length),
  };
  for (let i = 0, to = 0; i < height; i++) {
    const at = (place: number): number => sorted[i * count + place];
    let numbers = count;
    while (numbers > 0 && isNan(i, at(numbers - 1))) numbers--;
    for (const q of quantiles) {
      let rank = round(q * (numbers - 1));
      // A NaN among the elements is the quantile, whichever is asked for.
      if (numbers < count && !ignoreNan) rank = count - 1;
      if (interpolation === "lower") rank = Math.floor(rank);
      else if (interpolation === "higher") rank = Math.ceil(rank);
      else if (interpolation === "nearest") rank = roundHalfEven(rank);
      rank = Math.max(rank, 0);
      const below = Math.floor(rank);
      ranks.below[to] = at(below);
      ranks.above[to] = at(Math.ceil(rank));
      ranks.share[to] = interpolation === "midpoint" ? 0.5 : round(rank - below);
      ranks.speed[to++] = Math.max(numbers - 1, 0);
    }
  }
  return ranks;
}

function quantiles(
  op: Signature,
  input: Tensor,
  given: readonly unknown[],
  ignoreNan: boolean,
): Tensor {
  const args = readArgs<QuantileOptions>(op, ...given);
  const { name } = op;
  const { keepdim = false, interpolation = "linear" } = args;
  const { shape } = checkTensor(name, input, "input").layout;
  const facts = { shapes: [shape], dtypes: [input.dtype] };
  if (!isFloat(input.dtype)) {
    throw new TensorError(
      name,
      `input tensor must be either float32 or float64, got ${input.dtype}`,
      facts,
    );
  }
  if (input.layout.size === 0) {
    throw new TensorError(
      name,
      `input tensor must be non-empty, got shape ${showShape(shape)}`,
      facts,
    );
  }
  if (!interpolations.includes(interpolation)) {
    throw new TensorError(
      name,
      `interpolation must be one of ${interpolations.join(", ")}, but got ${showValue(interpolation)}`,
    );
  }
  const wanted = wantedQuantiles(name, input, args.q);
  const whole = args.dim === undefined || args.dim === null;
  const dim = whole ? 0 : normalizeDim(name, args.dim as number, shape.length);
  // One row for each place that is left, all quantiles of a row side by side.
  const order = [...shape.keys()].filter((d) => whole || d !== dim);
  const left = whole ? [] : order.map((d) => shape[d]);
  const count = whole ? input.layout.size : (shape[dim] ?? 1);
  const moved = whole || shape.length === 0 ? input : permute(input, [...order, dim]);
  const rows = reshape(moved, [-1, count]);
  const [height] = rows.layout.shape;
  const sorted = placesAlong(rows, 1, count, (n, cols, x, xo, rs, cs, indices, io) =>
    sortRows(n, cols, x, xo, rs, cs, false, count, indices, io),
  );
  const places = sorted.storage.data as Float64Array;
  const { below, above, share, speed } = ranksOf(places, rows, wanted, interpolation, ignoreNan);
  const size = [height, wanted.length];
  const at = (index: Float64Array): Tensor => takeAlong(rows, wrapArray(index, size, "int64"), 1);
  let values = at(below);
  if (interpolation === "linear" || interpolation === "midpoint") {
    let up = to(wrapArray(share, size, "float64"), input.dtype);
    if (args.q instanceof Tensor && interpolation === "linear") {
      // Zero, but with q's gradient.
      const moved = sub(args.q, args.q.detach());
      up = add(up, mul(moved, to(wrapArray(speed, size, "float64"), input.dtype)));
    }
    values = lerp(values, at(above), up);
  }
  const kept = keepdim
    ? whole
      ? shape.map(() => 1)
      : shape.map((s, d) => (d === dim ? 1 : s))
    : left;
  if (!(args.q instanceof Tensor) || args.q.layout.shape.length === 0) return reshape(values, kept);
  return reshape(permute(values, 1, 0), [wanted.length, ...kept]);
}

/**
 * The elements below which the shares `q` of all elements along `dim` lie; a tensor of several `q` adds a first dimension.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.quantile.html
 */
export function quantile(
  input: Tensor,
  q: number | Tensor | QuantileOptions,
  dim?: number | null | QuantileOptions,
  keepdim?: boolean | QuantileOptions,
  options?: QuantileOptions,
): Tensor {
  return quantiles(Quantile, input, [q, dim, keepdim, options], false);
}

/** `quantile` of the elements that are not NaN. Source: https://pytorch.org/docs/stable/generated/torch.nanquantile.html */
export function nanquantile(
  input: Tensor,
  q: number | Tensor | QuantileOptions,
  dim?: number | null | QuantileOptions,
  keepdim?: boolean | QuantileOptions,
  options?: QuantileOptions,
): Tensor {
  return quantiles(Nanquantile, input, [q, dim, keepdim, options], true);
}
