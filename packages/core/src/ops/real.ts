/** The real part of a tensor, all of which is real: `torch.real(x)`, and `x.real` without a call (properties.ts). */
import { checkTensor } from "../op/operands.ts";
import { signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";

signature("real", []);

/** The real part: `input` itself, of any dtype. Source: https://pytorch.org/docs/stable/generated/torch.real.html */
export function real(input: Tensor): Tensor {
  return checkTensor("real", input, "input");
}
