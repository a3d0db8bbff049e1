/** Bags of embeddings: of each bag of row numbers the sum, mean or maximum of the rows. */
import { wrapArray, zeroTensor } from "../alloc.ts";
import { type DType, isFloat } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { sameShape, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import type { EmbeddingOptions } from "./embedding.ts";
import { indexSelect } from "./gather.ts";
import { cat } from "./join.ts";
import { checkIndices, Embed, paddingRow, refuseSparse, renormRows } from "./lookup.ts";
import { reshape, unsqueeze } from "./view.ts";

type BagMode = "sum" | "mean" | "max";

export interface EmbeddingBagOptions extends EmbeddingOptions {
  /** Where each bag starts in a flat `input`. */
  offsets?: Tensor | null;
  /** How a bag becomes one row; `mean` where nothing is said. */
  mode?: BagMode;
  /** A factor for each element; with `sum` only. */
  perSampleWeights?: Tensor | null;
  /** Whether `offsets` ends with the length of `input`. */
  includeLastOffset?: boolean;
}

const EmbeddingBag = signature(
  "embeddingBag",
  [
    "weight",
    "offsets",
    "maxNorm",
    "normType",
    "scaleGradByFreq",
    "mode",
    "sparse",
    "perSampleWeights",
    "includeLastOffset",
    "paddingIdx",
  ],
  { torch: "torch.nn.functional.embedding_bag" },
);

/**
 * For each bag of indices, the sum, mean or maximum of its rows of `weight`. A 2-D `input` has a bag in each row, a 1-D one
 * is cut at `offsets`; an empty bag gives zeros. Elements equal to `paddingIdx` are left out. Shape [bags, width].
 *
 * Throws where an index is out of range, or `offsets` do not cut `input`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.embedding_bag.html
 */
export function embeddingBag(
  input: Tensor,
  weight: Tensor | EmbeddingBagOptions,
  offsets?: Tensor | null | EmbeddingBagOptions,
  maxNorm?: number | null | EmbeddingBagOptions,
  normType?: number | EmbeddingBagOptions,
  scaleGradByFreq?: boolean | EmbeddingBagOptions,
  mode?: BagMode | EmbeddingBagOptions,
  sparse?: boolean | EmbeddingBagOptions,
  perSampleWeights?: Tensor | null | EmbeddingBagOptions,
  includeLastOffset?: boolean | EmbeddingBagOptions,
  paddingIdx?: number | null | EmbeddingBagOptions,
  options?: EmbeddingBagOptions,
): Tensor {
  const args = readArgs<EmbeddingBagOptions>(
    EmbeddingBag,
    weight,
    offsets,
    maxNorm,
    normType,
    scaleGradByFreq,
    mode,
    sparse,
    perSampleWeights,
    includeLastOffset,
    paddingIdx,
    options,
  );
  const op = "embeddingBag";
  const table = checkTensor(op, args.weight, "weight");
  const [rows] = table.layout.shape;
  if (table.layout.shape.length !== 2)
    throw new TensorError(op, `'weight' must be 2-D, got ${showShape(table.layout.shape)}`, {
      shapes: [table.layout.shape],
    });
  if (!isFloat(table.dtype))
    throw new TensorError(op, `expected weight of a float dtype, got ${table.dtype}`, {
      dtypes: [table.dtype],
    });
  refuseSparse(op, args.sparse);
  const how = modeOf(op, args);
  const { shape } = checkTensor(op, input, "input").layout;
  const starts = bagStarts(op, shape, args);
  checkIndices(op, input, rows);
  const weights = sampleWeights(op, shape, table.dtype, how, args);
  const padding = paddingRow(op, args.paddingIdx, rows);
  if (args.maxNorm !== null && args.maxNorm !== undefined)
    renormRows(input, table, args.maxNorm, args.normType ?? 2);
  const flat = reshape(input, -1);
  const found = apply(Embed, [table, flat], {
    paddingIdx: padding,
    scaleGradByFreq: args.scaleGradByFreq ?? false,
    rows: table.layout.shape[0],
  });
  const elements = flat.toTypedArray();
  const factors = weights ? mul(found, unsqueeze(reshape(weights, -1), 1)) : found;
  return poolBags(factors, bagMembers(elements, starts, padding), how);
}

function modeOf(op: string, { mode = "mean", scaleGradByFreq }: EmbeddingBagOptions): BagMode {
  if (mode !== "sum" && mode !== "mean" && mode !== "max")
    throw new TensorError(op, `mode has to be one of sum, mean or max, got ${showValue(mode)}`);
  if (mode === "max" && scaleGradByFreq)
    throw new TensorError(op, "max mode does not support scaling the gradient by the frequency");
  return mode;
}

/** The factors of the elements, where there are any. */
function sampleWeights(
  op: string,
  shape: Shape,
  dtype: DType,
  mode: BagMode,
  { perSampleWeights }: EmbeddingBagOptions,
): Tensor | null {
  if (perSampleWeights === null || perSampleWeights === undefined) return null;
  const weights = checkTensor(op, perSampleWeights, "perSampleWeights");
  if (mode !== "sum")
    throw new TensorError(
      op,
      `expected perSampleWeights to be null or mode='sum', got mode='${mode}'`,
    );
  if (!sameShape(weights.layout.shape, shape)) {
    throw new TensorError(
      op,
      `expected perSampleWeights and input to have the same shape, got ${showShape(weights.layout.shape)} and ${showShape(shape)}`,
      { shapes: [weights.layout.shape, shape] },
    );
  }
  if (weights.dtype === dtype) return weights;
  throw new TensorError(
    op,
    `expected perSampleWeights to have the dtype of weight, ${dtype}, but got ${weights.dtype}; convert with to("${dtype}")`,
    { dtypes: [dtype, weights.dtype] },
  );
}

/** Where each bag starts and the last one ends. */
function bagStarts(
  op: string,
  shape: Shape,
  { offsets: given, includeLastOffset = false }: EmbeddingBagOptions,
): number[] {
  const offsets = given ? checkTensor(op, given, "offsets") : null;
  if (shape.length === 2) {
    if (offsets)
      throw new TensorError(
        op,
        "if input is 2D, then offsets has to be null, as input is treated as a mini-batch of fixed length sequences",
      );
    return Array.from({ length: shape[0] + 1 }, (_, i) => i * shape[1]);
  }
  if (shape.length !== 1)
    throw new TensorError(
      op,
      `input has to be 1D or 2D Tensor, but got Tensor of dimension ${shape.length}`,
      { shapes: [shape] },
    );
  if (!offsets)
    throw new TensorError(
      op,
      "offsets has to be a 1D Tensor but got null: a 1D input is cut into bags by offsets",
    );
  if (offsets.layout.shape.length !== 1)
    throw new TensorError(
      op,
      `offsets has to be a 1D Tensor, got ${showShape(offsets.layout.shape)}`,
      { shapes: [offsets.layout.shape] },
    );
  if (offsets.dtype !== "int64" && offsets.dtype !== "int32")
    throw new TensorError(
      op,
      `expected offsets of dtype int64 or int32, but got ${offsets.dtype}`,
      {
        dtypes: [offsets.dtype],
      },
    );
  const starts = [...offsets.toTypedArray()];
  if (includeLastOffset && starts.length === 0)
    throw new TensorError(op, "includeLastOffset: offsets needs at least one number, the last");
  if (starts.length > 0 && starts[0] !== 0)
    throw new TensorError(
      op,
      `offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got ${starts[0]}`,
    );
  if (starts.some((at) => at > shape[0]))
    throw new TensorError(
      op,
      `offsets[-1] can not be greater than input's length ${shape[0]}, got offsets[-1] of ${starts[starts.length - 1]}`,
    );
  const back = starts.findIndex((at, i) => i > 0 && at < starts[i - 1]);
  if (back !== -1)
    throw new TensorError(
      op,
      `offsets must never fall, but got ${starts[back]} behind ${starts[back - 1]}: each is where a bag starts and the one before ends`,
    );
  return includeLastOffset ? starts : [...starts, shape[0]];
}

/** For each bag the positions of its elements. */
function bagMembers(
  elements: ArrayLike<number>,
  starts: readonly number[],
  padding: number | null,
): number[][] {
  return starts.slice(0, -1).map((start, bag) => {
    const members: number[] = [];
    for (let i = start; i < starts[bag + 1]; i++) if (elements[i] !== padding) members.push(i);
    return members;
  });
}

function poolBags(rows: Tensor, bags: readonly number[][], mode: BagMode): Tensor {
  const index = (numbers: readonly number[]): Tensor =>
    wrapArray(Float64Array.from(numbers), [numbers.length], "int64");
  const width = rows.layout.shape[1];
  // Of bags without elements alone the sums are what a maximum of nothing is, and keep their history.
  if (mode === "max" && bags.some((bag) => bag.length > 0)) {
    const pooled = bags.map((bag) =>
      bag.length === 0
        ? zeroTensor([width], rows.dtype)
        : indexSelect(rows, 0, index(bag)).max(0).values,
    );
    return reshape(cat(pooled), [bags.length, width]);
  }
  const members = bags.flat();
  const owners = bags.flatMap((bag, i) => bag.map(() => i));
  const taken = indexSelect(rows, 0, index(members));
  const sums = zeroTensor([bags.length, width], rows.dtype).indexAdd(0, index(owners), taken);
  if (mode !== "mean") return sums;
  const shares = Float64Array.from(bags, (bag) => 1 / Math.max(bag.length, 1));
  return mul(sums, wrapArray(shares, [bags.length, 1], "float64").to(rows.dtype));
}
