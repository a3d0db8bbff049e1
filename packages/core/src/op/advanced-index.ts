/** How index tensors meet a tensor: the shape of the result, and where in memory its elements stand. */
import { TensorError } from "../errors.ts";
import { showShape } from "../errors.ts";
import { addOffsets } from "../kernels/indexed.ts";
import { expandLayout, type Layout, rowMajorStrides, type Shape, sizeOf } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { checkBounds, type Places, type Target } from "./indexed.ts";

/** A walk over the result: its shape, the tensor's strides along it, and the offsets that the indices add. */
export interface Advanced {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly places: Places;
}

/** The common shape of all index tensors. */
function common(op: string, indices: readonly Tensor[]): Shape {
  const ndim = Math.max(...indices.map(({ layout }) => layout.shape.length));
  return Array.from({ length: ndim }, (_, d) => {
    let found = 1;
    for (const { layout } of indices) {
      const size = layout.shape[layout.shape.length - ndim + d] ?? 1;
      if (size === 1 || size === found) continue;
      if (found !== 1) {
        const shapes = indices.map((index) => index.layout.shape);
        throw new TensorError(
          op,
          `shape mismatch: indexing tensors could not be broadcast together with shapes ${shapes.map(showShape).join(", ")}`,
          { shapes },
        );
      }
      found = size;
    }
    return found;
  });
}

/** The dimensions that are left, and at which of them those of the indices come in: side by side in place, else in front. */
function arranged(ndim: number, dims: readonly number[]): { rest: number[]; before: number } {
  const rest = Array.from({ length: ndim }, (_, d) => d).filter((d) => !dims.includes(d));
  const adjacent = dims[dims.length - 1] - dims[0] === dims.length - 1;
  return { rest, before: adjacent ? dims[0] : 0 };
}

function insert<T>(list: readonly T[], at: number, items: readonly T[]): T[] {
  return [...list.slice(0, at), ...items, ...list.slice(at)];
}

/** The shape of `x[…]` where index tensors stand for `dims` of a tensor of `shape`. */
export function resultShape(
  op: string,
  shape: Shape,
  dims: readonly number[],
  indices: readonly Tensor[],
): Shape {
  const { rest, before } = arranged(shape.length, dims);
  return insert(
    rest.map((d) => shape[d]),
    before,
    common(op, indices),
  );
}

/** Checks the indices and finds the places they name. */
export function advanced(
  op: string,
  layout: Layout,
  dims: readonly number[],
  indices: readonly Tensor[],
): Advanced {
  const shape = common(op, indices);
  const { rest, before } = arranged(layout.shape.length, dims);
  const data = new Float64Array(sizeOf(shape));
  indices.forEach((index, i) => {
    const size = layout.shape[dims[i]];
    checkBounds(op, index, size, `dimension ${dims[i]}`, true);
    const { strides, offset } = expandLayout(index.layout, shape) as Layout;
    addOffsets(
      shape,
      { data: index.storage.data, strides, offset },
      size,
      layout.strides[dims[i]],
      data,
    );
  });
  const none = (list: readonly unknown[]): number[] => list.map(() => 0);
  return {
    shape: insert(
      rest.map((d) => layout.shape[d]),
      before,
      shape,
    ),
    strides: insert(
      rest.map((d) => layout.strides[d]),
      before,
      none(shape),
    ),
    places: { data, strides: insert(none(rest), before, rowMajorStrides(shape)), offset: 0 },
  };
}

/** What the places of `plan` point into. */
export function aim(plan: Advanced, tensor: Tensor): Target {
  return { tensor, strides: plan.strides, unit: 1 };
}
