/** Attention of several heads, with the projections before and after it. */
import { zeroTensor } from "../alloc.ts";
import { requiresGrad } from "../autograd/node.ts";
import { type DType, isFloat } from "../dtype.ts";
import { showShape } from "../errors.ts";
import { sameShape, type Shape } from "../layout.ts";
import {
  checkAttention,
  type CheckedAttention,
  refuse,
  type MultiHeadAttentionOptions,
} from "../op/attention-checks.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add } from "./arithmetic.ts";
import { scaledDotProductAttention } from "./attention.ts";
import { attendPacked, joinHeads, type SequenceDim, splitHeads } from "./attention-heads.ts";
import { div } from "./division.ts";
import { dropout } from "./dropout.ts";
import { cat } from "./join.ts";
import { linear } from "./linear.ts";
import { maskedFill } from "./mask.ts";
import { matmul } from "./matmul.ts";
import { pad } from "./padding.ts";
import { mean } from "./reduce.ts";
import { softmax } from "./softmax.ts";
import { chunk, split } from "./split.ts";
import { expand, reshape, squeeze, transpose, unflatten, unsqueeze } from "./view.ts";

const op = "multiHeadAttentionForward";
const MultiHeadAttention = signature(
  op,
  [
    "key",
    "value",
    "embedDimToCheck",
    "numHeads",
    "inProjWeight",
    "inProjBias",
    "biasK",
    "biasV",
    "addZeroAttn",
    "dropoutP",
    "outProjWeight",
    "outProjBias",
    "training",
    "keyPaddingMask",
    "needWeights",
    "attnMask",
    "useSeparateProjWeight",
    "qProjWeight",
    "kProjWeight",
    "vProjWeight",
    "staticK",
    "staticV",
    "averageAttnWeights",
    "isCausal",
    "batchFirst",
  ],
  { first: "query", torch: "torch.nn.functional.multi_head_attention_forward" },
);

export type { MultiHeadAttentionOptions };

type Args = readonly (Tensor | number | boolean | null | undefined | MultiHeadAttentionOptions)[];

/**
 * `softmax(Q Kᵀ / √d) V` of several heads, projected before and after: `[output, weights]` of `[L, N, Eo]` and `[N, L, S]`,
 * or `[N, heads, L, S]` without `averageAttnWeights`; the weights are `null` without `needWeights`. Query `[L, N, E]`, key and
 * value may all be without a batch. Floats of one dtype; throws, naming both, where shapes or dtypes do not fit.
 *
 * Arguments: key, value, embedDimToCheck, numHeads, inProjWeight, inProjBias, biasK, biasV, addZeroAttn, dropoutP,
 * outProjWeight, outProjBias, training, keyPaddingMask, needWeights, attnMask, useSeparateProjWeight, qProjWeight,
 * kProjWeight, vProjWeight, staticK, staticV, averageAttnWeights, isCausal. What `nn.MultiheadAttention` calls.
 *
 * Source: https://pytorch.org/docs/1.13/_modules/torch/nn/functional.html
 */
export function multiHeadAttentionForward(
  query: Tensor,
  ...given: Args
): [output: Tensor, weights: Tensor | null] {
  const args = readArgs<MultiHeadAttentionOptions>(MultiHeadAttention, ...given);
  checkAttention(query, args);
  const batched = query.layout.shape.length === 3;
  // Where two of the three are one tensor they stay one: they are projected together.
  const known = new Map<Tensor, Tensor>();
  const arrange = (x: Tensor): Tensor => {
    const arranged = known.get(x) ?? (batched ? x : unsqueeze(x, 1));
    known.set(x, arranged);
    return arranged;
  };
  const padding = args.keyPaddingMask ?? null;
  const { output, weights } = attend(
    arrange(query),
    {
      ...args,
      key: arrange(args.key),
      value: arrange(args.value),
      keyPaddingMask: padding && !batched ? unsqueeze(padding, 0) : padding,
    },
    batched && args.batchFirst ? 1 : 0,
  );
  return batched ? [output, weights] : [squeeze(output, 1), weights && squeeze(weights, 0)];
}

