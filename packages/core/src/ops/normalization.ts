/** Normalization of each sample by itself: over layers, groups of channels, neighbours, or to length 1. */
import { wrapArray } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { sameShape, sizeOf } from "../layout.ts";
import { checkFloat, checkSameDtype } from "../op/checks.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul } from "./arithmetic.ts";
import { clampMin } from "./clamp.ts";
import { div } from "./division.ts";
import { norm } from "./norm.ts";
import {
  type AffineOptions,
  type Five,
  GroupNormOp,
  LayerNormOp,
  normalized,
  statisticsOf,
} from "./normalized.ts";
import { pad } from "./padding.ts";
import { pow } from "./power.ts";
import { unfold } from "./stride.ts";
import { mean } from "./reduce.ts";

const F = "torch.nn.functional.";
const LayerNorm = signature("layerNorm", ["normalizedShape", "weight", "bias", "eps"], {
  torch: `${F}layer_norm`,
});
const NativeLayerNorm = signature("nativeLayerNorm", ["normalizedShape", "weight", "bias", "eps"]);
const GroupNorm = signature("groupNorm", ["numGroups", "weight", "bias", "eps"], {
  torch: `${F}group_norm`,
});
const LocalResponseNorm = signature("localResponseNorm", ["size", "alpha", "beta", "k"], {
  torch: `${F}local_response_norm`,
});
const Normalize = signature("normalize", ["p", "dim", "eps"], { torch: `${F}normalize` });

// ---- layerNorm ---------------------------------------------------------------------------------

export interface LayerNormOptions extends AffineOptions {
  /** The sizes of the last dimensions, over which mean and variance are taken. */
  normalizedShape?: readonly number[] | number;
}

