/** Layers that only move elements. */
import { type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions, type Size, type Size2 } from "../arguments.ts";
import { Module } from "../module/module.ts";
import { keywords, python } from "../python.ts";

export interface FlattenOptions {
  /** Default: 1. */
  startDim?: number;
  /** Default: -1. */
  endDim?: number;
}

/** Merges dimensions into one, all but the batch's where nothing is said. Source: https://pytorch.org/docs/stable/generated/torch.nn.Flatten.html */
export class Flatten extends Module {
  static override readonly params: readonly string[] = ["startDim", "endDim"];
  readonly startDim: number;
  readonly endDim: number;

  constructor(startDim?: number | FlattenOptions, endDim?: number | FlattenOptions) {
    super();
    const args = readOptions<FlattenOptions>(named(Flatten, new.target), [startDim, endDim]);
    this.startDim = args.startDim ?? 1;
    this.endDim = args.endDim ?? -1;
  }

  override forward(input: Tensor): Tensor {
    return input.flatten(this.startDim, this.endDim);
  }

  override extraRepr(): string {
    return `start_dim=${this.startDim}, end_dim=${this.endDim}`;
  }
}

export interface UnflattenOptions {
  dim: number;
  unflattenedSize: readonly number[];
}

/** Makes several dimensions of one. Source: https://pytorch.org/docs/stable/generated/torch.nn.Unflatten.html */
export class Unflatten extends Module {
  static override readonly params: readonly string[] = ["dim", "unflattenedSize"];
  readonly dim: number;
  readonly unflattenedSize: readonly number[];

  constructor(
    dim: number | UnflattenOptions,
    unflattenedSize?: readonly number[] | Pick<UnflattenOptions, "unflattenedSize">,
  ) {
    super();
    const args = readOptions<UnflattenOptions>(
      named(Unflatten, new.target),
      [dim, unflattenedSize],
      2,
    );
    if (!Number.isInteger(args.dim))
      throw new TensorError(new.target.name, `dim must be an integer, got ${String(args.dim)}`);
    if (!Array.isArray(args.unflattenedSize) || !args.unflattenedSize.every(Number.isInteger))
      throw new TensorError(
        new.target.name,
        `unflattenedSize must be a list of integers, got ${JSON.stringify(args.unflattenedSize)}`,
      );
    this.dim = args.dim;
    this.unflattenedSize = args.unflattenedSize;
  }

  override forward(input: Tensor): Tensor {
    return input.unflatten(this.dim, this.unflattenedSize);
  }

  override extraRepr(): string {
    return `dim=${this.dim}, unflattened_size=${python(this.unflattenedSize)}`;
  }
}

export interface BlockOptions {
  /** Distance between the elements of a block. Default: 1. */
  dilation?: Size2;
  /** On both sides. Default: 0. */
  padding?: Size2;
  /** Distance between blocks. Default: 1. */
  stride?: Size2;
}

export interface FoldNamed extends BlockOptions {
  outputSize: Size2;
  kernelSize: Size2;
}

/** Puts blocks together again, adding where they overlap. Source: https://pytorch.org/docs/stable/generated/torch.nn.Fold.html */
export class Fold extends Module {
  static override readonly params: readonly string[] = [
    "outputSize",
    "kernelSize",
    "dilation",
    "padding",
    "stride",
  ];
  readonly outputSize: Size;
  readonly kernelSize: Size;
  readonly dilation: Size;
  readonly padding: Size;
  readonly stride: Size;

  constructor(
    outputSize: Size2,
    kernelSize: Size2,
    dilation?: Size2 | BlockOptions,
    padding?: Size2 | BlockOptions,
    stride?: Size2 | BlockOptions,
  );
  constructor(options: FoldNamed);
  constructor(...given: readonly unknown[]) {
    super();
    const args = readOptions<FoldNamed>(named(Fold, new.target), given, 2);
    this.outputSize = args.outputSize;
    this.kernelSize = args.kernelSize;
    this.dilation = args.dilation ?? 1;
    this.padding = args.padding ?? 0;
    this.stride = args.stride ?? 1;
  }

