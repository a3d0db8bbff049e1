/** What complex numbers would need, of tensors that are real: nothing happens. */
import { checkTensor } from "../op/operands.ts";
import { signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";

signature("conj", []);
signature("conjPhysical", []);
signature("resolveConj", []);
signature("resolveNeg", []);
signature("isComplex", [], { differentiable: false });
signature("isConj", [], { differentiable: false });
signature("isNeg", [], { differentiable: false });

/** The complex conjugate: `input` itself. Source: https://pytorch.org/docs/stable/generated/torch.conj.html */
export function conj(input: Tensor): Tensor {
  return checkTensor("conj", input, "input");
}

/** `conj`: `input` itself. Source: https://pytorch.org/docs/stable/generated/torch.conj_physical.html */
export function conjPhysical(input: Tensor): Tensor {
  return checkTensor("conjPhysical", input, "input");
}

/** `conjPhysical`, written into `input`, which it already is. */
export function conjPhysical_(input: Tensor): Tensor {
  return checkTensor("conjPhysical_", input, "input");
}

/** `input` itself. Source: https://pytorch.org/docs/stable/generated/torch.resolve_conj.html */
export function resolveConj(input: Tensor): Tensor {
  return checkTensor("resolveConj", input, "input");
}

/** `input` itself. Source: https://pytorch.org/docs/stable/generated/torch.resolve_neg.html */
export function resolveNeg(input: Tensor): Tensor {
  return checkTensor("resolveNeg", input, "input");
}

/** Whether it has complex numbers: no. Source: https://pytorch.org/docs/stable/generated/torch.is_complex.html */
export function isComplex(input: Tensor): boolean {
  checkTensor("isComplex", input, "input");
  return false;
}

/** Whether it is to be conjugated when read: no. Source: https://pytorch.org/docs/stable/generated/torch.is_conj.html */
export function isConj(input: Tensor): boolean {
  checkTensor("isConj", input, "input");
  return false;
}

/** Whether it is to be negated when read: no. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.is_neg.html */
export function isNeg(input: Tensor): boolean {
  checkTensor("isNeg", input, "input");
  return false;
}
