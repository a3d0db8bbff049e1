/** Elementwise loops: tiles are copied into the stage, which stays in the first-level cache, computed there, and copied out. */
import type { BinaryRow, UnaryRow } from "@tapeloop/core/kernels";

import type { BinaryTile, UnaryTile } from "./module.ts";
import { slot, TILE } from "./places.ts";

const [A, B, OUT] = [slot(0), slot(1), slot(2)];

/** Copies `count` elements from `at` on into the memory; a subarray costs 50 ns, so a whole array goes without. */
function stage(memory: Float32Array, x: Float32Array, at: number, count: number, to: number): void {
  memory.set(at === 0 && count === x.length ? x : x.subarray(at, at + count), to >> 2);
}

function wholeTile(memory: Float32Array): Float32Array {
  return memory.subarray(OUT >> 2, (OUT >> 2) + TILE);
}

/** Copies `count` results out. `whole` is the view of a whole tile, which is made once. */
function unstage(
  memory: Float32Array,
  whole: Float32Array,
  count: number,
  out: Float32Array,
  at: number,
): void {
  out.set(count === TILE ? whole : memory.subarray(OUT >> 2, (OUT >> 2) + count), at);
}

/** The kernel for contiguous rows of at least `least` elements; others are left to the typed-array loop. */
export function makeUnary(
  memory: Float32Array,
  tile: UnaryTile,
  fallback: UnaryRow,
  least: number,
): UnaryRow {
  const whole = wholeTile(memory);
  return (
    n: number,
    x: Float32Array,
    xo: number,
    xs: number,
    out: Float32Array,
    oo: number,
    os: number,
  ): void => {
    if (n < least || xs !== 1 || os !== 1) {
      fallback(n, x, xo, xs, out, oo, os);
      return;
    }
    for (let i = 0; i < n; i += TILE) {
      const count = Math.min(TILE, n - i);
      stage(memory, x, xo + i, count, A);
      tile(count, A, OUT);
      unstage(memory, whole, count, out, oo + i);
    }
  };
}

/** The same for two operands, of which one may be a single number. */
export function makeBinary(
  memory: Float32Array,
  tile: BinaryTile,
  fallback: BinaryRow,
  least: number,
): BinaryRow {
  const whole = wholeTile(memory);
  return (
    n: number,
    a: Float32Array,
    ao: number,
    as: number,
    b: Float32Array,
    bo: number,
    bs: number,
    out: Float32Array,
    oo: number,
    os: number,
    p0?: number,
  ): void => {
    if (n < least || os !== 1 || (as !== 1 && as !== 0) || (bs !== 1 && bs !== 0)) {
      fallback(n, a, ao, as, b, bo, bs, out, oo, os, p0);
      return;
    }
    const first = p0 ?? 0;
    if (as === 0) memory.fill(a[ao], A >> 2, (A >> 2) + 4);
    if (bs === 0) memory.fill(b[bo], B >> 2, (B >> 2) + 4);
    for (let i = 0; i < n; i += TILE) {
      const count = Math.min(TILE, n - i);
      if (as === 1) stage(memory, a, ao + i, count, A);
      if (bs === 1) stage(memory, b, bo + i, count, B);
      tile(count, A, as << 4, B, bs << 4, OUT, first);
      unstage(memory, whole, count, out, oo + i);
    }
  };
}
