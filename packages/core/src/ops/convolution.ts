/** Convolutions in one, two and three dimensions, and their transposes. */
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import type { Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { convolve, convolveInput, convolveWeight, type Geometry } from "../op/convolution.ts";
import { checkTensor } from "../op/operands.ts";
import { type PerDimension, perDimension } from "../op/sliding.ts";
import { defineOp, readArgs, signature, type Signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { sum } from "./reduce.ts";
import { squeeze, unsqueeze } from "./view.ts";

// ---- the three maps ------------------------------------------------------------------------------------------------------

interface Convolution {
  readonly geometry: Geometry;
  /** Of the result. */
  readonly shape: Shape;
}

/** What a bias adds is the same in the whole batch and space; rows are summed first, as they lie. */
function biasGradient(grad: Tensor): Tensor {
  const space = grad.layout.shape.slice(2).map((_, i) => i + 2);
  return sum(sum(grad, space), 0);
}

function gradInput(grad: Tensor, weight: Tensor, geometry: Geometry, shape: Shape): Tensor {
  return apply(ConvolutionInput, [grad, weight], { geometry, shape });
}

function gradWeight(grad: Tensor, input: Tensor, geometry: Geometry, shape: Shape): Tensor {
  return apply(ConvolutionWeight, [grad, input], { geometry, shape });
}

function forward(input: Tensor, weight: Tensor, geometry: Geometry, shape: Shape): Tensor {
  return apply(Convolve, [input, weight], { geometry, shape });
}

const Convolve = defineOp<Convolution>({
  name: "convolution",
  params: ["weight", "bias", "stride", "padding", "dilation", "groups"],
  forward(ctx, [x, w, b], { geometry, shape }) {
    ctx.save(x, w);
    return convolve(x, w, b ?? null, shape, geometry);
  },
  backward(ctx, [grad], { geometry }) {
    const [x, w] = ctx.saved();
    return [
      ctx.needs[0] ? gradInput(grad, w, geometry, x.layout.shape) : null,
      ctx.needs[1] ? gradWeight(grad, x, geometry, w.layout.shape) : null,
      ctx.needs[2] ? biasGradient(grad) : null,
    ];
  },
});

const ConvolutionInput = defineOp<Convolution>({
  name: "convolutionInput",
  params: ["weight", "bias", "stride", "padding", "dilation", "groups"],
  first: "gradOutput",
  forward(ctx, [grad, w, b], { geometry, shape }) {
    ctx.save(grad, w);
    return convolveInput(grad, w, b ?? null, shape, geometry);
  },
  backward(ctx, [upstream], { geometry }) {
    const [grad, w] = ctx.saved();
    return [
      ctx.needs[0] ? forward(upstream, w, geometry, grad.layout.shape) : null,
      ctx.needs[1] ? gradWeight(grad, upstream, geometry, w.layout.shape) : null,
      ctx.needs[2] ? biasGradient(upstream) : null,
    ];
  },
});

const ConvolutionWeight = defineOp<Convolution>({
  name: "convolutionWeight",
  params: ["input", "stride", "padding", "dilation", "groups"],
  first: "gradOutput",
  forward(ctx, [grad, x], { geometry, shape }) {
    ctx.save(grad, x);
    return convolveWeight(grad, x, shape, geometry);
  },
  backward(ctx, [upstream], { geometry }) {
    const [grad, x] = ctx.saved();
    return [
      ctx.needs[0] ? forward(x, upstream, geometry, grad.layout.shape) : null,
      ctx.needs[1] ? gradInput(grad, upstream, geometry, x.layout.shape) : null,
    ];
  },
});

// ---- arguments -----------------------------------------------------------------------------------------------------------

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

function spread(
  op: string,
  name: string,
  value: PerDimension,
  dims: number,
  least: number,
): number[] {
  const all = perDimension(op, name, value, dims);
  if (all.some((v) => !Number.isInteger(v) || v < least)) {
    throw new TensorError(
      op,
      least === 0
        ? `negative ${name} is not supported, got ${showShape(all)}`
        : `non-positive ${name} is not supported, got ${showShape(all)}`,
    );
  }
  return all;
}

/** Checks ranks and dtypes, and makes a single image a batch of one. */
function batched(op: string, dims: number, input: Tensor, weight: Tensor): Tensor {
  const [x, w] = [
    checkTensor(op, input, "input").layout.shape,
    checkTensor(op, weight, "weight").layout.shape,
  ];
  if (w.length !== dims + 2) {
    throw new TensorError(
      op,
      `expected ${dims + 2}D weight, but got ${w.length}D weight of size ${showShape(w)}`,
      { shapes: [x, w] },
    );
  }
  if (x.length !== dims + 1 && x.length !== dims + 2) {
    throw new TensorError(
      op,
      `expected ${dims + 1}D (unbatched) or ${dims + 2}D (batched) input to ${op}, but got input of size: ${showShape(x)}`,
      { shapes: [x, w] },
    );
  }
  // PyTorch convolves all numbers, and transposes those of float and int64.
  const fits = op.startsWith("convTranspose")
    ? isFloat(input.dtype) || input.dtype === "int64"
    : input.dtype !== "bool";
  if (!fits || input.dtype !== weight.dtype) {
    throw new TensorError(
      op,
      `input and weight must have the same dtype, a floating point one or int64, got ${input.dtype} and ${weight.dtype}; convert one with x.to(dtype)`,
      { dtypes: [input.dtype, weight.dtype] },
    );
  }
  return x.length === dims + 2 ? input : unsqueeze(input, 0);
}

function checkBias(
  op: string,
  bias: Tensor | null | undefined,
  weight: Tensor,
  outputs: number,
): Tensor[] {
  if (bias === null || bias === undefined) return [];
  const { shape } = checkTensor(op, bias, "bias").layout;
  if (shape.length !== 1 || shape[0] !== outputs) {
    throw new TensorError(
      op,
      `given weight of size ${showShape(weight.layout.shape)}, expected bias to be 1-dimensional with ${outputs} elements, but got bias of size ${showShape(shape)} instead`,
      {
        shapes: [weight.layout.shape, shape],
      },
    );
  }
  if (bias.dtype !== weight.dtype)
    throw new TensorError(
      op,
      `bias must have the dtype of input and weight, ${weight.dtype}, got ${bias.dtype}`,
      { dtypes: [weight.dtype, bias.dtype] },
    );
  return [bias];
}

function checkGroups(op: string, groups: number, weight: Shape): void {
  if (!Number.isInteger(groups) || groups <= 0)
    throw new TensorError(op, `non-positive groups is not supported, got ${groups}`);
  if (weight[0] < groups || weight[0] % groups !== 0) {
    throw new TensorError(
      op,
      `given groups=${groups}, expected weight to be divisible by ${groups} at dimension 0, but got weight of size ${showShape(weight)} instead`,
      { shapes: [weight] },
    );
  }
}

// ---- convolution -----------------------------------------------------------------------------------------------------------

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
  const x = batched(op.name, dims, input, weight);
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
 * Convolves `input` [N, C, L] or [C, L] with `weight` [O, C / groups, K].
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
 * Convolves `input` [N, C, H, W] or [C, H, W] with `weight` [O, C / groups, KH, KW].
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
 * Convolves `input` [N, C, D, H, W] or [C, D, H, W] with `weight` [O, C / groups, KD, KH, KW].
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

// ---- transposed convolution ------------------------------------------------------------------------------------------------

function transposed(op: Signature, dims: number, input: Tensor, given: readonly unknown[]): Tensor {
  const args = readArgs<ConvTransposeOptions>(op, ...given);
  const { groups = 1 } = args;
  const weight = checkTensor(op.name, args.weight, "weight");
  const x = batched(op.name, dims, input, weight);
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
 * The transpose of `conv1d`: spreads `input` [N, C, L] or [C, L] by `weight` [C, O / groups, K].
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
 * The transpose of `conv2d`: spreads `input` [N, C, H, W] or [C, H, W] by `weight` [C, O / groups, KH, KW].
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
 * The transpose of `conv3d`: spreads `input` [N, C, D, H, W] or [C, D, H, W] by `weight` [C, O / groups, KD, KH, KW].
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
