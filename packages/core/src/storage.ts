/**
 * A typed array, its version counter, and who owns it. Memory belongs to the garbage collector; the engine may reuse
 * what it alone has seen. See NOTE [Buffer ownership].
 */
import { type DType, itemSize, newArray, type TypedArray } from "./dtype.ts";

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
 * releases it once, when the last of them is consumed. Activations of the forward pass are never pooled. In poison mode a
 * released buffer is filled with NaN, so that whoever still reads it shows.
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

/** Free buffers by class and length. One engine run at a time opens it. */
class BufferPool {
  /** Fill released buffers with NaN, whatever their size. */
  poison = false;
  #free = new Map<string, TypedArray[]>();
  #bytes = 0;
  #born: Storage[] | null = null;

  /** Starts owning what is allocated; answers what to hand back to `close`. */
  open(): Storage[] | null {
    const outer = this.#born;
    this.#born = [];
    return outer;
  }

  close(outer: Storage[] | null): void {
    this.#born = outer;
  }

  /** Whether allocations are owned by the engine at this moment. */
  get active(): boolean {
    return this.#born !== null;
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

  allocate(dtype: DType, length: number): Storage {
    const born = this.#born as Storage[];
    const key = keyOf(dtype, length);
    const kept = this.#free.get(key)?.pop();
    if (kept) this.#bytes -= kept.byteLength;
    const storage = new Storage(kept ?? newArray(dtype, length), true);
    if (this.poison && !kept) fillPoison(storage.data);
    born.push(storage);
    return storage;
  }

  /** After a backward function: whatever it allocated and nobody waits for was scratch. */
  sweep(): void {
    const born = this.#born;
    if (!born) return;
    for (const storage of born) if (storage.owned && storage.pending === 0) this.release(storage);
    born.length = 0;
  }

  release(storage: Storage): void {
    if (!storage.owned) return;
    storage.owned = false;
    const { data } = storage;
    if (this.poison) fillPoison(data);
    if ((data.byteLength < SMALLEST_POOLED && !this.poison) || this.#bytes + data.byteLength > POOL_BYTES) return;
    const key = `${data.constructor.name}${data.length}`;
    const list = this.#free.get(key);
    if (list) list.push(data);
    else this.#free.set(key, [data]);
    this.#bytes += data.byteLength;
  }

  clear(): void {
    this.#free.clear();
    this.#bytes = 0;
  }
}

function keyOf(dtype: DType, length: number): string {
  switch (dtype) {
    case "float32":
      return `Float32Array${length}`;
    case "float64":
    case "int64":
      return `Float64Array${length}`;
    case "int32":
      return `Int32Array${length}`;
    default:
      return `Uint8Array${length}`;
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
  if (pool.active && (length * itemSize(dtype) >= SMALLEST_POOLED || pool.poison)) return pool.allocate(dtype, length);
  return new Storage(newArray(dtype, length));
}

/** Storage filled with zeros. */
export function zeroStorage(dtype: DType, length: number): Storage {
  if (!pool.active) return new Storage(newArray(dtype, length));
  const storage = emptyStorage(dtype, length);
  storage.data.fill(0);
  return storage;
}
