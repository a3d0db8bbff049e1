/** Transposed copies: tiles are copied into the memory line by line, transposed there, and copied out line by line. */
import type { Copy2d } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { PANELS_A } from "./places.ts";

/** Most elements of a tile's lines, before and after. The longer, the fewer copies; but a tile should stay in the cache. */
const BEFORE = 256;
const AFTER = 128;
/** Between lines in the memory, so that not all of them begin in one set of the cache. */
const GAP = 16;

const FROM = PANELS_A >> 2;
const TO: number = FROM + AFTER * (BEFORE + GAP);

// Where the typed-array loop runs: tiles of which each copy moves fewer elements, lines shorter than a block, and few
// elements (scripts/cut-overs.ts).
const LEAST_A_COPY = 64;
const LEAST_LINE = 4;
const LEAST_ELEMENTS = 256;

/** The kernel for elements of four bytes, whose class is that of `memory`. */
export function makeTranspose<A extends Float32Array | Int32Array>(
  memory: A,
  { transpose }: Pick<Loops, "transpose">,
  fallback: Copy2d,
  least: number = LEAST_ELEMENTS,
): Copy2d {
  // Of the lines of a whole tile, made once: a view costs more than the copy of what it shows.
  const views: A[] = [];
  const view = (line: number): A =>
    (views[line] ??= memory.subarray(TO + line * AFTER, TO + (line + 1) * AFTER) as A);

  return (
    rows: number,
    cols: number,
    x: A,
    xo: number,
    xrs: number,
    xcs: number,
    out: A,
    oo: number,
    ors: number,
    ocs: number,
  ): void => {
    // `cols` lines of `rows` elements become `rows` lines of `cols`. Short ones that follow each other are copied as one.
    const joinedBefore = xcs === rows && rows <= BEFORE;
    const joinedAfter = ors === cols && cols <= AFTER;
    const size = rows * cols;
    const copies =
      (joinedBefore ? 0 : cols * Math.ceil(rows / BEFORE)) +
      (joinedAfter ? 0 : rows * Math.ceil(cols / AFTER));
    if (
      xrs !== 1 ||
      ocs !== 1 ||
      size < least ||
      copies * LEAST_A_COPY > size ||
      rows < LEAST_LINE ||
      cols < LEAST_LINE
    ) {
      fallback(rows, cols, x, xo, xrs, xcs, out, oo, ors, ocs);
      return;
    }
    for (let c = 0; c < cols; c += AFTER) {
      // Where less than a block is left, it takes along what is done already.
      const firstLine = Math.min(c, cols - LEAST_LINE);
      const lines = Math.min(AFTER, cols - firstLine);
      for (let r = 0; r < rows; r += BEFORE) {
        const first = Math.min(r, rows - LEAST_LINE);
        const width = Math.min(BEFORE, rows - first);
        const step = joinedBefore ? width : width + GAP;
        let at = xo + firstLine * xcs + first;
        if (joinedBefore) memory.set(x.subarray(at, at + lines * width), FROM);
        else {
          for (let l = 0, q = FROM; l < lines; l++, at += xcs, q += step)
            memory.set(x.subarray(at, at + width), q);
        }
        const pitch = joinedAfter ? lines : AFTER;
        transpose(lines, width, FROM << 2, step << 2, TO << 2, pitch << 2);
        at = oo + first * ors + firstLine;
        if (joinedAfter) out.set(memory.subarray(TO, TO + width * lines), at);
        else if (lines === AFTER) {
          for (let l = 0; l < width; l++, at += ors) out.set(view(l), at);
        } else {
          for (let l = 0, q = TO; l < width; l++, at += ors, q += pitch)
            out.set(memory.subarray(q, q + lines), at);
        }
      }
    }
  };
}
