/** Normalisation over batches, and over single instances with the same means. */
import { empty, ones, tensor, type Tensor, TensorError, zeros } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions, named, readOptions } from "../arguments.ts";
import { ones_, zeros_ } from "../init/index.ts";
import { Module } from "../module/module.ts";
import { Parameter } from "../parameter.ts";
import { keywords, python, pythonFloat } from "../python.ts";

export interface NormOptions extends FactoryOptions {
  /** Added to the variance. Default: 1e-5. */
  eps?: number;
  /** Weight of the newest batch in the running statistics; `null` averages over all batches. Default: 0.1. */
  momentum?: number | null;
  /** Whether a learnt weight and bias follow. Default: true for batches, false for instances. */
  affine?: boolean;
  /** Whether statistics are kept for evaluation. Default: true for batches, false for instances. */
  trackRunningStats?: boolean;
}

export interface NormNamed extends NormOptions {
  numFeatures: number;
}

interface Defaults {
  readonly affine: boolean;
  readonly trackRunningStats: boolean;
}

/** What normalisations with running statistics have in common. */
export abstract class NormBase extends Module {
  static override readonly params: readonly string[] = [
    "numFeatures",
    "eps",
    "momentum",
    "affine",
    "trackRunningStats",
    "dtype",
  ];
  static override readonly stateNames: Readonly<Record<string, string>> = {
    runningMean: "running_mean",
    runningVar: "running_var",
    numBatchesTracked: "num_batches_tracked",
  };

  readonly numFeatures: number;
  readonly eps: number;
  readonly momentum: number | null;
  readonly affine: boolean;
  readonly trackRunningStats: boolean;
  declare weight: Parameter | null;
  declare bias: Parameter | null;
  declare runningMean: Tensor | null;
  declare runningVar: Tensor | null;
  /** How many batches have been seen; int64. */
  declare numBatchesTracked: Tensor | null;

  protected constructor(args: NormNamed, defaults: Defaults) {
    super();
    const { numFeatures, dtype } = args;
    this.numFeatures = numFeatures;
    this.eps = args.eps ?? 1e-5;
    this.momentum = args.momentum === undefined ? 0.1 : args.momentum;
    this.affine = args.affine ?? defaults.affine;
    this.trackRunningStats = args.trackRunningStats ?? defaults.trackRunningStats;
    const parameter = (): Parameter | null =>
      this.affine ? new Parameter(empty([numFeatures], { dtype })) : null;
    this.registerParameter("weight", parameter());
    this.registerParameter("bias", parameter());
    const tracked = this.trackRunningStats;
    this.registerBuffer("runningMean", tracked ? zeros([numFeatures], { dtype }) : null);
    this.registerBuffer("runningVar", tracked ? ones([numFeatures], { dtype }) : null);
    this.registerBuffer("numBatchesTracked", tracked ? zeros([], { dtype: "int64" }) : null);
    // States from before there was a count, and from elsewhere, lack it.
    if (tracked) {
      this.registerLoadStateDictPreHook((_module, state, prefix) => {
        const key = `${prefix}num_batches_tracked`;
        if (!state.has(key)) state.set(key, tensor(0, { dtype: "int64" }));
      });
    }
    this.resetParameters();
  }

  /** Forgets the running statistics. */
  resetRunningStats(): void {
    if (!this.trackRunningStats) return;
    this.runningMean?.zero_();
    this.runningVar?.fill_(1);
    this.numBatchesTracked?.zero_();
  }

  /** Weight 1, bias 0, no statistics. */
  resetParameters(): void {
    this.resetRunningStats();
    if (this.weight) ones_(this.weight);
    if (this.bias) zeros_(this.bias);
  }

  /** @internal Refuses inputs of other than the given numbers of dimensions. */
  protected _checkDims(input: Tensor, ...dims: readonly number[]): void {
    if (dims.includes(input.ndim)) return;
    throw new TensorError(
      this.constructor.name,
      `expected ${dims.map((d) => `${d}D`).join(" or ")} input (got ${input.ndim}D input)`,
      {
        shapes: [input.shape],
      },
    );
  }

