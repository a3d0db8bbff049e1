/** Functions of one tensor, element by element, as layers. */
import { full, type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions, named, readOptions } from "../arguments.ts";
import { Module } from "../module/module.ts";
import { Parameter } from "../parameter.ts";
import { pythonFloat, quoted } from "../python.ts";

export interface InplaceOptions {
  /** Write the result over the input. Default: false. */
  inplace?: boolean;
}

/** An activation that can write over its input. */
abstract class InplaceActivation extends Module {
  static override readonly params: readonly string[] = ["inplace"];
  readonly inplace: boolean;

  constructor(inplace?: boolean | InplaceOptions) {
    super();
    const args = readOptions<InplaceOptions>(named(InplaceActivation, new.target), [inplace]);
    this.inplace = args.inplace ?? false;
  }

  override extraRepr(): string {
    return this.inplace ? "inplace=True" : "";
  }
}

/** What PyTorch prints behind other options. */
function andInplace({ inplace }: { readonly inplace: boolean }): string {
  return inplace ? ", inplace=True" : "";
}

/** `max(x, 0)`. Source: https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html */
export class ReLU extends InplaceActivation {
  override forward(input: Tensor): Tensor {
    return F.relu(input, { inplace: this.inplace });
  }
}

/** `min(max(x, 0), 6)`. Source: https://pytorch.org/docs/stable/generated/torch.nn.ReLU6.html */
export class ReLU6 extends InplaceActivation {
  override forward(input: Tensor): Tensor {
    return F.relu6(input, { inplace: this.inplace });
  }
}

/** `x · sigmoid(x)`. Source: https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html */
export class SiLU extends InplaceActivation {
  override forward(input: Tensor): Tensor {
    return F.silu(input, { inplace: this.inplace });
  }
}

/** `x · tanh(softplus(x))`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Mish.html */
export class Mish extends InplaceActivation {
  override forward(input: Tensor): Tensor {
    return F.mish(input, { inplace: this.inplace });
  }
}

/** The self-normalising exponential linear unit. Source: https://pytorch.org/docs/stable/generated/torch.nn.SELU.html */
export class SELU extends InplaceActivation {
  override forward(input: Tensor): Tensor {
    return F.selu(input, { inplace: this.inplace });
  }
}

/** `relu6(x + 3) / 6`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html */
export class Hardsigmoid extends InplaceActivation {
  override forward(input: Tensor): Tensor {
    return F.hardsigmoid(input, { inplace: this.inplace });
  }

  override extraRepr(): string {
    return "";
  }
}

/** `x · hardsigmoid(x)`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Hardswish.html */
export class Hardswish extends InplaceActivation {
  override forward(input: Tensor): Tensor {
    return F.hardswish(input, { inplace: this.inplace });
  }

  override extraRepr(): string {
    return "";
  }
}

/** `1 / (1 + exp(-x))`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html */
export class Sigmoid extends Module {
  override forward(input: Tensor): Tensor {
    return input.sigmoid();
  }
}

/** The hyperbolic tangent. Source: https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html */
export class Tanh extends Module {
  override forward(input: Tensor): Tensor {
    return input.tanh();
  }
}

/** `log(sigmoid(x))`. Source: https://pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html */
export class LogSigmoid extends Module {
  override forward(input: Tensor): Tensor {
    return F.logsigmoid(input);
  }
}

/** `x / (1 + |x|)`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Softsign.html */
export class Softsign extends Module {
  override forward(input: Tensor): Tensor {
    return F.softsign(input);
  }
}

/** `x - tanh(x)`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html */
export class Tanhshrink extends Module {
  override forward(input: Tensor): Tensor {
    return F.tanhshrink(input);
  }
}

export interface AlphaOptions extends InplaceOptions {
  /** Default: 1. */
  alpha?: number;
}

/** An exponential linear unit with a factor `alpha`. */
abstract class AlphaActivation extends Module {
  static override readonly params: readonly string[] = ["alpha", "inplace"];
  readonly alpha: number;
  readonly inplace: boolean;

  constructor(alpha?: number | AlphaOptions, inplace?: boolean | AlphaOptions) {
    super();
    const args = readOptions<AlphaOptions>(named(AlphaActivation, new.target), [alpha, inplace]);
    this.alpha = args.alpha ?? 1;
    this.inplace = args.inplace ?? false;
  }

  override extraRepr(): string {
    return `alpha=${pythonFloat(this.alpha)}${andInplace(this)}`;
  }
}

/** `x` where positive, else `alpha (exp(x) - 1)`. Source: https://pytorch.org/docs/stable/generated/torch.nn.ELU.html */
export class ELU extends AlphaActivation {
  override forward(input: Tensor): Tensor {
    return F.elu(input, { alpha: this.alpha, inplace: this.inplace });
  }
}

