import * as norms from "../../src/ops/norm.ts";
import { named } from "./arguments.ts";
import { Nd, reduce } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

interface Args {
  p?: number | string | null;
  dim?: number | readonly number[] | null;
  keepdim?: boolean;
  maxnorm: number;
}

const normOf = (p: number) => (values: number[]) => {
  const sizes = values.map(Math.abs);
  if (values.length === 0) return 0;
  if (p === Infinity) return Math.max(...sizes);
  if (p === -Infinity) return Math.min(...sizes);
  if (p === 0) return sizes.filter((size) => size !== 0).length;
  return sizes.reduce((total, size) => total + size ** p, 0) ** (1 / p);
};

const orders = [0, 1, 2, 3, 2.7, 1.2, 1.5, 0.5, -1, -2, Infinity, -Infinity];

export default family(norms, {
  norm: {
    dtypes: floats,
    domain: { low: -3, high: 3, distinct: true },
    samples: [
      [t([3, 4])],
      [t([])],
      ...orders.map((p) => [t([3, 4]), p, 1]),
      [t([2, 3, 4]), "fro", [0, 2], true],
      [t([2, 3, 4]), { p: 3, dim: [1, 2], keepdim: true }],
      [t([3, 4]), null, 0],
      [t([4, 3]), { p: 1 }],
      [t([0, 3]), 3, 0],
      [t([0])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["p", "dim", "keepdim"], rest);
      const p = args.p === "fro" || args.p === null || args.p === undefined ? 2 : Number(args.p);
      return reduce(x, args.dim, args.keepdim ?? false, normOf(p));
    },
    errors: [
      [[t([2], { dtype: "int64" })], /floating point/],
      [[t([2]), "max"], /only valid string values are 'fro' and 'nuc', found "max"/],
      [[t([2]), "nuc"], /2 dimensions/],
      [[t([2]), 2, 1], /out of range/],
    ],
    tolerance: 1e-4,
  },
  renorm: {
    dtypes: floats,
    samples: [
      [t([3, 4]), 2, 0, 1.5],
      [t([3, 4]), 1, 1, 2],
      [t([2, 3, 4]), { p: 3, dim: -2, maxnorm: 2 }],
      [t([2, 3]), 2, 0, 100],
      [t([0, 3]), 2, 0, 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { p, dim, maxnorm } = named<Args>(["p", "dim", "maxnorm"], rest);
      const kept = Number(dim) < 0 ? Number(dim) + x.shape.length : Number(dim);
      const others = x.shape.map((_, d) => d).filter((d) => d !== kept);
      const sizes = reduce(x, others, true, normOf(Number(p)));
      const scale = sizes.data.map((size) => (size > maxnorm ? maxnorm / (size + 1e-7) : 1));
      const scales = new Nd(sizes.shape, scale);
      const index = (i: number): number[] => {
        const at: number[] = [];
        for (let d = x.shape.length - 1, rest2 = i; d >= 0; d--) {
          at.unshift(rest2 % x.shape[d]);
          rest2 = Math.floor(rest2 / x.shape[d]);
        }
        return at;
      };
      return new Nd(
        x.shape,
        x.data.map((value, i) => value * scales.broadcastAt(index(i))),
      );
    },
    errors: [
      [[t([3]), 2, 0, 1], /at least 2 dimensions/],
      [[t([2, 3]), 0, 0, 1], /non-positive norm/],
      [[t([2, 3]), 2, 0, -1], /expected maxnorm to be >= 0/],
    ],
  },
});