  override extraRepr(): string {
    const { numFeatures, eps, momentum, affine, trackRunningStats } = this;
    return `${numFeatures}, ${keywords({
      eps: pythonFloat(eps),
      momentum: momentum === null ? "None" : pythonFloat(momentum),
      affine: python(affine),
      track_running_stats: python(trackRunningStats),
    })}`;
  }
}

/** What batch normalisations have in common. */
abstract class BatchNormNd extends NormBase {
  constructor(
    numFeatures: number | NormNamed,
    eps?: number | NormOptions,
    momentum?: number | null | NormOptions,
    affine?: boolean | NormOptions,
    trackRunningStats?: boolean | NormOptions,
    options?: NormOptions,
  ) {
    super(
      readOptions<NormNamed>(
        named(BatchNormNd, new.target),
        [numFeatures, eps, momentum, affine, trackRunningStats, options],
        1,
      ),
      {
        affine: true,
        trackRunningStats: true,
      },
    );
  }

  /** @internal */
  protected _normalize(input: Tensor): Tensor {
    const { weight, bias, eps, training, trackRunningStats } = this;
    let momentum = this.momentum ?? 0;
    if (training && trackRunningStats && this.numBatchesTracked) {
      this.numBatchesTracked.add_(1);
      // The average over all batches so far.
      if (this.momentum === null) momentum = 1 / Number(this.numBatchesTracked.item());
    }
    const uses = !training || trackRunningStats;
    const runningMean = uses ? this.runningMean : null;
    const runningVar = uses ? this.runningVar : null;
    const ofBatch = training || (this.runningMean === null && this.runningVar === null);
    return F.batchNorm(input, runningMean, runningVar, {
      weight,
      bias,
      training: ofBatch,
      momentum,
      eps,
    });
  }
}

/** Batch normalisation of `[N, C]` or `[N, C, L]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html */
export class BatchNorm1d extends BatchNormNd {
  override forward(input: Tensor): Tensor {
    this._checkDims(input, 2, 3);
    return this._normalize(input);
  }
}

/** Batch normalisation of `[N, C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html */
export class BatchNorm2d extends BatchNormNd {
  override forward(input: Tensor): Tensor {
    this._checkDims(input, 4);
    return this._normalize(input);
  }
}

/** Batch normalisation of `[N, C, D, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm3d.html */
export class BatchNorm3d extends BatchNormNd {
  override forward(input: Tensor): Tensor {
    this._checkDims(input, 5);
    return this._normalize(input);
  }
}

/** What instance normalisations have in common. */
abstract class InstanceNormNd extends NormBase {
  constructor(
    numFeatures: number | NormNamed,
    eps?: number | NormOptions,
    momentum?: number | null | NormOptions,
    affine?: boolean | NormOptions,
    trackRunningStats?: boolean | NormOptions,
    options?: NormOptions,
  ) {
    super(
      readOptions<NormNamed>(
        named(InstanceNormNd, new.target),
        [numFeatures, eps, momentum, affine, trackRunningStats, options],
        1,
      ),
      {
        affine: false,
        trackRunningStats: false,
      },
    );
  }

  /** @internal An input without the batch dimension gets one for a moment. */
  protected _normalize(input: Tensor, batched: number): Tensor {
    this._checkDims(input, batched - 1, batched);
    if (input.ndim < batched) return this._normalize(input.unsqueeze(0), batched).squeeze(0);
    const { runningMean, runningVar, weight, bias, eps } = this;
    const useInputStats = this.training || !this.trackRunningStats;
    return F.instanceNorm(input, {
      runningMean,
      runningVar,
      weight,
      bias,
      useInputStats,
      momentum: this.momentum ?? 0,
      eps,
    });
  }
}

/** Instance normalisation of `[N, C, L]` or `[C, L]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.InstanceNorm1d.html */
export class InstanceNorm1d extends InstanceNormNd {
  override forward(input: Tensor): Tensor {
    return this._normalize(input, 3);
  }
}

/** Instance normalisation of `[N, C, H, W]` or `[C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html */
export class InstanceNorm2d extends InstanceNormNd {
  override forward(input: Tensor): Tensor {
    return this._normalize(input, 4);
  }
}

/** Instance normalisation of `[N, C, D, H, W]` or `[C, D, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.InstanceNorm3d.html */
export class InstanceNorm3d extends InstanceNormNd {
  override forward(input: Tensor): Tensor {
    return this._normalize(input, 5);
  }
}
