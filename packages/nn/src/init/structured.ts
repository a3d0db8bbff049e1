/** Matrices and kernels of a form: diagonal, orthogonal, sparse. */
import { eye as identity, randperm, readArgs, type Tensor, TensorError } from "@tapeloop/core";
import { entry, filled, type GeneratorOption, matrixShape } from "./entry.ts";
import { orthonormalColumns } from "./orthonormal.ts";

entry("eye_", "eye_");
const Dirac = entry("dirac_", "dirac_", "groups");
const Orthogonal = entry("orthogonal_", "orthogonal_", "gain", "generator");
const Sparse = entry("sparse_", "sparse_", "sparsity", "std", "generator");

/** Ones on the diagonal of a matrix, zeros elsewhere. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.eye_ */
export function eye_(tensor: Tensor): Tensor {
  const [rows, cols] = matrixShape("eye_", tensor);
  return filled(tensor, () => tensor.copy_(identity(rows, cols)));
}

/**
 * The weights of a convolution that passes its first channels through, each group of its own.
 *
 * Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.dirac_
 */
export function dirac_(tensor: Tensor, groups?: number | { groups?: number }): Tensor {
  const { groups: count = 1 } = readArgs<{ groups?: number }>(Dirac, groups);
  const { shape } = tensor;
  if (shape.length < 3 || shape.length > 5) {
    throw new TensorError(
      "dirac_",
      `only tensors with 3, 4, or 5 dimensions are supported, got ${shape.length}`,
      { shapes: [shape] },
    );
  }
  if (shape[0] % count !== 0)
    throw new TensorError(
      "dirac_",
      `dim 0 must be divisible by groups, got ${shape[0]} and ${count}`,
      { shapes: [shape] },
    );
  const perGroup = shape[0] / count;
  const center = shape.slice(2).map((size) => Math.floor(size / 2));
  return filled(tensor, () => {
    tensor.zero_();
    for (let g = 0; g < count; g++) {
      for (let d = 0; d < Math.min(perGroup, shape[1]); d++) {
        const place = [g * perGroup + d, d, ...center].reduce<Tensor>(
          (at, index) => at.select(0, index),
          tensor,
        );
        place.fill_(1);
      }
    }
  });
}

export interface OrthogonalOptions extends GeneratorOption {
  /** A factor. Default: 1. */
  gain?: number;
}

/**
 * A (semi-)orthogonal matrix; further dimensions count as columns.
 *
 * Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.orthogonal_
 */
export function orthogonal_(
  tensor: Tensor,
  gain?: number | OrthogonalOptions,
  options?: OrthogonalOptions,
): Tensor {
  const args = readArgs<OrthogonalOptions>(Orthogonal, gain, options);
  const { shape } = tensor;
  if (shape.length < 2)
    throw new TensorError(
      "orthogonal_",
      `only tensors with 2 or more dimensions are supported, got ${shape.length}`,
      { shapes: [shape] },
    );
  if (tensor.numel() === 0) return tensor;
  const rows = shape[0];
  const cols = tensor.numel() / rows;
  return filled(tensor, () => {
    const drawn = tensor.newEmpty(rows, cols).normal_(0, 1, { generator: args.generator });
    const wide = rows < cols;
    const q = orthonormalColumns(wide ? drawn.T : drawn);
    tensor.copy_((wide ? q.T : q).reshape(shape)).mul_(args.gain ?? 1);
  });
}

export interface SparseOptions extends GeneratorOption {
  /** The fraction of each column that is zero. */
  sparsity: number;
  /** Standard deviation of the other values. Default: 0.01. */
  std?: number;
}

/** Normal numbers, of which a part of each column is zero. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.sparse_ */
export function sparse_(
  tensor: Tensor,
  sparsity: number | SparseOptions,
  std?: number | SparseOptions,
  options?: SparseOptions,
): Tensor {
  const {
    sparsity: fraction,
    std: scale = 0.01,
    generator,
  } = readArgs<SparseOptions>(Sparse, sparsity, std, options);
  const [rows, cols] = matrixShape("sparse_", tensor);
  const zeros = Math.ceil(fraction * rows);
  return filled(tensor, () => {
    tensor.normal_(0, scale, { generator });
    for (let col = 0; col < cols; col++) {
      const column = tensor.select(1, col);
      const order = randperm(rows, { generator }).toTypedArray();
      for (const row of order.subarray(0, zeros)) column.select(0, row).zero_();
    }
  });
}
