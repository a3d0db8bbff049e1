/** Means and power means of windows, as layers. */
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
    >(named(AvgPool1d, new.target), args, 1);
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
    super(readOptions(named(AvgPool2d, new.target), args, 1));
  }

  override forward(input: Tensor): Tensor {
    return F.avgPool2d(input, this.kernelSize, this._options());
  }
}

/** Means of windows of `[N, C, D, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.AvgPool3d.html */
export class AvgPool3d extends AvgPoolNd {
  constructor(...args: AvgPoolArgs<Size3>) {
    super(readOptions(named(AvgPool3d, new.target), args, 1));
  }

  override forward(input: Tensor): Tensor {
    return F.avgPool3d(input, this.kernelSize, this._options());
  }
}

// ---- power means --------------------------------------------------------------------------------

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
    super(readOptions(named(LPPool1d, new.target), given, 2));
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
    super(readOptions(named(LPPool2d, new.target), given, 2));
  }

  override forward(input: Tensor): Tensor {
    const { normType, kernelSize, stride, ceilMode } = this;
    return F.lpPool2d(input, normType, kernelSize, { stride: stride as Size2, ceilMode });
  }
}
