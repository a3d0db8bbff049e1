/** Means and maxima of as many windows as are asked for, as layers. */
import type { Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions } from "../arguments.ts";
import { Module } from "../module/module.ts";
import { python } from "../python.ts";
import type { Pooled } from "./max-pool.ts";

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
    super(readOptions(named(AdaptiveAvgPool1d, new.target), [outputSize], 1));
  }

  override forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool1d(input, this.outputSize);
  }
}

/** Means of as many windows of `[N, C, H, W]` as are asked for. Source: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html */
export class AdaptiveAvgPool2d extends AdaptiveAvgPoolNd {
  constructor(outputSize: Adaptive2 | AdaptiveOptions<Adaptive2>) {
    super(readOptions(named(AdaptiveAvgPool2d, new.target), [outputSize], 1));
  }

  override forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool2d(input, this.outputSize);
  }
}

/** Means of as many windows of `[N, C, D, H, W]` as are asked for. Source: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool3d.html */
export class AdaptiveAvgPool3d extends AdaptiveAvgPoolNd {
  constructor(outputSize: Adaptive3 | AdaptiveOptions<Adaptive3>) {
    super(readOptions(named(AdaptiveAvgPool3d, new.target), [outputSize], 1));
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
    super(readOptions(named(AdaptiveMaxPool1d, new.target), [outputSize, returnIndices], 1));
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
    super(readOptions(named(AdaptiveMaxPool2d, new.target), [outputSize, returnIndices], 1));
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
    super(readOptions(named(AdaptiveMaxPool3d, new.target), [outputSize, returnIndices], 1));
  }

  override forward(input: Tensor): Pooled<I> {
    return F.adaptiveMaxPool3d(input, this.outputSize as Adaptive3, {
      returnIndices: this.returnIndices,
    }) as Pooled<I>;
  }
}
