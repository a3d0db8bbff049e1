/** Where values belong among sorted ones. */
import { emptyTensor, scalarTensor } from "../alloc.ts";
import { scalarType } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { countBefore } from "../kernels/search.ts";
import { sameShape } from "../layout.ts";
import { contiguousRaw } from "../op/copy.ts";
import { checkTensor, isScalar } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";

export interface BucketizeOptions {
  /** Give int32 rather than int64. */
  outInt32?: boolean;
  /** Whether values that equal a boundary come after it. */
  right?: boolean;
}

export interface SearchsortedOptions extends BucketizeOptions {
  input?: Tensor | number;
  /** `"left"` or `"right"`: the same as `right`. */
  side?: "left" | "right" | null;
  /** The order in which `sortedSequence` is sorted, where it is not itself. */
  sorter?: Tensor | null;
}

const Searchsorted = signature("searchsorted", ["input", "outInt32", "right", "side", "sorter"], {
  first: "sortedSequence",
  differentiable: false,
});
const Bucketize = signature("bucketize", ["boundaries", "outInt32", "right"], {
  differentiable: false,
});

function asValues(op: string, input: unknown): Tensor {
  return isScalar(input) ? scalarTensor(input, scalarType(input)) : checkTensor(op, input, "input");
}

/** Booleans are not ordered, says PyTorch. */
function checkOrdered(op: string, { dtype }: Tensor): void {
  if (dtype === "bool")
    throw new TensorError(op, 'not implemented for dtype bool; convert with x.to("uint8")', {
      dtypes: [dtype],
    });
}

/** Counts, for each value, the sorted ones before it. All has been checked. */
function search(
  sorted: Tensor,
  values: Tensor,
  sorter: Tensor | null,
  right: boolean,
  outInt32: boolean,
): Tensor {
  const rows = contiguousRaw(sorted);
  const order = sorter && contiguousRaw(sorter);
  const wanted = contiguousRaw(values);
  const out = emptyTensor(values.layout.shape, outInt32 ? "int32" : "int64");
  const n = rows.layout.shape[rows.layout.shape.length - 1];
  // One row serves all values; else each row those of its own.
  const several = rows.layout.shape.length > 1;
  const each = several ? values.layout.shape[values.layout.shape.length - 1] : values.layout.size;
  const [data, target] = [wanted.storage.data, out.storage.data];
  for (let i = 0; i < values.layout.size; i++) {
    const start = several ? Math.floor(i / each) * n : 0;
    const value = data[wanted.layout.offset + i];
    const orderAt = (order?.layout.offset ?? 0) + start;
    target[i] = countBefore(
      n,
      rows.storage.data,
      rows.layout.offset + start,
      order?.storage.data ?? null,
      orderAt,
      value,
      right,
    );
  }
  return out;
}

/**
 * For each value the place in the last dimension of `sortedSequence` where it could be inserted: before those that equal it,
 * or after them with `right`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.searchsorted.html
 */
export function searchsorted(
  sortedSequence: Tensor,
  input: Tensor | number | SearchsortedOptions,
  ...rest: [options?: SearchsortedOptions]
): Tensor {
  const args = readArgs<SearchsortedOptions>(Searchsorted, input, ...rest);
  const { outInt32 = false, right = false, side = null, sorter = null } = args;
  const { shape } = checkTensor("searchsorted", sortedSequence, "sortedSequence").layout;
  const values = asValues("searchsorted", args.input);
  const wanted = values.layout.shape;
  const facts = { shapes: [shape, wanted] };
  checkOrdered("searchsorted", sortedSequence);
  if (side !== null && side !== "left" && side !== "right") {
    throw new TensorError(
      "searchsorted",
      `side can only be 'left' or 'right' but got ${String(side)}`,
    );
  }
  if (side === "left" && right) {
    throw new TensorError(
      "searchsorted",
      "side and right can't be set to opposites, got side of left while right was true",
    );
  }
  if (shape.length === 0) {
    throw new TensorError(
      "searchsorted",
      "boundaries tensor should have positive dimension, but got 0 dimension",
      facts,
    );
  }
  if (shape.length > 1 && wanted.length === 0) {
    throw new TensorError(
      "searchsorted",
      `input value can be a scalar only when boundaries tensor dimension is 1, but we got boundaries tensor dim(${shape.length}) and input value's dim(0) numel(1)`,
      facts,
    );
  }
  if (shape.length > 1 && !sameShape(shape.slice(0, -1), wanted.slice(0, -1))) {
    throw new TensorError(
      "searchsorted",
      "boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, " +
        `but we got boundaries tensor ${showShape(shape)} and input value tensor ${showShape(wanted)}`,
      facts,
    );
  }
  if (sorter) checkSorter(sortedSequence, checkTensor("searchsorted", sorter, "sorter"));
  return search(sortedSequence, values, sorter, right || side === "right", outInt32);
}

function checkSorter(sorted: Tensor, sorter: Tensor): void {
  const [a, b] = [sorted.layout.shape, sorter.layout.shape];
  if (!sameShape(a, b)) {
    throw new TensorError(
      "searchsorted",
      `boundary and sorter must have the same size, but got boundary tensor ${showShape(a)} and got sorter tensor ${showShape(b)}`,
      { shapes: [a, b] },
    );
  }
  if (sorter.dtype !== "int64") {
    throw new TensorError(
      "searchsorted",
      `sorter must be a tensor of long dtype (int64) but got dtype ${sorter.dtype}`,
      { dtypes: [sorter.dtype] },
    );
  }
  const n = a[a.length - 1];
  if (sorter.toTypedArray().some((place) => place < 0 || place >= n)) {
    throw new TensorError(
      "searchsorted",
      `sorter index out of range: places must be from 0 to ${n - 1}`,
    );
  }
}

/**
 * For each value of `input` the bucket it falls into: how many of the sorted `boundaries` are below it, or with `right` at
 * most it.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bucketize.html
 */
export function bucketize(
  input: Tensor | number,
  boundaries: Tensor | (BucketizeOptions & { boundaries?: Tensor }),
  ...rest: [options?: BucketizeOptions & { boundaries?: Tensor }]
): Tensor {
  const args = readArgs<BucketizeOptions & { boundaries?: Tensor }>(Bucketize, boundaries, ...rest);
  const sorted = checkTensor("bucketize", args.boundaries, "boundaries");
  checkOrdered("bucketize", sorted);
  const { shape } = sorted.layout;
  if (shape.length !== 1)
    throw new TensorError(
      "bucketize",
      `boundaries tensor must be 1 dimension, but got dim(${shape.length})`,
      { shapes: [shape] },
    );
  return search(
    sorted,
    asValues("bucketize", input),
    null,
    args.right ?? false,
    args.outInt32 ?? false,
  );
}
