/** Norms of matrices, for `torch.norm` and `torch.linalg`. */
import { showShape, showValue, TensorError } from "../errors.ts";
import { normalizeDim } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { amax, amin } from "./extrema.ts";
import { sum } from "./reduce.ts";
import { abs } from "./sign.ts";
import { singularValuesOf } from "./spectral.ts";
import { vectorNorm } from "./vector-norm.ts";
import { permute, unsqueeze } from "./view.ts";

/** "fro", "nuc", 1, -1, 2, -2, Infinity or -Infinity. */
export type MatrixOrder = "fro" | "nuc" | number;

/** The two dimensions of the matrices, checked. */
export function matrixDims(
  op: string,
  dim: readonly number[],
  ndim: number,
): [rows: number, columns: number] {
  if (!Array.isArray(dim) || dim.length !== 2)
    throw new TensorError(op, `dim must be a 2-tuple of dimensions, got ${showShape(dim)}`);
  const [a, b] = (dim as readonly number[]).map((d) => normalizeDim(op, d, ndim));
  if (a === b) throw new TensorError(op, `dims must be different. Got (${dim[0]}, ${dim[1]})`);
  return [a, b];
}

/** The norm that `order` names of the matrices in two dimensions. The tensor is a float, the dimensions are checked. */
export function matrixNormOf(
  op: string,
  x: Tensor,
  order: MatrixOrder,
  [rows, columns]: readonly [number, number],
  keepdim: boolean,
): Tensor {
  if (order === "fro") return vectorNorm(x, { p: 2, dims: [rows, columns], keepdim });
  if (order === "nuc" || order === 2 || order === -2)
    return ofSingularValues(x, order, rows, columns, keepdim);
  const size = Math.abs(order);
  if (size !== 1 && size !== Infinity)
    throw new TensorError(
      op,
      `order ${showValue(order)} not supported; known: fro, nuc, 1, -1, 2, -2, Infinity, -Infinity`,
    );
  // The sums of columns for 1, those of rows for Infinity; then the largest, or the smallest.
  const [summed, compared] = size === 1 ? [rows, columns] : [columns, rows];
  const sums = sum(abs(x), summed, { keepdim });
  const at = !keepdim && summed < compared ? compared - 1 : compared;
  return order > 0 ? amax(sums, at, keepdim) : amin(sums, at, keepdim);
}

function ofSingularValues(
  x: Tensor,
  order: "nuc" | 2 | -2,
  rows: number,
  columns: number,
  keepdim: boolean,
): Tensor {
  const others = x.layout.shape.map((_, i) => i).filter((i) => i !== rows && i !== columns);
  const values = singularValuesOf(permute(x, [...others, rows, columns]));
  const result =
    order === "nuc" ? sum(values, -1) : order === 2 ? amax(values, -1) : amin(values, -1);
  if (!keepdim) return result;
  const [first, second] = rows < columns ? [rows, columns] : [columns, rows];
  return unsqueeze(unsqueeze(result, first), second);
}
