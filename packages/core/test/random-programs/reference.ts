/**
 * The slow interpreter: a tensor is a list of cells, and a view of it a list of the same cells. Whatever is done to
 * memory, strides and histories in the real one, here it is a loop over cells.
 */
import { broadcastShape, indices, product } from "../op-table/nd.ts";

/** A place in memory. */
export interface Cell {
  value: number;
}

export class Cells {
  readonly shape: readonly number[];
  readonly cells: readonly Cell[];

  constructor(shape: readonly number[], cells: readonly Cell[]) {
    this.shape = shape;
    this.cells = cells;
  }

  /** In memory of its own. */
  static of(shape: readonly number[], values: readonly number[]): Cells {
    return new Cells(
      shape,
      values.map((value) => ({ value })),
    );
  }

  get values(): number[] {
    return this.cells.map(({ value }) => value);
  }

  cell(index: readonly number[]): Cell {
    return this.cells[this.shape.reduce((place, size, d) => place * size + index[d], 0)];
  }

  /** The cell that broadcasting puts at an index of a larger shape. */
  broadcastCell(index: readonly number[]): Cell {
    const lead = index.length - this.shape.length;
    return this.cell(this.shape.map((size, d) => (size === 1 ? 0 : index[lead + d])));
  }

  /** Another look at the same cells. */
  view(shape: readonly number[], where: (index: number[]) => readonly number[]): Cells {
    return new Cells(
      shape,
      indices(shape).map((index) => this.cell(where(index))),
    );
  }

  copy(): Cells {
    return Cells.of(this.shape, this.values);
  }

  /** Whether an element shares its place with another. */
  get overlapsItself(): boolean {
    return new Set(this.cells).size < this.cells.length;
  }

  /** Whether another tensor has some of its cells. Strides, which decide how they meet, are not known here. */
  overlaps(other: Cells): boolean {
    const own = new Set(this.cells);
    return this !== other && other.cells.some((cell) => own.has(cell));
  }

  /** Overwrites every element; all new values have been computed before. */
  write(values: readonly number[]): void {
    this.cells.forEach((cell, i) => (cell.value = values[i]));
  }
}

export function map(x: Cells, f: (value: number) => number): Cells {
  return Cells.of(x.shape, x.values.map(f));
}

export function zip(f: (...values: number[]) => number, ...operands: Cells[]): Cells {
  const shape = broadcastShape(...operands.map((x) => x.shape));
  const values = indices(shape).map((index) =>
    f(...operands.map((x) => x.broadcastCell(index).value)),
  );
  return Cells.of(shape, values);
}

export function broadcasts(from: readonly number[], to: readonly number[]): boolean {
  const lead = to.length - from.length;
  return lead >= 0 && from.every((size, d) => size === 1 || size === to[lead + d]);
}

export function compatible(a: readonly number[], b: readonly number[]): boolean {
  const n = Math.min(a.length, b.length);
  for (let i = 1; i <= n; i++) {
    const [x, y] = [a[a.length - i], b[b.length - i]];
    if (x !== y && x !== 1 && y !== 1) return false;
  }
  return true;
}

/** `f` of the row along `dim` at each place, which becomes the one element there. */
export function fold(x: Cells, dim: number, f: (row: number[]) => number): Cells {
  const shape = x.shape.with(dim, 1);
  const row = (index: readonly number[]): number[] =>
    Array.from({ length: x.shape[dim] }, (_, i) => x.cell(index.with(dim, i)).value);
  return Cells.of(
    shape,
    indices(shape).map((index) => f(row(index))),
  );
}

export function reshaped(x: Cells, shape: readonly number[]): Cells {
  if (product(shape) !== x.cells.length) throw new Error("sizes differ");
  return new Cells(shape, x.cells);
}
