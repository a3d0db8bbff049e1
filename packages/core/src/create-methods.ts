/** Fresh tensors of the dtype of one at hand: `x.newZeros(2, 3)`. */
import { full, ones, tensor, type TensorData, zeros } from "./create.ts";
import { type CreateOptions, creation, readSizeArgs, type SizeArgs } from "./create-options.ts";
import { type Signature, signature } from "./op/record.ts";
import type { Tensor } from "./tensor.ts";

const sized = (name: string): Signature =>
  signature(name, ["size", ...creation], {
    torch: `torch.Tensor.${name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`,
    differentiable: false,
  });

const NewZeros = sized("newZeros");
const NewOnes = sized("newOnes");
const NewEmpty = sized("newEmpty");

function read(
  op: Signature,
  input: Tensor,
  given: SizeArgs,
): [size: readonly number[], options: CreateOptions] {
  const { shape, options } = readSizeArgs({ name: op.name, params: creation }, given);
  return [shape, { ...options, dtype: options.dtype ?? input.dtype }];
}

/** Zeros of the given sizes and the dtype of `input`. */
export function newZeros(input: Tensor, ...size: SizeArgs): Tensor {
  return zeros(...read(NewZeros, input, size));
}

/** Ones of the given sizes and the dtype of `input`. */
export function newOnes(input: Tensor, ...size: SizeArgs): Tensor {
  return ones(...read(NewOnes, input, size));
}

/** Unspecified values of the given sizes and the dtype of `input`. */
export function newEmpty(input: Tensor, ...size: SizeArgs): Tensor {
  return zeros(...read(NewEmpty, input, size));
}

signature("newFull", ["size", "fillValue", ...creation], {
  torch: "torch.Tensor.new_full",
  differentiable: false,
});

/** One value, in the given sizes and the dtype of `input`. */
export function newFull(
  input: Tensor,
  size: readonly number[],
  fillValue: number | boolean,
  options: CreateOptions = {},
): Tensor {
  return full(size, fillValue, { ...options, dtype: options.dtype ?? input.dtype });
}

signature("newTensor", ["data", ...creation], {
  torch: "torch.Tensor.new_tensor",
  differentiable: false,
});

/** The given values, in the dtype of `input`. */
export function newTensor(input: Tensor, data: TensorData, options: CreateOptions = {}): Tensor {
  return tensor(data, { ...options, dtype: options.dtype ?? input.dtype });
}
