/** Maxima of windows at drawn, fractional distances, as layers. */
import { type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import {
  named,
  readOptions,
  type Size,
  type Size2,
  type Size3,
  sizes,
  type WithParams,
} from "../arguments.ts";
import { Module } from "../module/module.ts";
import type { Pooled } from "./max-pool.ts";

export interface FractionalMaxPoolOptions<S extends Size, I extends boolean = boolean> {
  /** How many windows; either this or `outputRatio`. */
  outputSize?: S | null;
  /** The number of windows as a part of the input's size, between 0 and 1. */
  outputRatio?: S | null;
  /** Answer `[values, indices]`, as `MaxUnpool` wants them. Default: false. */
  returnIndices?: I;
  /** Where the windows of each plane lie, the same at each call: `[N, C, dimensions]`, from 0 to 1. Default: drawn. */
  _randomSamples?: Tensor | null;
}

export type FractionalMaxPoolArgs<
  S extends Size,
  I extends boolean,
  O = FractionalMaxPoolOptions<S, I>,
> =
  | readonly [
      kernelSize: S,
      outputSize?: S | null | O,
      outputRatio?: S | null | O,
      returnIndices?: I | O,
      _randomSamples?: Tensor | null | O,
      options?: O,
    ]
  | readonly [options: { kernelSize: S } & O];

abstract class FractionalMaxPoolNd extends Module {
  static override readonly params: readonly string[] = [
    "kernelSize",
    "outputSize",
    "outputRatio",
    "returnIndices",
    "_randomSamples",
  ];
  static override readonly stateNames: Readonly<Record<string, string>> = {
    _randomSamples: "_random_samples",
  };
  readonly kernelSize: readonly number[];
  readonly outputSize: readonly number[] | null;
  readonly outputRatio: readonly number[] | null;
  readonly returnIndices: boolean;
  declare readonly _randomSamples: Tensor | null;

  protected constructor(type: WithParams, dims: number, given: readonly unknown[]) {
    super();
    const { name } = type;
    const args = readOptions<{ kernelSize: Size } & FractionalMaxPoolOptions<Size>>(type, given, 1);
    const each = (what: string, size: Size | null | undefined): readonly number[] | null =>
      size === null || size === undefined ? null : sizes(name, what, size, dims);
    this.kernelSize = sizes(name, "kernelSize", args.kernelSize, dims);
    this.returnIndices = args.returnIndices ?? false;
    this.registerBuffer("_randomSamples", args._randomSamples ?? null);
    this.outputSize = each("outputSize", args.outputSize);
    this.outputRatio = each("outputRatio", args.outputRatio);
    if (this.outputSize === null && this.outputRatio === null)
      throw new TensorError(name, "requires specifying either an outputSize, or an outputRatio");
    if (this.outputSize !== null && this.outputRatio !== null)
      throw new TensorError(name, "only one of outputSize and outputRatio may be specified");
    if (this.outputRatio?.some((ratio) => !(ratio > 0 && ratio < 1)))
      throw new TensorError(
        name,
        `outputRatio must be between 0 and 1 (got ${this.outputRatio.join(", ")})`,
      );
  }

  /** @internal What the functions take. */
  protected _options(): Required<FractionalMaxPoolOptions<Size>> {
    const { outputSize, outputRatio, returnIndices, _randomSamples } = this;
    return { outputSize, outputRatio, returnIndices, _randomSamples };
  }
}

/** Maxima of windows of `[N, C, H, W]` at drawn, fractional distances. Source: https://pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool2d.html */
export class FractionalMaxPool2d<I extends boolean = false> extends FractionalMaxPoolNd {
  constructor(...args: FractionalMaxPoolArgs<Size2, I>) {
    super(named(FractionalMaxPool2d, new.target), 2, args);
  }

  override forward(input: Tensor): Pooled<I> {
    return F.fractionalMaxPool2d(input, this.kernelSize, this._options()) as Pooled<I>;
  }
}

/** Maxima of windows of `[N, C, D, H, W]` at drawn, fractional distances. Source: https://pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool3d.html */
export class FractionalMaxPool3d<I extends boolean = false> extends FractionalMaxPoolNd {
  constructor(...args: FractionalMaxPoolArgs<Size3, I>) {
    super(named(FractionalMaxPool3d, new.target), 3, args);
  }

  override forward(input: Tensor): Pooled<I> {
    return F.fractionalMaxPool3d(input, this.kernelSize, this._options()) as Pooled<I>;
  }
}
