/** Blocks of random words, and choices made of them without the words leaving the memory. */
import type { Chances, Refill } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { PANELS_A, slot, TILE } from "./places.ts";

/** Fewer choices are not worth the copies of the state (scripts/cut-overs.ts). */
const LEAST_ELEMENTS = 48;

const BLOCK = 624;
/** Loops read and write whole vectors, and a word before the block. */
const SLACK = 16;
const STATE: number = PANELS_A >> 2;
const WORDS: number = STATE + BLOCK + 2 * SLACK;
const OUT: number = slot(0) >> 2;

const TWO32 = 4294967296;

/** The module's memory as words. */
export function makeRefill(memory: Int32Array, loops: Loops): Refill {
  const after = memory.subarray(STATE, STATE + BLOCK);
  const tempered = new Uint32Array(memory.buffer, WORDS << 2, BLOCK);
  return (state: Int32Array, words: Uint32Array): void => {
    after.set(state);
    loops.refill(STATE << 2, WORDS << 2);
    state.set(after);
    words.set(tempered);
  };
}

/** For float32. */
export function makeChances(
  floats: Float32Array,
  loops: Loops,
  fallback: Chances,
  least: number = LEAST_ELEMENTS,
): Chances {
  const block = new Int32Array(floats.buffer, STATE << 2, BLOCK);
  const tempered = new Uint32Array(floats.buffer, WORDS << 2, BLOCK);
  return (engine, out: Float32Array, offset: number, n: number, p: number, one: number): void => {
    if (n < least) {
      fallback(engine, out, offset, n, p, one);
      return;
    }
    const limit = Math.ceil(p * 2 ** 53);
    const [upper, lower] = [Math.floor(limit / TWO32), limit % TWO32];
    block.set(engine.state);
    tempered.set(engine.words);
    for (let i = 0; i < n; i += TILE) {
      const count = Math.min(TILE, n - i);
      const [state, words, to] = [STATE << 2, WORDS << 2, OUT << 2];
      engine.next = loops.chances(count, state, words, engine.next, upper, lower, one, to);
      out.set(floats.subarray(OUT, OUT + count), offset + i);
    }
    engine.state.set(block);
    engine.words.set(tempered);
    engine.fresh = false;
  };
}
