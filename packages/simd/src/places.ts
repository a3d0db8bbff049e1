/** Where things lie in the scratch memory, in bytes. Nothing in it outlives a kernel's run. */

/**
 * Most rows, columns and common elements of a block of a product; float64 has half as many columns. Where there are fewer rows
 * and columns, up to twice as many common elements fit.
 */
export const BLOCK_ROWS = 256;
export const BLOCK_COLUMNS = 1024;
export const BLOCK_DEPTH = 256;

/**
 * Everything starts in the middle of a page. Large arrays start a few bytes into theirs, and processors of the Zen family copy at a
 * twentieth of their speed (`rep movsb`, as glibc does) to where the place within the page is just above that of the source.
 */
const START = 2048;

/** Panels of the left operand: BLOCK_ROWS by BLOCK_DEPTH float32, or half as many float64. */
export const PANELS_A: number = START;
/** Panels of the right operand: BLOCK_DEPTH by BLOCK_COLUMNS float32. */
export const PANELS_B: number = PANELS_A + BLOCK_ROWS * BLOCK_DEPTH * 4;
/** The block of the product: BLOCK_ROWS by BLOCK_COLUMNS float32. */
export const BLOCK_C: number = PANELS_B + BLOCK_DEPTH * BLOCK_COLUMNS * 4;
/** What is added to each row of the product: BLOCK_COLUMNS float32. */
export const BIAS: number = BLOCK_C + BLOCK_ROWS * BLOCK_COLUMNS * 4;
/** Copies of what is to be packed, and the tiles of elementwise loops. */
export const STAGE: number = BIAS + BLOCK_COLUMNS * 4;
/** How much of it may be filled: less than half of the second-level cache of most processors. */
export const STAGE_BYTES = 0x20000;

/** Elementwise loops run over tiles of so many floats, which fit the first-level cache three at a time. */
export const TILE = 4096;
/** Where the tile of each operand lies. Loops run over whole vectors, so each has room for one more. */
export const SLOT_BYTES: number = TILE * 4 + 64;
export const slot = (operand: number): number => STAGE + operand * SLOT_BYTES;

/** The memory's size in pages of 64 KB: what is above, and a page that loads beyond an edge may touch. */
export const PAGES: number = Math.ceil((STAGE + STAGE_BYTES) / 0x10000) + 1;
