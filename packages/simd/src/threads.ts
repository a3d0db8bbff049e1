/** How many threads compute large products and convolutions. */
import { showValue, TensorError } from "@tapeloop/core/kernels";

import { loops } from "./host.ts";
import { registerProducts } from "./products.ts";
import { splitLoops } from "./split.ts";
import { MOST_PARTS, Team, type WorkerThreads } from "./team.ts";

/** The part of the global object that is used. */
export interface ThreadHost {
  readonly process?: {
    getBuiltinModule?(name: "worker_threads"): WorkerThreads | undefined;
  };
  readonly SharedArrayBuffer?: new (bytes: number) => SharedArrayBuffer;
  readonly Atomics?: Pick<typeof Atomics, "wait">;
}

/** What starts workers; throws a TensorError where nothing does, or where this thread may not wait for them. */
export function findWorkers({ process, SharedArrayBuffer, Atomics }: ThreadHost): WorkerThreads {
  const workers = process?.getBuiltinModule?.("worker_threads");
  if (workers === undefined) {
    throw lack("worker_threads, which Node has from 20.16 on and browsers do not");
  }
  if (SharedArrayBuffer === undefined) throw lack("SharedArrayBuffer");
  try {
    // Where waiting is allowed this answers at once, since there is no 1.
    Atomics!.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
  } catch {
    throw lack("a thread that may wait (Atomics.wait), which this one may not");
  }
  return workers;
}

function lack(what: string): TensorError {
  return new TensorError("setNumThreads", `more than 1 takes ${what}`);
}

let team: Team | undefined;

/** How many threads compute large matrix products and convolutions: 1, unless `setNumThreads` has set it. */
export function getNumThreads(): number {
  return team?.threads ?? 1;
}

/**
 * Sets how many threads compute large matrix products and convolutions: this one and `n - 1` workers, which it starts; those
 * that there were end. The results are the same to the bit, and calls answer as before: this thread takes its share, and
 * waits for the others'. Workers do not keep the process alive.
 *
 * Worth it where processors are idle; where others use them, waiting for workers costs. More than 64 are 64.
 *
 * Throws a TensorError, and changes nothing, where `n` is not a positive integer, and for more than 1 where the host has no
 * WebAssembly SIMD, no `worker_threads` (Node before 20.16, browsers) or forbids this thread to wait.
 *
 * @see https://pytorch.org/docs/stable/generated/torch.set_num_threads.html
 */
export function setNumThreads(n: number): void {
  if (!Number.isInteger(n) || n < 1) {
    throw new TensorError("setNumThreads", `expects a positive integer, got ${showValue(n)}`);
  }
  const threads = Math.min(n, MOST_PARTS);
  if (threads === getNumThreads()) return;
  const next = threads === 1 ? undefined : start(threads);
  team?.dismiss();
  use(next);
}

function start(threads: number): Team {
  if (loops === undefined) throw lack("WebAssembly SIMD");
  const started = new Team(threads, findWorkers(globalThis), (reason) => {
    if (team !== started) return;
    use(undefined);
    console.warn(`setNumThreads: a thread ${reason}; from now on there is 1`);
  });
  return started;
}

function use(next: Team | undefined): void {
  team = next;
  if (loops !== undefined) registerProducts(loops, next && splitLoops(next));
}
