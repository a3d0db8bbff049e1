import * as division from "../../src/ops/division.ts";
import { named } from "./arguments.ts";
import { type Nd, zip } from "./nd.ts";
import { binary, family, numbers, type OpSpec, promoted, resultDType, t, unary } from "./spec.ts";

/** Away from 0, and quotients away from steps. */
const domain = { low: 1.2, high: 4 };

type Round = (quotient: number) => number;
const rounding: Record<string, Round | undefined> = { trunc: Math.trunc, floor: Math.floor };

/** -3 is no uint8, but what it divides becomes a float first. */
const exact = binary((a, b) => a / b, { result: "float", domain, scalars: [2, 0.5, -3] });

const div: OpSpec = {
  ...exact,
  samples: [
    ...exact.samples,
    ...["trunc", "floor"].flatMap((roundingMode) => [
      [t([2, 3], { dtype: "float64" }), t([3], { dtype: "float64" }), { roundingMode }],
      [t([3], { dtype: "int64", low: -9, high: 9 }), 4, { roundingMode }],
      [t([4], { dtype: "int32", low: -9, high: 9 }), { other: -2, roundingMode }],
    ]),
    [t([2]), t([2]), { roundingMode: null }],
    [t([2]), { other: t([2]) }],
  ],
  reference: (a: Nd, ...rest: unknown[]) => {
    const { other, roundingMode } = named<{ other: unknown; roundingMode?: string }>(
      ["other", "roundingMode"],
      rest,
    );
    const dtype = promoted([a, other]);
    const round = rounding[roundingMode ?? ""];
    return zip((x, y) => (round ? round(x / y) : x / y), a, other).as(
      resultDType(round ? "same" : "float", dtype),
    );
  },
  errors: [
    ...(exact.errors ?? []),
    [[t([2]), 2, { roundingMode: "up" }], /roundingMode to be one of null, 'trunc', or 'floor'/],
    [[t([2]), 2, { mode: "floor" }], /unknown option "mode"; known: other, roundingMode/],
    [[t([2], { dtype: "int64" }), 0, { roundingMode: "floor" }], /ZeroDivisionError/],
  ],
};

const floorMod = (a: number, b: number): number => a - b * Math.floor(a / b);
const truncMod = (a: number, b: number): number => a - b * Math.trunc(a / b);

/** Of integers by a 0 nothing is left. */
const byZero: NonNullable<OpSpec["errors"]> = [
  [[t([2], { dtype: "int64" }), 0], /ZeroDivisionError/],
];

/** A boolean and a number are divided as numbers, so these say their dtype: only two booleans are refused. */
const byScalar: OpSpec["samples"] = [
  [t([2, 3], { dtype: "float64" }), -1.5],
  [t([3], { dtype: "float32" }), { other: 2.5 }],
  [t([4], { dtype: "int64", low: -9, high: 9 }), -4],
  [t([4], { dtype: "uint8" }), 3],
];

function remains(f: (a: number, b: number) => number): OpSpec {
  const spec = binary(f, { domain, scalars: [], dtypes: numbers });
  return {
    ...spec,
    samples: [...spec.samples, ...byScalar],
    reference: (a: Nd, ...rest: unknown[]) => {
      const { other } = named<{ other: unknown }>(["other"], rest);
      return zip(f, a, other).as(promoted([a, other]));
    },
    errors: [...(spec.errors ?? []), ...byZero],
  };
}

export default family(division, {
  div,
  divide: div,
  trueDivide: exact,
  floorDivide: {
    ...remains((a, b) => Math.floor(a / b)),
    domain: { low: 1.1, high: 1.9 },
    differentiable: "refused",
  },
  fmod: remains(truncMod),
  remainder: remains(floorMod),
  reciprocal: unary((x) => 1 / x, { domain }),
});
