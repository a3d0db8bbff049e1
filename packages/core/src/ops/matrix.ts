/** Linear algebra that is there as `torch.…` and as methods; `torch.linalg` has the newer forms. */
import { TensorError } from "../errors.ts";
import { broadcastShapes } from "../layout.ts";
import {
  checkFloatInput,
  checkMatrix,
  checkSameFloats,
  checkSquare,
  checkSquareShape,
} from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import { type Named, named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import {
  checkDefinite,
  choleskyFactor,
  inverseByFactor,
  solveByFactor,
} from "./cholesky-factor.ts";
import { clone } from "./convert.ts";
import { determinant, logOfDeterminant, signAndLog } from "./determinant.ts";
import { checkPivoting, luFactors, luSolution } from "./lu-factor.ts";
import { invert } from "./lu-solve.ts";
import { exponentialOf, powerOf } from "./matrix-functions.ts";
import { pseudoInverse } from "./pseudo-inverse.ts";
import { triangularSolution } from "./triangular-solution.ts";
import { transpose } from "./view.ts";

// ---- determinants, inverses ----------------------------------------------------------------------------------------------

signature("det", []);
signature("logdet", []);
signature("slogdet", []);
signature("inverse", []);
const Pinverse = signature("pinverse", ["rcond"]);

/** The determinant of each square matrix. Source: https://pytorch.org/docs/stable/generated/torch.det.html */
export function det(input: Tensor): Tensor {
  return determinant(checkSquare("linalg.det", input));
}

/**
 * The logarithm of the determinant of each square matrix: not a number where that is negative.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logdet.html
 */
export function logdet(input: Tensor): Tensor {
  return logOfDeterminant(checkSquare("logdet", input));
}

/**
 * The sign of the determinant of each square matrix and the logarithm of its size.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.slogdet.html
 */
export function slogdet(input: Tensor): Named<"sign" | "logabsdet"> {
  return named(["sign", "logabsdet"], signAndLog(checkSquare("linalg.slogdet", input)));
}

/** The inverse of each square matrix. Throws where one is singular. Source: https://pytorch.org/docs/stable/generated/torch.inverse.html */
export function inverse(input: Tensor): Tensor {
  return invert("linalg.inv", input);
}

/**
 * The pseudoinverse of each matrix: singular values up to `rcond` (1e-15) times the largest count as zero.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.pinverse.html
 */
export function pinverse(input: Tensor, rcond?: number | { rcond?: number }): Tensor {
  const { rcond: rtol = 1e-15 } = readArgs<{ rcond?: number }>(Pinverse, rcond);
  return pseudoInverse("pinverse", checkMatrix("pinverse", input, "input"), { rtol }, false);
}

// ---- Cholesky ------------------------------------------------------------------------------------------------------------

const Cholesky = signature("cholesky", ["upper"]);
const CholeskySolve = signature("choleskySolve", ["input2", "upper"]);
const CholeskyInverse = signature("choleskyInverse", ["upper"]);

export interface UpperOptions {
  /** The factor is the upper one, the transpose of the lower one. */
  upper?: boolean;
}

/**
 * The triangular factor of symmetric positive definite matrices. Throws where they are not.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cholesky.html
 */
export function cholesky(input: Tensor, upper?: boolean | UpperOptions): Tensor {
  const { upper: transposed = false } = readArgs<UpperOptions>(Cholesky, upper);
  const result = choleskyFactor(checkSquare("cholesky", input), transposed);
  checkDefinite("cholesky", result);
  return result.factor;
}

/**
 * The X with `A @ X = input`, where `input2` is the Cholesky factor of A.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cholesky_solve.html
 */
export function choleskySolve(
  input: Tensor,
  input2: Tensor | (UpperOptions & { input2?: Tensor }),
  upper?: boolean | (UpperOptions & { input2?: Tensor }),
): Tensor {
  const args = readArgs<UpperOptions & { input2?: Tensor }>(CholeskySolve, input2, upper);
  const factor = checkTensor("choleskySolve", args.input2, "input2");
  const [b, a] = [checkTensor("choleskySolve", input, "input").layout.shape, factor.layout.shape];
  for (const [what, shape] of [
    ["b", b],
    ["u", a],
  ] as const) {
    if (shape.length < 2)
      throw new TensorError(
        "choleskySolve",
        `${what} should have at least 2 dimensions, but has ${shape.length} dimensions instead`,
        { shapes: [b, a] },
      );
  }
  checkFloatInput("choleskySolve", input);
  checkSquare("choleskySolve", factor, "input2");
  checkSameFloats("choleskySolve", input, factor);
  const [m, n] = [b[b.length - 2], b[b.length - 1]];
  const size = a[a.length - 1];
  if (m !== size) {
    throw new TensorError(
      "choleskySolve",
      `incompatible matrix sizes for cholesky_solve: each A matrix is ${size} by ${size} but each b matrix is ${m} by ${n}`,
      { shapes: [b, a] },
    );
  }
  broadcastShapes("choleskySolve", batchOf(input.layout), batchOf(factor.layout));
  return solveByFactor(input, factor, args.upper ?? false);
}

/** The inverse of a matrix from its Cholesky factor. Source: https://pytorch.org/docs/stable/generated/torch.cholesky_inverse.html */
export function choleskyInverse(input: Tensor, upper?: boolean | UpperOptions): Tensor {
  const { upper: transposed = false } = readArgs<UpperOptions>(CholeskyInverse, upper);
  return inverseByFactor(checkSquare("choleskyInverse", input), transposed);
}

// ---- triangles -----------------------------------------------------------------------------------------------------------

const TriangularSolve = signature("triangularSolve", ["A", "upper", "transpose", "unitriangular"], {
  first: "b",
});
const Lu = signature("lu", ["pivot", "getInfos"], { first: "A" });
const LuSolve = signature("luSolve", ["LUData", "LUPivots"], { first: "b" });

export interface TriangularSolveOptions {
  A?: Tensor;
  /** Whether the upper or the lower triangle is read. */
  upper?: boolean;
  /** Solve with A transposed. */
  transpose?: boolean;
  /** Take the diagonal to be 1. */
  unitriangular?: boolean;
}

/**
 * The X with `A @ X = b` for triangular A, and a copy of A. `torch.linalg.solveTriangular` is its newer form.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.triangular_solve.html
 */
export function triangularSolve(
  b: Tensor,
  A: Tensor | TriangularSolveOptions,
  upper?: boolean | TriangularSolveOptions,
  transposed?: boolean | TriangularSolveOptions,
  unitriangular?: boolean | TriangularSolveOptions,
): Named<"solution" | "clonedCoefficient"> {
  const args = readArgs<TriangularSolveOptions>(
    TriangularSolve,
    A,
    upper,
    transposed,
    unitriangular,
  );
  const a = checkTensor("triangularSolve", args.A, "A");
  const [s, t] = [a.layout.shape, checkTensor("triangularSolve", b, "b").layout.shape];
  for (const [what, shape] of [
    ["b", t],
    ["A", s],
  ] as const) {
    if (shape.length < 2) {
      throw new TensorError(
        "triangularSolve",
        `expected ${what} to have at least 2 dimensions, but it has ${shape.length} dimensions instead`,
        { shapes: [t, s] },
      );
    }
  }
  checkSquare("triangularSolve", a);
  checkSameFloats("triangularSolve", a, b);
  if (t.at(-2) !== s.at(-1)) {
    throw new TensorError(
      "triangularSolve",
      `incompatible matrix sizes for triangular_solve: each A matrix is ${s.slice(-2).join(" by ")} but each b matrix is ${t.slice(-2).join(" by ")}`,
      { shapes: [t, s] },
    );
  }
  broadcastShapes("triangularSolve", batchOf(a.layout), batchOf(b.layout));
  const above = args.upper ?? true;
  const unit = args.unitriangular ?? false;
  const solution = args.transpose
    ? triangularSolution(transpose(a, -2, -1), b, !above, unit)
    : triangularSolution(a, b, above, unit);
  return named(["solution", "clonedCoefficient"], [solution, clone(a)]);
}

export interface LuOptions {
  pivot?: boolean;
  /** Give also, for each matrix, 0 or from 1 the place of the first zero on U's diagonal. */
  getInfos?: boolean;
}

/**
 * L and U in one matrix and the pivots; `torch.linalg.lu` gives them apart.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.lu.html
 */
export function lu(
  A: Tensor,
  pivot?: boolean | LuOptions,
  getInfos?: boolean | LuOptions,
): Tensor[] {
  const args = readArgs<LuOptions>(Lu, pivot, getInfos);
  checkPivoting("lu", args.pivot);
  const results = luFactors(checkMatrix("lu", A));
  return args.getInfos ? [...results] : results.slice(0, 2);
}

/** The X with `A @ X = b` from what `lu(A)` gave. Source: https://pytorch.org/docs/stable/generated/torch.lu_solve.html */
export function luSolve(
  b: Tensor,
  LUData: Tensor | { LUData?: Tensor; LUPivots?: Tensor },
  LUPivots?: Tensor | { LUData?: Tensor; LUPivots?: Tensor },
): Tensor {
  const args = readArgs<{ LUData?: Tensor; LUPivots?: Tensor }>(LuSolve, LUData, LUPivots);
  const factors = checkTensor("luSolve", args.LUData, "LUData");
  return luSolution(
    "luSolve",
    factors,
    checkTensor("luSolve", args.LUPivots, "LUPivots"),
    checkTensor("luSolve", b, "b"),
    true,
    false,
  );
}

// ---- powers, exponentials ------------------------------------------------------------------------------------------------

const MatrixPower = signature("matrixPower", ["n"]);
signature("matrixExp", []);

/**
 * The n-th power of square matrices; a negative one is a power of the inverse.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.matrix_power.html
 */
export function matrixPower(input: Tensor, n: number | { n: number }): Tensor {
  return powerOf(
    checkSquareShape("linalg.matrixPower", input),
    readArgs<{ n: number }>(MatrixPower, n).n,
  );
}

/** The matrix exponential of square matrices. Source: https://pytorch.org/docs/stable/generated/torch.matrix_exp.html */
export function matrixExp(input: Tensor): Tensor {
  return exponentialOf(checkSquare("linalg.matrixExp", input));
}
