import * as extrema from "../../src/ops/extrema.ts";
import { named } from "./arguments.ts";
import { Nd, reduce, zip } from "./nd.ts";
import { family, numbers, type OpSpec, promoted, reduction, type Sample, t } from "./spec.ts";

const domain = { low: -20, high: 20, distinct: true };
const ties = t([2, 4], { dtype: "int64", values: [1, 3, 3, 0, 2, 2, 2, 2] });

const largest = (values: number[]): number => Math.max(...values);
const smallest = (values: number[]): number => Math.min(...values);

const emptyErrors: NonNullable<OpSpec["errors"]> = [
  [[t([2, 0])], /expected reduction dim to be specified/],
  [[t([2, 0]), 1], /expected reduction dim 1 to have non-zero size/],
  [[t([2, 3]), 2], /out of range/],
];

function overDims(f: (values: number[]) => number): OpSpec {
  const row = reduction(f, { domain });
  return {
    ...row,
    samples: [...row.samples, [ties], [ties, 1], [t([2, 0]), 0], [t([2, 3]), [], true]],
    errors: [...emptyErrors, ...(row.errors ?? [])],
    reference: (x: Nd, dim?: unknown, ...rest: unknown[]) =>
      (row.reference as (...args: unknown[]) => Nd)(
        x,
        Array.isArray(dim) && dim.length === 0 ? null : dim,
        ...rest,
      ).as(x.dtype!),
  };
}

interface Args {
  dim?: number | Nd | null;
  keepdim?: boolean;
  other?: Nd;
}

const alongSamples: readonly Sample[] = [
  [t([3, 4]), 1],
  [t([3, 4]), 0, true],
  [t([2, 3, 4]), { dim: -2, keepdim: true }],
  [t([2, 3, 4]), 1, { keepdim: false }],
  [ties, 1],
  [t([]), 0],
  [t([0, 3]), 1],
];

/** Of all, along a dimension, or of two: whatever is given. */
function extreme(f: (values: number[]) => number): OpSpec {
  return {
    domain,
    samples: [
      [t([3, 4])],
      [t([])],
      [ties],
      ...alongSamples,
      [t([3, 4]), t([4])],
      [t([3, 1]), { other: t([2, 1, 4]) }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim, keepdim = false, other } = named<Args>(["dim", "keepdim"], rest);
      const second = dim instanceof Nd ? dim : other;
      if (second) return zip((a, b) => f([a, b]), x, second).as(promoted([x, second]));
      if (dim === undefined || dim === null) return reduce(x, null, false, f).as(x.dtype!);
      return [values(x, dim as number, keepdim, f), places(x, dim as number, keepdim, f)];
    },
    errors: [...emptyErrors, [[t([2, 3]), t([2, 4])], /must match the size/]],
  };
}

function values(x: Nd, dim: number, keepdim: boolean, f: (values: number[]) => number): Nd {
  return reduce(x, dim, keepdim, f).as(x.dtype!);
}

function places(x: Nd, dim: number, keepdim: boolean, f: (values: number[]) => number): Nd {
  return reduce(x, dim, keepdim, (row) => row.indexOf(f(row))).as("int64");
}

function place(f: (values: number[]) => number): OpSpec {
  return {
    domain,
    dtypes: numbers,
    differentiable: false,
    samples: [[t([3, 4])], [t([3, 4]), null, true], [t([])], [ties], ...alongSamples],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim, keepdim = false } = named<Args>(["dim", "keepdim"], rest);
      return places(x, dim as never, keepdim, f);
    },
    errors: emptyErrors,
  };
}

export default family(extrema, {
  amax: overDims(largest),
  amin: overDims(smallest),
  aminmax: {
    domain,
    samples: [
      [t([3, 4])],
      [t([3, 4]), { dim: 1 }],
      [t([3, 4]), { dim: 0, keepdim: true }],
      [ties, { dim: 1 }],
      [t([])],
      [t([]), { dim: 0 }],
      [t([0, 3]), { dim: 1 }],
    ],
    reference: (
      x: Nd,
      { dim = null, keepdim = false }: { dim?: number | null; keepdim?: boolean } = {},
    ) => [smallest, largest].map((f) => reduce(x, dim, keepdim, f).as(x.dtype!)),
    errors: [
      [[t([2, 0])], /has no identity/],
      [[t([2, 0]), { dim: 1 }], /non-zero size/],
    ],
  },
  max: extreme(largest),
  min: extreme(smallest),
  argmax: place(largest),
  argmin: place(smallest),
});
