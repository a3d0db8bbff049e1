/** Cholesky's factorization and what it solves, for `torch` and `torch.linalg`. */
import { wrapArray } from "../alloc.ts";
import { TensorError } from "../errors.ts";
import { factorCholesky } from "../kernels/linalg/cholesky.ts";
import { sizeOf } from "../layout.ts";
import { apply, applyMany } from "../op/apply.ts";
import { doubles, finished, identity, ofBatch, working } from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { diagEmbed, diagonal } from "./diagonal.ts";
import { product } from "./product.ts";
import { tril } from "./triangle.ts";
import { triangularSolution } from "./triangular-solution.ts";
import { expand, transpose } from "./view.ts";

const Cholesky: OpRecord = {
  name: "linalgCholesky",
  params: [],
  node: "LinalgCholeskyExBackward0",
  forward(ctx, [a]) {
    const out = working(a);
    const n = a.layout.shape[a.layout.shape.length - 1];
    const batch = batchOf(a.layout);
    const info = Int32Array.from({ length: sizeOf(batch) }, (_, i) =>
      factorCholesky(n, doubles(out), i * n * n),
    );
    const factor = finished(out, a.dtype);
    ctx.save(factor);
    return [factor, wrapArray(info, batch, "int32")];
  },
  // With s = the lower part of Lᵀ @ grad, its diagonal halved: the symmetric part of L⁻ᵀ @ s @ L⁻¹.
  backward(ctx, [grad]) {
    const [factor] = ctx.saved();
    const back = transpose(factor, -2, -1);
    const lower = tril(product(back, grad));
    const both = sub(add(lower, transpose(lower, -2, -1)), diagEmbed(diagonal(lower, 0, -2, -1)));
    const left = triangularSolution(back, both, true, false);
    const right = triangularSolution(back, transpose(left, -2, -1), true, false);
    return [mul(transpose(right, -2, -1), 0.5)];
  },
};

export interface Factored {
  /** The factor: lower, or its transpose. */
  readonly factor: Tensor;
  /** 0, or from 1 the order of the leading part that is not positive definite. */
  readonly info: Tensor;
}

/** The Cholesky factor of matrices that have been checked to be square. */
export function choleskyFactor(a: Tensor, upper: boolean): Factored {
  const [lower, info] = applyMany(Cholesky, [upper ? transpose(a, -2, -1) : a]);
  return { factor: upper ? transpose(lower, -2, -1) : lower, info };
}

/** Refuses what was not positive definite. */
export function checkDefinite(op: string, { factor, info }: Factored): void {
  const orders = info.toTypedArray();
  const at = orders.findIndex((order) => order !== 0);
  if (at === -1) return;
  throw new TensorError(
    op,
    `${ofBatch(at, info.layout.shape)}the factorization could not be completed because the input is not positive-definite ` +
      `(the leading minor of order ${orders[at]} is not positive-definite)`,
    { shapes: [factor.layout.shape] },
  );
}

// ---- solving by the factor -----------------------------------------------------------------------------------------------

const CholeskySolve: OpRecord<boolean> = {
  name: "choleskySolve",
  params: [],
  forward(ctx, [b, factor], upper) {
    const lower = upper ? transpose(factor, -2, -1) : factor;
    const half = triangularSolution(lower, b, false, false);
    const x = triangularSolution(transpose(lower, -2, -1), half, true, false);
    ctx.save(factor, ctx.needs[1] ? x : null);
    return x;
  },
  // As in PyTorch the gradient of the factor is that of `L @ Lᵀ` with all of L, also of the triangle that is not read.
  backward(ctx, [grad], upper) {
    const [factor, x] = ctx.saved();
    const gradB = solveByFactor(grad, factor, upper);
    if (!ctx.needs[1]) return [gradB, null];
    const outer = product(gradB, transpose(x, -2, -1));
    const both = add(outer, transpose(outer, -2, -1));
    return [gradB, neg(upper ? product(factor, both) : product(both, factor))];
  },
};

/** The solution of `A @ x = b` from the factor of A. */
export function solveByFactor(b: Tensor, factor: Tensor, upper: boolean): Tensor {
  return apply(CholeskySolve, [b, factor], upper);
}

/** The inverse of A from its factor. */
export function inverseByFactor(factor: Tensor, upper: boolean): Tensor {
  const { shape } = factor.layout;
  const eye = expand(identity(shape[shape.length - 1], factor.dtype), shape);
  return solveByFactor(eye, factor, upper);
}
