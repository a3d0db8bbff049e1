import * as power from "../../src/ops/power.ts";
import { named } from "./arguments.ts";
import { map, type Nd, zip } from "./nd.ts";
import { binary, family, floats, numbers, type OpSpec, promoted, t, unary } from "./spec.ts";

const positive = { low: 0.3, high: 3 };
const exponents = [0, 1, 2, 3, 0.5, 1.5];
/** A boolean to the power of a number is a number, so these say their dtype: only two booleans are refused. */
const byScalar = exponents.flatMap((exponent) => [
  [t([2, 3], { dtype: "float64" }), exponent],
  [t([3], { dtype: "int64" }), exponent],
]);

const plain = binary((a, b) => a ** b, { domain: positive, scalars: [], dtypes: numbers });

const pow: OpSpec = {
  ...plain,
  samples: [
    ...plain.samples,
    ...byScalar,
    [2, t([2, 3], { dtype: "float64" })],
    [0.5, t([3], { dtype: "int32" })],
    [t([3], { dtype: "float32" }), { exponent: 2 }],
  ],
  reference: (a: unknown, given: unknown) => {
    const { exponent } = named<{ exponent: unknown }>(["exponent"], [given]);
    return zip((x, y) => x ** y, a, exponent).as(promoted([a, exponent]));
  },
  errors: [
    ...(plain.errors ?? []),
    [[t([2], { dtype: "int64" }), -1], /Integers to negative integer powers are not allowed/],
    [[2, 3], /must be a Tensor/],
    [[t([2]), { power: 2 }], /unknown option "power"; known: exponent/],
  ],
};

/** The mantissa and the exponent, by doubling and halving. */
function split(x: number): [mantissa: number, exponent: number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  let exponent = 0;
  for (; Math.abs(x) >= 1; x /= 2) exponent++;
  for (; Math.abs(x) < 0.5; x *= 2) exponent--;
  return [x, exponent];
}

export default family(power, {
  pow,
  floatPower: {
    samples: [
      [t([2, 3]), t([3])],
      [t([3]), t([])],
      [t([]), 2.5],
      [t([0]), 2],
      [t([3], { dtype: "float64" }), -1],
      [t([3]), 0.5],
      [2, t([3])],
      [t([2]), { exponent: 3 }],
    ],
    domain: positive,
    reference: (a: unknown, given: unknown) => {
      const { exponent } = named<{ exponent: unknown }>(["exponent"], [given]);
      return zip((x, y) => x ** y, a, exponent).as("float64");
    },
    result: "float64",
    // Only float64 tensors can hold what it computes.
    inPlace: false,
    errors: [
      [[2, 3], /must be a Tensor/],
      [[t([2]), t([3])], /must match the size/],
    ],
  },
  square: {
    ...unary((x) => x * x),
    // As a power of 2, which makes integers of booleans.
    reference: (x: Nd) => map(x, (value) => value * value, x.dtype === "bool" ? "int64" : x.dtype),
  },
  sqrt: unary(Math.sqrt, { domain: positive }),
  rsqrt: unary((x) => 1 / Math.sqrt(x), { domain: positive }),
  ldexp: {
    samples: [
      [t([2, 3]), t([3])],
      [t([]), t([2])],
      [t([2]), { other: t([2]) }],
      [t([0]), t([1])],
    ],
    reference: (a: Nd, given: unknown) => {
      const { other } = named<{ other: Nd }>(["other"], [given]);
      return zip((x, y) => x * 2 ** y, a, other);
    },
    result: "float",
    errors: [
      [[t([2]), 2], /argument "other" must be a Tensor/],
      [[t([2]), t([3])], /must match the size/],
    ],
  },
  frexp: {
    samples: [
      [t([2, 3], { low: -9, high: 9 })],
      [t([])],
      [t([0, 2])],
      [t([5], { dtype: "float64", values: [0, 1, -1024, 5e-324, Infinity] })],
      [t([3], { dtype: "float32", values: [0.1, 2 ** -149, 2 ** 127] })],
    ],
    domain: positive,
    dtypes: floats,
    reference: (x: Nd) => [
      map(x, (value) => split(value)[0], x.dtype),
      map(x, (value) => split(value)[1], "int32"),
    ],
    errors: [[[t([2], { dtype: "int64" })], /only supports floating-point dtypes/]],
  },
});
