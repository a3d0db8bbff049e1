/** Losses for classes and probabilities. */
import { type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions } from "../arguments.ts";
import {
  Loss,
  type LossOptions,
  type Reduction,
  WeightedLoss,
  type WeightedLossOptions,
} from "./base.ts";

export interface NLLLossOptions extends WeightedLossOptions {
  /** Targets with this value do not count. Default: -100. */
  ignoreIndex?: number;
}

/** Negative log likelihood of classes, given log-probabilities. Source: https://pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html */
export class NLLLoss extends WeightedLoss {
  static override readonly params: readonly string[] = [
    "weight",
    "sizeAverage",
    "ignoreIndex",
    "reduce",
    "reduction",
  ];
  readonly ignoreIndex: number;

  constructor(
    weight?: Tensor | null | NLLLossOptions,
    sizeAverage?: boolean | null | NLLLossOptions,
    ignoreIndex?: number | NLLLossOptions,
    reduce?: boolean | null | NLLLossOptions,
    reduction?: Reduction | NLLLossOptions,
  ) {
    const args = readOptions<NLLLossOptions>(named(NLLLoss, new.target), [
      weight,
      sizeAverage,
      ignoreIndex,
      reduce,
      reduction,
    ]);
    super(args);
    this.ignoreIndex = args.ignoreIndex ?? -100;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, ignoreIndex, reduction } = this;
    return F.nllLoss(input, target, { weight, ignoreIndex, reduction });
  }
}

let warned = false;

/** `NLLLoss` by its old name, of which it warns once. */
export class NLLLoss2d extends NLLLoss {
  constructor(...args: ConstructorParameters<typeof NLLLoss>) {
    super(...args);
    if (warned) return;
    warned = true;
    console.warn("NLLLoss2d has been deprecated; use NLLLoss, which takes the same");
  }
}

export interface CrossEntropyLossOptions extends NLLLossOptions {
  /** How much of each target goes to all classes alike. Default: 0. */
  labelSmoothing?: number;
}

/**
 * Cross entropy of logits and classes (int64), or of logits and probabilities (floats).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
 */
export class CrossEntropyLoss extends WeightedLoss {
  static override readonly params: readonly string[] = [
    "weight",
    "sizeAverage",
    "ignoreIndex",
    "reduce",
    "reduction",
    "labelSmoothing",
  ];
  readonly ignoreIndex: number;
  readonly labelSmoothing: number;

  constructor(
    weight?: Tensor | null | CrossEntropyLossOptions,
    sizeAverage?: boolean | null | CrossEntropyLossOptions,
    ignoreIndex?: number | CrossEntropyLossOptions,
    reduce?: boolean | null | CrossEntropyLossOptions,
    reduction?: Reduction | CrossEntropyLossOptions,
    labelSmoothing?: number | CrossEntropyLossOptions,
  ) {
    const args = readOptions<CrossEntropyLossOptions>(named(CrossEntropyLoss, new.target), [
      weight,
      sizeAverage,
      ignoreIndex,
      reduce,
      reduction,
      labelSmoothing,
    ]);
    super(args);
    this.ignoreIndex = args.ignoreIndex ?? -100;
    this.labelSmoothing = args.labelSmoothing ?? 0;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, ignoreIndex, reduction, labelSmoothing } = this;
    return F.crossEntropy(input, target, { weight, ignoreIndex, reduction, labelSmoothing });
  }
}

/** Binary cross entropy of probabilities. Source: https://pytorch.org/docs/stable/generated/torch.nn.BCELoss.html */
export class BCELoss extends WeightedLoss {
  static override readonly params: readonly string[] = [
    "weight",
    "sizeAverage",
    "reduce",
    "reduction",
  ];

  constructor(
    weight?: Tensor | null | WeightedLossOptions,
    sizeAverage?: boolean | null | WeightedLossOptions,
    reduce?: boolean | null | WeightedLossOptions,
    reduction?: Reduction | WeightedLossOptions,
  ) {
    super(
      readOptions<WeightedLossOptions>(named(BCELoss, new.target), [
        weight,
        sizeAverage,
        reduce,
        reduction,
      ]),
    );
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropy(input, target, { weight: this.weight, reduction: this.reduction });
  }
}

