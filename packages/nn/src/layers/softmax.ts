/** Softmax and its kin, as layers. */
import { type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions } from "../arguments.ts";
import { Module } from "../module/module.ts";
import { python } from "../python.ts";

export interface SoftmaxOptions {
  /** The dimension along which the results sum to 1. Say it; PyTorch guesses, and warns, where it is left out. */
  dim?: number | null;
}

abstract class AlongDim extends Module {
  static override readonly params: readonly string[] = ["dim"];
  readonly dim: number | null;

  constructor(dim?: number | null | SoftmaxOptions) {
    super();
    this.dim = readOptions<SoftmaxOptions>(named(AlongDim, new.target), [dim]).dim ?? null;
  }

  override extraRepr(): string {
    return `dim=${python(this.dim)}`;
  }
}

/** `exp(x) / Σ exp(x)` along a dimension. Source: https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html */
export class Softmax extends AlongDim {
  override forward(input: Tensor): Tensor {
    return F.softmax(input, { dim: this.dim });
  }
}

/** Softmax of `-x`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Softmin.html */
export class Softmin extends AlongDim {
  override forward(input: Tensor): Tensor {
    return F.softmin(input, { dim: this.dim });
  }
}

/** The logarithm of softmax. Source: https://pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html */
export class LogSoftmax extends AlongDim {
  override forward(input: Tensor): Tensor {
    return F.logSoftmax(input, { dim: this.dim });
  }
}

/** Softmax over the channels of `[N, C, H, W]` or `[C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.Softmax2d.html */
export class Softmax2d extends Module {
  override forward(input: Tensor): Tensor {
    if (input.ndim !== 3 && input.ndim !== 4) {
      throw new TensorError(
        this.constructor.name,
        `requires a 3D or 4D tensor as input, got ${input.ndim}D`,
        { shapes: [input.shape] },
      );
    }
    return F.softmax(input, { dim: -3 });
  }
}
