import * as ops from "../../src/ops/diagonal.ts";
import { dimOf, named } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

interface Args {
  src: Nd;
  offset?: number;
  diagonal?: number;
  dim1?: number;
  dim2?: number;
}

/** The index in `x` of place `i` of a diagonal, with the other dimensions at `rest`. */
function place(
  ndim: number,
  rest: readonly number[],
  i: number,
  offset: number,
  dim1: number,
  dim2: number,
): number[] {
  const others = [...rest];
  const row = i + Math.max(0, -offset);
  const col = i + Math.max(0, offset);
  return Array.from({ length: ndim }, (_, d) =>
    d === dim1 ? row : d === dim2 ? col : others.shift()!,
  );
}

function diagonal(x: Nd, { offset = 0, dim1 = 0, dim2 = 1 }: Partial<Args>): Nd {
  const [a, b] = [dimOf(x, dim1), dimOf(x, dim2)];
  const length = Math.max(
    0,
    Math.min(x.shape[a] + Math.min(0, offset), x.shape[b] - Math.max(0, offset)),
  );
  const rest = x.shape.filter((_, d) => d !== a && d !== b);
  return build([...rest, length], (at) =>
    x.at(...place(x.shape.length, at.slice(0, -1), at[at.length - 1], offset, a, b)),
  );
}

function embed(x: Nd, { offset = 0, dim1 = -2, dim2 = -1 }: Partial<Args>): Nd {
  const ndim = x.shape.length + 1;
  const [a, b] = [dim1, dim2].map((dim) => (dim < 0 ? dim + ndim : dim));
  const side = x.shape[x.shape.length - 1] + Math.abs(offset);
  const rest = x.shape.slice(0, -1);
  const shape = Array.from({ length: ndim }, (_, d) => (d === a || d === b ? side : rest.shift()!));
  return build(shape, (at) => {
    if (at[b] - at[a] !== offset) return 0;
    return x.at(...at.filter((_, d) => d !== a && d !== b), Math.min(at[a], at[b]));
  });
}

const identical = /diagonal dimensions cannot be identical/;

export default family(ops, {
  diagonal: {
    samples: [
      [t([3, 4])],
      [t([3, 4]), 1],
      [t([3, 4]), -2],
      [t([3, 4]), 9],
      [t([2, 3, 4]), 0, 1, 2],
      [t([2, 3, 4]), { offset: 1, dim1: -1, dim2: 0 }],
      [t([0, 3])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => diagonal(x, named(["offset", "dim1", "dim2"], rest)),
    view: true,
    errors: [
      [[t([3, 4]), 0, 1, -1], identical],
      [[t([3])], /out of range/],
      [[t([3, 3]), 0.5], /offset must be an integer/],
    ],
  },
  diagonalScatter: {
    samples: [
      [t([3, 4]), t([3])],
      [t([3, 4]), t([3]), 1],
      [t([2, 3, 4]), t([3, 2]), { offset: 1, dim1: 0, dim2: -1 }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["src", "offset", "dim1", "dim2"], rest);
      const { offset = 0, dim1 = 0, dim2 = 1 } = args;
      const [a, b] = [dimOf(x, dim1), dimOf(x, dim2)];
      return build(x.shape, (at) => {
        if (at[b] - at[a] !== offset) return x.at(...at);
        return args.src.at(...at.filter((_, d) => d !== a && d !== b), Math.min(at[a], at[b]));
      });
    },
    errors: [
      [[t([3, 4]), t([4])], /src size = \[4\], slice size = \[3\]/],
      [[t([3, 4]), t([3]), 0, 1, 1], identical],
    ],
  },
  diagEmbed: {
    samples: [
      [t([3])],
      [t([2, 3]), 1],
      [t([2, 3]), -1, 0, 2],
      [t([2, 3]), { dim1: 2, dim2: 0 }],
      [t([0])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => embed(x, named(["offset", "dim1", "dim2"], rest)),
    errors: [
      [[t([])], /at least one dimension/],
      [[t([3]), 0, 1, 1], identical],
    ],
  },
  diag: {
    samples: [[t([3])], [t([3]), -1], [t([3, 4])], [t([3, 4]), { diagonal: 1 }], [t([0])]],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { diagonal: offset } = named<Args>(["diagonal"], rest);
      return x.shape.length === 1 ? embed(x, { offset }) : diagonal(x, { offset });
    },
    errors: [[[t([2, 2, 2])], /matrix or a vector expected/]],
  },
  diagflat: {
    samples: [[t([3])], [t([2, 2]), 1], [t([2, 1]), { offset: -1 }], [t([])]],
    reference: (x: Nd, ...rest: unknown[]) =>
      embed(
        build([x.data.length], ([i]) => x.data[i]),
        named(["offset"], rest),
      ),
  },
});
