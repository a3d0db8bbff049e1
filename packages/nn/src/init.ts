/**
 * `nn.init`: first values of parameters, written in place and outside of autograd.
 *
 * The draws are PyTorch's: after `torch.manualSeed(0)` every function gives what its twin gives.
 */
import {
  type Generator,
  noGrad,
  randperm,
  readArgs,
  type Signature,
  signature,
  type Tensor,
  TensorError,
  eye as identity,
  tensor as asTensor,
} from "@tapeloop/core";
import { orthonormalColumns } from "./orthonormal.ts";

function entry(name: string, torch: string, ...params: readonly string[]): Signature {
  const { first, ...rest } = signature(`init.${name}`, params, {
    first: "tensor",
    torch: `torch.nn.init.${torch}`,
    differentiable: false,
  });
  return { ...rest, first, name };
}

const Gain = signature("init.calculateGain", ["param"], {
  first: "nonlinearity",
  torch: "torch.nn.init.calculate_gain",
  differentiable: false,
});
const Uniform = entry("uniform_", "uniform_", "a", "b", "generator");
const Normal = entry("normal_", "normal_", "mean", "std", "generator");
const TruncNormal = entry("truncNormal_", "trunc_normal_", "mean", "std", "a", "b", "generator");
const Constant = entry("constant_", "constant_", "val");
entry("ones_", "ones_");
entry("zeros_", "zeros_");
entry("eye_", "eye_");
const Dirac = entry("dirac_", "dirac_", "groups");
const XavierUniform = entry("xavierUniform_", "xavier_uniform_", "gain", "generator");
const XavierNormal = entry("xavierNormal_", "xavier_normal_", "gain", "generator");
const KaimingUniform = entry(
  "kaimingUniform_",
  "kaiming_uniform_",
  "a",
  "mode",
  "nonlinearity",
  "generator",
);
const KaimingNormal = entry(
  "kaimingNormal_",
  "kaiming_normal_",
  "a",
  "mode",
  "nonlinearity",
  "generator",
);
const Orthogonal = entry("orthogonal_", "orthogonal_", "gain", "generator");
const Sparse = entry("sparse_", "sparse_", "sparsity", "std", "generator");

/** What every function that draws takes. */
export interface GeneratorOption {
  /** A stream of its own; the default one where nothing is said. */
  generator?: Generator | null;
}

/** The function that follows a layer, by its name in PyTorch or in `nn.functional`. */
export type Nonlinearity =
  | "linear"
  | "conv1d"
  | "conv2d"
  | "conv3d"
  | "conv_transpose1d"
  | "conv_transpose2d"
  | "conv_transpose3d"
  | "convTranspose1d"
  | "convTranspose2d"
  | "convTranspose3d"
  | "sigmoid"
  | "tanh"
  | "relu"
  | "leaky_relu"
  | "leakyRelu"
  | "selu";

/**
 * By how much weights are scaled so that a nonlinearity keeps the variance: 5/3 for tanh, √2 for relu, …
 *
 * `param` is the negative slope of leaky_relu (0.01).
 * Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain
 */
export function calculateGain(
  nonlinearity: Nonlinearity,
  param?: number | null | { param?: number | null },
): number {
  const { param: slope = null } = readArgs<{ param?: number | null }>(
    { name: "calculateGain", params: Gain.params },
    param,
  );
  if (linear.test(nonlinearity)) return 1;
  switch (nonlinearity) {
    case "tanh":
      return 5 / 3;
    case "relu":
      return Math.SQRT2;
    case "leaky_relu":
    case "leakyRelu":
      if (slope !== null && typeof slope !== "number")
        throw new TensorError(
          "calculateGain",
          `negative slope ${String(slope)} not a valid number`,
        );
      return Math.sqrt(2 / (1 + (slope ?? 0.01) ** 2));
    case "selu":
      return 3 / 4;
    default:
      throw new TensorError("calculateGain", `unsupported nonlinearity ${nonlinearity as string}`);
  }
}

const linear = /^(linear|sigmoid|conv(_t|T)?(ranspose)?[123]d)$/;

