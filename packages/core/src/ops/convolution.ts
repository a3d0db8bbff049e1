/** Convolutions in one, two and three dimensions. */
import { showShape, TensorError } from "../errors.ts";
import type { Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkBias, checkConvolved, checkGroups, spread } from "../op/convolution-checks.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature, type Signature } from "../op/record.ts";
import type { PerDimension } from "../op/sliding.ts";
import type { Tensor } from "../tensor.ts";
import { Convolve } from "./convolution-maps.ts";
import { squeeze, unsqueeze } from "./view.ts";

export interface ConvOptions {
  weight?: Tensor;
  bias?: Tensor | null;
  /** How far the kernel moves; 1 where nothing is said. */
  stride?: PerDimension;
  /** Zeros around the input; `same` keeps its size (stride 1 only), `valid` adds none. */
  padding?: PerDimension | "same" | "valid";
  /** Distance of the kernel's elements; 1 where nothing is said. */
  dilation?: PerDimension;
  /** Into how many groups channels are split that do not mix. */
  groups?: number;
}

/** Zeros in front and behind, for each spatial dimension. */
function paddings(
  op: string,
  padding: PerDimension | "same" | "valid",
  dims: number,
  stride: readonly number[],
  dilation: readonly number[],
  kernel: Shape,
): [front: number[], back: number[]] {
  if (padding === "same") {
    if (stride.some((s) => s !== 1))
      throw new TensorError(
        op,
        `padding='same' is not supported for strided convolutions, got stride ${showShape(stride)}`,
      );
    const total = kernel.map((k, i) => dilation[i] * (k - 1));
    const front = total.map((t) => Math.floor(t / 2));
    return [front, total.map((t, i) => t - front[i])];
  }
  if (padding === "valid") return [kernel.map(() => 0), kernel.map(() => 0)];
  if (typeof padding === "string")
    throw new TensorError(
      op,
      `padding must be a number, a list, 'same' or 'valid', got '${String(padding)}'`,
    );
  const both = spread(op, "padding", padding, dims, 0);
  return [both, both];
}

function convolution(
  op: Signature,
  dims: number,
  input: Tensor,
  given: readonly unknown[],
): Tensor {
  const args = readArgs<ConvOptions>(op, ...given);
  const { groups = 1 } = args;
  const weight = checkTensor(op.name, args.weight, "weight");
  checkConvolved(op.name, dims, input, weight);
  const x = input.ndim === dims + 2 ? input : unsqueeze(input, 0);
  const [w, size] = [weight.layout.shape, x.layout.shape];
  const kernel = w.slice(2);
  const stride = spread(op.name, "stride", args.stride ?? 1, dims, 1);
  const dilation = spread(op.name, "dilation", args.dilation ?? 1, dims, 1);
  const [front, back] = paddings(op.name, args.padding ?? 0, dims, stride, dilation, kernel);
  checkGroups(op.name, groups, w);
  if (size[1] !== w[1] * groups) {
    throw new TensorError(
      op.name,
      `given groups=${groups}, weight of size ${showShape(w)}, expected input ${showShape(input.layout.shape)} to have ${w[1] * groups} channels, but got ${size[1]} channels instead`,
      { shapes: [input.layout.shape, w] },
    );
  }
  const bias = checkBias(op.name, args.bias, weight, w[0]);
  const padded = kernel.map((_, i) => size[i + 2] + front[i] + back[i]);
  const reach = kernel.map((k, i) => dilation[i] * (k - 1) + 1);
  if (padded.some((s, i) => s < reach[i])) {
    throw new TensorError(
      op.name,
      `calculated padded input size per channel: (${padded.join(" x ")}). Kernel size: (${reach.join(" x ")}). Kernel size can't be greater than actual input size`,
      { shapes: [input.layout.shape, w] },
    );
  }
  const space = padded.map((s, i) => Math.floor((s - reach[i]) / stride[i]) + 1);
  const geometry = { stride, padding: front, dilation, groups };
  const out = apply(Convolve, [x, weight, ...bias], { geometry, shape: [size[0], w[0], ...space] });
  return x === input ? out : squeeze(out, 0);
}

const params = ["weight", "bias", "stride", "padding", "dilation", "groups"] as const;
const Conv1d = signature("conv1d", params);
const Conv2d = signature("conv2d", params);
const Conv3d = signature("conv3d", params);

/**
 * Convolves `input` [N, C, L] or [C, L] with `weight` [O, C / groups, K]; `bias` [O] is added to each output channel. All of one
 * dtype, any but bool. Throws where channels or dtypes differ, or the kernel is larger than the padded input.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html
 */
export function conv1d(
  input: Tensor,
  weight: Tensor | ConvOptions,
  bias?: Tensor | null | ConvOptions,
  stride?: PerDimension | ConvOptions,
  padding?: ConvOptions["padding"] | ConvOptions,
  dilation?: PerDimension | ConvOptions,
  groups?: number | ConvOptions,
  options?: ConvOptions,
): Tensor {
  return convolution(Conv1d, 1, input, [weight, bias, stride, padding, dilation, groups, options]);
}

/**
 * Convolves `input` [N, C, H, W] or [C, H, W] with `weight` [O, C / groups, KH, KW]; `bias` [O] is added to each output channel. All of one
 * dtype, any but bool. Throws where channels or dtypes differ, or the kernel is larger than the padded input.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
 */
export function conv2d(
  input: Tensor,
  weight: Tensor | ConvOptions,
  bias?: Tensor | null | ConvOptions,
  stride?: PerDimension | ConvOptions,
  padding?: ConvOptions["padding"] | ConvOptions,
  dilation?: PerDimension | ConvOptions,
  groups?: number | ConvOptions,
  options?: ConvOptions,
): Tensor {
  return convolution(Conv2d, 2, input, [weight, bias, stride, padding, dilation, groups, options]);
}

/**
 * Convolves `input` [N, C, D, H, W] or [C, D, H, W] with `weight` [O, C / groups, KD, KH, KW]; `bias` [O] is added to each output channel. All of one
 * dtype, any but bool. Throws where channels or dtypes differ, or the kernel is larger than the padded input.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.conv3d.html
 */
export function conv3d(
  input: Tensor,
  weight: Tensor | ConvOptions,
  bias?: Tensor | null | ConvOptions,
  stride?: PerDimension | ConvOptions,
  padding?: ConvOptions["padding"] | ConvOptions,
  dilation?: PerDimension | ConvOptions,
  groups?: number | ConvOptions,
  options?: ConvOptions,
): Tensor {
  return convolution(Conv3d, 3, input, [weight, bias, stride, padding, dilation, groups, options]);
}
