/**
 * Convolution in one to three dimensions as matrix products.
 *
 * Three linear maps belong together: the convolution itself (`forward`), what it makes of a gradient for its input
 * (`input`, which is also the transposed convolution) and for its weight (`weight`). Each is bilinear, and the gradients of
 * each are the other two; see ops/convolution.ts.
 */
import { emptyTensor, zeroTensor } from "../alloc.ts";
import type { TypedArray } from "../dtype.ts";
import type { Columns } from "../kernels/columns.ts";
import { type Gemm, kernelSlot, slotKernel } from "../kernels/table.ts";
import { type Shape, sizeOf } from "../layout.ts";
import { emptyStorage, pool, type Storage } from "../storage.ts";
import type { Tensor } from "../tensor.ts";
import { contiguousRaw } from "./copy.ts";

/** How the kernel moves, for each spatial dimension. `padding` is what lies in front. */
export interface Geometry {
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
}

const gemm = kernelSlot<Gemm>("gemm");
const im2col = kernelSlot<Columns>("im2col");
const col2im = kernelSlot<Columns>("col2im");

/** Sizes and settings of one call, always with three spatial dimensions. */
interface Plan {
  readonly batch: number;
  readonly groups: number;
  /** Channels per group, of the input and of the output. */
  readonly inputs: number;
  readonly outputs: number;
  readonly image: readonly number[];
  readonly kernel: readonly number[];
  readonly output: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  /** Elements of one group of one image, rows of its matrix, and columns. */
  readonly imageSize: number;
  readonly rows: number;
  readonly columns: number;
  /** Whether the matrix is the image itself. */
  readonly direct: boolean;
}

function plan(
  image: Shape,
  weight: Shape,
  output: Shape,
  { stride, padding, dilation, groups }: Geometry,
): Plan {
  const three = (values: readonly number[], neutral: number): number[] => [
    ...new Array<number>(3 - values.length).fill(neutral),
    ...values,
  ];
  const [batch, channels, ...size] = image;
  const inputs = channels / groups;
  const kernel = three(weight.slice(2), 1);
  const out = three(output.slice(2), 1);
  const [imageSpace, steps, pads] = [three(size, 1), three(stride, 1), three(padding, 0)];
  const direct = [...kernel, ...steps].every((s) => s === 1) && pads.every((p) => p === 0);
  return {
    batch,
    groups,
    inputs,
    outputs: weight[0] / groups,
    image: [inputs, ...imageSpace],
    kernel,
    output: out,
    stride: steps,
    padding: pads,
    dilation: three(dilation, 1),
    imageSize: inputs * sizeOf(imageSpace),
    rows: inputs * sizeOf(kernel),
    columns: sizeOf(out),
    direct,
  };
}

/** Memory for one matrix, given back at once: no two are ever needed. */
function withScratch(like: Tensor, length: number, use: (scratch: TypedArray) => void): void {
  const outer = pool.open();
  let scratch: Storage | null = null;
  try {
    scratch = emptyStorage(like.dtype, length);
    use(scratch.data);
  } finally {
    pool.sweep();
    pool.close(outer);
  }
}

/** The convolution of `image` [N, C, …] with `weight` [O, C / groups, …], into `shape`; `bias` [O] is added. */
export function convolve(
  image: Tensor,
  weight: Tensor,
  bias: Tensor | null,
  shape: Shape,
  geometry: Geometry,
): Tensor {
  const out = bias ? emptyTensor(shape, image.dtype) : zeroTensor(shape, image.dtype);
  const p = plan(image.layout.shape, weight.layout.shape, shape, geometry);
  const [x, w] = [contiguousRaw(image), contiguousRaw(weight)];
  const [multiply, unroll] = [slotKernel(gemm, x.dtype), slotKernel(im2col, x.dtype)];
  const { rows, columns, outputs } = p;
  if (bias) fillRows(out, contiguousRaw(bias), columns);
  withScratch(x, p.direct ? 0 : rows * columns, (scratch) => {
    for (let block = 0; block < p.batch * p.groups; block++) {
      const from = x.layout.offset + block * p.imageSize;
      if (!p.direct)
        unroll(
          x.storage.data,
          from,
          p.image,
          p.kernel,
          p.output,
          p.stride,
          p.padding,
          p.dilation,
          scratch,
          0,
        );
      const [matrix, at] = p.direct ? [x.storage.data, from] : [scratch, 0];
      const weights = w.layout.offset + (block % p.groups) * outputs * rows;
      const target = block * outputs * columns;
      multiply(
        outputs,
        columns,
        rows,
        w.storage.data,
        weights,
        rows,
        1,
        matrix,
        at,
        columns,
        1,
        out.storage.data,
        target,
        columns,
        bias !== null,
      );
    }
  });
  return out;
}

