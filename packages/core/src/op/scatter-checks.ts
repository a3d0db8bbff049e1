/** The shapes that gather, scatter and their like demand of their index. */
import { showShape, TensorError } from "../errors.ts";
import type { Tensor } from "../tensor.ts";
import { checkBounds, checkIndexDtype } from "./indexed.ts";

const dims = ({ layout }: Tensor): number => Math.max(layout.shape.length, 1);
const sizes = ({ layout }: Tensor): readonly number[] =>
  layout.shape.length === 0 ? [1] : layout.shape;

/** Refuses an index that is no int64, has other dimensions, is larger than it may be, or points out of `x`. */
export function checkDimIndex(
  op: string,
  role: "input" | "self",
  x: Tensor,
  dim: number,
  index: Tensor,
  src: Tensor | null = null,
): void {
  // An empty index may be of any dtype and shape, as in PyTorch.
  if (index.layout.size === 0) return;
  checkIndexDtype(op, index);
  const shapes = [x.layout.shape, index.layout.shape];
  if (dims(x) !== dims(index)) {
    throw new TensorError(
      op,
      `Index tensor must have the same number of dimensions as ${role} tensor: got ${showShape(shapes[1])} for ${showShape(shapes[0])}`,
      { shapes },
    );
  }
  if (src && dims(src) !== dims(index)) {
    throw new TensorError(
      op,
      `Index tensor must have the same number of dimensions as src tensor: got ${showShape(shapes[1])} for ${showShape(src.layout.shape)}`,
      {
        shapes: [...shapes, src.layout.shape],
      },
    );
  }
  const [own, given] = [sizes(x), sizes(index)];
  const from = src && sizes(src);
  const wrong = given.findIndex(
    (size, d) => (d !== dim && size > own[d]) || (from !== null && size > from[d]),
  );
  if (wrong !== -1) {
    const beside = from ? ` and to be smaller size than src ${showShape(src.layout.shape)}` : "";
    const head =
      role === "input"
        ? `Size does not match at dimension ${wrong} expected index`
        : "Expected index";
    throw new TensorError(
      op,
      `${head} ${showShape(shapes[1])} to be smaller than self ${showShape(shapes[0])} apart from dimension ${dim}${beside}`,
      { shapes },
    );
  }
  checkBounds(op, index, own[dim], `dimension ${dim}`);
}
