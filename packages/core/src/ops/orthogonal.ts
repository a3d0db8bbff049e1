/** Orthogonal factors, for `torch` and `torch.linalg`. */
import { emptyTensor, scalarTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { applyReflections, factorQR } from "../kernels/linalg/householder.ts";
import { applyMany } from "../op/apply.ts";
import { notDifferentiable } from "../op/gradients.ts";
import { checkMatrix, countOf, doubles, finished, identity, working } from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { clone } from "./convert.ts";
import { diagEmbed, diagonal } from "./diagonal.ts";
import { cat } from "./join.ts";
import { product } from "./product.ts";
import { where } from "./select.ts";
import { slice } from "./slice.ts";
import { tril, triu } from "./triangle.ts";
import { triangularSolution } from "./triangular-solution.ts";
import { mT } from "./matrix-transpose.ts";
import { expand, unsqueeze } from "./view.ts";

export type QRMode = "reduced" | "complete" | "r";

const QR: OpRecord<QRMode> = {
  name: "linalgQr",
  params: [],
  forward(ctx, [a], mode) {
    const [m, n] = a.layout.shape.slice(-2);
    const k = Math.min(m, n);
    const rows = mode === "complete" ? m : k;
    const batch = batchOf(a.layout);
    const factors = working(a);
    const q = emptyTensor(mode === "r" ? [0] : [...batch, m, rows], "float64");
    const r = emptyTensor([...batch, rows, n], "float64");
    const tau = new Float64Array(k);
    for (let i = 0; i < countOf(a.layout); i++) {
      factorQR(m, n, doubles(factors), i * m * n, tau, 0);
      for (let row = 0; row < rows; row++) {
        for (let col = 0; col < n; col++) {
          doubles(r)[(i * rows + row) * n + col] =
            col < row ? 0 : doubles(factors)[(i * m + row) * n + col];
        }
      }
      if (mode === "r") continue;
      const at = i * m * rows;
      for (let row = 0; row < m; row++)
        for (let col = 0; col < rows; col++)
          doubles(q)[at + row * rows + col] = row === col ? 1 : 0;
      applyReflections(m, k, n, doubles(factors), i * m * n, tau, 0, false, rows, doubles(q), at);
    }
    const results = [finished(q, a.dtype), finished(r, a.dtype)];
    ctx.save(...results);
    return results;
  },
  backward(ctx, [gradQ, gradR], mode) {
    const [q, r] = ctx.saved();
    const [m, n] = [q.layout.shape.at(-2) as number, r.layout.shape.at(-1) as number];
    if (mode === "r") {
      throw new TensorError(
        "linalg.qr",
        "the derivative of linalg.qr depends on Q, which is not computed when mode='r'; use mode='reduced'",
      );
    }
    if (mode === "complete" && m > n) {
      throw new TensorError(
        "linalg.qr",
        `the derivative of linalg.qr is not implemented when mode='complete' and the matrix has more rows than columns (${m} and ${n})`,
      );
    }
    return [m >= n ? tallSlope(q, r, gradQ, gradR) : wideSlope(q, r, gradQ, gradR)];
  },
};

/** Its upper triangle, and that mirrored below the diagonal. */
function symmetricFromUpper(x: Tensor): Tensor {
  const upper = triu(x);
  return sub(add(upper, mT(upper)), diagEmbed(diagonal(upper, 0, -2, -1)));
}

/** (gradQ + Q sym(gradR Rᵀ - Qᵀ gradQ)) R⁻ᵀ. */
function tallSlope(q: Tensor, r: Tensor, gradQ: Tensor, gradR: Tensor): Tensor {
  const inner = symmetricFromUpper(sub(product(gradR, mT(r)), product(mT(q), gradQ)));
  const sum = add(gradQ, product(q, inner));
  // x R⁻ᵀ is the transpose of R⁻¹ xᵀ.
  return mT(triangularSolution(r, mT(sum), true, false));
}

/** Of [X | Y] = Q [U | W] the part Y only adds Q gradW, and what it makes of Q. */
function wideSlope(q: Tensor, r: Tensor, gradQ: Tensor, gradR: Tensor): Tensor {
  const [m, n] = r.layout.shape.slice(-2);
  const u = slice(r, -1, 0, m);
  const inner = sub(product(mT(q), gradQ), product(gradR, mT(r)));
  const skew = sub(inner, mT(inner));
  const lower = mT(triangularSolution(u, mT(tril(skew, -1)), true, false));
  const left = product(q, add(lower, slice(gradR, -1, 0, m)));
  return m === n ? left : cat([left, product(q, slice(gradR, -1, m, n))], -1);
}

export function qrFactors(a: Tensor, mode: QRMode): readonly Tensor[] {
  return applyMany(QR, [a], mode);
}

// ---- reflections ---------------------------------------------------------------------------------------------------------

const Geqrf: OpRecord = {
  name: "geqrf",
  params: [],
  forward(_ctx, [a]) {
    const [m, n] = a.layout.shape.slice(-2);
    const k = Math.min(m, n);
    const factors = working(a);
    const tau = emptyTensor([...batchOf(a.layout), k], "float64");
    for (let i = 0; i < countOf(a.layout); i++)
      factorQR(m, n, doubles(factors), i * m * n, doubles(tau), i * k);
    return [finished(factors, a.dtype), finished(tau, a.dtype)];
  },
  backward() {
    throw notDifferentiable("geqrf", "input");
  },
};

/** R on and above the diagonal, the reflections below it, and their factors. */
export function reflectionsOf(a: Tensor): readonly Tensor[] {
  return applyMany(Geqrf, [a]);
}

/** Checks vectors and factors of reflections. */
export function checkReflections(op: string, input: Tensor, tau: Tensor): void {
  const [s, t] = [checkMatrix(op, input, "input").layout.shape, tau.layout.shape];
  const facts = { shapes: [s, t], dtypes: [input.dtype, tau.dtype] };
  if (t.length === 0 || (s.at(-1) as number) < (t.at(-1) as number)) {
    throw new TensorError(
      op,
      "input.shape[-1] must be greater than or equal to tau.shape[-1] (tau.shape[-1] must be less than or equal to " +
        `input.shape[-1]), got ${showShape(s)} and ${showShape(t)}`,
      facts,
    );
  }
  if (t.length !== s.length - 1) {
    throw new TensorError(
      op,
      `expected tau to have one dimension less than input, but got tau.ndim equal to ${t.length} and input.ndim is equal to ${s.length}`,
      facts,
    );
  }
  if (t.some((size, i) => i < t.length - 1 && size !== s[i])) {
    throw new TensorError(
      op,
      `expected batch dimensions of tau to be equal to input.shape[:-2], but got ${showShape(t)} for ${showShape(s)}`,
      facts,
    );
  }
  if (tau.dtype !== input.dtype) {
    throw new TensorError(
      op,
      `expected input and tau to have the same dtype: tau dtype ${tau.dtype} does not match input dtype ${input.dtype}`,
      facts,
    );
  }
}

/** Refuses more columns than rows: a product of reflections has none to give. */
export function checkTall(op: string, input: Tensor): void {
  const { shape } = checkMatrix(op, input, "input").layout;
  const [m, n] = shape.slice(-2);
  if (m >= n) return;
  throw new TensorError(
    op,
    `input.shape[-2] must be greater than or equal to input.shape[-1], got ${showShape(shape)}`,
    { shapes: [shape] },
  );
}

/** The reflections times `other`, one after the other, in ops. */
export function reflected(input: Tensor, tau: Tensor, other: Tensor, transposed: boolean): Tensor {
  const [m, n] = input.layout.shape.slice(-2);
  const k = tau.layout.shape.at(-1) as number;
  const eye = identity(Math.max(m, n), input.dtype);
  // Each vector has a leading 1 on the diagonal and zeros above.
  const vectors = add(tril(input, -1), slice(slice(eye, 0, 0, m), 1, 0, n));
  if (k === 0) return clone(other);
  let result = other;
  for (let step = 0; step < k; step++) {
    const i = transposed ? step : k - 1 - step;
    const v = slice(vectors, -1, i, i + 1);
    const factor = unsqueeze(slice(tau, -1, i, i + 1), -1);
    result = sub(result, product(mul(v, factor), product(mT(v), result)));
  }
  return result;
}

/** The first n columns of the product of the reflections. */
export function orthogonalMatrix(input: Tensor, tau: Tensor): Tensor {
  const [m, n] = input.layout.shape.slice(-2);
  const eye = slice(identity(m, input.dtype), 1, 0, n);
  // Without reflections the identity, with a slope of zero.
  if (tau.layout.size === 0) return where(scalarTensor(false, "bool"), input, eye);
  return reflected(input, tau, expand(eye, [...batchOf(input.layout), m, n]), false);
}
