/** The order in which a recurrent network goes through its steps. See NOTE [Sequences] in recurrent-types.ts. */

/**
 * Calls `step` with each step's number of rows and its first row, in the order in which the network goes through them, or
 * against it.
 */
export function eachStep(
  sizes: readonly number[],
  descending: boolean,
  step: (rows: number, at: number) => void,
): void {
  if (!descending) {
    let at = 0;
    for (let t = 0; t < sizes.length; at += sizes[t++]) step(sizes[t], at);
    return;
  }
  let at = 0;
  for (let t = 0; t < sizes.length; t++) at += sizes[t];
  for (let t = sizes.length - 1; t >= 0; t--) step(sizes[t], (at -= sizes[t]));
}
