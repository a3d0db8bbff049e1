/**
 * Images looked at through a grid of places. Written in ops throughout, so that gradients flow to the image, through what
 * is gathered, and to the grid, through the weights, and again to theirs.
 */
import { isFloat } from "../dtype.ts";
import { TensorError, showShape } from "../errors.ts";
import { sizeOf } from "../layout.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { gather } from "./gather.ts";
import { stack } from "./join.ts";
import { where } from "./select.ts";

export interface GridSampleOptions {
  /** Places to look at, [N, H, W, 2] or [N, D, H, W, 3], from -1 to 1; x comes first. */
  grid?: Tensor;
  /** `bilinear` where nothing is said; `bicubic` for images only. */
  mode?: "bilinear" | "nearest" | "bicubic";
  /** What lies outside: zeros, the nearest element, or the image mirrored. */
  paddingMode?: "zeros" | "border" | "reflection";
  /** Whether -1 and 1 are the centres of the corners rather than their outer edges. */
  alignCorners?: boolean | null;
}

type Padding = NonNullable<GridSampleOptions["paddingMode"]>;

const GridSample = signature("gridSample", ["grid", "mode", "paddingMode", "alignCorners"], {
  torch: "torch.nn.functional.grid_sample",
});

/**
 * The elements of `input` [N, C, H, W] or [N, C, D, H, W] at the places of `grid`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
 */
export function gridSample(
  input: Tensor,
  grid: Tensor | GridSampleOptions,
  ...more: readonly (string | boolean | null | undefined | GridSampleOptions)[]
): Tensor {
  const args = readArgs<GridSampleOptions>(GridSample, grid, ...more);
  const places = checkTensor("gridSample", args.grid, "grid");
  const { mode = "bilinear", paddingMode = "zeros", alignCorners } = args;
  const [x, g] = [checkTensor("gridSample", input, "input").layout.shape, places.layout.shape];
  const dims = x.length - 2;
  check(x, g, input, places, mode, paddingMode);
  const size = x.slice(2);
  const space = g.slice(1, -1);
  const flat = input.reshape(x[0], x[1], sizeOf(size));
  // The grid names the last dimension first.
  const coordinates = size.map((length, i) => {
    const place = places.select(-1, dims - 1 - i).reshape(g[0], sizeOf(space));
    return alignCorners
      ? place.add(1).mul((length - 1) / 2)
      : place.add(1).mul(length).sub(1).div(2);
  });
  const sampler = new Sampler(flat, size, paddingMode, alignCorners ?? false);
  const out =
    mode === "bicubic"
      ? sampler.cubic(coordinates)
      : mode === "nearest"
        ? sampler.nearest(coordinates)
        : sampler.linear(coordinates);
  return out.reshape(x[0], x[1], ...space);
}

function check(
  x: readonly number[],
  g: readonly number[],
  input: Tensor,
  grid: Tensor,
  mode: string,
  padding: string,
): void {
  const refuse = (message: string): never => {
    throw new TensorError("gridSample", message, { shapes: [x, g] });
  };
  if (!["bilinear", "nearest", "bicubic"].includes(mode))
    refuse(`expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '${mode}'`);
  if (!["zeros", "border", "reflection"].includes(padding))
    refuse(`expected paddingMode to be 'zeros', 'border', or 'reflection', but got: '${padding}'`);
  if ((x.length !== 4 && x.length !== 5) || g.length !== x.length)
    refuse(
      `expected 4D or 5D input and grid with same number of dimensions, but got input with sizes ${showShape(x)} and grid with sizes ${showShape(g)}`,
    );
  if (x[0] !== g[0])
    refuse(
      `expected grid and input to have same batch size, but got input with sizes ${showShape(x)} and grid with sizes ${showShape(g)}`,
    );
  if (g[g.length - 1] !== x.length - 2)
    refuse(
      `expected grid to have size ${x.length - 2} in last dimension, but got grid with sizes ${showShape(g)}`,
    );
  if (x.slice(2).some((s) => s === 0))
    refuse(
      `expected input to have non-empty spatial dimensions, but input has sizes ${showShape(x)}`,
    );
  if (mode === "bicubic" && x.length !== 4) refuse("bicubic interpolation only supports 4D input");
  if (!isFloat(input.dtype))
    refuse(`not implemented for dtype ${input.dtype}; convert to float32 or float64`);
  if (input.dtype !== grid.dtype)
    refuse(
      `expected input and grid to have same dtype, but input has ${input.dtype} and grid has ${grid.dtype}`,
    );
}

