/** The weights of recurrent networks, which stay in panels in the scratch memory while all steps are taken. */
import { BLOCK_COLUMNS, BLOCK_DEPTH, BLOCK_ROWS, STAGE, STAGE_BYTES } from "./places.ts";

/** Floats that fit where panels lie, and where the block of a product lies. */
const PANEL_FLOATS = BLOCK_DEPTH * BLOCK_COLUMNS;
const BLOCK_FLOATS = BLOCK_ROWS * BLOCK_COLUMNS;

/**
 * Whether the panels of `gates` gates fit, and `each` arrays of a step of `batch` sequences. Widths that are no multiple of
 * sixteen are left to the typed-array loop.
 */
export function fits(gates: number, width: number, batch: number, each: number): boolean {
  const most = batch * width;
  return (
    width % 16 === 0 &&
    most > 0 &&
    gates * width * width <= PANEL_FLOATS &&
    each * most <= BLOCK_FLOATS
  );
}

/** Packs rows of the weights `[rows, width]`, as many at a time as fit the stage. */
export function packWeights(
  memory: Float32Array,
  weight: Float32Array,
  width: number,
  pack: (first: number, count: number) => void,
): void {
  const rows = weight.length / width;
  const most = (STAGE_BYTES / 4 / width) & ~7;
  for (let first = 0; first < rows; first += most) {
    const count = Math.min(most, rows - first);
    memory.set(weight.subarray(first * width, (first + count) * width), STAGE >> 2);
    pack(first, count);
  }
}
