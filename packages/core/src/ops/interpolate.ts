/** Images in another size. */
import { wrapArray } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { checkTensor } from "../op/operands.ts";
import { type PerDimension, perDimension } from "../op/sliding.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul } from "./arithmetic.ts";
import { indexSelect } from "./gather.ts";
import { adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveAvgPool3d } from "./average-pooling.ts";

export type InterpolationMode =
  | "nearest"
  | "nearest-exact"
  | "linear"
  | "bilinear"
  | "bicubic"
  | "trilinear"
  | "area";

export interface InterpolateOptions {
  /** The size to come to, for all spatial dimensions or for each. */
  size?: PerDimension | null;
  /** Or how many times the size. */
  scaleFactor?: PerDimension | null;
  /** `nearest` where nothing is said. */
  mode?: InterpolationMode;
  /** Whether the centres of the corners stay, rather than their outer edges. */
  alignCorners?: boolean | null;
  /** Compute the scale anew from the sizes. */
  recomputeScaleFactor?: boolean | null;
  /** Smooth when making smaller (bilinear and bicubic). */
  antialias?: boolean;
}

const Interpolate = signature(
  "interpolate",
  ["size", "scaleFactor", "mode", "alignCorners", "recomputeScaleFactor", "antialias"],
  {
    torch: "torch.nn.functional.interpolate",
  },
);
const Upsample = signature("upsample", ["size", "scaleFactor", "mode", "alignCorners"], {
  torch: "torch.nn.functional.upsample",
});

/** Elements of the input and their weights, for each place of the output along one dimension. */
interface Taps {
  readonly index: readonly (readonly number[])[];
  readonly weight: readonly (readonly number[])[];
}

const spatialDims: Readonly<Record<InterpolationMode, readonly number[]>> = {
  nearest: [1, 2, 3],
  "nearest-exact": [1, 2, 3],
  area: [1, 2, 3],
  linear: [1],
  bilinear: [2],
  bicubic: [2],
  trilinear: [3],
};

/**
 * Makes the spatial dimensions of `input` [N, C, …] larger or smaller: to `size`, or to `scaleFactor` times as much.
 *
 * `linear` takes [N, C, W], `bilinear` and `bicubic` [N, C, H, W], `trilinear` [N, C, D, H, W], the others any of these. Floats; for
 * the nearest modes uint8, too.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
 */
export function interpolate(
  input: Tensor,
  size?: PerDimension | null | InterpolateOptions,
  ...more: readonly (PerDimension | string | boolean | null | undefined | InterpolateOptions)[]
): Tensor {
  const args = readArgs<InterpolateOptions>(Interpolate, size, ...more);
  const { shape } = checkTensor("interpolate", input, "input").layout;
  const mode = args.mode ?? "nearest";
  const dims = shape.length - 2;
  if (!Object.hasOwn(spatialDims, mode))
    throw new TensorError(
      "interpolate",
      `unknown mode "${mode}"; known: ${Object.keys(spatialDims).join(", ")}`,
    );
  if (!spatialDims[mode].includes(dims)) {
    throw new TensorError(
      "interpolate",
      `input Error: got ${shape.length}D input ${showShape(shape)}, but ${mode} mode needs ${spatialDims[mode].map((d) => `${d + 2}D`).join(", ")} input`,
      { shapes: [shape] },
    );
  }
  const smooth =
    mode === "linear" || mode === "bilinear" || mode === "bicubic" || mode === "trilinear";
  if (args.alignCorners !== undefined && args.alignCorners !== null && !smooth) {
    throw new TensorError(
      "interpolate",
      "alignCorners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear",
    );
  }
  if (args.antialias && !(mode === "bilinear" || mode === "bicubic"))
    throw new TensorError(
      "interpolate",
      "antialias option is only supported for bilinear and bicubic modes",
    );
  const space = shape.slice(2);
  const { sizes, scales } = target(args, space);
  if (sizes.some((s) => s < 1) || space.some((s) => s < 1)) {
    throw new TensorError(
      "interpolate",
      `input and output sizes should be greater than 0, but got input (${space.join(", ")}) and output (${sizes.join(", ")})`,
      { shapes: [shape] },
    );
  }
  if (mode === "area")
    return [adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveAvgPool3d][dims - 1](input, sizes);
  if (!isFloat(input.dtype) && !(mode.startsWith("nearest") && input.dtype === "uint8")) {
    throw new TensorError(
      "interpolate",
      `not implemented for dtype ${input.dtype}; convert with x.to("float32")`,
      { dtypes: [input.dtype] },
    );
  }
  const align = args.alignCorners ?? false;
  let out = input;
  for (let i = dims - 1; i >= 0; i--) {
    const taps = tapsFor(mode, space[i], sizes[i], scales[i], align, args.antialias ?? false);
    out = resample(out, i + 2, taps);
  }
  return out;
}