function fillRows(out: Tensor, bias: Tensor, columns: number): void {
  const { data } = out.storage;
  const count = bias.layout.size;
  for (let row = 0; row * columns < out.layout.size; row++) {
    data.fill(
      bias.storage.data[bias.layout.offset + (row % count)],
      row * columns,
      (row + 1) * columns,
    );
  }
}

/** The gradient for an input of `shape`, from that of the output; the transposed convolution. */
export function convolveInput(
  grad: Tensor,
  weight: Tensor,
  bias: Tensor | null,
  shape: Shape,
  geometry: Geometry,
): Tensor {
  const out = zeroTensor(shape, grad.dtype);
  const p = plan(shape, weight.layout.shape, grad.layout.shape, geometry);
  const [g, w] = [contiguousRaw(grad), contiguousRaw(weight)];
  const [multiply, roll] = [slotKernel(gemm, g.dtype), slotKernel(col2im, g.dtype)];
  const { rows, columns, outputs } = p;
  if (bias) fillRows(out, contiguousRaw(bias), sizeOf(p.image.slice(1)));
  withScratch(g, p.direct ? 0 : rows * columns, (scratch) => {
    for (let block = 0; block < p.batch * p.groups; block++) {
      const weights = w.layout.offset + (block % p.groups) * outputs * rows;
      const from = g.layout.offset + block * outputs * columns;
      const target = block * p.imageSize;
      const [matrix, at] = p.direct ? [out.storage.data, target] : [scratch, 0];
      // Weight transposed: its rows are the matrix's columns.
      multiply(
        rows,
        columns,
        outputs,
        w.storage.data,
        weights,
        1,
        rows,
        g.storage.data,
        from,
        columns,
        1,
        matrix,
        at,
        columns,
        p.direct,
      );
      if (!p.direct)
        roll(
          out.storage.data,
          target,
          p.image,
          p.kernel,
          p.output,
          p.stride,
          p.padding,
          p.dilation,
          scratch,
          0,
        );
    }
  });
  return out;
}

/** The gradient for a weight of `shape`, from that of the output. */
export function convolveWeight(
  grad: Tensor,
  image: Tensor,
  shape: Shape,
  geometry: Geometry,
): Tensor {
  const out = zeroTensor(shape, grad.dtype);
  const p = plan(image.layout.shape, shape, grad.layout.shape, geometry);
  const [g, x] = [contiguousRaw(grad), contiguousRaw(image)];
  const [multiply, unroll] = [slotKernel(gemm, g.dtype), slotKernel(im2col, g.dtype)];
  const { rows, columns, outputs } = p;
  withScratch(g, p.direct ? 0 : rows * columns, (scratch) => {
    for (let block = 0; block < p.batch * p.groups; block++) {
      const from = x.layout.offset + block * p.imageSize;
      if (!p.direct)
        unroll(
          x.storage.data,
          from,
          p.image,
          p.kernel,
          p.output,
          p.stride,
          p.padding,
          p.dilation,
          scratch,
          0,
        );
      const [matrix, at] = p.direct ? [x.storage.data, from] : [scratch, 0];
      const target = (block % p.groups) * outputs * rows;
      multiply(
        outputs,
        rows,
        columns,
        g.storage.data,
        g.layout.offset + block * outputs * columns,
        columns,
        1,
        matrix,
        at,
        1,
        columns,
        out.storage.data,
        target,
        rows,
        true,
      );
    }
  });
  return out;
}
