import * as ops from "../../src/ops/linalg-norm.ts";
import { dimOf, named } from "./arguments.ts";
import { eachMatrix, inverses } from "./matrices.ts";
import { build, map, Nd, reduce } from "./nd.ts";
import { family, floats, type OpSpec, type Sample, t } from "./spec.ts";

type Order = number | "fro" | "nuc" | null;

interface Options {
  ord?: Order;
  dim?: number | readonly number[] | null;
  keepdim?: boolean;
  dtype?: "float32" | "float64";
}

function vector(values: readonly number[], p: number): number {
  const sizes = values.map(Math.abs);
  if (p === Infinity) return Math.max(...sizes);
  if (p === -Infinity) return Math.min(...sizes);
  if (p === 0) return sizes.filter((size) => size !== 0).length;
  return sizes.reduce((sum, size) => sum + size ** p, 0) ** (1 / p);
}

/** Of a matrix with two rows or columns: the roots of a quadratic equation. */
export function singularValues(a: readonly (readonly number[])[]): [number, number] {
  const rows = a.length === 2 ? a : a[0].map((_, j) => a.map((row) => row[j]));
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, i) => sum + value * y[i], 0);
  const [p, q, r] = [dot(rows[0], rows[0]), dot(rows[1], rows[1]), dot(rows[0], rows[1])];
  const root = Math.hypot((p - q) / 2, r);
  const largest = (p + q) / 2 + root;
  return [Math.sqrt(largest), Math.sqrt((p * q - r * r) / largest)];
}

function matrix(a: readonly (readonly number[])[], order: Order): number {
  const columns = a[0].map((_, j) => a.reduce((sum, row) => sum + Math.abs(row[j]), 0));
  const rows = a.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0));
  switch (order) {
    case "nuc":
      return singularValues(a)[0] + singularValues(a)[1];
    case 2:
      return singularValues(a)[0];
    case -2:
      return singularValues(a)[1];
    case 1:
      return Math.max(...columns);
    case -1:
      return Math.min(...columns);
    case Infinity:
      return Math.max(...rows);
    case -Infinity:
      return Math.min(...rows);
    default:
      return vector(a.flat(), 2);
  }
}

const names = ["ord", "dim", "keepdim"];

const vectorNorm = (x: Nd, ...rest: unknown[]): Nd => {
  const { ord = 2, dim, keepdim = false, dtype } = named<Options>(names, rest);
  const result = reduce(x, Array.isArray(dim) && dim.length === 0 ? null : dim, keepdim, (values) =>
    vector(values, (ord ?? 2) as number),
  );
  return dtype ? result.as(dtype) : result;
};

const matrixNorm = (x: Nd, ...rest: unknown[]): Nd => {
  const { ord = "fro", dim = [-2, -1], keepdim = false, dtype } = named<Options>(names, rest);
  const [r, c] = (dim as number[]).map((d) => dimOf(x, d));
  const others = x.shape.map((_, d) => d).filter((d) => d !== r && d !== c);
  const moved = build(
    [...others, r, c].map((d) => x.shape[d]),
    (at) => {
      const index = new Array<number>(at.length);
      [...others, r, c].forEach((d, k) => (index[d] = at[k]));
      return x.at(...index);
    },
  );
  const result = eachMatrix(moved, [], (a) => matrix(a, ord));
  const shape = keepdim ? x.shape.map((size, d) => (d === r || d === c ? 1 : size)) : result.shape;
  return new Nd(shape, result.data, dtype ?? null);
};

const orders: readonly Order[] = ["fro", "nuc", 1, -1, 2, -2, Infinity, -Infinity];
const float = [
  [t([2], { dtype: "int64" })],
  /expected a floating point or complex tensor as input. Got int64/,
] as const;
const notMatrix = [[t([3])], /at least 2 dimensions/] as const;
const positive: Partial<OpSpec> = {
  dtypes: floats,
  domain: { distinct: true, low: 0.5, high: 3 },
  tolerance: 1e-4,
};

const vectorSamples: readonly Sample[] = [
  [t([4])],
  [t([2, 3])],
  [t([2, 3]), 2, 0],
  [t([2, 3]), 1, -1, true],
  [t([2, 3]), Infinity, { dim: [0, 1] }],
  [t([4]), -Infinity],
  [t([4]), 0],
  [t([4]), 0.5],
  [t([4]), 3],
  [t([4]), -2],
  [t([])],
];

