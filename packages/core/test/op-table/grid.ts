import * as ops from "../../src/ops/grid.ts";
import { named, range } from "./arguments.ts";
import { broadcastShape, build, indices, Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

const listOf = (given: readonly unknown[]): Nd[] =>
  (Array.isArray(given[0]) ? given[0] : given.filter((x) => x instanceof Nd)) as Nd[];

function combinations(n: number, count: number, again: boolean): number[][] {
  return indices(range(count).map(() => n)).filter((row) =>
    row.every((i, k) => k === 0 || (again ? row[k - 1] <= i : row[k - 1] < i)),
  );
}

function triangleIndices(inside: (above: number, offset: number) => boolean): OpSpec {
  return {
    samples: [
      [3, 4],
      [3, 4, 1],
      [2, 5, { offset: -1, dtype: "int32" }],
      [{ row: 2, col: 2 }],
      [0, 3],
      [2, 0],
    ],
    reference: (...given: unknown[]) => {
      const args = named<{ row: number; col: number; offset?: number; dtype?: "int32" }>(
        ["row", "col", "offset"],
        given,
      );
      const kept = indices([args.row, args.col]).filter(([i, j]) =>
        inside(j - i, args.offset ?? 0),
      );
      return new Nd(
        [2, kept.length],
        [...kept.map(([i]) => i), ...kept.map(([, j]) => j)],
        args.dtype ?? "int64",
      );
    },
    errors: [
      [[-1, 2], /row must be non-negative/],
      [[2, 2.5], /col must be non-negative/],
      [[2, 2, { dtype: "float32" }], /not implemented for float32/],
    ],
    differentiable: false,
  };
}

export default family(ops, {
  broadcastTensors: {
    samples: [[t([3, 1]), t([4])], [[t([]), t([2]), t([1, 2])]], [t([2])], []],
    reference: (...given: unknown[]) => {
      const list = listOf(given);
      const shape = broadcastShape([], ...list.map((x) => x.shape));
      return list.map((x) => build(shape, (at) => x.broadcastAt(at)));
    },
    method: () => [null],
    errors: [
      [[t([2]), t([3])], /must match the size/],
      [[t([2]), 3], /must be a Tensor/],
    ],
  },
  broadcastShapes: {
    samples: [[[2, 1], [3], []], [2, [3, 1]], [], [[0], 1]],
    reference: (...shapes: (number | number[])[]) =>
      broadcastShape([], ...shapes.map((shape) => [shape].flat())),
    errors: [
      [[[2], [3]], /do not broadcast/],
      [[-1], /negative dimension/],
    ],
  },
  meshgrid: {
    samples: [
      [t([2]), t([3])],
      [t([2]), t([3]), t([4]), { indexing: "xy" }],
      [[t([2]), t([3])], { indexing: "ij" }],
      [t([]), t([2])],
      [t([3]), { indexing: "xy" }],
      [t([0]), t([2])],
    ],
    reference: (...given: unknown[]) => {
      const list = listOf(given);
      const { indexing = "ij" } = named<{ indexing?: string }>([], given.slice(-1));
      const order = range(list.length);
      if (indexing === "xy" && list.length > 1) [order[0], order[1]] = [1, 0];
      const shape = order.map((i) => list[i].data.length);
      return list.map((x, i) => build(shape, (at) => x.data[at[order.indexOf(i)]]));
    },
    method: () => [null],
    errors: [
      [[], /non-empty/],
      [[t([2, 2])], /Expected 0D or 1D tensor/],
      [[t([2]), t([2], { dtype: "bool" })], /same dtype/],
      [[t([2]), { indexing: "yx" }], /must be one of "xy" or "ij"/],
    ],
  },
  cartesianProd: {
    samples: [[t([2]), t([3])], [t([2])], [[t([2]), t([1]), t([2])]]],
    reference: (...given: unknown[]) => {
      const list = listOf(given);
      if (list.length === 1) return list[0];
      const rows = indices(list.map((x) => x.data.length));
      return build([rows.length, list.length], ([i, j]) => list[j].data[rows[i][j]]);
    },
    method: () => [null],
    errors: [
      [[], /non-empty/],
      [[t([2, 2])], /Expect a 1D vector/],
    ],
  },
  combinations: {
    samples: [
      [t([4])],
      [t([4]), 3],
      [t([3]), 2, true],
      [t([3]), { r: 1 }],
      [t([3]), 0],
      [t([2]), 3],
      [t([0])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { r = 2, withReplacement = false } = named<{ r?: number; withReplacement?: boolean }>(
        ["r", "withReplacement"],
        rest,
      );
      if (r === 0) return new Nd([0], []);
      const rows = combinations(x.data.length, r, withReplacement);
      return build([rows.length, r], ([i, j]) => x.data[rows[i][j]]);
    },
    errors: [
      [[t([2, 2])], /Expect a 1D vector/],
      [[t([2]), -1], /non-negative/],
    ],
  },
  trilIndices: triangleIndices((above, offset) => above <= offset),
  triuIndices: triangleIndices((above, offset) => above >= offset),
});
