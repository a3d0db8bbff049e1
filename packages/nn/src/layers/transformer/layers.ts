/** The layers that transformers are stacked from. */
import { type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions, named, readOptions } from "../../arguments.ts";
import { Module } from "../../module/module.ts";
import { Dropout } from "../dropout.ts";
import { Linear } from "../linear.ts";
import { LayerNorm } from "../norm.ts";
import { MultiheadAttention } from "./attention.ts";
import { decoderCall } from "./calls.ts";

/** What stands between the two linear layers: by name, a function, or a module. */
export type Activation = "relu" | "gelu" | ((x: Tensor) => Tensor);

export interface TransformerLayerOptions extends FactoryOptions {
  /** Features between the two linear layers. Default: 2048. */
  dimFeedforward?: number;
  /** Default: 0.1. */
  dropout?: number;
  /** Default: "relu". */
  activation?: Activation;
  /** Default: 1e-5. */
  layerNormEps?: number;
  /** Whether the batch comes before the sequence: `[batch, sequence, features]`. Default: false. */
  batchFirst?: boolean;
  /** Whether normalisation comes before each part rather than behind it. Default: false. */
  normFirst?: boolean;
  /** Whether biases are learnt. Default: true. */
  bias?: boolean;
}

export interface TransformerLayerNamed extends TransformerLayerOptions {
  /** Features of the sequence. */
  dModel: number;
  /** Heads of the attention. */
  nhead: number;
}

const params: readonly string[] = [
  "dModel",
  "nhead",
  "dimFeedforward",
  "dropout",
  "activation",
  "layerNormEps",
  "batchFirst",
  "normFirst",
  "bias",
  "dtype",
];

function activationOf(name: string, activation: Activation = "relu"): (x: Tensor) => Tensor {
  if (typeof activation === "function") return activation;
  if (activation === "relu") return (x) => F.relu(x);
  if (activation === "gelu") return (x) => F.gelu(x);
  throw new TensorError(name, `activation should be relu/gelu, not ${String(activation)}`);
}

interface Sizes {
  readonly dModel: number;
  readonly nhead: number;
  readonly feedforward: number;
  readonly dropout: number;
  readonly attention: {
    readonly dropout: number;
    readonly bias: boolean;
    readonly batchFirst: boolean;
    readonly dtype: FactoryOptions["dtype"];
  };
  readonly linear: { readonly bias: boolean; readonly dtype: FactoryOptions["dtype"] };
  readonly norm: {
    readonly eps: number;
    readonly bias: boolean;
    readonly dtype: FactoryOptions["dtype"];
  };
}

function sizesOf(args: TransformerLayerNamed): Sizes {
  const {
    dModel,
    nhead,
    dimFeedforward = 2048,
    dropout = 0.1,
    layerNormEps = 1e-5,
    batchFirst = false,
    bias = true,
    dtype,
  } = args;
  return {
    dModel,
    nhead,
    feedforward: dimFeedforward,
    dropout,
    attention: { dropout, bias, batchFirst, dtype },
    linear: { bias, dtype },
    norm: { eps: layerNormEps, bias, dtype },
  };
}

export interface EncoderLayerCall {
  /** Which positions may not see which; see `MultiheadAttention`. */
  srcMask?: Tensor | null;
  /** Which positions are no part of their sequence. */
  srcKeyPaddingMask?: Tensor | null;
  /** Says that `srcMask` is causal. */
  isCausal?: boolean;
}

/**
 * Self-attention and two linear layers, each with a way around and normalised.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.TransformerEncoderLayer.html
 */
export class TransformerEncoderLayer extends Module {
  static override readonly params: readonly string[] = params;
  static override readonly stateNames: Readonly<Record<string, string>> = { selfAttn: "self_attn" };
  selfAttn: MultiheadAttention;
  linear1: Linear;
  dropout: Dropout;
  linear2: Linear;
  readonly normFirst: boolean;
  norm1: LayerNorm;
  norm2: LayerNorm;
  dropout1: Dropout;
  dropout2: Dropout;
  activation: (x: Tensor) => Tensor;

