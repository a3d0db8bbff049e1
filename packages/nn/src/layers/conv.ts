/** Convolutions. */
import { type DType, empty, type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import {
  type FactoryOptions,
  named,
  readOptions,
  type Size,
  type Size1,
  type Size2,
  type Size3,
  sizes,
} from "../arguments.ts";
import { Module } from "../module/module.ts";
import { Parameter } from "../parameter.ts";
import { python } from "../python.ts";
import { resetWeightAndBias } from "./linear.ts";

/** What surrounds the input where `padding` reaches beyond it. */
export type PaddingMode = "zeros" | "reflect" | "replicate" | "circular";

export interface ConvOptions<S extends Size> extends FactoryOptions {
  /** Default: 1. */
  stride?: S;
  /** On both sides; "same" keeps the size, "valid" is 0. Default: 0. */
  padding?: S | "same" | "valid";
  /** Distance between the elements of the kernel. Default: 1. */
  dilation?: S;
  /** Into how many groups channels are divided that do not see each other. Default: 1. */
  groups?: number;
  /** Whether a learnt bias is added. Default: true. */
  bias?: boolean;
  /** Default: "zeros". */
  paddingMode?: PaddingMode;
}

export interface ConvTransposeOptions<S extends Size> extends Omit<ConvOptions<S>, "padding"> {
  /** By how much the output is cut on both sides. Default: 0. */
  padding?: S;
  /** Added to one side of the output. Default: 0. */
  outputPadding?: S;
}

/** What every convolution must be told. */
export interface ConvRequired<S extends Size> {
  inChannels: number;
  outChannels: number;
  kernelSize: S;
}

export type ConvArgs<S extends Size, O = ConvOptions<S>> =
  | readonly [
      inChannels: number,
      outChannels: number,
      kernelSize: S,
      stride?: S | O,
      padding?: S | "same" | "valid" | O,
      dilation?: S | O,
      groups?: number | O,
      bias?: boolean | O,
      paddingMode?: PaddingMode | O,
      options?: O,
    ]
  | readonly [options: ConvRequired<S> & O];

export type ConvTransposeArgs<S extends Size, O = ConvTransposeOptions<S>> =
  | readonly [
      inChannels: number,
      outChannels: number,
      kernelSize: S,
      stride?: S | O,
      padding?: S | O,
      outputPadding?: S | O,
      groups?: number | O,
      bias?: boolean | O,
      dilation?: S | O,
      paddingMode?: PaddingMode | O,
      options?: O,
    ]
  | readonly [options: ConvRequired<S> & O];

/** @internal What the constructors of all convolutions have read. */
export interface ConvSettings {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: Size;
  readonly stride?: Size;
  readonly padding?: Size | string;
  readonly outputPadding?: Size;
  readonly dilation?: Size;
  readonly groups?: number;
  readonly bias?: boolean;
  readonly paddingMode?: string;
  readonly dtype?: DType | null;
}

const params: readonly string[] = [
  "inChannels",
  "outChannels",
  "kernelSize",
  "stride",
  "padding",
  "dilation",
  "groups",
  "bias",
  "paddingMode",
  "dtype",
];

/** What all convolutions have in common. */
export abstract class ConvNd extends Module {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[] | "same" | "valid";
  readonly dilation: readonly number[];
  readonly transposed: boolean;
  readonly outputPadding: readonly number[];
  readonly groups: number;
  readonly paddingMode: PaddingMode;
  /** `[outChannels, inChannels / groups, ...kernelSize]`; transposed: `[inChannels, outChannels / groups, ...kernelSize]`. */
  declare weight: Parameter;
  /** `[outChannels]` */
  declare bias: Parameter | null;

  protected constructor(name: string, dims: number, transposed: boolean, settings: ConvSettings) {
    super();
    const {
      inChannels,
      outChannels,
      groups = 1,
      padding = 0,
      paddingMode = "zeros",
      dtype,
    } = settings;
    const spread = (what: string, size: Size): readonly number[] => sizes(name, what, size, dims);
    if (!(groups > 0))
      throw new TensorError(name, `groups must be a positive integer, got ${groups}`);
    if (inChannels % groups !== 0)
      throw new TensorError(
        name,
        `inChannels must be divisible by groups, got ${inChannels} and ${groups}`,
      );
    if (outChannels % groups !== 0)
      throw new TensorError(
        name,
        `outChannels must be divisible by groups, got ${outChannels} and ${groups}`,
      );
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = spread("kernelSize", settings.kernelSize);
    this.stride = spread("stride", settings.stride ?? 1);
    if (transposed && typeof padding === "string")
      throw new TensorError(
        name,
        `padding of a transposed convolution must be numbers, got "${padding}"`,
      );
    this.padding = checkPadding(name, padding, this.stride) ?? spread("padding", padding as Size);
    this.dilation = spread("dilation", settings.dilation ?? 1);
    this.transposed = transposed;
    this.outputPadding = spread("outputPadding", settings.outputPadding ?? 0);
    this.groups = groups;
    this.paddingMode = checkPaddingMode(name, paddingMode, transposed);
    const channels = transposed
      ? [inChannels, outChannels / groups]
      : [outChannels, inChannels / groups];
    this.registerParameter(
      "weight",
      new Parameter(empty([...channels, ...this.kernelSize], { dtype })),
    );
    this.registerParameter(
      "bias",
      (settings.bias ?? true) ? new Parameter(empty([outChannels], { dtype })) : null,
    );
    this.resetParameters();
  }

  /** Draws new weights. */
  resetParameters(): void {
    resetWeightAndBias(this.weight, this.bias);
  }

  /** @internal The input, padded where that is not left to the convolution, and the options it takes then. */
  protected _prepared(input: Tensor): [input: Tensor, options: ConvCall] {
    const { bias, stride, dilation, groups, padding, paddingMode } = this;
    if (paddingMode === "zeros") return [input, { bias, stride, padding, dilation, groups }];
    return [
      F.pad(input, this._reversedPadding(), { mode: paddingMode }),
      { bias, stride, padding: 0, dilation, groups },
    ];
  }

  /** `F.pad` counts from the last dimension: left and right of that, then of the one before. */
  private _reversedPadding(): number[] {
    const { padding, dilation, kernelSize } = this;
    const sides = kernelSize.map((size, i): [number, number] => {
      if (padding === "valid") return [0, 0];
      if (padding !== "same") return [padding[i], padding[i]];
      const total = dilation[i] * (size - 1);
      const left = Math.floor(total / 2);
      return [left, total - left];
    });
    return sides.reverse().flat();
  }

  override extraRepr(): string {
    const { padding, dilation, outputPadding } = this;
    const parts = [
      python(this.inChannels),
      python(this.outChannels),
      `kernel_size=${python(this.kernelSize)}`,
      `stride=${python(this.stride)}`,
    ];
    if (typeof padding === "string" || padding.some((size) => size !== 0))
      parts.push(`padding=${python(padding)}`);
    if (dilation.some((size) => size !== 1)) parts.push(`dilation=${python(dilation)}`);
    if (outputPadding.some((size) => size !== 0))
      parts.push(`output_padding=${python(outputPadding)}`);
    if (this.groups !== 1) parts.push(`groups=${this.groups}`);
    if (this.bias === null) parts.push("bias=False");
    if (this.paddingMode !== "zeros") parts.push(`padding_mode=${this.paddingMode}`);
    return parts.join(", ");
  }
}

interface ConvCall {
  bias: Parameter | null;
  stride: readonly number[];
  padding: readonly number[] | number | "same" | "valid";
  dilation: readonly number[];
  groups: number;
}

function checkPadding(
  name: string,
  padding: unknown,
  stride: readonly number[],
): "same" | "valid" | null {
  if (typeof padding !== "string") return null;
  if (padding !== "same" && padding !== "valid") {
    throw new TensorError(
      name,
      `invalid padding string '${padding}', should be one of 'same', 'valid'`,
    );
  }
  if (padding === "same" && stride.some((step) => step !== 1)) {
    throw new TensorError(
      name,
      `padding="same" is not supported for strided convolutions, got stride [${stride.join(", ")}]`,
    );
  }
  return padding;
}

function checkPaddingMode(name: string, mode: string, transposed: boolean): PaddingMode {
  if (transposed && mode !== "zeros")
    throw new TensorError(
      name,
      `only "zeros" padding mode is supported for ${name}, got "${mode}"`,
    );
  if (mode === "zeros" || mode === "reflect" || mode === "replicate" || mode === "circular")
    return mode;
  throw new TensorError(
    name,
    `paddingMode must be one of zeros, reflect, replicate, circular, but got "${mode}"`,
  );
}

/** Convolution over `[N, C, L]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Conv1d.html */
export class Conv1d extends ConvNd {
  static override readonly params: readonly string[] = params;

  constructor(...args: ConvArgs<Size1>) {
    super(new.target.name, 1, false, readOptions<ConvSettings>(named(Conv1d, new.target), args, 3));
  }

  override forward(input: Tensor): Tensor {
    const [padded, options] = this._prepared(input);
    return F.conv1d(padded, this.weight, options);
  }
}

/** Convolution over `[N, C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html */
export class Conv2d extends ConvNd {
  static override readonly params: readonly string[] = params;

  constructor(...args: ConvArgs<Size2>) {
    super(new.target.name, 2, false, readOptions<ConvSettings>(named(Conv2d, new.target), args, 3));
  }

  override forward(input: Tensor): Tensor {
    const [padded, options] = this._prepared(input);
    return F.conv2d(padded, this.weight, options);
  }
}

/** Convolution over `[N, C, D, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Conv3d.html */
export class Conv3d extends ConvNd {
  static override readonly params: readonly string[] = params;

  constructor(...args: ConvArgs<Size3>) {
    super(new.target.name, 3, false, readOptions<ConvSettings>(named(Conv3d, new.target), args, 3));
  }

  override forward(input: Tensor): Tensor {
    const [padded, options] = this._prepared(input);
    return F.conv3d(padded, this.weight, options);
  }
}
