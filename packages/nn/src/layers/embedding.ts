/** Layers that look up a vector for each integer. */
import { type DType, empty, noGrad, type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions, named, readOptions } from "../arguments.ts";
import { normal_ } from "../init/index.ts";
import { Module } from "../module/module.ts";
import { Parameter } from "../parameter.ts";
import { python, pythonFloat } from "../python.ts";

interface TableOptions extends FactoryOptions {
  /** Row that is not learnt, and zero at first. */
  paddingIdx?: number | null;
  /** Rows with a larger norm are scaled down when they are looked up. */
  maxNorm?: number | null;
  /** The p of that norm. Default: 2. */
  normType?: number;
  /** Divide gradients by how often a row occurs in the batch. Default: false. */
  scaleGradByFreq?: boolean;
  /** Gradients are always dense here; the option says nothing. */
  sparse?: boolean;
  /** First values, instead of drawn ones. */
  _weight?: Tensor | null;
}

export interface EmbeddingOptions extends TableOptions {}

export interface EmbeddingNamed extends EmbeddingOptions {
  numEmbeddings: number;
  embeddingDim: number;
}

interface TableArgs extends TableOptions {
  numEmbeddings: number;
  embeddingDim: number;
}

/** What both lookups have in common. */
abstract class Table extends Module {
  readonly numEmbeddings: number;
  readonly embeddingDim: number;
  readonly paddingIdx: number | null;
  readonly maxNorm: number | null;
  readonly normType: number;
  readonly scaleGradByFreq: boolean;
  readonly sparse: boolean;
  /** `[numEmbeddings, embeddingDim]` */
  declare weight: Parameter;

  protected constructor(name: string, args: TableArgs) {
    super();
    const { numEmbeddings, embeddingDim, _weight, dtype } = args;
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.paddingIdx = checkPaddingIdx(name, args.paddingIdx ?? null, numEmbeddings);
    this.maxNorm = args.maxNorm ?? null;
    this.normType = args.normType ?? 2;
    this.scaleGradByFreq = args.scaleGradByFreq ?? false;
    this.sparse = args.sparse ?? false;
    this.registerParameter(
      "weight",
      new Parameter(
        _weight
          ? checkWeight(name, _weight, args)
          : empty([numEmbeddings, embeddingDim], { dtype }),
      ),
    );
    if (!_weight) this.resetParameters();
  }

  /** Draws new vectors. */
  resetParameters(): void {
    normal_(this.weight);
    const { paddingIdx } = this;
    if (paddingIdx !== null) noGrad(() => void this.weight.select(0, paddingIdx).zero_());
  }

  /** @internal What is printed of the options that are not the default, before and behind those that differ. */
  protected _norms(): string[] {
    const parts: string[] = [];
    if (this.maxNorm !== null) parts.push(`max_norm=${pythonFloat(this.maxNorm)}`);
    if (this.normType !== 2) parts.push(`norm_type=${pythonFloat(this.normType)}`);
    if (this.scaleGradByFreq) parts.push(`scale_grad_by_freq=${python(true)}`);
    return parts;
  }
}

function checkPaddingIdx(name: string, index: number | null, rows: number): number | null {
  if (index === null) return null;
  if (index >= rows || index < -rows)
    throw new TensorError(
      name,
      `paddingIdx must be within numEmbeddings, got ${index} and ${rows}`,
    );
  return index < 0 ? index + rows : index;
}

function checkWeight(
  name: string,
  weight: Tensor,
  { numEmbeddings, embeddingDim }: TableArgs,
): Tensor {
  const { shape } = weight;
  if (shape.length === 2 && shape[0] === numEmbeddings && shape[1] === embeddingDim) return weight;
  throw new TensorError(
    name,
    `shape of weight does not match numEmbeddings and embeddingDim: got [${shape.join(", ")}], expected [${numEmbeddings}, ${embeddingDim}]`,
    { shapes: [shape] },
  );
}

function checkPretrained(
  name: string,
  { shape }: Tensor,
): readonly [rows: number, columns: number] {
  if (shape.length === 2) return [shape[0], shape[1]];
  throw new TensorError(
    name,
    `embeddings parameter is expected to be 2-dimensional, got ${shape.length} dimensions`,
    { shapes: [shape] },
  );
}

/**
 * A table of vectors, looked up by int64 indices of any shape. `fromPretrained` makes one of a tensor.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.Embedding.html
 */
export class Embedding extends Table {
  static override readonly params: readonly string[] = [
    "numEmbeddings",
    "embeddingDim",
    "paddingIdx",
    "maxNorm",
    "normType",
    "scaleGradByFreq",
    "sparse",
    "_weight",
    "dtype",
  ];

  constructor(
    numEmbeddings: number,
    embeddingDim: number,
    paddingIdx?: number | null | EmbeddingOptions,
    maxNorm?: number | null | EmbeddingOptions,
    normType?: number | EmbeddingOptions,
    scaleGradByFreq?: boolean | EmbeddingOptions,
    sparse?: boolean | EmbeddingOptions,
    _weight?: Tensor | null | EmbeddingOptions,
    dtype?: DType | null | EmbeddingOptions,
  );
  constructor(options: EmbeddingNamed);
  constructor(...given: readonly unknown[]) {
    super(new.target.name, readOptions<EmbeddingNamed>(named(Embedding, new.target), given, 2));
  }