/** `max(0, x) + min(0, alpha (exp(x / alpha) - 1))`. Source: https://pytorch.org/docs/stable/generated/torch.nn.CELU.html */
export class CELU extends AlphaActivation {
  override forward(input: Tensor): Tensor {
    return F.celu(input, { alpha: this.alpha, inplace: this.inplace });
  }
}

export interface LeakyReLUOptions extends InplaceOptions {
  /** Slope on the negative side. Default: 0.01. */
  negativeSlope?: number;
}

/** `x` where positive, else `negativeSlope · x`. Source: https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html */
export class LeakyReLU extends Module {
  static override readonly params: readonly string[] = ["negativeSlope", "inplace"];
  readonly negativeSlope: number;
  readonly inplace: boolean;

  constructor(negativeSlope?: number | LeakyReLUOptions, inplace?: boolean | LeakyReLUOptions) {
    super();
    const args = readOptions<LeakyReLUOptions>(named(LeakyReLU, new.target), [
      negativeSlope,
      inplace,
    ]);
    this.negativeSlope = args.negativeSlope ?? 0.01;
    this.inplace = args.inplace ?? false;
  }

  override forward(input: Tensor): Tensor {
    return F.leakyRelu(input, { negativeSlope: this.negativeSlope, inplace: this.inplace });
  }

  override extraRepr(): string {
    return `negative_slope=${pythonFloat(this.negativeSlope)}${andInplace(this)}`;
  }
}

export interface RReLUOptions extends InplaceOptions {
  /** Smallest slope. Default: 1/8. */
  lower?: number;
  /** Largest slope. Default: 1/3. */
  upper?: number;
}

/** A leaky ReLU whose slopes are drawn while training. Source: https://pytorch.org/docs/stable/generated/torch.nn.RReLU.html */
export class RReLU extends Module {
  static override readonly params: readonly string[] = ["lower", "upper", "inplace"];
  readonly lower: number;
  readonly upper: number;
  readonly inplace: boolean;

  constructor(
    lower?: number | RReLUOptions,
    upper?: number | RReLUOptions,
    inplace?: boolean | RReLUOptions,
  ) {
    super();
    const args = readOptions<RReLUOptions>(named(RReLU, new.target), [lower, upper, inplace]);
    this.lower = args.lower ?? 1 / 8;
    this.upper = args.upper ?? 1 / 3;
    this.inplace = args.inplace ?? false;
  }

  override forward(input: Tensor): Tensor {
    const { lower, upper, training, inplace } = this;
    return F.rrelu(input, { lower, upper, training, inplace });
  }

  override extraRepr(): string {
    return `lower=${pythonFloat(this.lower)}, upper=${pythonFloat(this.upper)}${andInplace(this)}`;
  }
}

export interface HardtanhOptions extends InplaceOptions {
  /** Default: -1. */
  minVal?: number;
  /** Default: 1. */
  maxVal?: number;
}

/** `min(max(x, minVal), maxVal)`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html */
export class Hardtanh extends Module {
  static override readonly params: readonly string[] = ["minVal", "maxVal", "inplace"];
  readonly minVal: number;
  readonly maxVal: number;
  readonly inplace: boolean;

  constructor(
    minVal?: number | HardtanhOptions,
    maxVal?: number | HardtanhOptions,
    inplace?: boolean | HardtanhOptions,
  ) {
    super();
    const args = readOptions<HardtanhOptions>(named(Hardtanh, new.target), [
      minVal,
      maxVal,
      inplace,
    ]);
    this.minVal = args.minVal ?? -1;
    this.maxVal = args.maxVal ?? 1;
    this.inplace = args.inplace ?? false;
    if (this.maxVal <= this.minVal) {
      throw new TensorError(
        new.target.name,
        `maxVal must be greater than minVal, got ${this.maxVal} and ${this.minVal}`,
      );
    }
  }

  override forward(input: Tensor): Tensor {
    const { minVal, maxVal, inplace } = this;
    return F.hardtanh(input, { minVal, maxVal, inplace });
  }

  override extraRepr(): string {
    return `min_val=${pythonFloat(this.minVal)}, max_val=${pythonFloat(this.maxVal)}${andInplace(this)}`;
  }
}

export interface ThresholdOptions extends InplaceOptions {
  threshold: number;
  /** What stands where the input is not above the threshold. */
  value: number;
}

/** `x` where above `threshold`, else `value`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Threshold.html */
export class Threshold extends Module {
  static override readonly params: readonly string[] = ["threshold", "value", "inplace"];
  readonly threshold: number;
  readonly value: number;
  readonly inplace: boolean;

  constructor(
    threshold: number | ThresholdOptions,
    value?: number,
    inplace?: boolean | InplaceOptions,
  ) {
    super();
    const args = readOptions<ThresholdOptions>(
      named(Threshold, new.target),
      [threshold, value, inplace],
      2,
    );
    this.threshold = args.threshold;
    this.value = args.value;
    this.inplace = args.inplace ?? false;
  }

  override forward(input: Tensor): Tensor {
    const { threshold, value, inplace } = this;
    return F.threshold(input, { threshold, value, inplace });
  }

