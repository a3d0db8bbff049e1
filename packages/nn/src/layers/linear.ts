/** Layers that multiply by a matrix. */
import { empty, type Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions, named, readOptions } from "../arguments.ts";
import { calculateFans, kaimingUniform_, uniform_ } from "../init/index.ts";
import { Module } from "../module/module.ts";
import { Parameter } from "../parameter.ts";
import { keywords, python } from "../python.ts";

/** Gives its input back: a place in a network that may be filled later. It takes any arguments. Source: https://pytorch.org/docs/stable/generated/torch.nn.Identity.html */
export class Identity extends Module {
  constructor(..._ignored: readonly unknown[]) {
    super();
  }

  override forward(input: Tensor): Tensor {
    return input;
  }
}

/** PyTorch's first values of the weights of linear and convolutional layers, and of their biases. */
export function resetWeightAndBias(weight: Parameter, bias: Parameter | null): void {
  kaimingUniform_(weight, { a: Math.sqrt(5) });
  if (!bias) return;
  const { fanIn } = calculateFans(weight);
  const bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
  uniform_(bias, -bound, bound);
}

export interface LinearOptions extends FactoryOptions {
  /** Whether a learnt bias is added. Default: true. */
  bias?: boolean;
}

export interface LinearNamed extends LinearOptions {
  inFeatures: number;
  outFeatures: number;
}

/**
 * `y = x Aᵀ + b`, over the last dimension.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
 */
export class Linear extends Module {
  static override readonly params: readonly string[] = [
    "inFeatures",
    "outFeatures",
    "bias",
    "dtype",
  ];
  readonly inFeatures: number;
  readonly outFeatures: number;
  /** `[outFeatures, inFeatures]` */
  declare weight: Parameter;
  /** `[outFeatures]` */
  declare bias: Parameter | null;

  constructor(
    inFeatures: number,
    outFeatures: number,
    bias?: boolean | LinearOptions,
    options?: LinearOptions,
  );
  constructor(options: LinearNamed);
  constructor(...given: readonly unknown[]) {
    const args = readOptions<LinearNamed>(named(Linear, new.target), given, 2);
    super();
    this.inFeatures = args.inFeatures;
    this.outFeatures = args.outFeatures;
    const { dtype } = args;
    this.registerParameter(
      "weight",
      new Parameter(empty([args.outFeatures, args.inFeatures], { dtype })),
    );
    this.registerParameter(
      "bias",
      (args.bias ?? true) ? new Parameter(empty([args.outFeatures], { dtype })) : null,
    );
    this.resetParameters();
  }

  /** Draws new weights. */
  resetParameters(): void {
    resetWeightAndBias(this.weight, this.bias);
  }

  override forward(input: Tensor): Tensor {
    return F.linear(input, this.weight, this.bias);
  }

  override extraRepr(): string {
    return keywords({
      in_features: python(this.inFeatures),
      out_features: python(this.outFeatures),
      bias: python(this.bias !== null),
    });
  }
}

export interface BilinearNamed extends LinearOptions {
  in1Features: number;
  in2Features: number;
  outFeatures: number;
}

/**
 * `y = x1ᵀ A x2 + b`, over the last dimensions.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.Bilinear.html
 */
export class Bilinear extends Module {
  static override readonly params: readonly string[] = [
    "in1Features",
    "in2Features",
    "outFeatures",
    "bias",
    "dtype",
  ];
  readonly in1Features: number;
  readonly in2Features: number;
  readonly outFeatures: number;
  /** `[outFeatures, in1Features, in2Features]` */
  declare weight: Parameter;
  /** `[outFeatures]` */
  declare bias: Parameter | null;

  constructor(
    in1Features: number,
    in2Features: number,
    outFeatures: number,
    bias?: boolean | LinearOptions,
    options?: LinearOptions,
  );
  constructor(options: BilinearNamed);
  constructor(...given: readonly unknown[]) {
    const args = readOptions<BilinearNamed>(named(Bilinear, new.target), given, 3);
    super();
    this.in1Features = args.in1Features;
    this.in2Features = args.in2Features;
    this.outFeatures = args.outFeatures;
    const { dtype } = args;
    this.registerParameter(
      "weight",
      new Parameter(empty([args.outFeatures, args.in1Features, args.in2Features], { dtype })),
    );
    this.registerParameter(
      "bias",
      (args.bias ?? true) ? new Parameter(empty([args.outFeatures], { dtype })) : null,
    );
    this.resetParameters();
  }

  /** Draws new weights. */
  resetParameters(): void {
    const bound = 1 / Math.sqrt(this.in1Features);
    uniform_(this.weight, -bound, bound);
    if (this.bias) uniform_(this.bias, -bound, bound);
  }

  override forward(input1: Tensor, input2: Tensor): Tensor {
    return F.bilinear(input1, input2, this.weight, this.bias);
  }

  override extraRepr(): string {
    return keywords({
      in1_features: python(this.in1Features),
      in2_features: python(this.in2Features),
      out_features: python(this.outFeatures),
      bias: python(this.bias !== null),
    });
  }
}
