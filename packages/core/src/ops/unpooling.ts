/** What max pooling took, put back among zeros. */
import { zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { sameShape, type Shape, sizeOf } from "../layout.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature, type Signature } from "../op/record.ts";
import { type PerDimension, sliding } from "../op/sliding.ts";
import type { Tensor } from "../tensor.ts";
import { scatter } from "./scatter.ts";
import { reshape } from "./view.ts";

export interface MaxUnpoolOptions {
  indices?: Tensor;
  kernelSize?: PerDimension;
  stride?: PerDimension | null;
  padding?: PerDimension;
  /** The size that was pooled, where several give this one. */
  outputSize?: readonly number[] | null;
}

function unpool(op: Signature, dims: number, input: Tensor, given: readonly unknown[]): Tensor {
  const args = readArgs<MaxUnpoolOptions>(op, ...given);
  const indices = checkTensor(op.name, args.indices, "indices");
  const { shape } = checkTensor(op.name, input, "input").layout;
  if (shape.length !== dims + 1 && shape.length !== dims + 2) {
    throw new TensorError(
      op.name,
      `input to ${op.name} should be a ${dims + 1}d or ${dims + 2}d Tensor, but got shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  if (shape.slice(1).includes(0)) {
    throw new TensorError(
      op.name,
      `expected input to have non-zero size for non-batch dimensions, but got ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  if (!isFloat(input.dtype))
    throw new TensorError(
      op.name,
      `not implemented for dtype ${input.dtype}; convert with x.to("float32")`,
      { dtypes: [input.dtype] },
    );
  if (indices.dtype !== "int64")
    throw new TensorError(
      op.name,
      `elements in indices should be type int64 but got: ${indices.dtype}`,
      { dtypes: [indices.dtype] },
    );
  if (!sameShape(indices.layout.shape, shape)) {
    throw new TensorError(
      op.name,
      `expected shape of indices to be same as that of the input tensor ${showShape(shape)} but got indices tensor with shape: ${showShape(indices.layout.shape)}`,
      {
        shapes: [shape, indices.layout.shape],
      },
    );
  }
  const { kernel, stride, padding } = sliding(op.name, dims, args);
  const size = unpooledSize(op.name, shape.slice(-dims), kernel, stride, padding, args.outputSize);
  const space = sizeOf(size);
  const lead = shape.slice(0, -dims);
  const rows = [sizeOf(lead), sizeOf(shape.slice(-dims))];
  const outside = indices.toTypedArray().find((at) => at < 0 || at >= space);
  if (outside !== undefined)
    throw new TensorError(
      op.name,
      `found an invalid max index: ${outside} (output volumes are of size ${size.join("x")})`,
    );
  const zeros = zeroTensor([rows[0], space], input.dtype);
  return reshape(scatter(zeros, 1, reshape(indices, rows), reshape(input, rows)), [
    ...lead,
    ...size,
  ]);
}

function unpooledSize(
  op: string,
  size: Shape,
  kernel: readonly number[],
  stride: readonly number[],
  padding: readonly number[],
  given: readonly number[] | null | undefined,
): number[] {
  const usual = size.map((s, i) => (s - 1) * stride[i] + kernel[i] - 2 * padding[i]);
  if (!given) return usual;
  const wanted = given.slice(-size.length);
  if (given.length !== size.length && given.length !== size.length + 2) {
    throw new TensorError(
      op,
      `outputSize should be a sequence containing ${size.length} or ${size.length + 2} elements, but it has a length of ${given.length}`,
    );
  }
  for (const [i, s] of wanted.entries()) {
    if (s > usual[i] - stride[i] && s < usual[i] + stride[i]) continue;
    throw new TensorError(
      op,
      `invalid outputSize ${showShape(wanted)} (dim ${i} must be between ${usual[i] - stride[i]} and ${usual[i] + stride[i]})`,
    );
  }
  return [...wanted];
}

type UnpoolArgs = readonly (Tensor | PerDimension | null | undefined | MaxUnpoolOptions)[];
const unpoolParams = ["indices", "kernelSize", "stride", "padding", "outputSize"] as const;
const MaxUnpool1d = signature("maxUnpool1d", unpoolParams);
const MaxUnpool2d = signature("maxUnpool2d", unpoolParams);
const MaxUnpool3d = signature("maxUnpool3d", unpoolParams);

/** Puts pooled elements back where they came from, among zeros. Arguments: indices, kernelSize, stride, padding, outputSize. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool1d.html */
export function maxUnpool1d(input: Tensor, ...args: UnpoolArgs): Tensor {
  return unpool(MaxUnpool1d, 1, input, args);
}

/** Puts pooled elements back where they came from, among zeros. Arguments: indices, kernelSize, stride, padding, outputSize. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool2d.html */
export function maxUnpool2d(input: Tensor, ...args: UnpoolArgs): Tensor {
  return unpool(MaxUnpool2d, 2, input, args);
}

/** Puts pooled elements back where they came from, among zeros. Arguments: indices, kernelSize, stride, padding, outputSize. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool3d.html */
export function maxUnpool3d(input: Tensor, ...args: UnpoolArgs): Tensor {
  return unpool(MaxUnpool3d, 3, input, args);
}
