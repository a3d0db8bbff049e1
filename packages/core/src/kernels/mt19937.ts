/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), the word stream behind PyTorch's CPU generator.
 *
 * Words are made a block of 624 at a time, already tempered, so that the fills can walk an array instead of calling a
 * function per word: read `words[next]`, count `next` up, and `refill()` when it reaches `words.length`.
 */
import { kernelSlot, type KernelSlot, type Loose, registerKernel } from "./table.ts";

/** Words in a block, and in the state. Not exported: an exported constant is loaded anew in each turn of a loop. */
const BLOCK = 624;

const MIDDLE = 397;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;
const MATRIX = 0x9908b0df;
const TWO32 = 4294967296;

/** Replaces the state's words by the next 624, and tempers those into `words`. */
export type Refill = Loose<(state: Int32Array, words: Uint32Array) => void>;

/** The loop stands in the table of kernels, at int32, so that a faster one can take its place. */
const refills: KernelSlot<Refill> = kernelSlot<Refill>("mt19937");

export class Mt19937 {
  /** The recurrence's own words, before tempering. This is what a saved state holds. */
  readonly state: Int32Array = new Int32Array(BLOCK);
  /** The current block as it is handed out. Only those from `next` on are still to come. */
  readonly words: Uint32Array = new Uint32Array(BLOCK);
  /** Position of the next word; `words.length` when a new block has to be made. */
  next: number = BLOCK;
  /** True between seeding and the first word: `state` is then the seed's, and no block was made of it. */
  fresh: boolean = true;

  /** Starts the stream of a seed. Only the low 32 bits count, as in PyTorch. */
  seed(seed: number): void {
    const { state } = this;
    let word = seed | 0;
    state[0] = word;
    for (let i = 1; i < BLOCK; i++) {
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i) | 0;
      state[i] = word;
    }
    this.next = BLOCK;
    this.fresh = true;
  }

  /** Continues from saved words, `next` of whose block have been handed out. */
  restore(state: ArrayLike<number>, next: number, fresh: boolean): void {
    this.state.set(state);
    this.words.set(this.state.map(temper));
    this.next = next;
    this.fresh = fresh;
  }

  /** Makes the next block. */
  refill(): void {
    const { state, words } = this;
    refills.int32!(state, words);
    this.next = 0;
    this.fresh = false;
  }

  /** The next word: an integer in [0, 2^32). */
  random32(): number {
    if (this.next === BLOCK) this.refill();
    return this.words[this.next++];
  }

  /** The low 53 bits of PyTorch's next 64-bit word, which is made of two words, the upper one first. */
  random53(): number {
    const upper = this.random32();
    return (upper & 0x1fffff) * TWO32 + this.random32();
  }
}

function refill(state: Int32Array, words: Uint32Array): void {
  // Tempering in the same pass as the recurrence halves the cost of a word. Three runs, so that no index has to be
  // wrapped inside a loop; `upper` is the word at i, which the previous turn has loaded as its `lower`.
  let upper = state[0];
  let i = 0;
  for (; i < BLOCK - MIDDLE; i++) {
    const lower = state[i + 1];
    const word = state[i + MIDDLE] ^ twist(upper, lower);
    state[i] = word;
    words[i] = temper(word);
    upper = lower;
  }
  for (; i < BLOCK - 1; i++) {
    const lower = state[i + 1];
    const word = state[i + MIDDLE - BLOCK] ^ twist(upper, lower);
    state[i] = word;
    words[i] = temper(word);
    upper = lower;
  }
  const word = state[MIDDLE - 1] ^ twist(upper, state[0]);
  state[i] = word;
  words[i] = temper(word);
}

registerKernel<Refill>("mt19937", "int32", refill);

function twist(upper: number, lower: number): number {
  return (((upper & UPPER_BIT) | (lower & LOWER_BITS)) >>> 1) ^ (-(lower & 1) & MATRIX);
}

function temper(word: number): number {
  let w = word;
  w ^= w >>> 11;
  w ^= (w << 7) & 0x9d2c5680;
  w ^= (w << 15) & 0xefc60000;
  return w ^ (w >>> 18);
}
