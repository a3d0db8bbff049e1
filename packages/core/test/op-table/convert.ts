import type { DType } from "../../src/dtype.ts";
import * as convert from "../../src/ops/convert.ts";
import type { Nd } from "./nd.ts";
import { all, family, type Sample, t } from "./spec.ts";

const shapes = [[3, 4], [2, 1, 3], [], [0], [2, 0]];
const conversions: Sample[] = all.flatMap((dtype) => [
  [t([3, 2]), dtype],
  [t([]), { dtype, copy: true }],
]);

export default family(convert, {
  clone: { samples: shapes.map((shape) => [t(shape)]), reference: (x: Nd) => x },
  contiguous: { samples: shapes.map((shape) => [t(shape)]), reference: (x: Nd) => x },
  to: {
    samples: [...conversions, [t([0]), "int64"]],
    reference: (x: Nd, dtype: DType | { dtype: DType }) =>
      x.as(typeof dtype === "string" ? dtype : dtype.dtype),
    errors: [
      [[t([2]), "float16"], /unknown dtype float16; known: float32/],
      [[t([2]), "int64", { copi: true }], /unknown option "copi"/],
    ],
  },
  // Writes into its first argument; copy.test.ts tries it in every way.
  copy_: {
    samples: [],
    reference: null,
    errors: [
      [[t([2]), t([3])], /must match, or broadcast to/],
      [[t([2]), "3"], /must be a Tensor/],
    ],
  },
});
