/** Activation functions, PyTorch's formulas and defaults. */

/** NaN stays. */
export function relu(x: number): number {
  return Math.max(x, 0);
}
