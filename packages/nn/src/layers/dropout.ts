/** Layers that drop a part of their input while training. */
import { type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions } from "../arguments.ts";
import { Module } from "../module/module.ts";
import { python, pythonFloat } from "../python.ts";

export interface DropoutOptions {
  /** Probability of being dropped. Default: 0.5. */
  p?: number;
  /** Write the result over the input. Default: false. */
  inplace?: boolean;
}

abstract class DropoutNd extends Module {
  static override readonly params: readonly string[] = ["p", "inplace"];
  readonly p: number;
  readonly inplace: boolean;

  constructor(p?: number | DropoutOptions, inplace?: boolean | DropoutOptions) {
    super();
    const args = readOptions<DropoutOptions>(named(DropoutNd, new.target), [p, inplace]);
    this.p = args.p ?? 0.5;
    this.inplace = args.inplace ?? false;
    if (!(this.p >= 0 && this.p <= 1)) {
      throw new TensorError(
        new.target.name,
        `dropout probability has to be between 0 and 1, but got ${this.p}`,
      );
    }
  }

  /** @internal What the functions take. */
  protected _options(): { p: number; training: boolean; inplace: boolean } {
    const { p, training, inplace } = this;
    return { p, training, inplace };
  }

  override extraRepr(): string {
    return `p=${pythonFloat(this.p)}, inplace=${python(this.inplace)}`;
  }
}

/** Zeroes elements and scales the others by `1 / (1 - p)`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html */
export class Dropout extends DropoutNd {
  override forward(input: Tensor): Tensor {
    return F.dropout(input, this._options());
  }
}

/** Zeroes whole channels of `[N, C, L]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Dropout1d.html */
export class Dropout1d extends DropoutNd {
  override forward(input: Tensor): Tensor {
    return F.dropout1d(input, this._options());
  }
}

/** Zeroes whole channels of `[N, C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html */
export class Dropout2d extends DropoutNd {
  override forward(input: Tensor): Tensor {
    return F.dropout2d(input, this._options());
  }
}

/** Zeroes whole channels of `[N, C, D, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Dropout3d.html */
export class Dropout3d extends DropoutNd {
  override forward(input: Tensor): Tensor {
    return F.dropout3d(input, this._options());
  }
}

/** Dropout that keeps mean and variance, to go with SELU. Source: https://pytorch.org/docs/stable/generated/torch.nn.AlphaDropout.html */
export class AlphaDropout extends DropoutNd {
  override forward(input: Tensor): Tensor {
    return F.alphaDropout(input, this._options());
  }
}

/** AlphaDropout of whole channels. Source: https://pytorch.org/docs/stable/generated/torch.nn.FeatureAlphaDropout.html */
export class FeatureAlphaDropout extends DropoutNd {
  override forward(input: Tensor): Tensor {
    return F.featureAlphaDropout(input, this._options());
  }
}
