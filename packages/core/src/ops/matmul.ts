/** Products of matrices and vectors. */
import { showShape, TensorError } from "../errors.ts";
import { checkProduct, checkRank, checkProductDtypes } from "../op/matmul.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature, type Signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { MatMul, product } from "./product.ts";
import { reshape, transpose, unsqueeze } from "./view.ts";

const Mm = signature("mm", ["mat2"]);
const Bmm = signature("bmm", ["mat2"]);
const Mv = signature("mv", ["vec"]);
const Dot = signature("dot", ["other"]);
const Vdot = signature("vdot", ["other"]);
const Inner = signature("inner", ["other"]);
const Outer = signature("outer", ["vec2"]);
const Ger = signature("ger", ["vec2"]);

/** Reads the one other side, which may be given by name. */
function otherSide(
  op: Pick<Signature, "name" | "params">,
  input: Tensor,
  given: Tensor | object,
): Tensor {
  checkTensor(op.name, input, "input");
  if (given instanceof Tensor) return given;
  const [name] = op.params;
  return checkTensor(op.name, readArgs<Record<string, unknown>>(op, given)[name], name);
}

/**
 * The matrix product of `input` and `other`.
 *
 * Two vectors give their dot product, a matrix and a vector a vector, two matrices a matrix. Tensors with more dimensions
 * are batches of matrices and broadcast. Both have one dtype. Throws where the inner dimensions differ.
 * Source: https://pytorch.org/docs/stable/generated/torch.matmul.html
 */
export function matmul(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  const b = otherSide(MatMul, input, other);
  const [da, db] = [input.layout.shape.length, b.layout.shape.length];
  if (da === 0 || db === 0) {
    throw new TensorError(
      "matmul",
      `both arguments to matmul need to be at least 1D, but they are ${da}D and ${db}D; use mul for scalars`,
      {
        shapes: [input.layout.shape, b.layout.shape],
      },
    );
  }
  checkProduct("matmul", input, b);
  return product(input, b);
}

/**
 * The product of two matrices. It does not broadcast: see `matmul`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.mm.html
 */
export function mm(input: Tensor, mat2: Tensor | { mat2: Tensor }): Tensor {
  const b = otherSide(Mm, input, mat2);
  checkRank("mm", input, 2, "self must be a matrix");
  checkRank("mm", b, 2, "mat2 must be a matrix");
  checkProduct("mm", input, b);
  return product(input, b);
}

/**
 * The products of the matrices of two batches of equal length. It does not broadcast: see `matmul`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bmm.html
 */
export function bmm(input: Tensor, mat2: Tensor | { mat2: Tensor }): Tensor {
  const b = otherSide(Bmm, input, mat2);
  checkRank("bmm", input, 3, "batch1 must be a 3D tensor");
  checkRank("bmm", b, 3, "batch2 must be a 3D tensor");
  const [x, y] = [input.layout.shape, b.layout.shape];
  if (x[0] !== y[0]) {
    throw new TensorError(
      "bmm",
      `${showShape(x)} @ ${showShape(y)}: expected size for first two dimensions of batch2 tensor to be: ${showShape([x[0], x[2]])} ` +
        `but got: ${showShape([y[0], y[1]])}; matmul broadcasts batches of length 1`,
      { shapes: [x, y] },
    );
  }
  checkProduct("bmm", input, b);
  return product(input, b);
}

/** The product of a matrix and a vector. Source: https://pytorch.org/docs/stable/generated/torch.mv.html */
export function mv(input: Tensor, vec: Tensor | { vec: Tensor }): Tensor {
  const b = otherSide(Mv, input, vec);
  checkRank("mv", input, 2, "vector + matrix @ vector expected, the matrix must be 2D");
  checkRank("mv", b, 1, "vector + matrix @ vector expected, the vector must be 1D");
  checkProduct("mv", input, b);
  return product(input, b);
}

/** The dot product of two vectors of equal length. Source: https://pytorch.org/docs/stable/generated/torch.dot.html */
export function dot(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  return dotProduct(input, otherSide(Dot, input, other), "dot");
}

/** `dot`; of complex vectors it would conjugate the first. Source: https://pytorch.org/docs/stable/generated/torch.vdot.html */
export function vdot(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  return dotProduct(input, otherSide(Vdot, input, other), "vdot");
}

function dotProduct(a: Tensor, b: Tensor, op: string): Tensor {
  const [x, y] = [a.layout.shape, b.layout.shape];
  if (x.length !== 1 || y.length !== 1) {
    throw new TensorError(
      op,
      `1D tensors expected, but got ${x.length}D and ${y.length}D tensors; use matmul for matrices`,
      { shapes: [x, y] },
    );
  }
  if (x[0] !== y[0]) {
    throw new TensorError(
      op,
      `inconsistent tensor size, expected tensor ${showShape(x)} and src ${showShape(y)} to have the same number of elements, ` +
        `but got ${x[0]} and ${y[0]} elements respectively`,
      { shapes: [x, y] },
    );
  }
  checkProduct(op, a, b);
  return product(a, b);
}

/**
 * The dot products of the last dimensions: of each row of `input` with each row of `other`. A scalar multiplies.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.inner.html
 */
export function inner(input: Tensor, other: Tensor | { other: Tensor }): Tensor {
  const b = otherSide(Inner, input, other);
  const [x, y] = [input.layout.shape, b.layout.shape];
  if (x.length === 0 || y.length === 0) return mul(input, b);
  const [k, l] = [x[x.length - 1], y[y.length - 1]];
  if (k !== l) {
    throw new TensorError(
      "inner",
      `the last dimension must match on both input tensors but got shapes ${showShape(x)} and ${showShape(y)}`,
      { shapes: [x, y] },
    );
  }
  checkProductDtypes("inner", input, b);
  const rows = (shape: readonly number[]): number =>
    shape.slice(0, -1).reduce((n, size) => n * size, 1);
  const left = x.length === 2 ? input : reshape(input, [rows(x), k]);
  const right = y.length === 2 ? b : reshape(b, [rows(y), k]);
  const result = product(left, transpose(right, 0, 1));
  return x.length === 2 && y.length === 2
    ? result
    : reshape(result, [...x.slice(0, -1), ...y.slice(0, -1)]);
}

/** Each element of a vector times each of another, as a matrix. Source: https://pytorch.org/docs/stable/generated/torch.outer.html */
export function outer(input: Tensor, vec2: Tensor | { vec2: Tensor }): Tensor {
  return outerProduct(input, otherSide(Outer, input, vec2), "outer");
}

/** `outer` by its older name. Source: https://pytorch.org/docs/stable/generated/torch.ger.html */
export function ger(input: Tensor, vec2: Tensor | { vec2: Tensor }): Tensor {
  return outerProduct(input, otherSide(Ger, input, vec2), "ger");
}

function outerProduct(a: Tensor, b: Tensor, op: string): Tensor {
  checkRank(op, a, 1, "expected 1-D argument self");
  checkRank(op, b, 1, "expected 1-D argument vec2");
  return mul(unsqueeze(a, 1), b);
}
