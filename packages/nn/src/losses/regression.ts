/** Losses for numbers. */
import type { Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions } from "../arguments.ts";
import { Loss, type LossOptions } from "./base.ts";

/** `|x - y|`. Source: https://pytorch.org/docs/stable/generated/torch.nn.L1Loss.html */
export class L1Loss extends Loss {
  static override readonly params: readonly string[] = ["sizeAverage", "reduce", "reduction"];

  constructor(
    sizeAverage?: boolean | null | LossOptions,
    reduce?: boolean | null | LossOptions,
    reduction?: LossOptions["reduction"] | LossOptions,
  ) {
    super(readOptions<LossOptions>(named(L1Loss, new.target), [sizeAverage, reduce, reduction]));
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.l1Loss(input, target, { reduction: this.reduction });
  }
}

/** `(x - y)²`. Source: https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html */
export class MSELoss extends Loss {
  static override readonly params: readonly string[] = ["sizeAverage", "reduce", "reduction"];

  constructor(
    sizeAverage?: boolean | null | LossOptions,
    reduce?: boolean | null | LossOptions,
    reduction?: LossOptions["reduction"] | LossOptions,
  ) {
    super(readOptions<LossOptions>(named(MSELoss, new.target), [sizeAverage, reduce, reduction]));
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.mseLoss(input, target, { reduction: this.reduction });
  }
}

export interface SmoothL1LossOptions extends LossOptions {
  /** Where the square goes over into the absolute value. Default: 1. */
  beta?: number;
}

/** `½ (x - y)² / beta` near zero, `|x - y| - beta / 2` beyond. Source: https://pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html */
export class SmoothL1Loss extends Loss {
  static override readonly params: readonly string[] = [
    "sizeAverage",
    "reduce",
    "reduction",
    "beta",
  ];
  readonly beta: number;

  constructor(
    sizeAverage?: boolean | null | SmoothL1LossOptions,
    reduce?: boolean | null | SmoothL1LossOptions,
    reduction?: LossOptions["reduction"] | SmoothL1LossOptions,
    beta?: number | SmoothL1LossOptions,
  ) {
    const args = readOptions<SmoothL1LossOptions>(named(SmoothL1Loss, new.target), [
      sizeAverage,
      reduce,
      reduction,
      beta,
    ]);
    super(args);
    this.beta = args.beta ?? 1;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.smoothL1Loss(input, target, { reduction: this.reduction, beta: this.beta });
  }
}

export interface HuberLossOptions {
  reduction?: LossOptions["reduction"];
  /** Where the square goes over into the absolute value. Default: 1. */
  delta?: number;
}

/** `½ (x - y)²` near zero, `delta (|x - y| - delta / 2)` beyond. Source: https://pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html */
export class HuberLoss extends Loss {
  static override readonly params: readonly string[] = ["reduction", "delta"];
  readonly delta: number;

  constructor(
    reduction?: LossOptions["reduction"] | HuberLossOptions,
    delta?: number | HuberLossOptions,
  ) {
    const args = readOptions<HuberLossOptions>(named(HuberLoss, new.target), [reduction, delta]);
    super(args);
    this.delta = args.delta ?? 1;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.huberLoss(input, target, { reduction: this.reduction, delta: this.delta });
  }
}

export interface GaussianNLLLossOptions {
  /** Whether the constant of the likelihood counts, too. Default: false. */
  full?: boolean;
  /** Smallest variance. Default: 1e-6. */
  eps?: number;
  reduction?: LossOptions["reduction"];
}

/** Negative log likelihood of a normal distribution. Source: https://pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html */
export class GaussianNLLLoss extends Loss {
  static override readonly params: readonly string[] = ["full", "eps", "reduction"];
  readonly full: boolean;
  readonly eps: number;

  constructor(options?: GaussianNLLLossOptions) {
    const args = readOptions<GaussianNLLLossOptions>(named(GaussianNLLLoss, new.target), [options]);
    super(args);
    this.full = args.full ?? false;
    this.eps = args.eps ?? 1e-6;
  }

  override forward(input: Tensor, target: Tensor, variance: Tensor): Tensor {
    return F.gaussianNllLoss(input, target, variance, {
      full: this.full,
      eps: this.eps,
      reduction: this.reduction,
    });
  }
}

export interface PoissonNLLLossOptions extends LossOptions {
  /** Whether the input is the rate's logarithm. Default: true. */
  logInput?: boolean;
  /** Whether Stirling's approximation of the target's factorial counts, too. Default: false. */
  full?: boolean;
  /** Added to the rate before its logarithm is taken. Default: 1e-8. */
  eps?: number;
}

/** Negative log likelihood of a Poisson distribution. Source: https://pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html */
export class PoissonNLLLoss extends Loss {
  static override readonly params: readonly string[] = [
    "logInput",
    "full",
    "sizeAverage",
    "eps",
    "reduce",
    "reduction",
  ];
  readonly logInput: boolean;
  readonly full: boolean;
  readonly eps: number;

  constructor(
    logInput?: boolean | PoissonNLLLossOptions,
    full?: boolean | PoissonNLLLossOptions,
    sizeAverage?: boolean | null | PoissonNLLLossOptions,
    eps?: number | PoissonNLLLossOptions,
    reduce?: boolean | null | PoissonNLLLossOptions,
    reduction?: LossOptions["reduction"] | PoissonNLLLossOptions,
  ) {
    const args = readOptions<PoissonNLLLossOptions>(named(PoissonNLLLoss, new.target), [
      logInput,
      full,
      sizeAverage,
      eps,
      reduce,
      reduction,
    ]);
    super(args);
    this.logInput = args.logInput ?? true;
    this.full = args.full ?? false;
    this.eps = args.eps ?? 1e-8;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { logInput, full, eps, reduction } = this;
    return F.poissonNllLoss(input, target, { logInput, full, eps, reduction });
  }
}
