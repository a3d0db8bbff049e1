/**
 * Generators of random numbers, and the default one that every draw uses unless told otherwise.
 *
 * The streams are those of PyTorch's CPU generator, see kernels/mt19937.ts and kernels/distributions.ts.
 */
import { TensorError, showValue } from "./errors.ts";
import type { RandomSource } from "./kernels/distributions.ts";
import { Mt19937 } from "./kernels/mt19937.ts";

const TWO32 = 4294967296;

/** The seed of a new generator, PyTorch's `default_rng_seed_val`. */
const DEFAULT_SEED = 67280421310721;

/**
 * Where PyTorch's CPUGeneratorImplState keeps what; little endian. A word of the state takes eight bytes, of which the
 * upper four are zero, and so is what lies between the fields.
 */
const at = { seed: 0, left: 8, seeded: 12, next: 16, words: 24, normal: 5024, hasNormal: 5040 };
const STATE_BYTES = 5056;

/**
 * A stream of random numbers of its own. Pass it as the option `generator` to keep draws apart from the default stream.
 *
 * A new generator always starts with the same seed.
 */
export class Generator implements RandomSource {
  /** The word stream; what the fills in kernels/ draw from. */
  readonly engine: Mt19937 = new Mt19937();
  /** The second value of the last pair of normals, where it has not been handed out. */
  nextNormal: number | null = null;
  // The 64 bits of the seed.
  #seedUpper = 0;
  #seedLower = 0;

  constructor() {
    this.manualSeed(DEFAULT_SEED);
  }

  /**
   * Starts the stream of a seed, and returns the generator. As in PyTorch a seed has 64 bits, of which the low 32 choose
   * the stream, and a negative one stands for 2^64 + seed. Integers beyond 2^53 are given as bigint.
   */
  manualSeed(seed: number | bigint): this {
    const bits = seedBits(seed);
    this.#seedUpper = Number(bits >> 32n);
    this.#seedLower = Number(bits & 0xffffffffn);
    this.engine.seed(this.#seedLower);
    this.nextNormal = null;
    return this;
  }

  /** Starts a stream that nobody can foresee, and returns its seed: 53 bits. */
  seed(): number {
    const seed = unforeseenSeed();
    this.manualSeed(seed);
    return seed;
  }

  /**
   * The seed the stream was started with. Of one beyond 2^53 (or a negative one, which is beyond too) the low 53 bits:
   * they start the same stream.
   */
  initialSeed(): number {
    return (this.#seedUpper & 0x1fffff) * TWO32 + this.#seedLower;
  }

  /** The next 32 bits of the stream. */
  random32(): number {
    return this.engine.random32();
  }

  /**
   * 53 bits of the stream, drawn as PyTorch draws an int64: two words. Where PyTorch seeds one generator from another
   * (`torch.empty((), dtype=torch.int64).random_()`), this is the seed: it differs above the 53rd bit, which seeds nothing.
   */
  random53(): number {
    return this.engine.random53();
  }

  /** All of the generator's state, in PyTorch's bytes: `torch.set_rng_state` takes them, and `setState` takes PyTorch's. */
  getState(): Uint8Array<ArrayBuffer> {
    const { state, next, fresh } = this.engine;
    const bytes = new Uint8Array(STATE_BYTES);
    const view = new DataView(bytes.buffer);
    view.setUint32(at.seed, this.#seedLower, true);
    view.setUint32(at.seed + 4, this.#seedUpper, true);
    // PyTorch counts how many calls are left until a block is made, that call included.
    view.setInt32(at.left, fresh ? 1 : state.length + 1 - next, true);
    view.setInt32(at.seeded, 1, true);
    view.setUint32(at.next, fresh ? 0 : next, true);
    for (let i = 0; i < state.length; i++) view.setInt32(at.words + 8 * i, state[i], true);
    if (this.nextNormal !== null) {
      view.setFloat64(at.normal, this.nextNormal, true);
      view.setInt32(at.hasNormal, 1, true);
    }
    return bytes;
  }

  /** Continues where `getState` was called. Returns the generator. */
  setState(bytes: Uint8Array): this {
    if (!(bytes instanceof Uint8Array) || bytes.length !== STATE_BYTES) {
      const got = bytes instanceof Uint8Array ? `${bytes.length} bytes` : showValue(bytes);
      throw new TensorError(
        "setState",
        `expected the ${STATE_BYTES} bytes of getState(), got ${got}`,
      );
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const size = this.engine.state.length;
    const left = view.getInt32(at.left, true);
    const next = view.getUint32(at.next, true);
    const fresh = left === 1 && next === 0;
    if (view.getInt32(at.seeded, true) !== 1 || left < 1 || !(fresh || next === size + 1 - left)) {
      throw new TensorError(
        "setState",
        "invalid mt19937 state: these bytes did not come from getState()",
      );
    }
    const words = new Int32Array(size);
    for (let i = 0; i < size; i++) words[i] = view.getInt32(at.words + 8 * i, true);
    this.#seedLower = view.getUint32(at.seed, true);
    this.#seedUpper = view.getUint32(at.seed + 4, true);
    this.engine.restore(words, fresh ? size : next, fresh);
    this.nextNormal =
      view.getInt32(at.hasNormal, true) === 0 ? null : view.getFloat64(at.normal, true);
    return this;
  }
}

function seedBits(seed: number | bigint): bigint {
  if (typeof seed === "bigint") {
    if (seed >= -(2n ** 63n) && seed < 2n ** 64n) return BigInt.asUintN(64, seed);
    throw new TensorError("manualSeed", `the seed must fit into 64 bits, got ${seed}`);
  }
  if (Number.isSafeInteger(seed)) return BigInt.asUintN(64, BigInt(seed));
  const mend = Number.isInteger(seed) ? "; give integers beyond 2^53 as bigint" : "";
  throw new TensorError("manualSeed", `the seed must be an integer, got ${showValue(seed)}${mend}`);
}

// Math.random is seeded by the host anew in every process, page and worker, which is all that is asked for here.
function unforeseenSeed(): number {
  return Math.floor(Math.random() * 2 ** 53);
}

/** The generator of all draws that are not given one. As in PyTorch it starts with a seed that nobody can foresee. */
export const defaultGenerator: Generator = new Generator();
defaultGenerator.seed();

/** Seeds the default generator, and returns it. With the same seed the draws are PyTorch's. */
export function manualSeed(seed: number | bigint): Generator {
  return defaultGenerator.manualSeed(seed);
}

/** Seeds the default generator with a seed that nobody can foresee, and returns it. */
export function seed(): number {
  return defaultGenerator.seed();
}

/** The seed the default generator was started with. */
export function initialSeed(): number {
  return defaultGenerator.initialSeed();
}

/** The state of the default generator, in PyTorch's bytes. */
export function getRngState(): Uint8Array<ArrayBuffer> {
  return defaultGenerator.getState();
}

/** Continues the default generator where `getRngState` was called. */
export function setRngState(state: Uint8Array): void {
  defaultGenerator.setState(state);
}
