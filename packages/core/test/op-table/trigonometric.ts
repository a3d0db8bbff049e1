import * as trigonometric from "../../src/ops/trigonometric.ts";
import { binary, family, floats, type OpSpec, t, unary } from "./spec.ts";

const small = { low: -1.4, high: 1.4 };
const inside = { low: -0.9, high: 0.9 };
const away = { low: 0.3, high: 3 };

const asin = unary(Math.asin, { domain: inside });
const acos = unary(Math.acos, { domain: inside });
const atan = unary(Math.atan, { domain: small });

const ofTensors: OpSpec["errors"] = [
  [[t([2, 3]), t([2, 4])], /must match the size/],
  [[t([2]), 2], /argument "other" must be a Tensor/],
];
const atan2: OpSpec = {
  ...binary(Math.atan2, { domain: away, scalars: [], result: "float" }),
  errors: ofTensors,
};

export default family(trigonometric, {
  sin: unary(Math.sin, { domain: small }),
  cos: unary(Math.cos, { domain: small }),
  tan: unary(Math.tan, { domain: small }),
  sinc: unary((x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)), { domain: small }),
  asin,
  arcsin: asin,
  acos,
  arccos: acos,
  atan,
  arctan: atan,
  atan2,
  arctan2: atan2,
  hypot: {
    ...binary((a, b) => Math.sqrt(a * a + b * b), { domain: away, scalars: [], dtypes: floats }),
    errors: ofTensors,
  },
  deg2rad: unary((x) => (x * Math.PI) / 180),
  rad2deg: unary((x) => (x / Math.PI) * 180),
  angle: unary((x) => (x < 0 ? Math.PI : 0), { domain: { low: 0.2, high: 3 } }),
});
