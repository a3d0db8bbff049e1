/** Who may use a gradient's buffer again, and when. See NOTE [Buffer ownership] in storage.ts. */
import { pool } from "../storage.ts";
import type { Tensor } from "../tensor.ts";

/** One more waits for it. */
export function hold(gradient: Tensor): void {
  if (gradient.storage.owned) gradient.storage.pending++;
}

/** One less; with the last one the buffer is free. */
export function drop({ storage }: Tensor): void {
  if (storage.owned && --storage.pending === 0) pool.release(storage);
}

/** Whether `tensor` is all of a buffer for which nobody else waits: it may be written to. */
export function isSoleOwner({ storage, layout }: Tensor): boolean {
  return (
    storage.owned &&
    storage.pending === 1 &&
    layout.contiguous &&
    layout.size === storage.data.length
  );
}

/** From here on the buffer belongs to whoever holds the tensor. */
export function escape(gradient: Tensor): Tensor {
  gradient.storage.owned = false;
  return gradient;
}

/** Runs what allocates for the user: none of that is the engine's. */
export function asUser<R>(body: () => R): R {
  const born = pool.suspend();
  try {
    return body();
  } finally {
    pool.resume(born);
  }
}
