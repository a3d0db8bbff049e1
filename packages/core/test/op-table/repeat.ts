import * as ops from "../../src/ops/repeat.ts";
import { dimOf, list, named, range } from "./arguments.ts";
import { build, Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

function repeated(x: Nd, counts: readonly number[]): Nd {
  const shape = [...range(counts.length - x.shape.length).map(() => 1), ...x.shape];
  const wide = new Nd(shape, x.data);
  return build(
    shape.map((size, d) => size * counts[d]),
    (at) => wide.at(...at.map((i, d) => i % shape[d])),
  );
}

const counts = (values: number[], dtype: "int64" | "int32" = "int64") =>
  t([values.length], { dtype, values });

export default family(ops, {
  repeat: {
    samples: [
      [t([2, 3]), 2, 1],
      [t([2, 3]), [2, 1, 3]],
      [t([3]), { repeats: [2] }],
      [t([]), 3],
      [t([2]), 0],
      [t([0, 2]), 2, 2],
      [t([]), []],
    ],
    reference: (x: Nd, ...given: unknown[]) => {
      const [first] = given as [{ repeats?: number[] }];
      return repeated(x, first.repeats ?? list(given));
    },
    errors: [
      [[t([2, 3]), 2], /can not be smaller than number of dimensions/],
      [[t([2]), -1], /negative dimension/],
      [[t([2]), 1.5], /must be integers/],
    ],
  },
  tile: {
    samples: [
      [t([2, 3]), 2],
      [t([2, 3]), [2, 1, 3]],
      [t([2, 3]), { dims: [2, 2] }],
      [t([2]), []],
    ],
    reference: (x: Nd, ...given: unknown[]) => {
      const [first] = given as [{ dims?: number[] }];
      const dims = first?.dims ?? list(given);
      return repeated(x, [
        ...range(Math.max(0, x.shape.length - dims.length)).map(() => 1),
        ...dims,
      ]);
    },
    errors: [[[t([2]), -1], /negative dimension/]],
  },
  repeatInterleave: {
    samples: [
      [t([2, 3]), 2],
      [t([2, 3]), 2, 0],
      [t([2, 3]), counts([1, 0, 3]), -1],
      [t([2, 3]), counts([2]), { dim: 1 }],
      [t([2, 3]), { repeats: counts([1, 2]), dim: 0, outputSize: 3 }],
      [t([]), 3],
      [t([0, 2]), 2, 0],
      [counts([1, 0, 2])],
      [counts([1, 0, 2], "int32")],
      [counts([1, 2]), { outputSize: 3 }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { repeats, dim } = named<{ repeats?: number | Nd; dim?: number }>(
        ["repeats", "dim", "outputSize"],
        rest,
      );
      const often = (given: number | Nd, n: number): number[] =>
        range(n).flatMap((i) => {
          const count =
            typeof given === "number" ? given : given.data[given.data.length === 1 ? 0 : i];
          return range(count).map(() => i);
        });
      if (repeats === undefined) {
        const places = often(x, x.data.length);
        return new Nd([places.length], places, x.dtype);
      }
      const flat = dim === undefined ? new Nd([x.data.length], x.data) : x;
      const d = dim === undefined ? 0 : dimOf(x, dim);
      const places = often(repeats, flat.shape[d]);
      return build(flat.shape.with(d, places.length), (at) =>
        flat.at(...at.with(d, places[at[d]])),
      );
    },
    errors: [
      [[t([2, 3]), -1], /can not be negative/],
      [[t([2, 3]), counts([1, -1]), 0], /can not be negative/],
      [[t([2, 3]), counts([1, 2, 3]), 0], /same size as input along dim/],
      [[t([2, 3]), t([2]), 0], /Long or Int tensor/],
      [[t([2, 3]), 2, { dim: 0, outputSize: 3 }], /does not match required size/],
      [[t([3])], /Long or Int tensor/],
      [[t([]), 2, 0], /tensor has no dimensions/],
    ],
  },
});