  override forward(input: Tensor): Tensor {
    const { outputSize, kernelSize, dilation, padding, stride } = this;
    return F.fold(input, outputSize, kernelSize, { dilation, padding, stride });
  }

  override extraRepr(): string {
    return keywords({
      output_size: python(this.outputSize),
      kernel_size: python(this.kernelSize),
      dilation: python(this.dilation),
      padding: python(this.padding),
      stride: python(this.stride),
    });
  }
}

export interface UnfoldNamed extends BlockOptions {
  kernelSize: Size2;
}

/** Takes sliding blocks of a batch of images as columns. Source: https://pytorch.org/docs/stable/generated/torch.nn.Unfold.html */
export class Unfold extends Module {
  static override readonly params: readonly string[] = [
    "kernelSize",
    "dilation",
    "padding",
    "stride",
  ];
  readonly kernelSize: Size;
  readonly dilation: Size;
  readonly padding: Size;
  readonly stride: Size;

  constructor(
    kernelSize: Size2 | UnfoldNamed,
    dilation?: Size2 | BlockOptions,
    padding?: Size2 | BlockOptions,
    stride?: Size2 | BlockOptions,
  ) {
    super();
    const args = readOptions<UnfoldNamed>(
      named(Unfold, new.target),
      [kernelSize, dilation, padding, stride],
      1,
    );
    this.kernelSize = args.kernelSize;
    this.dilation = args.dilation ?? 1;
    this.padding = args.padding ?? 0;
    this.stride = args.stride ?? 1;
  }

  override forward(input: Tensor): Tensor {
    const { kernelSize, dilation, padding, stride } = this;
    return F.unfold(input, kernelSize, { dilation, padding, stride });
  }

  override extraRepr(): string {
    return keywords({
      kernel_size: python(this.kernelSize),
      dilation: python(this.dilation),
      padding: python(this.padding),
      stride: python(this.stride),
    });
  }
}

/** `[C·r², H, W]` to `[C, H·r, W·r]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html */
export class PixelShuffle extends Module {
  static override readonly params: readonly string[] = ["upscaleFactor"];
  readonly upscaleFactor: number;

  constructor(upscaleFactor: number | { upscaleFactor: number }) {
    super();
    this.upscaleFactor = readOptions<{ upscaleFactor: number }>(
      named(PixelShuffle, new.target),
      [upscaleFactor],
      1,
    ).upscaleFactor;
  }

  override forward(input: Tensor): Tensor {
    return F.pixelShuffle(input, this.upscaleFactor);
  }

  override extraRepr(): string {
    return `upscale_factor=${this.upscaleFactor}`;
  }
}

/** `[C, H·r, W·r]` to `[C·r², H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html */
export class PixelUnshuffle extends Module {
  static override readonly params: readonly string[] = ["downscaleFactor"];
  readonly downscaleFactor: number;

  constructor(downscaleFactor: number | { downscaleFactor: number }) {
    super();
    this.downscaleFactor = readOptions<{ downscaleFactor: number }>(
      named(PixelUnshuffle, new.target),
      [downscaleFactor],
      1,
    ).downscaleFactor;
  }

  override forward(input: Tensor): Tensor {
    return F.pixelUnshuffle(input, this.downscaleFactor);
  }

  override extraRepr(): string {
    return `downscale_factor=${this.downscaleFactor}`;
  }
}

/** Divides channels into groups and interleaves them. Source: https://pytorch.org/docs/stable/generated/torch.nn.ChannelShuffle.html */
export class ChannelShuffle extends Module {
  static override readonly params: readonly string[] = ["groups"];
  readonly groups: number;

  constructor(groups: number | { groups: number }) {
    super();
    this.groups = readOptions<{ groups: number }>(
      named(ChannelShuffle, new.target),
      [groups],
      1,
    ).groups;
  }

  override forward(input: Tensor): Tensor {
    return F.channelShuffle(input, this.groups);
  }

  override extraRepr(): string {
    return `groups=${this.groups}`;
  }
}