  constructor(
    dModel: number,
    nhead: number,
    dimFeedforward?: number | TransformerLayerOptions,
    dropout?: number | TransformerLayerOptions,
    activation?: Activation | TransformerLayerOptions,
    layerNormEps?: number | TransformerLayerOptions,
    batchFirst?: boolean | TransformerLayerOptions,
    normFirst?: boolean | TransformerLayerOptions,
    bias?: boolean | TransformerLayerOptions,
  );
  constructor(options: TransformerLayerNamed);
  constructor(...given: readonly unknown[]) {
    super();
    const args = readOptions<TransformerLayerNamed>(
      named(TransformerEncoderLayer, new.target),
      given,
      2,
    );
    const sizes = sizesOf(args);
    this.selfAttn = new MultiheadAttention(sizes.dModel, sizes.nhead, sizes.attention);
    this.linear1 = new Linear(sizes.dModel, sizes.feedforward, sizes.linear);
    this.dropout = new Dropout(sizes.dropout);
    this.linear2 = new Linear(sizes.feedforward, sizes.dModel, sizes.linear);
    this.normFirst = args.normFirst ?? false;
    this.norm1 = new LayerNorm(sizes.dModel, sizes.norm);
    this.norm2 = new LayerNorm(sizes.dModel, sizes.norm);
    this.dropout1 = new Dropout(sizes.dropout);
    this.dropout2 = new Dropout(sizes.dropout);
    this.activation = activationOf(new.target.name, args.activation);
  }

  override forward(
    src: Tensor,
    srcMask?: Tensor | null | EncoderLayerCall,
    srcKeyPaddingMask?: Tensor | null | EncoderLayerCall,
    isCausal?: boolean | EncoderLayerCall,
  ): Tensor {
    const call = {
      name: `${this.constructor.name}.forward`,
      params: ["srcMask", "srcKeyPaddingMask", "isCausal"],
    };
    const args = readOptions<EncoderLayerCall>(call, [srcMask, srcKeyPaddingMask, isCausal]);
    const { norm1, norm2 } = this;
    if (this.normFirst) {
      const x = src.add(this._attend(norm1(src), args));
      return x.add(this._feedForward(norm2(x)));
    }
    const x = norm1(src.add(this._attend(src, args)));
    return norm2(x.add(this._feedForward(x)));
  }

  private _attend(x: Tensor, { srcMask, srcKeyPaddingMask, isCausal }: EncoderLayerCall): Tensor {
    const masks = { attnMask: srcMask, keyPaddingMask: srcKeyPaddingMask, isCausal };
    const [attended] = this.selfAttn(x, x, x, { ...masks, needWeights: false });
    return this.dropout1(attended);
  }

  private _feedForward(x: Tensor): Tensor {
    return this.dropout2(this.linear2(this.dropout(this.activation(this.linear1(x)))));
  }
}

export interface DecoderLayerCall {
  /** Which positions of the target may not see which; see `MultiheadAttention`. */
  tgtMask?: Tensor | null;
  /** Which positions of the target may not see which of the memory. */
  memoryMask?: Tensor | null;
  /** Which positions are no part of their target. */
  tgtKeyPaddingMask?: Tensor | null;
  /** Which positions are no part of their memory. */
  memoryKeyPaddingMask?: Tensor | null;
  /** Says that `tgtMask` is causal. */
  tgtIsCausal?: boolean;
  /** Says that `memoryMask` is causal. */
  memoryIsCausal?: boolean;
}

/**
 * Self-attention, attention to an encoder's output, and two linear layers, each with a way around and normalised.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.TransformerDecoderLayer.html
 */
export class TransformerDecoderLayer extends Module {
  static override readonly params: readonly string[] = params;
  static override readonly stateNames: Readonly<Record<string, string>> = {
    selfAttn: "self_attn",
    multiheadAttn: "multihead_attn",
  };
  selfAttn: MultiheadAttention;
  multiheadAttn: MultiheadAttention;
  linear1: Linear;
  dropout: Dropout;
  linear2: Linear;
  readonly normFirst: boolean;
  norm1: LayerNorm;
  norm2: LayerNorm;
  norm3: LayerNorm;
  dropout1: Dropout;
  dropout2: Dropout;
  dropout3: Dropout;
  activation: (x: Tensor) => Tensor;

