/** One triangle of a matrix. */
import { emptyTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { type KernelSlot, kernelSlot, slotKernel } from "../kernels/table.ts";
import type { Triangle } from "../kernels/triangle.ts";
import { apply } from "../op/apply.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";

/** Runs the kernel over all matrices of the last two dimensions. */
function runTriangle(slot: KernelSlot<Triangle>, x: Tensor, out: Tensor, diagonal: number): Tensor {
  const kernel = slotKernel(slot, x.dtype);
  const { shape, strides, offset, size } = x.layout;
  const last = shape.length - 1;
  const [rows, cols] = [shape[last - 1], shape[last]];
  const { strides: to } = out.layout;
  const [data, target] = [x.storage.data, out.storage.data];
  const index = new Array<number>(last - 1).fill(0);
  let from = offset;
  let at = out.layout.offset;
  for (let left = size === 0 ? 0 : size / (rows * cols); left > 0; left--) {
    kernel(
      rows,
      cols,
      data,
      from,
      strides[last - 1],
      strides[last],
      target,
      at,
      to[last - 1],
      to[last],
      diagonal,
    );
    for (let d = last - 2; d >= 0; d--) {
      from += strides[d];
      at += to[d];
      if (++index[d] < shape[d]) break;
      from -= shape[d] * strides[d];
      at -= shape[d] * to[d];
      index[d] = 0;
    }
  }
  return out;
}

function triangle(name: "tril" | "triu"): OpRecord<number> {
  const slot = kernelSlot<Triangle>(name);
  const record: OpRecord<number> = defineOp<number>({
    name,
    params: ["diagonal"],
    writesOut: true,
    forward: (_ctx, [x], diagonal, out) =>
      runTriangle(slot, x, out ?? emptyTensor(x.layout.shape, x.dtype), diagonal),
    backward: (_ctx, [grad], diagonal) => [apply(record, [grad], diagonal)],
  });
  return record;
}

const Tril = triangle("tril");
const Triu = triangle("triu");

export interface TriangleOptions {
  /** How far above the main diagonal the triangle ends; below where negative. */
  diagonal?: number;
}

function read(
  op: OpRecord<number>,
  name: string,
  input: Tensor,
  given: number | TriangleOptions | undefined,
): number {
  const { diagonal = 0 } = readArgs<TriangleOptions>({ name, params: op.params }, given);
  const { shape } = checkTensor(name, input, "input").layout;
  if (shape.length < 2)
    throw new TensorError(
      name,
      `input tensor must have at least 2 dimensions (dimension out of range), got ${showShape(shape)}`,
      { shapes: [shape] },
    );
  if (!Number.isInteger(diagonal))
    throw new TensorError(name, `diagonal must be an integer, got ${String(diagonal)}`);
  return diagonal;
}

/** The lower triangle of a matrix (or of each of a batch), zeros above. Source: https://pytorch.org/docs/stable/generated/torch.tril.html */
export function tril(input: Tensor, diagonal?: number | TriangleOptions): Tensor {
  return apply(Tril, [input], read(Tril, "tril", input, diagonal));
}

/** `tril`, written into `input`. */
export function tril_(input: Tensor, diagonal?: number | TriangleOptions): Tensor {
  return applyInPlace(Tril, [input], read(Tril, "tril_", input, diagonal));
}

/** The upper triangle of a matrix (or of each of a batch), zeros below. Source: https://pytorch.org/docs/stable/generated/torch.triu.html */
export function triu(input: Tensor, diagonal?: number | TriangleOptions): Tensor {
  return apply(Triu, [input], read(Triu, "triu", input, diagonal));
}

/** `triu`, written into `input`. */
export function triu_(input: Tensor, diagonal?: number | TriangleOptions): Tensor {
  return applyInPlace(Triu, [input], read(Triu, "triu_", input, diagonal));
}
