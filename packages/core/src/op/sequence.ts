/**
 * Sequences of different lengths, step by step: which rows of all steps together come before a step, and which are the last of
 * their sequence. See NOTE [Sequences] in kernels/recurrent-types.ts.
 */
import { emptyTensor } from "../alloc.ts";
import type { TypedArray } from "../dtype.ts";
import type { Tensor } from "../tensor.ts";

/** `rows` rows from row `from` on, of all steps or of the initial state. */
export interface Piece {
  readonly initial: boolean;
  readonly from: number;
  readonly rows: number;
}

/** Puts a piece behind others, and together with the last of them where they adjoin. */
function extend(pieces: Piece[], initial: boolean, from: number, rows: number): void {
  if (rows === 0) return;
  const last = pieces.at(-1);
  if (last && last.initial === initial && last.from + last.rows === from) {
    pieces[pieces.length - 1] = { initial, from: last.from, rows: last.rows + rows };
  } else {
    pieces.push({ initial, from, rows });
  }
}

/** For each row of each step the row of the state before it. */
export function piecesBefore(sizes: readonly number[], reverse: boolean): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (let t = 0; t < sizes.length; t++) {
    const size = sizes[t];
    if (reverse) {
      const next = t + 1 < sizes.length ? sizes[t + 1] : 0;
      extend(pieces, false, at + size, next);
      extend(pieces, true, next, size - next);
    } else if (t === 0) {
      extend(pieces, true, 0, size);
    } else {
      extend(pieces, false, at - sizes[t - 1], size);
    }
    at += size;
  }
  return pieces;
}

/** For each sequence the row of the last step that the network goes through. */
export function lastPieces(sizes: readonly number[], reverse: boolean): Piece[] {
  const pieces: Piece[] = [];
  if (reverse) {
    extend(pieces, false, 0, sizes[0]);
    return pieces;
  }
  let at = sizes.reduce((sum, size) => sum + size, 0);
  let ended = 0;
  for (let t = sizes.length - 1; t >= 0; t--) {
    at -= sizes[t];
    extend(pieces, false, at + ended, sizes[t] - ended);
    ended = sizes[t];
  }
  return pieces;
}

/** The pieces as one tensor; of contiguous matrices. */
export function joinRaw(pieces: readonly Piece[], values: Tensor, initial: Tensor): Tensor {
  const width = values.layout.shape[1];
  const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0);
  const out = emptyTensor([rows, width], values.dtype);
  let at = 0;
  for (const piece of pieces) {
    const { storage, layout } = piece.initial ? initial : values;
    const from = layout.offset + piece.from * width;
    out.storage.data.set(storage.data.subarray(from, from + piece.rows * width), at);
    at += piece.rows * width;
  }
  return out;
}

/** The elements of a contiguous tensor. */
export function elements({ storage, layout }: Tensor): TypedArray {
  const { data } = storage;
  return data.length === layout.size
    ? data
    : data.subarray(layout.offset, layout.offset + layout.size);
}
