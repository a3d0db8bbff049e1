/**
 * Signatures of the loops of recurrent networks: a whole sequence, and the steps it is made of.
 *
 * NOTE [Sequences]
 * Steps follow each other in memory, each with a row for every sequence that has it: `sizes` says how many those are, most
 * first, so that sequences of different length lie one behind the other without gaps. All arrays are contiguous from 0. State
 * arrays have a row for every sequence; where a sequence has ended (or, in reverse, not begun) its row stays as it is.
 */
import type { TypedArray } from "../dtype.ts";
import type { Loose } from "./table.ts";

/**
 * Runs a long short-term memory. `gates` holds the part of the gates that comes from the input, and becomes the gates
 * themselves: for each row input, forget, candidate and output, `width` each. `h` and `c` are the state before the first step and
 * become that behind the last. `weight` is `[4 width, width]`.
 *
 * For the gradient each step leaves its cells, their tanh, and its output.
 */
export type Lstm = Loose<
  (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    weight: TypedArray,
    h: TypedArray,
    c: TypedArray,
    gates: TypedArray,
    cells: TypedArray,
    tanhs: TypedArray,
    out: TypedArray,
  ) => void
>;

/**
 * Its gradient: from those of the outputs and cells (none: undefined) to that of the input's part, `slopes`. `before` are the
 * cells before each step; `dh` and `dc`, zeros at first, become the gradients of the initial state.
 */
export type LstmBackward = Loose<
  (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    weight: TypedArray,
    gradOut: TypedArray | undefined,
    gradCells: TypedArray | undefined,
    before: TypedArray,
    tanhs: TypedArray,
    gates: TypedArray,
    slopes: TypedArray,
    dh: TypedArray,
    dc: TypedArray,
  ) => void
>;

/** One step behind the product: `rows` rows from row `at` of the sequence on, and the first rows of h and c. */
export type LstmCell = Loose<
  (
    rows: number,
    width: number,
    at: number,
    h: TypedArray,
    c: TypedArray,
    gates: TypedArray,
    cells: TypedArray,
    tanhs: TypedArray,
    out: TypedArray,
  ) => void
>;

/** Its gradient, before the product: dc becomes what the step before gets, dh is only read. */
export type LstmCellBackward = Loose<
  (
    rows: number,
    width: number,
    at: number,
    gradOut: TypedArray | undefined,
    gradCells: TypedArray | undefined,
    before: TypedArray,
    tanhs: TypedArray,
    gates: TypedArray,
    slopes: TypedArray,
    dh: TypedArray,
    dc: TypedArray,
  ) => void
>;
