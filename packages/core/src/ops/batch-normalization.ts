/** Normalization of channels: over a batch, or of each sample by itself. */
import { wrapArray } from "../alloc.ts";
import { isRecording } from "../autograd/mode.ts";
import { requiresGrad } from "../autograd/node.ts";
import { showShape, TensorError } from "../errors.ts";
import { sizeOf } from "../layout.ts";
import { checkFloat, checkSameDtype } from "../op/checks.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { clone } from "./convert.ts";
import {
  type AffineOptions,
  BatchNormOp,
  type Five,
  InstanceNormOp,
  inverseRoots,
  momentsOf,
  normalized,
  type Statistics,
  statisticsOf,
} from "./normalized.ts";
import { updateRunning } from "./running-statistics.ts";

const F = "torch.nn.functional.";
const BatchNorm = signature(
  "batchNorm",
  ["runningMean", "runningVar", "weight", "bias", "training", "momentum", "eps"],
  { torch: `${F}batch_norm` },
);
const InstanceNorm = signature(
  "instanceNorm",
  ["runningMean", "runningVar", "weight", "bias", "useInputStats", "momentum", "eps"],
  { torch: `${F}instance_norm` },
);

interface RunningOptions extends AffineOptions {
  /** The means so far; updated while training. */
  runningMean?: Tensor | null;
  /** The (unbiased) variances so far; updated while training. */
  runningVar?: Tensor | null;
  /** The weight of this batch in them; 0.1 where nothing is said. */
  momentum?: number;
}

export interface BatchNormOptions extends RunningOptions {
  /** Take mean and variance of this batch, and update the running ones; else use those. */
  training?: boolean;
}

/** Checks that whatever has one number for each channel has as many as the input. */
function checkChannels(op: string, input: Tensor, channels: number, args: RunningOptions): void {
  for (const name of ["runningMean", "runningVar", "weight", "bias"] as const) {
    const param = args[name];
    if (!param) continue;
    const { size, shape } = checkTensor(op, param, name).layout;
    if (size !== channels) {
      throw new TensorError(
        op,
        `${name} should contain ${channels} elements not ${size}: input of shape ${showShape(input.layout.shape)} has ${channels} channels`,
        { shapes: [input.layout.shape, shape] },
      );
    }
    checkSameDtype(op, param, input.dtype, name);
    if (name === "weight" || name === "bias") continue;
    if (shape.length !== 1)
      throw new TensorError(op, `${name} must have one dimension, got shape ${showShape(shape)}`, {
        shapes: [shape],
      });
    if (isRecording() && requiresGrad(param))
      throw new TensorError(
        op,
        `not differentiable with respect to ${name}: it cannot have requiresGrad true; pass ${name}.detach()`,
      );
  }
}

/** The running statistics as constants. */
function runningStatistics(op: string, args: RunningOptions, mode: string): Statistics {
  const { runningMean, runningVar, eps = 1e-5 } = args;
  if (!runningMean || !runningVar) {
    const name = runningMean ? "runningVar" : "runningMean";
    throw new TensorError(
      op,
      `expected runningMean and runningVar to be defined ${mode}: ${name} must be defined`,
    );
  }
  return {
    mean: Float64Array.from(runningMean.toTypedArray()),
    rstd: inverseRoots(Float64Array.from(runningVar.toTypedArray()), eps),
  };
}

/**
 * Brings each channel (dimension 1) of `input` [N, C, …], float, to mean 0 and variance 1: those of the batch while training,
 * else the running ones. `runningMean` and `runningVar` are [C] like `weight` and `bias`, of the input's dtype; training
 * updates those there are.
 *
 * Throws where sizes or dtypes differ, a channel has but one element while training, or a running tensor is missing else.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.batch_norm.html
 */
