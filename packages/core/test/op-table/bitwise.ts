import * as bitwise from "../../src/ops/bitwise.ts";
import type { DType } from "../../src/dtype.ts";
import { map, type Nd } from "./nd.ts";
import { binary, family, integers, type OpSpec, t, unary } from "./spec.ts";

const bits: readonly DType[] = [...integers, "bool"];
const domain = { low: 0, high: 7 };

function ofBits(f: (a: number, b: number) => number): OpSpec {
  const spec = binary(f, { scalars: [3], dtypes: bits, domain, differentiable: false });
  return {
    ...spec,
    samples: [...spec.samples, [5, t([2, 3])], [t([2]), { other: t([2]) }]],
    reference: (a: unknown, b: unknown) => {
      const other = typeof b === "object" && b !== null && "other" in b ? b.other : b;
      return (spec.reference as (a: unknown, b: unknown) => unknown)(a, other);
    },
    errors: [...(spec.errors ?? []), [[1, 2], /must be a Tensor/]],
  };
}

/** A boolean shifted by a number is an integer; only two booleans are refused. */
const shift = (f: (a: number, b: number) => number): OpSpec => ({
  ...ofBits(f),
  dtypes: integers,
  samples: [
    [t([2, 3]), t([3])],
    [t([]), t([2])],
    [t([2]), { other: t([2]) }],
    [t([0]), t([1])],
    [t([3], { dtype: "int32" }), 2],
    [5, t([3], { dtype: "int64" })],
  ],
});

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
}

const divisor = (f: (a: number, b: number) => number): OpSpec => ({
  ...binary(f, { scalars: [], dtypes: integers, domain, differentiable: false }),
  errors: [
    [[t([2], { dtype: "int64" }), 2], /argument "other" must be a Tensor/],
    [[t([2, 3], { dtype: "int64" }), t([2, 4], { dtype: "int64" })], /must match the size/],
  ],
});

const not = unary((x) => -1 - x, { result: "same", dtypes: integers, differentiable: false });

export default family(bitwise, {
  bitwiseNot: {
    ...not,
    dtypes: bits,
    reference: (x: Nd) => map(x, (value) => (x.dtype === "bool" ? 1 - value : -1 - value), x.dtype),
  },
  bitwiseAnd: ofBits((a, b) => a & b),
  bitwiseOr: ofBits((a, b) => a | b),
  bitwiseXor: ofBits((a, b) => a ^ b),
  bitwiseLeftShift: shift((a, b) => a << b),
  bitwiseRightShift: shift((a, b) => a >> b),
  gcd: divisor(gcd),
  lcm: divisor((a, b) => (a === 0 || b === 0 ? 0 : Math.abs(a * b) / gcd(a, b))),
});
