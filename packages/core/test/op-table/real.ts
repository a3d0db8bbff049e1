import * as real from "../../src/ops/real.ts";
import type { Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

export default family(real, {
  real: {
    samples: [[t([2, 3])], [t([])], [t([0])]],
    reference: (x: Nd) => x,
    view: true,
    errors: [[[2], /must be a Tensor/]],
  },
});
