import * as slice from "../../src/ops/slice.ts";
import { dimOf, named, range } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

interface Args {
  src: Nd;
  dim?: number;
  index: number;
  start?: number | null;
  end?: number | null;
  step?: number;
  length: number;
}

/** The places of `x`'s dimension that a slice keeps, by JavaScript's own clipping, which is Python's. */
function kept(size: number, { start, end, step = 1 }: Partial<Args>): number[] {
  return range(size)
    .slice(start ?? 0, end ?? size)
    .filter((_, i) => i % step === 0);
}

function taken(x: Nd, dim: number, places: readonly number[]): Nd {
  return build(x.shape.with(dim, places.length), (at) => x.at(...at.with(dim, places[at[dim]])));
}

function selected(x: Nd, { dim = 0, index }: Args): Nd {
  const d = dimOf(x, dim);
  const i = index < 0 ? index + x.shape[d] : index;
  return build(x.shape.toSpliced(d, 1), (at) => x.at(...at.toSpliced(d, 0, i)));
}

function narrowed(x: Nd, { dim = 0, start, length }: Args): Nd {
  const d = dimOf(x, dim);
  const given = typeof start === "number" ? start : (start as unknown as Nd).data[0];
  const first = given < 0 ? given + x.shape[d] : given;
  return taken(
    x,
    d,
    range(length).map((i) => first + i),
  );
}

const narrow: OpSpec = {
  samples: [
    [t([5]), 0, 1, 3],
    [t([3, 4]), -1, -3, 2],
    [t([3, 4]), { dim: 1, start: 4, length: 0 }],
    [t([3, 4]), 0, t([], { dtype: "int64", values: [1] }), 2],
    [t([0, 2]), 0, 0, 0],
  ],
  reference: (x: Nd, ...rest: unknown[]) => narrowed(x, named(["dim", "start", "length"], rest)),
  errors: [
    [[t([]), 0, 0, 0], /0-dim/],
    [[t([3]), 0, 1, 3], /start \(1\) \+ length \(3\) exceeds dimension size \(3\)/],
    [[t([3]), 0, 0, -1], /length must be non-negative/],
    [[t([3]), 0, 4, 0], /start out of range/],
    [[t([3]), 0, 0.5, 1], /must be integers/],
    [[t([3]), 1, 0, 1], /out of range/],
  ],
};

const sliceErrors: OpSpec["errors"] = [
  [[t([]), 0], /0-dim/],
  [[t([3]), 0, 0, 2, 0], /step must be positive/],
  [[t([3]), 0, 0.5], /start must be an integer/],
  [[t([3]), 2], /out of range/],
];

export default family(slice, {
  select: {
    samples: [
      [t([3, 4]), 0, 1],
      [t([3, 4]), 1, -1],
      [t([2, 3, 4]), -2, 0],
      [t([5]), { dim: 0, index: 4 }],
      [t([2, 0]), 0, 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) => selected(x, named(["dim", "index"], rest)),
    view: true,
    errors: [
      [[t([]), 0, 0], /0-dim/],
      [[t([3]), 0, 3], /out of range/],
      [[t([3]), 1, 0], /out of range/],
    ],
  },
  selectScatter: {
    samples: [
      [t([3, 4]), t([4]), 0, 1],
      [t([3, 4]), t([3]), 1, -1],
      [t([2, 3]), t([2]), { dim: 1, index: 0 }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { src, dim = 0, index } = named<Args>(["src", "dim", "index"], rest);
      const d = dimOf(x, dim);
      const i = index < 0 ? index + x.shape[d] : index;
      return build(x.shape, (at) => (at[d] === i ? src.at(...at.toSpliced(d, 1)) : x.at(...at)));
    },
    errors: [
      [[t([3, 4]), t([3]), 0, 1], /src size = \[3\], slice size = \[4\]/],
      [[t([3, 4]), 5, 0, 1], /"src" must be a Tensor/],
      [[t([3, 4]), t([4]), 0, 3], /out of range/],
    ],
  },
  slice: {
    samples: [
      [t([5]), 0, 1, 4],
      [t([3, 4]), 1, -3, null, 2],
      [t([3, 4]), 0, 2, 1],
      [t([3, 4]), 0, -9, 9],
      [t([0, 2]), 0],
      [t([7, 2]), { start: 1, end: 7, step: 3 }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["dim", "start", "end", "step"], rest);
      const d = dimOf(x, args.dim ?? 0);
      return taken(x, d, kept(x.shape[d], args));
    },
    view: true,
    errors: sliceErrors,
  },
  sliceScatter: {
    samples: [
      [t([5]), t([3]), 0, 1, 4],
      [t([3, 4]), t([3, 2]), 1, -3, null, 2],
      [t([3, 4]), t([3, 4]), {}],
      [t([3]), t([0]), 0, 2, 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["src", "dim", "start", "end", "step"], rest);
      const d = dimOf(x, args.dim ?? 0);
      const places = kept(x.shape[d], args);
      return build(x.shape, (at) => {
        const i = places.indexOf(at[d]);
        return i === -1 ? x.at(...at) : args.src.at(...at.with(d, i));
      });
    },
    errors: [
      [[t([5]), t([2]), 0, 1, 4], /src size = \[2\], slice size = \[3\]/],
      ...sliceErrors.map(([[x, ...rest], message]) => [[x, t([3]), ...rest], message] as const),
    ],
  },
  narrow: { ...narrow, view: true },
  narrowCopy: narrow,
});
