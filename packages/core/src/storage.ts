/**
 * A typed array, its version counter, and who owns it. Memory belongs to the garbage collector; the engine may reuse
 * what it alone has seen. See NOTE [Buffer ownership].
 */
import { type DType, itemSize, type TypedArray } from "./dtype.ts";
import { smallArray, unspecifiedArray } from "./slab.ts";

/**
 * NOTE [Version counters]
 * Every write in place adds one to the storage's version; views share the storage, so they share the count. A tensor
 * saved for backward remembers the version it had and refuses to be used when it has moved on: a gradient from
 * overwritten values would be silently wrong.
 *
 * NOTE [Buffer ownership]
 * A fresh large array costs as much as the op that fills it, so buffers made while the engine runs backward are
 * reused. A storage is owned by the `engine` or has `escaped`, and goes one way only. Whatever can reach user code
 * (hooks, custom backward functions, `.grad`, `retainGrad`, a saved tensor, anything under `createGraph`) escapes and is
 * left to the garbage collector. The engine counts, for each storage it owns, the gradients that still wait on it, and
 * releases it once, when the last of them is consumed. Activations of the forward pass are never pooled, but for what an op
 * makes for its own backward alone (gates, attention weights, places of maxima: `Context.reuse`): its node gives that back when
 * it frees what it saved, unless backward has been recorded and other nodes may hold it. In poison mode a released buffer is filled
 * with NaN, so that whoever still reads it shows.
 */
export class Storage {
  readonly data: TypedArray;
  version = 0;
  /** True while only the engine has seen it; see NOTE [Buffer ownership]. */
  owned: boolean;
  /** How many waiting gradients use it; kept by the engine for what it owns. */
  pending = 0;

  constructor(data: TypedArray, owned = false) {
    this.data = data;
    this.owned = owned;
  }
}

/** Buffers below this many bytes are cheaper to allocate than to keep. */
const SMALLEST_POOLED = 2048;
/** The pool never holds more than this. */
const POOL_BYTES = 256 * 1024 * 1024;
/** After so many runs of the engine a length that nobody asked for is given back. */
const IDLE_RUNS = 64;

/** Free buffers of one class and length. */
interface Shelf {
  readonly buffers: TypedArray[];
  /** The run in which one was last taken or brought. */
  used: number;
}

/** The four classes of buffers. */
const classOf: Readonly<Record<DType, 0 | 1 | 2 | 3>> = {
  float32: 0,
  float64: 1,
  int64: 1,
  int32: 2,
  uint8: 3,
  bool: 3,
};

function classOfArray(data: TypedArray): 0 | 1 | 2 | 3 {
  if (data instanceof Float32Array) return 0;
  if (data instanceof Float64Array) return 1;
  return data instanceof Int32Array ? 2 : 3;
}

/** Free buffers by class and length. One engine run at a time opens it. */
export class BufferPool {
  /** Fill released buffers, and fresh ones, with NaN, whatever their size. */
  poison = false;
  #shelves: readonly Map<number, Shelf>[] = [new Map(), new Map(), new Map(), new Map()];
  #bytes = 0;
  #run = 0;
  #born: Storage[] | null = null;

  /** Starts owning what is allocated; answers what to hand back to `close`. */
  open(): Storage[] | null {
    const outer = this.#born;
    this.#born = [];
    return outer;
  }

  close(outer: Storage[] | null): void {
    this.#born = outer;
    if (++this.#run % IDLE_RUNS === 0) this.#tidy();
  }

  /** Whether allocations are owned by the engine at this moment. */
  get active(): boolean {
    return this.#born !== null;
  }

  /** Bytes that are kept for reuse. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Runs user code: what it allocates is its own. */
  suspend(): Storage[] | null {
    const born = this.#born;
    this.#born = null;
    return born;
  }

  resume(born: Storage[] | null): void {
    this.#born = born;
  }

  /** A buffer that the engine owns. */
  allocate(dtype: DType, length: number): Storage {
    const storage = new Storage(this.take(dtype, length), true);
    (this.#born as Storage[]).push(storage);
    return storage;
  }

  /** A buffer that is the caller's, with unspecified contents: a free one, or a fresh one. */
  take(dtype: DType, length: number): TypedArray {
    const shelf = this.#shelves[classOf[dtype]].get(length);
    const free = shelf?.buffers.pop();
    if (shelf && free) {
      shelf.used = this.#run;
      this.#bytes -= free.byteLength;
      return free;
    }
    const data = unspecifiedArray(dtype, length);
    if (this.poison) fillPoison(data);
    return data;
  }

  /** After a backward function: whatever it allocated and nobody waits for was scratch. */
  sweep(): void {
    const born = this.#born;
    if (!born || born.length === 0) return;
    for (const storage of born) if (storage.owned && storage.pending === 0) this.release(storage);
    born.length = 0;
  }

  release(storage: Storage): void {
    if (!storage.owned) return;
    storage.owned = false;
    this.give(storage.data);
  }

  /** Takes back a buffer that nobody else knows any more. */
  give(data: TypedArray): void {
    if (this.poison) fillPoison(data);
    else if (data.byteLength < SMALLEST_POOLED) return;
    if (data.byteLength > POOL_BYTES) return;
    // Full of lengths that are asked for no more, most likely.
    if (this.#bytes + data.byteLength > POOL_BYTES) this.clear();
    const shelves = this.#shelves[classOfArray(data)];
    const shelf = shelves.get(data.length);
    if (shelf) {
      shelf.buffers.push(data);
      shelf.used = this.#run;
    } else {
      shelves.set(data.length, { buffers: [data], used: this.#run });
    }
    this.#bytes += data.byteLength;
  }

  clear(): void {
    for (const shelves of this.#shelves) shelves.clear();
    this.#bytes = 0;
  }

  /** Gives back what has been idle for long. */
  #tidy(): void {
    for (const shelves of this.#shelves) {
      for (const [length, { buffers, used }] of shelves) {
        if (this.#run - used <= IDLE_RUNS) continue;
        shelves.delete(length);
        for (const data of buffers) this.#bytes -= data.byteLength;
      }
    }
  }
}

/** NaN where the class has one, else an absurd value. */
function fillPoison(data: TypedArray): void {
  if (data instanceof Float32Array || data instanceof Float64Array) data.fill(NaN);
  else data.fill(0x5a);
}

export const pool: BufferPool = new BufferPool();

/** Storage whose contents are unspecified: the caller overwrites every element. */
export function emptyStorage(dtype: DType, length: number): Storage {
  if (pool.active && (length * itemSize(dtype) >= SMALLEST_POOLED || pool.poison))
    return pool.allocate(dtype, length);
  const data = unspecifiedArray(dtype, length);
  if (pool.poison) fillPoison(data);
  // Small ones do not go back to the pool, but while only the engine knows them it may add to them, or hand them out.
  return new Storage(data, pool.active);
}

/** Storage with unspecified contents for what an op keeps for backward alone and then has reused (`Context.reuse`). */
export function reusedStorage(dtype: DType, length: number): Storage {
  const small = length * itemSize(dtype) < SMALLEST_POOLED && !pool.poison;
  return new Storage(small ? unspecifiedArray(dtype, length) : pool.take(dtype, length));
}

/** Storage filled with zeros. */
export function zeroStorage(dtype: DType, length: number): Storage {
  if (!pool.active) return new Storage(smallArray(dtype, length));
  const storage = emptyStorage(dtype, length);
  storage.data.fill(0);
  return storage;
}
