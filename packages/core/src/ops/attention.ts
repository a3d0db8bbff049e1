/** Attention: values, weighted by how well their keys fit a query. */
import { fullTensor, scalarTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { checkFloat } from "../op/checks.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { attend } from "./attention-heads.ts";
import { repeatInterleave } from "./repeat.ts";
import { where } from "./select.ts";

const Attention = signature(
  "scaledDotProductAttention",
  ["key", "value", "attnMask", "dropoutP", "isCausal", "scale", "enableGqa"],
  { first: "query", torch: "torch.nn.functional.scaled_dot_product_attention" },
);

export interface ScaledDotProductAttentionOptions {
  /** `[…, S, E]`. */
  key?: Tensor;
  /** `[…, S, Ev]`. */
  value?: Tensor;
  /** Broadcast to `[…, L, S]`: true where a query may see a key, or floats that are added to the scores. */
  attnMask?: Tensor | null;
  /** The probability with which a weight is left out; 0 where nothing is said. It applies also outside of training. */
  dropoutP?: number;
  /** Let each query see the keys up to its own place only. */
  isCausal?: boolean;
  /** What scores are multiplied by; `1 / √E` where nothing is said. */
  scale?: number | null;
  /** Let several heads of queries (dimension -3) share one head of keys and values. */
  enableGqa?: boolean;
}

/**
 * `softmax(query keyᵀ scale + mask) value`, `[…, L, Ev]`, of `[…, L, E]`, `[…, S, E]` and `[…, S, Ev]`; dimensions before are
 * batches. float32 or float64, the same for all three. A query that may see no key gives NaN.
 *
 * Throws where dtypes or shapes do not fit, the mask is neither bool nor float, or comes beside `isCausal`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html
 */
export function scaledDotProductAttention(
  query: Tensor,
  key: Tensor | ScaledDotProductAttentionOptions,
  value?: Tensor | ScaledDotProductAttentionOptions,
  attnMask?: Tensor | null | ScaledDotProductAttentionOptions,
  dropoutP?: number | ScaledDotProductAttentionOptions,
  isCausal?: boolean | ScaledDotProductAttentionOptions,
  ...rest: [options?: ScaledDotProductAttentionOptions]
): Tensor {
  const op = "scaledDotProductAttention";
  const args = readArgs<ScaledDotProductAttentionOptions>(
    Attention,
    key,
    value,
    attnMask,
    dropoutP,
    isCausal,
    ...rest,
  );
  const q = checkFloat(op, query, "query");
  let k = checkFloat(op, args.key, "key");
  let v = checkFloat(op, args.value, "value");
  if (q.dtype !== k.dtype || q.dtype !== v.dtype) {
    throw new TensorError(
      op,
      `expected query, key, and value to have the same dtype, but got ${q.dtype}, ${k.dtype} and ${v.dtype}`,
      { dtypes: [q.dtype, k.dtype, v.dtype] },
    );
  }
  const shapes = [q, k, v].map(({ layout }) => layout.shape);
  if (shapes.some((shape) => shape.length < 2)) {
    throw new TensorError(
      op,
      `expected query, key, and value to all be at least 2 dimensional, but got ${shapes.map(showShape).join(", ")}`,
      { shapes },
    );
  }
  if (args.isCausal && args.attnMask) {
    throw new TensorError(op, "explicit attnMask should not be set when isCausal is true");
  }
  if (args.enableGqa) {
    k = sharedHeads(op, q, k, "key");
    v = sharedHeads(op, q, v, "value");
  }
  const scale = args.scale ?? 1 / Math.sqrt(shapes[0][shapes[0].length - 1]);
  const mask = maskOf(op, q, k, args);
  return attend(q, k, v, mask, scale, args.dropoutP ?? 0);
}

/** The mask as floats to add to the scores, or null. */
function maskOf(
  op: string,
  q: Tensor,
  k: Tensor,
  { attnMask, isCausal }: ScaledDotProductAttentionOptions,
): Tensor | null {
  if (isCausal) {
    const [queries, keys] = [q.layout.shape.at(-2)!, k.layout.shape.at(-2)!];
    const mask = fullTensor([queries, keys], -Infinity, q.dtype);
    const { data } = mask.storage;
    for (let i = 0; i < queries; i++) data.fill(0, i * keys, i * keys + Math.min(i + 1, keys));
    return mask;
  }
  if (!attnMask) return null;
  const { dtype } = checkTensor(op, attnMask, "attnMask");
  if (dtype === "bool")
    return where(attnMask, scalarTensor(0, q.dtype), scalarTensor(-Infinity, q.dtype));
  if (isFloat(dtype)) return attnMask.to(q.dtype);
  throw new TensorError(op, `expected attnMask dtype to be bool or float, got ${dtype}`, {
    dtypes: [dtype],
  });
}

/** Each head as often as queries need it. */
function sharedHeads(op: string, query: Tensor, x: Tensor, name: string): Tensor {
  const [heads, own] = [query.layout.shape.at(-3), x.layout.shape.at(-3)];
  if (heads !== undefined && own !== undefined && heads % own === 0) {
    return heads === own ? x : repeatInterleave(x, heads / own, -3);
  }
  throw new TensorError(
    op,
    `the heads of query (${heads}) must be a multiple of those of ${name} (${own}) for enableGqa`,
    { shapes: [query.layout.shape, x.layout.shape] },
  );
}
