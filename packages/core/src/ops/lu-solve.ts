/** Systems of linear equations by factors that are kept from forward for backward: what solve, inv and det are made of. */
import { TensorError } from "../errors.ts";
import { factorLU, solveLU } from "../kernels/linalg/lu.ts";
import { broadcastShapes, contiguousLayout, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { eachOfBatch } from "../op/batch.ts";
import { castRaw } from "../op/copy.ts";
import {
  checkSquare,
  countOf,
  doubles,
  finished,
  identity,
  ofBatch,
  working,
} from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { neg } from "./arithmetic.ts";
import { product } from "./product.ts";
import { transpose } from "./view.ts";

/** The factors of each square matrix of a batch. */
export interface Factors {
  readonly n: number;
  readonly lu: Float64Array;
  readonly pivots: Int32Array;
  /** For each matrix 0, or from 1 the place of its first zero pivot. */
  readonly singular: Int32Array;
}

export function factorsOf(a: Tensor): Factors {
  const { shape } = a.layout;
  const n = shape[shape.length - 1];
  const count = countOf(a.layout);
  // Kept for backward, so not from the engine's pool.
  const lu = Float64Array.from(doubles(working(a)));
  const pivots = new Int32Array(count * n);
  const singular = Int32Array.from({ length: count }, (_, i) =>
    factorLU(n, n, lu, i * n * n, pivots, i * n),
  );
  return { n, lu, pivots, singular };
}

export interface SolveAttrs {
  /** Solve with the transposed matrices. */
  readonly transposed: boolean;
  readonly factors: Factors;
}

const Solve: OpRecord<SolveAttrs> = {
  name: "linalgSolve",
  params: [],
  node: "LinalgSolveExBackward0",
  forward(ctx, [a, b], { transposed, factors }) {
    const { n, lu, pivots } = factors;
    const batch = broadcastShapes("linalg.solve", batchOf(a.layout), batchOf(b.layout));
    const cols = b.layout.shape[b.layout.shape.length - 1];
    const out = working(b, [...batch, n, cols]);
    const matrices = contiguousLayout([...batchOf(a.layout), n, n]);
    eachOfBatch(batch, [matrices, out.layout], 2, ([lo, oo]) => {
      solveLU(n, cols, lu, lo, pivots, n === 0 ? 0 : lo / n, transposed, doubles(out), oo);
    });
    const x = finished(out, b.dtype);
    ctx.save(a, x);
    return x;
  },
  backward(ctx, [grad], { transposed, factors }) {
    const [a, x] = ctx.saved();
    const gradB = apply(Solve, [a, grad], { transposed: !transposed, factors });
    if (!ctx.needs[0]) return [null, gradB];
    const [left, right] = transposed ? [x, gradB] : [gradB, x];
    return [neg(product(left, transpose(right, -2, -1))), gradB];
  },
};

/**
 * The solution x of `a @ x = b` (or of `aᵀ @ x = b`) for matrices and right sides that broadcast; `factors` are those of `a`.
 * Where `a` is singular it is infinite or not a number.
 */
export function solveWith(a: Tensor, b: Tensor, factors: Factors, transposed: boolean): Tensor {
  return apply(Solve, [a, b], { transposed, factors });
}

/** The index of the first singular matrix, or -1. */
export function firstSingular({ singular }: Factors): number {
  return singular.findIndex((place) => place !== 0);
}

/** The shape that right sides have: whether b is a vector for each matrix of a, rather than a matrix. */
export function isVectorFor(a: Shape, b: Shape): boolean {
  return b.length === 1 || (a.length - 1 === b.length && b.every((size, i) => size === a[i]));
}

// ---- inverse -------------------------------------------------------------------------------------------------------------

const Inverse: OpRecord<Factors> = {
  name: "linalgInv",
  params: [],
  node: "LinalgInvExBackward0",
  forward(ctx, [a], factors) {
    const { n } = factors;
    const y = castRaw(
      solveWith(castRaw(a, "float64"), identity(n, "float64"), factors, false),
      a.dtype,
    );
    ctx.save(y);
    return y;
  },
  backward(ctx, [grad]) {
    const back = transpose(ctx.saved()[0], -2, -1);
    return [neg(product(product(back, grad), back))];
  },
};

/** Refuses singular matrices; `op` is the name that the message speaks of. */
export function checkInvertible(op: string, factors: Factors, batch: Shape): void {
  const at = firstSingular(factors);
  if (at === -1) return;
  throw new TensorError(
    op,
    `${ofBatch(at, batch)}the diagonal element ${factors.singular[at]} is zero, the inversion could not be completed because the input matrix is singular`,
  );
}

/** The inverses by factors that are at hand; infinite or not a number where singular. */
export function inverseWith(a: Tensor, factors: Factors): Tensor {
  return apply(Inverse, [a], factors);
}

/** The inverses. Throws where the matrices are not square or singular; `op` is the name that messages speak of. */
export function invert(op: string, a: Tensor): Tensor {
  const factors = factorsOf(checkSquare(op, a));
  checkInvertible("linalg.inv", factors, batchOf(a.layout));
  return inverseWith(a, factors);
}
