/** Layers that add a border. Sizes are left, right (, top, bottom (, front, back)): from the last dimension on. */
import type { Tensor } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { named, readOptions, sizes } from "../arguments.ts";
import { Module } from "../module/module.ts";
import { python, pythonFloat } from "../python.ts";

/** One size for all sides, or left and right. */
export type Pad1 = number | readonly [left: number, right: number];
/** One size for all sides, or one for each. */
export type Pad2 = number | readonly [left: number, right: number, top: number, bottom: number];
/** One size for all sides, or one for each. */
export type Pad3 =
  | number
  | readonly [
      left: number,
      right: number,
      top: number,
      bottom: number,
      front: number,
      back: number,
    ];

export interface PadOptions<P> {
  padding: P;
}

export interface ConstantPadOptions<P> extends PadOptions<P> {
  /** What the border consists of. */
  value: number;
}

type AnyPad = number | readonly number[];

/** What all pads have in common. */
abstract class PadNd extends Module {
  static override readonly params: readonly string[] = ["padding"];
  readonly padding: readonly number[];

  protected constructor(name: string, dims: number, { padding }: PadOptions<AnyPad>) {
    super();
    this.padding = sizes(name, "padding", padding, 2 * dims);
  }

  override extraRepr(): string {
    return python(this.padding);
  }
}

abstract class ConstantPadNd extends PadNd {
  static override readonly params: readonly string[] = ["padding", "value"];
  readonly value: number;

  protected constructor(name: string, dims: number, args: ConstantPadOptions<AnyPad>) {
    super(name, dims, args);
    this.value = args.value;
  }

  override forward(input: Tensor): Tensor {
    return F.pad(input, this.padding, { mode: "constant", value: this.value });
  }

  override extraRepr(): string {
    return `padding=${python(this.padding)}, value=${pythonFloat(this.value)}`;
  }
}

/** A border of one value around the last dimension. Source: https://pytorch.org/docs/stable/generated/torch.nn.ConstantPad1d.html */
export class ConstantPad1d extends ConstantPadNd {
  constructor(padding: Pad1 | ConstantPadOptions<Pad1>, value?: number | { value: number }) {
    super(new.target.name, 1, readOptions(named(ConstantPad1d, new.target), [padding, value], 2));
  }
}

/** A border of one value around the last two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.ConstantPad2d.html */
export class ConstantPad2d extends ConstantPadNd {
  constructor(padding: Pad2 | ConstantPadOptions<Pad2>, value?: number | { value: number }) {
    super(new.target.name, 2, readOptions(named(ConstantPad2d, new.target), [padding, value], 2));
  }
}

/** A border of one value around the last three dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.ConstantPad3d.html */
export class ConstantPad3d extends ConstantPadNd {
  constructor(padding: Pad3 | ConstantPadOptions<Pad3>, value?: number | { value: number }) {
    super(new.target.name, 3, readOptions(named(ConstantPad3d, new.target), [padding, value], 2));
  }
}

abstract class ZeroPadNd extends PadNd {
  override forward(input: Tensor): Tensor {
    return F.pad(input, this.padding, { mode: "constant", value: 0 });
  }
}

/** A border of zeros around the last dimension. Source: https://pytorch.org/docs/stable/generated/torch.nn.ZeroPad1d.html */
export class ZeroPad1d extends ZeroPadNd {
  constructor(padding: Pad1 | PadOptions<Pad1>) {
    super(new.target.name, 1, readOptions(named(ZeroPad1d, new.target), [padding], 1));
  }
}

/** A border of zeros around the last two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html */
export class ZeroPad2d extends ZeroPadNd {
  constructor(padding: Pad2 | PadOptions<Pad2>) {
    super(new.target.name, 2, readOptions(named(ZeroPad2d, new.target), [padding], 1));
  }
}

/** A border of zeros around the last three dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.ZeroPad3d.html */
export class ZeroPad3d extends ZeroPadNd {
  constructor(padding: Pad3 | PadOptions<Pad3>) {
    super(new.target.name, 3, readOptions(named(ZeroPad3d, new.target), [padding], 1));
  }
}

abstract class ReflectionPadNd extends PadNd {
  override forward(input: Tensor): Tensor {
    return F.pad(input, this.padding, { mode: "reflect" });
  }
}

/** A border that mirrors the last dimension. Source: https://pytorch.org/docs/stable/generated/torch.nn.ReflectionPad1d.html */
export class ReflectionPad1d extends ReflectionPadNd {
  constructor(padding: Pad1 | PadOptions<Pad1>) {
    super(new.target.name, 1, readOptions(named(ReflectionPad1d, new.target), [padding], 1));
  }
}

/** A border that mirrors the last two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.ReflectionPad2d.html */
export class ReflectionPad2d extends ReflectionPadNd {
  constructor(padding: Pad2 | PadOptions<Pad2>) {
    super(new.target.name, 2, readOptions(named(ReflectionPad2d, new.target), [padding], 1));
  }
}

/** A border that mirrors the last three dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.ReflectionPad3d.html */
export class ReflectionPad3d extends ReflectionPadNd {
  constructor(padding: Pad3 | PadOptions<Pad3>) {
    super(new.target.name, 3, readOptions(named(ReflectionPad3d, new.target), [padding], 1));
  }
}

abstract class ReplicationPadNd extends PadNd {
  override forward(input: Tensor): Tensor {
    return F.pad(input, this.padding, { mode: "replicate" });
  }
}

/** A border that repeats the ends of the last dimension. Source: https://pytorch.org/docs/stable/generated/torch.nn.ReplicationPad1d.html */
export class ReplicationPad1d extends ReplicationPadNd {
  constructor(padding: Pad1 | PadOptions<Pad1>) {
    super(new.target.name, 1, readOptions(named(ReplicationPad1d, new.target), [padding], 1));
  }
}

/** A border that repeats the ends of the last two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.ReplicationPad2d.html */
export class ReplicationPad2d extends ReplicationPadNd {
  constructor(padding: Pad2 | PadOptions<Pad2>) {
    super(new.target.name, 2, readOptions(named(ReplicationPad2d, new.target), [padding], 1));
  }
}

/** A border that repeats the ends of the last three dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.ReplicationPad3d.html */
export class ReplicationPad3d extends ReplicationPadNd {
  constructor(padding: Pad3 | PadOptions<Pad3>) {
    super(new.target.name, 3, readOptions(named(ReplicationPad3d, new.target), [padding], 1));
  }
}

abstract class CircularPadNd extends PadNd {
  override forward(input: Tensor): Tensor {
    return F.pad(input, this.padding, { mode: "circular" });
  }
}

/** A border that goes around the last dimension. Source: https://pytorch.org/docs/stable/generated/torch.nn.CircularPad1d.html */
export class CircularPad1d extends CircularPadNd {
  constructor(padding: Pad1 | PadOptions<Pad1>) {
    super(new.target.name, 1, readOptions(named(CircularPad1d, new.target), [padding], 1));
  }
}

/** A border that goes around the last two dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.CircularPad2d.html */
export class CircularPad2d extends CircularPadNd {
  constructor(padding: Pad2 | PadOptions<Pad2>) {
    super(new.target.name, 2, readOptions(named(CircularPad2d, new.target), [padding], 1));
  }
}

/** A border that goes around the last three dimensions. Source: https://pytorch.org/docs/stable/generated/torch.nn.CircularPad3d.html */
export class CircularPad3d extends CircularPadNd {
  constructor(padding: Pad3 | PadOptions<Pad3>) {
    super(new.target.name, 3, readOptions(named(CircularPad3d, new.target), [padding], 1));
  }
}
