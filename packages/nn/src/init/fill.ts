/** One value, or draws of one distribution, everywhere. */
import { readArgs, type Tensor, tensor as asTensor } from "@tapeloop/core";
import { entry, filled, type GeneratorOption } from "./entry.ts";

const Uniform = entry("uniform_", "uniform_", "a", "b", "generator");
const Normal = entry("normal_", "normal_", "mean", "std", "generator");
const TruncNormal = entry("truncNormal_", "trunc_normal_", "mean", "std", "a", "b", "generator");
const Constant = entry("constant_", "constant_", "val");
entry("ones_", "ones_");
entry("zeros_", "zeros_");

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