export interface BCEWithLogitsLossOptions extends WeightedLossOptions {
  /** By how much positive targets count more, for each class. */
  posWeight?: Tensor | null;
}

/** Binary cross entropy of logits. Source: https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html */
export class BCEWithLogitsLoss extends WeightedLoss {
  static override readonly params: readonly string[] = [
    "weight",
    "sizeAverage",
    "reduce",
    "reduction",
    "posWeight",
  ];
  static override readonly stateNames: Readonly<Record<string, string>> = {
    posWeight: "pos_weight",
  };
  declare posWeight: Tensor | null;

  constructor(
    weight?: Tensor | null | BCEWithLogitsLossOptions,
    sizeAverage?: boolean | null | BCEWithLogitsLossOptions,
    reduce?: boolean | null | BCEWithLogitsLossOptions,
    reduction?: Reduction | BCEWithLogitsLossOptions,
    posWeight?: Tensor | null | BCEWithLogitsLossOptions,
  ) {
    const args = readOptions<BCEWithLogitsLossOptions>(named(BCEWithLogitsLoss, new.target), [
      weight,
      sizeAverage,
      reduce,
      reduction,
      posWeight,
    ]);
    super(args);
    this.registerBuffer("posWeight", args.posWeight ?? null);
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, posWeight, reduction } = this;
    return F.binaryCrossEntropyWithLogits(input, target, { weight, posWeight, reduction });
  }
}

export type KLDivReduction = Reduction | "batchmean";

export interface KLDivLossOptions extends Omit<LossOptions, "reduction"> {
  /** "batchmean" is the divergence as mathematics has it. Default: "mean". */
  reduction?: KLDivReduction;
  /** Whether the target holds logarithms. Default: false. */
  logTarget?: boolean;
}

/** Kullback and Leibler's divergence, given log-probabilities. Source: https://pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html */
export class KLDivLoss extends Loss<KLDivReduction> {
  static override readonly params: readonly string[] = [
    "sizeAverage",
    "reduce",
    "reduction",
    "logTarget",
  ];
  readonly logTarget: boolean;

  constructor(
    sizeAverage?: boolean | null | KLDivLossOptions,
    reduce?: boolean | null | KLDivLossOptions,
    reduction?: KLDivReduction | KLDivLossOptions,
    logTarget?: boolean | KLDivLossOptions,
  ) {
    const args = readOptions<KLDivLossOptions>(named(KLDivLoss, new.target), [
      sizeAverage,
      reduce,
      reduction,
      logTarget,
    ]);
    super(args);
    this.logTarget = args.logTarget ?? false;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.klDiv(input, target, { reduction: this.reduction, logTarget: this.logTarget });
  }
}

/** Several classes at once, by margins. Source: https://pytorch.org/docs/stable/generated/torch.nn.MultiLabelMarginLoss.html */
export class MultiLabelMarginLoss extends Loss {
  static override readonly params: readonly string[] = ["sizeAverage", "reduce", "reduction"];

  constructor(
    sizeAverage?: boolean | null | LossOptions,
    reduce?: boolean | null | LossOptions,
    reduction?: Reduction | LossOptions,
  ) {
    super(
      readOptions<LossOptions>(named(MultiLabelMarginLoss, new.target), [
        sizeAverage,
        reduce,
        reduction,
      ]),
    );
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.multilabelMarginLoss(input, target, { reduction: this.reduction });
  }
}

/** Several classes at once, by their entropies. Source: https://pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html */
export class MultiLabelSoftMarginLoss extends WeightedLoss {
  static override readonly params: readonly string[] = [
    "weight",
    "sizeAverage",
    "reduce",
    "reduction",
  ];

  constructor(
    weight?: Tensor | null | WeightedLossOptions,
    sizeAverage?: boolean | null | WeightedLossOptions,
    reduce?: boolean | null | WeightedLossOptions,
    reduction?: Reduction | WeightedLossOptions,
  ) {
    super(
      readOptions<WeightedLossOptions>(named(MultiLabelSoftMarginLoss, new.target), [
        weight,
        sizeAverage,
        reduce,
        reduction,
      ]),
    );
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.multilabelSoftMarginLoss(input, target, {
      weight: this.weight,
      reduction: this.reduction,
    });
  }
}

