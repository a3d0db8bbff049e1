/** Convolutions without the channels of their input; see lazily.ts. */
import { TensorError } from "@tapeloop/core";
import {
  named,
  readOptions,
  type Size,
  type Size1,
  type Size2,
  type Size3,
} from "../../arguments.ts";
import { ConvTranspose1d, ConvTranspose2d, ConvTranspose3d } from "../conv-transpose.ts";
import {
  Conv1d,
  Conv2d,
  Conv3d,
  type ConvNd,
  type ConvOptions,
  type ConvTransposeOptions,
  type PaddingMode,
} from "../conv.ts";
import { lazily, reshape, type Setup } from "./lazily.ts";

const conv: Setup<ConvNd> = {
  ofInput(module, input) {
    const dims = module.kernelSize.length;
    if (input.ndim === dims + 1 || input.ndim === dims + 2)
      return input.shape[input.ndim - dims - 1];
    throw new TensorError(
      module.constructor.name,
      `expected ${dims + 1}D (unbatched) or ${dims + 2}D (batched) input, but got input of size: [${input.shape.join(", ")}]`,
      { shapes: [input.shape] },
    );
  },
  ofWeight: (module, weight) =>
    module.transposed ? weight.shape[0] : weight.shape[1] * module.groups,
  build(module, inChannels) {
    const { groups, outChannels, kernelSize } = module;
    if (inChannels % groups !== 0) {
      throw new TensorError(
        module.constructor.name,
        `inChannels must be divisible by groups, got ${inChannels} and ${groups}`,
      );
    }
    Object.assign(module, { inChannels });
    const channels = module.transposed
      ? [inChannels, outChannels / groups]
      : [outChannels, inChannels / groups];
    reshape(module.weight, [...channels, ...kernelSize]);
  },
};

interface LazyConvRequired<S extends Size> {
  outChannels: number;
  kernelSize: S;
}

export type LazyConvArgs<S extends Size, O = ConvOptions<S>> =
  | readonly [
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
  | readonly [options: LazyConvRequired<S> & O];

export type LazyConvTransposeArgs<S extends Size, O = ConvTransposeOptions<S>> =
  | readonly [
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
  | readonly [options: LazyConvRequired<S> & O];

const convParams: readonly string[] = Conv1d.params.slice(1);
const transposedParams: readonly string[] = ConvTranspose1d.params.slice(1);

/** A `Conv1d` that learns `inChannels` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyConv1d.html */
export class LazyConv1d extends Conv1d {
  static override readonly params: readonly string[] = convParams;

  constructor(...args: LazyConvArgs<Size1>) {
    super({
      ...readOptions<LazyConvRequired<Size1>>(named(LazyConv1d, new.target), args, 2),
      inChannels: 0,
    });
    lazily<ConvNd>(this, LazyConv1d, Conv1d, conv);
  }

  /** There is nothing to draw yet. */
  override resetParameters(): void {}
}

/** A `Conv2d` that learns `inChannels` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyConv2d.html */
export class LazyConv2d extends Conv2d {
  static override readonly params: readonly string[] = convParams;

  constructor(...args: LazyConvArgs<Size2>) {
    super({
      ...readOptions<LazyConvRequired<Size2>>(named(LazyConv2d, new.target), args, 2),
      inChannels: 0,
    });
    lazily<ConvNd>(this, LazyConv2d, Conv2d, conv);
  }

  /** There is nothing to draw yet. */
  override resetParameters(): void {}
}

/** A `Conv3d` that learns `inChannels` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyConv3d.html */
export class LazyConv3d extends Conv3d {
  static override readonly params: readonly string[] = convParams;

  constructor(...args: LazyConvArgs<Size3>) {
    super({
      ...readOptions<LazyConvRequired<Size3>>(named(LazyConv3d, new.target), args, 2),
      inChannels: 0,
    });
    lazily<ConvNd>(this, LazyConv3d, Conv3d, conv);
  }

  /** There is nothing to draw yet. */
  override resetParameters(): void {}
}

/** A `ConvTranspose1d` that learns `inChannels` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose1d.html */
export class LazyConvTranspose1d extends ConvTranspose1d {
  static override readonly params: readonly string[] = transposedParams;

  constructor(...args: LazyConvTransposeArgs<Size1>) {
    super({
      ...readOptions<LazyConvRequired<Size1>>(named(LazyConvTranspose1d, new.target), args, 2),
      inChannels: 0,
    });
    lazily<ConvNd>(this, LazyConvTranspose1d, ConvTranspose1d, conv);
  }

  /** There is nothing to draw yet. */
  override resetParameters(): void {}
}

/** A `ConvTranspose2d` that learns `inChannels` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose2d.html */
export class LazyConvTranspose2d extends ConvTranspose2d {
  static override readonly params: readonly string[] = transposedParams;

  constructor(...args: LazyConvTransposeArgs<Size2>) {
    super({
      ...readOptions<LazyConvRequired<Size2>>(named(LazyConvTranspose2d, new.target), args, 2),
      inChannels: 0,
    });
    lazily<ConvNd>(this, LazyConvTranspose2d, ConvTranspose2d, conv);
  }

  /** There is nothing to draw yet. */
  override resetParameters(): void {}
}

/** A `ConvTranspose3d` that learns `inChannels` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose3d.html */
export class LazyConvTranspose3d extends ConvTranspose3d {
  static override readonly params: readonly string[] = transposedParams;

  constructor(...args: LazyConvTransposeArgs<Size3>) {
    super({
      ...readOptions<LazyConvRequired<Size3>>(named(LazyConvTranspose3d, new.target), args, 2),
      inChannels: 0,
    });
    lazily<ConvNd>(this, LazyConvTranspose3d, ConvTranspose3d, conv);
  }

  /** There is nothing to draw yet. */
  override resetParameters(): void {}
}
