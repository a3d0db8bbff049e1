import * as normalization from "../../src/ops/normalization.ts";
import { named } from "./arguments.ts";
import { build, Nd, reduce } from "./nd.ts";
import { family, floats, type OpSpec, type Sample, t } from "./spec.ts";

interface Args {
  normalizedShape: number | readonly number[];
  numGroups: number;
  weight?: Nd | null;
  bias?: Nd | null;
  eps?: number;
  size: number;
  alpha?: number;
  beta?: number;
  k?: number;
  p?: number;
  dim?: number | readonly number[];
}

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: number[]): number => sum(values) / values.length;
const spread = (values: number[]): number => mean(values.map((x) => (x - mean(values)) ** 2));

/** `(x - mean) / √(variance + eps)` over dimensions, and what was taken. */
export function normalized(
  x: Nd,
  dims: readonly number[],
  eps = 1e-5,
): { y: Nd; means: Nd; rstd: Nd } {
  const means = reduce(x, dims, true, mean);
  const rstd = reduce(x, dims, true, (values) => 1 / Math.sqrt(spread(values) + eps));
  const y = build(x.shape, (at) => (x.at(...at) - means.broadcastAt(at)) * rstd.broadcastAt(at));
  return { y, means, rstd };
}

/** Scaled and shifted by what a place's parameter is. */
export function affine(
  y: Nd,
  { weight, bias }: Pick<Args, "weight" | "bias">,
  place: (at: readonly number[]) => readonly number[],
): Nd {
  return build(
    y.shape,
    (at) => y.at(...at) * (weight?.at(...place(at)) ?? 1) + (bias?.at(...place(at)) ?? 0),
  );
}

const layerParams = ["normalizedShape", "weight", "bias", "eps"];

function layer(x: Nd, args: Args): { output: Nd; means: Nd; rstd: Nd } {
  const last = [args.normalizedShape].flat();
  const dims = last.map((_, i) => x.shape.length - last.length + i);
  const { y, means, rstd } = normalized(x, dims, args.eps);
  return { output: affine(y, args, (at) => at.slice(-last.length)), means, rstd };
}

const layerSamples: readonly Sample[] = [
  [t([3, 4]), [4]],
  [t([3, 4]), 4],
  [t([2, 3, 4]), [3, 4], t([3, 4]), t([3, 4])],
  [t([3, 4]), [4], t([4]), t([4]), 0.1],
  [t([3, 4]), [4], t([4])],
  [t([3, 4]), { normalizedShape: [4], bias: t([4]) }],
  [t([4]), [4], t([4]), t([4])],
  [t([0, 4]), [4], t([4]), t([4])],
];

const layerErrors: OpSpec["errors"] = [
  [[t([2, 3]), [2]], /given normalizedShape=\[2\], expected input with shape \[\*, 2\].*\[2, 3\]/],
  [[t([2, 3]), []], /at least 1-dimensional/],
  [[t([2, 3]), [3], t([2])], /expected weight to be of same shape as normalizedShape/],
  [[t([2, 3]), [3], null, t([3], { dtype: "float64" })], /float32 but found float64/],
  [[t([2, 3], { dtype: "int64" }), [3]], /floating point dtype/],
];

export default family(normalization, {
  layerNorm: {
    dtypes: floats,
    tolerance: 1e-4,
    samples: layerSamples,
    reference: (x: Nd, ...rest: unknown[]) => layer(x, named<Args>(layerParams, rest)).output,
    errors: layerErrors,
  },
  nativeLayerNorm: {
    dtypes: floats,
    tolerance: 1e-4,
    samples: layerSamples,
    reference: (x: Nd, ...rest: unknown[]) => {
      const { output, means, rstd } = layer(x, named<Args>(layerParams, rest));
      return [output, means, rstd];
    },
    errors: layerErrors,
  },
  groupNorm: {
    dtypes: floats,
    tolerance: 1e-4,
    samples: [
      [t([2, 4, 3]), 2],
      [t([2, 4, 3]), 2, t([4]), t([4])],
      [t([2, 4, 2, 2]), 4, t([4]), null, 0.1],
      [t([3, 6]), { numGroups: 3, bias: t([6]) }],
      [t([2, 4, 3]), 1],
      [t([0, 4, 3]), 2],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["numGroups", "weight", "bias", "eps"], rest);
      const [batch, channels, ...inner] = x.shape;
      const grouped = new Nd([batch, args.numGroups, channels / args.numGroups, ...inner], x.data);
      const dims = grouped.shape.map((_, d) => d).slice(2);
      const { y } = normalized(grouped, dims, args.eps);
      return affine(new Nd(x.shape, y.data), args, (at) => [at[1]]);
    },
    errors: [
      [[t([2, 4, 3]), 3], /divisible by numGroups, but got input of shape \[2, 4, 3\]/],
      [[t([2, 4, 3]), 2, t([3])], /vector of size equal to the number of channels/],
      [[t([4]), 2], /at least 2 dimensions/],
      [[t([1, 2]), 2], /more than 1 value per channel/],
    ],
  },
  localResponseNorm: {
    dtypes: floats,
    samples: [
      [t([2, 5, 3]), 3],
      [t([2, 4, 2, 2]), 2, 0.5, 0.7, 2],
      [t([2, 3, 2, 1, 2]), { size: 4, alpha: 1 }],
      [t([2, 0, 3]), 2],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["size", "alpha", "beta", "k"], rest);
      const { size, alpha = 1e-4, beta = 0.75, k = 1 } = args;
      return build(x.shape, (at) => {
        let squares = 0;
        for (let c = at[1] - Math.floor(size / 2); c <= at[1] + Math.floor((size - 1) / 2); c++) {
          if (c >= 0 && c < x.shape[1]) squares += x.at(...at.with(1, c)) ** 2;
        }
        return x.at(...at) / (k + (alpha * squares) / size) ** beta;
      });
    },
    errors: [
      [[t([2, 3]), 2], /3D or higher/],
      [[t([2, 3, 4]), 0], /size must be a positive integer/],
    ],
  },
  normalize: {
    dtypes: floats,
    samples: [
      [t([3, 4])],
      [t([3, 4]), 1, 0],
      [t([2, 3, 2]), { p: 3, dim: -1, eps: 1e-3 }],
      [t([4]), 2, 0],
      [t([2, 3, 2]), 2, [1, 2]],
      [t([0, 3])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { p = 2, dim = 1, eps = 1e-12 } = named<Args>(["p", "dim", "eps"], rest);
      const lengths = reduce(x, dim, true, (values) =>
        Math.max(sum(values.map((value) => Math.abs(value) ** p)) ** (1 / p), eps),
      );
      return build(x.shape, (at) => x.at(...at) / lengths.broadcastAt(at));
    },
    errors: [
      [[t([3])], /out of range/],
      [[t([2, 3], { dtype: "int64" })], /floating point dtype/],
    ],
  },
});
