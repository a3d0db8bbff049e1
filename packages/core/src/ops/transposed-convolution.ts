/** Transposed convolutions in one, two and three dimensions: the gradients of convolutions with respect to their inputs. */
import { showShape, TensorError } from "../errors.ts";
import { apply } from "../op/apply.ts";
import { checkBias, checkConvolved, checkGroups, spread } from "../op/convolution-checks.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature, type Signature } from "../op/record.ts";
import type { PerDimension } from "../op/sliding.ts";
import type { Tensor } from "../tensor.ts";
import { ConvolutionInput } from "./convolution-maps.ts";
import { squeeze, unsqueeze } from "./view.ts";

export interface ConvTransposeOptions {
  weight?: Tensor;
  bias?: Tensor | null;
  stride?: PerDimension;
  /** How much of the rim is cut off. */
  padding?: PerDimension;
  /** How much is added at the end of each dimension. */
  outputPadding?: PerDimension;
  groups?: number;
  dilation?: PerDimension;
}

function transposed(op: Signature, dims: number, input: Tensor, given: readonly unknown[]): Tensor {
  const args = readArgs<ConvTransposeOptions>(op, ...given);
  const { groups = 1 } = args;
  const weight = checkTensor(op.name, args.weight, "weight");
  checkConvolved(op.name, dims, input, weight);
  const x = input.ndim === dims + 2 ? input : unsqueeze(input, 0);
  const [w, size] = [weight.layout.shape, x.layout.shape];
  const kernel = w.slice(2);
  const stride = spread(op.name, "stride", args.stride ?? 1, dims, 1);
  const padding = spread(op.name, "padding", args.padding ?? 0, dims, 0);
  const extra = spread(op.name, "outputPadding", args.outputPadding ?? 0, dims, 0);
  const dilation = spread(op.name, "dilation", args.dilation ?? 1, dims, 1);
  checkGroups(op.name, groups, w);
  if (size[1] !== w[0]) {
    throw new TensorError(
      op.name,
      `given transposed=1, weight of size ${showShape(w)}, expected input ${showShape(input.layout.shape)} to have ${w[0]} channels, but got ${size[1]} channels instead`,
      { shapes: [input.layout.shape, w] },
    );
  }
  if (w[1] === 0) {
    throw new TensorError(
      op.name,
      `expected a weight with channels of the output, but got weight of size ${showShape(w)}`,
      { shapes: [input.layout.shape, w] },
    );
  }
  const bias = checkBias(op.name, args.bias, weight, w[1] * groups);
  for (let i = 0; i < dims; i++) {
    if (extra[i] < stride[i] || extra[i] < dilation[i]) continue;
    throw new TensorError(
      op.name,
      `output padding must be smaller than either stride or dilation, but got outputPadding ${showShape(extra)}, stride ${showShape(stride)}, dilation ${showShape(dilation)}`,
    );
  }
  const space = kernel.map(
    (k, i) => (size[i + 2] - 1) * stride[i] - 2 * padding[i] + dilation[i] * (k - 1) + extra[i] + 1,
  );
  if (space.some((s) => s <= 0)) {
    throw new TensorError(
      op.name,
      `given input size per channel: (${size.slice(2).join(" x ")}). Calculated output size per channel: (${space.join(" x ")}). Output size is too small`,
      {
        shapes: [input.layout.shape, w],
      },
    );
  }
  const geometry = { stride, padding, dilation, groups };
  const out = apply(ConvolutionInput, [x, weight, ...bias], {
    geometry,
    shape: [size[0], w[1] * groups, ...space],
  });
  return x === input ? out : squeeze(out, 0);
}

const transposedParams = [
  "weight",
  "bias",
  "stride",
  "padding",
  "outputPadding",
  "groups",
  "dilation",
] as const;
const ConvTranspose1d = signature("convTranspose1d", transposedParams);
const ConvTranspose2d = signature("convTranspose2d", transposedParams);
const ConvTranspose3d = signature("convTranspose3d", transposedParams);

/**
 * The transpose of `conv1d`: spreads `input` [N, C, L] or [C, L] by `weight` [C, O / groups, K]; `bias` [O] is added.
 * Float or int64, one dtype for all. Throws where channels or dtypes differ, or nothing would be left of the output.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose1d.html
 */
export function convTranspose1d(
  input: Tensor,
  weight: Tensor | ConvTransposeOptions,
  bias?: Tensor | null | ConvTransposeOptions,
  stride?: PerDimension | ConvTransposeOptions,
  padding?: PerDimension | ConvTransposeOptions,
  outputPadding?: PerDimension | ConvTransposeOptions,
  groups?: number | ConvTransposeOptions,
  dilation?: PerDimension | ConvTransposeOptions,
  options?: ConvTransposeOptions,
): Tensor {
  return transposed(ConvTranspose1d, 1, input, [
    weight,
    bias,
    stride,
    padding,
    outputPadding,
    groups,
    dilation,
    options,
  ]);
}

/**
 * The transpose of `conv2d`: spreads `input` [N, C, H, W] or [C, H, W] by `weight` [C, O / groups, KH, KW]; `bias` [O] is added.
 * Float or int64, one dtype for all. Throws where channels or dtypes differ, or nothing would be left of the output.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
 */
export function convTranspose2d(
  input: Tensor,
  weight: Tensor | ConvTransposeOptions,
  bias?: Tensor | null | ConvTransposeOptions,
  stride?: PerDimension | ConvTransposeOptions,
  padding?: PerDimension | ConvTransposeOptions,
  outputPadding?: PerDimension | ConvTransposeOptions,
  groups?: number | ConvTransposeOptions,
  dilation?: PerDimension | ConvTransposeOptions,
  options?: ConvTransposeOptions,
): Tensor {
  return transposed(ConvTranspose2d, 2, input, [
    weight,
    bias,
    stride,
    padding,
    outputPadding,
    groups,
    dilation,
    options,
  ]);
}

/**
 * The transpose of `conv3d`: spreads `input` [N, C, D, H, W] or [C, D, H, W] by `weight` [C, O / groups, KD, KH, KW]; `bias` [O] is added.
 * Float or int64, one dtype for all. Throws where channels or dtypes differ, or nothing would be left of the output.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose3d.html
 */
export function convTranspose3d(
  input: Tensor,
  weight: Tensor | ConvTransposeOptions,
  bias?: Tensor | null | ConvTransposeOptions,
  stride?: PerDimension | ConvTransposeOptions,
  padding?: PerDimension | ConvTransposeOptions,
  outputPadding?: PerDimension | ConvTransposeOptions,
  groups?: number | ConvTransposeOptions,
  dilation?: PerDimension | ConvTransposeOptions,
  options?: ConvTransposeOptions,
): Tensor {
  return transposed(ConvTranspose3d, 3, input, [
    weight,
    bias,
    stride,
    padding,
    outputPadding,
    groups,
    dilation,
    options,
  ]);
}
