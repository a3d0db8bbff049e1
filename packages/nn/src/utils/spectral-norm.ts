import { noGrad, type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { Module } from "../module/module.ts";

/** A matrix divided by its largest singular value. */
class _SpectralNorm extends Module {
  readonly dim: number;
  readonly eps: number;
  readonly nPowerIterations: number;
  declare _u: Tensor;
  declare _v: Tensor;

  constructor(weight: Tensor, nPowerIterations: number, dim: number, eps: number) {
    super();
    const { ndim } = weight;
    if (!(dim >= -ndim && dim < ndim)) {
      throw new TensorError(
        "parametrizations.spectralNorm",
        `dimension out of range (expected to be in range of [-${ndim}, ${ndim - 1}] but got ${dim})`,
        { shapes: [weight.shape] },
      );
    }
    if (!(nPowerIterations > 0)) {
      throw new TensorError(
        "parametrizations.spectralNorm",
        `expected nPowerIterations to be positive, but got nPowerIterations=${nPowerIterations}`,
      );
    }
    this.dim = dim < 0 ? dim + ndim : dim;
    this.eps = eps;
    this.nPowerIterations = nPowerIterations;
    // A vector's largest singular value is its length.
    if (ndim < 2) return;
    const matrix = this._matrix(weight.detach());
    for (const [name, size] of [
      ["_u", matrix.shape[0]],
      ["_v", matrix.shape[1]],
    ] as const)
      this.registerBuffer(name, this._unit(matrix.newEmpty(size).normal_(0, 1)));
    this._powerMethod(matrix, 15);
  }

  override forward(weight: Tensor): Tensor {
    if (weight.ndim < 2) return this._unit(weight);
    const matrix = this._matrix(weight);
    if (this.training) this._powerMethod(matrix, this.nPowerIterations);
    // Copies, because the next access writes over them, perhaps before this one's backward.
    const [u, v] = [this._u.clone(), this._v.clone()];
    return weight.div(u.dot(matrix.mv(v)));
  }

  /** It is not looked at whether the value is normed. */
  rightInverse(value: Tensor): Tensor {
    return value;
  }

  private _matrix(weight: Tensor): Tensor {
    return weight.movedim(this.dim, 0).flatten(1);
  }

  private _unit(vector: Tensor): Tensor {
    return F.normalize(vector, { dim: 0, eps: this.eps });
  }

  private _powerMethod(matrix: Tensor, steps: number): void {
    noGrad(() => {
      for (let i = 0; i < steps; i++) {
        this._u.copy_(this._unit(matrix.mv(this._v)));
        this._v.copy_(this._unit(matrix.T.mv(this._u)));
      }
    });
  }
}

/** @internal It prints by PyTorch's name. */
export { _SpectralNorm as SpectralNorm };
