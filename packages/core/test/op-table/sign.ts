import type { DType } from "../../src/dtype.ts";
import * as signs from "../../src/ops/sign.ts";
import { type Nd, zip } from "./nd.ts";
import { binary, family, numbers, type OpSpec, t, unary } from "./spec.ts";

const offKinks = { low: -3, high: 3, offIntegers: 0.1 };

const abs = unary(Math.abs, { result: "same", dtypes: numbers, domain: offKinks });
const sign = unary(Math.sign, { result: "same", domain: offKinks });
const negative = (x: number): boolean => x < 0 || Object.is(x, -0);

const plain = binary((a, b) => (negative(b) ? -Math.abs(a) : Math.abs(a)), {
  domain: offKinks,
  scalars: [2, -0.5],
  result: "float",
});
const copysign: OpSpec = {
  ...plain,
  samples: [...plain.samples, [t([3], { dtype: "float64" }), -0]],
  errors: [...(plain.errors ?? []), [[2, t([2])], /argument "input" must be a Tensor/]],
};

export default family(signs, {
  abs,
  absolute: abs,
  sign,
  sgn: sign,
  signbit: unary((x) => Number(negative(x)), { result: "bool", differentiable: false }),
  copysign,
  heaviside: {
    samples: [
      [t([4], { values: [-1, 0, 2, 0], dtype: "float64" }), t([4], { dtype: "float64" })],
      [t([2, 2], { values: [-1, 0, 2, 0], dtype: "int64" }), t([], { dtype: "int64" })],
      [t([0], { dtype: "float32" }), { values: t([1], { dtype: "float32" }) }],
    ],
    reference: (x: Nd, given: Nd | { values: Nd }) => {
      const values = "values" in given ? given.values : given;
      return zip((a, b) => (a === 0 ? b : Number(a > 0)), x, values).as(x.dtype as DType);
    },
    errors: [
      [
        [t([2], { dtype: "float32" }), t([2], { dtype: "float64" })],
        /not yet implemented for tensors with different dtypes/,
      ],
      [[t([2]), 1], /argument "values" must be a Tensor/],
    ],
  },
});
