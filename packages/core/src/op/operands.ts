/** How operands of an elementwise op meet: scalars become tensors, dtypes are promoted, shapes broadcast. */
import { scalarTensor } from "../alloc.ts";
import { type DType, type Operand as Ranked, resultType, scalarType } from "../dtype.ts";
import { showValue, TensorError } from "../errors.ts";
import { Tensor } from "../tensor.ts";

/** What an elementwise op takes: a tensor, or a number or boolean that counts as a weak zero-dimensional one. */
export type Operand = Tensor | number | boolean;

/** The second operand of a function without further parameters: by position, or by name. */
export type Other<T = Operand, Name extends string = "other"> = T | { readonly [K in Name]: T };

export function isScalar(value: unknown): value is number | boolean {
  return typeof value === "number" || typeof value === "boolean";
}

/** How an operand enters promotion. */
export function ranked(operand: Operand): Ranked {
  if (!(operand instanceof Tensor)) return { dtype: scalarType(operand), rank: "scalar" };
  return {
    dtype: operand.dtype,
    rank: operand.layout.shape.length === 0 ? "zeroDim" : "dimensioned",
  };
}

/** The dtype of the operands together, by PyTorch's promotion rules. */
export function promoted(...operands: readonly Operand[]): DType {
  const [first] = operands;
  if (
    first instanceof Tensor &&
    operands.every((o) => o instanceof Tensor && o.dtype === first.dtype)
  )
    return first.dtype;
  return resultType(operands.map(ranked));
}

/** Refuses what is no tensor, by the argument's name. */
export function checkTensor(op: string, value: unknown, argument: string): Tensor {
  if (value instanceof Tensor) return value;
  throw new TensorError(op, `argument "${argument}" must be a Tensor, got ${showValue(value)}`);
}

export function checkOperand(op: string, value: unknown, argument: string): Operand {
  if (value instanceof Tensor || isScalar(value)) return value;
  throw new TensorError(
    op,
    `argument "${argument}" must be a Tensor, a number or a boolean, got ${showValue(value)}`,
  );
}

/** A scalar as a zero-dimensional tensor of the dtype it has beside the others: it never lifts them further. */
export function asTensor(operand: Operand, ...beside: readonly Operand[]): Tensor {
  return operand instanceof Tensor ? operand : scalarTensor(operand, promoted(operand, ...beside));
}

/** Refuses two scalars: without a tensor there is nothing to compute elementwise. */
export function oneTensor<B>(op: string, a: Operand, b: B): [Operand, B] {
  if (a instanceof Tensor || !isScalar(b)) return [a, b];
  throw new TensorError(op, "at least one of the arguments must be a Tensor, got two scalars");
}
