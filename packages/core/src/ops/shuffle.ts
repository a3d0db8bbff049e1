/** Moving elements between channels and space: pixel and channel shuffles. */
import { showShape, TensorError } from "../errors.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { clone } from "./convert.ts";
import { permute, reshape } from "./view.ts";

const PixelShuffle = signature("pixelShuffle", ["upscaleFactor"]);
const PixelUnshuffle = signature("pixelUnshuffle", ["downscaleFactor"]);
const ChannelShuffle = signature("channelShuffle", ["groups"]);

/**
 * [..., C * r², H, W] to [..., C, H * r, W * r].
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.pixel_shuffle.html
 */
export function pixelShuffle(
  input: Tensor,
  upscaleFactor: number | { upscaleFactor: number },
): Tensor {
  const { upscaleFactor: r } = readArgs<{ upscaleFactor: number }>(PixelShuffle, upscaleFactor);
  const { shape } = checkTensor("pixelShuffle", input, "input").layout;
  if (shape.length < 3)
    throw new TensorError(
      "pixelShuffle",
      `expects input to have at least 3 dimensions, but got input with ${shape.length} dimension(s)`,
      { shapes: [shape] },
    );
  if (!(r > 0))
    throw new TensorError("pixelShuffle", `expects a positive upscaleFactor, but got ${r}`);
  const lead = shape.slice(0, -3);
  const [channels, height, width] = shape.slice(-3);
  if (channels % (r * r) !== 0) {
    throw new TensorError(
      "pixelShuffle",
      `expects its input's 'channel' dimension to be divisible by the square of upscaleFactor, but input.size(-3)=${channels} is not divisible by ${r * r}`,
      { shapes: [shape] },
    );
  }
  const kept = channels / (r * r);
  const split = reshape(input, [...lead, kept, r, r, height, width]);
  const at = lead.map((_, i) => i);
  const n = lead.length;
  return reshape(clone(permute(split, [...at, n, n + 3, n + 1, n + 4, n + 2])), [
    ...lead,
    kept,
    height * r,
    width * r,
  ]);
}

/**
 * [..., C, H * r, W * r] to [..., C * r², H, W].
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.pixel_unshuffle.html
 */
export function pixelUnshuffle(
  input: Tensor,
  downscaleFactor: number | { downscaleFactor: number },
): Tensor {
  const { downscaleFactor: r } = readArgs<{ downscaleFactor: number }>(
    PixelUnshuffle,
    downscaleFactor,
  );
  const { shape } = checkTensor("pixelUnshuffle", input, "input").layout;
  if (shape.length < 3)
    throw new TensorError(
      "pixelUnshuffle",
      `expects input to have at least 3 dimensions, but got input with ${shape.length} dimension(s)`,
      { shapes: [shape] },
    );
  if (!(r > 0))
    throw new TensorError("pixelUnshuffle", `expects a positive downscaleFactor, but got ${r}`);
  const lead = shape.slice(0, -3);
  const [channels, height, width] = shape.slice(-3);
  for (const [name, size] of [
    ["height", height],
    ["width", width],
  ] as const) {
    if (size % r !== 0)
      throw new TensorError(
        "pixelUnshuffle",
        `expects ${name} to be divisible by downscaleFactor, but ${name}=${size} is not divisible by ${r}`,
        { shapes: [shape] },
      );
  }
  const split = reshape(input, [...lead, channels, height / r, r, width / r, r]);
  const at = lead.map((_, i) => i);
  const n = lead.length;
  return reshape(clone(permute(split, [...at, n, n + 2, n + 4, n + 1, n + 3])), [
    ...lead,
    channels * r * r,
    height / r,
    width / r,
  ]);
}

/**
 * Deals the channels of [N, C, …] out to `groups`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.ChannelShuffle.html
 */
export function channelShuffle(input: Tensor, groups: number | { groups: number }): Tensor {
  const { groups: g } = readArgs<{ groups: number }>(ChannelShuffle, groups);
  const { shape } = checkTensor("channelShuffle", input, "input").layout;
  if (shape.length < 3)
    throw new TensorError(
      "channelShuffle",
      `expects input with > 2 dims, but got input with sizes ${showShape(shape)}`,
      { shapes: [shape] },
    );
  if (!(g > 0))
    throw new TensorError(
      "channelShuffle",
      `number of groups to divide channels in must be positive, but got ${g}`,
    );
  const [batch, channels, ...space] = shape;
  if (channels % g !== 0)
    throw new TensorError(
      "channelShuffle",
      `number of channels must be divisible by groups, but got ${channels} channels and ${g} groups`,
      { shapes: [shape] },
    );
  const split = reshape(input, [batch, g, channels / g, ...space]);
  return reshape(clone(permute(split, [0, 2, 1, ...space.map((_, i) => i + 3)])), shape);
}