export interface MultiMarginLossOptions extends WeightedLossOptions {
  /** 1 or 2. Default: 1. */
  p?: number;
  /** Default: 1. */
  margin?: number;
}

/** The hinge loss of several classes. Source: https://pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html */
export class MultiMarginLoss extends WeightedLoss {
  static override readonly params: readonly string[] = [
    "p",
    "margin",
    "weight",
    "sizeAverage",
    "reduce",
    "reduction",
  ];
  readonly p: number;
  readonly margin: number;

  constructor(
    p?: number | MultiMarginLossOptions,
    margin?: number | MultiMarginLossOptions,
    weight?: Tensor | null | MultiMarginLossOptions,
    sizeAverage?: boolean | null | MultiMarginLossOptions,
    reduce?: boolean | null | MultiMarginLossOptions,
    reduction?: Reduction | MultiMarginLossOptions,
  ) {
    const args = readOptions<MultiMarginLossOptions>(named(MultiMarginLoss, new.target), [
      p,
      margin,
      weight,
      sizeAverage,
      reduce,
      reduction,
    ]);
    const { p: power = 1 } = args;
    if (power !== 1 && power !== 2)
      throw new TensorError(
        new.target.name,
        `only p == 1 and p == 2 supported, got ${String(power)}`,
      );
    if (args.weight && args.weight.ndim !== 1) {
      throw new TensorError(
        new.target.name,
        `weight must have one dimension, got shape [${args.weight.shape.join(", ")}]`,
        {
          shapes: [args.weight.shape],
        },
      );
    }
    super(args);
    this.p = power;
    this.margin = args.margin ?? 1;
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    const { p, margin, weight, reduction } = this;
    return F.multiMarginLoss(input, target, { p, margin, weight, reduction });
  }
}

/** `log(1 + exp(-y x))` for targets 1 and -1. Source: https://pytorch.org/docs/stable/generated/torch.nn.SoftMarginLoss.html */
export class SoftMarginLoss extends Loss {
  static override readonly params: readonly string[] = ["sizeAverage", "reduce", "reduction"];

  constructor(
    sizeAverage?: boolean | null | LossOptions,
    reduce?: boolean | null | LossOptions,
    reduction?: Reduction | LossOptions,
  ) {
    super(
      readOptions<LossOptions>(named(SoftMarginLoss, new.target), [sizeAverage, reduce, reduction]),
    );
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return F.softMarginLoss(input, target, { reduction: this.reduction });
  }
}

export interface CTCLossOptions {
  /** The class that stands for nothing. Default: 0. */
  blank?: number;
  reduction?: Reduction;
  /** Make infinite losses, and their gradients, zero. Default: false. */
  zeroInfinity?: boolean;
}

/** Loss of sequences that are not aligned with their targets. Source: https://pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html */
export class CTCLoss extends Loss {
  static override readonly params: readonly string[] = ["blank", "reduction", "zeroInfinity"];
  readonly blank: number;
  readonly zeroInfinity: boolean;

  constructor(
    blank?: number | CTCLossOptions,
    reduction?: Reduction | CTCLossOptions,
    zeroInfinity?: boolean | CTCLossOptions,
  ) {
    const args = readOptions<CTCLossOptions>(named(CTCLoss, new.target), [
      blank,
      reduction,
      zeroInfinity,
    ]);
    super(args);
    this.blank = args.blank ?? 0;
    this.zeroInfinity = args.zeroInfinity ?? false;
  }

  override forward(
    logProbs: Tensor,
    targets: Tensor,
    inputLengths: Tensor | readonly number[],
    targetLengths: Tensor | readonly number[],
  ): Tensor {
    const { blank, reduction, zeroInfinity } = this;
    return F.ctcLoss(logProbs, targets, inputLengths, targetLengths, {
      blank,
      reduction,
      zeroInfinity,
    });
  }
}
