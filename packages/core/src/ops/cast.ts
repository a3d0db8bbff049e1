/** Conversions by the name of the dtype: `x.float()`, `x.long()`. Methods only. */
import type { DType } from "../dtype.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { to } from "./convert.ts";

for (const name of ["float", "double", "long", "int", "byte", "bool"])
  signature(name, [], { torch: `torch.Tensor.${name}` });

/** Converts to float32. */
export function float(input: Tensor): Tensor {
  return to(checkTensor("float", input, "input"), "float32");
}

/** Converts to float64. */
export function double(input: Tensor): Tensor {
  return to(checkTensor("double", input, "input"), "float64");
}

/** Converts to int64; fractions are cut off. */
export function long(input: Tensor): Tensor {
  return to(checkTensor("long", input, "input"), "int64");
}

/** Converts to int32; fractions are cut off. */
export function int(input: Tensor): Tensor {
  return to(checkTensor("int", input, "input"), "int32");
}

/** Converts to uint8; fractions are cut off. */
export function byte(input: Tensor): Tensor {
  return to(checkTensor("byte", input, "input"), "uint8");
}

/** Converts to bool: whatever is not 0 is true. */
export function bool(input: Tensor): Tensor {
  return to(checkTensor("bool", input, "input"), "bool");
}

/** A dtype by name, or that of a tensor. */
type TypeLike = DType | { dtype?: DType };

const Type = signature("type", ["dtype"], { torch: "torch.Tensor.type" });
const TypeAs = signature("typeAs", ["other"], { torch: "torch.Tensor.type_as" });

/** Converts to `dtype`. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.type.html */
export function type(input: Tensor, dtype: TypeLike): Tensor {
  return to(checkTensor("type", input, "input"), readArgs<{ dtype: DType }>(Type, dtype).dtype);
}

/** Converts to the dtype of `other`. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.type_as.html */
export function typeAs(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  const given = checkTensor("typeAs", readArgs<{ other?: Tensor }>(TypeAs, other).other, "other");
  return to(checkTensor("typeAs", input, "input"), given.dtype);
}

signature("cpu", [], { torch: "torch.Tensor.cpu" });

/** `input` itself: there is one memory, the CPU's. */
export function cpu(input: Tensor): Tensor {
  return checkTensor("cpu", input, "input");
}
