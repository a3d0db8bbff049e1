/** Memory that a kernel may use while it runs. No kernel calls another, so one is enough for all. */

/** How many accumulators a column-wise reduction keeps at a time: 8 KB, a part of the first-level cache. */
export const BLOCK = 1024;

export const accumulators: Float64Array = new Float64Array(BLOCK);
/** A second set, for reductions that keep two numbers per row. */
export const more: Float64Array = new Float64Array(BLOCK);
