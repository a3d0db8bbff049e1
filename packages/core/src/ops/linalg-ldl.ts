/** Factors of symmetric matrices that need not be definite. */
import { wrapArray } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { factorLDL, solveLDL } from "../kernels/linalg/ldl.ts";
import { broadcastShapes, sameShape } from "../layout.ts";
import { apply, applyMany } from "../op/apply.ts";
import { eachOfBatch } from "../op/batch.ts";
import { notDifferentiable } from "../op/gradients.ts";
import {
  checkMatrix,
  checkSameFloats,
  checkSquare,
  countOf,
  doubles,
  finished,
  linalgSignature,
  ofBatch,
  working,
} from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import { type Named, named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { type OpRecord, readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import type { CheckErrorsOptions } from "./linalg-solve.ts";

const LdlFactor = linalgSignature("ldlFactor", ["hermitian"]);
const LdlFactorEx = linalgSignature("ldlFactorEx", ["hermitian", "checkErrors"]);
const LdlSolve = linalgSignature("ldlSolve", ["pivots", "B", "hermitian"], { first: "LD" });

export interface HermitianOptions {
  /** For complex matrices; real ones are symmetric either way. */
  hermitian?: boolean;
}

const Factor: OpRecord = {
  name: "linalgLdlFactor",
  params: [],
  forward(_ctx, [a]) {
    const n = a.layout.shape.at(-1) as number;
    const batch = batchOf(a.layout);
    const out = working(a);
    const pivots = new Int32Array(countOf(a.layout) * n);
    const info = Int32Array.from({ length: countOf(a.layout) }, (_, i) =>
      factorLDL(n, doubles(out), i * n * n, pivots, i * n),
    );
    return [
      finished(out, a.dtype),
      wrapArray(pivots, [...batch, n], "int32"),
      wrapArray(info, batch, "int32"),
    ];
  },
  backward() {
    throw notDifferentiable("linalg.ldlFactor", "A");
  },
};

function checkFactored(op: string, info: Tensor): void {
  const places = info.toTypedArray();
  const at = places.findIndex((place) => place !== 0);
  if (at === -1) return;
  throw new TensorError(
    op,
    `${ofBatch(at, info.layout.shape)}D[${places[at]},${places[at]}] is zero, so the factors solve nothing; linalg.ldlFactorEx says so in info instead`,
  );
}

/**
 * `L @ D @ Lᵀ` of symmetric matrices, of which the lower triangle is read: L and D in one matrix, and the pivots, as LAPACK's
 * sytrf gives them, for `ldlSolve`. Throws where D is singular. Has no gradient.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.ldl_factor.html
 */
export function ldlFactor(A: Tensor, options?: HermitianOptions): Named<"LD" | "pivots"> {
  readArgs(LdlFactor, options);
  const [factors, pivots, info] = applyMany(Factor, [checkSquare(LdlFactor.name, A)]);
  checkFactored(LdlFactor.name, info);
  return named(["LD", "pivots"], [factors, pivots]);
}

/**
 * As `ldlFactor`, with 0 in `info`, or from 1 the place of the first zero of D.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.ldl_factor_ex.html
 */
export function ldlFactorEx(
  A: Tensor,
  options?: HermitianOptions & CheckErrorsOptions,
): Named<"LD" | "pivots" | "info"> {
  const { checkErrors = false } = readArgs<HermitianOptions & CheckErrorsOptions>(
    LdlFactorEx,
    options,
  );
  const results = applyMany(Factor, [checkSquare(LdlFactorEx.name, A)]);
  if (checkErrors) checkFactored(LdlFactorEx.name, results[2]);
  return named(["LD", "pivots", "info"], results);
}

const Solve: OpRecord = {
  name: "linalgLdlSolve",
  params: [],
  forward(ctx, [factors, pivots, b]) {
    ctx.save(factors, pivots);
    const [n, cols] = b.layout.shape.slice(-2);
    const batch = broadcastShapes("linalg.ldlSolve", batchOf(factors.layout), batchOf(b.layout));
    const out = working(b, [...batch, n, cols]);
    const from = working(factors);
    const places = Int32Array.from(pivots.toTypedArray());
    eachOfBatch(batch, [from.layout, out.layout], 2, ([ao, oo]) => {
      solveLDL(n, cols, doubles(from), ao, places, n === 0 ? 0 : ao / n, doubles(out), oo);
    });
    return finished(out, b.dtype);
  },
  // The matrix is its own transpose.
  backward(ctx, [grad]) {
    if (ctx.needs[0]) throw notDifferentiable("linalg.ldlSolve", "LD");
    const [factors, pivots] = ctx.saved();
    return [null, null, apply(Solve, [factors, pivots, grad])];
  },
};

export interface LdlSolveOptions extends HermitianOptions {
  pivots?: Tensor;
  B?: Tensor;
}

/**
 * The X with `A @ X = B` from what `ldlFactor(A)` gave. Gradients flow to B.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.ldl_solve.html
 */
export function ldlSolve(
  LD: Tensor,
  pivots: Tensor | LdlSolveOptions,
  B?: Tensor | LdlSolveOptions,
  options?: LdlSolveOptions,
): Tensor {
  const args = readArgs<LdlSolveOptions>(LdlSolve, pivots, B, options);
  const { name } = LdlSolve;
  checkSquare(name, LD, "LD");
  const places = checkTensor(name, args.pivots, "pivots");
  const b = checkMatrix(name, checkTensor(name, args.B, "B"), "B");
  checkSameFloats(name, LD, b);
  const [s, p, t] = [LD.layout.shape, places.layout.shape, b.layout.shape];
  if (places.dtype !== "int32")
    throw new TensorError(
      name,
      `expected pivots to be integers of dtype int32, got ${places.dtype}`,
      { dtypes: [places.dtype] },
    );
  if (!sameShape(p, s.slice(0, -1))) {
    throw new TensorError(
      name,
      `expected LD.shape[:-1] and pivots.shape to be the same, but got pivots with shape ${showShape(p)} and LD with shape ${showShape(s)}`,
      {
        shapes: [s, p],
      },
    );
  }
  if (t.at(-2) !== s.at(-1)) {
    throw new TensorError(
      name,
      `incompatible shapes of A and B for the equation AX = B (${s.slice(-2).join("x")} and ${t.slice(-2).join("x")})`,
      { shapes: [s, t] },
    );
  }
  broadcastShapes(name, batchOf(LD.layout), batchOf(b.layout));
  return apply(Solve, [LD, places, b]);
}
