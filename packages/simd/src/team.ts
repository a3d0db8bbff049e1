/**
 * Worker threads that share a memory with this one, and take parts of its work.
 *
 * This thread writes down the parts of a job and then takes parts itself, as the workers do, until none is left; then it waits
 * for those that others took. So it never waits for a worker that has not started, sleeps, or has ended.
 */
import { TensorError } from "@tapeloop/core/kernels";

import { instantiate } from "./host.ts";
import type { Loops } from "./module.ts";

/** The loops that workers run. */
const kernels = ["gemmF32", "gemmF64", "convolveF32", "convolveWeightF32"] as const;
export type TeamKernel = (typeof kernels)[number];

// Places in the job. Each of the first two is written by all threads, hence has a cache line of its own.
/** How many parts nobody has taken yet; workers sleep while it is 0, and end when it is below. */
const LEFT = 0;
/** How many parts are finished. */
const DONE = 32;
const PARTS = 64;
const KERNEL = 65;
/** What the loop is called with, part after part. */
const ARGUMENTS = 96;
const WIDTH = 9;
/** Most parts of a job. */
export const MOST_PARTS = 64;

/**
 * How often a thread looks before it sleeps, in some 50 us: the next job mostly comes sooner, and waking takes 20. Where the
 * processors have other work, looking takes time from it.
 */
const LOOKS = 10_000;
/** A part takes far less than a millisecond: whoever does not finish it in so many seconds never will. */
const PATIENCE = 10;

/** What a worker runs. It is a text, because a file would not be found by a program that was bundled. */
const program = `
const { job, kernels, memory, module } = require("node:worker_threads").workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
for (let looks = 0; ; looks++) {
  const left = Atomics.load(job, ${LEFT});
  if (left < 0) break;
  if (left === 0) {
    if (looks < ${LOOKS}) continue;
    Atomics.wait(job, ${LEFT}, 0);
  } else if (Atomics.compareExchange(job, ${LEFT}, left, left - 1) === left) {
    const at = ${ARGUMENTS} + (left - 1) * ${WIDTH};
    exports[kernels[job[${KERNEL}]]](${Array.from({ length: WIDTH }, (_, i) => `job[at + ${i}]`).join(", ")});
    const parts = job[${PARTS}];
    if (Atomics.add(job, ${DONE}, 1) + 1 === parts) Atomics.notify(job, ${DONE});
  }
  looks = 0;
}`;

/** The part of Node's `worker_threads` that is used. */
export interface WorkerThreads {
  readonly Worker: new (
    program: string,
    options: {
      readonly eval: true;
      readonly name: string;
      readonly env: Record<string, string>;
      readonly execArgv: string[];
      readonly workerData: unknown;
    },
  ) => {
    unref(): void;
    on(event: "error", listener: (error: Error) => void): unknown;
  };
}

export class Team {
  readonly threads: number;
  /** The loops on the shared memory, run by this thread alone. */
  readonly loops: Loops;
  readonly #job: Int32Array;
  readonly #onLoss: (reason: string) => void;
  readonly #patience: number;

  /**
   * Starts `threads - 1` workers, which do not keep the process alive. `onLoss` is told why one has failed: the team should not
   * be used any more. Throws a TensorError where the host lets none start.
   */
  constructor(
    threads: number,
    { Worker }: WorkerThreads,
    onLoss: (reason: string) => void,
    patience: number = PATIENCE,
  ) {
    const instance = instantiate(true);
    if (instance === undefined) {
      throw new TensorError("setNumThreads", "this host gives no WebAssembly memory to share");
    }
    const { loops, module, memory } = instance;
    const job = new Int32Array(new SharedArrayBuffer(4 * (ARGUMENTS + MOST_PARTS * WIDTH)));
    this.threads = threads;
    this.loops = loops;
    this.#job = job;
    this.#onLoss = onLoss;
    this.#patience = patience;
    try {
      for (let i = 1; i < threads; i++) {
        const worker = new Worker(program, {
          eval: true,
          name: "tapeloop",
          // What this process was started with, such as a loader of TypeScript, is not for them.
          env: {},
          execArgv: [],
          workerData: { job, kernels, memory, module },
        });
        worker.on("error", (error) => this.#lose(`has ended: ${error.message}`));
        worker.unref();
      }
    } catch (error) {
      this.dismiss();
      const { message } = error as Error;
      throw new TensorError("setNumThreads", `this host starts no thread: ${message}`);
    }
  }

  /** Calls the loop with the arguments of each part, in any order and by any thread. There are at most MOST_PARTS. */
  run(kernel: TeamKernel, parts: readonly (readonly number[])[]): void {
    const job = this.#job;
    for (let i = 0; i < parts.length; i++) job.set(parts[i], ARGUMENTS + i * WIDTH);
    job[KERNEL] = kernels.indexOf(kernel);
    job[PARTS] = parts.length;
    Atomics.store(job, DONE, 0);
    Atomics.store(job, LEFT, parts.length);
    Atomics.notify(job, LEFT);
    const loop: (...args: readonly number[]) => void = this.loops[kernel];
    for (let left = parts.length; left > 0; left = Atomics.load(job, LEFT)) {
      if (Atomics.compareExchange(job, LEFT, left, left - 1) !== left) continue;
      loop(...parts[left - 1]);
      Atomics.add(job, DONE, 1);
    }
    this.#finish(parts.length);
  }

  /** Waits until all parts are done. Throws, after `onLoss`, where one never is. */
  #finish(parts: number): void {
    const job = this.#job;
    for (let looks = 0; looks < LOOKS; looks++) if (Atomics.load(job, DONE) === parts) return;
    for (let second = 0; second < this.#patience; second++) {
      const done = Atomics.load(job, DONE);
      if (done === parts) return;
      Atomics.wait(job, DONE, done, 1000);
    }
    if (Atomics.load(job, DONE) === parts) return;
    const reason = "does not finish its part of a product";
    this.#lose(reason);
    throw new TensorError("setNumThreads", `a thread ${reason}`);
  }

  #lose(reason: string): void {
    this.dismiss();
    this.#onLoss(reason);
  }

  /** Lets the workers end. The team is not used after that. */
  dismiss(): void {
    Atomics.store(this.#job, LEFT, -1);
    Atomics.notify(this.#job, LEFT);
  }
}
