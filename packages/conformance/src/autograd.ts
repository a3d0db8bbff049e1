/** Gradients of recorded outputs, as the records have them: one per leaf. */
import type { TensorValue, Value } from "./format.ts";
import { flattenResult } from "./compare.ts";
import type { Decoder } from "./decode.ts";
import { type Callable, isTensor, need, type Tensor } from "./library.ts";

export interface Outputs {
  readonly tensors: readonly Tensor[];
  /** Upstream gradients, one per tensor. */
  readonly grads: readonly Tensor[];
  /** Where among the recorded `grad_out` each stands. */
  readonly positions: readonly number[];
}

/** The differentiable outputs of a result with the recorded gradients that flow into them. */
export function outputsOf(
  result: unknown,
  out: Value,
  gradOut: readonly (TensorValue | null)[],
  decoder: Decoder,
  leaf: boolean,
): Outputs {
  const tensors: Tensor[] = [];
  const grads: Tensor[] = [];
  const positions: number[] = [];
  for (const [i, part] of flattenResult(result, out).entries()) {
    const grad = gradOut[i];
    if (!grad || !isTensor(part) || !part.requiresGrad) continue;
    const upstream = decoder.tensor({ ...grad, rg: false });
    tensors.push(part);
    grads.push(leaf ? upstream.requiresGrad_() : upstream);
    positions.push(i);
  }
  return { tensors, grads, positions };
}

/** `torch.autograd.grad` over leaves that may be unused; null where no gradient arrives. */
export function gradients(
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  gradOutputs: readonly Tensor[] | null,
  createGraph = false,
): (Tensor | null)[] {
  if (outputs.length === 0 || inputs.length === 0) return inputs.map(() => null);
  const options: Record<string, unknown> = { allowUnused: true };
  if (gradOutputs) options.gradOutputs = gradOutputs;
  if (createGraph) options.createGraph = true;
  return need<Callable>("torch.autograd.grad")(outputs, inputs, options) as (Tensor | null)[];
}
