/** Products of vectors and tensors other than the matrix product, and statistics of the rows of a matrix. */
import { isFloat, isInteger } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import type { Shape } from "../layout.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { mul, sub } from "./arithmetic.ts";
import { clamp } from "./clamp.ts";
import { crossProduct } from "./cross-product.ts";
import { to } from "./convert.ts";
import { diagonal } from "./diagonal.ts";
import { div } from "./division.ts";
import { sqrt } from "./power.ts";
import { product } from "./product.ts";
import { sum } from "./reduce.ts";
import { reshape, squeeze, transpose, unsqueeze } from "./view.ts";

// ---- kron ----------------------------------------------------------------------------------------------------------------

const Kron = signature("kron", ["other"]);

/**
 * The Kronecker product: each element of `input` times the whole of `other`, as blocks. Of different ranks the smaller gets
 * dimensions of size 1 in front. Source: https://pytorch.org/docs/stable/generated/torch.kron.html
 */
export function kron(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  checkTensor("kron", input, "input");
  const b =
    other instanceof Tensor
      ? other
      : checkTensor("kron", readArgs<{ other: Tensor }>(Kron, other).other, "other");
  const ndim = Math.max(input.layout.shape.length, b.layout.shape.length);
  const padded = (x: Tensor): Shape => [
    ...new Array<number>(ndim - x.layout.shape.length).fill(1),
    ...x.layout.shape,
  ];
  const [x, y] = [padded(input), padded(b)];
  const left = reshape(
    input,
    x.flatMap((size) => [size, 1]),
  );
  const right = reshape(
    b,
    y.flatMap((size) => [1, size]),
  );
  return reshape(
    mul(left, right),
    x.map((size, i) => size * y[i]),
  );
}

// ---- cross ---------------------------------------------------------------------------------------------------------------

const Cross = signature("cross", ["other", "dim"]);

export interface CrossOptions {
  other?: Tensor;
  /** The dimension of size 3 that holds the vectors; the first one of that size where nothing is said. */
  dim?: number | null;
}

/**
 * The cross product of vectors of three elements, which lie along `dim`; the other dimensions broadcast.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cross.html
 */
export function cross(
  input: Tensor,
  other: Tensor | CrossOptions,
  dim?: number | null | CrossOptions,
  options?: CrossOptions,
): Tensor {
  const args = readArgs<CrossOptions>(Cross, other, dim, options);
  const { shape } = checkTensor("cross", input, "input").layout;
  const b = checkTensor("cross", args.other, "other");
  if (args.dim !== undefined && args.dim !== null) return crossProduct("cross", input, b, args.dim);
  const first = shape.indexOf(3);
  if (first === -1)
    throw new TensorError("cross", `no dimension of size 3 in input of shape ${showShape(shape)}`, {
      shapes: [shape],
    });
  return crossProduct("cross", input, b, first);
}

// ---- trace ---------------------------------------------------------------------------------------------------------------

signature("trace", []);

/** The sum of a matrix's diagonal; integers are summed as int64. Source: https://pytorch.org/docs/stable/generated/torch.trace.html */
export function trace(input: Tensor): Tensor {
  const { shape } = checkTensor("trace", input, "input").layout;
  if (shape.length !== 2)
    throw new TensorError("trace", `expected a matrix, but got tensor with dim ${shape.length}`, {
      shapes: [shape],
    });
  if (input.dtype === "bool")
    throw new TensorError("trace", 'not implemented for dtype bool; convert with x.to("int64")', {
      dtypes: ["bool"],
    });
  return sum(diagonal(input));
}

// ---- cov, corrcoef -------------------------------------------------------------------------------------------------------

const Cov = signature("cov", ["correction", "fweights", "aweights"]);

export interface CovOptions {
  /** Taken off the number of observations (1 where nothing is said): Bessel's correction. */
  correction?: number;
  /** How often each observation counts: integers. */
  fweights?: Tensor | null;
  /** How much each observation weighs: floats. */
  aweights?: Tensor | null;
}

