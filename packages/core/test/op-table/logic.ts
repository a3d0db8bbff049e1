import * as logic from "../../src/ops/logic.ts";
import type { Nd } from "./nd.ts";
import { binary, family, type OpSpec, t, unary } from "./spec.ts";

function ofTwo(f: (a: boolean, b: boolean) => boolean): OpSpec {
  return {
    ...binary((a, b) => Number(f(a !== 0, b !== 0)), {
      scalars: [],
      domain: { low: -1, high: 1 },
      result: "bool",
      differentiable: false,
    }),
    errors: [
      [[t([2, 3]), t([2, 4])], /must match the size/],
      [[t([2]), true], /argument "other" must be a Tensor/],
    ],
  };
}

const special = t([5], { dtype: "float32", values: [0, 2, NaN, Infinity, -Infinity] });

function ofOne(f: (x: number) => boolean): OpSpec {
  const spec = unary((x) => Number(f(x)), {
    domain: { low: -1, high: 1 },
    result: "bool",
    differentiable: false,
  });
  return { ...spec, samples: [...spec.samples, [special]] };
}

export default family(logic, {
  logicalAnd: ofTwo((a, b) => a && b),
  logicalOr: ofTwo((a, b) => a || b),
  logicalXor: ofTwo((a, b) => a !== b),
  logicalNot: ofOne((x) => x === 0),
  isnan: ofOne(Number.isNaN),
  isinf: ofOne((x) => Math.abs(x) === Infinity),
  isposinf: ofOne((x) => x === Infinity),
  isneginf: ofOne((x) => x === -Infinity),
  isfinite: ofOne(Number.isFinite),
  isreal: ofOne(() => true),
  isNonzero: {
    samples: [
      [t([1])],
      [t([])],
      [t([1, 1], { values: [0] })],
      [t([1], { values: [NaN], dtype: "float32" })],
    ],
    reference: (x: Nd) => x.data[0] !== 0,
    differentiable: false,
    errors: [
      [[t([2])], /more than one value is ambiguous/],
      [[t([0])], /no values is ambiguous/],
    ],
  },
});
