import * as ops from "../../src/ops/mask.ts";
import { named } from "./arguments.ts";
import { broadcastShape, build, cast, indices, Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

const mask = (shape: readonly number[], values?: readonly number[]) =>
  t(shape, { dtype: "bool", values: values?.map(Boolean) });

interface Args {
  mask: Nd;
  value: Nd | number;
  source: Nd;
}

export default family(ops, {
  maskedFill: {
    samples: [
      [t([3, 4]), mask([3, 4]), 2],
      [t([3, 4]), mask([4]), t([])],
      [t([4]), mask([3, 1]), true],
      [t([2, 3]), { mask: t([3], { dtype: "uint8", values: [1, 0, 1] }), value: 1 }],
      [t([]), mask([]), 2],
      [t([0]), mask([1]), 2],
      [t([2, 2]), mask([2, 1]), t([], { dtype: "float64", values: [2.5] })],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["mask", "value"], rest);
      const value = args.value instanceof Nd ? args.value.at() : cast(args.value, x.dtype!);
      return build(broadcastShape(x.shape, args.mask.shape), (at) =>
        args.mask.broadcastAt(at) ? value : x.broadcastAt(at),
      );
    },
    errors: [
      [[t([3]), t([3]), 1], /expected BoolTensor or ByteTensor for mask/],
      [[t([3]), mask([2]), 1], /must match the size/],
      [[t([3]), mask([3]), t([1])], /only supports a 0-dimensional value tensor/],
      [[t([3]), mask([3]), "1"], /must be a number/],
      [[t([2]), t([2], { dtype: "uint8", values: [1, 2] }), 1], /0 and 1 values only, got 2/],
      [
        [t([2], { dtype: "int32" }), mask([2]), t([], { values: [NaN] })],
        /value NaN cannot be converted to type int32 without overflow/,
      ],
    ],
  },
  maskedSelect: {
    samples: [
      [t([3, 4]), mask([3, 4])],
      [t([4]), mask([3, 1], [1, 0, 1])],
      [t([2, 3]), { mask: mask([]) }],
      [t([]), mask([2], [1, 1])],
      [t([0, 2]), mask([2])],
      [t([2, 3]), t([3], { dtype: "uint8", values: [1, 0, 1] })],
    ],
    reference: (x: Nd, given: Nd | { mask: Nd }) => {
      const which = given instanceof Nd ? given : given.mask;
      const kept = indices(broadcastShape(x.shape, which.shape)).filter((at) =>
        which.broadcastAt(at),
      );
      return new Nd(
        [kept.length],
        kept.map((at) => x.broadcastAt(at)),
      );
    },
    errors: [
      [[t([3]), t([3])], /expected BoolTensor or ByteTensor for mask/],
      [[t([3]), mask([2])], /must match the size/],
    ],
  },
  maskedScatter: {
    samples: [
      [t([3, 4]), mask([3, 4]), t([12])],
      [t([3, 4]), mask([4], [1, 0, 0, 1]), t([3, 2])],
      [t([2]), mask([2, 1], [1, 0]), t([5])],
      [t([2, 2]), { mask: mask([2, 2], [0, 0, 0, 0]), source: t([0]) }],
      [t([]), mask([], [1]), t([1])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["mask", "source"], rest);
      let next = 0;
      return build(broadcastShape(x.shape, args.mask.shape), (at) =>
        args.mask.broadcastAt(at) ? args.source.data[next++] : x.broadcastAt(at),
      );
    },
    errors: [
      [[t([3]), mask([3], [1, 1, 1]), t([2])], /source < number of ones in mask/],
      [[t([3]), mask([3]), t([3], { dtype: "float64" })], /same dtypes/],
      [[t([3]), t([3]), t([3])], /expected BoolTensor/],
    ],
  },
});