/** Overwrites values where nothing is recorded, and answers the tensor. */
function filled(tensor: Tensor, fill: () => void): Tensor {
  noGrad(fill);
  return tensor;
}

export interface UniformOptions extends GeneratorOption {
  /** Lower bound. Default: 0. */
  a?: number;
  /** Upper bound. Default: 1. */
  b?: number;
}

/** Uniform numbers from [a, b). Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.uniform_ */
export function uniform_(
  tensor: Tensor,
  a?: number | UniformOptions,
  b?: number | UniformOptions,
  options?: UniformOptions,
): Tensor {
  const args = readArgs<UniformOptions>(Uniform, a, b, options);
  return filled(tensor, () =>
    tensor.uniform_(args.a ?? 0, args.b ?? 1, { generator: args.generator }),
  );
}

export interface NormalOptions extends GeneratorOption {
  /** Default: 0. */
  mean?: number;
  /** Standard deviation. Default: 1. */
  std?: number;
}

/** Normal numbers. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.normal_ */
export function normal_(
  tensor: Tensor,
  mean?: number | NormalOptions,
  std?: number | NormalOptions,
  options?: NormalOptions,
): Tensor {
  const args = readArgs<NormalOptions>(Normal, mean, std, options);
  return filled(tensor, () =>
    tensor.normal_(args.mean ?? 0, args.std ?? 1, { generator: args.generator }),
  );
}

export interface TruncNormalOptions extends NormalOptions {
  /** Smallest value. Default: -2. */
  a?: number;
  /** Largest value. Default: 2. */
  b?: number;
}

/**
 * Normal numbers from [a, b] only: uniform ones sent through the inverse of the distribution function.
 *
 * Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.trunc_normal_
 */
export function truncNormal_(
  tensor: Tensor,
  mean?: number | TruncNormalOptions,
  std?: number | TruncNormalOptions,
  a?: number | TruncNormalOptions,
  b?: number | TruncNormalOptions,
  options?: TruncNormalOptions,
): Tensor {
  const args = readArgs<TruncNormalOptions>(TruncNormal, mean, std, a, b, options);
  const { mean: center = 0, std: scale = 1, a: low = -2, b: high = 2, generator } = args;
  if (center < low - 2 * scale || center > high + 2 * scale) {
    console.warn(
      "truncNormal_: mean is more than 2 std from [a, b]; the distribution of values may be incorrect.",
    );
  }
  const bound = (x: number): number => erfOf((x - center) / scale / Math.SQRT2);
  return filled(tensor, () => {
    tensor.uniform_(bound(low), bound(high), { generator });
    tensor
      .erfinv_()
      .mul_(scale * Math.SQRT2)
      .add_(center)
      .clamp_({ min: low, max: high });
  });
}

function erfOf(x: number): number {
  return Number(asTensor(x, { dtype: "float64" }).erf().item());
}

/** Fills with one value. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.constant_ */
export function constant_(tensor: Tensor, val: number | { val: number }): Tensor {
  const args = readArgs<{ val: number }>(Constant, val);
  return filled(tensor, () => tensor.fill_(args.val));
}

/** Fills with ones. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.ones_ */
export function ones_(tensor: Tensor): Tensor {
  return filled(tensor, () => tensor.fill_(1));
}

/** Fills with zeros. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.zeros_ */
export function zeros_(tensor: Tensor): Tensor {
  return filled(tensor, () => tensor.zero_());
}

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

export interface Fans {
  /** How many inputs a unit has. */
  readonly fanIn: number;
  /** How many units an input goes to. */
  readonly fanOut: number;
}

/** How many inputs and outputs a unit of a linear or convolutional weight has. */
export function calculateFans(tensor: Tensor): Fans {
  const { shape } = tensor;
  if (shape.length < 2) {
    throw new TensorError(
      "init",
      `fan in and fan out can not be computed for tensor with fewer than 2 dimensions, got shape [${shape.join(", ")}]`,
      {
        shapes: [shape],
      },
    );
  }
  const field = shape.slice(2).reduce((product, size) => product * size, 1);
  return { fanIn: shape[1] * field, fanOut: shape[0] * field };
}

