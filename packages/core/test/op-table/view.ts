import * as view from "../../src/ops/view.ts";
import { dimOf, named } from "./arguments.ts";
import { build, dimsOf, Nd, product } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

/** The same elements, in order, in another shape. */
const reshaped = (x: Nd, shape: readonly number[]): Nd => {
  const known = product(shape.filter((size) => size !== -1));
  return new Nd(
    shape.map((size) => (size === -1 ? x.data.length / known : size)),
    x.data,
  );
};

const sizesOf = (given: readonly unknown[]): readonly number[] =>
  (Array.isArray(given[0]) ? given[0] : given) as readonly number[];

const reshape: OpSpec = {
  samples: [
    [t([3, 4]), 2, 6],
    [t([3, 4]), [4, -1]],
    [t([2, 3, 4]), -1],
    [t([1]), []],
    [t([]), [1, 1]],
    [t([0, 3]), [3, 0]],
    [t([4]), [2, 1, 2]],
  ],
  reference: (x: Nd, ...sizes: unknown[]) => reshaped(x, sizesOf(sizes)),
  errors: [
    [[t([3, 4]), 5, 2], /invalid for input of size 12/],
    [[t([3, 4]), -1, -1], /only one dimension can be inferred/],
    [[t([3, 4]), -2, 6], /invalid shape dimension -2/],
    [[t([0]), [-1, 0]], /ambiguous/],
  ],
};

const permuted = (x: Nd, dims: readonly number[]): Nd => {
  const order = dimsOf(x, dims);
  return build(
    order.map((d) => x.shape[d]),
    (index) => x.at(...x.shape.map((_, d) => index[order.indexOf(d)])),
  );
};

