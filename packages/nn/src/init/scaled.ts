/** Draws scaled by a layer's size, so that signals keep their variance: Glorot's and He's. */
import { readArgs, signature, type Tensor, TensorError } from "@tapeloop/core";
import { entry, filled, type GeneratorOption } from "./entry.ts";

const Gain = signature("init.calculateGain", ["param"], {
  first: "nonlinearity",
  torch: "torch.nn.init.calculate_gain",
  differentiable: false,
});
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
