/** Stacks of transformer layers. */
import { full, type Tensor, TensorError } from "@tapeloop/core";
import { named, readOptions } from "../../arguments.ts";
import { ModuleList } from "../../containers/module-list.ts";
import { xavierUniform_ } from "../../init/index.ts";
import { type Layer, Module } from "../../module/module.ts";
import { LayerNorm } from "../norm.ts";
import { decoderCall } from "./calls.ts";
import {
  type Activation,
  type DecoderLayerCall,
  type EncoderLayerCall,
  TransformerDecoderLayer,
  TransformerEncoderLayer,
  type TransformerLayerOptions,
} from "./layers.ts";

/** What a `TransformerEncoder` is stacked from: `TransformerEncoderLayer`, or another that takes the same. */
export interface EncoderLayer extends Module {
  forward(src: Tensor, options?: EncoderLayerCall): Tensor;
}

/** What a `TransformerDecoder` is stacked from: `TransformerDecoderLayer`, or another that takes the same. */
export interface DecoderLayer extends Module {
  forward(tgt: Tensor, memory: Tensor, options?: DecoderLayerCall): Tensor;
}

/** As many copies as there shall be layers, each with parameters of its own that start alike. */
function clones<M extends Module>(layer: M, count: number): ModuleList<M> {
  return new ModuleList(Array.from({ length: count }, () => layer.clone()));
}

export interface EncoderOptions {
  /** A layer behind the last one. */
  norm?: Layer | null;
  /** Has no effect: there are no nested tensors. */
  enableNestedTensor?: boolean;
  /** Has no effect: there are no nested tensors. */
  maskCheck?: boolean;
}

export interface EncoderNamed extends EncoderOptions {
  encoderLayer: EncoderLayer;
  numLayers: number;
}

export interface EncoderCall {
  /** Which positions may not see which; see `MultiheadAttention`. */
  mask?: Tensor | null;
  /** Which positions are no part of their sequence. */
  srcKeyPaddingMask?: Tensor | null;
  /** Says that `mask` is causal. */
  isCausal?: boolean | null;
}

/** Copies of an encoder layer, one after the other. Source: https://pytorch.org/docs/stable/generated/torch.nn.TransformerEncoder.html */
export class TransformerEncoder extends Module {
  static override readonly params: readonly string[] = [
    "encoderLayer",
    "numLayers",
    "norm",
    "enableNestedTensor",
    "maskCheck",
  ];
  layers: ModuleList<EncoderLayer>;
  readonly numLayers: number;
  norm: Layer | null;

  constructor(
    encoderLayer: EncoderLayer,
    numLayers: number,
    norm?: Layer | null | EncoderOptions,
    enableNestedTensor?: boolean | EncoderOptions,
    maskCheck?: boolean | EncoderOptions,
  );
  constructor(options: EncoderNamed);
  constructor(...given: readonly unknown[]) {
    super();
    const args = readOptions<EncoderNamed>(named(TransformerEncoder, new.target), given, 2);
    this.layers = clones(args.encoderLayer, args.numLayers);
    this.numLayers = args.numLayers;
    this.norm = args.norm ?? null;
  }

  override forward(
    src: Tensor,
    mask?: Tensor | null | EncoderCall,
    srcKeyPaddingMask?: Tensor | null | EncoderCall,
    isCausal?: boolean | null | EncoderCall,
  ): Tensor {
    const call = {
      name: `${this.constructor.name}.forward`,
      params: ["mask", "srcKeyPaddingMask", "isCausal"],
    };
    const args = readOptions<EncoderCall>(call, [mask, srcKeyPaddingMask, isCausal]);
    const options = {
      srcMask: args.mask,
      srcKeyPaddingMask: args.srcKeyPaddingMask,
      isCausal: args.isCausal ?? false,
    };
    let x = src;
    for (const layer of this.layers) x = layer(x, options);
    return this.norm ? this.norm(x) : x;
  }
}

