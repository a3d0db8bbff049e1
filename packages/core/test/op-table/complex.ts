import * as complex from "../../src/ops/complex.ts";
import { family, type OpSpec, t } from "./spec.ts";
import type { Nd } from "./nd.ts";

/** Answers its input itself, so there is nothing to write in place. */
const nothing: OpSpec = {
  samples: [[t([2, 3])], [t([])], [t([0])]],
  reference: (x: Nd) => x,
  view: true,
  inPlace: false,
};
const no: OpSpec = { samples: [[t([2])]], reference: () => false, differentiable: false };

export default family(complex, {
  conj: nothing,
  conjPhysical: nothing,
  resolveConj: nothing,
  resolveNeg: nothing,
  isComplex: no,
  isConj: no,
  isNeg: no,
});
