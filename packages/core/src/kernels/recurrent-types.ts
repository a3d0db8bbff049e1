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

/**
 * Runs gated recurrent units. `gates` holds the part of the gates that comes from the input, and becomes the gates themselves:
 * for each row reset, update and candidate, `width` each. `recalled` holds the bias of what the reset gate lets through to the
 * candidate, and becomes that: the hidden state's part of it. `h` is the state before the first step and becomes that behind
 * the last. `weight` is `[3 width, width]`.
 */
export type Gru = Loose<
  (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    weight: TypedArray,
    h: TypedArray,
    gates: TypedArray,
    recalled: TypedArray,
    out: TypedArray,
  ) => void
>;

/**
 * Its gradient: from that of the outputs to those of both sums that the gates are made of, the input's (`slopes`) and the hidden
 * state's (`stateSlopes`), which differ in the candidate. `before` are the states before each step; `dh`, zeros at first,
 * becomes the gradient of the initial state.
 */
export type GruBackward = Loose<
  (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    weight: TypedArray,
    grad: TypedArray,
    before: TypedArray,
    gates: TypedArray,
    recalled: TypedArray,
    slopes: TypedArray,
    stateSlopes: TypedArray,
    dh: TypedArray,
  ) => void
>;

/** One step behind the products, as `LstmCell`. */
export type GruCell = Loose<
  (
    rows: number,
    width: number,
    at: number,
    h: TypedArray,
    gates: TypedArray,
    recalled: TypedArray,
    out: TypedArray,
  ) => void
>;

/** Its gradient, before the product: dh becomes what the step before gets past the gates. */
export type GruCellBackward = Loose<
  (
    rows: number,
    width: number,
    at: number,
    grad: TypedArray,
    before: TypedArray,
    gates: TypedArray,
    recalled: TypedArray,
    slopes: TypedArray,
    stateSlopes: TypedArray,
    dh: TypedArray,
  ) => void
>;

/**
 * Runs a plain recurrent network, with tanh or, `rectified`, with relu. `out` holds the part of each sum that comes from the
 * input, and becomes the outputs. `h` is the state before the first step and becomes that behind the last. `weight` is
 * `[width, width]`.
 */
export type Rnn = Loose<
  (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    rectified: boolean,
    weight: TypedArray,
    h: TypedArray,
    out: TypedArray,
  ) => void
>;

/** Its gradient: from those of the outputs to those of the sums, `slopes`. `carried` has a row of zeros for every sequence. */
export type RnnBackward = Loose<
  (
    sizes: readonly number[],
    reverse: boolean,
    width: number,
    rectified: boolean,
    weight: TypedArray,
    grad: TypedArray,
    out: TypedArray,
    slopes: TypedArray,
    carried: TypedArray,
  ) => void
>;
