/** Layers that take the maximum or the mean of windows. */
import type { Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { readOptions, type Size, type Size1, type Size2, type Size3, sizes } from "../arguments.ts";
import { Module } from "../module/module.ts";
import { keywords, python } from "../python.ts";

// ---- maximum -----------------------------------------------------------------------------------------------------------

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
    super(readOptions(new.target, args, 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.maxPool1d(input, this.kernelSize, this._options()) as Pooled<I>;
  }
}

/** Maxima of windows of `[N, C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html */
export class MaxPool2d<I extends boolean = false> extends MaxPoolNd {
  constructor(...args: MaxPoolArgs<Size2, I>) {
    super(readOptions(new.target, args, 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.maxPool2d(input, this.kernelSize, this._options()) as Pooled<I>;
  }
}

/** Maxima of windows of `[N, C, D, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxPool3d.html */
export class MaxPool3d<I extends boolean = false> extends MaxPoolNd {
  constructor(...args: MaxPoolArgs<Size3, I>) {
    super(readOptions(new.target, args, 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.maxPool3d(input, this.kernelSize, this._options()) as Pooled<I>;
  }
}

// ---- the way back from a maximum ---------------------------------------------------------------------------------------

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
    super(new.target.name, 1, readOptions(new.target, [kernelSize, stride, padding], 1));
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
    super(new.target.name, 2, readOptions(new.target, [kernelSize, stride, padding], 1));
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
    super(new.target.name, 3, readOptions(new.target, [kernelSize, stride, padding], 1));
  }

  override forward(
    input: Tensor,
    indices: Tensor,
    outputSize?: readonly number[] | null | MaxUnpoolForwardOptions,
  ): Tensor {
    return F.maxUnpool3d(input, indices, this.kernelSize, this._options(outputSize));
  }
}

// ---- mean --------------------------------------------------------------------------------------------------------------

export interface AvgPoolOptions<S extends Size> {
  /** Default: the window's size. */
  stride?: S | null;
  /** On both sides, with zeros. Default: 0. */
  padding?: S;
  /** Round the output's size up. Default: false. */
  ceilMode?: boolean;
  /** Whether padding counts in the mean. Default: true. */
  countIncludePad?: boolean;
}

export interface AvgPoolNdOptions<S extends Size> extends AvgPoolOptions<S> {
  /** Divide by this instead of the window's size. */
  divisorOverride?: number | null;
}

export type AvgPoolArgs<S extends Size, O = AvgPoolNdOptions<S>> =
  | readonly [
      kernelSize: S,
      stride?: S | null | O,
      padding?: S | O,
      ceilMode?: boolean | O,
      countIncludePad?: boolean | O,
      divisorOverride?: number | null | O,
      options?: O,
    ]
  | readonly [options: { kernelSize: S } & O];

abstract class AvgPoolNd extends Module {
  static override readonly params: readonly string[] = [
    "kernelSize",
    "stride",
    "padding",
    "ceilMode",
    "countIncludePad",
    "divisorOverride",
  ];
  readonly kernelSize: Size;
  readonly stride: Size;
  readonly padding: Size;
  readonly ceilMode: boolean;
  readonly countIncludePad: boolean;
  readonly divisorOverride: number | null;

  protected constructor(args: { kernelSize: Size } & AvgPoolNdOptions<Size>) {
    super();
    this.kernelSize = args.kernelSize;
    this.stride = args.stride ?? args.kernelSize;
    this.padding = args.padding ?? 0;
    this.ceilMode = args.ceilMode ?? false;
    this.countIncludePad = args.countIncludePad ?? true;
    this.divisorOverride = args.divisorOverride ?? null;
  }

  /** @internal What the functions take. */
  protected _options(): AvgPoolNdOptions<Size> {
    const { stride, padding, ceilMode, countIncludePad, divisorOverride } = this;
    return { stride, padding, ceilMode, countIncludePad, divisorOverride };
  }

  override extraRepr(): string {
    return keywords({
      kernel_size: python(this.kernelSize),
      stride: python(this.stride),
      padding: python(this.padding),
    });
  }
}

export type AvgPool1dArgs<O = AvgPoolOptions<Size1>> =
  | readonly [
      kernelSize: Size1,
      stride?: Size1 | null | O,
      padding?: Size1 | O,
      ceilMode?: boolean | O,
      countIncludePad?: boolean | O,
      options?: O,
    ]
  | readonly [options: { kernelSize: Size1 } & O];

/** Means of windows of `[N, C, L]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html */
export class AvgPool1d extends AvgPoolNd {
  static override readonly params: readonly string[] = [
    "kernelSize",
    "stride",
    "padding",
    "ceilMode",
    "countIncludePad",
  ];

  constructor(...args: AvgPool1dArgs) {
    const { kernelSize, stride, padding, ...rest } = readOptions<
      { kernelSize: Size1 } & AvgPoolOptions<Size1>
    >(new.target, args, 1);
    const spread = (what: string, size: Size): readonly number[] =>
      sizes(new.target.name, what, size, 1);
    super({
      ...rest,
      kernelSize: spread("kernelSize", kernelSize),
      stride: spread("stride", stride ?? kernelSize),
      padding: spread("padding", padding ?? 0),
    });
  }

  override forward(input: Tensor): Tensor {
    const { divisorOverride: _none, ...options } = this._options();
    return F.avgPool1d(input, this.kernelSize, options);
  }
}

/** Means of windows of `[N, C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html */
export class AvgPool2d extends AvgPoolNd {
  constructor(...args: AvgPoolArgs<Size2>) {
    super(readOptions(new.target, args, 1));
  }

  override forward(input: Tensor): Tensor {
    return F.avgPool2d(input, this.kernelSize, this._options());
  }
}

/** Means of windows of `[N, C, D, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.AvgPool3d.html */
export class AvgPool3d extends AvgPoolNd {
  constructor(...args: AvgPoolArgs<Size3>) {
    super(readOptions(new.target, args, 1));
  }

  override forward(input: Tensor): Tensor {
    return F.avgPool3d(input, this.kernelSize, this._options());
  }
}

// ---- power mean --------------------------------------------------------------------------------------------------------

export interface LPPoolOptions<S extends Size> {
  /** Default: the window's size. */
  stride?: S | null;
  /** Round the output's size up. Default: false. */
  ceilMode?: boolean;
}

export interface LPPoolNamed<S extends Size> extends LPPoolOptions<S> {
  normType: number;
  kernelSize: S;
}

abstract class LPPoolNd extends Module {
  static override readonly params: readonly string[] = [
    "normType",
    "kernelSize",
    "stride",
    "ceilMode",
  ];
  readonly normType: number;
  readonly kernelSize: Size;
  readonly stride: Size | null;
  readonly ceilMode: boolean;

  protected constructor(args: LPPoolNamed<Size>) {
    super();
    this.normType = args.normType;
    this.kernelSize = args.kernelSize;
    this.stride = args.stride ?? null;
    this.ceilMode = args.ceilMode ?? false;
  }

  override extraRepr(): string {
    return keywords({
      norm_type: python(this.normType),
      kernel_size: python(this.kernelSize),
      stride: python(this.stride),
      ceil_mode: python(this.ceilMode),
    });
  }
}

/** `(Σ xᵖ)^(1/p)` of windows of `[N, C, L]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.LPPool1d.html */
export class LPPool1d extends LPPoolNd {
  constructor(
    normType: number,
    kernelSize: Size1,
    stride?: Size1 | null | LPPoolOptions<Size1>,
    ceilMode?: boolean | LPPoolOptions<Size1>,
  );
  constructor(options: LPPoolNamed<Size1>);
  constructor(...given: readonly unknown[]) {
    super(readOptions(new.target, given, 2));
  }

  override forward(input: Tensor): Tensor {
    const { normType, kernelSize, stride, ceilMode } = this;
    return F.lpPool1d(input, normType, kernelSize, { stride: stride as Size1, ceilMode });
  }
}

/** `(Σ xᵖ)^(1/p)` of windows of `[N, C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.LPPool2d.html */
export class LPPool2d extends LPPoolNd {
  constructor(
    normType: number,
    kernelSize: Size2,
    stride?: Size2 | null | LPPoolOptions<Size2>,
    ceilMode?: boolean | LPPoolOptions<Size2>,
  );
  constructor(options: LPPoolNamed<Size2>);
  constructor(...given: readonly unknown[]) {
    super(readOptions(new.target, given, 2));
  }

  override forward(input: Tensor): Tensor {
    const { normType, kernelSize, stride, ceilMode } = this;
    return F.lpPool2d(input, normType, kernelSize, { stride: stride as Size2, ceilMode });
  }
}

// ---- to a given size ---------------------------------------------------------------------------------------------------

/** A size of the output; `null` keeps the input's. */
export type Adaptive1 = number | readonly [number | null];
export type Adaptive2 = number | null | readonly [number | null, number | null];
export type Adaptive3 = number | null | readonly [number | null, number | null, number | null];
type Adaptive = Adaptive1 | Adaptive2 | Adaptive3;

export interface AdaptiveOptions<A> {
  outputSize: A;
}

abstract class AdaptiveAvgPoolNd extends Module {
  static override readonly params: readonly string[] = ["outputSize"];
  readonly outputSize: Adaptive;

  protected constructor(args: AdaptiveOptions<Adaptive>) {
    super();
    this.outputSize = args.outputSize;
  }

  override extraRepr(): string {
    return `output_size=${python(this.outputSize)}`;
  }
}

/** Means of as many windows of `[N, C, L]` as are asked for. Source: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool1d.html */
export class AdaptiveAvgPool1d extends AdaptiveAvgPoolNd {
  constructor(outputSize: Adaptive1 | AdaptiveOptions<Adaptive1>) {
    super(readOptions(new.target, [outputSize], 1));
  }

  override forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool1d(input, this.outputSize);
  }
}

/** Means of as many windows of `[N, C, H, W]` as are asked for. Source: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html */
export class AdaptiveAvgPool2d extends AdaptiveAvgPoolNd {
  constructor(outputSize: Adaptive2 | AdaptiveOptions<Adaptive2>) {
    super(readOptions(new.target, [outputSize], 1));
  }

  override forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool2d(input, this.outputSize);
  }
}

/** Means of as many windows of `[N, C, D, H, W]` as are asked for. Source: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool3d.html */
export class AdaptiveAvgPool3d extends AdaptiveAvgPoolNd {
  constructor(outputSize: Adaptive3 | AdaptiveOptions<Adaptive3>) {
    super(readOptions(new.target, [outputSize], 1));
  }

  override forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool3d(input, this.outputSize);
  }
}