function attend(
  query: Tensor,
  args: CheckedAttention,
  sequence: SequenceDim,
): { output: Tensor; weights: Tensor | null } {
  const { key, numHeads, biasK, biasV, averageAttnWeights = true } = args;
  const { needWeights, dropoutP } = effective(args);
  const [first, second, embedDim] = query.layout.shape;
  const batch = sequence === 1 ? first : second;
  const headDim = embedDim / numHeads;
  const projected = (x: Tensor): Tensor => linear(x, args.outProjWeight, args.outProjBias ?? null);
  if (staysPacked(query, args)) {
    const length = query.layout.shape[sequence];
    const mask = maskOf(args, [batch, numHeads, length, length], length, query.dtype);
    if (!mask || !requiresGrad(mask)) {
      const packed = linear(query, args.inProjWeight as Tensor, args.inProjBias ?? null);
      const scale = 1 / Math.sqrt(headDim);
      const attended = attendPacked(packed, mask, { heads: numHeads, sequence, scale });
      return { output: projected(attended), weights: null };
    }
  }
  let [q, k, v] = project(query, args);
  if (biasK && biasV) {
    const added = (bias: Tensor): Tensor =>
      sequence === 1 ? expand(bias, batch, -1, -1) : expand(bias, -1, batch, -1);
    k = cat([k, added(biasK)], sequence);
    v = cat([v, added(biasV)], sequence);
  }
  const heads = (x: Tensor): Tensor => splitHeads(x, numHeads, sequence);
  const rows = [batch * numHeads, headDim];
  q = heads(q);
  k = args.staticK ? ready("staticK", args.staticK, rows, batch) : heads(k);
  v = args.staticV ? ready("staticV", args.staticV, rows, batch) : heads(v);
  const [held, valued] = [k.layout.shape[2], v.layout.shape[2]];
  if (held !== valued)
    throw refuse(
      `there are ${held} keys but ${valued} values; give both staticK and staticV`,
      k,
      v,
    );
  if (args.addZeroAttn) {
    const zero = zeroTensor([batch, numHeads, 1, headDim], k.dtype);
    k = cat([k, zero], 2);
    v = cat([v, zero], 2);
  }
  const keys = args.staticK ? held : key.layout.shape[sequence];
  const mask = maskOf(args, [batch, numHeads, q.layout.shape[2], k.layout.shape[2]], keys, q.dtype);
  let attended: Tensor;
  let weights: Tensor | null = null;
  if (needWeights) {
    const scores = matmul(div(q, Math.sqrt(headDim)), transpose(k, -2, -1));
    weights = softmax(mask ? add(scores, mask) : scores, { dim: -1 });
    if (dropoutP > 0) weights = dropout(weights, dropoutP);
    attended = matmul(weights, v);
    if (averageAttnWeights) weights = mean(weights, 1);
  } else {
    attended = scaledDotProductAttention(q, k, v, { attnMask: mask, dropoutP });
  }
  return { output: projected(joinHeads(attended, sequence)), weights };
}

/** What of these two counts: dropout is for training. */
function effective({ needWeights = true, training = true, dropoutP = 0 }: CheckedAttention) {
  return { needWeights, dropoutP: training ? dropoutP : 0 };
}

/** Whether queries, keys and values are one tensor's projections, to which nothing is added, and the output is all that is wanted. */
function staysPacked(query: Tensor, args: CheckedAttention): boolean {
  const { needWeights, dropoutP } = effective(args);
  const own = query === args.key && query === args.value && !args.useSeparateProjWeight;
  const added = args.biasK || args.biasV || args.staticK || args.staticV || args.addZeroAttn;
  return own && !added && !needWeights && dropoutP === 0 && query.layout.size > 0;
}

