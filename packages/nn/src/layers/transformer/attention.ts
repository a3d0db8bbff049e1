/** Attention of several heads. */
import { cat, empty, type Tensor, TensorError, zeros, zerosLike } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions, named, readOptions } from "../../arguments.ts";
import { constant_, xavierNormal_, xavierUniform_ } from "../../init/index.ts";
import { Module } from "../../module/module.ts";
import { Parameter } from "../../parameter.ts";
import { Linear } from "../linear.ts";

/** A Linear that PyTorch keeps from being quantised; it prints by that name. */
class NonDynamicallyQuantizableLinear extends Linear {}

export interface MultiheadAttentionOptions extends FactoryOptions {
  /** Probability of dropping attention weights while training. Default: 0. */
  dropout?: number;
  /** Whether biases are learnt. Default: true. */
  bias?: boolean;
  /** Whether a learnt key and value are added to each sequence. Default: false. */
  addBiasKv?: boolean;
  /** Whether a zero key and value are added to each sequence. Default: false. */
  addZeroAttn?: boolean;
  /** Features of keys; those of queries where nothing is said. */
  kdim?: number | null;
  /** Features of values; those of queries where nothing is said. */
  vdim?: number | null;
  /** Whether the batch comes before the sequence: `[batch, sequence, features]`. Default: false. */
  batchFirst?: boolean;
}

export interface MultiheadAttentionNamed extends MultiheadAttentionOptions {
  embedDim: number;
  numHeads: number;
}

export interface AttentionCall {
  /** `[batch, keys]`: true where a key is no part of its sequence, or floats that are added. */
  keyPaddingMask?: Tensor | null;
  /** Whether weights are answered, too. Default: true. */
  needWeights?: boolean;
  /** `[queries, keys]` or one for each head: true where a query may not see a key, or floats that are added. */
  attnMask?: Tensor | null;
  /** Whether the answered weights are the heads' mean. Default: true. */
  averageAttnWeights?: boolean;
  /** Says that `attnMask` is causal; it is needed all the same. Default: false. */
  isCausal?: boolean;
}

/**
 * Attention of several heads: `softmax(Q Kᵀ / √d) V`, projected.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html
 */
export class MultiheadAttention extends Module {
  static override readonly params: readonly string[] = [
    "embedDim",
    "numHeads",
    "dropout",
    "bias",
    "addBiasKv",
    "addZeroAttn",
    "kdim",
    "vdim",
    "batchFirst",
    "dtype",
  ];
  static override readonly stateNames: Readonly<Record<string, string>> = {
    inProjWeight: "in_proj_weight",
    qProjWeight: "q_proj_weight",
    kProjWeight: "k_proj_weight",
    vProjWeight: "v_proj_weight",
    inProjBias: "in_proj_bias",
    biasK: "bias_k",
    biasV: "bias_v",
    outProj: "out_proj",
  };
  readonly embedDim: number;
  readonly numHeads: number;
  readonly headDim: number;
  readonly kdim: number;
  readonly vdim: number;
  readonly dropout: number;
  readonly batchFirst: boolean;
  readonly addZeroAttn: boolean;
  /** The projections of queries, keys and values below each other, where all have the same features. */
  declare inProjWeight: Parameter | null;
  declare qProjWeight: Parameter | null;
  declare kProjWeight: Parameter | null;
  declare vProjWeight: Parameter | null;
  declare inProjBias: Parameter | null;
  declare biasK: Parameter | null;
  declare biasV: Parameter | null;
  declare outProj: Linear;

