/** Fresh tensors of the dtype of one at hand: `x.newZeros(2, 3)`. */
import { full, ones, tensor, type TensorData, zeros } from "./create.ts";
import { type CreateOptions, creation, readSizeArgs, type SizeArgs } from "./create-options.ts";
import { checkTensor } from "./op/operands.ts";
import { readArgs, type Signature, signature } from "./op/record.ts";
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
  const { dtype } = checkTensor(op.name, input, "input");
  const { shape, options } = readSizeArgs({ name: op.name, params: creation }, given);
  return [shape, { ...options, dtype: options.dtype ?? dtype }];
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

const NewFull = signature("newFull", ["size", "fillValue", ...creation], {
  torch: "torch.Tensor.new_full",
  differentiable: false,
});

export interface NewFullOptions extends CreateOptions {
  size?: readonly number[];
  fillValue?: number | boolean;
}

/**
 * One value, in the given sizes and the dtype of `input` unless `dtype` says otherwise. Throws where it does not hold the value.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.new_full.html
 */
export function newFull(
  input: Tensor,
  size: readonly number[] | NewFullOptions,
  fillValue?: number | boolean | NewFullOptions,
  ...more: [options?: NewFullOptions]
): Tensor {
  const args = readArgs<NewFullOptions>(NewFull, size, fillValue, ...more);
  const { size: shape = [], dtype, ...rest } = args;
  return full(shape, { ...rest, dtype: dtype ?? checkTensor("newFull", input, "input").dtype });
}

const NewTensor = signature("newTensor", ["data", ...creation], {
  torch: "torch.Tensor.new_tensor",
  differentiable: false,
});

/**
 * The given values, copied, in the dtype of `input` unless `dtype` says otherwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.new_tensor.html
 */
export function newTensor(
  input: Tensor,
  data: TensorData | (CreateOptions & { data?: TensorData }),
  ...more: [options?: CreateOptions]
): Tensor {
  const args = readArgs<CreateOptions & { data?: TensorData }>(NewTensor, data, ...more);
  const { data: values, dtype, ...rest } = args;
  const { dtype: own } = checkTensor("newTensor", input, "input");
  return tensor(values as TensorData, { ...rest, dtype: dtype ?? own });
}
