import * as ops from "../../src/ops/relayout.ts";
import { family, type OpSpec, t } from "./spec.ts";

/** These change the shape of their first argument: ../relayout.test.ts tries them in every way. */
const inPlaceOnly = (errors: OpSpec["errors"] = []): OpSpec => ({
  samples: [],
  reference: null,
  errors,
});
const exchange = inPlaceOnly([[[t([2, 3]), 0, 2], /out of range/]]);

export default family(ops, {
  transpose_: exchange,
  swapaxes_: exchange,
  swapdims_: exchange,
  t_: inPlaceOnly([[[t([1, 2, 3])], /expects a tensor with <= 2 dimensions/]]),
  squeeze_: inPlaceOnly([[[t([2, 3]), 2], /out of range/]]),
  unsqueeze_: inPlaceOnly([[[t([2, 3]), 3], /out of range/]]),
  resize_: inPlaceOnly([[[t([2, 3]), -1], /negative dimension -1/]]),
  resizeAs_: inPlaceOnly([[[t([2, 3]), 3], /"other" must be a Tensor/]]),
});
