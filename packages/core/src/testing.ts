/** `@tapeloop/core/testing`: what tests of ops and of the engine switch on. */
import { pool } from "./storage.ts";

/**
 * Poison mode: buffers that the engine has released, and fresh ones that are about to be overwritten, are filled with
 * NaN, so that whoever reads them shows. Answers whether it was on before. Slow; for tests.
 */
export function setPoison(on: boolean): boolean {
  const before = pool.poison;
  pool.poison = on;
  if (on !== before) pool.clear();
  return before;
}
