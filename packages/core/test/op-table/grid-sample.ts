import * as ops from "../../src/ops/grid-sample.ts";
import { named, range } from "./arguments.ts";
import { build, indices, type Nd } from "./nd.ts";
import { family, floats, t, type TensorArg } from "./spec.ts";

interface Args {
  grid: Nd;
  mode?: string;
  paddingMode?: string;
  alignCorners?: boolean | null;
}

/** Goes back and forth between the edges until it is inside. */
function reflected(x: number, size: number, align: boolean): number {
  const [low, high] = align ? [0, size - 1] : [-0.5, size - 0.5];
  if (low === high) return 0;
  let at = x;
  while (at < low || at > high) at = at < low ? 2 * low - at : 2 * high - at;
  return at;
}

function bounded(x: number, size: number, mode: string, align: boolean): number {
  if (mode === "zeros") return x;
  const inside = mode === "reflection" ? reflected(x, size, align) : x;
  return Math.min(Math.max(inside, 0), size - 1);
}

/** Keys' cubic with a = -0.75. */
function cubic(x: number): number {
  const d = Math.abs(x);
  if (d <= 1) return 1.25 * d ** 3 - 2.25 * d ** 2 + 1;
  return d < 2 ? -0.75 * (d ** 3 - 5 * d ** 2 + 8 * d - 4) : 0;
}

/** Even numbers win ties. */
function rounded(x: number): number {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  return low % 2 === 0 ? low : low + 1;
}

/** For each dimension the whole places around a coordinate, with their weights. */
function taps(x: number, size: number, mode: string, padding: string, align: boolean): number[][] {
  if (mode === "bicubic") {
    const low = Math.floor(x);
    return range(4)
      .map((i) => low - 1 + i)
      .map((p) => [rounded(bounded(p, size, padding, align)), cubic(x - p)]);
  }
  const at = bounded(x, size, padding, align);
  if (mode === "nearest") return [[rounded(at), 1]];
  const low = Math.floor(at);
  return [
    [low, 1 - (at - low)],
    [low + 1, at - low],
  ];
}

function sampled(x: Nd, args: Args): Nd {
  const { grid, mode = "bilinear", paddingMode = "zeros", alignCorners } = args;
  const size = x.shape.slice(2);
  const align = alignCorners === true;
  return build([x.shape[0], x.shape[1], ...grid.shape.slice(1, -1)], ([n, c, ...at]) => {
    const around = size.map((length, d) => {
      const place = grid.at(n, ...at, size.length - 1 - d);
      const coordinate = align ? ((place + 1) / 2) * (length - 1) : ((place + 1) * length - 1) / 2;
      return taps(coordinate, length, mode, paddingMode, align);
    });
    let sum = 0;
    for (const pick of indices(around.map((list) => list.length))) {
      const chosen = pick.map((i, d) => around[d][i]);
      if (chosen.some(([p], d) => p < 0 || p >= size[d])) continue;
      sum += x.at(n, c, ...chosen.map(([p]) => p)) * chosen.reduce((w, [, v]) => w * v, 1);
    }
    return sum;
  });
}

/** Places off the pixels' centres and edges, where the functions have kinks; some lie outside. */
const places = (shape: readonly number[]): TensorArg =>
  t(shape, { low: -1.4, high: 1.4, offIntegers: 0.05 });

export default family(ops, {
  gridSample: {
    samples: [
      [t([2, 2, 3, 4]), places([2, 1, 2, 2])],
      [t([1, 1, 2, 3]), places([1, 2, 1, 2]), "bicubic", "reflection", true],
      ...["bilinear", "nearest", "bicubic"].flatMap((mode) =>
        ["zeros", "border", "reflection"].map((padding, i) => [
          t([1, 1, 3, 2]),
          places([1, 1, 2, 2]),
          { mode, paddingMode: padding, alignCorners: i !== 1 && mode === "bilinear" },
        ]),
      ),
      [t([1, 2, 2, 3, 2]), places([1, 2, 1, 2, 3]), { alignCorners: true }],
      [t([1, 1, 2, 3, 2]), places([1, 1, 2, 2, 3]), "nearest", "reflection"],
      [t([0, 1, 2, 2]), t([0, 2, 2, 2])],
      [t([1, 0, 2, 2]), t([1, 2, 2, 2])],
      [t([1, 1, 2, 2]), t([1, 0, 2, 2])],
      [t([1, 1, 1, 1]), places([1, 1, 2, 2]), { paddingMode: "reflection", alignCorners: true }],
    ],
    reference: (x: Nd, ...rest: unknown[]) =>
      sampled(x, named<Args>(["grid", "mode", "paddingMode", "alignCorners"], rest)),
    dtypes: floats,
    tolerance: 1e-4,
    errors: [
      [[t([1, 1, 2, 2]), t([1, 2, 2, 2]), "cubic"], /expected mode to be .*but got: 'cubic'/],
      [[t([1, 1, 2, 2]), t([1, 2, 2, 2]), "nearest", "wrap"], /expected paddingMode to be/],
      [[t([1, 2, 2]), t([1, 2, 2])], /expected 4D or 5D input and grid/],
      [[t([1, 1, 2, 2]), t([2, 2, 2, 2])], /same batch size/],
      [[t([1, 1, 2, 2]), t([1, 2, 2, 3])], /size 2 in last dimension/],
      [[t([1, 1, 0, 2]), t([1, 2, 2, 2])], /non-empty spatial dimensions/],
      [[t([1, 1, 2, 2, 2]), t([1, 1, 1, 1, 3]), "bicubic"], /only supports 4D input/],
      [[t([1, 1, 2, 2]), t([1, 2, 2, 2], { dtype: "float64" })], /to have same dtype/],
    ],
  },
  affineGrid: {
    samples: [
      [t([2, 2, 3]), [2, 1, 2, 3]],
      [t([2, 2, 3]), [2, 1, 3, 2], true],
      [t([1, 2, 3]), { size: [1, 4, 1, 2], alignCorners: true }],
      [t([2, 3, 4]), [2, 1, 2, 1, 3], false],
    ],
    reference: (theta: Nd, ...rest: unknown[]) => {
      const { size, alignCorners } = named<{ size: number[]; alignCorners?: boolean }>(
        ["size", "alignCorners"],
        rest,
      );
      const space = size.slice(2);
      const dims = space.length;
      return build([size[0], ...space, dims], ([n, ...at]) => {
        const row = at[dims];
        let sum = theta.at(n, row, dims);
        for (const [d, length] of space.entries()) {
          const i = at[d];
          const whole = length === 1 ? 0 : -1 + (2 * i) / (length - 1);
          const place = alignCorners ? whole : -1 + (2 * i + 1) / length;
          sum += theta.at(n, row, dims - 1 - d) * place;
        }
        return sum;
      });
    },
    dtypes: floats,
    errors: [
      [[t([1, 2, 3]), [1, 1, 2]], /only supports 4D and 5D sizes/],
      [[t([1, 2, 3]), [2, 1, 2, 2]], /expected a batch of 2D affine matrices of shape \[2, 2, 3\]/],
      [[t([1, 2, 3]), [1, 1, 0, 2]], /expected non-zero, positive output size/],
    ],
  },
});
