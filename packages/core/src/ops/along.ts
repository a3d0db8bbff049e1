/** Elements picked along one dimension, and put back: the gradients of all that sorts and searches. */
import { emptyTensor, zeroTensor } from "../alloc.ts";
import {
  type Gather,
  iterateGather,
  iterateScatter,
  type Scatter,
  type Index,
  type Strided,
} from "../kernels/indexed.ts";
import { kernelSlot, slotKernel } from "../kernels/table.ts";
import { apply } from "../op/apply.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";

interface Places {
  readonly dim: number;
  /** The size of `dim` where elements are picked from. */
  readonly size: number;
}

const gatherKernels = kernelSlot<Gather>("gather");
const scatterKernels = kernelSlot<Scatter>("scatterAdd");

function walked({ storage, layout }: Tensor): Strided {
  return { data: storage.data, strides: layout.strides, offset: layout.offset };
}

/** All dimensions as they are, but for `dim`, along which an index moves instead. */
function indexed({ storage, layout }: Tensor, dim: number): Strided {
  const strides = layout.strides.map((stride, d) => (d === dim ? 0 : stride));
  return { data: storage.data, strides, offset: layout.offset };
}

function places({ storage, layout }: Tensor, unit: number): Index {
  const { strides, offset } = layout;
  return { data: storage.data as Float64Array, strides, offset, unit };
}

const Take: OpRecord<Places> = {
  name: "takeAlong",
  params: [],
  forward(ctx, [x, indices], { dim }) {
    ctx.save(indices);
    const { shape } = indices.layout;
    const out = emptyTensor(shape, x.dtype);
    const kernel = slotKernel(gatherKernels, x.dtype);
    const unit = x.layout.strides[dim] ?? 0;
    iterateGather(kernel, shape, indexed(x, dim), places(indices, unit), walked(out));
    return out;
  },
  backward: (ctx, [grad], { dim, size }) => [putAlong(grad, ctx.saved()[0], dim, size), null],
};

const Put: OpRecord<Places> = {
  name: "putAlong",
  params: [],
  forward(ctx, [x, indices], { dim, size }) {
    ctx.save(indices);
    const { shape } = indices.layout;
    const out = zeroTensor(shape.length === 0 ? [] : shape.with(dim, size), x.dtype);
    const kernel = slotKernel(scatterKernels, x.dtype);
    const unit = out.layout.strides[dim] ?? 0;
    iterateScatter(kernel, shape, walked(x), places(indices, unit), indexed(out, dim));
    return out;
  },
  backward: (ctx, [grad], { dim }) => [takeAlong(grad, ctx.saved()[0], dim), null],
};

/** The elements of `x` at `indices` (int64, within the size) along `dim`; the other sizes are the same. */
export function takeAlong(x: Tensor, indices: Tensor, dim: number): Tensor {
  return apply(Take, [x, indices], { dim, size: x.layout.shape[dim] ?? 1 });
}

/** Zeros, `size` of them along `dim`, with the elements of `x` added at `indices`. */
export function putAlong(x: Tensor, indices: Tensor, dim: number, size: number): Tensor {
  return apply(Put, [x, indices], { dim, size });
}
