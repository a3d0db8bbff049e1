import * as similarity from "../../src/ops/similarity.ts";
import { named } from "./arguments.ts";
import { build, Nd, reduce, zip } from "./nd.ts";
import { family, floats, numbers, t } from "./spec.ts";

interface Args {
  x2: Nd;
  dim?: number;
  eps?: number;
  p?: number;
  keepdim?: boolean;
}

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

const normOf = (p: number) => (values: number[]) => {
  const sizes = values.map(Math.abs);
  if (p === Infinity) return Math.max(...sizes);
  if (p === 0) return sizes.filter((size) => size !== 0).length;
  return sum(sizes.map((size) => size ** p)) ** (1 / p);
};

export default family(similarity, {
  cosineSimilarity: {
    dtypes: floats,
    samples: [
      [t([3, 4]), t([3, 4])],
      [t([3, 4]), t([4]), -1],
      [t([3, 1, 2]), t([3, 4, 2]), { dim: 0, eps: 1e-3 }],
      [t([4]), t([4]), 0],
      [t([0, 3]), t([0, 3])],
    ],
    reference: (a: Nd, ...rest: unknown[]) => {
      const { x2: b, dim = 1, eps = 1e-8 } = named<Args>(["x2", "dim", "eps"], rest);
      const [x, y] = [zip((p, _q) => p, a, b), zip((_p, q) => q, a, b)];
      const dot = (u: Nd, v: Nd): Nd =>
        reduce(
          zip((p, q) => p * q, u, v),
          dim,
          false,
          sum,
        );
      const size = (u: Nd): Nd => dot(u, u);
      return zip(
        (xy, xx, yy) => xy / Math.sqrt(Math.max(xx, eps * eps) * Math.max(yy, eps * eps)),
        dot(x, y),
        size(x),
        size(y),
      );
    },
    errors: [
      [[t([2], { dtype: "int64" }), t([2], { dtype: "int64" }), 0], /common dtype is int64/],
      [[t([2, 3]), t([2, 4])], /must match/],
      [[t([3]), t([3])], /out of range/],
    ],
  },
  pairwiseDistance: {
    dtypes: numbers,
    result: "float",
    tolerance: 1e-4,
    samples: [
      [t([3, 4]), t([3, 4])],
      [t([4]), t([4]), 1],
      [t([3, 4]), t([4]), { p: 3, keepdim: true }],
      [t([2, 3, 4]), t([2, 3, 4]), Infinity, 0.5],
      [t([0, 3]), t([0, 3])],
    ],
    // uint8 wraps round in subtraction, in PyTorch too.
    domain: { low: 0, high: 0.9 },
    reference: (a: Nd, ...rest: unknown[]) => {
      const { x2, p = 2, eps = 1e-6, keepdim = false } = named<Args>(["x2", "p", "eps"], rest);
      return reduce(
        zip((u, v) => u - v + eps, a, x2),
        -1,
        keepdim,
        normOf(p),
      );
    },
    errors: [[[t([2, 3]), t([2, 4])], /must match/]],
  },
  pdist: {
    dtypes: floats,
    samples: [
      [t([4, 3])],
      [t([4, 3]), 1],
      [t([3, 2]), { p: 3 }],
      [t([3, 2]), Infinity],
      [t([3, 2]), 0],
      [t([1, 3])],
      [t([0, 3])],
      [t([3, 0])],
    ],
    reference: (x: Nd, given?: number | { p: number }) => {
      const p = typeof given === "object" ? given.p : (given ?? 2);
      const [n, width] = x.shape;
      const out: number[] = [];
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++) {
          const difference = build([width], ([k]) => x.at(i, k) - x.at(j, k));
          out.push(width === 0 ? 0 : normOf(p)([...difference.data]));
        }
      }
      return new Nd([out.length], out);
    },
    errors: [
      [[t([3])], /only supports 2D tensors, got: 1D/],
      [[t([3, 2]), -1], /non-negative p/],
    ],
  },
});
