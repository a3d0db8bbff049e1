/** Determinants and their gradients: what `torch.det`, `torch.linalg.det` and the like are made of. */
import { emptyTensor } from "../alloc.ts";
import { cofactors, cofactorsSlope } from "../kernels/linalg/cofactors.ts";
import { pivotSign } from "../kernels/linalg/lu.ts";
import { log } from "../kernels/scalar/logarithm.ts";
import { sizeOf } from "../layout.ts";
import { apply, applyMany } from "../op/apply.ts";
import { notDifferentiable } from "../op/gradients.ts";
import { doubles, finished, identity, working } from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { lt } from "./compare.ts";
import { type Factors, factorsOf, solveWith } from "./lu-solve.ts";
import { where } from "./select.ts";
import { unsqueeze } from "./view.ts";

/** A number for each matrix, from its factors. */
function perMatrix(
  a: Tensor,
  factors: Factors,
  value: (lu: Float64Array, start: number, sign: 1 | -1) => number,
): Tensor {
  const batch = batchOf(a.layout);
  const { n, lu, pivots } = factors;
  const out = emptyTensor(batch, "float64");
  for (let i = 0; i < sizeOf(batch); i++)
    doubles(out)[i] = value(lu, i * n * n, pivotSign(n, pivots, i * n));
  return finished(out, a.dtype);
}

/** Multiples of the identity, one for each matrix. */
function scaledIdentity(scale: Tensor, n: number): Tensor {
  return mul(unsqueeze(unsqueeze(scale, -1), -1), identity(n, scale.dtype));
}

// ---- det -----------------------------------------------------------------------------------------------------------------

const Det: OpRecord<Factors> = {
  name: "linalgDet",
  params: [],
  forward(ctx, [a], factors) {
    const { n } = factors;
    const y = perMatrix(a, factors, (lu, start, sign) => {
      let value: number = sign;
      for (let i = 0; i < n; i++) value *= lu[start + i * (n + 1)];
      return value;
    });
    ctx.save(a, y);
    return y;
  },
  // The gradient is the matrix of cofactors: det(A) times A's inverse, transposed, where there is one.
  backward(ctx, [grad], factors) {
    const [a, y] = ctx.saved();
    if (nearlySingular(factors))
      return [mul(unsqueeze(unsqueeze(grad, -1), -1), apply(Cofactors, [a]))];
    return [solveWith(a, scaledIdentity(mul(grad, y), factors.n), factors, true)];
  },
};

/** The second derivative divides by pivots twice: below this it would keep less than half of the digits. */
const NEARLY = 1e-4;

/** Whether some matrix is so close to singular that dividing by its pivots would lose all accuracy. */
function nearlySingular({ n, lu }: Factors): boolean {
  const step = n * n;
  for (let start = 0; start < lu.length; start += step) {
    let [least, most] = [Infinity, 0];
    for (let i = 0; i < n; i++) {
      const pivot = Math.abs(lu[start + i * (n + 1)]);
      least = Math.min(least, pivot);
      most = Math.max(most, pivot);
    }
    if (least <= most * NEARLY) return true;
  }
  return false;
}

export function determinant(a: Tensor): Tensor {
  return apply(Det, [a], factorsOf(a));
}

// ---- cofactors -----------------------------------------------------------------------------------------------------------

const Cofactors: OpRecord = {
  name: "cofactors",
  params: [],
  forward(ctx, [a]) {
    ctx.save(a);
    const from = working(a);
    const out = emptyTensor(a.layout.shape, "float64");
    const n = a.layout.shape[a.layout.shape.length - 1];
    for (let start = 0; start < a.layout.size; start += n * n)
      cofactors(n, doubles(from), start, doubles(out), start);
    return finished(out, a.dtype);
  },
  backward: (ctx, [grad]) => [apply(CofactorsBackward, [grad, ctx.saved()[0]])],
};

const CofactorsBackward: OpRecord = {
  name: "cofactorsBackward",
  params: [],
  forward(ctx, [grad, a]) {
    ctx.save(a);
    const [from, given] = [working(a), working(grad)];
    const out = emptyTensor(a.layout.shape, "float64");
    const n = a.layout.shape[a.layout.shape.length - 1];
    for (let start = 0; start < a.layout.size; start += n * n) {
      cofactorsSlope(n, doubles(from), start, doubles(given), start, doubles(out), start);
    }
    return finished(out, a.dtype);
  },
  // Second derivatives are symmetric. Third ones of singular matrices nobody has asked for.
  backward(ctx, [grad]) {
    if (ctx.needs[1]) throw notDifferentiable("linalg.det", "A, three times, where it is singular");
    return [apply(CofactorsBackward, [grad, ctx.saved()[0]]), null];
  },
};

// ---- slogdet -------------------------------------------------------------------------------------------------------------

const Slogdet: OpRecord<Factors> = {
  name: "linalgSlogdet",
  params: [],
  forward(ctx, [a], factors) {
    const { n } = factors;
    ctx.save(a);
    const sign = perMatrix(a, factors, (lu, start, permuted) => {
      let value: number = permuted;
      for (let i = 0; i < n; i++) value *= Math.sign(lu[start + i * (n + 1)]);
      return value;
    });
    const logabsdet = perMatrix(a, factors, (lu, start) => {
      let value = 0;
      for (let i = 0; i < n; i++) value += log(Math.abs(lu[start + i * (n + 1)]));
      return value;
    });
    return [sign, logabsdet];
  },
  // The sign is flat wherever it has a derivative.
  backward: (ctx, [, grad], factors) => [
    solveWith(ctx.saved()[0], scaledIdentity(grad, factors.n), factors, true),
  ],
};

/** Sign and logarithm of the size of the determinants. */
export function signAndLog(a: Tensor): readonly Tensor[] {
  return applyMany(Slogdet, [a], factorsOf(a));
}

/** The logarithm of the determinants: not a number where they are negative. */
export function logOfDeterminant(a: Tensor): Tensor {
  const [sign, logabsdet] = signAndLog(a);
  return where(lt(sign, 0), NaN, logabsdet);
}
