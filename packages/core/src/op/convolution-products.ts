/** Convolutions as products of matrices: a column of an image's matrix is what the kernel sees of it at one place. */
import type { DType, TypedArray } from "../dtype.ts";
import type { Columns } from "../kernels/columns.ts";
import type { ConvolutionPlan } from "../kernels/convolution.ts";
import { type Gemm, kernelSlot, slotKernel } from "../kernels/table.ts";
import { sizeOf } from "../layout.ts";
import { emptyStorage, pool, type Storage } from "../storage.ts";
import type { Tensor } from "../tensor.ts";

const gemm = kernelSlot<Gemm>("gemm");
const im2col = kernelSlot<Columns>("im2col");
const col2im = kernelSlot<Columns>("col2im");

/** Sizes for one group of one image. */
interface Matrices {
  readonly imageSize: number;
  /** Of its matrix. */
  readonly rows: number;
  readonly columns: number;
  /** How many there are, and for how many of them there is scratch memory: none where the matrix is the image itself. */
  readonly blocks: number;
  readonly direct: boolean;
}

function matrices({
  batch,
  groups,
  inputs,
  image,
  kernel,
  output,
  stride,
  padding,
}: ConvolutionPlan): Matrices {
  const ones = [...kernel, ...stride].every((s) => s === 1);
  const direct = ones && padding.every((p) => p === 0) && sizeOf(image) === sizeOf(output);
  return {
    imageSize: inputs * sizeOf(image),
    rows: inputs * sizeOf(kernel),
    columns: sizeOf(output),
    blocks: batch * groups,
    direct,
  };
}

/** Memory that is given back at once. */
export function withScratch(
  dtype: DType,
  length: number,
  use: (scratch: TypedArray) => void,
): void {
  const outer = pool.open();
  let scratch: Storage | null = null;
  try {
    scratch = emptyStorage(dtype, length);
    use(scratch.data);
  } finally {
    pool.sweep();
    pool.close(outer);
  }
}

/** Each channel begins with its bias. */
function fillChannels(out: Tensor, bias: Tensor, space: number): void {
  const { data } = out.storage;
  const count = bias.layout.size;
  for (let row = 0; row * space < out.layout.size; row++) {
    data.fill(
      bias.storage.data[bias.layout.offset + (row % count)],
      row * space,
      (row + 1) * space,
    );
  }
}

/** out = w @ matrix of x. */
export function multiplyImages(
  p: ConvolutionPlan,
  x: Tensor,
  w: Tensor,
  bias: Tensor | null,
  out: Tensor,
): void {
  const { imageSize, rows, columns, blocks, direct } = matrices(p);
  const [multiply, unroll] = [slotKernel(gemm, x.dtype), slotKernel(im2col, x.dtype)];
  if (bias) fillChannels(out, bias, columns);
  withScratch(x.dtype, direct ? 0 : rows * columns, (scratch) => {
    const [data, { outputs }] = [x.storage.data, p];
    for (let block = 0; block < blocks; block++) {
      const from = x.layout.offset + block * imageSize;
      if (!direct) unroll(p, data, from, scratch, 0);
      multiply(
        outputs,
        columns,
        rows,
        w.storage.data,
        w.layout.offset + (block % p.groups) * outputs * rows,
        rows,
        1,
        direct ? data : scratch,
        direct ? from : 0,
        columns,
        1,
        out.storage.data,
        block * outputs * columns,
        columns,
        bias !== null,
      );
    }
  });
}

/** Matrix of out = transposed w @ grad; what the matrix holds of a pixel is added up. */
export function multiplyTransposed(
  p: ConvolutionPlan,
  grad: Tensor,
  w: Tensor,
  bias: Tensor | null,
  out: Tensor,
): void {
  const { imageSize, rows, columns, blocks, direct } = matrices(p);
  const [multiply, roll] = [slotKernel(gemm, grad.dtype), slotKernel(col2im, grad.dtype)];
  if (bias) fillChannels(out, bias, sizeOf(p.image));
  else if (!direct) out.storage.data.fill(0);
  withScratch(grad.dtype, direct ? 0 : rows * columns, (scratch) => {
    const [data, { outputs }] = [out.storage.data, p];
    for (let block = 0; block < blocks; block++) {
      const target = block * imageSize;
      multiply(
        rows,
        columns,
        outputs,
        w.storage.data,
        w.layout.offset + (block % p.groups) * outputs * rows,
        1,
        rows,
        grad.storage.data,
        grad.layout.offset + block * outputs * columns,
        columns,
        1,
        direct ? data : scratch,
        direct ? target : 0,
        columns,
        direct && bias !== null,
      );
      if (!direct) roll(p, data, target, scratch, 0);
    }
  });
}

/** out = sum over images of grad @ transposed matrix of x. */
export function multiplyImagesByGradient(
  p: ConvolutionPlan,
  grad: Tensor,
  x: Tensor,
  out: Tensor,
): void {
  const { imageSize, rows, columns, blocks, direct } = matrices(p);
  const [multiply, unroll] = [slotKernel(gemm, x.dtype), slotKernel(im2col, x.dtype)];
  if (blocks === 0) out.storage.data.fill(0);
  withScratch(x.dtype, direct ? 0 : rows * columns, (scratch) => {
    const [data, { outputs }] = [x.storage.data, p];
    for (let block = 0; block < blocks; block++) {
      const from = x.layout.offset + block * imageSize;
      if (!direct) unroll(p, data, from, scratch, 0);
      multiply(
        outputs,
        rows,
        columns,
        grad.storage.data,
        grad.layout.offset + block * outputs * columns,
        columns,
        1,
        direct ? data : scratch,
        direct ? from : 0,
        1,
        columns,
        out.storage.data,
        (block % p.groups) * outputs * rows,
        rows,
        // The first image sets the gradient of each group.
        block >= p.groups,
      );
    }
  });
}
