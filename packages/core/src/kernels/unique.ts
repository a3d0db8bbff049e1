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
  if (cols === 1 && !consecutive) return groupValues(x, rows);
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

/** The same for single values, of which only the distinct ones are sorted. */
function groupValues(x: TypedArray, count: number): Groups {
  const known = new Map<number, number>();
  const first: number[] = [];
  const counts: number[] = [];
  const inverse = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const value = x[i];
    let group = value === value ? known.get(value) : undefined;
    if (group === undefined) {
      group = first.length;
      first.push(i);
      counts.push(0);
      known.set(value, group);
    }
    counts[group]++;
    inverse[i] = group;
  }
  const values = Float64Array.from(first, (row) => x[row]);
  const order = new Float64Array(values.length);
  sortRows(1, values.length, values, 0, 0, 1, false, values.length, order, 0);
  const rank = new Float64Array(values.length);
  order.forEach((group, i) => (rank[group] = i));
  for (let i = 0; i < count; i++) inverse[i] = rank[inverse[i]];
  const inOrder = (list: readonly number[]): number[] => Array.from(order, (group) => list[group]);
  return { first: inOrder(first), counts: inOrder(counts), inverse };
}
