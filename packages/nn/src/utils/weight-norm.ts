import type { Tensor } from "@tapeloop/core";
import { Module } from "../module/module.ts";

/** Length times direction, over all dimensions but one. */
class _WeightNorm extends Module {
  readonly dim: number | null;

  constructor(ndim: number, dim: number | null) {
    super();
    this.dim = dim === null || dim === -1 ? null : dim < 0 ? dim + ndim : dim;
  }

  override forward(length: Tensor, direction: Tensor): Tensor {
    return direction.mul(length.div(this._length(direction)));
  }

  rightInverse(weight: Tensor): [length: Tensor, direction: Tensor] {
    return [this._length(weight), weight];
  }

  private _length(tensor: Tensor): Tensor {
    if (this.dim === null) return tensor.norm(2);
    const others = tensor.shape.map((_, d) => d).filter((d) => d !== this.dim);
    return tensor.norm(2, others, true);
  }
}

/** @internal It prints by PyTorch's name. */
export { _WeightNorm as WeightNorm };
