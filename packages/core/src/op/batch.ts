/** Going through the matrices of a batch, operand by operand, wherever they lie. */
import type { Layout, Shape } from "../layout.ts";

/** Strides of the batch dimensions of `layout` where these are stretched to `batch`; the last `inner` ones are not batch. */
function stretched({ shape, strides }: Layout, batch: Shape, inner: number): number[] {
  const lead = batch.length - (shape.length - inner);
  return batch.map((_, i) => (i < lead || shape[i - lead] === 1 ? 0 : strides[i - lead]));
}

/**
 * Calls `body` for each index of `batch` with the offset at which each operand's part starts. The last `inner`
 * dimensions of an operand belong to that part, the others are its batch and broadcast.
 */
export function eachOfBatch(
  batch: Shape,
  layouts: readonly Layout[],
  inner: number | readonly number[],
  body: (offsets: readonly number[]) => void,
): void {
  const steps = layouts.map((layout, k) =>
    stretched(layout, batch, typeof inner === "number" ? inner : inner[k]),
  );
  const offsets = layouts.map(({ offset }) => offset);
  const index = new Array<number>(batch.length).fill(0);
  if (batch.includes(0)) return;
  for (;;) {
    body(offsets);
    let d = batch.length - 1;
    for (; d >= 0; d--) {
      for (let k = 0; k < steps.length; k++) offsets[k] += steps[k][d];
      if (++index[d] < batch[d]) break;
      for (let k = 0; k < steps.length; k++) offsets[k] -= steps[k][d] * batch[d];
      index[d] = 0;
    }
    if (d < 0) return;
  }
}