  constructor(
    embedDim: number,
    numHeads: number,
    dropout?: number | MultiheadAttentionOptions,
    bias?: boolean | MultiheadAttentionOptions,
    addBiasKv?: boolean | MultiheadAttentionOptions,
    addZeroAttn?: boolean | MultiheadAttentionOptions,
    kdim?: number | null | MultiheadAttentionOptions,
    vdim?: number | null | MultiheadAttentionOptions,
    batchFirst?: boolean | MultiheadAttentionOptions,
  );
  constructor(options: MultiheadAttentionNamed);
  constructor(...given: readonly unknown[]) {
    super();
    const args = readOptions<MultiheadAttentionNamed>(
      named(MultiheadAttention, new.target),
      given,
      2,
    );
    const { embedDim, numHeads, bias = true, dtype } = args;
    this.embedDim = embedDim;
    this.numHeads = numHeads;
    this.headDim = Math.floor(embedDim / numHeads);
    if (this.headDim * numHeads !== embedDim) {
      throw new TensorError(
        new.target.name,
        `embedDim must be divisible by numHeads, got ${embedDim} and ${numHeads}`,
      );
    }
    this.kdim = args.kdim ?? embedDim;
    this.vdim = args.vdim ?? embedDim;
    this.dropout = args.dropout ?? 0;
    this.batchFirst = args.batchFirst ?? false;
    this.addZeroAttn = args.addZeroAttn ?? false;
    const same = this.kdim === embedDim && this.vdim === embedDim;
    const register = (name: string, wanted: boolean, ...shape: readonly number[]): void => {
      this.registerParameter(name, wanted ? new Parameter(empty(shape, { dtype })) : null);
    };
    register("inProjWeight", same, 3 * embedDim, embedDim);
    register("qProjWeight", !same, embedDim, embedDim);
    register("kProjWeight", !same, embedDim, this.kdim);
    register("vProjWeight", !same, embedDim, this.vdim);
    register("inProjBias", bias, 3 * embedDim);
    register("biasK", args.addBiasKv ?? false, 1, 1, embedDim);
    register("biasV", args.addBiasKv ?? false, 1, 1, embedDim);
    this.registerModule(
      "outProj",
      new NonDynamicallyQuantizableLinear(embedDim, embedDim, { bias, dtype }),
    );
    this.resetParameters();
  }

  /** Draws new weights, but for those of `outProj`. */
  resetParameters(): void {
    for (const weight of [
      this.inProjWeight,
      this.qProjWeight,
      this.kProjWeight,
      this.vProjWeight,
    ]) {
      if (weight) xavierUniform_(weight);
    }
    if (this.inProjBias) {
      constant_(this.inProjBias, 0);
      if (this.outProj.bias) constant_(this.outProj.bias, 0);
    }
    if (this.biasK) xavierNormal_(this.biasK);
    if (this.biasV) xavierNormal_(this.biasV);
  }