function checkWeights(name: "fweights" | "aweights", weights: Tensor, observations: number): void {
  const { shape, size } = checkTensor("cov", weights, name).layout;
  const refuse = (message: string): TensorError =>
    new TensorError("cov", `expected ${name} to have ${message}`, {
      shapes: [shape],
      dtypes: [weights.dtype],
    });
  if (shape.length > 1)
    throw refuse(`one or fewer dimensions but got ${name} with ${shape.length} dimensions`);
  if (name === "fweights" && !isInteger(weights.dtype))
    throw refuse(`integral dtype but got ${name} with ${weights.dtype} dtype`);
  if (name === "aweights" && !isFloat(weights.dtype))
    throw refuse(`floating point dtype but got ${name} with ${weights.dtype} dtype`);
  if (size !== observations)
    throw refuse(
      `the same numel as there are observations in the input but got ${size} != ${observations}`,
    );
  if (weights.toTypedArray().some((weight) => weight < 0))
    throw new TensorError("cov", `${name} cannot be negative`);
}

/**
 * The covariance matrix of variables, one a row, observed once a column.
 *
 * A vector is one variable, and gives its variance. Observations may be weighted.
 * Source: https://pytorch.org/docs/stable/generated/torch.cov.html
 */
export function cov(
  input: Tensor,
  correction?: number | CovOptions,
  ...rest: [options?: CovOptions]
): Tensor {
  const {
    correction: ddof = 1,
    fweights = null,
    aweights = null,
  } = readArgs<CovOptions>(Cov, correction, ...rest);
  checkVariables("cov", input);
  return covariance(input, ddof, fweights, aweights);
}

function checkVariables(op: string, input: Tensor): void {
  const { shape } = checkTensor(op, input, "input").layout;
  if (shape.length > 2) {
    throw new TensorError(
      op,
      `expected input to have two or fewer dimensions but got an input with ${shape.length} dimensions`,
      { shapes: [shape] },
    );
  }
  if (input.dtype === "bool")
    throw new TensorError(op, "bool dtype is not supported for input", { dtypes: ["bool"] });
}

function covariance(
  input: Tensor,
  correction: number,
  fweights: Tensor | null,
  aweights: Tensor | null,
): Tensor {
  const x = input.layout.shape.length < 2 ? reshape(input, [1, input.layout.size]) : input;
  const [, observations] = x.layout.shape;
  if (fweights) checkWeights("fweights", fweights, observations);
  if (aweights) checkWeights("aweights", aweights, observations);
  const weights = fweights && aweights ? mul(fweights, aweights) : (fweights ?? aweights);
  const total: Tensor | number = weights ? sum(weights) : observations;
  if (total instanceof Tensor && observations > 0 && total.item() === 0)
    throw new TensorError("cov", "weights sum to zero, can't be normalized");
  const mean = div(sum(weights ? mul(x, weights) : x, 1), total);
  let count: Tensor | number;
  if (typeof total === "number") count = Math.max(total - correction, 0);
  else {
    const lost =
      aweights && correction !== 0
        ? div(mul(sum(mul(weights as Tensor, aweights)), correction), total)
        : correction;
    const left = sub(total, lost);
    count = Number(left.item()) <= 0 ? 0 : left;
  }
  const centred = sub(x, unsqueeze(mean, 1));
  const right = weights ? mul(centred, weights) : centred;
  return squeeze(div(product(centred, transpose(to(right, centred.dtype), 0, 1)), count));
}

signature("corrcoef", []);

/**
 * Pearson's correlation coefficients of variables, one a row, observed once a column.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.corrcoef.html
 */
export function corrcoef(input: Tensor): Tensor {
  checkVariables("corrcoef", input);
  const c = covariance(input, 1, null, null);
  if (c.layout.shape.length === 0) return div(c, c);
  const deviation = sqrt(diagonal(c));
  const scaled = div(div(c, unsqueeze(deviation, 1)), unsqueeze(deviation, 0));
  // Rounding may carry it beyond 1.
  return clamp(scaled, -1, 1);
}
