/** Transposed convolutions: the gradients of convolutions with respect to their inputs, as layers. */
import { type Tensor, TensorError } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions, type Size1, type Size2, type Size3 } from "../arguments.ts";
import { ConvNd, type ConvSettings, type ConvTransposeArgs } from "./conv.ts";

const params: readonly string[] = [
  "inChannels",
  "outChannels",
  "kernelSize",
  "stride",
  "padding",
  "outputPadding",
  "groups",
  "bias",
  "dilation",
  "paddingMode",
  "dtype",
];

export interface ConvTransposeForwardOptions {
  /** The size that is wanted of the several that give the input's size when convolved. */
  outputSize?: readonly number[] | null;
}

/** What transposed convolutions have in common. */
abstract class ConvTransposeNd extends ConvNd {
  static override readonly params: readonly string[] = params;

  /** @internal What `F.convTranspose…` takes after the weight. */
  protected _options(
    input: Tensor,
    given: ConvTransposeForwardOptions | readonly number[] | null | undefined,
  ): TransposeCall {
    const { bias, stride, groups, dilation } = this;
    const padding = this.padding as readonly number[];
    const call = { name: `${this.constructor.name}.forward`, params: ["outputSize"] };
    const { outputSize } = readOptions<ConvTransposeForwardOptions>(call, [given]);
    return {
      bias,
      stride,
      padding,
      groups,
      dilation,
      outputPadding: this._outputPadding(input, outputSize),
    };
  }

  /** Several sizes become the same when convolved; `outputPadding` tells which one is meant. */
  private _outputPadding(
    input: Tensor,
    outputSize: readonly number[] | null | undefined,
  ): readonly number[] {
    if (outputSize === null || outputSize === undefined) return this.outputPadding;
    const { stride, kernelSize, dilation } = this;
    const { name } = this.constructor;
    const padding = this.padding as readonly number[];
    const dims = kernelSize.length;
    const lead = input.ndim === dims + 2 ? 2 : 1;
    const wanted = outputSize.length === lead + dims ? outputSize.slice(lead) : outputSize;
    if (wanted.length !== dims) {
      throw new TensorError(
        name,
        `for ${input.ndim}D input, outputSize must have ${dims} or ${lead + dims} elements (got ${outputSize.length})`,
      );
    }
    const least = kernelSize.map(
      (size, d) =>
        (input.shape[d + lead] - 1) * stride[d] - 2 * padding[d] + dilation[d] * (size - 1) + 1,
    );
    const most = least.map((size, d) => size + stride[d] - 1);
    if (wanted.some((size, d) => size < least[d] || size > most[d])) {
      throw new TensorError(
        name,
        `requested an output size of [${wanted.join(", ")}], but valid sizes range from [${least.join(", ")}] to ` +
          `[${most.join(", ")}] (for an input of [${input.shape.slice(lead).join(", ")}])`,
        { shapes: [input.shape] },
      );
    }
    return wanted.map((size, d) => size - least[d]);
  }
}

interface TransposeCall {
  bias: ConvNd["bias"];
  stride: readonly number[];
  padding: readonly number[];
  outputPadding: readonly number[];
  groups: number;
  dilation: readonly number[];
}

/** Transposed convolution over `[N, C, L]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html */
export class ConvTranspose1d extends ConvTransposeNd {
  constructor(...args: ConvTransposeArgs<Size1>) {
    super(
      new.target.name,
      1,
      true,
      readOptions<ConvSettings>(named(ConvTranspose1d, new.target), args, 3),
    );
  }

  override forward(
    input: Tensor,
    outputSize?: readonly number[] | null | ConvTransposeForwardOptions,
  ): Tensor {
    return F.convTranspose1d(input, this.weight, this._options(input, outputSize));
  }
}

/** Transposed convolution over `[N, C, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html */
export class ConvTranspose2d extends ConvTransposeNd {
  constructor(...args: ConvTransposeArgs<Size2>) {
    super(
      new.target.name,
      2,
      true,
      readOptions<ConvSettings>(named(ConvTranspose2d, new.target), args, 3),
    );
  }

  override forward(
    input: Tensor,
    outputSize?: readonly number[] | null | ConvTransposeForwardOptions,
  ): Tensor {
    return F.convTranspose2d(input, this.weight, this._options(input, outputSize));
  }
}

/** Transposed convolution over `[N, C, D, H, W]`. Source: https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose3d.html */
export class ConvTranspose3d extends ConvTransposeNd {
  constructor(...args: ConvTransposeArgs<Size3>) {
    super(
      new.target.name,
      3,
      true,
      readOptions<ConvSettings>(named(ConvTranspose3d, new.target), args, 3),
    );
  }

  override forward(
    input: Tensor,
    outputSize?: readonly number[] | null | ConvTransposeForwardOptions,
  ): Tensor {
    return F.convTranspose3d(input, this.weight, this._options(input, outputSize));
  }
}
