import * as ops from "../../src/ops/vectors.ts";
import { dimOf, named } from "./arguments.ts";
import { broadcastShape, build, map, Nd, scalar } from "./nd.ts";
import { all, family, numbers, promoted, t } from "./spec.ts";

/** The cross product along `dim`, by definition. */
export function cross(a: Nd, b: Nd, dim: number): Nd {
  const d = dimOf(a, dim);
  return build(broadcastShape(a.shape, b.shape), (at) => {
    const [j, k] = [(at[d] + 1) % 3, (at[d] + 2) % 3];
    const part = (x: Nd, i: number): number => x.broadcastAt(at.with(d, i));
    return part(a, j) * part(b, k) - part(a, k) * part(b, j);
  });
}

interface Weights {
  correction?: number;
  fweights?: Nd;
  aweights?: Nd;
}

function covariance(x: Nd, { correction = 1, fweights, aweights }: Weights): Nd {
  const rows = x.shape.length < 2 ? new Nd([1, x.data.length], x.data) : x;
  const [variables, n] = rows.shape;
  const weight = (k: number): number => (fweights?.data[k] ?? 1) * (aweights?.data[k] ?? 1);
  const sum = (f: (k: number) => number): number =>
    Array.from({ length: n }, (_, k) => f(k)).reduce((a, b) => a + b, 0);
  const total = sum(weight);
  const lost = aweights
    ? (correction * sum((k) => weight(k) * aweights.data[k])) / total
    : correction;
  const mean = (i: number): number => sum((k) => weight(k) * rows.at(i, k)) / total;
  const matrix = build(
    [variables, variables],
    ([i, j]) =>
      sum((k) => weight(k) * (rows.at(i, k) - mean(i)) * (rows.at(j, k) - mean(j))) /
      (total - lost),
  );
  return variables === 1 ? scalar(matrix.data[0]) : matrix;
}

const counts = t([4], { dtype: "int64", values: [1, 2, 0, 3] });
const shares = t([4], { dtype: "float64", values: [0.5, 1, 2, 0.25] });

export default family(ops, {
  kron: {
    samples: [
      [t([2, 2]), t([2, 3])],
      [t([3]), { other: t([2]) }],
      [t([2]), t([2, 1, 2])],
      [t([]), t([2])],
      [t([2, 0]), t([1, 2])],
    ],
    reference: (a: Nd, given: Nd | { other: Nd }) => {
      const b = "other" in given ? given.other : given;
      const ndim = Math.max(a.shape.length, b.shape.length);
      const padded = (x: Nd): Nd =>
        new Nd([...new Array<number>(ndim - x.shape.length).fill(1), ...x.shape], x.data, x.dtype);
      const [x, y] = [padded(a), padded(b)];
      return build(
        x.shape.map((size, d) => size * y.shape[d]),
        (at) =>
          x.at(...at.map((i, d) => Math.floor(i / y.shape[d]))) *
          y.at(...at.map((i, d) => i % y.shape[d])),
      ).as(promoted([x, y]));
    },
    dtypes: all,
    promotes: true,
  },
  cross: {
    samples: [
      [t([2, 3]), t([2, 3])],
      [t([3, 3]), t([3, 3])],
      [t([1, 3]), t([2, 3]), -1],
      [t([3, 2]), t([3, 1]), { dim: 0 }],
      [t([0, 3]), t([0, 3])],
    ],
    reference: (a: Nd, b: Nd, ...rest: unknown[]) =>
      cross(a, b, named<{ dim?: number }>(["dim"], rest).dim ?? a.shape.indexOf(3)),
    dtypes: numbers,
    errors: [
      [[t([2, 4]), t([2, 4])], /no dimension of size 3 in input/],
      [[t([2, 3]), t([3])], /same number of dimensions/],
      [[t([2, 3]), t([2, 3]), 0], /inputs dimension 0 must have length 3. Got 2 and 2/],
      [[t([2, 3]), t([4, 3])], /must match the size/],
    ],
  },
  trace: {
    samples: [[t([3, 3])], [t([2, 4])], [t([0, 2])]],
    reference: (x: Nd) =>
      scalar(
        Array.from({ length: Math.min(...x.shape) }, (_, i) => x.at(i, i)).reduce(
          (a, b) => a + b,
          0,
        ),
      ),
    result: "sum",
    dtypes: numbers,
    errors: [[[t([2])], /expected a matrix, but got tensor with dim 1/]],
  },
  cov: {
    samples: [
      [t([2, 4])],
      [t([4])],
      [t([3, 4]), 0],
      [t([2, 4], { dtype: "float64" }), { fweights: counts }],
      [t([2, 4], { dtype: "float64" }), { aweights: shares, fweights: counts, correction: 1 }],
      [t([2, 4], { dtype: "float64" }), { aweights: shares, correction: 0 }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const result = covariance(x, named<Weights>(["correction"], rest));
      return x.dtype === "float64" ? result.as("float64") : result;
    },
    result: "float",
    dtypes: numbers,
    // uint8 is centred as a float.
    errors: [
      [[t([2, 3, 4])], /expected input to have two or fewer dimensions/],
      [[t([2, 3]), { fweights: t([3]) }], /expected fweights to have integral dtype/],
      [
        [t([2, 3]), { aweights: t([3], { dtype: "int64" }) }],
        /expected aweights to have floating point dtype/,
      ],
      [
        [t([2, 3]), { aweights: t([2]) }],
        /same numel as there are observations in the input but got 2 != 3/,
      ],
      [[t([2, 3]), { fweights: t([3, 1], { dtype: "int64" }) }], /one or fewer dimensions/],
      [[t([2, 2]), { aweights: t([2], { values: [1, -1] }) }], /aweights cannot be negative/],
      [
        [t([2, 2]), { fweights: t([2], { dtype: "int64", values: [0, 0] }) }],
        /weights sum to zero/,
      ],
    ],
  },
  corrcoef: {
    samples: [[t([2, 5])], [t([3, 4])], [t([4], { dtype: "float64", values: [1, 2, 4, 3] })]],
    reference: (x: Nd) => {
      const c = covariance(x, {});
      if (c.shape.length === 0) return map(c, (value) => value / value).as("float64");
      return build(c.shape, ([i, j]) => c.at(i, j) / Math.sqrt(c.at(i, i) * c.at(j, j)));
    },
    result: "float",
    dtypes: numbers,
    tolerance: 1e-4,
    errors: [[[t([2, 3, 4])], /expected input to have two or fewer dimensions/]],
  },
});
