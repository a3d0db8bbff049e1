/** What the tests of recurrent networks have in common: lengths of sequences, numbers, and how far results lie apart. */
import { random } from "./support.ts";

export const U: number = 2 ** -24;

/** How many sequences have each step. */
export const batches: Record<string, readonly number[]> = {
  "one step": [4],
  "equal lengths": [5, 5, 5, 5, 5, 5],
  "different lengths": [7, 6, 6, 3, 1],
  "one sequence": [1, 1, 1],
};

export function fill(n: number, seed: number, scale: number): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length: n }, () => next() * scale);
}

export function furthest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);
}

export function largest(a: Float32Array): number {
  return a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}
