/** LU factors as results, with gradients, for `torch` and `torch.linalg`. */
import { wrapArray, zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { factorLU, pivotOrder } from "../kernels/linalg/lu.ts";
import { broadcastShapes, sameShape } from "../layout.ts";
import { applyMany } from "../op/apply.ts";
import {
  checkMatrix,
  checkSameFloats,
  checkSquare,
  countOf,
  doubles,
  finished,
  identity,
  working,
} from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, sub } from "./arithmetic.ts";
import { cat } from "./join.ts";
import { product } from "./product.ts";
import { slice } from "./slice.ts";
import { tril, triu } from "./triangle.ts";
import { triangularSolution } from "./triangular-solution.ts";
import { mT } from "./matrix-transpose.ts";

const LuFactor: OpRecord = {
  name: "linalgLuFactor",
  params: [],
  node: "LinalgLuFactorExBackward0",
  forward(ctx, [a]) {
    const [m, n] = a.layout.shape.slice(-2);
    const k = Math.min(m, n);
    const batch = batchOf(a.layout);
    const out = working(a);
    const pivots = new Int32Array(countOf(a.layout) * k);
    const info = Int32Array.from({ length: countOf(a.layout) }, (_, i) =>
      factorLU(m, n, doubles(out), i * m * n, pivots, i * k),
    );
    const factors = finished(out, a.dtype);
    const places = wrapArray(pivots, [...batch, k], "int32");
    ctx.save(factors, places);
    return [factors, places, wrapArray(info, batch, "int32")];
  },
  backward(ctx, [grad]) {
    const [factors, pivots] = ctx.saved();
    const [m, n] = factors.layout.shape.slice(-2);
    const k = Math.min(m, n);
    const [p, l, u] = unpacked(factors, pivots);
    const corner = slice(slice(grad, -2, 0, k), -1, 0, k);
    const [l1, u1] = [slice(l, -2, 0, k), slice(u, -1, 0, k)];
    const gradU = triu(corner);
    const gradL = tril(corner, -1);
    // What the other part of a wide U, or of a tall L, makes of the square part.
    let [lower, upper] = [product(mT(l1), gradL), product(gradU, mT(u1))];
    const wide = n > k ? slice(grad, -1, k, n) : null;
    const tall = m > k ? slice(grad, -2, k, m) : null;
    if (wide) lower = sub(lower, product(wide, mT(slice(u, -1, k, n))));
    if (tall) upper = sub(upper, product(mT(slice(l, -2, k, m)), tall));
    // L⁻ᵀ x is solved from the left, x U⁻ᵀ as the transpose of U⁻¹ xᵀ.
    const fromLeft = (x: Tensor): Tensor => triangularSolution(mT(l1), x, true, true);
    const fromRight = (x: Tensor): Tensor => mT(triangularSolution(u1, mT(x), true, false));
    let result = fromLeft(fromRight(add(tril(lower, -1), triu(upper))));
    if (wide) result = cat([result, fromLeft(wide)], -1);
    if (tall) result = cat([result, fromRight(tall)], -2);
    return [product(p, result)];
  },
};

/** The factors in one matrix, the pivots and the info. */
export function luFactors(a: Tensor): readonly Tensor[] {
  return applyMany(LuFactor, [a]);
}

export function checkPivoting(op: string, pivot: boolean | undefined): void {
  if (pivot === false)
    throw new TensorError(op, "LU without pivoting is not implemented on the CPU");
}

/** The permutation that the pivots of matrices with `m` rows make. */
export function permutationOf(pivots: Tensor, m: number, dtype: Tensor["dtype"]): Tensor {
  const { shape } = pivots.layout;
  const k = shape[shape.length - 1];
  const batch = shape.slice(0, -1);
  const out = zeroTensor([...batch, m, m], dtype);
  const places = Int32Array.from(pivots.toTypedArray());
  for (let i = 0; i * m * m < out.layout.size; i++) {
    const order = pivotOrder(m, k, places, i * k);
    for (let row = 0; row < m; row++) out.storage.data[i * m * m + order[row] * m + row] = 1;
  }
  return out;
}

/** P, L and U. */
export function unpacked(factors: Tensor, pivots: Tensor): [P: Tensor, L: Tensor, U: Tensor] {
  const [m, n] = factors.layout.shape.slice(-2);
  const k = Math.min(m, n);
  const lower = tril(slice(factors, -1, 0, k), -1);
  const ones = slice(identity(m, factors.dtype), 1, 0, k);
  return [
    permutationOf(pivots, m, factors.dtype),
    add(lower, ones),
    triu(slice(factors, -2, 0, k)),
  ];
}

/** The solution of `A @ x = b`, or of `x @ A = b`, from A's factors. */
export function luSolution(
  op: string,
  factors: Tensor,
  pivots: Tensor,
  b: Tensor,
  left: boolean,
  adjoint: boolean,
): Tensor {
  checkSquare(op, factors, "LU");
  checkMatrix(op, b, "B");
  checkSameFloats(op, factors, b);
  if (pivots.dtype !== "int32") {
    throw new TensorError(
      op,
      `pivots should be a Tensor of scalar type torch.int32, got ${pivots.dtype}`,
      { dtypes: [pivots.dtype] },
    );
  }
  const [s, t] = [factors.layout.shape, b.layout.shape];
  if (!sameShape(pivots.layout.shape, s.slice(0, -1))) {
    throw new TensorError(
      op,
      `number of pivots per batch should be same as the dimension of the matrix: got ${showShape(pivots.layout.shape)} for ${showShape(s)}`,
      {
        shapes: [s, pivots.layout.shape],
      },
    );
  }
  const size = s[s.length - 1];
  if (t[t.length - (left ? 2 : 1)] !== size) {
    throw new TensorError(
      op,
      `incompatible shapes of A and B for the equation ${left ? "AX = B" : "XA = B"} (${size}x${size} and ${t.slice(-2).join("x")})`,
      { shapes: [s, t] },
    );
  }
  broadcastShapes(op, batchOf(factors.layout), batchOf(b.layout));
  if (!left) return mT(solved(factors, pivots, mT(b), !adjoint));
  return solved(factors, pivots, b, adjoint);
}

function solved(factors: Tensor, pivots: Tensor, b: Tensor, transposed: boolean): Tensor {
  const [p, l, u] = unpacked(factors, pivots);
  if (!transposed)
    return triangularSolution(
      u,
      triangularSolution(l, product(mT(p), b), false, true),
      true,
      false,
    );
  return product(
    p,
    triangularSolution(mT(l), triangularSolution(mT(u), b, false, false), true, true),
  );
}
