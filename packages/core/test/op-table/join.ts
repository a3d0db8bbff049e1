import * as ops from "../../src/ops/join.ts";
import { dimOf, named, range } from "./arguments.ts";
import { build, Nd } from "./nd.ts";
import { family, type OpSpec, promoted, t } from "./spec.ts";

/** Along `d`, where the shapes say nothing of tensors of shape [0]. */
function joined(all: readonly Nd[], dim: number): Nd {
  const real = all.filter(({ shape }) => shape.length !== 1 || shape[0] !== 0);
  if (real.length === 0) return all[0];
  const d = dimOf(real[0], dim);
  const owners = real.flatMap((x) => range(x.shape[d]).map((i) => [x, i] as const));
  return build(real[0].shape.with(d, owners.length), (at) => {
    const [x, i] = owners[at[d]];
    return x.at(...at.with(d, i));
  }).as(promoted(all));
}

const emptyList = /non-empty/;
const cat: OpSpec = {
  samples: [
    [[t([2, 3]), t([1, 3])]],
    [[t([2, 3]), t([2, 1]), t([2, 0])], 1],
    [[t([3]), t([0]), t([2], { dtype: "float64" })], -1],
    [[t([2], { dtype: "bool" }), t([2])], { dim: 0 }],
    [[t([0]), t([0])]],
    [[t([0]), t([2, 2])], 1],
    [[t([3])]],
  ],
  reference: (all: Nd[], ...rest: unknown[]) =>
    joined(all, named<{ dim?: number }>(["dim"], rest).dim ?? 0),
  errors: [
    [[[]], emptyList],
    [[t([3])], /must be an array of tensors/],
    [[[t([3]), null]], /expected Tensor as element 1 in argument 0, but got None/],
    [[[t([3]), t([])]], /zero-dimensional tensor \(at position 1\)/],
    [[[t([3]), t([3, 1])]], /same number of dimensions: got 1 and 2/],
    [[[t([2, 3]), t([2, 4])]], /Expected size 3 but got size 4 for tensor number 1/],
    [[[t([3])], 1], /out of range/],
  ],
};

const raised = (x: Nd, ndim: number, shape: (of: readonly number[]) => number[]): Nd =>
  x.shape.length >= ndim ? x : new Nd(shape(x.shape), x.data, x.dtype);
const row = (x: Nd): Nd => raised(x, 2, ([n = 1]) => [1, n]);
const column = (x: Nd): Nd => raised(x, 2, ([n = 1]) => [n, 1]);
const deep = (x: Nd): Nd =>
  raised(x, 3, ([n, m]) => (n === undefined ? [1, 1, 1] : m === undefined ? [1, n, 1] : [n, m, 1]));

const vstack: OpSpec = {
  samples: [[[t([3]), t([2, 3])]], [[t([]), t([])]], [[t([2, 2, 1]), t([1, 2, 1])]]],
  reference: (all: Nd[]) => joined(all.map(row), 0),
  errors: [
    [[[]], emptyList],
    [[[t([2]), t([3])]], /Sizes of tensors must match/],
  ],
};

export default family(ops, {
  cat,
  concat: cat,
  concatenate: cat,
  stack: {
    samples: [
      [[t([2, 3]), t([2, 3])]],
      [[t([2, 3]), t([2, 3])], -1],
      [[t([]), t([], { dtype: "float64" }), t([])]],
      [[t([2, 0])], { dim: 1 }],
    ],
    reference: (all: Nd[], ...rest: unknown[]) => {
      const { dim = 0 } = named<{ dim?: number }>(["dim"], rest);
      const d = dim < 0 ? dim + all[0].shape.length + 1 : dim;
      return build(all[0].shape.toSpliced(d, 0, all.length), (at) =>
        all[at[d]].at(...at.toSpliced(d, 1)),
      ).as(promoted(all));
    },
    errors: [
      [[[]], emptyList],
      [[[t([2]), t([3])]], /equal size, but got \[2\] at entry 0 and \[3\] at entry 1/],
      [[[t([2])], 2], /out of range/],
    ],
  },
  hstack: {
    samples: [[[t([3]), t([2])]], [[t([2, 3]), t([2, 1])]], [[t([]), t([])]]],
    reference: (all: Nd[]) => {
      const list = all.map((x) => raised(x, 1, () => [1]));
      return joined(list, list[0].shape.length === 1 ? 0 : 1);
    },
    errors: [[[[t([3]), t([3, 1])]], /same number of dimensions/]],
  },
  vstack,
  rowStack: vstack,
  dstack: {
    samples: [[[t([3]), t([3])]], [[t([2, 3]), t([2, 3])]], [[t([]), t([1, 1, 2])]]],
    reference: (all: Nd[]) => joined(all.map(deep), 2),
    errors: [[[[]], emptyList]],
  },
  columnStack: {
    samples: [[[t([3]), t([3, 2])]], [[t([]), t([])]]],
    reference: (all: Nd[]) => joined(all.map(column), 1),
    errors: [[[[t([2]), t([3])]], /Sizes of tensors must match/]],
  },
  blockDiag: {
    samples: [
      [t([2, 3]), t([2]), t([])],
      [t([2, 0]), t([1, 2], { dtype: "float64" })],
      [[t([1]), t([2, 1])]],
      [],
    ],
    reference: (...given: unknown[]) => {
      const all = (Array.isArray(given[0]) ? given[0] : given) as Nd[];
      if (all.length === 0) return new Nd([1, 0], [], "float32");
      const blocks = all.map(row);
      const starts = (dim: number): number[] =>
        blocks.map((_, i) => blocks.slice(0, i).reduce((n, b) => n + b.shape[dim], 0));
      const [tops, lefts] = [starts(0), starts(1)];
      const total = [0, 1].map((dim) => blocks.reduce((n, b) => n + b.shape[dim], 0));
      return build(total, ([i, j]) => {
        const b = blocks.findIndex(({ shape }, k) => i >= tops[k] && i < tops[k] + shape[0]);
        const col = j - lefts[b];
        return col >= 0 && col < blocks[b].shape[1] ? blocks[b].at(i - tops[b], col) : 0;
      }).as(promoted(all));
    },
    errors: [[[t([1, 1, 1])], /2 or fewer dimensions/]],
  },
});
