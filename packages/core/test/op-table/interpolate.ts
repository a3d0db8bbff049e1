import * as ops from "../../src/ops/interpolate.ts";
import { named, range } from "./arguments.ts";
import { build, indices, type Nd } from "./nd.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

interface Args {
  size?: number | number[] | null;
  scaleFactor?: number | number[] | null;
  mode?: string;
  alignCorners?: boolean | null;
  recomputeScaleFactor?: boolean | null;
  antialias?: boolean;
}

/** Keys' cubic. */
function cubic(x: number, a: number): number {
  const d = Math.abs(x);
  if (d <= 1) return (a + 2) * d ** 3 - (a + 3) * d ** 2 + 1;
  return d < 2 ? a * (d ** 3 - 5 * d ** 2 + 8 * d - 4) : 0;
}

/** How much each element of a dimension counts for the element at `o` of the result. */
function weights(from: number, to: number, factor: number | null, args: Args, o: number): number[] {
  const { mode = "nearest", alignCorners, antialias } = args;
  const step = factor ? 1 / factor : from / to;
  const all = new Array<number>(from).fill(0);
  const put = (place: number, weight: number): void => {
    all[Math.min(Math.max(place, 0), from - 1)] += weight;
  };
  const scale = alignCorners ? (to > 1 ? (from - 1) / (to - 1) : 0) : step;
  const centre = alignCorners ? o * scale : (o + 0.5) * step - 0.5;
  if (mode === "nearest") put(Math.floor(o * step), 1);
  else if (mode === "nearest-exact") put(Math.floor((o + 0.5) * step), 1);
  else if (mode === "area") {
    const [first, end] = [Math.floor((o * from) / to), Math.ceil(((o + 1) * from) / to)];
    for (let i = first; i < end; i++) put(i, 1 / (end - first));
  } else if (antialias) {
    const wide = Math.max(scale, 1);
    const kernel = (x: number): number =>
      mode === "bicubic" ? cubic(x, -0.5) : Math.max(0, 1 - Math.abs(x));
    const raw = all.map((_, i) => kernel((i + 0.5 - scale * (o + 0.5)) / wide));
    const sum = raw.reduce((a, b) => a + b, 0);
    return raw.map((w) => w / sum);
  } else if (mode === "bicubic") {
    const low = Math.floor(centre);
    for (let i = low - 1; i < low + 3; i++) put(i, cubic(centre - i, -0.75));
  } else {
    const x = Math.max(centre, 0);
    const low = Math.floor(x);
    put(low, 1 - (x - low));
    put(low + 1, x - low);
  }
  return all;
}

function resized(x: Nd, args: Args): Nd {
  const space = x.shape.slice(2);
  const each = (value: number | number[]): number[] =>
    space.map((_, i) => (Array.isArray(value) ? value[i] : value));
  const factors = args.scaleFactor ? each(args.scaleFactor) : null;
  const sizes = factors
    ? space.map((s, i) => Math.floor(s * factors[i]))
    : each(args.size as number);
  const used = args.recomputeScaleFactor ? null : factors;
  const table = space.map((from, d) =>
    range(sizes[d]).map((o) => weights(from, sizes[d], used ? used[d] : null, args, o)),
  );
  return build([...x.shape.slice(0, 2), ...sizes], ([n, c, ...at]) =>
    indices(space).reduce(
      (sum, from) =>
        sum + from.reduce((w, i, d) => w * table[d][at[d]][i], 1) * x.at(n, c, ...from),
      0,
    ),
  );
}

const names = ["size", "scaleFactor", "mode", "alignCorners", "recomputeScaleFactor", "antialias"];

function row(samples: OpSpec["samples"], fixed: Args = {}, more: Partial<OpSpec> = {}): OpSpec {
  return {
    samples,
    reference: (x: Nd, ...rest: unknown[]) => resized(x, { ...named<Args>(names, rest), ...fixed }),
    dtypes: floats,
    ...more,
  };
}

export default family(ops, {
  interpolate: row(
    [
      [t([1, 2, 3]), 5, { mode: "linear" }],
      [t([1, 2, 3]), null, 1.7, "linear"],
      [t([1, 2, 3]), { scaleFactor: 1.7, mode: "linear", recomputeScaleFactor: true }],
      [t([1, 2, 4]), 2, { mode: "linear", alignCorners: true }],
      [t([1, 2, 4]), 1, { mode: "linear", alignCorners: true }],
      [t([1, 1, 2, 3]), [3, 4], { mode: "bilinear" }],
      [t([2, 1, 3, 2]), [2, 5], { mode: "bilinear", alignCorners: true }],
      [t([1, 1, 2, 3]), [4, 2], { mode: "bicubic" }],
      [t([1, 1, 2, 3]), { scaleFactor: [1.5, 2], mode: "bicubic", alignCorners: true }],
      [t([1, 1, 5, 4]), [2, 3], { mode: "bilinear", antialias: true }],
      [t([1, 1, 5, 4]), [2, 6], { mode: "bicubic", antialias: true }],
      [t([1, 1, 2, 1, 2]), [3, 2, 1], { mode: "trilinear" }],
      [t([0, 2, 3]), 5, { mode: "linear" }],
    ],
    {},
    {
      tolerance: 1e-4,
      errors: [
        [[t([1, 1, 2]), 3, { mode: "cubic" }], /unknown mode "cubic"; known: nearest/],
        [[t([1, 1, 2]), 3, { mode: "bilinear" }], /got 3D input .*bilinear mode needs 4D/],
        [[t([1, 1, 2]), 3, { alignCorners: true }], /alignCorners option can only be set/],
        [[t([1, 1, 2]), 3, { antialias: true }], /antialias option is only supported/],
        [[t([1, 1, 2]), 0], /sizes should be greater than 0/],
        [[t([1, 1, 2]), 3, 2], /only one of size or scaleFactor should be defined/],
        [[t([1, 1, 2]), 3, { recomputeScaleFactor: true }], /not meaningful with an explicit size/],
        [[t([1, 1, 2])], /size or scaleFactor should be defined/],
        [[t([1, 1, 2]), [3, 3]], /same number of spatial dimensions/],
      ],
    },
  ),
  upsample: row([
    [t([1, 2, 3]), { scaleFactor: 2, mode: "linear" }],
    [t([1, 1, 2, 2]), 3, null, "bilinear", true],
  ]),
  upsampleNearest: row(
    [
      [t([1, 2, 3]), 5],
      [t([1, 1, 3, 2]), { scaleFactor: 1.5 }],
      [t([1, 1, 2, 1, 3]), [1, 3, 2]],
    ],
    { mode: "nearest" },
    { dtypes: [...floats, "uint8"] },
  ),
  upsampleBilinear: row(
    [
      [t([1, 1, 2, 3]), [4, 2]],
      [t([1, 2, 2, 2]), null, 2],
    ],
    {
      mode: "bilinear",
      alignCorners: true,
    },
  ),
});
