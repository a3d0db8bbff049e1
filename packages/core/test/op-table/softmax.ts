import * as softmax from "../../src/ops/softmax.ts";
import { named } from "./arguments.ts";
import { alongDim, type Nd } from "./nd.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

interface Args {
  dim?: number | null;
  dtype?: "float32" | "float64" | null;
}

/** PyTorch's choice where nothing is said. */
export const implicit = (x: Nd): number => ([0, 1, 3].includes(x.shape.length) ? 0 : 1);

export function shares(row: readonly number[]): number[] {
  const powers = row.map((value) => Math.exp(value - Math.max(...row)));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

/** Both forms of softmax, and what is made of them, take the same arguments. */
export function alongOne(f: (row: number[]) => number[]): OpSpec {
  return {
    dtypes: floats,
    samples: [
      [t([3, 4]), 1],
      [t([3, 4]), 0],
      [t([2, 5, 3]), -2],
      [t([5]), { dim: 0 }],
      [t([3, 4])],
      [t([2, 2, 2]), null],
      [t([2, 3], { dtype: "int64" }), 1, "float64"],
      [t([2, 3], { dtype: "float32" }), { dim: 1, dtype: "float64" }],
      [t([2, 3], { dtype: "float64", values: [1000, 1001, 999, -1000, 0, 1000] }), 1],
      [t([]), 0],
      [t([0, 3]), 1],
      [t([3, 0]), 0],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim, dtype } = named<Args>(["dim", "dtype"], rest);
      return alongDim(x, dim ?? implicit(x), f).as(dtype ?? x.dtype!);
    },
    errors: [
      [[t([2, 3]), 2], /out of range/],
      [[t([2], { dtype: "int64" }), 0], /floating point dtype.*float32/],
      [[t([2]), { axis: 0 }], /unknown option "axis"/],
    ],
  };
}

export default family(softmax, {
  softmax: alongOne(shares),
  logSoftmax: {
    ...alongOne((row) => {
      const top = Math.max(...row);
      const total = row.reduce((sum, value) => sum + Math.exp(value - top), 0);
      return row.map((value) => value - top - Math.log(total));
    }),
  },
});
