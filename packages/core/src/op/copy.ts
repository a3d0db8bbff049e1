/**
 * Moving values between tensors of any layout and dtype. The `…Raw` functions know nothing of autograd: ops use them
 * inside forward.
 */
import { emptyTensor } from "../alloc.ts";
import { canCast, type DType } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { castRow } from "../kernels/copy.ts";
import { iterateCopy, iterateUnary } from "../kernels/iterate.ts";
import { expandLayout, type Layout, type Shape } from "../layout.ts";
import type { Tensor } from "../tensor.ts";

/** Writes `src`, broadcast and cast, over `out`. The caller has checked shapes, overlap and dtypes. */
export function copyRaw(out: Tensor, src: Tensor): Tensor {
  const to = out.layout;
  // An empty part of a tensor may lie beyond the end of its storage.
  if (to.size === 0) return out;
  const from = expandLayout(src.layout, to.shape) as Layout;
  const [data, target] = [src.storage.data, out.storage.data];
  if (from.contiguous && to.contiguous && out.dtype === src.dtype) {
    if (to.size === data.length && to.offset === 0 && from.offset === 0) target.set(data);
    else target.set(data.subarray(from.offset, from.offset + from.size), to.offset);
    return out;
  }
  const { shape, strides, offset } = to;
  if (out.dtype === src.dtype) {
    iterateCopy(out.dtype, shape, data, from.strides, from.offset, target, strides, offset);
    return out;
  }
  const kernel = castRow(src.dtype, out.dtype);
  iterateUnary(kernel, shape, data, from.strides, from.offset, target, strides, offset);
  return out;
}

/** A contiguous copy in another dtype and, where `shape` is given, broadcast. */
export function cloneRaw(x: Tensor, dtype: DType = x.dtype, shape: Shape = x.layout.shape): Tensor {
  return copyRaw(emptyTensor(shape, dtype), x);
}

/** `x` itself where it has the dtype already. */
export function castRaw(x: Tensor, dtype: DType): Tensor {
  return x.dtype === dtype ? x : cloneRaw(x, dtype);
}

/** `x` itself where it is contiguous already. */
export function contiguousRaw(x: Tensor): Tensor {
  return x.layout.contiguous ? x : cloneRaw(x);
}

/** What users call an op in place, as messages about what it writes to say: `add_` for `add`. */
export function inPlaceName(op: string): string {
  return op.endsWith("_") ? op : `${op}_`;
}

/** Refuses a result of a higher category than the tensor it is to be written into. */
export function checkResultCast(op: string, result: DType, out: DType): void {
  if (canCast(result, out)) return;
  throw new TensorError(
    inPlaceName(op),
    `result type ${result} can't be cast to the desired output type ${out}; use the form that is not in place`,
    { dtypes: [result, out] },
  );
}

/** Ends an in-place op whose result stands in a tensor of its own. */
export function writeBack(op: string, out: Tensor, result: Tensor): Tensor {
  checkResultCast(op, result.dtype, out.dtype);
  return copyRaw(out, result);
}
