/** One value everywhere, or along a diagonal. */
import { scalarTensor, zeroTensor } from "../alloc.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { apply } from "../op/apply.ts";
import { castRaw, copyRaw } from "../op/copy.ts";
import { applyInPlace, checkMemory } from "../op/inplace.ts";
import { checkTensor, isScalar, type Operand } from "../op/operands.ts";
import { defineOp, readArgs, signature } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { Tensor } from "../tensor.ts";
import { sum } from "./reduce.ts";
import { asStrided } from "./stride.ts";

/** Which of PyTorch's overloads it is: a number or a tensor (1 more), in place (2 more). */
type Overload = 0 | 1 | 2 | 3;

const Fill = defineOp<Overload>({
  name: "fill",
  params: ["value"],
  node: (overload) => `FillBackward${overload}`,
  writesOut: true,
  forward: (_ctx, [x, value], _attrs, out) =>
    copyRaw(out ?? zeroTensor(x.layout.shape, x.dtype), castRaw(value, x.dtype)),
  backward: (ctx, [grad]) => [
    ctx.needs[0] ? zeroTensor(grad.layout.shape, grad.dtype) : null,
    ctx.needs[1] ? sum(grad) : null,
  ],
});

export interface FillOptions {
  value?: Operand;
}

function valueFor(op: string, input: Tensor, given: Operand | FillOptions): Tensor {
  const { value } =
    isScalar(given) || given instanceof Tensor
      ? { value: given }
      : readArgs<FillOptions>(Fill, given);
  if (isScalar(value)) return scalarTensor(castScalar(op, value, input.dtype), input.dtype);
  if (!(value instanceof Tensor))
    throw new TensorError(
      op,
      `value must be a number, a boolean or a zero-dimensional tensor, got ${showValue(value)}`,
    );
  if (value.layout.shape.length > 0) {
    throw new TensorError(
      op,
      `${op} only supports 0-dimension value tensor but got tensor with ${value.layout.shape.length} dimensions`,
      { shapes: [value.layout.shape] },
    );
  }
  return value;
}

/** A tensor like `input` with one value everywhere. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.fill_.html */
export function fill(input: Tensor, value: Operand | FillOptions): Tensor {
  const inputs = [checkTensor("fill", input, "input"), valueFor("fill", input, value)];
  return apply(Fill, inputs, value instanceof Tensor ? 1 : 0);
}

/**
 * Writes one value everywhere: a number, or a zero-dimensional tensor to which gradients flow.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.fill_.html
 */
export function fill_(input: Tensor, value: Operand | FillOptions): Tensor {
  const inputs = [checkTensor("fill_", input, "input"), valueFor("fill_", input, value)];
  return applyInPlace(Fill, inputs, value instanceof Tensor ? 3 : 2);
}

const Zero = defineOp({
  name: "zero",
  params: [],
  writesOut: true,
  forward: (_ctx, [x], _attrs, out) =>
    out ? copyRaw(out, scalarTensor(0, x.dtype)) : zeroTensor(x.layout.shape, x.dtype),
  backward: (_ctx, [grad]) => [zeroTensor(grad.layout.shape, grad.dtype)],
});

/** Writes zeros. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.zero_.html */
export function zero_(input: Tensor): Tensor {
  return applyInPlace(Zero, [checkTensor("zero_", input, "input")]);
}

const FillDiagonal = signature("fillDiagonal_", ["fillValue", "wrap"], {
  torch: "torch.Tensor.fill_diagonal_",
});

export interface FillDiagonalOptions {
  fillValue?: number | boolean;
  /** Begin the diagonal of a tall matrix anew below each square. */
  wrap?: boolean;
}

/**
 * Writes one value along the main diagonal of a matrix, or of a cube of more dimensions.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.fill_diagonal_.html
 */
export function fillDiagonal_(
  input: Tensor,
  fillValue: number | boolean | FillDiagonalOptions,
  wrap?: boolean | FillDiagonalOptions,
): Tensor {
  const args = readArgs<FillDiagonalOptions>(FillDiagonal, fillValue, wrap);
  const { shape, strides, offset } = checkTensor("fillDiagonal_", input, "input").layout;
  if (shape.length < 2)
    throw new TensorError(
      "fillDiagonal_",
      `dimensions must be larger than 1, got shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  if (shape.length > 2 && shape.some((size) => size !== shape[0])) {
    throw new TensorError(
      "fillDiagonal_",
      `all dimensions of input must be of equal length, got ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  checkMemory("fillDiagonal_", input);
  const value = castScalar("fillDiagonal_", args.fillValue as number, input.dtype);
  const step = strides.reduce((total, stride) => total + stride, 0);
  const fillFrom = (start: number, count: number): void => {
    fill_(asStrided(input, [count], [step], start), value);
  };
  fillFrom(offset, Math.min(...shape));
  if (args.wrap && shape.length === 2) {
    // PyTorch leaves out one row below each square.
    for (let row = shape[1] + 1; row < shape[0]; row += shape[1] + 1)
      fillFrom(offset + row * strides[0], Math.min(shape[1], shape[0] - row));
  }
  return input;
}
