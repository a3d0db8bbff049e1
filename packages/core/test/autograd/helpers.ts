/** What the tests of autograd make again and again. */
import * as torch from "../../src/index.ts";
import type { Tensor } from "../../src/tensor.ts";

export { torch };

/** A float64 leaf that requires grad. */
export function leaf(values: torch.TensorData): Tensor {
  return torch.tensor(values, { dtype: "float64", requiresGrad: true });
}

/** A float64 tensor outside of any graph. */
export function constant(values: torch.TensorData): Tensor {
  return torch.tensor(values, { dtype: "float64" });
}

/** The values of a gradient that must be there. */
export function gradOf(tensor: Tensor): unknown {
  if (!tensor.grad) throw new Error("there is no gradient");
  return tensor.grad.tolist();
}
