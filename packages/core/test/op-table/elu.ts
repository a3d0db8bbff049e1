import * as module from "../../src/ops/elu.ts";
import { plain, withArgs } from "./activations.ts";
import { family, t } from "./spec.ts";

const elu = (x: number, alpha: number, scale = 1, inner = 1): number =>
  scale * (x > 0 ? x : alpha * Math.expm1(x * inner));

export default family(module, {
  elu: withArgs<{ alpha: number }>(["alpha"], [[0.5], [{ alpha: 2 }]], (x, { alpha = 1 }) =>
    elu(x, alpha),
  ),
  celu: withArgs<{ alpha: number }>(
    ["alpha"],
    [[0.5], [{ alpha: 2 }]],
    (x, { alpha = 1 }) => elu(x, alpha, 1, 1 / alpha),
    { errors: [[[t([2]), 0], /alpha cannot be 0 for CELU/]] },
  ),
  selu: plain((x) => elu(x, 1.6732632423543772, 1.0507009873554805)),
});
