/**
 * Cofactors: the derivatives of a determinant, also where the matrix has no inverse. With A = U diag(s) Vᵀ they are
 * det(U) det(V) U diag(products of all s but one) Vᵀ, and their own derivatives take products of all but two: nothing is
 * divided by.
 */
import { factorLU, pivotSign } from "./lu.ts";
import { multiply } from "./multiply.ts";
import { singularValues } from "./svd.ts";

interface Decomposed {
  readonly s: Float64Array;
  /** Rows are the vectors. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** det(U) det(V): 1 or -1. */
  readonly sign: number;
}

function decompose(n: number, a: Float64Array, ao: number): Decomposed {
  const [s, u, v] = [new Float64Array(n), new Float64Array(n * n), new Float64Array(n * n)];
  singularValues(n, n, a.slice(ao, ao + n * n), 0, s, 0, u, 0, n, v, 0);
  return { s, u, v, sign: orientation(n, u) * orientation(n, v) };
}

/** The determinant of an orthogonal matrix. */
function orientation(n: number, matrix: Float64Array): number {
  const lu = matrix.slice();
  const pivots = new Int32Array(n);
  factorLU(n, n, lu, 0, pivots, 0);
  let sign: number = pivotSign(n, pivots, 0);
  for (let i = 0; i < n; i++) sign *= Math.sign(lu[i * (n + 1)]);
  return sign;
}

/** The product of all values but those at two places. */
function productWithout(s: Float64Array, i: number, j: number): number {
  let value = 1;
  for (let k = 0; k < s.length; k++) if (k !== i && k !== j) value *= s[k];
  return value;
}

/** `sign * U @ h @ Vᵀ`. */
function back(
  n: number,
  { u, v, sign }: Decomposed,
  h: Float64Array,
  out: Float64Array,
  oo: number,
): void {
  const half = new Float64Array(n * n);
  multiply(n, n, n, u, 0, 1, n, h, 0, n, 1, half, 0);
  multiply(n, n, n, half, 0, n, 1, v, 0, n, 1, out, oo);
  for (let i = oo; i < oo + n * n; i++) out[i] *= sign;
}

/** The matrix of cofactors of a (n by n, row-major). */
export function cofactors(
  n: number,
  a: Float64Array,
  ao: number,
  out: Float64Array,
  oo: number,
): void {
  const parts = decompose(n, a, ao);
  const h = new Float64Array(n * n);
  for (let i = 0; i < n; i++) h[i * (n + 1)] = productWithout(parts.s, i, i);
  back(n, parts, h, out, oo);
}

/** The gradient of `sum(g * cofactors(a))` with respect to a. */
export function cofactorsSlope(
  n: number,
  a: Float64Array,
  ao: number,
  g: Float64Array,
  go: number,
  out: Float64Array,
  oo: number,
): void {
  const parts = decompose(n, a, ao);
  const { s, u, v } = parts;
  const [half, inner, h] = [
    new Float64Array(n * n),
    new Float64Array(n * n),
    new Float64Array(n * n),
  ];
  multiply(n, n, n, u, 0, n, 1, g, go, n, 1, half, 0);
  multiply(n, n, n, half, 0, n, 1, v, 0, 1, n, inner, 0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const rest = productWithout(s, i, j);
      h[i * (n + 1)] += inner[j * (n + 1)] * rest;
      h[i * n + j] = -inner[j * n + i] * rest;
    }
  }
  back(n, parts, h, out, oo);
}
