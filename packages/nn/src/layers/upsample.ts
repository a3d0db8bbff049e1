/** Layers that change the resolution. */
import type { Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions, type Size } from "../arguments.ts";
import { Module } from "../module/module.ts";
import { python, pythonFloat, tupleOf } from "../python.ts";

export type UpsampleMode =
  | "nearest"
  | "nearest-exact"
  | "linear"
  | "bilinear"
  | "bicubic"
  | "trilinear"
  | "area";

export interface UpsampleSize {
  /** Size of the output's spatial dimensions. */
  size?: Size | null;
  /** Or by which factor they grow. */
  scaleFactor?: Size | null;
}

export interface UpsampleOptions extends UpsampleSize {
  /** Default: "nearest". */
  mode?: UpsampleMode;
  /** Whether the corners' centers are kept, for the modes that interpolate. */
  alignCorners?: boolean | null;
  /** Whether the factor is computed anew from the sizes. */
  recomputeScaleFactor?: boolean | null;
}

/**
 * Resizes `[N, C, L]`, `[N, C, H, W]` or `[N, C, D, H, W]`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.Upsample.html
 */
export class Upsample extends Module {
  static override readonly params: readonly string[] = [
    "size",
    "scaleFactor",
    "mode",
    "alignCorners",
    "recomputeScaleFactor",
  ];
  readonly size: Size | null;
  readonly scaleFactor: Size | null;
  readonly mode: UpsampleMode;
  readonly alignCorners: boolean | null;
  readonly recomputeScaleFactor: boolean | null;

  constructor(
    size?: Size | null | UpsampleOptions,
    scaleFactor?: Size | null | UpsampleOptions,
    mode?: UpsampleMode | UpsampleOptions,
    alignCorners?: boolean | null | UpsampleOptions,
    recomputeScaleFactor?: boolean | null | UpsampleOptions,
  ) {
    super();
    const args = readOptions<UpsampleOptions>(named(Upsample, new.target), [
      size,
      scaleFactor,
      mode,
      alignCorners,
      recomputeScaleFactor,
    ]);
    this.size = args.size ?? null;
    this.scaleFactor = args.scaleFactor ?? null;
    this.mode = args.mode ?? "nearest";
    this.alignCorners = args.alignCorners ?? null;
    this.recomputeScaleFactor = args.recomputeScaleFactor ?? null;
  }

  override forward(input: Tensor): Tensor {
    const { size, scaleFactor, mode, alignCorners, recomputeScaleFactor } = this;
    return F.interpolate(input, { size, scaleFactor, mode, alignCorners, recomputeScaleFactor });
  }

  override extraRepr(): string {
    const { size, scaleFactor, mode } = this;
    if (scaleFactor === null) return `size=${python(size)}, mode=${mode}`;
    const factor =
      typeof scaleFactor === "number"
        ? pythonFloat(scaleFactor)
        : tupleOf(scaleFactor.map(pythonFloat));
    return `scale_factor=${factor}, mode=${mode}`;
  }
}

/** Repeats pixels. Source: https://pytorch.org/docs/stable/generated/torch.nn.UpsamplingNearest2d.html */
export class UpsamplingNearest2d extends Upsample {
  static override readonly params: readonly string[] = ["size", "scaleFactor"];

  constructor(size?: Size | null | UpsampleSize, scaleFactor?: Size | null | UpsampleSize) {
    super({
      ...readOptions<UpsampleSize>(named(UpsamplingNearest2d, new.target), [size, scaleFactor]),
      mode: "nearest",
    });
  }
}

/** Interpolates linearly in both directions, corners aligned. Source: https://pytorch.org/docs/stable/generated/torch.nn.UpsamplingBilinear2d.html */
export class UpsamplingBilinear2d extends Upsample {
  static override readonly params: readonly string[] = ["size", "scaleFactor"];

  constructor(size?: Size | null | UpsampleSize, scaleFactor?: Size | null | UpsampleSize) {
    super({
      ...readOptions<UpsampleSize>(named(UpsamplingBilinear2d, new.target), [size, scaleFactor]),
      mode: "bilinear",
      alignCorners: true,
    });
  }
}
