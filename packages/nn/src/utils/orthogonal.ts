import {
  allclose,
  cat,
  eye,
  finfo,
  geqrf,
  linalg,
  noGrad,
  randn,
  type Tensor,
  TensorError,
  where,
  zerosLike,
} from "@tapeloop/core";
import { Module } from "../module/module.ts";
import { NoRightInverse } from "./parametrization-list.ts";

const maps = ["matrix_exp", "cayley", "householder"] as const;
export type OrthogonalMap = (typeof maps)[number];

/** @internal Whether there is such a map. */
export function isOrthogonalMap(map: unknown): map is OrthogonalMap {
  return maps.includes(map as OrthogonalMap);
}

/** Orthogonal matrices, from what is below the diagonal of any. */
class _Orthogonal extends Module {
  readonly shape: readonly number[];
  readonly orthogonalMap: OrthogonalMap;
  readonly useTrivialization: boolean;
  declare base: Tensor | null;

  constructor(weight: Tensor, orthogonalMap: OrthogonalMap, useTrivialization: boolean) {
    super();
    this.shape = weight.shape;
    this.orthogonalMap = orthogonalMap;
    this.useTrivialization = useTrivialization;
    if (useTrivialization) this.registerBuffer("base", null);
  }

  override forward(input: Tensor): Tensor {
    const wide = isWide(input);
    const tall = wide ? input.mT : input;
    const found = this.orthogonalMap === "householder" ? reflected(tall) : this._exponential(tall);
    const result = this.base ? this.base.matmul(found) : found;
    return wide ? result.mT : result;
  }

  /** Of a skew-symmetric matrix: `exp(A)` or its approximation `(I - A/2)⁻¹ (I + A/2)`. */
  private _exponential(tall: Tensor): Tensor {
    const [n, k] = tall.shape.slice(-2);
    let lower = tall.tril();
    if (n !== k) lower = cat([lower, tall.newZeros([...tall.shape.slice(0, -1), n - k])], -1);
    const skew = lower.sub(lower.mT);
    let result: Tensor;
    if (this.orthogonalMap === "matrix_exp") result = linalg.matrixExp(skew);
    else {
      const one = eye(n, { dtype: skew.dtype });
      const half = skew.mul(0.5);
      result = linalg.solve(one.sub(half), one.add(half));
    }
    return n === k ? result : result.narrow(-1, 0, k);
  }

  rightInverse(value: Tensor): Tensor {
    if (value.shape.join() !== this.shape.join()) {
      throw new TensorError(
        "parametrizations.orthogonal",
        `expected a matrix or batch of matrices of shape [${this.shape.join(", ")}], got a tensor of shape [${value.shape.join(", ")}]`,
        { shapes: [value.shape, this.shape] },
      );
    }
    return noGrad(() => (this.useTrivialization ? this._rebase(value) : this._reflectors(value)));
  }

  /** Keeps the orthogonal matrix as the base; relative to it the value is the identity, which -I stands for. */
  private _rebase(value: Tensor): Tensor {
    let tall = isWide(value) ? value.mT : value;
    const [n, k] = tall.shape.slice(-2);
    if (n !== k) {
      const more = randn([...tall.shape.slice(0, -2), n, n - k], { dtype: tall.dtype });
      tall = cat([tall, more], -1);
    }
    this.base = n === k && isOrthogonal(tall) ? tall.clone() : orthogonalized(tall);
    const negative = zerosLike(value);
    negative.diagonal(0, -2, -1).fill_(-1);
    return negative;
  }

  /** The Householder vectors of the value below the diagonal, on it the signs. */
  private _reflectors(value: Tensor): Tensor {
    if (this.orthogonalMap !== "householder") {
      throw new NoRightInverse(
        "parametrizations.orthogonal",
        "it is not possible to assign to the matrix exponential or the Cayley parametrizations with useTrivialization: false; " +
          'leave it true, or take the map "householder"',
      );
    }
    const wide = isWide(value);
    const { a, tau } = geqrf(wide ? value.mT : value);
    const diagonal = a.diagonal(0, -2, -1);
    const signs = diagonal.sign();
    // Where a reflection is not needed its coefficient is exactly 0.
    diagonal.copy_(where(tau.eq(0), signs.neg(), signs));
    return wide ? a.mT : a;
  }
}

function isWide(x: Tensor): boolean {
  return x.shape.at(-2)! < x.shape.at(-1)!;
}

/** The product of the reflections whose vectors stand below the diagonal, its columns with the signs that stand on it. */
function reflected(tall: Tensor): Tensor {
  const vectors = tall.tril(-1);
  const tau = vectors.mul(vectors).sum(-2).add(1).reciprocal().mul(2);
  // The signs are not learnt.
  const signs = tall.detach().diagonal(0, -2, -1).trunc();
  return linalg.householderProduct(vectors, tau).mul(signs.unsqueeze(-2));
}

function isOrthogonal(square: Tensor): boolean {
  const n = square.shape.at(-1)!;
  const atol = 10 * n * finfo(square.dtype).eps;
  return allclose(square.mT.matmul(square), eye(n, { dtype: square.dtype }), { atol });
}

/** The factor Q of `QR`, with a positive diagonal of R. */
function orthogonalized(tall: Tensor): Tensor {
  const { a, tau } = geqrf(tall);
  return linalg.householderProduct(a, tau).mul(a.diagonal(0, -2, -1).sgn().unsqueeze(-2));
}

/** @internal It prints by PyTorch's name. */
export { _Orthogonal as Orthogonal };