export interface AdaptiveMaxOptions<I extends boolean> {
  /** Answer `[values, indices]`. Default: false. */
  returnIndices?: I;
}

abstract class AdaptiveMaxPoolNd extends Module {
  static override readonly params: readonly string[] = ["outputSize", "returnIndices"];
  readonly outputSize: Adaptive;
  readonly returnIndices: boolean;

  protected constructor(args: AdaptiveOptions<Adaptive> & AdaptiveMaxOptions<boolean>) {
    super();
    this.outputSize = args.outputSize;
    this.returnIndices = args.returnIndices ?? false;
  }

  override extraRepr(): string {
    return `output_size=${python(this.outputSize)}`;
  }
}

/** Maxima of as many windows of `[N, C, L]` as are asked for. Source: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool1d.html */
export class AdaptiveMaxPool1d<I extends boolean = false> extends AdaptiveMaxPoolNd {
  constructor(
    outputSize: Adaptive1 | (AdaptiveOptions<Adaptive1> & AdaptiveMaxOptions<I>),
    returnIndices?: I | AdaptiveMaxOptions<I>,
  ) {
    super(readOptions(new.target, [outputSize, returnIndices], 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.adaptiveMaxPool1d(input, this.outputSize as Adaptive1, {
      returnIndices: this.returnIndices,
    }) as Pooled<I>;
  }
}

/** Maxima of as many windows of `[N, C, H, W]` as are asked for. Source: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html */
export class AdaptiveMaxPool2d<I extends boolean = false> extends AdaptiveMaxPoolNd {
  constructor(
    outputSize: Adaptive2 | (AdaptiveOptions<Adaptive2> & AdaptiveMaxOptions<I>),
    returnIndices?: I | AdaptiveMaxOptions<I>,
  ) {
    super(readOptions(new.target, [outputSize, returnIndices], 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.adaptiveMaxPool2d(input, this.outputSize as Adaptive2, {
      returnIndices: this.returnIndices,
    }) as Pooled<I>;
  }
}

/** Maxima of as many windows of `[N, C, D, H, W]` as are asked for. Source: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool3d.html */
export class AdaptiveMaxPool3d<I extends boolean = false> extends AdaptiveMaxPoolNd {
  constructor(
    outputSize: Adaptive3 | (AdaptiveOptions<Adaptive3> & AdaptiveMaxOptions<I>),
    returnIndices?: I | AdaptiveMaxOptions<I>,
  ) {
    super(readOptions(new.target, [outputSize, returnIndices], 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.adaptiveMaxPool3d(input, this.outputSize as Adaptive3, {
      returnIndices: this.returnIndices,
    }) as Pooled<I>;
  }
}