class Sampler {
  readonly #flat: Tensor;
  readonly #size: readonly number[];
  readonly #padding: Padding;
  readonly #align: boolean;

  /** `flat` is [N, C, elements]. */
  constructor(flat: Tensor, size: readonly number[], padding: Padding, align: boolean) {
    this.#flat = flat;
    this.#size = size;
    this.#padding = padding;
    this.#align = align;
  }

  /** Brings a coordinate into the image, as the padding mode has it. */
  #inside(x: Tensor, dim: number): Tensor {
    const last = this.#size[dim] - 1;
    if (this.#padding === "zeros") return x;
    if (this.#padding === "border") return this.#clipped(x, last);
    const [low, span] = this.#align ? [0, last] : [-0.5, last + 1];
    if (span === 0) return x.mul(0);
    const away = x.sub(low).abs();
    const flips = away.detach().div(span).floor();
    const rest = away.sub(flips.mul(span));
    const even = flips.remainder(2).eq(0);
    return this.#clipped(where(even, rest.add(low), rest.neg().add(span + low)), last);
  }

  /** What is no number lies at the first element, as in PyTorch. */
  #clipped(x: Tensor, last: number): Tensor {
    return where(x.isnan(), 0, x.clamp(0, last));
  }

  /** The elements at whole places, zero outside; each coordinate [N, places]. */
  #at(places: readonly Tensor[]): Tensor {
    let inside: Tensor | null = null;
    let index: Tensor | null = null;
    for (const [dim, place] of places.entries()) {
      const length = this.#size[dim];
      const here = place.ge(0).logicalAnd(place.lt(length));
      inside = inside ? inside.logicalAnd(here) : here;
      // NaN and what lies outside look at element 0, and count for nothing.
      const whole = where(here, place, 0);
      index = index ? index.mul(length).add(whole) : whole;
    }
    const [batch, channels] = this.#flat.layout.shape;
    const count = places[0].layout.shape[1];
    const expand = (t: Tensor): Tensor => t.unsqueeze(1).expand(batch, channels, count);
    const found = gather(this.#flat, 2, expand((index as Tensor).to("int64")));
    return where(expand(inside as Tensor), found, 0);
  }

  nearest(coordinates: readonly Tensor[]): Tensor {
    const places = coordinates.map((x, dim) => this.#inside(x, dim).round());
    const found = this.#at(places.map((place) => place.detach()));
    // A step has the gradient zero, not none: adds zeros that depend on the grid.
    return places
      .filter((place) => place.requiresGrad)
      .map((place) => place.sub(place.detach()))
      .reduce((sum, zero) => sum.add(where(zero.eq(0), zero, 0).unsqueeze(1)), found);
  }

  linear(coordinates: readonly Tensor[]): Tensor {
    const inside = coordinates.map((x, dim) => this.#inside(x, dim));
    const low = inside.map((x) => x.detach().floor());
    const shares = inside.map((x, dim) => x.sub(low[dim]));
    let sum: Tensor | null = null;
    for (let corner = 0; corner < 2 ** low.length; corner++) {
      const upper = low.map((_, dim) => ((corner >> dim) & 1) === 1);
      const places = low.map((x, dim) => (upper[dim] ? x.add(1) : x));
      const weight = shares
        .map((share, dim) => (upper[dim] ? share : share.neg().add(1)))
        .reduce((a, b) => a.mul(b));
      const part = this.#at(places).mul(weight.unsqueeze(1));
      sum = sum ? sum.add(part) : part;
    }
    return sum as Tensor;
  }

  cubic(coordinates: readonly Tensor[]): Tensor {
    const low = coordinates.map((x) => x.detach().floor());
    const shares = coordinates.map((x, dim) => x.sub(low[dim]));
    const weights = shares.map(cubicWeights);
    let sum: Tensor | null = null;
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        const places = [low[0].add(i - 1), low[1].add(j - 1)].map((x, dim) =>
          this.#inside(x, dim).round(),
        );
        const part = this.#at(places).mul(weights[0][i].mul(weights[1][j]).unsqueeze(1));
        sum = sum ? sum.add(part) : part;
      }
    }
    return sum as Tensor;
  }
}

