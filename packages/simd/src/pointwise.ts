/** Elementwise loops: tiles are copied into the stage, which stays in the first-level cache, computed there, and copied out. */
import type { BinaryRow, UnaryRow } from "@tapeloop/core/kernels";

import type { BinaryTile, UnaryTile } from "./module.ts";
import { slot, TILE } from "./places.ts";

const [A, B, OUT] = [slot(0), slot(1), slot(2)];
const TILE_BYTES: number = TILE * 4;
const VECTOR_BYTES = 16;

/** The module's memory in the elements' class. */
type Memory = Float32Array | Float64Array;

/** Copies `count` elements from `at` on into the memory; a subarray costs 50 ns, so a whole array goes without. */
function stage<A extends Memory>(memory: A, x: A, at: number, count: number, to: number): void {
  memory.set(at === 0 && count === x.length ? x : x.subarray(at, at + count), to);
}

/** Copies `count` results out. `whole` is the view of a whole tile, which is made once. */
function unstage<A extends Memory>(
  memory: A,
  from: number,
  whole: A,
  count: number,
  out: A,
  at: number,
): void {
  out.set(count === whole.length ? whole : memory.subarray(from, from + count), at);
}

/** The kernel for contiguous rows of at least `least` elements; others are left to the typed-array loop. */
export function makeUnary<A extends Memory>(
  memory: A,
  run: UnaryTile,
  fallback: UnaryRow,
  least: number,
): UnaryRow {
  const bytes = memory.BYTES_PER_ELEMENT;
  const tile = TILE_BYTES / bytes;
  const [to, from] = [A / bytes, OUT / bytes];
  const whole = memory.subarray(from, from + tile) as A;
  return (
    n: number,
    x: A,
    xo: number,
    xs: number,
    out: A,
    oo: number,
    os: number,
    p0?: number,
    p1?: number,
  ): void => {
    if (n < least || xs !== 1 || os !== 1) {
      fallback(n, x, xo, xs, out, oo, os, p0, p1);
      return;
    }
    const [first, second] = [p0 ?? 0, p1 ?? 0];
    for (let i = 0; i < n; i += tile) {
      const count = Math.min(tile, n - i);
      stage(memory, x, xo + i, count, to);
      run(count, A, OUT, first, second);
      unstage(memory, from, whole, count, out, oo + i);
    }
  };
}

/** The same for two operands, of which one may be a single number. */
export function makeBinary<A extends Memory>(
  memory: A,
  run: BinaryTile,
  fallback: BinaryRow,
  least: number,
): BinaryRow {
  const bytes = memory.BYTES_PER_ELEMENT;
  const tile = TILE_BYTES / bytes;
  const lanes = VECTOR_BYTES / bytes;
  const [toA, toB, from] = [A / bytes, B / bytes, OUT / bytes];
  const whole = memory.subarray(from, from + tile) as A;
  return (
    n: number,
    a: A,
    ao: number,
    as: number,
    b: A,
    bo: number,
    bs: number,
    out: A,
    oo: number,
    os: number,
    p0?: number,
    p1?: number,
  ): void => {
    if (n < least || os !== 1 || (as !== 1 && as !== 0) || (bs !== 1 && bs !== 0)) {
      fallback(n, a, ao, as, b, bo, bs, out, oo, os, p0, p1);
      return;
    }
    const [first, second] = [p0 ?? 0, p1 ?? 0];
    if (as === 0) memory.fill(a[ao], toA, toA + lanes);
    if (bs === 0) memory.fill(b[bo], toB, toB + lanes);
    for (let i = 0; i < n; i += tile) {
      const count = Math.min(tile, n - i);
      if (as === 1) stage(memory, a, ao + i, count, toA);
      if (bs === 1) stage(memory, b, bo + i, count, toB);
      run(count, A, as * VECTOR_BYTES, B, bs * VECTOR_BYTES, OUT, first, second);
      unstage(memory, from, whole, count, out, oo + i);
    }
  };
}
