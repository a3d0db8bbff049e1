/** What the functions of linear algebra have in common: checks in PyTorch's words, and matrices as contiguous doubles. */
import { zeroTensor } from "../alloc.ts";
import { type DType, isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { contiguousLayout, type Layout, type Shape, sizeOf } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { batchOf } from "./matmul.ts";
import { castRaw, cloneRaw } from "./copy.ts";
import { checkTensor } from "./operands.ts";
import { type Signature, signature } from "./record.ts";

/** A function's name in messages, and its parameters. */
export type Called = Pick<Signature, "name" | "params">;

/**
 * Registers a function of `torch.linalg`. In the registry it is `linalgDet`, beside torch's own `det`; messages, and the
 * answer of this, call it `linalg.det`.
 */
export function linalgSignature(
  name: string,
  params: readonly string[],
  more: Omit<Signature, "name" | "params" | "torch"> = {},
): Called {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  signature(`linalg${name[0].toUpperCase()}${name.slice(1)}`, params, {
    first: "A",
    ...more,
    torch: `torch.linalg.${snake}`,
  });
  return { name: `linalg.${name}`, params };
}

export function checkFloatInput(op: string, x: Tensor): Tensor {
  if (isFloat(x.dtype)) return x;
  throw new TensorError(
    op,
    `expected a floating point or complex tensor as input. Got ${x.dtype}; convert with x.to("float32")`,
    { dtypes: [x.dtype] },
  );
}

/** Refuses what is no float matrix or batch of them. */
export function checkMatrix(op: string, x: Tensor, argument = "A"): Tensor {
  return checkFloatInput(op, checkMatrixShape(op, x, argument));
}

function checkMatrixShape(op: string, x: Tensor, argument: string): Tensor {
  const { shape } = checkTensor(op, x, argument).layout;
  if (shape.length < 2) {
    throw new TensorError(
      op,
      `the input tensor ${argument} must have at least 2 dimensions, got shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  return x;
}

export function checkSquare(op: string, x: Tensor, argument = "A"): Tensor {
  return checkFloatInput(op, checkSquareShape(op, x, argument));
}

/** Refuses what is no square matrix or batch of them, of any dtype. */
export function checkSquareShape(op: string, x: Tensor, argument = "A"): Tensor {
  const { shape } = checkMatrixShape(op, x, argument).layout;
  const [m, n] = shape.slice(-2);
  if (m === n) return x;
  throw new TensorError(
    op,
    `${argument} must be batches of square matrices, but they are ${m} by ${n} matrices`,
    { shapes: [shape] },
  );
}

export function checkSameFloats(op: string, a: Tensor, b: Tensor): void {
  if (a.dtype === b.dtype) return;
  throw new TensorError(
    op,
    `expected A and B to have the same dtype, but found A of type ${a.dtype} and B of type ${b.dtype} instead; convert one with x.to("${a.dtype}")`,
    { dtypes: [a.dtype, b.dtype] },
  );
}

/** Names the matrix of a batch that failed. */
export function ofBatch(index: number, batch: Shape): string {
  return batch.length === 0 ? "" : `(batch element ${index}): `;
}

/** A fresh contiguous copy in float64, broadcast where `shape` is given: to be computed in. */
export function working(x: Tensor, shape: Shape = x.layout.shape): Tensor {
  return cloneRaw(x, "float64", shape);
}

/** The array of a tensor that `working` made. */
export function doubles(x: Tensor): Float64Array {
  return x.storage.data as Float64Array;
}

/** What was computed in float64, in the dtype it is to have. */
export function finished(x: Tensor, dtype: DType): Tensor {
  return castRaw(x, dtype);
}

/** How many matrices there are. */
export function countOf(layout: Layout): number {
  return sizeOf(batchOf(layout));
}

/** The layout of contiguous matrices, to find where those of a batch start. */
export function matricesLayout(batch: Shape, rows: number, cols: number): Layout {
  return contiguousLayout([...batch, rows, cols]);
}

/** The identity matrix. */
export function identity(n: number, dtype: DType): Tensor {
  const out = zeroTensor([n, n], dtype);
  for (let i = 0; i < n; i++) out.storage.data[i * (n + 1)] = 1;
  return out;
}

/** The unit roundoff that default tolerances are made of. */
export function epsilonOf(dtype: DType): number {
  return dtype === "float32" ? 2 ** -23 : Number.EPSILON;
}