  constructor(
    dModel: number,
    nhead: number,
    dimFeedforward?: number | TransformerLayerOptions,
    dropout?: number | TransformerLayerOptions,
    activation?: Activation | TransformerLayerOptions,
    layerNormEps?: number | TransformerLayerOptions,
    batchFirst?: boolean | TransformerLayerOptions,
    normFirst?: boolean | TransformerLayerOptions,
    bias?: boolean | TransformerLayerOptions,
  );
  constructor(options: TransformerLayerNamed);
  constructor(...given: readonly unknown[]) {
    super();
    const args = readOptions<TransformerLayerNamed>(
      named(TransformerDecoderLayer, new.target),
      given,
      2,
    );
    const sizes = sizesOf(args);
    this.selfAttn = new MultiheadAttention(sizes.dModel, sizes.nhead, sizes.attention);
    this.multiheadAttn = new MultiheadAttention(sizes.dModel, sizes.nhead, sizes.attention);
    this.linear1 = new Linear(sizes.dModel, sizes.feedforward, sizes.linear);
    this.dropout = new Dropout(sizes.dropout);
    this.linear2 = new Linear(sizes.feedforward, sizes.dModel, sizes.linear);
    this.normFirst = args.normFirst ?? false;
    this.norm1 = new LayerNorm(sizes.dModel, sizes.norm);
    this.norm2 = new LayerNorm(sizes.dModel, sizes.norm);
    this.norm3 = new LayerNorm(sizes.dModel, sizes.norm);
    this.dropout1 = new Dropout(sizes.dropout);
    this.dropout2 = new Dropout(sizes.dropout);
    this.dropout3 = new Dropout(sizes.dropout);
    this.activation = activationOf(new.target.name, args.activation);
  }

  override forward(
    tgt: Tensor,
    memory: Tensor,
    tgtMask?: Tensor | null | DecoderLayerCall,
    memoryMask?: Tensor | null | DecoderLayerCall,
    tgtKeyPaddingMask?: Tensor | null | DecoderLayerCall,
    memoryKeyPaddingMask?: Tensor | null | DecoderLayerCall,
    tgtIsCausal?: boolean | DecoderLayerCall,
    memoryIsCausal?: boolean | DecoderLayerCall,
  ): Tensor {
    const call = { name: `${this.constructor.name}.forward`, params: decoderCall };
    const given = [
      tgtMask,
      memoryMask,
      tgtKeyPaddingMask,
      memoryKeyPaddingMask,
      tgtIsCausal,
      memoryIsCausal,
    ];
    const args = readOptions<DecoderLayerCall>(call, given);
    const { norm1, norm2, norm3 } = this;
    if (this.normFirst) {
      let x = tgt.add(this._attend(norm1(tgt), args));
      x = x.add(this._remember(norm2(x), memory, args));
      return x.add(this._feedForward(norm3(x)));
    }
    let x = norm1(tgt.add(this._attend(tgt, args)));
    x = norm2(x.add(this._remember(x, memory, args)));
    return norm3(x.add(this._feedForward(x)));
  }

  private _attend(
    x: Tensor,
    { tgtMask, tgtKeyPaddingMask, tgtIsCausal }: DecoderLayerCall,
  ): Tensor {
    const masks = { attnMask: tgtMask, keyPaddingMask: tgtKeyPaddingMask, isCausal: tgtIsCausal };
    const [attended] = this.selfAttn(x, x, x, { ...masks, needWeights: false });
    return this.dropout1(attended);
  }

  private _remember(
    x: Tensor,
    memory: Tensor,
    { memoryMask, memoryKeyPaddingMask, memoryIsCausal }: DecoderLayerCall,
  ): Tensor {
    const masks = {
      attnMask: memoryMask,
      keyPaddingMask: memoryKeyPaddingMask,
      isCausal: memoryIsCausal,
    };
    const [attended] = this.multiheadAttn(x, memory, memory, { ...masks, needWeights: false });
    return this.dropout2(attended);
  }

  private _feedForward(x: Tensor): Tensor {
    return this.dropout3(this.linear2(this.dropout(this.activation(this.linear1(x)))));
  }
}
