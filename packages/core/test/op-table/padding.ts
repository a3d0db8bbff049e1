import * as ops from "../../src/ops/padding.ts";
import { named } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

interface Args {
  pad: number[];
  mode?: string;
  value?: number;
}

/** Where a place outside of a dimension looks; `null` for the constant. */
function source(mode: string, place: number, size: number): number | null {
  if (place >= 0 && place < size) return place;
  if (mode === "replicate") return place < 0 ? 0 : size - 1;
  if (mode === "circular") return ((place % size) + size) % size;
  if (mode === "reflect") return place < 0 ? -place : 2 * size - 2 - place;
  return null;
}

function padded(x: Nd, { pad, mode = "constant", value = 0 }: Args): Nd {
  const front = x.shape.map((_, d) => pad[2 * (x.shape.length - 1 - d)] ?? 0);
  const back = x.shape.map((_, d) => pad[2 * (x.shape.length - 1 - d) + 1] ?? 0);
  return build(
    x.shape.map((size, d) => size + front[d] + back[d]),
    (at) => {
      const from = at.map((i, d) => source(mode, i - front[d], x.shape[d]));
      return from.includes(null) ? value : x.at(...(from as number[]));
    },
  );
}

export default family(ops, {
  pad: {
    samples: [
      [t([2, 3]), [1, 2]],
      [t([2, 3]), [1, 0, 0, 2], "constant", 5],
      [t([2, 4]), [-1, 2, -1, 0]],
      [t([2, 3]), []],
      [t([0, 2]), [1, 1]],
      [t([]), []],
      [t([2, 4]), { pad: [2, 3], mode: "reflect" }],
      [t([1, 2, 3, 4]), [1, 2, 2, 1], "reflect"],
      [t([2, 3]), { pad: [2, 5], mode: "replicate" }],
      [t([1, 2, 3]), [3, 1], "circular"],
      [t([1, 1, 2, 3]), [1, 2, 2, 0], { mode: "circular" }],
      [t([1, 1, 2, 2, 2]), [1, 0, 0, 1, 1, 1], "replicate"],
    ],
    reference: (x: Nd, ...rest: unknown[]) =>
      padded(x, named<Args>(["pad", "mode", "value"], rest)),
    errors: [
      [[t([2, 3]), [1]], /divisible by 2/],
      [[t([2]), [1, 1, 1, 1]], /two times the input dimension/],
      [[t([2, 3]), [-2, -2]], /negative output size/],
      [[t([2, 3]), [1, 1], "mirror"], /unrecognised padding mode mirror; known: constant, reflect/],
      [[t([2, 3]), [3, 0], "reflect"], /less than the corresponding input dimension/],
      [[t([2, 3]), [4, 0], "circular"], /wrapping around more than once/],
      [[t([2, 3]), [1, 1, 1, 1], "reflect"], /pad a 3D or 4D tensor/],
      [[t([2]), [-3, 4]], /cuts more off than the 2 elements of dimension 0/],
      [[t([2], { dtype: "uint8" }), [1, 1], "constant", NaN], /pad: value NaN cannot be converted/],
      [[t([2]), 1], /amounts must be integers in an array, got 1/],
      [[t([2, 3]), [1, 1], "replicate", 3], /doesn't take in value argument/],
    ],
  },
  constantPadNd: {
    samples: [
      [t([2, 3]), [1, 2], 4],
      [t([2, 3]), [0, 0, 1, 1]],
    ],
    reference: (x: Nd, pad: number[], value?: number) => padded(x, { pad, value }),
  },
});
