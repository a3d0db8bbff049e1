/** The one record of which all matrix products are made, and the gradients that those that are fused have in common. */
import { broadcastShapes, sameShape, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { batchOf, productRaw } from "../op/matmul.ts";
import { defineOp, type OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { expand, squeeze, transpose, unsqueeze } from "./view.ts";

export interface ProductAttrs {
  /** Shapes of both sides. */
  readonly a: Shape;
  readonly b: Shape;
  /** The batch of the result, where it is not what both broadcast to: over the dimensions it lacks is summed. */
  readonly batch: Shape | null;
}

export const MatMul: OpRecord<ProductAttrs> = defineOp<ProductAttrs>({
  name: "matmul",
  params: ["other"],
  forward(ctx, [a, b], { batch }) {
    ctx.save(ctx.needs[1] ? a : null, ctx.needs[0] ? b : null);
    return productRaw(a, b, batch);
  },
  backward(ctx, [grad], attrs) {
    const [a, b] = ctx.saved();
    return [
      ctx.needs[0] ? leftGradient(grad, b, attrs.a) : null,
      ctx.needs[1] ? rightGradient(grad, a, attrs.b) : null,
    ];
  },
});

/**
 * The matrix product of two tensors, each at least a vector, whose shapes and dtypes have been checked
 * (`checkProduct`). Where `batch` is given it is summed over the dimensions of the batch that this lacks.
 */
export function product(a: Tensor, b: Tensor, batch: Shape | null = null): Tensor {
  return apply(MatMul, [a, b], { a: a.layout.shape, b: b.layout.shape, batch });
}

/** The gradient of a product's left side, whose shape is `a`: `grad @ bᵀ`, summed to the batch that `a` has. */
export function leftGradient(grad: Tensor, b: Tensor, a: Shape): Tensor {
  if (a.length === 2 && b.layout.shape.length === 2) return product(grad, transpose(b, 0, 1));
  const matrix = b.layout.shape.length === 1 ? unsqueeze(b, 0) : transpose(b, -2, -1);
  return factorGradient(matrices(grad, a, b.layout.shape), matrix, a, -2);
}

/** The gradient of a product's right side, whose shape is `b`: `aᵀ @ grad`, summed to the batch that `b` has. */
export function rightGradient(grad: Tensor, a: Tensor, b: Shape): Tensor {
  if (b.length === 2 && a.layout.shape.length === 2) return product(transpose(a, 0, 1), grad);
  const matrix = a.layout.shape.length === 1 ? unsqueeze(a, 1) : transpose(a, -2, -1);
  return factorGradient(matrix, matrices(grad, a.layout.shape, b), b, -1);
}

/** The gradient of a product as matrices: with the row or column back that the product with a vector has not. */
function matrices(grad: Tensor, a: Shape, b: Shape): Tensor {
  const columns = b.length === 1 ? unsqueeze(grad, -1) : grad;
  return a.length === 1 ? unsqueeze(columns, -2) : columns;
}

/** `x @ y` in the given shape; `vector` is the dimension that goes where that is a vector's. */
function factorGradient(x: Tensor, y: Tensor, shape: Shape, vector: -1 | -2): Tensor {
  const full = broadcastShapes("matmul", batchOf(x.layout), batchOf(y.layout));
  const wanted = shape.slice(0, -2);
  const lead = wanted.length - full.length;
  const kept = wanted
    .slice(Math.max(lead, 0))
    .map((size, i) => (full[i + Math.max(-lead, 0)] === 1 ? 1 : size));
  const grad = product(x, y, sameShape(kept, full) ? null : kept);
  if (shape.length === 1) return squeeze(grad, vector);
  // Where the product was summed over a batch that only this side has, each matrix of it has the same gradient.
  return sameShape(kept, wanted) ? grad : expand(grad, [...wanted, -1, -1]);
}