/** `interpolate`, under its old name. */
export function upsample(
  input: Tensor,
  size?: PerDimension | null | InterpolateOptions,
  ...more: readonly (PerDimension | string | boolean | null | undefined | InterpolateOptions)[]
): Tensor {
  return interpolate(input, readArgs<InterpolateOptions>(Upsample, size, ...more));
}

const UpsampleNearest = signature("upsampleNearest", ["size", "scaleFactor"], {
  torch: "torch.nn.functional.upsample_nearest",
});
const UpsampleBilinear = signature("upsampleBilinear", ["size", "scaleFactor"], {
  torch: "torch.nn.functional.upsample_bilinear",
});

type Sizing = Pick<InterpolateOptions, "size" | "scaleFactor">;

/** `interpolate` by nearest elements, under its old name. */
export function upsampleNearest(
  input: Tensor,
  size?: PerDimension | null | Sizing,
  scaleFactor?: PerDimension | null | Sizing,
): Tensor {
  return interpolate(input, {
    ...readArgs<Sizing>(UpsampleNearest, size, scaleFactor),
    mode: "nearest",
  });
}

/** `interpolate` by lines between elements, corners aligned, under its old name. */
export function upsampleBilinear(
  input: Tensor,
  size?: PerDimension | null | Sizing,
  scaleFactor?: PerDimension | null | Sizing,
): Tensor {
  return interpolate(input, {
    ...readArgs<Sizing>(UpsampleBilinear, size, scaleFactor),
    mode: "bilinear",
    alignCorners: true,
  });
}

/** The sizes to come to, and the scales where the user gave them. */
function target(
  { size, scaleFactor, recomputeScaleFactor }: InterpolateOptions,
  space: readonly number[],
): { sizes: number[]; scales: (number | null)[] } {
  const none = space.map(() => null);
  if (size !== undefined && size !== null) {
    if (scaleFactor !== undefined && scaleFactor !== null)
      throw new TensorError("interpolate", "only one of size or scaleFactor should be defined");
    if (recomputeScaleFactor)
      throw new TensorError(
        "interpolate",
        "recomputeScaleFactor is not meaningful with an explicit size",
      );
    return { sizes: checked("size", size, space.length), scales: none };
  }
  if (scaleFactor === undefined || scaleFactor === null)
    throw new TensorError("interpolate", "either size or scaleFactor should be defined");
  const factors = checked("scaleFactor", scaleFactor, space.length);
  const sizes = space.map((s, i) => Math.floor(s * factors[i]));
  return { sizes, scales: recomputeScaleFactor ? none : factors };
}

function checked(name: string, value: PerDimension, dims: number): number[] {
  if (Array.isArray(value) && value.length !== dims) {
    throw new TensorError(
      "interpolate",
      `input and output must have the same number of spatial dimensions, but got input with ${dims} spatial dimensions and ${name} of ${showShape(value as number[])}`,
    );
  }
  const each = Array.isArray(value) || typeof value === "number" ? value : [];
  const numbers = perDimension("interpolate", name, each, dims, true);
  if (numbers.every(name === "size" ? Number.isInteger : Number.isFinite)) return numbers;
  throw new TensorError(
    "interpolate",
    `${name} must be ${name === "size" ? "integers" : "numbers"}, got ${showValue(value)}`,
  );
}

