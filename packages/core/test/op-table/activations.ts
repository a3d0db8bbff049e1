/** Rows of activation functions. */
import { named } from "./arguments.ts";
import { map, type Nd } from "./nd.ts";
import { floats, type OpSpec, type Sample, t, unary } from "./spec.ts";

/** Off the kinks. */
export const domain = { low: -4, high: 4, offIntegers: 0.1 };

/** A function of x alone. */
export function plain(f: (x: number) => number, more: Partial<OpSpec> = {}): OpSpec {
  return { ...unary(f, { result: "same", dtypes: floats, domain }), ...more };
}

/** A function of x and named numbers. */
export function withArgs<Args>(
  names: readonly string[],
  calls: readonly Sample[],
  f: (x: number, args: Partial<Args>) => number,
  more: Partial<OpSpec> = {},
): OpSpec {
  return {
    samples: [[t([3, 4])], [t([])], [t([0, 2])], ...calls.map((rest) => [t([5]), ...rest])],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Partial<Args>>(names, rest);
      return map(x, (value) => f(value, args));
    },
    dtypes: floats,
    domain,
    errors: [[[t([2]), { nonsense: 1 }], /unknown option "nonsense"; known: /]],
    ...more,
  };
}