export default family(view, {
  // A view of strided inputs may have to be refused; reshape tells the same values.
  view: {
    ...reshape,
    samples: [
      [t([1]), []],
      [t([]), [1, 1]],
      [t([0, 3]), [3, 0]],
      [t([2, 1, 3]), [2, 3]],
      [t([2, 3]), [2, 1, -1]],
    ],
    view: true,
  },
  reshape,
  viewAs: {
    samples: [
      [t([2, 1, 3]), t([2, 3], { dtype: "bool" })],
      [t([]), t([1, 1], { dtype: "int64" })],
      [t([0, 3]), { other: t([3, 0], { dtype: "float32" }) }],
    ],
    reference: (x: Nd, other: Nd | { other: Nd }) =>
      reshaped(x, (other instanceof Nd ? other : other.other).shape),
    view: true,
    errors: [
      [[t([3, 4]), t([5])], /invalid for input of size 12/],
      [[t([3, 4]), 5], /"other" must be a Tensor/],
    ],
  },
  reshapeAs: {
    samples: [
      [t([3, 4]), t([2, 6], { dtype: "bool" })],
      [t([]), t([1], { dtype: "int64" })],
    ],
    reference: (x: Nd, other: Nd) => reshaped(x, other.shape),
    errors: [[[t([3, 4]), t([5])], /invalid for input of size 12/]],
  },
  ravel: {
    samples: [[t([3, 4])], [t([5])], [t([])], [t([2, 0])]],
    reference: (x: Nd) => reshaped(x, [x.data.length]),
  },
  unflatten: {
    samples: [
      [t([2, 6]), 1, [2, 3]],
      [t([6]), -1, [-1, 2]],
      [t([2, 6]), { dim: 0, sizes: [1, 2] }],
      [t([0, 2]), 0, [0, 3]],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim, sizes } = named<{ dim: number; sizes: number[] }>(["dim", "sizes"], rest);
      const d = dimOf(x, dim);
      const known = product(sizes.filter((size) => size !== -1));
      const filled = sizes.map((size) => (size === -1 ? x.shape[d] / known : size));
      return reshaped(x, x.shape.toSpliced(d, 1, ...filled));
    },
    view: true,
    errors: [
      [[t([2, 6]), 1, [4, 2]], /don't multiply up to the size of dim 1 \(6\)/],
      [[t([2, 6]), 1, [4, -1]], /don't multiply up/],
      [[t([2, 6]), 1, []], /must be non-empty/],
      [[t([2, 6]), 2, [2]], /out of range/],
    ],
  },
  flatten: {
    samples: [
      [t([2, 3, 4])],
      [t([2, 3, 4]), 1],
      [t([2, 3, 4]), 0, -2],
      [t([2, 3, 4]), { startDim: 1, endDim: 1 }],
      [t([])],
      [t([2, 0, 3]), 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const options = rest.at(-1) as { startDim?: number; endDim?: number } | number | undefined;
      const { startDim = 0, endDim = -1 } =
        typeof options === "object"
          ? options
          : { startDim: rest[0] as number, endDim: rest[1] as number };
      const { shape } = x;
      const end = endDim < 0 ? endDim + shape.length : endDim;
      if (shape.length === 0) return reshaped(x, [1]);
      return reshaped(x, [
        ...shape.slice(0, startDim),
        product(shape.slice(startDim, end + 1)),
        ...shape.slice(end + 1),
      ]);
    },
    errors: [
      [[t([2, 3]), 1, 0], /startDim 1 cannot come after endDim 0/],
      [[t([2, 3]), 2], /out of range/],
    ],
  },
  expand: {
    samples: [
      [t([3, 1]), 3, 4],
      [t([3, 1]), [2, -1, 4]],
      [t([]), 2, 3],
      [t([1]), [0]],
      [t([2, 3]), 2, 3],
    ],
    reference: (x: Nd, ...sizes: unknown[]) => {
      const shape = sizesOf(sizes);
      const lead = shape.length - x.shape.length;
      return build(
        shape.map((size, d) => (size === -1 ? x.shape[d - lead] : size)),
        (index) => x.broadcastAt(index),
      );
    },
    view: true,
    errors: [
      [[t([3, 2]), 3, 4], /must match the existing size/],
      [[t([3, 2]), 2], /must match the existing size/],
      [[t([2]), -1, 2], /must match the existing size/],
    ],
  },
  expandAs: {
    samples: [
      [t([3, 1]), t([3, 4], { dtype: "bool" })],
      [t([]), t([2], { dtype: "bool" })],
    ],
    reference: (x: Nd, { shape }: Nd) => build(shape, (index) => x.broadcastAt(index)),
    view: true,
    errors: [[[t([3, 2]), t([3, 4])], /must match the existing size/]],
  },
  broadcastTo: {
    samples: [
      [t([3, 1]), [3, 4]],
      [t([3, 1]), 2, 3, 1],
      [t([4]), { size: [2, 4] }],
    ],
    reference: (x: Nd, ...sizes: unknown[]) => {
      const [first] = sizes as [{ size?: number[] }];
      const shape = first.size ?? sizesOf(sizes);
      return build(shape, (index) => x.broadcastAt(index));
    },
    view: true,
    errors: [[[t([3, 2]), [3, 4]], /must match the existing size/]],
  },
  permute: {
    samples: [
      [t([2, 3, 4]), 2, 0, 1],
      [t([2, 3]), [1, 0]],
      [t([2, 3]), -1, 0],
      [t([]), []],
      [t([2, 0, 3]), 1, 2, 0],
    ],
    reference: (x: Nd, ...dims: unknown[]) => permuted(x, sizesOf(dims)),
    view: true,
    errors: [
      [[t([2, 3]), 0], /does not match the length of the desired ordering/],
      [[t([2, 3]), 0, 0], /multiple times/],
      [[t([2, 3]), 0, 2], /out of range/],
    ],
  },
  transpose: {
    inPlace: false,
    samples: [
      [t([2, 3]), 0, 1],
      [t([2, 3, 4]), -1, 0],
      [t([2, 3, 4]), { dim0: 1, dim1: 2 }],
      [t([2]), 0, 0],
      [t([]), 0, -1],
      [t([0, 3]), 0, 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const options = rest[0] as { dim0: number; dim1: number };
      const [a, b] = dimsOf(
        x,
        typeof options === "object" ? [options.dim0, options.dim1] : (rest as number[]),
      );
      return x.shape.length === 0
        ? x
        : permuted(
            x,
            x.shape.map((_, d) => (d === a ? b : d === b ? a : d)),
          );
    },
    view: true,
    errors: [[[t([2, 3]), 0, 2], /out of range/]],
  },
  squeeze: {
    // Shapes change in place: see ../relayout.test.ts.
    inPlace: false,
    samples: [
      [t([1, 3, 1])],
      [t([1, 3, 1]), 0],
      [t([1, 3, 1]), 1],
      [t([1, 3, 1]), [0, -1]],
      [t([])],
      [t([]), 0],
      [t([0, 1])],
      [t([2, 1, 3]), { dim: 1 }],
    ],
    reference: (x: Nd, dim?: number | readonly number[] | { dim: number }) => {
      const dims = dimsOf(x, typeof dim === "object" && "dim" in dim ? dim.dim : dim);
      return reshaped(
        x,
        x.shape.filter((size, d) => size !== 1 || !dims.includes(d)),
      );
    },
    view: true,
    errors: [[[t([2, 3]), 2], /out of range/]],
  },
  unsqueeze: {
    inPlace: false,
    samples: [
      [t([2, 3]), 0],
      [t([2, 3]), 1],
      [t([2, 3]), -1],
      [t([]), 0],
      [t([0]), 1],
      [t([4]), { dim: -2 }],
    ],
    reference: (x: Nd, dim: number | { dim: number }) => {
      const given = typeof dim === "object" ? dim.dim : dim;
      return reshaped(x, x.shape.toSpliced(given < 0 ? given + x.shape.length + 1 : given, 0, 1));
    },
    view: true,
    errors: [
      [[t([2, 3]), 3], /out of range/],
      [[t([2, 3]), -4], /out of range/],
    ],
  },
});
