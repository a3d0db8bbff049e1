/** Looking rows up in a table: embedding, and one-hot vectors. Bags of embeddings are in embedding-bag.ts. */
import { zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { apply } from "../op/apply.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { checkIndices, Embed, paddingRow, refuseSparse, renormRows } from "./lookup.ts";

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
