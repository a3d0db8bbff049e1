/** Singular values and eigenvalues with their vectors, for `torch` and `torch.linalg`. */
import { emptyTensor } from "../alloc.ts";
import { TensorError } from "../errors.ts";
import { eigenSymmetric } from "../kernels/linalg/symmetric.ts";
import { singularValues } from "../kernels/linalg/svd.ts";
import { permuteLayout, type Shape } from "../layout.ts";
import { apply, applyMany, records } from "../op/apply.ts";
import { countOf, doubles, finished, identity, working } from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import type { OpRecord } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { diagEmbed } from "./diagonal.ts";
import { div } from "./division.ts";
import { logicalAnd } from "./logic.ts";
import { product } from "./product.ts";
import { where } from "./select.ts";
import { slice } from "./slice.ts";
import { mT } from "./matrix-transpose.ts";
import { unsqueeze } from "./view.ts";

/** With the last two dimensions exchanged, outside of autograd. */
function mTRaw(x: Tensor): Tensor {
  const { length } = x.layout.shape;
  const dims = Array.from({ length }, (_, i) => (i < length - 2 ? i : 2 * length - 3 - i));
  return viewOf(x, permuteLayout(x.layout, dims));
}

/**
 * `a / b`, and 0 where both are 0: where values are equal, vectors have no derivative, but that does not matter where nobody
 * asks for it, since then no gradient came.
 */
function ratio(a: Tensor, b: Tensor): Tensor {
  return div(a, where(logicalAnd(eq(b, 0), eq(a, 0)), 1, b));
}

// ---- singular values -----------------------------------------------------------------------------------------------------

interface SvdAttrs {
  readonly full: boolean;
  readonly vectors: boolean;
}

/** U, S, Vᵀ; only S without `vectors`. */
function svdRaw(a: Tensor, { full, vectors }: SvdAttrs): Tensor[] {
  const [m, n] = a.layout.shape.slice(-2);
  const batch = batchOf(a.layout);
  // The kernel takes tall matrices: of a wide one the transpose, with left and right exchanged.
  const wide = m < n;
  const source = working(wide ? mTRaw(a) : a);
  const [rows, cols] = wide ? [n, m] : [m, n];
  const uRows = full ? rows : cols;
  const values = emptyTensor([...batch, cols], "float64");
  const u = vectors ? emptyTensor([...batch, uRows, rows], "float64") : null;
  const v = vectors ? emptyTensor([...batch, cols, cols], "float64") : null;
  for (let i = 0; i < countOf(a.layout); i++) {
    const at = [i * rows * cols, i * uRows * rows, i * cols * cols] as const;
    singularValues(
      rows,
      cols,
      doubles(source),
      at[0],
      doubles(values),
      i * cols,
      u && doubles(u),
      at[1],
      uRows,
      v && doubles(v),
      at[2],
    );
  }
  if (!u || !v) return [finished(values, a.dtype)];
  // The rows of both are the vectors.
  const [left, right] = wide ? [v, u] : [u, v];
  const dense = working(mTRaw(left));
  return [finished(dense, a.dtype), finished(values, a.dtype), finished(right, a.dtype)];
}

const Svd: OpRecord<SvdAttrs> = {
  name: "linalgSvd",
  params: [],
  forward(ctx, [a], attrs) {
    const results = svdRaw(a, attrs);
    ctx.save(...results);
    return results;
  },
  backward(ctx, [gradU, gradS, gradVh]) {
    const [u, s, vh] = ctx.saved();
    const k = s.layout.shape.at(-1) as number;
    return [
      svdSlope(
        slice(u, -1, 0, k),
        s,
        slice(vh, -2, 0, k),
        slice(gradU, -1, 0, k),
        gradS,
        slice(gradVh, -2, 0, k),
      ),
    ];
  },
};

/**
 * U ((skew(Uᵀ gradU) / E) S + S (skew(Vᵀ gradV) / E) + gradS) Vᵀ, where E[i, j] = s[j]² - s[i]², and for matrices that are not
 * square what gradU and gradV have outside of the spaces of U and V.
 */
