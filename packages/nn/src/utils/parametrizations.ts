/** Parametrizations that are often wanted: `nn.utils.parametrizations`. */
import { type Tensor, TensorError } from "@tapeloop/core";
import { readOptions } from "../arguments.ts";
import { ConvNd } from "../layers/conv.ts";
import type { Module } from "../module/module.ts";
import { isOrthogonalMap, Orthogonal, type OrthogonalMap } from "./orthogonal.ts";
import { registerParametrization, tensorOf } from "./parametrize.ts";
import { SpectralNorm } from "./spectral-norm.ts";
import { WeightNorm } from "./weight-norm.ts";

export type { OrthogonalMap } from "./orthogonal.ts";

function call(
  name: string,
  ...params: readonly string[]
): { name: string; params: readonly string[] } {
  return { name: `parametrizations.${name}`, params };
}

export interface OrthogonalOptions {
  /** Name of the tensor. Default: "weight". */
  name?: string;
  /** How a matrix becomes orthogonal. Default: "matrix_exp" of square ones, "householder" of others. */
  orthogonalMap?: OrthogonalMap | null;
  /** Whether the orthogonal matrix of the beginning is kept, and what is learnt is relative to it. Default: true. */
  useTrivialization?: boolean;
}

/**
 * Makes a matrix (or each of a batch of them, `[…, m, n]`) orthogonal: its columns are orthonormal where m ≥ n, else its
 * rows. Throws where the tensor has fewer than two dimensions.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.orthogonal.html
 */
export function orthogonal<M extends Module>(
  module: M,
  name?: string | OrthogonalOptions,
  orthogonalMap?: OrthogonalMap | null | OrthogonalOptions,
  useTrivialization?: boolean | OrthogonalOptions,
): M {
  const op = call("orthogonal", "name", "orthogonalMap", "useTrivialization");
  const args = readOptions<OrthogonalOptions>(op, [name, orthogonalMap, useTrivialization]);
  const field = args.name ?? "weight";
  const weight = tensorOf(op.name, module, field);
  if (weight.ndim < 2) {
    throw new TensorError(
      op.name,
      `expected a matrix or batch of matrices, got a tensor of ${weight.ndim} dimensions`,
      { shapes: [weight.shape] },
    );
  }
  const square = weight.shape.at(-2) === weight.shape.at(-1);
  const map = args.orthogonalMap ?? (square ? "matrix_exp" : "householder");
  if (!isOrthogonalMap(map)) {
    throw new TensorError(
      op.name,
      `orthogonalMap has to be one of "matrix_exp", "cayley", "householder", got: ${String(map)}`,
    );
  }
  const made = new Orthogonal(weight, map, args.useTrivialization ?? true);
  return registerParametrization(module, field, made, { unsafe: true });
}

export interface SpectralNormOptions {
  /** Name of the tensor. Default: "weight". */
  name?: string;
  /** Steps of the power iteration at each access while training. Default: 1. */
  nPowerIterations?: number;
  /** Smallest norm that is divided by. Default: 1e-12. */
  eps?: number;
  /** The dimension of the outputs. Default: 0, for transposed convolutions 1. */
  dim?: number | null;
}

/**
 * Divides a tensor by its largest singular value, which a power iteration follows; a vector by its length.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.spectral_norm.html
 */
export function spectralNorm<M extends Module>(
  module: M,
  name?: string | SpectralNormOptions,
  nPowerIterations?: number | SpectralNormOptions,
  eps?: number | SpectralNormOptions,
  dim?: number | null | SpectralNormOptions,
): M {
  const op = call("spectralNorm", "name", "nPowerIterations", "eps", "dim");
  const args = readOptions<SpectralNormOptions>(op, [name, nPowerIterations, eps, dim]);
  const field = args.name ?? "weight";
  const weight = tensorOf(op.name, module, field);
  const outputs = args.dim ?? (module instanceof ConvNd && module.transposed ? 1 : 0);
  const made = new SpectralNorm(weight, args.nPowerIterations ?? 1, outputs, args.eps ?? 1e-12);
  return registerParametrization(module, field, made);
}

export interface WeightNormOptions {
  /** Name of the tensor. Default: "weight". */
  name?: string;
  /** The dimension whose slices each get a length of their own; `null` for one length of all. Default: 0. */
  dim?: number | null;
}

/**
 * Learns a tensor's length (`original0`) and direction (`original1`) apart.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.weight_norm.html
 */
export function weightNorm<M extends Module>(
  module: M,
  name?: string | WeightNormOptions,
  dim?: number | null | WeightNormOptions,
): M {
  const op = call("weightNorm", "name", "dim");
  const { name: field = "weight", dim: along = 0 } = readOptions<WeightNormOptions>(op, [
    name,
    dim,
  ]);
  const weight: Tensor = tensorOf(op.name, module, field);
  const made = new WeightNorm(weight.ndim, along);
  return registerParametrization(module, field, made, { unsafe: true });
}
