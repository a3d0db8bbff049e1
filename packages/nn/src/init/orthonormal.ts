import { tensor, type Tensor } from "@tapeloop/core";

/**
 * The Q of the QR factorisation of a matrix with at least as many rows as columns, with the signs for which R's diagonal
 * is positive: the one matrix with orthonormal columns that Gram and Schmidt's procedure gives. In float64, each column
 * twice, which keeps the columns orthogonal to rounding.
 */
export function orthonormalColumns(matrix: Tensor): Tensor {
  const [rows, cols] = matrix.shape;
  const columns = Array.from({ length: cols }, (_, j) =>
    Float64Array.from(matrix.select(1, j).toTypedArray()),
  );
  for (let j = 0; j < cols; j++) {
    const column = columns[j];
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) subtract(column, columns[i], dot(column, columns[i]));
    }
    const norm = Math.sqrt(dot(column, column));
    for (let i = 0; i < rows; i++) column[i] /= norm;
  }
  return tensor(
    columns.map((column) => Array.from(column)),
    { dtype: matrix.dtype },
  ).T;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function subtract(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] -= factor * b[i];
}
