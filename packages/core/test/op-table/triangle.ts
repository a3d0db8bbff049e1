import * as ops from "../../src/ops/triangle.ts";
import { named } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

function triangle(keeps: (above: number, diagonal: number) => boolean): OpSpec {
  return {
    samples: [
      [t([3, 4])],
      [t([4, 3]), 1],
      [t([2, 3, 3]), -1],
      [t([3, 3]), { diagonal: 9 }],
      [t([2, 2, 2, 3]), -9],
      [t([0, 3])],
      [t([2, 3, 0])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { diagonal = 0 } = named<{ diagonal?: number }>(["diagonal"], rest);
      return build(x.shape, (at) => (keeps(at.at(-1)! - at.at(-2)!, diagonal) ? x.at(...at) : 0));
    },
    errors: [
      [[t([3])], /at least 2 dimensions/],
      [[t([3, 3]), 0.5], /diagonal must be an integer/],
    ],
  };
}

export default family(ops, {
  tril: triangle((above, diagonal) => above <= diagonal),
  triu: triangle((above, diagonal) => above >= diagonal),
});
