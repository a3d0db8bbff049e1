import * as ops from "../../src/ops/atleast.ts";
import { Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

function atleast(shape: (of: readonly number[]) => readonly number[]): OpSpec {
  const raise = (x: Nd): Nd => new Nd(shape(x.shape), x.data);
  return {
    samples: [
      [t([])],
      [t([3])],
      [t([2, 3])],
      [t([2, 1, 2])],
      [t([0])],
      [t([2]), t([])],
      [[t([2]), t([2, 2])]],
    ],
    reference: (...given: unknown[]) => {
      if (Array.isArray(given[0])) return (given[0] as Nd[]).map(raise);
      return given.length === 1 ? raise(given[0] as Nd) : (given as Nd[]).map(raise);
    },
    method: () => [null],
    errors: [
      [[], /at least one tensor/],
      [[3], /must be a Tensor/],
    ],
  };
}

export default family(ops, {
  atleast1d: atleast((s) => (s.length === 0 ? [1] : s)),
  atleast2d: atleast((s) => (s.length === 0 ? [1, 1] : s.length === 1 ? [1, ...s] : s)),
  atleast3d: atleast((s) =>
    s.length === 0 ? [1, 1, 1] : s.length === 1 ? [1, ...s, 1] : s.length === 2 ? [...s, 1] : s,
  ),
});
