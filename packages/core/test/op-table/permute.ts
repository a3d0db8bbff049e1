import * as ops from "../../src/ops/permute.ts";
import { dimOf, named, range } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

function permuted(x: Nd, order: readonly number[]): Nd {
  return build(
    order.map((d) => x.shape[d]),
    (index) => x.at(...x.shape.map((_, d) => index[order.indexOf(d)])),
  );
}

function swap(names: readonly [string, string]): OpSpec {
  return {
    samples: [
      [t([2, 3]), 0, 1],
      [t([2, 3, 4]), -1, 0],
      [t([2, 3, 4]), { [names[0]]: 1, [names[1]]: 2 }],
      [t([]), 0, 0],
    ],
    // In place the shape changes: see ../relayout.test.ts.
    inPlace: false,
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Record<string, number>>(names, rest);
      const [a, b] = names.map((name) => dimOf(x, args[name]));
      return permuted(
        x,
        range(x.shape.length).map((d) => (d === a ? b : d === b ? a : d)),
      );
    },
    view: true,
    errors: [[[t([2, 3]), 0, 2], /out of range/]],
  };
}

const movedim: OpSpec = {
  samples: [
    [t([2, 3, 4]), 0, 2],
    [t([2, 3, 4]), [0, -1], [1, 0]],
    [t([2, 3, 4]), { source: 1, destination: -1 }],
    [t([]), 0, 0],
    [t([2, 3]), [], []],
  ],
  reference: (x: Nd, ...rest: unknown[]) => {
    const args = named<Record<string, number | number[]>>(["source", "destination"], rest);
    const ndim = x.shape.length;
    if (ndim === 0) return x;
    const [from, to] = [args.source, args.destination].map((dims) =>
      [dims].flat().map((dim) => dimOf(x, dim)),
    );
    const rest2 = range(ndim).filter((d) => !from.includes(d));
    return permuted(
      x,
      range(ndim).map((d) => (to.includes(d) ? from[to.indexOf(d)] : rest2.shift()!)),
    );
  },
  view: true,
  errors: [
    [[t([2, 3]), [0, 1], [0]], /should contain the same number of dims/],
    [[t([2, 3]), [0, -2], [0, 1]], /repeated dim in `source`/],
    [[t([2, 3]), [0, 1], [0, 0]], /repeated dim in `destination`/],
    [[t([2, 3]), 2, 0], /out of range/],
  ],
};

const matrix = (x: Nd): Nd => {
  const n = x.shape.length;
  return n < 2 ? x : permuted(x, [...range(n - 2), n - 1, n - 2]);
};

export default family(ops, {
  swapaxes: swap(["axis0", "axis1"]),
  swapdims: swap(["dim0", "dim1"]),
  t: {
    samples: [[t([2, 3])], [t([3])], [t([])], [t([0, 2])]],
    reference: matrix,
    inPlace: false,
    view: true,
    errors: [[[t([2, 3, 4])], /expects a tensor with <= 2 dimensions/]],
  },
  adjoint: {
    samples: [[t([2, 3])], [t([2, 3, 4])], [t([])]],
    reference: matrix,
    view: true,
    errors: [[[t([2])], /only supported on matrices/]],
  },
  movedim,
  moveaxis: movedim,
});