  /** Answers `[output, weights]`; the weights are `null` with `{ needWeights: false }`. */
  override forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    keyPaddingMask?: Tensor | null | AttentionCall,
    needWeights?: boolean | AttentionCall,
    attnMask?: Tensor | null | AttentionCall,
    averageAttnWeights?: boolean | AttentionCall,
    isCausal?: boolean | AttentionCall,
  ): [output: Tensor, weights: Tensor | null] {
    const args = readOptions<AttentionCall>(
      {
        name: `${this.constructor.name}.forward`,
        params: ["keyPaddingMask", "needWeights", "attnMask", "averageAttnWeights", "isCausal"],
      },
      [keyPaddingMask, needWeights, attnMask, averageAttnWeights, isCausal],
    );
    const batched = this._checkShapes(query, key, value, args);
    // Where two of the three are one tensor they stay one: they are projected together.
    const known = new Map<Tensor, Tensor>();
    const arrange = (x: Tensor): Tensor => {
      const arranged = known.get(x) ?? (batched ? x : x.unsqueeze(1));
      known.set(x, arranged);
      return arranged;
    };
    const padding = args.keyPaddingMask ?? null;
    const { output, weights } = this._attend(
      arrange(query),
      arrange(key),
      arrange(value),
      padding && !batched ? padding.unsqueeze(0) : padding,
      args,
      batched && this.batchFirst ? 1 : 0,
    );
    return batched ? [output, weights] : [output.squeeze(1), weights && weights.squeeze(0)];
  }

  private _error(message: string, ...tensors: readonly Tensor[]): TensorError {
    return new TensorError(this.constructor.name, message, {
      shapes: tensors.map(({ shape }) => shape),
      dtypes: tensors.map(({ dtype }) => dtype),
    });
  }

  private _checkShapes(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    { keyPaddingMask, attnMask, isCausal }: AttentionCall,
  ): boolean {
    const { ndim } = query;
    if (ndim !== 2 && ndim !== 3) {
      throw this._error(
        `query should be unbatched 2D or batched 3D tensor but received ${ndim}-D query tensor`,
        query,
      );
    }
    const kind = ndim === 3 ? "batched (3-D)" : "unbatched (2-D)";
    if (key.ndim !== ndim || value.ndim !== ndim) {
      throw this._error(
        `for ${kind} query, expected key and value to be ${ndim}-D but found ${key.ndim}-D and ${value.ndim}-D tensors respectively`,
        query,
        key,
        value,
      );
    }
    if (keyPaddingMask && keyPaddingMask.ndim !== ndim - 1) {
      throw this._error(
        `for ${kind} query, expected keyPaddingMask to be null or ${ndim - 1}-D but found ${keyPaddingMask.ndim}-D tensor instead`,
        keyPaddingMask,
      );
    }
    if (attnMask && attnMask.ndim !== 2 && attnMask.ndim !== 3) {
      throw this._error(
        `for ${kind} query, expected attnMask to be null, 2-D or 3-D but found ${attnMask.ndim}-D tensor instead`,
        attnMask,
      );
    }
    for (const [name, mask] of [
      ["keyPaddingMask", keyPaddingMask],
      ["attnMask", attnMask],
    ] as const) {
      if (mask && mask.dtype !== "bool" && mask.dtype !== "uint8" && !mask.isFloatingPoint()) {
        throw this._error(
          `only bool and floating types of ${name} are supported, got ${mask.dtype}; convert it with .bool()`,
          mask,
        );
      }
    }
    if (isCausal && !attnMask) throw this._error("need attnMask if specifying the isCausal hint");
    const [e, ek, ev] = [query, key, value].map((tensor) => tensor.shape[ndim - 1]);
    if (e !== this.embedDim)
      throw this._error(
        `was expecting embedding dimension of ${this.embedDim}, but got ${e}`,
        query,
      );
    if (ek !== this.kdim || ev !== this.vdim) {
      throw this._error(
        `was expecting key and value dimensions of ${this.kdim} and ${this.vdim}, but got ${ek} and ${ev}`,
        key,
        value,
      );
    }
    if (key.shape.slice(0, -1).join() !== value.shape.slice(0, -1).join()) {
      throw this._error(
        `key's sequence and batch dims [${key.shape.slice(0, -1).join(", ")}] do not match value's [${value.shape.slice(0, -1).join(", ")}]`,
        key,
        value,
      );
    }
    return ndim === 3;
  }

  private _attend(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    keyPaddingMask: Tensor | null,
    { attnMask = null, needWeights = true, averageAttnWeights = true }: AttentionCall,
    sequence: 0 | 1,
  ): { output: Tensor; weights: Tensor | null } {
    const { numHeads, headDim, embedDim, biasK, biasV, addZeroAttn } = this;
    const batch = query.shape[1 - sequence];
    let [q, k, v] = this._project(query, key, value);
    if (biasK && biasV) {
      const added = (bias: Tensor): Tensor =>
        sequence === 1 ? bias.expand(batch, -1, -1) : bias.expand(-1, batch, -1);
      k = cat([k, added(biasK)], sequence);
      v = cat([v, added(biasV)], sequence);
    }
    // To [batch, heads, sequence, features of a head], as a view.
    const order = sequence === 1 ? [0, 2, 1, 3] : [1, 2, 0, 3];
    const split = (x: Tensor): Tensor => x.unflatten(-1, [numHeads, headDim]).permute(order);
    [q, k, v] = [split(q), split(k), split(v)];
    if (addZeroAttn) {
      const zero = zeros([batch, numHeads, 1, headDim], { dtype: k.dtype });
      k = cat([k, zero], 2);
      v = cat([v, zero], 2);
    }
    const mask = this._mask(attnMask, keyPaddingMask, q, k, key.shape[sequence]);
    const dropoutP = this.training ? this.dropout : 0;
    let attended: Tensor;
    let weights: Tensor | null = null;
    if (needWeights) {
      const scores = q.div(Math.sqrt(headDim)).matmul(k.transpose(-2, -1));
      weights = F.softmax(mask ? scores.add(mask) : scores, { dim: -1 });
      if (dropoutP > 0) weights = F.dropout(weights, { p: dropoutP, training: true });
      attended = weights.matmul(v);
      if (averageAttnWeights) weights = weights.mean(1);
    } else {
      attended = F.scaledDotProductAttention(q, k, v, { attnMask: mask, dropoutP });
    }
    const back = sequence === 1 ? [0, 2, 1, 3] : [2, 0, 1, 3];
    const [first, second] = query.shape;
    const together = attended.permute(back).reshape(first, second, embedDim);
    return { output: this.outProj(together), weights };
  }

  /** Queries, keys and values; in one product where they come from the same tensor. */
  private _project(query: Tensor, key: Tensor, value: Tensor): [Tensor, Tensor, Tensor] {
    const { inProjWeight, inProjBias, embedDim } = this;
    if (inProjWeight && key === value) {
      if (query === key) {
        const [q, k, v] = F.linear(query, inProjWeight, inProjBias).chunk(3, -1);
        return [q, k, v];
      }
      const [qWeight, kvWeight] = inProjWeight.split([embedDim, 2 * embedDim]);
      const [qBias, kvBias] = inProjBias
        ? inProjBias.split([embedDim, 2 * embedDim])
        : [null, null];
      const [k, v] = F.linear(key, kvWeight, kvBias).chunk(2, -1);
      return [F.linear(query, qWeight, qBias), k, v];
    }
    const [qWeight, kWeight, vWeight] = inProjWeight
      ? inProjWeight.chunk(3)
      : [this.qProjWeight as Tensor, this.kProjWeight as Tensor, this.vProjWeight as Tensor];
    const [qBias, kBias, vBias] = inProjBias ? inProjBias.chunk(3) : [null, null, null];
    return [
      F.linear(query, qWeight, qBias),
      F.linear(key, kWeight, kBias),
      F.linear(value, vWeight, vBias),
    ];
  }

  /** Both masks as one of floats to add, which broadcasts to [batch, heads, targets, sources]; `null` where nothing is masked. */
  private _mask(
    attnMask: Tensor | null,
    keyPaddingMask: Tensor | null,
    query: Tensor,
    { shape: [, , sources] }: Tensor,
    keys: number,
  ): Tensor | null {
    const [batch, numHeads, targets] = query.shape;
    const added = sources - keys;
    const prepare = (mask: Tensor, ...shape: readonly number[]): Tensor => {
      const floats = additive(mask, query);
      return (added > 0 ? F.pad(floats, [0, added]) : floats).reshape(...shape, sources);
    };
    let mask: Tensor | null = null;
    if (attnMask) {
      const expected = attnMask.ndim === 2 ? [targets, keys] : [batch * numHeads, targets, keys];
      if (attnMask.shape.join() !== expected.join()) {
        throw this._error(
          `the shape of the ${attnMask.ndim}D attnMask is [${attnMask.shape.join(", ")}], but should be [${expected.join(", ")}]`,
          attnMask,
        );
      }
      mask =
        attnMask.ndim === 2
          ? prepare(attnMask, targets)
          : prepare(attnMask, batch, numHeads, targets);
    }
    if (!keyPaddingMask) return mask;
    if (keyPaddingMask.shape.join() !== [batch, keys].join()) {
      throw this._error(
        `expecting keyPaddingMask shape of [${batch}, ${keys}], but got [${keyPaddingMask.shape.join(", ")}]`,
        keyPaddingMask,
      );
    }
    const padding = prepare(keyPaddingMask, batch, 1, 1);
    return mask ? mask.add(padding) : padding;
  }
}

/** True as -∞, false as 0; floats as they are. */
function additive(mask: Tensor, like: Tensor): Tensor {
  if (mask.isFloatingPoint()) return mask.to(like.dtype);
  return zerosLike(mask, { dtype: like.dtype }).maskedFill(mask.to("bool"), -Infinity);
}
