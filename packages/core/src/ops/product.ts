/** The one record of which all matrix products are made, and the gradients that those that are fused have in common. */
import { broadcastShapes, sameShape, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { batchOf, productRaw, type Transposed } from "../op/matmul.ts";
import { defineOp, type OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mT } from "./matrix-transpose.ts";
import { expand, squeeze, unsqueeze } from "./view.ts";

export interface ProductAttrs {
  /** Shapes of both sides, as they are multiplied. */
  readonly a: Shape;
  readonly b: Shape;
  /** Which side is given transposed. Backward asks for that; a user's transpose is a view of its own. */
  readonly transposed: Transposed;
  /** The batch of the result, where it is not what both broadcast to: over the dimensions it lacks is summed. */
  readonly batch: Shape | null;
}

export const MatMul: OpRecord<ProductAttrs> = defineOp<ProductAttrs>({
  name: "matmul",
  params: ["other"],
  forward(ctx, [a, b], { batch, transposed }) {
    ctx.save(ctx.needs[1] ? a : null, ctx.needs[0] ? b : null);
    return productRaw(a, b, batch, transposed);
  },
  backward(ctx, [grad], attrs) {
    const [a, b] = ctx.saved();
    const { transposed } = attrs;
    const gradA = ctx.needs[0]
      ? leftGradient(grad, transposed === "right" ? mT(b) : b, attrs.a)
      : null;
    const gradB = ctx.needs[1]
      ? rightGradient(grad, transposed === "left" ? mT(a) : a, attrs.b)
      : null;
    return [
      gradA && transposed === "left" ? mT(gradA) : gradA,
      gradB && transposed === "right" ? mT(gradB) : gradB,
    ];
  },
});

/**
 * The matrix product of two tensors, each at least a vector, whose shapes and dtypes have been checked
 * (`checkProduct`). Where `batch` is given it is summed over the dimensions of the batch that this lacks.
 */
export function product(
  a: Tensor,
  b: Tensor,
  batch: Shape | null = null,
  transposed: Transposed = "none",
): Tensor {
  const x = a.layout.shape;
  const y = b.layout.shape;
  return apply(MatMul, [a, b], {
    a: transposed === "left" ? turned(x) : x,
    b: transposed === "right" ? turned(y) : y,
    transposed,
    batch,
  });
}

/** The shape of a matrix, or of a batch of them, transposed. */
function turned(shape: Shape): Shape {
  const rows = shape.length - 2;
  if (rows === 0) return [shape[1], shape[0]];
  return [...shape.slice(0, rows), shape[rows + 1], shape[rows]];
}

/** The gradient of a product's left side, whose shape is `a`: `grad @ bᵀ`, summed to the batch that `a` has. */
export function leftGradient(grad: Tensor, b: Tensor, a: Shape): Tensor {
  if (a.length === 2 && b.layout.shape.length === 2) return product(grad, b, null, "right");
  const y = b.layout.shape.length === 1 ? unsqueeze(b, 1) : b;
  return factorGradient(matrices(grad, a, b.layout.shape), y, "right", a, -2);
}

/** The gradient of a product's right side, whose shape is `b`: `aᵀ @ grad`, summed to the batch that `b` has. */
export function rightGradient(grad: Tensor, a: Tensor, b: Shape): Tensor {
  if (b.length === 2 && a.layout.shape.length === 2) return product(a, grad, null, "left");
  const x = a.layout.shape.length === 1 ? unsqueeze(a, 0) : a;
  return factorGradient(x, matrices(grad, a.layout.shape, b), "left", b, -1);
}

/** The gradient of a product as matrices: with the row or column back that the product with a vector has not. */
function matrices(grad: Tensor, a: Shape, b: Shape): Tensor {
  const columns = b.length === 1 ? unsqueeze(grad, -1) : grad;
  return a.length === 1 ? unsqueeze(columns, -2) : columns;
}

/** The product of `x` and `y`, one transposed, in the given shape; `vector` is the dimension that goes where that is a vector's. */
function factorGradient(
  x: Tensor,
  y: Tensor,
  transposed: Transposed,
  shape: Shape,
  vector: -1 | -2,
): Tensor {
  const full = broadcastShapes("matmul", batchOf(x.layout), batchOf(y.layout));
  const wanted = shape.slice(0, -2);
  const lead = wanted.length - full.length;
  const kept = wanted
    .slice(Math.max(lead, 0))
    .map((size, i) => (full[i + Math.max(-lead, 0)] === 1 ? 1 : size));
  const grad = product(x, y, sameShape(kept, full) ? null : kept, transposed);
  if (shape.length === 1) return squeeze(grad, vector);
  // Where the product was summed over a batch that only this side has, each matrix of it has the same gradient.
  return sameShape(kept, wanted) ? grad : expand(grad, [...wanted, -1, -1]);
}
