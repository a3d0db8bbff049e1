/**
 * Tapeloop's hottest loops in WebAssembly SIMD. Importing this package puts them in place of the typed-array loops:
 *
 *     import "@tapeloop/simd";
 *
 * Only plain 128-bit operations are used, so results are the same on every machine. They agree with the typed-array loops
 * within the bounds of docs/performance.md; where the host has no WebAssembly SIMD, those loops go on working. The
 * environment variable `TAPELOOP_SIMD=0` leaves them in place from the start. `TAPELOOP_SIMD=wide` asks Node 24 and later for
 * 256-bit operations, `TAPELOOP_SIMD=relaxed` any host for multiplications and additions in one, which gives other last bits on
 * other machines; `wide,relaxed` for both. What they gain stands in docs/performance.md. `setNumThreads` shares large products
 * and convolutions out to worker threads.
 */
import { replacementsInUse, useReplacements } from "@tapeloop/core/kernels";

import { asksFor, type Host } from "./host.ts";
import { supported } from "./register.ts";

export { getNumThreads, setNumThreads } from "./threads.ts";

const { process } = globalThis as { process?: Host };
if (asksFor(process, "0")) useReplacements(false);

/** What is active. */
export const simd: {
  /** Whether the host runs WebAssembly SIMD. */
  readonly supported: boolean;
  /** Whether the loops of this package are in use; `setSimdEnabled` changes it. */
  readonly enabled: boolean;
} = {
  supported,
  get enabled() {
    return supported && replacementsInUse();
  },
};

/** Turns the SIMD loops on or off, and answers whether they were on. Without WebAssembly SIMD they stay off. */
export function setSimdEnabled(on: boolean): boolean {
  return useReplacements(on) && supported;
}