  override extraRepr(): string {
    return `threshold=${pythonFloat(this.threshold)}, value=${pythonFloat(this.value)}${andInplace(this)}`;
  }
}

export interface GELUOptions {
  /** "tanh" for the approximation by tanh. Default: "none". */
  approximate?: "none" | "tanh";
}

/** `x · Φ(x)`, Φ the normal distribution function. Source: https://pytorch.org/docs/stable/generated/torch.nn.GELU.html */
export class GELU extends Module {
  static override readonly params: readonly string[] = ["approximate"];
  readonly approximate: "none" | "tanh";

  constructor(approximate?: "none" | "tanh" | GELUOptions) {
    super();
    this.approximate =
      readOptions<GELUOptions>(named(GELU, new.target), [approximate]).approximate ?? "none";
  }

  override forward(input: Tensor): Tensor {
    return F.gelu(input, { approximate: this.approximate });
  }

  override extraRepr(): string {
    return `approximate=${quoted(this.approximate)}`;
  }
}

export interface GLUOptions {
  /** The dimension that is halved. Default: -1. */
  dim?: number;
}

/** `a · sigmoid(b)` of the input's two halves. Source: https://pytorch.org/docs/stable/generated/torch.nn.GLU.html */
export class GLU extends Module {
  static override readonly params: readonly string[] = ["dim"];
  readonly dim: number;

  constructor(dim?: number | GLUOptions) {
    super();
    this.dim = readOptions<GLUOptions>(named(GLU, new.target), [dim]).dim ?? -1;
  }

  override forward(input: Tensor): Tensor {
    return F.glu(input, { dim: this.dim });
  }

  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}

export interface ShrinkOptions {
  /** Default: 0.5. */
  lambd?: number;
}

/** A function that is zero within `lambd` of zero. */
abstract class Shrink extends Module {
  static override readonly params: readonly string[] = ["lambd"];
  readonly lambd: number;

  constructor(lambd?: number | ShrinkOptions) {
    super();
    this.lambd = readOptions<ShrinkOptions>(named(Shrink, new.target), [lambd]).lambd ?? 0.5;
  }

  override extraRepr(): string {
    return pythonFloat(this.lambd);
  }
}

/** `x` where farther than `lambd` from 0, else 0. Source: https://pytorch.org/docs/stable/generated/torch.nn.Hardshrink.html */
export class Hardshrink extends Shrink {
  override forward(input: Tensor): Tensor {
    return F.hardshrink(input, { lambd: this.lambd });
  }
}

/** `x` moved towards 0 by `lambd`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Softshrink.html */
export class Softshrink extends Shrink {
  override forward(input: Tensor): Tensor {
    return F.softshrink(input, { lambd: this.lambd });
  }
}

export interface SoftplusOptions {
  /** Sharpness. Default: 1. */
  beta?: number;
  /** Where `beta · x` is above this, the function is `x`. Default: 20. */
  threshold?: number;
}

/** `log(1 + exp(beta · x)) / beta`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html */
export class Softplus extends Module {
  static override readonly params: readonly string[] = ["beta", "threshold"];
  readonly beta: number;
  readonly threshold: number;

  constructor(beta?: number | SoftplusOptions, threshold?: number | SoftplusOptions) {
    super();
    const args = readOptions<SoftplusOptions>(named(Softplus, new.target), [beta, threshold]);
    this.beta = args.beta ?? 1;
    this.threshold = args.threshold ?? 20;
  }

  override forward(input: Tensor): Tensor {
    return F.softplus(input, { beta: this.beta, threshold: this.threshold });
  }

  override extraRepr(): string {
    return `beta=${this.beta}, threshold=${this.threshold}`;
  }
}

export interface PReLUOptions extends FactoryOptions {
  /** One slope for all, or one for each channel. Default: 1. */
  numParameters?: number;
  /** First value of the slopes. Default: 0.25. */
  init?: number;
}

/** A leaky ReLU whose slopes are learnt. Source: https://pytorch.org/docs/stable/generated/torch.nn.PReLU.html */
export class PReLU extends Module {
  static override readonly params: readonly string[] = ["numParameters", "init", "dtype"];
  readonly numParameters: number;
  readonly init: number;
  /** `[numParameters]` */
  declare weight: Parameter;

  constructor(
    numParameters?: number | PReLUOptions,
    init?: number | PReLUOptions,
    options?: PReLUOptions,
  ) {
    super();
    const args = readOptions<PReLUOptions>(named(PReLU, new.target), [
      numParameters,
      init,
      options,
    ]);
    this.numParameters = args.numParameters ?? 1;
    this.init = args.init ?? 0.25;
    this.registerParameter(
      "weight",
      new Parameter(full([this.numParameters], this.init, { dtype: args.dtype })),
    );
  }

  override forward(input: Tensor): Tensor {
    return F.prelu(input, this.weight);
  }

  override extraRepr(): string {
    return `num_parameters=${this.numParameters}`;
  }
}
