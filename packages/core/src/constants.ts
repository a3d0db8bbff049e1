/** Names for dtypes, as PyTorch has them, and numbers. */
import { type DType, isDType, itemSize } from "./dtype.ts";
import { checkOperand, type Operand, promoted } from "./op/operands.ts";
import { TensorError } from "./errors.ts";
import { Tensor } from "./tensor.ts";

export const float32 = "float32";
export const float = "float32";
export const float64 = "float64";
export const double = "float64";
export const int64 = "int64";
export const long = "int64";
export const int32 = "int32";
export const int = "int32";
export const uint8 = "uint8";
export const bool = "bool";

export const pi: number = Math.PI;
export const e: number = Math.E;
export const inf: number = Infinity;
export const nan: number = NaN;

/** Whether `value` is a tensor. */
export function isTensor(value: unknown): value is Tensor {
  return value instanceof Tensor;
}

/** Whether the dtype is one of floats. */
export function isFloatingPoint(input: Tensor): boolean {
  return input.isFloatingPoint();
}

/** Number of elements. */
export function numel(input: Tensor): number {
  return input.layout.size;
}

/** The dtype of an arithmetic result of the two. Source: https://pytorch.org/docs/stable/generated/torch.result_type.html */
export function resultType(tensor1: Operand, tensor2: Operand): DType {
  return promoted(
    checkOperand("resultType", tensor1, "tensor1"),
    checkOperand("resultType", tensor2, "tensor2"),
  );
}

/** Limits of a float dtype. */
export interface FloatInfo {
  readonly dtype: DType;
  readonly bits: number;
  /** Distance of 1 and the next larger number. */
  readonly eps: number;
  readonly max: number;
  readonly min: number;
  /** Smallest positive normal number. */
  readonly tiny: number;
  readonly smallestNormal: number;
  /** Decimal digits that are kept. */
  readonly resolution: number;
}

/** Limits of a float dtype. Source: https://pytorch.org/docs/stable/type_info.html */
export function finfo(dtype: DType = "float32"): FloatInfo {
  if (dtype === "float32")
    return floatInfo(dtype, 2 ** -23, (2 - 2 ** -23) * 2 ** 127, 2 ** -126, 1e-6);
  if (dtype === "float64")
    return floatInfo(dtype, Number.EPSILON, Number.MAX_VALUE, 2 ** -1022, 1e-15);
  throw new TensorError("finfo", `requires a floating point type, got ${dtype}; use iinfo`);
}

function floatInfo(
  dtype: DType,
  eps: number,
  max: number,
  tiny: number,
  resolution: number,
): FloatInfo {
  return {
    dtype,
    bits: itemSize(dtype) * 8,
    eps,
    max,
    min: -max,
    tiny,
    smallestNormal: tiny,
    resolution,
  };
}

/** Limits of an integer dtype; int64 is exact to 2^53 here. Source: https://pytorch.org/docs/stable/type_info.html */
export function iinfo(dtype: DType): {
  readonly dtype: DType;
  readonly bits: number;
  readonly min: number;
  readonly max: number;
} {
  const bits = isDType(dtype) ? itemSize(dtype) * 8 : 0;
  if (dtype === "int64")
    return { dtype, bits, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
  if (dtype === "int32") return { dtype, bits, min: -(2 ** 31), max: 2 ** 31 - 1 };
  if (dtype === "uint8") return { dtype, bits, min: 0, max: 255 };
  throw new TensorError("iinfo", `requires an integer type, got ${dtype}; use finfo`);
}
