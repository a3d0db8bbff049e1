/** Which rows of a matrix are alike. */
import type { TypedArray } from "../dtype.ts";
import { sortRows } from "./order.ts";

function compareRows(x: TypedArray, cols: number, a: number, b: number): number {
  for (let j = 0; j < cols; j++) {
    const [p, q] = [x[a * cols + j], x[b * cols + j]];
    if (p < q) return -1;
    if (p > q) return 1;
  }
  return a - b;
}

function sameRows(x: TypedArray, cols: number, a: number, b: number): boolean {
  for (let j = 0; j < cols; j++) if (x[a * cols + j] !== x[b * cols + j]) return false;
  return true;
}

/** The numbers of the rows in order; equal ones keep theirs. */
function sortedRows(x: TypedArray, rows: number, cols: number): Float64Array {
  const order = new Float64Array(rows);
  if (cols === 1) {
    sortRows(1, rows, x, 0, 0, 1, false, rows, order, 0);
    return order;
  }
  for (let i = 0; i < rows; i++) order[i] = i;
  return order.sort((a, b) => compareRows(x, cols, a, b));
}

export interface Groups {
  /** For each group the number of its first row. */
  readonly first: number[];
  /** For each group how many rows it has. */
  readonly counts: number[];
  /** For each row the number of its group. */
  readonly inverse: Float64Array;
}

/**
 * Groups of equal rows of a row-major matrix, in the order of their values, or, `consecutive`, of runs of rows as they
 * stand. NaN equals nothing.
 */
export function groupRows(x: TypedArray, rows: number, cols: number, consecutive: boolean): Groups {
  const order = consecutive ? null : sortedRows(x, rows, cols);
  const first: number[] = [];
  const counts: number[] = [];
  const inverse = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = order ? order[i] : i;
    if (i === 0 || !sameRows(x, cols, order ? order[i - 1] : i - 1, row)) {
      first.push(row);
      counts.push(0);
    }
    counts[counts.length - 1]++;
    inverse[row] = counts.length - 1;
  }
  return { first, counts, inverse };
}
