import * as arithmetic from "../../src/ops/arithmetic.ts";
import { zip } from "./nd.ts";
import { binary, family, numbers, type OpSpec, promoted, t, unary } from "./spec.ts";

/** A function of `input`, `other` and `alpha`. */
function scaled(f: (a: number, b: number, alpha: number) => number): OpSpec {
  const plain = binary((a, b) => f(a, b, 1));
  return {
    ...plain,
    samples: [
      ...plain.samples,
      [t([2, 3]), t([3]), { alpha: 2 }],
      [t([2, 3]), { other: t([3]), alpha: 3 }],
      [t([3]), 2, { alpha: 3 }],
    ],
    reference: (a: unknown, ...rest: unknown[]) => {
      const options = rest.at(-1) as { other?: unknown; alpha?: number };
      const given = typeof options === "object" && ("alpha" in options || "other" in options);
      const b = given ? (options.other ?? rest[0]) : rest[0];
      const alpha = given ? (options.alpha ?? 1) : 1;
      return zip((x, y) => f(x, y, alpha), a, b).as(promoted([a, b]));
    },
    errors: [
      ...(plain.errors ?? []),
      [
        [t([2], { dtype: "int64" }), t([2], { dtype: "int64" }), { alpha: 0.5 }],
        /alpha must not be a floating point number/,
      ],
      [[t([2]), t([2]), { beta: 1 }], /unknown option "beta"; known: other, alpha/],
    ],
  };
}

const noBooleans: NonNullable<OpSpec["errors"]> = [
  [[t([2], { dtype: "bool" }), t([2], { dtype: "bool" })], /two bool tensors is not supported/],
  [[t([2]), true], /a bool tensor is not supported/],
];

/** For ops that refuse booleans. */
function unlessBoolean(spec: OpSpec): OpSpec {
  return { ...spec, dtypes: numbers, errors: [...(spec.errors ?? []), ...noBooleans] };
}

const sub = unlessBoolean(scaled((a, b, alpha) => a - alpha * b));
const mul = binary((a, b) => a * b, { scalars: [2, 0.5, true] });
const neg = unary((x) => -x, { result: "same", dtypes: numbers });

export default family(arithmetic, {
  add: scaled((a, b, alpha) => a + alpha * b),
  sub,
  subtract: sub,
  rsub: unlessBoolean(scaled((a, b, alpha) => b - alpha * a)),
  mul,
  multiply: mul,
  neg,
  negative: neg,
  positive: unary((x) => x, { result: "same", dtypes: numbers }),
});