export interface DecoderOptions {
  /** A layer behind the last one. */
  norm?: Layer | null;
}

export interface DecoderNamed extends DecoderOptions {
  decoderLayer: DecoderLayer;
  numLayers: number;
}

/** Copies of a decoder layer, one after the other. Source: https://pytorch.org/docs/stable/generated/torch.nn.TransformerDecoder.html */
export class TransformerDecoder extends Module {
  static override readonly params: readonly string[] = ["decoderLayer", "numLayers", "norm"];
  layers: ModuleList<DecoderLayer>;
  readonly numLayers: number;
  norm: Layer | null;

  constructor(decoderLayer: DecoderLayer, numLayers: number, norm?: Layer | null | DecoderOptions);
  constructor(options: DecoderNamed);
  constructor(...given: readonly unknown[]) {
    super();
    const args = readOptions<DecoderNamed>(named(TransformerDecoder, new.target), given, 2);
    this.layers = clones(args.decoderLayer, args.numLayers);
    this.numLayers = args.numLayers;
    this.norm = args.norm ?? null;
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
    const options = readOptions<DecoderLayerCall>(call, given);
    let x = tgt;
    for (const layer of this.layers) x = layer(x, memory, { ...options });
    return this.norm ? this.norm(x) : x;
  }
}

export interface TransformerOptions extends TransformerLayerOptions {
  /** Features of the sequences. Default: 512. */
  dModel?: number;
  /** Heads of the attention. Default: 8. */
  nhead?: number;
  /** Default: 6. */
  numEncoderLayers?: number;
  /** Default: 6. */
  numDecoderLayers?: number;
  /** Instead of the encoder. */
  customEncoder?: Module | null;
  /** Instead of the decoder. */
  customDecoder?: Module | null;
}

export interface TransformerCall {
  srcMask?: Tensor | null;
  tgtMask?: Tensor | null;
  memoryMask?: Tensor | null;
  srcKeyPaddingMask?: Tensor | null;
  tgtKeyPaddingMask?: Tensor | null;
  memoryKeyPaddingMask?: Tensor | null;
  srcIsCausal?: boolean | null;
  tgtIsCausal?: boolean | null;
  memoryIsCausal?: boolean;
}

const transformerCall: readonly string[] = [
  "srcMask",
  "tgtMask",
  "memoryMask",
  "srcKeyPaddingMask",
  "tgtKeyPaddingMask",
  "memoryKeyPaddingMask",
  "srcIsCausal",
  "tgtIsCausal",
  "memoryIsCausal",
];

type CustomEncoder = (src: Tensor, options: EncoderCall) => Tensor;
type CustomDecoder = (tgt: Tensor, memory: Tensor, options: DecoderLayerCall) => Tensor;

/** An encoder and a decoder. Source: https://pytorch.org/docs/stable/generated/torch.nn.Transformer.html */
export class Transformer extends Module {
  static override readonly params: readonly string[] = [
    "dModel",
    "nhead",
    "numEncoderLayers",
    "numDecoderLayers",
    "dimFeedforward",
    "dropout",
    "activation",
    "customEncoder",
    "customDecoder",
    "layerNormEps",
    "batchFirst",
    "normFirst",
    "bias",
    "dtype",
  ];
  encoder: Module;
  decoder: Module;
  readonly dModel: number;
  readonly nhead: number;
  readonly batchFirst: boolean;

