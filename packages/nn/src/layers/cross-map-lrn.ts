/** Local response normalisation as Torch had it, before `LocalResponseNorm`. */
import { type Tensor, TensorError, wrapArray } from "@tapeloop/core";
import { named, readOptions } from "../arguments.ts";
import { Module } from "../module/module.ts";
import { keywords, python, pythonFloat } from "../python.ts";
import type { LocalResponseNormNamed, LocalResponseNormOptions } from "./norm.ts";

/**
 * Divides each channel of `[N, C, H, W]`, float, by `(k + alpha / size · squares of its neighbours) ^ beta`.
 *
 * As in PyTorch the windows take `floor((size + 1) / 2)` channels to either side, the channel among them, and the first channel
 * never leaves them; `LocalResponseNorm` has neither peculiarity. PyTorch's gradient is that of other windows; here it is that of
 * the values. Source: https://pytorch.org/docs/1.13/_modules/torch/nn/modules/normalization.html
 */
export class CrossMapLRN2d extends Module {
  static override readonly params: readonly string[] = ["size", "alpha", "beta", "k"];
  /** How many neighbouring channels count. */
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;

  constructor(
    size: number | LocalResponseNormNamed,
    alpha?: number | LocalResponseNormOptions,
    beta?: number | LocalResponseNormOptions,
    k?: number | LocalResponseNormOptions,
  ) {
    super();
    const { name } = new.target;
    const args = readOptions<LocalResponseNormNamed>(
      named(CrossMapLRN2d, new.target),
      [size, alpha, beta, k],
      1,
    );
    if (!(Number.isInteger(args.size) && args.size > 0))
      throw new TensorError(name, `size must be a positive integer, got ${args.size}`);
    this.size = args.size;
    this.alpha = args.alpha ?? 1e-4;
    this.beta = args.beta ?? 0.75;
    this.k = args.k ?? 1;
  }

  override forward(input: Tensor): Tensor {
    const { size, alpha, beta, k } = this;
    const { shape, dtype } = input;
    const more = { shapes: [shape], dtypes: [dtype] };
    if (shape.length !== 4 || shape[1] === 0) {
      throw new TensorError(
        this.constructor.name,
        `expected input [N, C, H, W] with at least one channel, got shape [${shape.join(", ")}]; unsqueeze(0) gives an image its N`,
        more,
      );
    }
    if (!input.isFloatingPoint()) {
      throw new TensorError(
        this.constructor.name,
        `not implemented for dtype ${dtype}; convert with x.to("float32")`,
        more,
      );
    }
    return input.mul(
      this._sums(input.square())
        .mul(alpha / size)
        .add(k)
        .pow(-beta),
    );
  }

  /** Sums over each channel's window, as differences of sums from the first channel on. */
  private _sums(squares: Tensor): Tensor {
    const channels = squares.shape[1];
    const half = Math.floor((this.size + 1) / 2);
    const at = (place: (channel: number) => number): Tensor =>
      wrapArray(
        Float64Array.from({ length: channels }, (_, c) => place(c)),
        [channels],
        "int64",
      );
    const sums = squares.cumsum(1);
    const last = at((c) => Math.min(c + half - 1, channels - 1));
    // Element 0 is in every window, and so are those up to its first place.
    const before = at((c) => Math.max(c - half, 0));
    return sums
      .indexSelect(1, last)
      .sub(sums.indexSelect(1, before))
      .add(sums.narrow(1, 0, 1));
  }

  override extraRepr(): string {
    const { size, alpha, beta, k } = this;
    return `${size}, ${keywords({ alpha: pythonFloat(alpha), beta: pythonFloat(beta), k: python(k) })}`;
  }
}
