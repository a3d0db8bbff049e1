import * as close from "../../src/ops/close.ts";
import { named } from "./arguments.ts";
import { Nd, zip } from "./nd.ts";
import { family, floats, type OpSpec, type Sample, t } from "./spec.ts";

interface Args {
  other: Nd;
  rtol?: number;
  atol?: number;
  equalNan?: boolean;
}

function closeTo(x: Nd, rest: readonly unknown[]): Nd {
  const {
    other,
    rtol = 1e-5,
    atol = 1e-8,
    equalNan = false,
  } = named<Args>(["other", "rtol", "atol", "equalNan"], rest);
  const near = (a: number, b: number): boolean => {
    if (a === b) return true;
    if (Number.isNaN(a) && Number.isNaN(b)) return equalNan;
    return Number.isFinite(a - b) && Math.abs(a - b) <= atol + rtol * Math.abs(b);
  };
  return zip((a, b) => Number(near(a, b)), x, other).as("bool");
}

const values = (list: number[]) => t([list.length], { dtype: "float64", values: list });
const special = values([1, 1, NaN, Infinity, -Infinity, Infinity]);
const others = values([1.00001, 1.1, NaN, Infinity, Infinity, 1]);

const samples: readonly Sample[] = [
  [t([2, 3]), t([3])],
  [t([3]), t([3]), 0.5],
  [t([3]), t([]), { atol: 1.5 }],
  [t([0, 2]), t([2])],
  [t([]), { other: t([]), rtol: 0, atol: 0 }],
  [special, others],
  [special, others, { equalNan: true }],
  [special, others, 0, Infinity],
];
const errors: OpSpec["errors"] = [
  [[t([2]), t([2]), -1], /rtol must be greater than or equal to zero, but got -1/],
  [[t([2]), t([2]), { atol: -1 }], /atol must be greater than or equal to zero/],
  [[t([2]), t([2], { dtype: "int64" })], /float32 did not match int64/],
  [[t([2]), 1], /argument "other" must be a Tensor/],
  [[t([2]), t([2]), { tol: 1 }], /unknown option "tol"/],
];

export default family(close, {
  isclose: {
    samples,
    reference: (x: Nd, ...rest: unknown[]) => closeTo(x, rest),
    errors,
    differentiable: false,
  },
  allclose: {
    samples,
    reference: (x: Nd, ...rest: unknown[]) => closeTo(x, rest).data.every((near) => near !== 0),
    errors,
    differentiable: false,
  },
  equal: {
    samples: [
      [t([2, 3]), t([2, 3])],
      [t([2], { values: [1, 2] }), t([2], { values: [1, 2] })],
      [t([2], { values: [1, 2] }), t([1, 2], { values: [1, 2] })],
      [t([0]), { other: t([0]) }],
      [values([NaN]), values([NaN])],
    ],
    reference: (x: Nd, given: Nd | { other: Nd }) => {
      const other = given instanceof Nd ? given : given.other;
      return x.shape.join() === other.shape.join() && x.data.every((v, i) => v === other.data[i]);
    },
    errors: [[[t([2]), 1], /argument "other" must be a Tensor/]],
    differentiable: false,
  },
  dist: {
    samples: [
      [t([2, 3]), t([3])],
      [t([3]), t([3]), 1],
      [t([3]), t([]), { p: 3 }],
      [t([2]), { other: t([2]), p: Infinity }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { other, p = 2 } = named<{ other: Nd; p?: number }>(["other", "p"], rest);
      const sizes = zip((a, b) => Math.abs(a - b), x, other).data;
      const norm =
        p === Infinity
          ? Math.max(...sizes)
          : sizes.reduce((sum, size) => sum + size ** p, 0) ** (1 / p);
      return new Nd([], [norm]);
    },
    dtypes: floats,
    errors: [[[t([2]), t([3])], /must match the size/]],
  },
});