/** Weights of the four neighbours by Keys' cubic with a = -0.75, for a share from 0 to 1. */
function cubicWeights(t: Tensor): Tensor[] {
  const a = -0.75;
  const near = (x: Tensor): Tensor =>
    x
      .mul(a + 2)
      .sub(a + 3)
      .mul(x)
      .mul(x)
      .add(1);
  const far = (x: Tensor): Tensor =>
    x
      .mul(a)
      .sub(5 * a)
      .mul(x)
      .add(8 * a)
      .mul(x)
      .sub(4 * a);
  return [far(t.add(1)), near(t), near(t.neg().add(1)), far(t.neg().add(2))];
}

export interface AffineGridOptions {
  /** Of the image that the grid is for: [N, C, H, W] or [N, C, D, H, W]. */
  size?: readonly number[];
  alignCorners?: boolean | null;
}

const AffineGrid = signature("affineGrid", ["size", "alignCorners"], {
  first: "theta",
  torch: "torch.nn.functional.affine_grid",
});

/**
 * The grid for `gridSample` that an affine map `theta` [N, 2, 3] or [N, 3, 4] makes of the image's places.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.affine_grid.html
 */
export function affineGrid(
  theta: Tensor,
  size: readonly number[] | AffineGridOptions,
  ...more: readonly (boolean | null | undefined | AffineGridOptions)[]
): Tensor {
  const args = readArgs<AffineGridOptions>(AffineGrid, size, ...more);
  const target = args.size ?? [];
  const { shape } = checkTensor("affineGrid", theta, "theta").layout;
  const dims = target.length - 2;
  if (dims !== 2 && dims !== 3)
    throw new TensorError(
      "affineGrid",
      `only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size ${showShape(target)}`,
    );
  if (shape.length !== 3 || shape[0] !== target[0] || shape[1] !== dims || shape[2] !== dims + 1) {
    throw new TensorError(
      "affineGrid",
      `expected a batch of ${dims}D affine matrices of shape [${target[0]}, ${dims}, ${dims + 1}] for size ${showShape(target)}. Got ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  if (!isFloat(theta.dtype))
    throw new TensorError(
      "affineGrid",
      `expected theta to have floating point type, but got ${theta.dtype}`,
      { dtypes: [theta.dtype] },
    );
  if (target.some((s) => s <= 0))
    throw new TensorError(
      "affineGrid",
      `expected non-zero, positive output size. Got ${showShape(target)}`,
    );
  const space = target.slice(2);
  const axes = space.map((length, dim) => {
    const outer = args.alignCorners ? 1 : (length - 1) / length;
    const values = Array.from({ length }, (_, i) =>
      length === 1 ? 0 : -outer + (2 * outer * i) / (length - 1),
    );
    const axis = theta.newTensor(values);
    return axis.view(space.map((_, i) => (i === dim ? length : 1))).expand(space);
  });
  const ones = axes[0].detach().mul(0).add(1);
  const places = stack([...axes.reverse(), ones], -1).reshape(1, -1, dims + 1);
  return places
    .expand(target[0], places.layout.shape[1], dims + 1)
    .matmul(theta.transpose(1, 2))
    .reshape(target[0], ...space, dims);
}