  constructor(
    dModel?: number | TransformerOptions,
    nhead?: number | TransformerOptions,
    numEncoderLayers?: number | TransformerOptions,
    numDecoderLayers?: number | TransformerOptions,
    dimFeedforward?: number | TransformerOptions,
    dropout?: number | TransformerOptions,
    activation?: Activation | TransformerOptions,
    customEncoder?: Module | null | TransformerOptions,
    customDecoder?: Module | null | TransformerOptions,
    layerNormEps?: number | TransformerOptions,
    batchFirst?: boolean | TransformerOptions,
    normFirst?: boolean | TransformerOptions,
    bias?: boolean | TransformerOptions,
  );
  constructor(...given: readonly unknown[]) {
    super();
    const args = readOptions<TransformerOptions>(named(Transformer, new.target), given);
    const {
      numEncoderLayers = 6,
      numDecoderLayers = 6,
      customEncoder,
      customDecoder,
      dModel = 512,
      nhead = 8,
      ...layer
    } = args;
    const norm = (): LayerNorm =>
      new LayerNorm(dModel, {
        eps: layer.layerNormEps ?? 1e-5,
        bias: layer.bias,
        dtype: layer.dtype,
      });
    this.encoder =
      customEncoder ??
      new TransformerEncoder(
        new TransformerEncoderLayer({ dModel, nhead, ...layer }),
        numEncoderLayers,
        norm(),
      );
    this.decoder =
      customDecoder ??
      new TransformerDecoder(
        new TransformerDecoderLayer({ dModel, nhead, ...layer }),
        numDecoderLayers,
        norm(),
      );
    this.dModel = dModel;
    this.nhead = nhead;
    this.batchFirst = layer.batchFirst ?? false;
    this.resetParameters();
  }

  /** Draws new weights for all matrices. */
  resetParameters(): void {
    for (const parameter of this.parameters()) if (parameter.ndim > 1) xavierUniform_(parameter);
  }

  override forward(
    src: Tensor,
    tgt: Tensor,
    srcMask?: Tensor | null | TransformerCall,
    tgtMask?: Tensor | null | TransformerCall,
    memoryMask?: Tensor | null | TransformerCall,
    srcKeyPaddingMask?: Tensor | null | TransformerCall,
    tgtKeyPaddingMask?: Tensor | null | TransformerCall,
    memoryKeyPaddingMask?: Tensor | null | TransformerCall,
    ...more: readonly (boolean | null | TransformerCall)[]
  ): Tensor {
    const call = { name: `${this.constructor.name}.forward`, params: transformerCall };
    const given = [
      srcMask,
      tgtMask,
      memoryMask,
      srcKeyPaddingMask,
      tgtKeyPaddingMask,
      memoryKeyPaddingMask,
      ...more,
    ];
    const args = readOptions<TransformerCall>(call, given);
    this._check(src, tgt);
    const memory = (this.encoder as unknown as CustomEncoder)(src, {
      mask: args.srcMask,
      srcKeyPaddingMask: args.srcKeyPaddingMask,
      isCausal: args.srcIsCausal ?? undefined,
    });
    return (this.decoder as unknown as CustomDecoder)(tgt, memory, {
      tgtMask: args.tgtMask,
      memoryMask: args.memoryMask,
      tgtKeyPaddingMask: args.tgtKeyPaddingMask,
      memoryKeyPaddingMask: args.memoryKeyPaddingMask,
      tgtIsCausal: args.tgtIsCausal ?? undefined,
      memoryIsCausal: args.memoryIsCausal,
    });
  }

  private _check(src: Tensor, tgt: Tensor): void {
    const shapes = [src.shape, tgt.shape];
    const { name } = this.constructor;
    const batch = this.batchFirst ? 0 : 1;
    if (src.ndim === 3 && src.shape[batch] !== tgt.shape[batch]) {
      throw new TensorError(
        name,
        `the batch number of src and tgt must be equal, got ${src.shape[batch]} and ${tgt.shape[batch]}`,
        { shapes },
      );
    }
    const [s, t] = [src.shape.at(-1), tgt.shape.at(-1)];
    if (s !== this.dModel || t !== this.dModel) {
      throw new TensorError(
        name,
        `the feature number of src and tgt must be equal to dModel = ${this.dModel}, got ${s} and ${t}`,
        { shapes },
      );
    }
  }

  /** The mask with which no position sees a later one: -∞ above the diagonal, 0 elsewhere. */
  static generateSquareSubsequentMask(size: number): Tensor {
    return full([size, size], -Infinity).triu(1);
  }
}
