/** Normalisations without the channels of their input; see lazily.ts. */
import { ones, zeros } from "@tapeloop/core";
import { type FactoryOptions, named, readOptions } from "../../arguments.ts";
import {
  BatchNorm1d,
  BatchNorm2d,
  BatchNorm3d,
  InstanceNorm1d,
  InstanceNorm2d,
  InstanceNorm3d,
  type NormBase,
  type NormOptions,
} from "../batch-norm.ts";
import { lazily, reshape, type Setup } from "./lazily.ts";

const norm: Setup<NormBase> = {
  ofInput: (_module, input) => input.shape[1],
  ofWeight: (_module, weight) => weight.shape[0],
  build(module, numFeatures) {
    Object.assign(module, { numFeatures });
    reshape(module.weight, [numFeatures]);
    reshape(module.bias, [numFeatures]);
    const { runningMean, runningVar } = module;
    if (runningMean) module.runningMean = zeros([numFeatures], { dtype: runningMean.dtype });
    if (runningVar) module.runningVar = ones([numFeatures], { dtype: runningVar.dtype });
  },
};

const normParams: readonly string[] = BatchNorm1d.params.slice(1);

export type LazyNormArgs<O = NormOptions> = readonly [
  eps?: number | O,
  momentum?: number | null | O,
  affine?: boolean | O,
  trackRunningStats?: boolean | O,
  options?: O & FactoryOptions,
];

/** A `BatchNorm1d` that learns `numFeatures` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm1d.html */
export class LazyBatchNorm1d extends BatchNorm1d {
  static override readonly params: readonly string[] = normParams;

  constructor(...args: LazyNormArgs) {
    super({
      ...readOptions<NormOptions>(named(LazyBatchNorm1d, new.target), args),
      numFeatures: 0,
    });
    lazily<NormBase>(this, LazyBatchNorm1d, BatchNorm1d, norm);
  }
}

/** A `BatchNorm2d` that learns `numFeatures` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm2d.html */
export class LazyBatchNorm2d extends BatchNorm2d {
  static override readonly params: readonly string[] = normParams;

  constructor(...args: LazyNormArgs) {
    super({
      ...readOptions<NormOptions>(named(LazyBatchNorm2d, new.target), args),
      numFeatures: 0,
    });
    lazily<NormBase>(this, LazyBatchNorm2d, BatchNorm2d, norm);
  }
}

/** A `BatchNorm3d` that learns `numFeatures` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm3d.html */
export class LazyBatchNorm3d extends BatchNorm3d {
  static override readonly params: readonly string[] = normParams;

  constructor(...args: LazyNormArgs) {
    super({
      ...readOptions<NormOptions>(named(LazyBatchNorm3d, new.target), args),
      numFeatures: 0,
    });
    lazily<NormBase>(this, LazyBatchNorm3d, BatchNorm3d, norm);
  }
}

/** Lazy instance norms have the defaults of batch norms. PyTorch's page says otherwise; PyTorch does this. */
const instanceDefaults = { affine: true, trackRunningStats: true } as const;

/**
 * An `InstanceNorm1d` that learns `numFeatures` from its first input. Other than that, it has `affine` and `trackRunningStats`
 * on where nothing is said.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm1d.html
 */
export class LazyInstanceNorm1d extends InstanceNorm1d {
  static override readonly params: readonly string[] = normParams;

  constructor(...args: LazyNormArgs) {
    super({
      ...instanceDefaults,
      ...readOptions<NormOptions>(named(LazyInstanceNorm1d, new.target), args),
      numFeatures: 0,
    });
    lazily<NormBase>(this, LazyInstanceNorm1d, InstanceNorm1d, norm);
  }
}

/**
 * An `InstanceNorm2d` that learns `numFeatures` from its first input. Other than that, it has `affine` and `trackRunningStats`
 * on where nothing is said.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm2d.html
 */
export class LazyInstanceNorm2d extends InstanceNorm2d {
  static override readonly params: readonly string[] = normParams;

  constructor(...args: LazyNormArgs) {
    super({
      ...instanceDefaults,
      ...readOptions<NormOptions>(named(LazyInstanceNorm2d, new.target), args),
      numFeatures: 0,
    });
    lazily<NormBase>(this, LazyInstanceNorm2d, InstanceNorm2d, norm);
  }
}

/**
 * An `InstanceNorm3d` that learns `numFeatures` from its first input. Other than that, it has `affine` and `trackRunningStats`
 * on where nothing is said.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm3d.html
 */
export class LazyInstanceNorm3d extends InstanceNorm3d {
  static override readonly params: readonly string[] = normParams;

  constructor(...args: LazyNormArgs) {
    super({
      ...instanceDefaults,
      ...readOptions<NormOptions>(named(LazyInstanceNorm3d, new.target), args),
      numFeatures: 0,
    });
    lazily<NormBase>(this, LazyInstanceNorm3d, InstanceNorm3d, norm);
  }
}