function svdSlope(
  u: Tensor,
  s: Tensor,
  vh: Tensor,
  gradU: Tensor,
  gradS: Tensor,
  gradVh: Tensor,
): Tensor {
  const [m, k] = u.layout.shape.slice(-2);
  const n = vh.layout.shape.at(-1) as number;
  const skew = (x: Tensor): Tensor => sub(x, mT(x));
  const rows = unsqueeze(s, -2);
  const columns = unsqueeze(s, -1);
  // (s[j] - s[i]) (s[j] + s[i]) cancels less than a difference of squares.
  const gaps = add(mul(sub(rows, columns), add(rows, columns)), identity(k, s.dtype));
  const left = mul(ratio(skew(product(mT(u), gradU)), gaps), rows);
  const right = mul(columns, ratio(skew(product(vh, mT(gradVh))), gaps));
  let result = product(product(u, add(add(left, right), diagEmbed(gradS))), vh);
  if (m > k) {
    const scaled = ratio(gradU, rows);
    result = add(result, product(sub(scaled, product(u, product(mT(u), scaled))), vh));
  }
  if (n > k) {
    const scaled = ratio(gradVh, columns);
    result = add(result, product(u, sub(scaled, product(product(scaled, mT(vh)), vh))));
  }
  return result;
}

/** U, S and Vᵀ of matrices that have been checked. */
export function singularParts(a: Tensor, full: boolean): readonly Tensor[] {
  return applyMany(Svd, [a], { full, vectors: true });
}

const Svdvals: OpRecord = {
  name: "linalgSvdvals",
  params: [],
  forward: (_ctx, [a]) => svdRaw(a, { full: false, vectors: false })[0],
};

/** Singular values alone; their gradient takes the vectors too. */
export function singularValuesOf(a: Tensor): Tensor {
  return records(Svd, [a]) ? singularParts(a, false)[1] : apply(Svdvals, [a]);
}

// ---- eigenvalues of symmetric matrices -----------------------------------------------------------------------------------

export type UPLO = "L" | "U";

export function checkUPLO(op: string, given: unknown): UPLO {
  const uplo = typeof given === "string" ? given.toUpperCase() : given;
  if (uplo === "L" || uplo === "U") return uplo;
  throw new TensorError(op, `expected UPLO argument to be 'L' or 'U', but got ${String(given)}`);
}

function eighRaw(a: Tensor, uplo: UPLO, vectors: boolean): Tensor[] {
  const n = a.layout.shape.at(-1) as number;
  const batch: Shape = batchOf(a.layout);
  const source = working(uplo === "L" ? a : mTRaw(a));
  const values = emptyTensor([...batch, n], "float64");
  const rows = vectors ? emptyTensor([...batch, n, n], "float64") : null;
  for (let i = 0; i < countOf(a.layout); i++) {
    eigenSymmetric(
      n,
      doubles(source),
      i * n * n,
      doubles(values),
      i * n,
      rows && doubles(rows),
      i * n * n,
    );
  }
  const results = [finished(values, a.dtype)];
  if (rows) results.push(finished(working(mTRaw(rows)), a.dtype));
  return results;
}

const Eigh: OpRecord<UPLO> = {
  name: "linalgEigh",
  params: [],
  forward(ctx, [a], uplo) {
    const results = eighRaw(a, uplo, true);
    ctx.save(...results);
    return results;
  },
  // V (skew(Vᵀ gradV) / E + gradL) Vᵀ, where E[i, j] = l[j] - l[i]: symmetric, as the matrices are taken to be.
  backward(ctx, [gradL, gradV]) {
    const [l, v] = ctx.saved();
    const n = l.layout.shape.at(-1) as number;
    const gaps = add(sub(unsqueeze(l, -2), unsqueeze(l, -1)), identity(n, l.dtype));
    // Vectors can but turn, all together: of their gradient only the skew part counts.
    const turned = product(mT(v), gradV);
    const off = ratio(mul(sub(turned, mT(turned)), 0.5), gaps);
    return [product(product(v, add(off, diagEmbed(gradL))), mT(v))];
  },
};

/** Eigenvalues, ascending, and eigenvectors (in columns) of symmetric matrices, of which one triangle is read. */
export function eigenParts(a: Tensor, uplo: UPLO): readonly Tensor[] {
  return applyMany(Eigh, [a], uplo);
}

const Eigvalsh: OpRecord<UPLO> = {
  name: "linalgEigvalsh",
  params: [],
  forward: (_ctx, [a], uplo) => eighRaw(a, uplo, false)[0],
};

/** Eigenvalues alone; their gradient takes the vectors too. */
export function eigenvaluesOf(a: Tensor, uplo: UPLO): Tensor {
  return records(Eigh, [a]) ? eigenParts(a, uplo)[0] : apply(Eigvalsh, [a], uplo);
}
