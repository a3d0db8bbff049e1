/**
 * Products of small float32 matrices: both operands are copied into the scratch memory as they lie, by one call each, and the
 * product is copied out. Cutting panels would take longer than the product.
 *
 * Up to BLOCK_DEPTH common elements each element is summed in the same order as in larger products, so that the cut-over
 * between the two does not show. (Larger ones sum longer rows in parts.)
 */
import type { Gemm } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { slot, TILE } from "./places.ts";

const [A, B, ROWS, C, ADDEND] = [slot(0), slot(1), slot(2), slot(3), slot(4)];

// Measured by scripts/cut-overs.ts.
/** Fewer columns leave the vectors empty. */
const LEAST_COLUMNS = 2;
/** For fewer multiplications the copies are not worth it. */
const LEAST_PRODUCTS = 128;
/** From here on panels are. */
const MOST_PRODUCTS = 65536;

/** Up to so many floats are copied one by one: a subarray costs as much. */
const SHORT = 32;

/** The kernel for products whose operands have at most `TILE` elements; all others, and the smallest, are left to `fallback`. */
export function makeSmallGemm(
  { memory: { buffer }, gemmSmallF32 }: Loops,
  fallback: Gemm,
  least: number = LEAST_PRODUCTS,
  most: number = MOST_PRODUCTS,
): Gemm {
  const memory = new Float32Array(buffer);

  function stage(x: Float32Array, at: number, span: number, to: number): void {
    if (at === 0 && span === x.length) memory.set(x, to);
    else if (span > SHORT) memory.set(x.subarray(at, at + span), to);
    else for (let i = 0; i < span; i++) memory[to + i] = x[at + i];
  }

  return (
    m: number,
    n: number,
    k: number,
    a: Float32Array,
    ao: number,
    ars: number,
    acs: number,
    b: Float32Array,
    bo: number,
    brs: number,
    bcs: number,
    c: Float32Array,
    co: number,
    crs: number,
    accumulate: boolean,
    bias?: Float32Array,
    biasAt: number = 0,
  ): void => {
    const products = m * n * k;
    const width = (n + 7) & ~7;
    const spanA = (m - 1) * ars + (k - 1) * acs + 1;
    const spanB = (k - 1) * brs + (n - 1) * bcs + 1;
    if (
      n < LEAST_COLUMNS ||
      products < least ||
      products > most ||
      spanA > TILE ||
      spanB > TILE ||
      k * width > TILE ||
      m * width > TILE
    ) {
      fallback(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate, bias, biasAt);
      return;
    }
    stage(a, ao, spanA, A >> 2);
    stage(b, bo, spanB, B >> 2);
    const size = m * n;
    const dense = crs === n || m === 1;
    const add = accumulate && dense;
    if (add) stage(c, co, size, ADDEND >> 2);
    else if (bias) stage(bias, biasAt, n, ADDEND >> 2);
    const addend = add || bias ? ADDEND : 0;
    gemmSmallF32(m, n, k, A, ars, acs, B, brs, bcs, ROWS, C, addend, bias ? 1 : 0);
    let p = C >> 2;
    if (dense) {
      if (size > SHORT) c.set(memory.subarray(p, p + size), co);
      else for (let i = 0; i < size; i++) c[co + i] = memory[p + i];
      return;
    }
    for (let i = 0; i < m; i++, co += crs, p += n)
      for (let j = 0; j < n; j++) c[co + j] = (accumulate ? c[co + j] : 0) + memory[p + j];
  };
}