export interface XavierOptions extends GeneratorOption {
  /** A factor, perhaps from `calculateGain`. Default: 1. */
  gain?: number;
}

/** Glorot's uniform initialisation. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_uniform_ */
export function xavierUniform_(
  tensor: Tensor,
  gain?: number | XavierOptions,
  options?: XavierOptions,
): Tensor {
  const args = readArgs<XavierOptions>(XavierUniform, gain, options);
  const bound = Math.sqrt(3) * xavierStd(tensor, args.gain);
  return filled(tensor, () => tensor.uniform_(-bound, bound, { generator: args.generator }));
}

/** Glorot's normal initialisation. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_normal_ */
export function xavierNormal_(
  tensor: Tensor,
  gain?: number | XavierOptions,
  options?: XavierOptions,
): Tensor {
  const args = readArgs<XavierOptions>(XavierNormal, gain, options);
  const std = xavierStd(tensor, args.gain);
  return filled(tensor, () => tensor.normal_(0, std, { generator: args.generator }));
}

function xavierStd(tensor: Tensor, gain = 1): number {
  const { fanIn, fanOut } = calculateFans(tensor);
  return gain * Math.sqrt(2 / (fanIn + fanOut));
}

export interface KaimingOptions extends GeneratorOption {
  /** Negative slope of the rectifier behind the layer, for leaky_relu. Default: 0. */
  a?: number;
  /** Whether the variance is kept on the way forward or backward. Default: "fan_in". */
  mode?: "fan_in" | "fan_out";
  /** Default: "leaky_relu". */
  nonlinearity?: Nonlinearity;
}

/** He's uniform initialisation. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_uniform_ */
export function kaimingUniform_(
  tensor: Tensor,
  a?: number | KaimingOptions,
  mode?: KaimingOptions["mode"] | KaimingOptions,
  nonlinearity?: Nonlinearity | KaimingOptions,
  options?: KaimingOptions,
): Tensor {
  const args = readArgs<KaimingOptions>(KaimingUniform, a, mode, nonlinearity, options);
  if (isEmpty("kaimingUniform_", tensor)) return tensor;
  const bound = Math.sqrt(3) * kaimingStd("kaimingUniform_", tensor, args);
  return filled(tensor, () => tensor.uniform_(-bound, bound, { generator: args.generator }));
}

/** He's normal initialisation. Source: https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_ */
export function kaimingNormal_(
  tensor: Tensor,
  a?: number | KaimingOptions,
  mode?: KaimingOptions["mode"] | KaimingOptions,
  nonlinearity?: Nonlinearity | KaimingOptions,
  options?: KaimingOptions,
): Tensor {
  const args = readArgs<KaimingOptions>(KaimingNormal, a, mode, nonlinearity, options);
  if (isEmpty("kaimingNormal_", tensor)) return tensor;
  const std = kaimingStd("kaimingNormal_", tensor, args);
  return filled(tensor, () => tensor.normal_(0, std, { generator: args.generator }));
}

function kaimingStd(
  name: string,
  tensor: Tensor,
  { a = 0, mode = "fan_in", nonlinearity = "leaky_relu" }: KaimingOptions,
): number {
  if (mode !== "fan_in" && mode !== "fan_out") {
    throw new TensorError(
      name,
      `mode ${String(mode)} not supported, please use one of fan_in, fan_out`,
    );
  }
  const { fanIn, fanOut } = calculateFans(tensor);
  return calculateGain(nonlinearity, a) / Math.sqrt(mode === "fan_in" ? fanIn : fanOut);
}

function isEmpty(name: string, tensor: Tensor): boolean {
  if (tensor.numel() > 0) return false;
  console.warn(`${name}: initializing zero-element tensors is a no-op`);
  return true;
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

function matrixShape(name: string, { shape }: Tensor): readonly [number, number] {
  if (shape.length === 2) return [shape[0], shape[1]];
  throw new TensorError(name, `only tensors with 2 dimensions are supported, got ${shape.length}`, {
    shapes: [shape],
  });
}