/** Keys or values that a caller has projected: `[batch · heads, S, features of a head]`, as the others are. */
function ready(name: string, x: Tensor, [rows, headDim]: readonly number[], batch: number): Tensor {
  const { shape } = checkTensor(op, x, name).layout;
  if (shape.length !== 3 || shape[0] !== rows || shape[2] !== headDim)
    throw refuse(
      `expecting ${name} of shape [${rows}, S, ${headDim}], but got ${showShape(shape)}`,
      x,
    );
  return unflatten(x, 0, [batch, rows / batch]);
}

/** Queries, keys and values; in one product where they come from the same tensor. */
function project(query: Tensor, args: CheckedAttention): [Tensor, Tensor, Tensor] {
  const { key, value } = args;
  const bias = args.inProjBias ?? null;
  const embedDim = query.layout.shape[2];
  if (args.useSeparateProjWeight) {
    const [qBias, kBias, vBias] = bias ? chunk(bias, 3) : [null, null, null];
    return [
      linear(query, args.qProjWeight as Tensor, qBias),
      linear(key, args.kProjWeight as Tensor, kBias),
      linear(value, args.vProjWeight as Tensor, vBias),
    ];
  }
  const weight = args.inProjWeight as Tensor;
  if (key === value) {
    if (query === key) {
      const [q, k, v] = chunk(linear(query, weight, bias), 3, -1);
      return [q, k, v];
    }
    const [qWeight, kvWeight] = split(weight, [embedDim, 2 * embedDim]);
    const [qBias, kvBias] = bias ? split(bias, [embedDim, 2 * embedDim]) : [null, null];
    const [k, v] = chunk(linear(key, kvWeight, kvBias), 2, -1);
    return [linear(query, qWeight, qBias), k, v];
  }
  const weights = chunk(weight, 3);
  const biases = bias ? chunk(bias, 3) : [null, null, null];
  return [
    linear(query, weights[0], biases[0]),
    linear(key, weights[1], biases[1]),
    linear(value, weights[2], biases[2]),
  ];
}

/**
 * Both masks as one of floats to add, which broadcasts to [batch, heads, targets, sources]; `null` where nothing is masked. Of the
 * sources, the masks know but `keys`.
 */
function maskOf(
  { attnMask, keyPaddingMask }: MultiHeadAttentionOptions,
  [batch, numHeads, targets, sources]: Shape,
  keys: number,
  dtype: DType,
): Tensor | null {
  const added = sources - keys;
  const prepare = (mask: Tensor, ...shape: readonly number[]): Tensor => {
    const floats = additive(mask, dtype);
    return reshape(added > 0 ? pad(floats, [0, added]) : floats, [...shape, sources]);
  };
  let mask: Tensor | null = null;
  if (attnMask) {
    const { shape } = attnMask.layout;
    const flat = shape.length === 2;
    const expected = flat ? [targets, keys] : [batch * numHeads, targets, keys];
    if (!sameShape(shape, expected)) {
      throw refuse(
        `the shape of the ${shape.length}D attnMask is ${showShape(shape)}, but should be ${showShape(expected)}`,
        attnMask,
      );
    }
    mask = flat ? prepare(attnMask, targets) : prepare(attnMask, batch, numHeads, targets);
  }
  if (!keyPaddingMask) return mask;
  const { shape } = keyPaddingMask.layout;
  if (!sameShape(shape, [batch, keys])) {
    throw refuse(
      `expecting keyPaddingMask shape of [${batch}, ${keys}], but got ${showShape(shape)}`,
      keyPaddingMask,
    );
  }
  const padding = prepare(keyPaddingMask, batch, 1, 1);
  return mask ? add(mask, padding) : padding;
}

/** True as -∞, false as 0; floats as they are. */
function additive(mask: Tensor, dtype: DType): Tensor {
  if (isFloat(mask.dtype)) return mask.to(dtype);
  return maskedFill(zeroTensor(mask.layout.shape, dtype), mask.to("bool"), -Infinity);
}
