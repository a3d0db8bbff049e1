/** Elements in order, along a dimension. */
import { showShape, TensorError } from "../errors.ts";
import { sortRows } from "../kernels/order.ts";
import { normalizeDim } from "../layout.ts";
import { type ValuesAndIndices, valuesAndIndices } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { takeAlong } from "./along.ts";
import { placesAlong } from "./rows.ts";

export interface SortOptions {
  /** The dimension to sort along; the last one where nothing is said. */
  dim?: number;
  /** The largest first. */
  descending?: boolean;
  /** Keep equal elements in their order. They always are. */
  stable?: boolean | null;
}

const Sort = signature("sort", ["dim", "descending", "stable"]);
const Argsort = signature("argsort", ["dim", "descending", "stable"], { differentiable: false });
const Msort = signature("msort", []);
const Topk = signature("topk", ["k", "dim", "largest", "sorted"]);

/** Where the elements along `dim` stand when sorted, the first `keep` of them. */
function sortedPlaces(input: Tensor, dim: number, descending: boolean, keep: number): Tensor {
  return placesAlong(input, dim, keep, (rows, cols, x, xo, rs, cs, indices, io) =>
    sortRows(rows, cols, x, xo, rs, cs, descending, keep, indices, io),
  );
}

/**
 * The elements along `dim` in order, and where they stood (int64). Equal ones keep their order; NaN is the largest.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.sort.html
 */
export function sort(
  input: Tensor,
  dim?: number | SortOptions,
  descending?: boolean | SortOptions,
  stable?: boolean | null | SortOptions,
  options?: SortOptions,
): ValuesAndIndices {
  const args = readArgs<SortOptions>(Sort, dim, descending, stable, options);
  const { shape } = checkTensor("sort", input, "input").layout;
  const d = normalizeDim("sort", args.dim ?? -1, shape.length);
  const indices = sortedPlaces(input, d, args.descending ?? false, shape[d] ?? 1);
  return valuesAndIndices([takeAlong(input, indices, d), indices]);
}

/**
 * Where the elements along `dim` stand when sorted.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.argsort.html
 */
export function argsort(
  input: Tensor,
  dim?: number | SortOptions,
  descending?: boolean | SortOptions,
  stable?: boolean | null | SortOptions,
  options?: SortOptions,
): Tensor {
  const args = readArgs<SortOptions>(Argsort, dim, descending, stable, options);
  const { shape } = checkTensor("argsort", input, "input").layout;
  const d = normalizeDim("argsort", args.dim ?? -1, shape.length);
  return sortedPlaces(input, d, args.descending ?? false, shape[d] ?? 1);
}

/** The elements along the first dimension in order. Source: https://pytorch.org/docs/stable/generated/torch.msort.html */
export function msort(input: Tensor): Tensor {
  return sort(checkTensor(Msort.name, input, "input"), 0).values;
}

export interface TopkOptions {
  /** How many. */
  k?: number;
  /** The dimension to search along; the last one where nothing is said. */
  dim?: number;
  /** The largest (the default), or the smallest. */
  largest?: boolean;
  /** Answer them in order. They always are. */
  sorted?: boolean;
}

/**
 * The `k` largest elements along `dim`, in order, and where they stand (int64).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.topk.html
 */
export function topk(
  input: Tensor,
  k: number | TopkOptions,
  dim?: number | TopkOptions,
  largest?: boolean | TopkOptions,
  sorted?: boolean | TopkOptions,
  options?: TopkOptions,
): ValuesAndIndices {
  const args = readArgs<TopkOptions>(Topk, k, dim, largest, sorted, options);
  const { shape } = checkTensor("topk", input, "input").layout;
  if (input.dtype === "bool") {
    throw new TensorError("topk", 'not implemented for dtype bool; convert with x.to("uint8")', {
      dtypes: ["bool"],
    });
  }
  const d = normalizeDim("topk", args.dim ?? -1, shape.length);
  const size = shape[d] ?? 1;
  const count = args.k;
  if (count === undefined || !Number.isInteger(count) || count < 0 || count > size) {
    throw new TensorError(
      "topk",
      `selected index k out of range: k = ${String(count)}, but dimension ${d} of shape ${showShape(shape)} has ${size} elements`,
      { shapes: [shape] },
    );
  }
  const places = sortedPlaces(input, d, args.largest ?? true, count);
  // A zero-dimensional tensor has no dimension that could hold none.
  return valuesAndIndices([takeAlong(input, places, d), places]);
}
