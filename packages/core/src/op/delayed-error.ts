/** For first gradients that are right where second ones would not be. */
import { TensorError } from "../errors.ts";
import { viewOf } from "./view.ts";
import { apply } from "./apply.ts";
import { defineOp } from "./record.ts";
import type { Tensor } from "../tensor.ts";

const DelayedError = defineOp<{ op: string; message: string }>({
  name: "delayedError",
  params: [],
  forward: (_ctx, [x]) => viewOf(x, x.layout),
  backward(_ctx, _grads, { op, message }) {
    throw new TensorError(op, message);
  },
});

/** `gradient`, which refuses to be differentiated itself. */
export function refuseSecond(op: string, gradient: Tensor, message: string): Tensor {
  return apply(DelayedError, [gradient], { op, message });
}
