import * as ops from "../../src/ops/take.ts";
import { named } from "./arguments.ts";
import { build, Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

const index = (shape: readonly number[], values: readonly number[]) =>
  t(shape, { dtype: "int64", values });

export default family(ops, {
  take: {
    samples: [
      [t([3, 4]), index([2, 2], [0, -1, 7, 7])],
      [t([3]), index([], [-3])],
      [t([]), index([2], [0, 0])],
      [t([3]), { index: index([0], []) }],
      [t([0]), index([0], [])],
    ],
    reference: (x: Nd, given: Nd | { index: Nd }) => {
      const places = given instanceof Nd ? given : given.index;
      return build(places.shape, (at) => x.data.at(places.at(...at))!);
    },
    errors: [
      [[t([3]), index([1], [3])], /index 3 is out of bounds.*out of range with size 3/],
      [[t([3]), index([1], [-4])], /index -4 is out of bounds/],
      [[t([0]), index([1], [0])], /tried to take from an empty tensor/],
      [[t([3]), t([1])], /Expected dtype int64/],
    ],
  },
  put: {
    samples: [
      [t([3, 4]), index([2, 2], [0, -1, 7, 2]), t([2, 2])],
      [t([3]), index([2], [0, 2]), t([2, 1])],
      [t([3, 4]), index([4], [0, -1, 0, -12]), t([4]), true],
      [t([3]), { index: index([1], [1]), source: t([]), accumulate: false }],
      [t([3]), index([0], []), t([0])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<{ index: Nd; source: Nd; accumulate?: boolean }>(
        ["index", "source", "accumulate"],
        rest,
      );
      const data = [...x.data];
      args.index.data.forEach((given, i) => {
        const place = given < 0 ? given + data.length : given;
        data[place] = args.source.data[i] + (args.accumulate ? data[place] : 0);
      });
      return new Nd(x.shape, data);
    },
    errors: [
      [[t([3]), index([1], [3]), t([1])], /index 3 is out of bounds/],
      [[t([3]), index([2], [0, 1]), t([1])], /same number of elements/],
      [[t([3]), index([1], [0]), t([1], { dtype: "float64" })], /same dtype/],
      [[t([3]), t([1]), t([1])], /Expected dtype int64/],
    ],
  },
});
