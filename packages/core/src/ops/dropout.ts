/**
 * Elements, or whole channels, left out at random while training. The draws are PyTorch's, built without MKL; the official
 * x86 builds of PyTorch draw the mask otherwise.
 */
import { emptyTensor, scalarTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { defaultGenerator } from "../generator.ts";
import { bernoulli } from "../kernels/distributions.ts";
import { type BinaryRow, kernelSlot } from "../kernels/table.ts";
import type { Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkFloat } from "../op/checks.ts";
import { cloneRaw } from "../op/copy.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor } from "../op/operands.ts";
import { runBinary } from "../op/pointwise.ts";
import { type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import { warn } from "../op/warn.ts";
import type { Tensor } from "../tensor.ts";
import { add, add_, mul } from "./arithmetic.ts";
import { squeeze, unsqueeze } from "./view.ts";

const F = "torch.nn.functional.";
const params = ["p", "training", "inplace"];
const Dropout = signature("dropout", params, { torch: `${F}dropout` });
const Dropout1d = signature("dropout1d", params, { torch: `${F}dropout1d` });
const Dropout2d = signature("dropout2d", params, { torch: `${F}dropout2d` });
const Dropout3d = signature("dropout3d", params, { torch: `${F}dropout3d` });
const AlphaDropout = signature("alphaDropout", params, { torch: `${F}alpha_dropout` });
const FeatureAlphaDropout = signature("featureAlphaDropout", params, {
  torch: `${F}feature_alpha_dropout`,
});

export interface DropoutOptions {
  /** The probability of being left out; 0.5 where nothing is said. */
  p?: number;
  /** Whether anything happens at all. */
  training?: boolean;
  /** Write the result over the input. */
  inplace?: boolean;
}

const mulKernels = kernelSlot<BinaryRow>("mul");

/** Times a mask, which alone is kept for backward. */
const Masked: OpRecord = {
  name: "dropout",
  params: [],
  writesOut: true,
  forward(ctx, [x, mask], _attrs, out) {
    ctx.save(mask);
    return runBinary("dropout", mulKernels, x, mask, "same", [], out);
  },
  backward: (ctx, [grad]) => [mul(grad, ctx.saved()[0]), null],
};

function masked(x: Tensor, mask: Tensor, inplace: boolean): Tensor {
  return inplace ? applyInPlace(Masked, [x, mask]) : apply(Masked, [x, mask]);
}

interface Draw extends Required<DropoutOptions> {
  readonly op: string;
}

function drawOf(op: Signature, given: readonly unknown[], training: boolean): Draw {
  const args = readArgs<DropoutOptions>(op, ...given);
  const p = args.p ?? 0.5;
  if (!(p >= 0 && p <= 1)) {
    throw new TensorError(op.name, `dropout probability has to be between 0 and 1, but got ${p}`);
  }
  return { op: op.name, p, training: args.training ?? training, inplace: args.inplace ?? false };
}

/** `one` with probability 1 - p, else zero, in the order of the elements whatever the strides of the input. */
function keep(shape: Shape, p: number, dtype: Tensor["dtype"], one: number): Tensor {
  const mask = emptyTensor(shape, dtype);
  bernoulli(defaultGenerator, mask.storage.data, 0, mask.layout.size, 1 - p, one);
  return mask;
}

/** One draw for each channel of each sample. */
function keepChannels(op: string, x: Tensor, p: number, one: number): Tensor {
  const { shape } = x.layout;
  if (shape.length < 2) {
    throw new TensorError(
      op,
      `feature dropout requires at least 2 dimensions in the input, got shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  return keep(
    shape.map((size, d) => (d < 2 ? size : 1)),
    p,
    x.dtype,
    one,
  );
}

/** The mask's ones become `one`, its zeros `zero`. */
function recode(mask: Tensor, one: number, zero: number): Tensor {
  const { data } = mask.storage;
  for (let i = 0; i < data.length; i++) data[i] = data[i] * (one - zero) + zero;
  return mask;
}

function dropped(x: Tensor, draw: Draw, channels: boolean): Tensor {
  const { op, p, training, inplace } = draw;
  if (checkTensor(op, x, "input").layout.size === 0 || p === 0 || !training) return x;
  checkFloat(op, x);
  if (p === 1) return masked(x, scalarTensor(0, x.dtype), inplace);
  const one = 1 / (1 - p);
  const mask = channels ? keepChannels(op, x, p, one) : keep(x.layout.shape, p, x.dtype, one);
  return masked(x, mask, inplace);
}

/** What SELU tends to for large negative inputs, negated. */
const ALPHA = 1.7580993408473766;

function alphaDropped(x: Tensor, draw: Draw, channels: boolean): Tensor {
  const { op, p, training, inplace } = draw;
  if (checkTensor(op, x, "input").layout.size === 0 || p === 0 || !training) return x;
  checkFloat(op, x);
  if (p === 1) return masked(x, scalarTensor(0, x.dtype), inplace);
  const scale = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
  const mask = channels ? keepChannels(op, x, p, 1) : keep(x.layout.shape, p, x.dtype, 1);
  // What is left out becomes -ALPHA; then all is scaled and shifted so that mean and variance stay.
  const shift = recode(cloneRaw(mask), ALPHA * scale * p, ALPHA * scale * (p - 1));
  const kept = masked(x, recode(mask, scale, 0), inplace);
  return inplace ? add_(kept, shift) : add(kept, shift);
}

/**
 * Zeroes elements with probability `p` while training, and scales the others by `1 / (1 - p)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
 */
export function dropout(
  input: Tensor,
  p?: number | DropoutOptions,
  training?: boolean | DropoutOptions,
  inplace?: boolean | DropoutOptions,
  options?: DropoutOptions,
): Tensor {
  return dropped(input, drawOf(Dropout, [p, training, inplace, options], true), false);
}

/** Zeroes whole channels of `[N, C, …]`; an input without N gets one for a moment. */
function channelDropout(
  op: Signature,
  input: Tensor,
  given: readonly unknown[],
  batched: number,
): Tensor {
  const draw = drawOf(op, given, true);
  const x = checkTensor(op.name, input, "input");
  if (x.layout.shape.length === batched) return dropped(x, draw, true);
  if (draw.inplace) {
    dropped(unsqueeze(x, 0), draw, true);
    return x;
  }
  return squeeze(dropped(unsqueeze(x, 0), draw, true), 0);
}

/**
 * `dropout` of whole channels of `[N, C, L]` or `[C, L]`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.dropout1d.html
 */
export function dropout1d(
  input: Tensor,
  p?: number | DropoutOptions,
  training?: boolean | DropoutOptions,
  inplace?: boolean | DropoutOptions,
  options?: DropoutOptions,
): Tensor {
  const { shape } = checkTensor("dropout1d", input, "input").layout;
  if (shape.length !== 2 && shape.length !== 3) {
    throw new TensorError(
      "dropout1d",
      `expected 2D or 3D input, but received a ${shape.length}D input: channel-wise dropout on inputs with 1 spatial ` +
        "dimension, a channel dimension, and an optional batch dimension",
      { shapes: [shape] },
    );
  }
  return channelDropout(Dropout1d, input, [p, training, inplace, options], 3);
}

/** Says what PyTorch says about inputs that have not as many dimensions as meant. */
function warnOfDims(op: string, ndim: number, expected: readonly number[]): void {
  if (expected.includes(ndim)) return;
  warn(
    op,
    `received a ${ndim}-D input, which is deprecated; ${op} is for ${expected.map((d) => `${d}D`).join(" or ")} inputs, please use dropout instead`,
  );
}

/**
 * `dropout` of whole channels of `[N, C, H, W]`. A 3D input is taken as `[N, C, L]`, as in PyTorch.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html
 */
export function dropout2d(
  input: Tensor,
  p?: number | DropoutOptions,
  training?: boolean | DropoutOptions,
  inplace?: boolean | DropoutOptions,
  options?: DropoutOptions,
): Tensor {
  const { shape } = checkTensor("dropout2d", input, "input").layout;
  warnOfDims("dropout2d", shape.length, [3, 4]);
  if (shape.length === 3) {
    warn(
      "dropout2d",
      "received a 3D input and takes it as [N, C, L], where C is the channel dimension; use dropout1d for that",
    );
  }
  return dropped(input, drawOf(Dropout2d, [p, training, inplace, options], true), true);
}

/**
 * `dropout` of whole channels of `[N, C, D, H, W]` or `[C, D, H, W]`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.dropout3d.html
 */
export function dropout3d(
  input: Tensor,
  p?: number | DropoutOptions,
  training?: boolean | DropoutOptions,
  inplace?: boolean | DropoutOptions,
  options?: DropoutOptions,
): Tensor {
  warnOfDims("dropout3d", checkTensor("dropout3d", input, "input").layout.shape.length, [4, 5]);
  return channelDropout(Dropout3d, input, [p, training, inplace, options], 5);
}

/**
 * `dropout` that keeps mean and variance of what SELU gives: elements are not zeroed, but set to its lowest value.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.alpha_dropout.html
 */
export function alphaDropout(
  input: Tensor,
  p?: number | DropoutOptions,
  training?: boolean | DropoutOptions,
  inplace?: boolean | DropoutOptions,
  options?: DropoutOptions,
): Tensor {
  return alphaDropped(input, drawOf(AlphaDropout, [p, training, inplace, options], false), false);
}

/**
 * `alphaDropout` of whole channels of `[N, C, …]`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.feature_alpha_dropout.html
 */
export function featureAlphaDropout(
  input: Tensor,
  p?: number | DropoutOptions,
  training?: boolean | DropoutOptions,
  inplace?: boolean | DropoutOptions,
  options?: DropoutOptions,
): Tensor {
  const draw = drawOf(FeatureAlphaDropout, [p, training, inplace, options], false);
  return alphaDropped(input, draw, true);
}
