import * as ops from "../../src/ops/split.ts";
import { dimOf, named, range } from "./arguments.ts";
import { build, Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

/** The places from `start` to `stop` of a dimension. */
function part(x: Nd, d: number, start: number, stop: number): Nd {
  return build(x.shape.with(d, Math.max(0, stop - start)), (at) =>
    x.at(...at.with(d, at[d] + start)),
  );
}

function bySizes(x: Nd, d: number, sizes: readonly number[]): Nd[] {
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return part(x, d, start - size, start);
  });
}

function bySize(x: Nd, d: number, size: number): Nd[] {
  const count = size === 0 ? 1 : Math.max(1, Math.ceil(x.shape[d] / size));
  return range(count).map((i) => part(x, d, i * size, Math.min((i + 1) * size, x.shape[d])));
}

/** `tensorSplit`: at the places given, or into so many pieces whose sizes differ by one at most. */
function pieces(x: Nd, d: number, given: unknown): Nd[] {
  const value =
    given instanceof Nd ? (given.shape.length === 0 ? given.data[0] : given.data) : given;
  const size = x.shape[d];
  if (typeof value === "number") {
    return bySizes(
      x,
      d,
      range(value).map((i) => Math.floor(size / value) + Number(i < size % value)),
    );
  }
  const ends = [...(value as number[]), size];
  return ends.map((end, i) => {
    const [from, to] = [i === 0 ? 0 : ends[i - 1], end].map(
      (at) => range(size).slice(0, at).length,
    );
    return part(x, d, from, to);
  });
}

const directed = ["indicesOrSections", "sections", "indices"];

function along(dim: (x: Nd) => number, samples: OpSpec["samples"], least: number): OpSpec {
  return {
    samples,
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Record<string, unknown>>(directed, rest);
      return pieces(x, dim(x), args.indicesOrSections ?? args.sections ?? args.indices);
    },
    errors: [
      [[t(range(least - 1).map(() => 2)), 2], /requires a tensor with at least/],
      [[t([5, 5, 5]), 2], /is not divisible by the split_size 2!/],
      [[t([5, 5, 5]), 0], /is not divisible by the split_size 0!/],
      [[t([4, 4, 4]), "2"], /invalid combination of arguments/],
    ],
  };
}

export default family(ops, {
  unbind: {
    samples: [[t([3, 4])], [t([3, 4]), 1], [t([2, 3, 2]), { dim: -2 }], [t([0, 3])], [t([3, 0])]],
    reference: (x: Nd, ...rest: unknown[]) => {
      const d = dimOf(x, named<{ dim?: number }>(["dim"], rest).dim ?? 0);
      return range(x.shape[d]).map((i) =>
        build(x.shape.toSpliced(d, 1), (at) => x.at(...at.toSpliced(d, 0, i))),
      );
    },
    errors: [
      [[t([])], /has no dimensions/],
      [[t([2]), 1], /out of range/],
    ],
  },
  split: {
    samples: [
      [t([5]), 2],
      [t([3, 4]), 2, 1],
      [t([3, 4]), [1, 2]],
      [t([3, 4]), [0, 4], { dim: -1 }],
      [t([3, 4]), 7],
      [t([0, 2]), 0],
      [t([0, 2]), { splitSizeOrSections: 3 }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<{ splitSizeOrSections: number | number[]; dim?: number }>(
        ["splitSizeOrSections", "dim"],
        rest,
      );
      const { splitSizeOrSections: sizes, dim = 0 } = args;
      return typeof sizes === "number"
        ? bySize(x, dimOf(x, dim), sizes)
        : bySizes(x, dimOf(x, dim), sizes);
    },
    errors: [
      [[t([]), 1], /at least a 1-dimensional tensor/],
      [[t([3]), -1], /non-negative/],
      [[t([3]), 0], /split_size can only be 0 if dimension size is 0/],
      [[t([3]), [1, 1]], /sum exactly to 3/],
      [[t([3]), [4, -1]], /non-negative/],
      [[t([3]), 1.5], /must be an integer/],
    ],
  },
  splitWithSizes: {
    samples: [
      [t([5]), [2, 3]],
      [t([3, 4]), [1, 0, 3], 1],
    ],
    reference: (x: Nd, sizes: number[], dim = 0) => bySizes(x, dim, sizes),
    errors: [
      [[t([3]), [1, 1]], /sum exactly to 3/],
      [[t([3]), 3], /must be an array/],
    ],
  },
  chunk: {
    samples: [
      [t([5]), 2],
      [t([3, 4]), 3, 1],
      [t([2, 6]), { chunks: 4, dim: -1 }],
      [t([0, 2]), 3],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { chunks, dim = 0 } = named<{ chunks: number; dim?: number }>(["chunks", "dim"], rest);
      const d = dimOf(x, dim);
      if (x.shape[d] === 0) return range(chunks).map(() => x);
      return bySize(x, d, Math.ceil(x.shape[d] / chunks));
    },
    errors: [
      [[t([]), 1], /at least a 1-dimensional tensor/],
      [[t([3]), 0], /greater than 0/],
    ],
  },
  tensorSplit: {
    samples: [
      [t([5]), 3],
      [t([3, 4]), [1, 3], 1],
      [t([5]), [3, 1, 9]],
      [t([5]), [-2]],
      [t([4]), t([], { dtype: "int64", values: [2] })],
      [t([4]), { indices: [1] }],
      [t([2, 4]), { sections: 2, dim: -1 }],
      [t([4]), t([2], { dtype: "int64", values: [1, 2] })],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Record<string, unknown>>(["indicesOrSections", "dim"], rest);
      const given = args.indicesOrSections ?? args.sections ?? args.indices;
      return pieces(x, dimOf(x, (args.dim as number | undefined) ?? 0), given);
    },
    errors: [
      [[t([]), 1], /at least a 1-dimensional tensor/],
      [[t([3]), 0], /number of sections must be larger than 0/],
      [[t([3]), t([], { dtype: "float32" })], /must have a dtype of int64/],
    ],
  },
  hsplit: along(
    (x) => (x.shape.length === 1 ? 0 : 1),
    [
      [t([4]), 2],
      [t([2, 3]), [1, 2]],
    ],
    1,
  ),
  vsplit: along(
    () => 0,
    [
      [t([4, 2]), 2],
      [t([3, 2]), { indices: [1, 2] }],
    ],
    2,
  ),
  dsplit: along(
    () => 2,
    [
      [t([2, 1, 4]), { sections: 2 }],
      [t([2, 1, 3]), [1]],
    ],
    3,
  ),
});