/** Splits the shape into rows and elements, and checks the parameters. */
function layerOf(op: string, input: Tensor, args: LayerNormOptions): Five {
  const { shape } = checkFloat(op, input).layout;
  const given = args.normalizedShape ?? [];
  const last = typeof given === "number" ? [given] : given;
  if (last.length === 0) {
    throw new TensorError(
      op,
      "expected normalizedShape to be at least 1-dimensional, i.e., containing at least one element, but got normalizedShape = []",
    );
  }
  for (const [name, param] of [
    ["weight", args.weight],
    ["bias", args.bias],
  ] as const) {
    if (!param) continue;
    if (!sameShape(checkTensor(op, param, name).layout.shape, last)) {
      throw new TensorError(
        op,
        `expected ${name} to be of same shape as normalizedShape, but got ${name} of shape ${showShape(param.layout.shape)} ` +
          `and normalizedShape = ${showShape(last)}`,
        { shapes: [param.layout.shape, last] },
      );
    }
    checkSameDtype(op, param, input.dtype, name);
  }
  const lead = shape.length - last.length;
  if (lead < 0 || !sameShape(shape.slice(lead), last)) {
    throw new TensorError(
      op,
      `given normalizedShape=${showShape(last)}, expected input with shape [*, ${last.join(", ")}], but got input of size${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  return [1, sizeOf(shape.slice(0, lead)), 1, sizeOf(last), 1];
}

/**
 * Brings each sample of `input` [*, …normalizedShape], float, to mean 0 and variance 1 over its last dimensions. `weight` and
 * `bias` have the shape `normalizedShape` and the input's dtype. Throws where shapes or dtypes differ.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.layer_norm.html
 */
export function layerNorm(
  input: Tensor,
  normalizedShape: readonly number[] | number | LayerNormOptions,
  weight?: Tensor | null | LayerNormOptions,
  bias?: Tensor | null | LayerNormOptions,
  eps?: number | LayerNormOptions,
  options?: LayerNormOptions,
): Tensor {
  const args = readArgs<LayerNormOptions>(LayerNorm, normalizedShape, weight, bias, eps, options);
  return normalized(LayerNormOp, input, layerOf("layerNorm", input, args), args);
}

/**
 * `layerNorm`, with the means and inverse standard deviations it took: these have no gradient.
 *
 * PyTorch has it as `torch.native_layer_norm`.
 */
export function nativeLayerNorm(
  input: Tensor,
  normalizedShape: readonly number[] | number | LayerNormOptions,
  weight?: Tensor | null | LayerNormOptions,
  bias?: Tensor | null | LayerNormOptions,
  eps?: number | LayerNormOptions,
  options?: LayerNormOptions,
): readonly [output: Tensor, mean: Tensor, rstd: Tensor] {
  const op = "nativeLayerNorm";
  const args = readArgs<LayerNormOptions>(
    NativeLayerNorm,
    normalizedShape,
    weight,
    bias,
    eps,
    options,
  );
  const five = layerOf(op, input, args);
  const statistics = statisticsOf(input, five, args.eps ?? 1e-5);
  const { shape } = input.layout;
  const last = args.normalizedShape as readonly number[] | number;
  const lead = shape.length - (typeof last === "number" ? 1 : last.length);
  const kept = shape.map((size, d) => (d < lead ? size : 1));
  return [
    normalized(LayerNormOp, input, five, args),
    wrapArray(statistics.mean, kept, "float64").to(input.dtype),
    wrapArray(statistics.rstd, kept, "float64").to(input.dtype),
  ];
}

// ---- groupNorm ---------------------------------------------------------------------------------

export interface GroupNormOptions extends AffineOptions {
  /** Into how many groups the channels are divided. */
  numGroups?: number;
}

/**
 * Brings each group of channels (dimension 1) of each sample of `input` [N, C, …], float, to mean 0 and variance 1. `weight`
 * and `bias` are [C]. Throws where `numGroups` does not divide C, or shapes or dtypes differ.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html
 */
export function groupNorm(
  input: Tensor,
  numGroups: number | GroupNormOptions,
  weight?: Tensor | null | GroupNormOptions,
  bias?: Tensor | null | GroupNormOptions,
  eps?: number | GroupNormOptions,
  options?: GroupNormOptions,
): Tensor {
  const op = "groupNorm";
  const args = readArgs<GroupNormOptions>(GroupNorm, numGroups, weight, bias, eps, options);
  const { shape } = checkFloat(op, input).layout;
  if (shape.length < 2) {
    throw new TensorError(
      op,
      `expected at least 2 dimensions for input tensor but received ${shape.length}`,
      {
        shapes: [shape],
      },
    );
  }
  const groups = args.numGroups ?? 0;
  const [batch, channels] = shape;
  if (!(Number.isInteger(groups) && groups > 0 && channels % groups === 0)) {
    throw new TensorError(
      op,
      `expected number of channels in input to be divisible by numGroups, but got input of shape ${showShape(shape)} and numGroups=${groups}`,
      { shapes: [shape] },
    );
  }
  checkVector(op, args.weight, "weight", input, channels);
  checkVector(op, args.bias, "bias", input, channels);
  const units = channels / groups;
  const inner = sizeOf(shape.slice(2));
  if (batch * units * inner === 1) {
    throw new TensorError(
      op,
      `expected more than 1 value per channel when training, got input size ${showShape(shape)}: each group has one element`,
      { shapes: [shape] },
    );
  }
  return normalized(GroupNormOp, input, [1, batch, groups, units, inner], args);
}

function checkVector(
  op: string,
  param: Tensor | null | undefined,
  name: string,
  input: Tensor,
  channels: number,
): void {
  if (!param) return;
  const { shape } = checkTensor(op, param, name).layout;
  if (shape.length !== 1 || shape[0] !== channels) {
    throw new TensorError(
      op,
      `expected ${name} to be a vector of size equal to the number of channels in input, but got ${name} of shape ` +
        `${showShape(shape)} and input of shape ${showShape(input.layout.shape)}`,
      { shapes: [shape, input.layout.shape] },
    );
  }
  checkSameDtype(op, param, input.dtype, name);
}

// ---- localResponseNorm, normalize --------------------------------------------------------------

export interface LocalResponseNormOptions {
  /** How many neighbouring channels count. */
  size?: number;
  /** 1e-4 where nothing is said. */
  alpha?: number;
  /** 0.75 where nothing is said. */
  beta?: number;
  /** 1 where nothing is said. */
  k?: number;
}

/**
 * Divides each element by `(k + alpha * mean of squares over neighbouring channels) ^ beta`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.local_response_norm.html
 */
export function localResponseNorm(
  input: Tensor,
  size: number | LocalResponseNormOptions,
  alpha?: number | LocalResponseNormOptions,
  beta?: number | LocalResponseNormOptions,
  k?: number | LocalResponseNormOptions,
  options?: LocalResponseNormOptions,
): Tensor {
  const op = "localResponseNorm";
  const args = readArgs<LocalResponseNormOptions>(LocalResponseNorm, size, alpha, beta, k, options);
  const { shape } = checkFloat(op, input).layout;
  if (shape.length < 3) {
    throw new TensorError(
      op,
      `expected 3D or higher dimensionality input (got ${shape.length} dimensions)`,
      { shapes: [shape] },
    );
  }
  const width = args.size ?? 0;
  if (!(Number.isInteger(width) && width > 0)) {
    throw new TensorError(op, `size must be a positive integer, got ${width}`);
  }
  if (input.layout.size === 0) return input;
  // Zeros beyond the first and last channel count as channels, as in PyTorch.
  const around = [
    ...shape.slice(2).flatMap(() => [0, 0]),
    Math.floor(width / 2),
    Math.floor((width - 1) / 2),
  ];
  const squares = unfold(pad(mul(input, input), around), 1, width, 1);
  const scale = add(mul(mean(squares, { dim: -1 }), args.alpha ?? 1e-4), args.k ?? 1);
  return div(input, pow(scale, args.beta ?? 0.75));
}

export interface NormalizeOptions {
  /** Which norm; 2 where nothing is said. */
  p?: number;
  /** The dimension (or dimensions) along which the vectors lie; 1 where nothing is said. */
  dim?: number | readonly number[];
  /** Norms below this are taken as this; 1e-12 where nothing is said. */
  eps?: number;
}

/**
 * Divides vectors by their norm.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.normalize.html
 */
export function normalize(
  input: Tensor,
  p?: number | NormalizeOptions,
  dim?: number | readonly number[] | NormalizeOptions,
  eps?: number | NormalizeOptions,
  options?: NormalizeOptions,
): Tensor {
  const args = readArgs<NormalizeOptions>(Normalize, p, dim, eps, options);
  const lengths = norm(checkFloat("normalize", input), {
    p: args.p ?? 2,
    dim: args.dim ?? 1,
    keepdim: true,
  });
  return div(input, clampMin(lengths, args.eps ?? 1e-12));
}
