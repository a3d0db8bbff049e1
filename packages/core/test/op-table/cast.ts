import type { DType } from "../../src/dtype.ts";
import * as ops from "../../src/ops/cast.ts";
import type { Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

const shapes = [[3, 2], [], [0]];
const to = (dtype: DType): OpSpec => ({
  samples: shapes.map((shape) => [t(shape)]),
  reference: (x: Nd) => x.as(dtype),
});

export default family(ops, {
  float: to("float32"),
  double: to("float64"),
  long: to("int64"),
  int: to("int32"),
  byte: to("uint8"),
  bool: to("bool"),
  cpu: { samples: shapes.map((shape) => [t(shape)]), reference: (x: Nd) => x },
  type: {
    samples: [
      [t([3]), "float64"],
      [t([3]), { dtype: "bool" }],
    ],
    reference: (x: Nd, dtype: DType | { dtype: DType }) =>
      x.as(typeof dtype === "string" ? dtype : dtype.dtype),
    errors: [[[t([3]), "float16"], /unknown dtype/]],
  },
  typeAs: {
    samples: [
      [t([3]), t([1], { dtype: "float64" })],
      [t([3]), t([0], { dtype: "bool" })],
    ],
    reference: (x: Nd, other: Nd) => x.as(other.dtype!),
    errors: [[[t([3]), "float32"], /"other" must be a Tensor/]],
  },
});
