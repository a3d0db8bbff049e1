/** Powers, exponentials and chains of matrices, for `torch` and `torch.linalg`. */
import { emptyTensor, scalarTensor, zeroTensor } from "../alloc.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { exponential } from "../kernels/linalg/exponential.ts";
import { apply } from "../op/apply.ts";
import { countOf, doubles, finished, identity, working } from "../op/linalg.ts";
import { checkProductDtypes } from "../op/matmul.ts";
import { checkTensor } from "../op/operands.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { clone } from "./convert.ts";
import { cat } from "./join.ts";
import { invert } from "./lu-solve.ts";
import { product } from "./product.ts";
import { where } from "./select.ts";
import { slice } from "./slice.ts";
import { expand, squeeze, transpose, unsqueeze } from "./view.ts";

// ---- powers --------------------------------------------------------------------------------------------------------------

/** Squares and multiplies; a negative power is one of the inverse. The matrices are square. */
export function powerOf(a: Tensor, n: number): Tensor {
  if (!Number.isInteger(n))
    throw new TensorError(
      "linalg.matrixPower",
      `the exponent must be an integer, got ${showValue(n)}`,
    );
  const { shape } = a.layout;
  if (a.dtype === "bool")
    throw new TensorError(
      "linalg.matrixPower",
      "not implemented for dtype bool; convert with x.to(dtype)",
      { dtypes: ["bool"] },
    );
  // The identity, with a slope of zero.
  if (n === 0)
    return where(scalarTensor(false, "bool"), a, identity(shape.at(-1) as number, a.dtype));
  let base = n < 0 ? invert("linalg.inv", a) : a;
  let result: Tensor | null = null;
  for (let left = Math.abs(n); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result ? product(result, base) : base;
    if (left > 1) base = product(base, base);
  }
  return result === a ? clone(a) : (result as Tensor);
}

// ---- exponentials --------------------------------------------------------------------------------------------------------

const MatrixExp: OpRecord = {
  name: "linalgMatrixExp",
  params: [],
  forward(ctx, [a]) {
    ctx.save(a);
    const n = a.layout.shape.at(-1) as number;
    const from = working(a);
    const out = emptyTensor(a.layout.shape, "float64");
    for (let i = 0; i < countOf(a.layout); i++)
      exponential(n, doubles(from), i * n * n, doubles(out), i * n * n);
    return finished(out, a.dtype);
  },
  // The exponential of [[Aᵀ, G], [0, Aᵀ]] has the gradient in its upper right corner.
  backward(ctx, [grad]) {
    const [a] = ctx.saved();
    const n = a.layout.shape.at(-1) as number;
    const back = transpose(a, -2, -1);
    const zero = expand(zeroTensor([1], a.dtype), a.layout.shape);
    const block = cat([cat([back, grad], -1), cat([zero, back], -1)], -2);
    return [slice(slice(apply(MatrixExp, [block]), -2, 0, n), -1, n, 2 * n)];
  },
};

/** The exponential of square matrices that have been checked. */
export function exponentialOf(a: Tensor): Tensor {
  return apply(MatrixExp, [a]);
}

// ---- chains --------------------------------------------------------------------------------------------------------------

/** The product of matrices, the first and last of which may be vectors, in the order that multiplies least. */
export function chainProduct(op: string, given: readonly Tensor[]): Tensor {
  const count = given.length;
  given.forEach((tensor, i) => checkTensor(op, tensor, `tensors[${i}]`));
  for (const [i, { layout }] of given.entries()) {
    const { length } = layout.shape;
    const atEnd = i === 0 || i === count - 1;
    if (length === 2 || (atEnd && length === 1)) continue;
    throw new TensorError(op, `tensor ${i} must be ${atEnd ? "1D or " : ""}2D but got ${length}D`, {
      shapes: [layout.shape],
    });
  }
  for (let i = 1; i < count; i++) {
    const [a, b] = [given[i - 1].layout.shape, given[i].layout.shape];
    if (a[a.length - 1] !== b[0]) {
      throw new TensorError(
        op,
        `tensors ${i - 1} and ${i} with shapes ${showShape(a)} and ${showShape(b)} cannot be multiplied`,
        { shapes: [a, b] },
      );
    }
    checkProductDtypes(op, given[0], given[i]);
  }
  const first = given[0].layout.shape.length === 1;
  const last = given[count - 1].layout.shape.length === 1;
  const matrices = given.map((tensor, i) =>
    i === 0 && first
      ? unsqueeze(tensor, 0)
      : i === count - 1 && last
        ? unsqueeze(tensor, 1)
        : tensor,
  );
  let result = inOrder(matrices);
  if (last) result = squeeze(result, 1);
  return first ? squeeze(result, 0) : result;
}

/** Where to cut each part of the chain, by the number of multiplications of the best order. */
function inOrder(matrices: readonly Tensor[]): Tensor {
  const sizes = [matrices[0].layout.shape[0], ...matrices.map(({ layout }) => layout.shape[1])];
  const count = matrices.length;
  const cost = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  const cut = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (let width = 1; width < count; width++) {
    for (let i = 0; i + width < count; i++) {
      const j = i + width;
      cost[i][j] = Infinity;
      for (let k = i; k < j; k++) {
        const total = cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1];
        if (total < cost[i][j]) [cost[i][j], cut[i][j]] = [total, k];
      }
    }
  }
  const part = (i: number, j: number): Tensor =>
    i === j ? matrices[i] : product(part(i, cut[i][j]), part(cut[i][j] + 1, j));
  return part(0, count - 1);
}
