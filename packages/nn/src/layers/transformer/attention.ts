/** Attention of several heads. */
import { empty, type Tensor, TensorError } from "@tapeloop/core";
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
    if (!(embedDim > 0 && numHeads > 0)) {
      throw new TensorError(
        new.target.name,
        `embedDim and numHeads must be greater than 0, got ${embedDim} and ${numHeads}`,
      );
    }
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
    const { embedDim, numHeads, outProj, training, batchFirst } = this;
    return F.multiHeadAttentionForward(query, {
      key,
      value,
      embedDimToCheck: embedDim,
      numHeads,
      inProjWeight: this.inProjWeight,
      inProjBias: this.inProjBias,
      biasK: this.biasK,
      biasV: this.biasV,
      addZeroAttn: this.addZeroAttn,
      dropoutP: this.dropout,
      outProjWeight: outProj.weight,
      outProjBias: outProj.bias,
      training,
      useSeparateProjWeight: this.inProjWeight === null,
      qProjWeight: this.qProjWeight,
      kProjWeight: this.kProjWeight,
      vProjWeight: this.vProjWeight,
      batchFirst,
      ...args,
    });
  }
}