export default family(ops, {
  vectorNorm: {
    ...positive,
    samples: [
      ...vectorSamples,
      [t([0])],
      [t([2, 0]), 1, 1],
      [t([3], { dtype: "float32" }), { dtype: "float64" }],
    ],
    reference: vectorNorm,
    errors: [
      float,
      [[t([0]), Infinity], /cannot compute the inf norm on an empty tensor/],
      [[t([2, 0]), -1, 1], /the dimension 1 because this dimension is empty/],
      [[t([2]), "fro"], /ord must be a number/],
      [[t([2]), { dtype: "int64" }], /dtype should be floating point or complex, but got int64/],
      [
        [t([2], { dtype: "float64" }), { dtype: "float32" }],
        /should be convertible without narrowing/,
      ],
      [[t([2]), 2, 1], /out of range/],
    ],
  },
  matrixNorm: {
    ...positive,
    samples: [
      ...orders.map((ord) => [t([2, 3, 2]), ord]),
      [t([2, 3])],
      [t([3, 2, 2]), "nuc", [2, 1], true],
      [t([3, 2, 2]), 1, [2, 0]],
      [t([2, 2]), { dim: [0, 1], keepdim: true, ord: -2 }],
    ],
    reference: matrixNorm,
    errors: [
      notMatrix,
      [[t([2, 2]), 3], /order 3 not supported/],
      [[t([2, 2]), "x"], /order "x" not supported/],
      [[t([2, 2]), { dim: [0, 0] }], /dims must be different. Got \(0, 0\)/],
      [[t([2, 2]), { dim: 0 }], /2-tuple/],
      [[t([2, 2], { dtype: "int64" })], /Got int64/],
    ],
  },
  norm: {
    ...positive,
    samples: [
      [t([4])],
      [t([2, 3, 2])],
      [t([2, 3]), null, null, true],
      [t([4]), 3],
      [t([2, 3]), 2],
      [t([2, 3]), "nuc"],
      [t([2, 3, 2]), { ord: 1, dim: [1, 2] }],
      [t([2, 3, 2]), { ord: 1, dim: 1 }],
      [t([2, 3, 2]), { dim: [0, 2], keepdim: true }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { ord = null, dim = null, keepdim } = named<Options>(names, rest);
      const dims = typeof dim === "number" ? [dim] : dim;
      const ofMatrices = ord !== null && (dims ? dims.length === 2 : x.shape.length === 2);
      return ofMatrices
        ? matrixNorm(x, { ord, dim: dims ?? [-2, -1], keepdim })
        : vectorNorm(x, { ord: ord ?? 2, dim: dims, keepdim });
    },
    // torch.norm takes the same arguments to mean other things.
    method: () => [],
    errors: [
      float,
      [[t([2, 3, 2]), 2], /the input must be 1D or 2D. Got 3D/],
      [[t([2, 3, 2]), 2, [0, 1, 2]], /must be of length 1 or 2. Got \[0, 1, 2\]/],
      [[t([3]), "fro"], /at least 2 dimensions/],
    ],
  },
  cond: {
    ...positive,
    tolerance: 1e-2,
    samples: [
      [t([2, 3, 2])],
      [t([1, 2, 4]), -2],
      ...orders.map((p) => [t([2, 2, 2]), p]),
      [t([1, 2, 2]), { p: null }],
      [t([2, 0, 0])],
      [t([2, 0, 0]), 1],
    ],
    reference: (x: Nd, given?: Order | { p: Order }) => {
      const p = (typeof given === "object" && given !== null ? given.p : given) ?? 2;
      if (x.data.length === 0)
        return new Nd(x.shape.slice(0, -2), new Array<number>(x.shape[0]).fill(0));
      if (p === 2 || p === -2)
        return eachMatrix(
          x,
          [],
          (a) => (singularValues(a)[0] / singularValues(a)[1]) ** Math.sign(p),
        );
      const [own, other] = [matrixNorm(x, p), matrixNorm(inverses(x), p)];
      return map(
        build(own.shape, (at) => own.at(...at) * other.at(...at)),
        (value) => value,
      );
    },
    errors: [
      notMatrix,
      [[t([2, 2]), 3], /invalid norm type: 3/],
      [[t([3, 2]), "fro"], /linalg.cond\(ord=fro\): A must be batches of square matrices/],
    ],
  },
});
