/** Maxima of windows, as layers, and the way back. */
import type { Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import {
  named,
  readOptions,
  type Size,
  type Size1,
  type Size2,
  type Size3,
  sizes,
} from "../arguments.ts";
import { Module } from "../module/module.ts";
import { keywords, python } from "../python.ts";

export interface MaxPoolOptions<S extends Size, I extends boolean = boolean> {
  /** Default: the window's size. */
  stride?: S | null;
  /** On both sides, with -∞. Default: 0. */
  padding?: S;
  /** Distance between the elements of a window. Default: 1. */
  dilation?: S;
  /** Answer `[values, indices]`, as `MaxUnpool` wants them. Default: false. */
  returnIndices?: I;
  /** Round the output's size up. Default: false. */
  ceilMode?: boolean;
}

/** Values, or values and their places in the input. */
export type Pooled<I extends boolean> = I extends true
  ? readonly [values: Tensor, indices: Tensor]
  : Tensor;

export type MaxPoolArgs<S extends Size, I extends boolean, O = MaxPoolOptions<S, I>> =
  | readonly [
      kernelSize: S,
      stride?: S | null | O,
      padding?: S | O,
      dilation?: S | O,
      returnIndices?: I | O,
      ceilMode?: boolean | O,
      options?: O,
    ]
  | readonly [options: { kernelSize: S } & O];

abstract class MaxPoolNd extends Module {
  static override readonly params: readonly string[] = [
    "kernelSize",
    "stride",
    "padding",
    "dilation",
    "returnIndices",
    "ceilMode",
  ];
  readonly kernelSize: Size;
  readonly stride: Size;
  readonly padding: Size;
  readonly dilation: Size;
  readonly returnIndices: boolean;
  readonly ceilMode: boolean;

  protected constructor(args: { kernelSize: Size } & MaxPoolOptions<Size>) {
    super();
    this.kernelSize = args.kernelSize;
    this.stride = args.stride ?? args.kernelSize;
    this.padding = args.padding ?? 0;
    this.dilation = args.dilation ?? 1;
    this.returnIndices = args.returnIndices ?? false;
    this.ceilMode = args.ceilMode ?? false;
  }

  /** @internal What the functions take. */
  protected _options(): MaxPoolOptions<Size> {
    const { stride, padding, dilation, returnIndices, ceilMode } = this;
    return { stride, padding, dilation, returnIndices, ceilMode };
  }

  override extraRepr(): string {
    return keywords({
      kernel_size: python(this.kernelSize),
      stride: python(this.stride),
      padding: python(this.padding),
      dilation: python(this.dilation),
      ceil_mode: python(this.ceilMode),
    });
  }
}

/** Maxima of windows of `[N, C, L]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html */
export class MaxPool1d<I extends boolean = false> extends MaxPoolNd {
  constructor(...args: MaxPoolArgs<Size1, I>) {
    super(readOptions(named(MaxPool1d, new.target), args, 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.maxPool1d(input, this.kernelSize, this._options()) as Pooled<I>;
  }
}

/** Maxima of windows of `[N, C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html */
export class MaxPool2d<I extends boolean = false> extends MaxPoolNd {
  constructor(...args: MaxPoolArgs<Size2, I>) {
    super(readOptions(named(MaxPool2d, new.target), args, 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.maxPool2d(input, this.kernelSize, this._options()) as Pooled<I>;
  }
}

/** Maxima of windows of `[N, C, D, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxPool3d.html */
export class MaxPool3d<I extends boolean = false> extends MaxPoolNd {
  constructor(...args: MaxPoolArgs<Size3, I>) {
    super(readOptions(named(MaxPool3d, new.target), args, 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.maxPool3d(input, this.kernelSize, this._options()) as Pooled<I>;
  }
}

// ---- the way back -------------------------------------------------------------------------------

export interface MaxUnpoolOptions<S extends Size> {
  kernelSize: S;
  /** Default: the window's size. */
  stride?: S | null;
  /** Default: 0. */
  padding?: S;
}

export interface MaxUnpoolForwardOptions {
  /** The size of the result, where several are possible. */
  outputSize?: readonly number[] | null;
}

abstract class MaxUnpoolNd extends Module {
  static override readonly params: readonly string[] = ["kernelSize", "stride", "padding"];
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];

  protected constructor(name: string, dims: number, args: MaxUnpoolOptions<Size>) {
    super();
    this.kernelSize = sizes(name, "kernelSize", args.kernelSize, dims);
    this.stride = sizes(name, "stride", args.stride ?? args.kernelSize, dims);
    this.padding = sizes(name, "padding", args.padding ?? 0, dims);
  }

  /** @internal What the functions take. */
  protected _options(given: readonly number[] | null | MaxUnpoolForwardOptions | undefined): {
    stride: readonly number[];
    padding: readonly number[];
    outputSize: readonly number[] | null;
  } {
    const call = { name: `${this.constructor.name}.forward`, params: ["outputSize"] };
    const { outputSize = null } = readOptions<MaxUnpoolForwardOptions>(call, [given]);
    return { stride: this.stride, padding: this.padding, outputSize };
  }

  override extraRepr(): string {
    return keywords({
      kernel_size: python(this.kernelSize),
      stride: python(this.stride),
      padding: python(this.padding),
    });
  }
}

/** Puts the maxima of `MaxPool1d` back in their places, zeros elsewhere. Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxUnpool1d.html */
export class MaxUnpool1d extends MaxUnpoolNd {
  constructor(
    kernelSize: Size1 | MaxUnpoolOptions<Size1>,
    stride?: Size1 | null | Omit<MaxUnpoolOptions<Size1>, "kernelSize">,
    padding?: Size1,
  ) {
    super(
      new.target.name,
      1,
      readOptions(named(MaxUnpool1d, new.target), [kernelSize, stride, padding], 1),
    );
  }

  override forward(
    input: Tensor,
    indices: Tensor,
    outputSize?: readonly number[] | null | MaxUnpoolForwardOptions,
  ): Tensor {
    return F.maxUnpool1d(input, indices, this.kernelSize, this._options(outputSize));
  }
}

/** Puts the maxima of `MaxPool2d` back in their places, zeros elsewhere. Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html */
export class MaxUnpool2d extends MaxUnpoolNd {
  constructor(
    kernelSize: Size2 | MaxUnpoolOptions<Size2>,
    stride?: Size2 | null | Omit<MaxUnpoolOptions<Size2>, "kernelSize">,
    padding?: Size2,
  ) {
    super(
      new.target.name,
      2,
      readOptions(named(MaxUnpool2d, new.target), [kernelSize, stride, padding], 1),
    );
  }

  override forward(
    input: Tensor,
    indices: Tensor,
    outputSize?: readonly number[] | null | MaxUnpoolForwardOptions,
  ): Tensor {
    return F.maxUnpool2d(input, indices, this.kernelSize, this._options(outputSize));
  }
}

/** Puts the maxima of `MaxPool3d` back in their places, zeros elsewhere. Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxUnpool3d.html */
export class MaxUnpool3d extends MaxUnpoolNd {
  constructor(
    kernelSize: Size3 | MaxUnpoolOptions<Size3>,
    stride?: Size3 | null | Omit<MaxUnpoolOptions<Size3>, "kernelSize">,
    padding?: Size3,
  ) {
    super(
      new.target.name,
      3,
      readOptions(named(MaxUnpool3d, new.target), [kernelSize, stride, padding], 1),
    );
  }

  override forward(
    input: Tensor,
    indices: Tensor,
    outputSize?: readonly number[] | null | MaxUnpoolForwardOptions,
  ): Tensor {
    return F.maxUnpool3d(input, indices, this.kernelSize, this._options(outputSize));
  }
}
