/** What stands in for an inverse where there is none: ranks, pseudoinverses, least squares. */
import { emptyTensor, zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { broadcastShapes } from "../layout.ts";
import {
  checkMatrix,
  checkSameFloats,
  checkSquare,
  epsilonOf,
  linalgSignature,
} from "../op/linalg.ts";
import { batchOf } from "../op/matmul.ts";
import { type Named, named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { sub } from "./arithmetic.ts";
import { isVectorFor } from "./lu-solve.ts";
import { square } from "./power.ts";
import { product } from "./product.ts";
import { pseudoInverse, significant, type Tolerances } from "./pseudo-inverse.ts";
import { sum } from "./reduce.ts";
import { eigenvaluesOf, singularValuesOf } from "./spectral.ts";
import { squeeze, unsqueeze } from "./view.ts";

export interface RankOptions extends Tolerances {
  /** The matrices are symmetric: compute it by eigenvalues. */
  hermitian?: boolean;
}

// ---- matrixRank ----------------------------------------------------------------------------------------------------------

const MatrixRank = linalgSignature("matrixRank", ["tol", "hermitian", "atol", "rtol"], {
  differentiable: false,
});

/**
 * How many singular values of each matrix exceed the tolerances `atol` and `rtol` times the largest. `tol` is the older name of
 * `atol`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.matrix_rank.html
 */
export function matrixRank(
  A: Tensor,
  tol?: number | Tensor | null | (RankOptions & { tol?: number | Tensor | null }),
  hermitian?: boolean | (RankOptions & { tol?: number | Tensor | null }),
  options?: RankOptions & { tol?: number | Tensor | null },
): Tensor {
  const args = readArgs<RankOptions & { tol?: number | Tensor | null }>(
    MatrixRank,
    tol,
    hermitian,
    options,
  );
  checkMatrix(MatrixRank.name, A);
  if (args.hermitian) checkSquare(MatrixRank.name, A);
  const a = A.detach();
  const values = args.hermitian ? eigenvaluesOf(a, "L") : singularValuesOf(a);
  const tolerances =
    args.tol !== undefined && args.tol !== null
      ? { atol: args.tol, rtol: 0 }
      : { atol: args.atol, rtol: args.rtol };
  return sum(significant(MatrixRank.name, a, values, tolerances), -1);
}

// ---- pinv ----------------------------------------------------------------------------------------------------------------

const PinvCall = linalgSignature("pinv", ["rcond", "hermitian", "atol", "rtol"]);

/**
 * The Moore-Penrose pseudoinverse of each matrix: singular values up to `atol`, or `rtol` times the largest, count as zero.
 * `rcond` is the older name of `rtol`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.pinv.html
 */
export function pinv(
  A: Tensor,
  rcond?: number | Tensor | null | (RankOptions & { rcond?: number | Tensor | null }),
  hermitian?: boolean | (RankOptions & { rcond?: number | Tensor | null }),
  options?: RankOptions & { rcond?: number | Tensor | null },
): Tensor {
  const args = readArgs<RankOptions & { rcond?: number | Tensor | null }>(
    PinvCall,
    rcond,
    hermitian,
    options,
  );
  const { shape } = checkTensor(PinvCall.name, A, "A").layout;
  if (shape.length < 2)
    throw new TensorError(
      PinvCall.name,
      `expected a tensor with 2 or more dimensions, got shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  checkMatrix(PinvCall.name, A);
  return pseudoInverse(
    PinvCall.name,
    A,
    { atol: args.atol, rtol: args.rtol ?? args.rcond },
    args.hermitian ?? false,
  );
}

// ---- lstsq ---------------------------------------------------------------------------------------------------------------

const Lstsq = linalgSignature("lstsq", ["B", "rcond", "driver"]);
const drivers = ["gels", "gelsy", "gelsd", "gelss"];

export interface LstsqOptions {
  B?: Tensor;
  /** Singular values up to this, times the largest, count as zero. */
  rcond?: number | null;
  /** What PyTorch would compute it by; here it decides which results are given. `"gelsy"` where nothing is said. */
  driver?: "gels" | "gelsy" | "gelsd" | "gelss" | null;
}

/**
 * The X that makes `A @ X - B` smallest, and of these the smallest X: `{ solution, residuals, rank, singularValues }`. As in
 * PyTorch a driver gives some of them: `residuals` all but "gelsy", where A has full rank and more rows than columns; `rank`
 * all but "gels"; `singularValues` "gelsd" and "gelss". What is not given is empty.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linalg.lstsq.html
 */
export function lstsq(
  A: Tensor,
  B: Tensor | LstsqOptions,
  rcond?: number | null | LstsqOptions,
  options?: LstsqOptions,
): Named<"solution" | "residuals" | "rank" | "singularValues"> {
  const args = readArgs<LstsqOptions>(Lstsq, B, rcond, options);
  const { name } = Lstsq;
  const driver = args.driver ?? "gelsy";
  const other = checkTensor(name, args.B, "B");
  const { shape } = checkTensor(name, A, "A").layout;
  const facts = { shapes: [shape, other.layout.shape] };
  if (shape.length < 2)
    throw new TensorError(
      name,
      `input must have at least 2 dimensions, got ${showShape(shape)}`,
      facts,
    );
  if (other.layout.shape.length < 1)
    throw new TensorError(name, "other must have at least 1 dimension", facts);
  checkMatrix(name, A);
  checkSameFloats(name, A, other);
  if (!drivers.includes(driver))
    throw new TensorError(
      name,
      `parameter \`driver\` should be one of (${drivers.join(", ")}), got ${driver}`,
    );
  const vector = isVectorFor(shape, other.layout.shape);
  const right = vector ? unsqueeze(other, -1) : other;
  const [m, n] = shape.slice(-2);
  const rows = right.layout.shape.at(-2) as number;
  if (rows !== m)
    throw new TensorError(
      name,
      `input.size(-2) should match other.size(-2)${vector ? " (other.size(-1))" : ""}: got ${m} and ${rows}`,
      facts,
    );
  broadcastShapes(name, batchOf(A.layout), batchOf(right.layout));
  const tolerance = args.rcond ?? Math.max(m, n) * epsilonOf(A.dtype);
  const x = product(pseudoInverse(name, A, { rtol: tolerance }, false), right);
  const values = singularValuesOf(A.detach());
  const rank = sum(significant(name, A, values, { rtol: tolerance }), -1);
  const full = rank.toTypedArray().every((r) => r === n);
  const residuals =
    driver !== "gelsy" && m > n && full
      ? sum(square(sub(product(A, x), right)), -2)
      : zeroTensor([0], A.dtype);
  return named(
    ["solution", "residuals", "rank", "singularValues"],
    [
      vector ? squeeze(x, -1) : x,
      residuals,
      driver === "gels" ? emptyTensor([0], "int64") : rank,
      driver === "gelsd" || driver === "gelss" ? values : emptyTensor([0], A.dtype),
    ],
  );
}
