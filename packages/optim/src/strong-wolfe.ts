/**
 * Line search that finds a step satisfying the strong Wolfe conditions.
 *
 * Source: Nocedal & Wright, Numerical Optimization (2nd ed.), algorithms 3.5 and 3.6, with minFunc's choices as PyTorch
 * has them: https://www.cs.ubc.ca/~schmidtm/Software/minFunc.html
 */
import type { Tensor } from "@tapeloop/core";

/** The objective at a step length: its value, its gradient, and its slope along the direction. */
export interface Point {
  readonly t: number;
  readonly f: number;
  readonly grad: Tensor;
  readonly slope: number;
}

export interface SearchResult {
  readonly point: Point;
  readonly evaluations: number;
}

/** The constants of the conditions, and when to give up. */
export interface SearchOptions {
  readonly c1?: number;
  readonly c2?: number;
  readonly toleranceChange?: number;
  readonly maxSearch?: number;
}

/** Where a cubic through two points with their slopes is smallest, kept within bounds. */
function cubicMinimum(a: Point, b: Point, bounds?: readonly [number, number]): number {
  const [low, high] = bounds ?? (a.t <= b.t ? [a.t, b.t] : [b.t, a.t]);
  const d1 = a.slope + b.slope - (3 * (a.f - b.f)) / (a.t - b.t);
  const square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const d2 = Math.sqrt(square);
  const at =
    a.t <= b.t
      ? b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
      : a.t - (a.t - b.t) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2));
  return Math.min(Math.max(at, low), high);
}

/** Searches along a direction from `start` (t = 0), trying `t` first. */
export function strongWolfe(
  evaluate: (t: number) => Point,
  start: Point,
  t: number,
  directionNorm: number,
  { c1 = 1e-4, c2 = 0.9, toleranceChange = 1e-9, maxSearch = 25 }: SearchOptions = {},
): SearchResult {
  const tooHigh = (p: Point): boolean => p.f > start.f + c1 * p.t * start.slope;
  const flatEnough = (p: Point): boolean => Math.abs(p.slope) <= -c2 * start.slope;
  let evaluations = 1;
  let steps = 0;
  let previous = start;
  let current = evaluate(t);
  let bracket: Point[] | null = null;
  // Go on until two points are known to have a good one between them.
  while (steps < maxSearch) {
    if (tooHigh(current) || (steps > 1 && current.f >= previous.f)) {
      bracket = [previous, current];
      break;
    }
    if (flatEnough(current)) return { point: current, evaluations };
    if (current.slope >= 0) {
      bracket = [previous, current];
      break;
    }
    const smallest = current.t + 0.01 * (current.t - previous.t);
    const next = cubicMinimum(previous, current, [smallest, current.t * 10]);
    previous = current;
    current = evaluate(next);
    evaluations++;
    steps++;
  }
  bracket ??= [start, current];
  return narrow(bracket, evaluate, {
    tooHigh,
    flatEnough,
    start,
    evaluations,
    steps,
    maxSearch,
    toleranceChange,
    directionNorm,
  });
}

interface Narrowing {
  readonly tooHigh: (p: Point) => boolean;
  readonly flatEnough: (p: Point) => boolean;
  readonly start: Point;
  readonly steps: number;
  readonly maxSearch: number;
  readonly toleranceChange: number;
  readonly directionNorm: number;
  evaluations: number;
}

/** Halves in on the good point; the lower of the two is kept first. */
function narrow(bracket: Point[], evaluate: (t: number) => Point, search: Narrowing): SearchResult {
  let { evaluations, steps } = search;
  let stuck = false;
  let [low, high] = bracket[0].f <= bracket[1].f ? bracket : [bracket[1], bracket[0]];
  while (steps < search.maxSearch) {
    if (Math.abs(high.t - low.t) * search.directionNorm < search.toleranceChange) break;
    let t = cubicMinimum(low, high);
    const [left, right] = [Math.min(low.t, high.t), Math.max(low.t, high.t)];
    const margin = 0.1 * (right - left);
    // Twice in a row at the edge: the cubic does not help, so step inside.
    if (Math.min(right - t, t - left) < margin) {
      if (stuck || t >= right || t <= left) {
        t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
        stuck = false;
      } else {
        stuck = true;
      }
    } else {
      stuck = false;
    }
    const point = evaluate(t);
    evaluations++;
    steps++;
    if (search.tooHigh(point) || point.f >= low.f) {
      high = point;
      if (low.f > high.f) [low, high] = [high, low];
      continue;
    }
    if (search.flatEnough(point)) return { point, evaluations };
    if (point.slope * (high.t - low.t) >= 0) high = low;
    low = point;
  }
  return { point: low, evaluations };
}