export function batchNorm(
  input: Tensor,
  runningMean?: Tensor | null | BatchNormOptions,
  runningVar?: Tensor | null | BatchNormOptions,
  weight?: Tensor | null | BatchNormOptions,
  bias?: Tensor | null | BatchNormOptions,
  training?: boolean | BatchNormOptions,
  momentum?: number | BatchNormOptions,
  eps?: number | BatchNormOptions,
  options?: BatchNormOptions,
): Tensor {
  const op = "batchNorm";
  const args = readArgs<BatchNormOptions>(
    BatchNorm,
    runningMean,
    runningVar,
    weight,
    bias,
    training,
    momentum,
    eps,
    options,
  );
  const { shape } = checkFloat(op, input).layout;
  // PyTorch takes no elements in any shape.
  if (shape.length < 2 && input.layout.size === 0) return clone(input);
  if (shape.length < 2) {
    throw new TensorError(
      op,
      `expected at least 2 dimensions, [N, C, …], got shape ${showShape(shape)}`,
      {
        shapes: [shape],
      },
    );
  }
  const [batch, channels] = shape;
  const inner = sizeOf(shape.slice(2));
  const five: Five = [batch, 1, channels, 1, inner];
  checkChannels(op, input, channels, args);
  if (!args.training) {
    const given = runningStatistics(op, args, "in evaluation mode");
    return normalized(BatchNormOp, input, five, args, given, true);
  }
  const count = batch * inner;
  if (count === 1) {
    throw new TensorError(
      op,
      `expected more than 1 value per channel when training, got input size ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  const { mean: means, variance } = momentsOf(input, five);
  const rstd = inverseRoots(variance, args.eps ?? 1e-5);
  const result = normalized(BatchNormOp, input, five, args, { mean: means, rstd });
  if (count > 0) {
    const share = args.momentum ?? 0.1;
    updateRunning(args.runningMean, means, 1, share);
    updateRunning(args.runningVar, variance, count / (count - 1), share);
  }
  return result;
}

const NativeBatchNorm = signature("nativeBatchNorm", [
  "weight",
  "bias",
  "runningMean",
  "runningVar",
  "training",
  "momentum",
  "eps",
]);

/**
 * `batchNorm`, with the means and inverse standard deviations of the batch, which have no gradient; they are empty where
 * those of the batch were not used.
 *
 * PyTorch has it as `torch.native_batch_norm`.
 */
export function nativeBatchNorm(
  input: Tensor,
  weight?: Tensor | null | BatchNormOptions,
  bias?: Tensor | null | BatchNormOptions,
  runningMean?: Tensor | null | BatchNormOptions,
  runningVar?: Tensor | null | BatchNormOptions,
  training?: boolean | BatchNormOptions,
  momentum?: number | BatchNormOptions,
  eps?: number | BatchNormOptions,
  options?: BatchNormOptions,
): readonly [output: Tensor, mean: Tensor, rstd: Tensor] {
  const args = readArgs<BatchNormOptions>(
    NativeBatchNorm,
    weight,
    bias,
    runningMean,
    runningVar,
    training,
    momentum,
    eps,
    options,
  );
  const output = batchNorm(input, args);
  const { shape } = input.layout;
  const told = (values: Float64Array): Tensor =>
    wrapArray(values, [values.length], "float64").to(input.dtype);
  if (!args.training || shape.length < 2) {
    return [output, told(new Float64Array(0)), told(new Float64Array(0))];
  }
  const five: Five = [shape[0], 1, shape[1], 1, sizeOf(shape.slice(2))];
  const { mean, rstd } = statisticsOf(input, five, args.eps ?? 1e-5);
  return [output, told(mean), told(rstd)];
}

export interface InstanceNormOptions extends RunningOptions {
  /** Take mean and variance of each sample (the default), and update the running ones; else use those. */
  useInputStats?: boolean;
}

/**
 * Brings each channel of each sample of `input` [N, C, …], float, to mean 0 and variance 1. The other tensors are [C], of the
 * input's dtype. Throws where sizes or dtypes differ, or a channel has but one element.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.instance_norm.html
 */
export function instanceNorm(
  input: Tensor,
  runningMean?: Tensor | null | InstanceNormOptions,
  runningVar?: Tensor | null | InstanceNormOptions,
  weight?: Tensor | null | InstanceNormOptions,
  bias?: Tensor | null | InstanceNormOptions,
  useInputStats?: boolean | InstanceNormOptions,
  momentum?: number | InstanceNormOptions,
  eps?: number | InstanceNormOptions,
  options?: InstanceNormOptions,
): Tensor {
  const op = "instanceNorm";
  const args = readArgs<InstanceNormOptions>(
    InstanceNorm,
    runningMean,
    runningVar,
    weight,
    bias,
    useInputStats,
    momentum,
    eps,
    options,
  );
  const { shape } = checkFloat(op, input).layout;
  const ofInput = args.useInputStats ?? true;
  const inner = sizeOf(shape.slice(2));
  if (ofInput && inner === 1) {
    throw new TensorError(
      op,
      `expected more than 1 spatial element when training, got input size ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  if (shape.length < 2) {
    throw new TensorError(
      op,
      `expected at least 2 dimensions, [N, C, …], got shape ${showShape(shape)}`,
      {
        shapes: [shape],
      },
    );
  }
  const [batch, channels] = shape;
  checkChannels(op, input, channels, args);
  if (!ofInput) {
    const given = runningStatistics(op, args, "when useInputStats is false");
    return normalized(InstanceNormOp, input, [batch, 1, channels, 1, inner], args, given, true);
  }
  const five: Five = [1, batch, channels, 1, inner];
  const { mean: means, variance } = momentsOf(input, five);
  const result = normalized(InstanceNormOp, input, five, args);
  if (input.layout.size > 0) {
    const share = args.momentum ?? 0.1;
    updateRunning(args.runningMean, overBatch(means, batch, channels), 1, share);
    const unbiased = inner / (inner - 1);
    updateRunning(args.runningVar, overBatch(variance, batch, channels), unbiased, share);
  }
  return result;
}

/** The mean over samples of what each sample has for each channel. */
function overBatch(values: Float64Array, batch: number, channels: number): Float64Array {
  const out = new Float64Array(channels);
  for (let i = 0; i < values.length; i++) out[i % channels] += values[i] / batch;
  return out;
}
