/** Systems with triangular matrices, for all that factors into such. */
import { solveTriangular } from "../kernels/linalg/triangular.ts";
import { broadcastShapes } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { eachOfBatch } from "../op/batch.ts";
import { castRaw } from "../op/copy.ts";
import { doubles, finished, working } from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { neg } from "./arithmetic.ts";
import { product } from "./product.ts";
import { tril, triu } from "./triangle.ts";
import { transpose } from "./view.ts";

interface Triangular {
  readonly upper: boolean;
  readonly unit: boolean;
}

const TriangularSolve: OpRecord<Triangular> = {
  name: "linalgSolveTriangular",
  params: [],
  forward(ctx, [a, b], { upper, unit }) {
    const batch = broadcastShapes("linalg.solveTriangular", batchOf(a.layout), batchOf(b.layout));
    const [n, cols] = b.layout.shape.slice(-2);
    const out = working(b, [...batch, n, cols]);
    const from = castRaw(a, "float64");
    const [rs, cs] = from.layout.strides.slice(-2);
    eachOfBatch(batch, [from.layout, out.layout], 2, ([ao, oo]) => {
      solveTriangular(n, cols, doubles(from), ao, rs, cs, upper, unit, doubles(out), oo);
    });
    const x = finished(out, b.dtype);
    ctx.save(a, ctx.needs[0] ? x : null);
    return x;
  },
  backward(ctx, [grad], { upper, unit }) {
    const [a, x] = ctx.saved();
    const gradB = triangularSolution(transpose(a, -2, -1), grad, !upper, unit);
    if (!ctx.needs[0]) return [null, gradB];
    const full = neg(product(gradB, transpose(x, -2, -1)));
    return [upper ? triu(full, unit ? 1 : 0) : tril(full, unit ? -1 : 0), gradB];
  },
};

/** The solution of `a @ x = b` for triangular matrices that have been checked. */
export function triangularSolution(a: Tensor, b: Tensor, upper: boolean, unit: boolean): Tensor {
  return apply(TriangularSolve, [a, b], { upper, unit });
}
