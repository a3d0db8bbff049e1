import * as compare from "../../src/ops/compare.ts";
import { binary, comparison, family, type OpSpec, t } from "./spec.ts";

const ne = comparison((a, b) => a !== b);
const lt = comparison((a, b) => a < b);
const le = comparison((a, b) => a <= b);
const gt = comparison((a, b) => a > b);
const ge = comparison((a, b) => a >= b);

/** The larger or the smaller; no two alike, so that there is a derivative. What ties get is in compare.test.ts. */
function extreme(f: (a: number, b: number) => number): OpSpec {
  return {
    ...binary(f, { scalars: [], domain: { low: -3, high: 3 } }),
    errors: [
      [[t([2, 3]), t([2, 4])], /must match the size/],
      [[t([2]), 2], /argument "other" must be a Tensor/],
    ],
  };
}

const larger = extreme(Math.max);
const smaller = extreme(Math.min);

export default family(compare, {
  eq: comparison((a, b) => a === b),
  ne,
  notEqual: ne,
  lt,
  less: lt,
  le,
  lessEqual: le,
  gt,
  greater: gt,
  ge,
  greaterEqual: ge,
  maximum: larger,
  minimum: smaller,
  fmax: larger,
  fmin: smaller,
});
