/** Looking rows up in a table: embedding, bags of embeddings, one-hot vectors. */
import { emptyTensor, wrapArray, zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { type Shape } from "../layout.ts";
import { noGrad } from "../autograd/mode.ts";
import { apply } from "../op/apply.ts";
import { contiguousRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { indexSelect } from "./gather.ts";
import { cat } from "./join.ts";
import { reshape, unsqueeze } from "./view.ts";

interface Lookup {
  /** A row that gets no gradient. */
  readonly paddingIdx: number | null;
  /** Divide each row's gradient by how often it was looked up. */
  readonly scaleGradByFreq: boolean;
  /** Rows of the table. The table itself is not saved: it may change before backward, as `maxNorm` changes it. */
  readonly rows: number;
}

const Embed: OpRecord<Lookup> = defineOp<Lookup>({
  name: "embedding",
  params: ["weight", "paddingIdx", "maxNorm", "normType", "scaleGradByFreq", "sparse"],
  torch: "torch.nn.functional.embedding",
  forward(ctx, [weight, index]) {
    ctx.save(index);
    const flat = contiguousRaw(index);
    const table = contiguousRaw(weight);
    const width = weight.layout.shape[1];
    const out = emptyTensor([...index.layout.shape, width], weight.dtype);
    const [from, to] = [table.storage.data, out.storage.data];
    for (let i = 0; i < flat.layout.size; i++) {
      const start = table.layout.offset + flat.storage.data[flat.layout.offset + i] * width;
      for (let k = 0; k < width; k++) to[i * width + k] = from[start + k];
    }
    return out;
  },
  backward(ctx, [grad], attrs) {
    return [apply(EmbedBackward, [grad, ctx.saved()[0]], attrs), null];
  },
});

const EmbedBackward: OpRecord<Lookup> = defineOp<Lookup>({
  name: "embeddingBackward",
  params: ["index"],
  first: "gradOutput",
  forward(ctx, [grad, index], { paddingIdx, scaleGradByFreq, rows }) {
    ctx.save(index);
    const [g, at] = [contiguousRaw(grad), contiguousRaw(index)];
    const width = grad.layout.shape[grad.layout.shape.length - 1];
    const out = zeroTensor([rows, width], grad.dtype);
    const [from, to] = [g.storage.data, out.storage.data];
    const share = scaleGradByFreq ? frequencies(at, rows) : null;
    for (let i = 0; i < at.layout.size; i++) {
      const row = at.storage.data[at.layout.offset + i];
      if (row === paddingIdx) continue;
      const start = g.layout.offset + i * width;
      const scale = share ? 1 / share[row] : 1;
      for (let k = 0; k < width; k++) to[row * width + k] += from[start + k] * scale;
    }
    return out;
  },
  backward(ctx, [upstream], { paddingIdx, scaleGradByFreq, rows: count }) {
    const [index] = ctx.saved();
    const rows = apply(Embed, [upstream, index], {
      paddingIdx: null,
      scaleGradByFreq: false,
      rows: count,
    });
    if (paddingIdx === null && !scaleGradByFreq) return [rows, null];
    // The same share that each row had on the way here.
    const share = scaleGradByFreq ? frequencies(contiguousRaw(index), count) : null;
    const scales = index
      .toTypedArray()
      .map((row) => (row === paddingIdx ? 0 : share ? 1 / share[row] : 1));
    return [
      mul(
        rows,
        unsqueeze(
          wrapArray(Float64Array.from(scales), index.layout.shape, "float64").to(upstream.dtype),
          -1,
        ),
      ),
      null,
    ];
  },
});

function frequencies(index: Tensor, rows: number): Float64Array {
  const counts = new Float64Array(rows);
  for (let i = 0; i < index.layout.size; i++) counts[index.storage.data[index.layout.offset + i]]++;
  return counts;
}

function checkIndices(op: string, input: Tensor, rows: number): void {
  if (input.dtype !== "int64" && input.dtype !== "int32") {
    throw new TensorError(
      op,
      `expected indices of dtype int64 or int32, but got ${input.dtype}; make them with { dtype: "int64" } or convert with x.to("int64")`,
      { dtypes: [input.dtype] },
    );
  }
  for (const at of input.toTypedArray()) {
    if (at < 0 || at >= rows)
      throw new TensorError(
        op,
        `index out of range in self: ${at} is not in [0, ${rows - 1}], the rows of weight`,
      );
  }
}

/** Rescales the rows that are looked up to a norm of at most `maxNorm`, in place and unrecorded, as PyTorch does. */
function renormRows(input: Tensor, weight: Tensor, maxNorm: number, normType: number): void {
  noGrad(() => {
    for (const row of new Set(input.toTypedArray())) {
      const values = weight.select(0, row);
      const norm = Number(values.detach().norm(normType).item());
      if (norm > maxNorm) values.mul_(maxNorm / (norm + 1e-7));
    }
  });
}

export interface EmbeddingOptions {
  weight?: Tensor;
  /** A row whose weight gets no gradient. */
  paddingIdx?: number | null;
  /** Rows that are looked up and longer than this are rescaled, in place. */
  maxNorm?: number | null;
  /** The p of that norm; 2 where nothing is said. */
  normType?: number;
  /** Divide gradients by how often a row was looked up. */
  scaleGradByFreq?: boolean;
  /** Sparse gradients do not exist here: refused where true. */
  sparse?: boolean;
}

function paddingRow(
  op: string,
  paddingIdx: number | null | undefined,
  rows: number,
): number | null {
  if (paddingIdx === null || paddingIdx === undefined) return null;
  if (paddingIdx >= rows || paddingIdx < -rows)
    throw new TensorError(
      op,
      `paddingIdx must be within num_embeddings: got ${paddingIdx} for ${rows} rows`,
    );
  return paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
}

function refuseSparse(op: string, sparse: boolean | undefined): void {
  if (sparse)
    throw new TensorError(op, "sparse: sparse gradients are not supported; leave the option out");
}

/**
 * The rows of `weight` that the int64 tensor `input` names: shape [..., width].
 *
 * Throws where an index is out of range. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
 */
export function embedding(
  input: Tensor,
  weight: Tensor | EmbeddingOptions,
  paddingIdx?: number | null | EmbeddingOptions,
  maxNorm?: number | null | EmbeddingOptions,
  normType?: number | EmbeddingOptions,
  scaleGradByFreq?: boolean | EmbeddingOptions,
  sparse?: boolean | EmbeddingOptions,
  options?: EmbeddingOptions,
): Tensor {
  const args = readArgs<EmbeddingOptions>(
    Embed,
    weight,
    paddingIdx,
    maxNorm,
    normType,
    scaleGradByFreq,
    sparse,
    options,
  );
  const table = checkTensor("embedding", args.weight, "weight");
  const { shape } = table.layout;
  if (shape.length !== 2)
    throw new TensorError("embedding", `'weight' must be 2-D, got ${showShape(shape)}`, {
      shapes: [shape],
    });
  refuseSparse("embedding", args.sparse);
  const padding = paddingRow("embedding", args.paddingIdx, shape[0]);
  checkIndices("embedding", checkTensor("embedding", input, "input"), shape[0]);
  if (args.maxNorm !== null && args.maxNorm !== undefined)
    renormRows(input, table, args.maxNorm, args.normType ?? 2);
  return apply(Embed, [table, input], {
    paddingIdx: padding,
    scaleGradByFreq: args.scaleGradByFreq ?? false,
    rows: table.layout.shape[0],
  });
}

// ---- bags ------------------------------------------------------------------------------------------------------------------

export interface EmbeddingBagOptions extends EmbeddingOptions {
  /** Where each bag starts in a flat `input`. */
  offsets?: Tensor | null;
  /** How a bag becomes one row; `mean` where nothing is said. */
  mode?: "sum" | "mean" | "max";
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
 * is cut at `offsets`; an empty bag gives zeros. Elements equal to `paddingIdx` are left out.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.embedding_bag.html
 */
export function embeddingBag(
  input: Tensor,
  weight: Tensor | EmbeddingBagOptions,
  ...more: unknown[]
): Tensor {
  const args = readArgs<EmbeddingBagOptions>(EmbeddingBag, weight, ...more);
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
  const mode = args.mode ?? "mean";
  refuseSparse(op, args.sparse);
  if (mode !== "sum" && mode !== "mean" && mode !== "max")
    throw new TensorError(op, `mode has to be one of sum, mean or max, got ${String(mode)}`);
  const { shape } = checkTensor(op, input, "input").layout;
  const starts = bagStarts(op, shape, args);
  checkIndices(op, input, rows);
  const weights = args.perSampleWeights ?? null;
  if (weights && mode !== "sum")
    throw new TensorError(
      op,
      `expected perSampleWeights to be null or mode='sum', got mode='${mode}'`,
    );
  if (weights && showShape(weights.layout.shape) !== showShape(shape)) {
    throw new TensorError(
      op,
      `expected perSampleWeights and input to have the same shape, got ${showShape(weights.layout.shape)} and ${showShape(shape)}`,
      { shapes: [weights.layout.shape, shape] },
    );
  }
  if (mode === "max" && args.scaleGradByFreq)
    throw new TensorError(op, "max mode does not support scaling the gradient by the frequency");
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
  return poolBags(factors, bagMembers(elements, starts, padding), mode);
}

function bagStarts(
  op: string,
  shape: Shape,
  { offsets, includeLastOffset = false }: EmbeddingBagOptions,
): number[] {
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

function poolBags(rows: Tensor, bags: readonly number[][], mode: "sum" | "mean" | "max"): Tensor {
  const index = (numbers: readonly number[]): Tensor =>
    wrapArray(Float64Array.from(numbers), [numbers.length], "int64");
  const width = rows.layout.shape[1];
  if (mode === "max") {
    const pooled = bags.map((bag) =>
      bag.length === 0
        ? zeroTensor([width], rows.dtype)
        : indexSelect(rows, 0, index(bag)).max(0).values,
    );
    return pooled.length === 0
      ? zeroTensor([0, width], rows.dtype)
      : reshape(cat(pooled), [bags.length, width]);
  }
  const members = bags.flat();
  const owners = bags.flatMap((bag, i) => bag.map(() => i));
  const taken = indexSelect(rows, 0, index(members));
  const sums = zeroTensor([bags.length, width], rows.dtype).indexAdd(0, index(owners), taken);
  if (mode === "sum") return sums;
  const shares = Float64Array.from(bags, (bag) => 1 / Math.max(bag.length, 1));
  return mul(sums, wrapArray(shares, [bags.length, 1], "float64").to(rows.dtype));
}

// ---- one-hot ---------------------------------------------------------------------------------------------------------------

const OneHot = signature("oneHot", ["numClasses"], {
  torch: "torch.nn.functional.one_hot",
  differentiable: false,
});

/**
 * For each class number in the int64 tensor `input` a vector with a one at its place: shape [..., numClasses], int64.
 *
 * Without `numClasses` there are as many as the largest number asks for.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html
 */
export function oneHot(input: Tensor, numClasses?: number | { numClasses?: number }): Tensor {
  const { numClasses: given = -1 } = readArgs<{ numClasses?: number }>(OneHot, numClasses);
  const { shape, size } = checkTensor("oneHot", input, "input").layout;
  if (input.dtype !== "int64")
    throw new TensorError(
      "oneHot",
      `is only applicable to index tensor (int64), got ${input.dtype}; convert with x.to("int64")`,
      { dtypes: [input.dtype] },
    );
  if (size === 0 && given <= 0)
    throw new TensorError(
      "oneHot",
      "can not infer total number of classes from empty tensor; pass numClasses",
      { shapes: [shape] },
    );
  const classes = input.toTypedArray();
  let most = -1;
  for (const c of classes) {
    if (c < 0) throw new TensorError("oneHot", `class values must be non-negative, got ${c}`);
    most = Math.max(most, c);
  }
  const count = given === -1 ? most + 1 : given;
  if (count < 1) throw new TensorError("oneHot", `numClasses should be positive, got ${count}`);
  if (most >= count)
    throw new TensorError(
      "oneHot",
      `class values must be smaller than num_classes: got ${most}, numClasses is ${count}`,
    );
  const out = zeroTensor([...shape, count], "int64");
  for (let i = 0; i < classes.length; i++) out.storage.data[i * count + classes[i]] = 1;
  return out;
}