  /** A table of given vectors, not learnt unless `{ freeze: false }`. */
  static fromPretrained(
    embeddings: Tensor,
    freeze?: boolean | PretrainedOptions,
    options?: PretrainedOptions,
  ): Embedding {
    const params = ["freeze", "paddingIdx", "maxNorm", "normType", "scaleGradByFreq", "sparse"];
    const { freeze: frozen = true, ...rest } = readOptions<PretrainedOptions>(
      { name: "fromPretrained", params },
      [freeze, options],
    );
    const [numEmbeddings, embeddingDim] = checkPretrained("fromPretrained", embeddings);
    const embedding = new Embedding({ numEmbeddings, embeddingDim, _weight: embeddings, ...rest });
    embedding.weight.requiresGrad = !frozen;
    return embedding;
  }

  override forward(input: Tensor): Tensor {
    const { paddingIdx, maxNorm, normType, scaleGradByFreq, sparse } = this;
    return F.embedding(input, this.weight, {
      paddingIdx,
      maxNorm,
      normType,
      scaleGradByFreq,
      sparse,
    });
  }

  override extraRepr(): string {
    const parts = [python(this.numEmbeddings), python(this.embeddingDim)];
    if (this.paddingIdx !== null) parts.push(`padding_idx=${this.paddingIdx}`);
    parts.push(...this._norms());
    if (this.sparse) parts.push("sparse=True");
    return parts.join(", ");
  }
}

export interface PretrainedOptions extends Omit<TableOptions, "_weight" | "dtype"> {
  /** Keep the vectors as they are. Default: true. */
  freeze?: boolean;
}

export type BagMode = "sum" | "mean" | "max";

export interface EmbeddingBagOptions extends TableOptions {
  /** How the vectors of a bag become one. Default: "mean". */
  mode?: BagMode;
  /** Whether offsets end with the number of indices. Default: false. */
  includeLastOffset?: boolean;
}

export interface EmbeddingBagNamed extends EmbeddingBagOptions {
  numEmbeddings: number;
  embeddingDim: number;
}

export interface EmbeddingBagForwardOptions {
  /** Where each bag starts, for an input of one dimension. */
  offsets?: Tensor | null;
  /** A weight for each index; with mode "sum" only. */
  perSampleWeights?: Tensor | null;
}

/**
 * Sums, means or maxima of bags of vectors.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html
 */
export class EmbeddingBag extends Table {
  static override readonly params: readonly string[] = [
    "numEmbeddings",
    "embeddingDim",
    "maxNorm",
    "normType",
    "scaleGradByFreq",
    "mode",
    "sparse",
    "_weight",
    "includeLastOffset",
    "paddingIdx",
    "dtype",
  ];
  readonly mode: BagMode;
  readonly includeLastOffset: boolean;

  constructor(
    numEmbeddings: number,
    embeddingDim: number,
    maxNorm?: number | null | EmbeddingBagOptions,
    normType?: number | EmbeddingBagOptions,
    scaleGradByFreq?: boolean | EmbeddingBagOptions,
    mode?: BagMode | EmbeddingBagOptions,
    sparse?: boolean | EmbeddingBagOptions,
    _weight?: Tensor | null | EmbeddingBagOptions,
    includeLastOffset?: boolean | EmbeddingBagOptions,
    paddingIdx?: number | null | EmbeddingBagOptions,
    dtype?: DType | null | EmbeddingBagOptions,
  );
  constructor(options: EmbeddingBagNamed);
  constructor(...given: readonly unknown[]) {
    const args = readOptions<EmbeddingBagNamed>(named(EmbeddingBag, new.target), given, 2);
    super(new.target.name, args);
    this.mode = args.mode ?? "mean";
    this.includeLastOffset = args.includeLastOffset ?? false;
  }

  /** Bags of given vectors, not learnt unless `{ freeze: false }`. */
  static fromPretrained(
    embeddings: Tensor,
    freeze?: boolean | PretrainedBagOptions,
    options?: PretrainedBagOptions,
  ): EmbeddingBag {
    const params = [
      "freeze",
      "maxNorm",
      "normType",
      "scaleGradByFreq",
      "mode",
      "sparse",
      "includeLastOffset",
      "paddingIdx",
    ];
    const { freeze: frozen = true, ...rest } = readOptions<PretrainedBagOptions>(
      { name: "fromPretrained", params },
      [freeze, options],
    );
    const [numEmbeddings, embeddingDim] = checkPretrained("fromPretrained", embeddings);
    const bag = new EmbeddingBag({ numEmbeddings, embeddingDim, _weight: embeddings, ...rest });
    bag.weight.requiresGrad = !frozen;
    return bag;
  }

  override forward(
    input: Tensor,
    offsets?: Tensor | null | EmbeddingBagForwardOptions,
    perSampleWeights?: Tensor | null | EmbeddingBagForwardOptions,
  ): Tensor {
    const call = {
      name: `${this.constructor.name}.forward`,
      params: ["offsets", "perSampleWeights"],
    };
    const args = readOptions<EmbeddingBagForwardOptions>(call, [offsets, perSampleWeights]);
    const { maxNorm, normType, scaleGradByFreq, mode, sparse, includeLastOffset, paddingIdx } =
      this;
    return F.embeddingBag(input, this.weight, {
      ...args,
      maxNorm,
      normType,
      scaleGradByFreq,
      mode,
      sparse,
      includeLastOffset,
      paddingIdx,
    });
  }

  override extraRepr(): string {
    const parts = [
      python(this.numEmbeddings),
      python(this.embeddingDim),
      ...this._norms(),
      `mode=${this.mode}`,
    ];
    if (this.paddingIdx !== null) parts.push(`padding_idx=${this.paddingIdx}`);
    return parts.join(", ");
  }
}

export interface PretrainedBagOptions extends Omit<EmbeddingBagOptions, "_weight" | "dtype"> {
  /** Keep the vectors as they are. Default: true. */
  freeze?: boolean;
}