function tapsFor(
  mode: InterpolationMode,
  from: number,
  to: number,
  factor: number | null,
  align: boolean,
  antialias: boolean,
): Taps {
  const ratio = factor !== null && factor > 0 ? 1 / factor : from / to;
  if (mode === "nearest")
    return single(to, (o) => Math.min(Math.floor(Math.fround(o * Math.fround(ratio))), from - 1));
  if (mode === "nearest-exact")
    return single(to, (o) =>
      Math.min(Math.floor(Math.fround((o + 0.5) * Math.fround(ratio))), from - 1),
    );
  const cubic = mode === "bicubic";
  const scale = align ? (to > 1 ? (from - 1) / (to - 1) : 0) : ratio;
  if (antialias) return smoothed(cubic, from, to, scale);
  const source = (o: number): number => (align ? o * scale : (o + 0.5) * scale - 0.5);
  return cubic ? cubicTaps(from, to, source) : linearTaps(from, to, source);
}

function single(to: number, at: (o: number) => number): Taps {
  return {
    index: Array.from({ length: to }, (_, o) => [at(o)]),
    weight: Array.from({ length: to }, () => [1]),
  };
}

function linearTaps(from: number, to: number, source: (o: number) => number): Taps {
  const index: number[][] = [];
  const weight: number[][] = [];
  for (let o = 0; o < to; o++) {
    const x = Math.max(source(o), 0);
    const low = Math.min(Math.floor(x), from - 1);
    const share = Math.min(Math.max(x - low, 0), 1);
    index.push([low, Math.min(low + 1, from - 1)]);
    weight.push([1 - share, share]);
  }
  return { index, weight };
}

/** Keys' cubic kernel. Source: https://doi.org/10.1109/TASSP.1981.1163711 */
function keys(x: number, a: number): number {
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}

function cubicTaps(from: number, to: number, source: (o: number) => number): Taps {
  const index: number[][] = [];
  const weight: number[][] = [];
  for (let o = 0; o < to; o++) {
    const x = source(o);
    const low = Math.floor(x);
    const places = [low - 1, low, low + 1, low + 2];
    index.push(places.map((p) => Math.min(Math.max(p, 0), from - 1)));
    weight.push(places.map((p) => keys(x - p, -0.75)));
  }
  return { index, weight };
}

/** A kernel as wide as what one output place covers. */
function smoothed(cubic: boolean, from: number, to: number, scale: number): Taps {
  const width = Math.max(scale, 1);
  const support = (cubic ? 2 : 1) * width;
  const kernel = (x: number): number => (cubic ? keys(x, -0.5) : Math.max(0, 1 - Math.abs(x)));
  const index: number[][] = [];
  const weight: number[][] = [];
  for (let o = 0; o < to; o++) {
    const centre = scale * (o + 0.5);
    const first = Math.max(Math.trunc(centre - support + 0.5), 0);
    const last = Math.min(Math.trunc(centre + support + 0.5), from);
    const places = Array.from({ length: last - first }, (_, i) => first + i);
    const values = places.map((p) => kernel((p - centre + 0.5) / width));
    const sum = values.reduce((total, v) => total + v, 0);
    index.push(places);
    weight.push(values.map((v) => (sum === 0 ? v : v / sum)));
  }
  return { index, weight };
}

/** The weighted sum of taps along one dimension. */
function resample(x: Tensor, dim: number, { index, weight }: Taps): Tensor {
  const taps = Math.max(...index.map((places) => places.length));
  const column = (k: number): Float64Array => Float64Array.from(index, (places) => places[k] ?? 0);
  if (taps === 1) return indexSelect(x, dim, wrapArray(column(0), [index.length], "int64"));
  const shape = x.layout.shape.map((_, i) => (i === dim ? index.length : 1));
  let sum: Tensor | null = null;
  for (let k = 0; k < taps; k++) {
    const weights = Float64Array.from(weight, (values) => values[k] ?? 0);
    const part = mul(
      indexSelect(x, dim, wrapArray(column(k), [index.length], "int64")),
      wrapArray(weights, shape, "float64").to(x.dtype),
    );
    sum = sum ? add(sum, part) : part;
  }
  return sum as Tensor;
}
