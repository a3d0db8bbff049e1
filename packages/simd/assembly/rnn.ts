// Steps of plain recurrent networks, with tanh or, `rectified`, with relu. Rows are `width` floats, a multiple of sixteen, since
// elementwise functions run over sixteen floats at a time.

import { add, relu, tanh, tanhBackward, thresholdBackward } from "./pointwise";
import { multiply } from "./tiles";

/**
 * One step of `rows` sequences: sums holds what comes from the input, and becomes the sums; h becomes the output, which is the
 * next state. The weights lie in panels.
 */
export function rnnStep(
  rows: i32,
  width: i32,
  rectified: i32,
  panels: usize,
  h: usize,
  sums: usize,
): void {
  const block = <usize>width << 2;
  multiply(rows, width, width, h, block, 4, panels, 32, block << 3, sums, block, 1);
  if (rectified) relu(rows * width, sums, h);
  else tanh(rows * width, sums, h);
}

/**
 * The gradient of a step whose output was `out`: slopes holds that of its output, and becomes that of the sum; carried holds
 * what comes from the step behind, and becomes what goes to the step before.
 */
export function rnnStepBackward(
  rows: i32,
  width: i32,
  rectified: i32,
  panels: usize,
  slopes: usize,
  out: usize,
  carried: usize,
): void {
  const block = <usize>width << 2;
  const n = rows * width;
  add(n, slopes, 16, carried, 16, slopes);
  if (rectified) thresholdBackward(n, slopes, 16, out, 16, slopes, 0);
  else tanhBackward(n, slopes, 16, out, 16, slopes);
  multiply(rows, width, width, slopes, block, 4, panels, 32, block << 3, carried, block, 0);
}
