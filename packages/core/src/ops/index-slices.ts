/** What the ops that write to slices along a dimension have in common: indices and sources, read and checked. */
import { showShape, TensorError } from "../errors.ts";
import { sameShape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import {
  along,
  checkBounds,
  checkIndexDtype,
  type Places,
  placesAlong,
  wrapped,
} from "../op/indexed.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor } from "../op/operands.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { indexSelect } from "./gather.ts";
import { reshape } from "./view.ts";

/** How an op is called: for a fresh result, or for one written into its first input. */
export type Call = <Attrs>(op: OpRecord<Attrs>, inputs: readonly Tensor[], attrs: Attrs) => Tensor;

export const fresh: Call = (op, inputs, attrs) => apply(op, inputs, attrs);
export const inPlace: Call = (op, inputs, attrs) => applyInPlace(op, inputs, attrs);

/** The dtypes of an index where PyTorch takes either. */
export const eitherInteger = ["int64", "int32"] as const;

/** The index as a vector of int64 within the dimension. */
export function readIndex(
  op: string,
  x: Tensor,
  dim: number,
  given: unknown,
  dtypes: readonly ("int64" | "int32")[],
  negative: boolean,
): Tensor {
  const index = checkTensor(op, given, "index");
  checkIndexDtype(op, index, dtypes);
  if (index.layout.shape.length > 1) {
    throw new TensorError(
      op,
      `${op}(): Index should have dimension 1 or 0: it has to be a vector, got ${showShape(index.layout.shape)}`,
      { shapes: [index.layout.shape] },
    );
  }
  const size = x.layout.shape[dim] ?? 1;
  checkBounds(op, index, size, `dimension ${dim}`, negative);
  return negative ? wrapped(index, size) : index;
}

/** Refuses a source that is not one slice per index. A zero-dimensional source is one value for a vector. */
export function readSource(
  op: string,
  x: Tensor,
  dim: number,
  index: Tensor,
  given: unknown,
): Tensor {
  const source = checkTensor(op, given, "source");
  if (source.dtype !== x.dtype) {
    throw new TensorError(
      op,
      `${op}(): self (${x.dtype}) and source (${source.dtype}) must have the same scalar type; convert source with to("${x.dtype}")`,
      {
        dtypes: [x.dtype, source.dtype],
      },
    );
  }
  const [own, shape] = [x.layout.shape, source.layout.shape];
  const count = index.layout.size;
  const shapes = [own, shape, index.layout.shape];
  if ((shape[dim] ?? 1) !== count) {
    throw new TensorError(
      op,
      `${op}(): Number of indices (${count}) should be equal to source.size(dim): (${shape[dim] ?? 1}), for dim: ${dim}`,
      { shapes },
    );
  }
  if (own.length <= 1 && shape.length <= 1) return reshape(source, count);
  const fits =
    own.length > 0 && sameShape(own.with(dim, 0), shape.length > dim ? shape.with(dim, 0) : shape);
  if (!fits) {
    throw new TensorError(
      op,
      `${op}(): Source/destination tensor must have same slice shapes: self ${showShape(own)} and source ${showShape(shape)} differ elsewhere than at dimension ${dim}`,
      { shapes },
    );
  }
  return source;
}

/** The places of the index in a walk over `x`'s dimensions, of which there is one at least. */
export function places(index: Tensor, dim: number, x: Tensor): Places {
  return placesAlong(castRaw(index, "int64"), dim, Math.max(x.layout.shape.length, 1));
}

/** `x` as a vector where it has no dimension, since an index needs one. */
export function raised(x: Tensor, dim: number): ReturnType<typeof along> {
  return x.layout.shape.length === 0 ? { tensor: x, strides: [0], unit: 1 } : along(x, dim);
}

/** Brings what an index read from a zero-dimensional tensor back to the shape of the source. */
export function selected(grad: Tensor, dim: number, index: Tensor): Tensor {
  if (grad.layout.shape.length > 0) return indexSelect(grad, dim, index);
  return indexSelect(reshape(grad, 1), 0, index);
}
