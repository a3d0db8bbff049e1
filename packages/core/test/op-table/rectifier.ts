import * as rectifier from "../../src/ops/rectifier.ts";
import { named } from "./arguments.ts";
import { build, map, Nd } from "./nd.ts";
import { family, floats, numbers, t, unary } from "./spec.ts";

const domain = { low: -3, high: 3, offIntegers: 0.1 };

export default family(rectifier, {
  relu: {
    ...unary((x) => Math.max(x, 0), { result: "same", dtypes: numbers, domain }),
    errors: [
      [[t([2], { dtype: "bool" })], /Boolean inputs not supported for relu/],
      [[t([2]), { inPlace: true }], /unknown option "inPlace"; known: inplace/],
    ],
  },
  prelu: {
    samples: [
      [t([2, 3]), t([1])],
      [t([2, 3]), t([3])],
      [t([2, 3, 4]), t([3])],
      [t([4]), t([])],
      [t([4]), t([1])],
      [t([]), { weight: t([1]) }],
      [t([0, 3]), t([3])],
    ],
    reference: (x: Nd, given: Nd | { weight: Nd }) => {
      const { data } = given instanceof Nd ? given : given.weight;
      return build(x.shape, (index) => {
        const value = x.at(...index);
        return value > 0 ? value : value * (data.length === 1 ? data[0] : data[index[1]]);
      });
    },
    dtypes: floats,
    domain,
    errors: [
      [[t([2, 3]), t([2])], /Found parameter numbers = 2 and channel size = 3/],
      [[t([2, 3]), t([1, 1])], /scalar or 1D tensor, but got ndim = 2/],
      [[t([]), t([2])], /Not allow zero-dim input tensor/],
      [[t([2, 3]), t([1], { dtype: "float64" })], /found dtype float64/],
      [[t([2, 3]), 0.1], /argument "weight" must be a Tensor/],
    ],
  },
  hardshrink: {
    samples: [[t([3, 4])], [t([5]), 1.5], [t([]), { lambd: 0 }], [t([0])]],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { lambd = 0.5 } = named<{ lambd?: number }>(["lambd"], rest);
      return map(x, (value) => (Math.abs(value) > lambd ? value : 0));
    },
    dtypes: floats,
    domain,
    errors: [[[t([2]), { lambda: 1 }], /unknown option "lambda"; known: lambd/]],
  },
});
