/** Normalisation within each sample. */
import { empty, type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions, named, readOptions } from "../arguments.ts";
import { ones_, zeros_ } from "../init/index.ts";
import { Module } from "../module/module.ts";
import { Parameter } from "../parameter.ts";
import { keywords, python, pythonFloat } from "../python.ts";

export interface LayerNormOptions extends FactoryOptions {
  /** Added to the variance. Default: 1e-5. */
  eps?: number;
  /** Whether a learnt weight and bias follow. Default: true. */
  elementwiseAffine?: boolean;
  /** Whether the bias is learnt, too. Default: true. */
  bias?: boolean;
}

export interface LayerNormNamed extends LayerNormOptions {
  normalizedShape: number | readonly number[];
}

/** Normalises over the last dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html */
export class LayerNorm extends Module {
  static override readonly params: readonly string[] = [
    "normalizedShape",
    "eps",
    "elementwiseAffine",
    "bias",
    "dtype",
  ];
  readonly normalizedShape: readonly number[];
  readonly eps: number;
  readonly elementwiseAffine: boolean;
  declare weight: Parameter | null;
  declare bias: Parameter | null;

  constructor(
    normalizedShape: number | readonly number[] | LayerNormNamed,
    eps?: number | LayerNormOptions,
    elementwiseAffine?: boolean | LayerNormOptions,
    bias?: boolean | LayerNormOptions,
    options?: LayerNormOptions,
  ) {
    const args = readOptions<LayerNormNamed>(
      named(LayerNorm, new.target),
      [normalizedShape, eps, elementwiseAffine, bias, options],
      1,
    );
    super();
    const { normalizedShape: shape, dtype } = args;
    this.normalizedShape = typeof shape === "number" ? [shape] : shape;
    this.eps = args.eps ?? 1e-5;
    this.elementwiseAffine = args.elementwiseAffine ?? true;
    const parameter = (): Parameter => new Parameter(empty(this.normalizedShape, { dtype }));
    this.registerParameter("weight", this.elementwiseAffine ? parameter() : null);
    this.registerParameter(
      "bias",
      this.elementwiseAffine && (args.bias ?? true) ? parameter() : null,
    );
    this.resetParameters();
  }

  /** Weight 1, bias 0. */
  resetParameters(): void {
    if (this.weight) ones_(this.weight);
    if (this.bias) zeros_(this.bias);
  }

  override forward(input: Tensor): Tensor {
    const { weight, bias, eps } = this;
    return F.layerNorm(input, this.normalizedShape, { weight, bias, eps });
  }

  override extraRepr(): string {
    return `${python(this.normalizedShape)}, ${keywords({
      eps: pythonFloat(this.eps),
      elementwise_affine: python(this.elementwiseAffine),
    })}`;
  }
}

export interface GroupNormOptions extends FactoryOptions {
  /** Added to the variance. Default: 1e-5. */
  eps?: number;
  /** Whether a learnt weight and bias follow. Default: true. */
  affine?: boolean;
}

export interface GroupNormNamed extends GroupNormOptions {
  numGroups: number;
  numChannels: number;
}

/** Normalises over groups of channels. Source: https://pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html */
export class GroupNorm extends Module {
  static override readonly params: readonly string[] = [
    "numGroups",
    "numChannels",
    "eps",
    "affine",
    "dtype",
  ];
  readonly numGroups: number;
  readonly numChannels: number;
  readonly eps: number;
  readonly affine: boolean;
  declare weight: Parameter | null;
  declare bias: Parameter | null;

  constructor(
    numGroups: number,
    numChannels: number,
    eps?: number | GroupNormOptions,
    affine?: boolean | GroupNormOptions,
    options?: GroupNormOptions,
  );
  constructor(options: GroupNormNamed);
  constructor(...given: readonly unknown[]) {
    const args = readOptions<GroupNormNamed>(named(GroupNorm, new.target), given, 2);
    super();
    const { numGroups, numChannels, dtype } = args;
    if (numChannels % numGroups !== 0) {
      throw new TensorError(
        new.target.name,
        `numChannels must be divisible by numGroups, got ${numChannels} and ${numGroups}`,
      );
    }
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    this.eps = args.eps ?? 1e-5;
    this.affine = args.affine ?? true;
    const parameter = (): Parameter | null =>
      this.affine ? new Parameter(empty([numChannels], { dtype })) : null;
    this.registerParameter("weight", parameter());
    this.registerParameter("bias", parameter());
    this.resetParameters();
  }

  /** Weight 1, bias 0. */
  resetParameters(): void {
    if (this.weight) ones_(this.weight);
    if (this.bias) zeros_(this.bias);
  }

  override forward(input: Tensor): Tensor {
    const { weight, bias, eps } = this;
    return F.groupNorm(input, this.numGroups, { weight, bias, eps });
  }

  override extraRepr(): string {
    return `${this.numGroups}, ${this.numChannels}, ${keywords({ eps: pythonFloat(this.eps), affine: python(this.affine) })}`;
  }
}

export interface LocalResponseNormOptions {
  /** Default: 1e-4. */
  alpha?: number;
  /** Default: 0.75. */
  beta?: number;
  /** Default: 1. */
  k?: number;
}

export interface LocalResponseNormNamed extends LocalResponseNormOptions {
  size: number;
}

/** Divides each channel by a function of its neighbours. Source: https://pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html */
export class LocalResponseNorm extends Module {
  static override readonly params: readonly string[] = ["size", "alpha", "beta", "k"];
  /** How many neighbouring channels count. */
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;

  constructor(
    size: number | LocalResponseNormNamed,
    alpha?: number | LocalResponseNormOptions,
    beta?: number | LocalResponseNormOptions,
    k?: number | LocalResponseNormOptions,
  ) {
    super();
    const args = readOptions<LocalResponseNormNamed>(
      named(LocalResponseNorm, new.target),
      [size, alpha, beta, k],
      1,
    );
    this.size = args.size;
    this.alpha = args.alpha ?? 1e-4;
    this.beta = args.beta ?? 0.75;
    this.k = args.k ?? 1;
  }

  override forward(input: Tensor): Tensor {
    const { size, alpha, beta, k } = this;
    return F.localResponseNorm(input, size, { alpha, beta, k });
  }

  override extraRepr(): string {
    const { size, alpha, beta, k } = this;
    return `${size}, ${keywords({ alpha: pythonFloat(alpha), beta: pythonFloat(beta), k: pythonFloat(k) })}`;
  }
}
