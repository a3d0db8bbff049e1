import * as ops from "../../src/ops/rearrange.ts";
import { dimOf, list, named } from "./arguments.ts";
import { build, dimsOf, Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

function flipped(x: Nd, dims: readonly number[]): Nd {
  return build(x.shape, (at) =>
    x.at(...at.map((i, d) => (dims.includes(d) ? x.shape[d] - 1 - i : i))),
  );
}

const modulo = (i: number, n: number): number => ((i % n) + n) % n;

function rolled(x: Nd, shift: number, d: number): Nd {
  return build(x.shape, (at) => x.at(...at.with(d, modulo(at[d] - shift, x.shape[d]))));
}

/** One quarter turn from dimension `a` towards `b`. */
function turned(x: Nd, a: number, b: number): Nd {
  const shape = x.shape.with(a, x.shape[b]).with(b, x.shape[a]);
  return build(shape, (at) => x.at(...at.with(a, at[b]).with(b, x.shape[b] - 1 - at[a])));
}

export default family(ops, {
  flip: {
    samples: [
      [t([3, 4]), 0],
      [t([3, 4]), [0, -1]],
      [t([3, 4]), 1, 0],
      [t([3, 4]), { dims: [1] }],
      [t([3]), []],
      [t([]), 0],
      [t([2, 0]), 0],
    ],
    reference: (x: Nd, ...dims: unknown[]) => {
      const [first] = dims as [{ dims?: number[] }];
      return flipped(x, dimsOf(x, first.dims ?? list(dims)));
    },
    errors: [
      [[t([2, 3]), 0, 0], /multiple times/],
      [[t([2, 3]), 2], /out of range/],
    ],
  },
  fliplr: {
    samples: [[t([3, 4])], [t([2, 3, 2])]],
    reference: (x: Nd) => flipped(x, [1]),
    errors: [[[t([3])], /must be >= 2-d/]],
  },
  flipud: {
    samples: [[t([3, 4])], [t([3])]],
    reference: (x: Nd) => flipped(x, [0]),
    errors: [[[t([])], /must be >= 1-d/]],
  },
  roll: {
    samples: [
      [t([3, 4]), 1],
      [t([3, 4]), -5],
      [t([3, 4]), 2, 1],
      [t([3, 4]), [1, -2], [0, 1]],
      [t([4]), [1, 2], [0, 0]],
      [t([3, 4]), { shifts: 7, dims: -1 }],
      [t([]), 1],
      [t([0, 2]), 1, 0],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { shifts, dims } = named<Record<string, number | number[] | undefined>>(
        ["shifts", "dims"],
        rest,
      );
      const by = [shifts].flat() as number[];
      if (dims === undefined)
        return new Nd(x.shape, rolled(new Nd([x.data.length], x.data), by[0], 0).data);
      return [dims].flat().reduce((y, dim, i) => rolled(y, by[i], dimOf(x, dim)), x);
    },
    errors: [
      [[t([3, 4]), [1, 2]], /shifts and dimensions must align. shifts: 2, dims:0/],
      [[t([3, 4]), 1, [0, 1]], /must align/],
      [[t([3, 4]), []], /`shifts` required/],
      [[t([3, 4]), 1, 2], /out of range/],
      [[t([]), 1, 0], /has no dimensions/],
    ],
  },
  rot90: {
    samples: [
      [t([2, 3])],
      [t([2, 3]), 2],
      [t([2, 3]), -1, [1, 0]],
      [t([2, 3, 4]), { k: 3, dims: [-1, 0] }],
      [t([2, 3]), 4],
      [t([0, 2])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { k = 1, dims = [0, 1] } = named<{ k?: number; dims?: number[] }>(["k", "dims"], rest);
      const [a, b] = dims.map((dim) => dimOf(x, dim));
      let y = x;
      for (let i = 0; i < modulo(k, 4); i++) y = turned(y, a, b);
      return y;
    },
    errors: [
      [[t([3])], /expected total dims >= 2, but got total dims = 1/],
      [[t([3, 3]), 1, [0]], /expected total rotation dims == 2/],
      [[t([3, 3]), 1, [0, -2]], /expected rotation dims to be different/],
    ],
  },
});
