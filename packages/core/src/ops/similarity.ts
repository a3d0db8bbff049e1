/** How alike vectors are. */
import { wrapArray } from "../alloc.ts";
import { getDefaultDtype, isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { broadcastShapes, normalizeDim } from "../layout.ts";
import { checkFloat } from "../op/checks.ts";
import { checkTensor, promoted } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { clampMin } from "./clamp.ts";
import { to } from "./convert.ts";
import { div } from "./division.ts";
import { indexSelect } from "./gather.ts";
import { sqrt } from "./power.ts";
import { sum } from "./reduce.ts";
import { vectorNorm } from "./vector-norm.ts";
import { expand, reshape } from "./view.ts";

const CosineSimilarity = signature("cosineSimilarity", ["x2", "dim", "eps"], { first: "x1" });
const PairwiseDistance = signature("pairwiseDistance", ["x2", "p", "eps", "keepdim"], {
  first: "x1",
});
const Pdist = signature("pdist", ["p"]);

export interface CosineSimilarityOptions {
  x2?: Tensor;
  /** The dimension along which the vectors lie; 1 where nothing is said. */
  dim?: number;
  /** Norms below this are taken as this; 1e-8 where nothing is said. */
  eps?: number;
}

/**
 * The cosine of the angle between the vectors of `x1` and `x2` along `dim`; both broadcast.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html
 */
export function cosineSimilarity(
  x1: Tensor,
  x2: Tensor | CosineSimilarityOptions,
  dim?: number | CosineSimilarityOptions,
  eps?: number | CosineSimilarityOptions,
  options?: CosineSimilarityOptions,
): Tensor {
  const op = "cosineSimilarity";
  const args = readArgs<CosineSimilarityOptions>(CosineSimilarity, x2, dim, eps, options);
  const a = checkTensor(op, x1, "x1");
  const b = checkTensor(op, args.x2, "x2");
  const dtype = promoted(a, b);
  if (!isFloat(dtype)) {
    throw new TensorError(
      op,
      `expected common dtype to be floating point, yet common dtype is ${dtype}; convert with x.to("float32")`,
      { dtypes: [a.dtype, b.dtype] },
    );
  }
  const shape = broadcastShapes(op, a.layout.shape, b.layout.shape);
  const along = normalizeDim(op, args.dim ?? 1, shape.length);
  const least = args.eps ?? 1e-8;
  const unit = (x: Tensor): Tensor => {
    const vectors = expand(to(x, dtype), shape);
    const squares = sum(mul(vectors, vectors), { dim: along, keepdim: true });
    // The cut itself has slope 1, as in PyTorch.
    const cut = sub(clampMin(squares.detach(), least * least), squares.detach());
    return div(vectors, sqrt(add(squares, cut)));
  };
  return sum(mul(unit(a), unit(b)), { dim: along });
}

export interface PairwiseDistanceOptions {
  x2?: Tensor;
  /** Which norm; 2 where nothing is said. */
  p?: number;
  /** Added to each difference; 1e-6 where nothing is said. */
  eps?: number;
  /** Keep the last dimension, with size 1. */
  keepdim?: boolean;
}

/**
 * The p-norm of the difference of the vectors of `x1` and `x2` along the last dimension; both broadcast.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.pairwise_distance.html
 */
export function pairwiseDistance(
  x1: Tensor,
  x2: Tensor | PairwiseDistanceOptions,
  p?: number | PairwiseDistanceOptions,
  eps?: number | PairwiseDistanceOptions,
  keepdim?: boolean | PairwiseDistanceOptions,
  options?: PairwiseDistanceOptions,
): Tensor {
  const op = "pairwiseDistance";
  const args = readArgs<PairwiseDistanceOptions>(PairwiseDistance, x2, p, eps, keepdim, options);
  const a = checkTensor(op, x1, "x1");
  const b = checkTensor(op, args.x2, "x2");
  const dtype = promoted(a, b);
  const float = isFloat(dtype) ? dtype : getDefaultDtype();
  const difference = add(to(sub(a, b), float), args.eps ?? 1e-6);
  const ndim = difference.layout.shape.length;
  const dims = ndim === 0 ? [] : [ndim - 1];
  return vectorNorm(difference, { p: args.p ?? 2, dims, keepdim: args.keepdim ?? false });
}

/**
 * The p-norm distances of all pairs of rows of a matrix: of the first and the second, the first and the third, …
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.pdist.html
 */
export function pdist(input: Tensor, p?: number | { p?: number }): Tensor {
  const { p: norm = 2 } = readArgs<{ p?: number }>(Pdist, p);
  const { shape } = checkFloat("pdist", input).layout;
  if (shape.length !== 2) {
    throw new TensorError("pdist", `only supports 2D tensors, got: ${shape.length}D`, {
      shapes: [shape],
    });
  }
  if (!(norm >= 0))
    throw new TensorError("pdist", `only supports non-negative p values, got ${norm}`);
  const [rows] = shape;
  const count = Math.max((rows * (rows - 1)) / 2, 0);
  const first = new Float64Array(count);
  const second = new Float64Array(count);
  for (let i = 0, k = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++, k++) {
      first[k] = i;
      second[k] = j;
    }
  }
  const row = (index: Float64Array): Tensor =>
    indexSelect(input, 0, wrapArray(index, [count], "int64"));
  const difference = sub(row(first), row(second));
  if (shape[1] === 0) return reshape(sum(difference, 1), [count]);
  return vectorNorm(difference, { p: norm, dims: [1], keepdim: false });
}
