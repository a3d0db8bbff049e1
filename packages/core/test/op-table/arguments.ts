/** How references read a call's arguments. */
import { Nd } from "./nd.ts";

/** Arguments after the first by name: leading ones by position, the rest in a trailing options object. */
export function named<Args>(names: readonly string[], rest: readonly unknown[]): Args {
  const args: Record<string, unknown> = {};
  rest.forEach((value, i) => {
    const isOptions =
      typeof value === "object" &&
      value !== null &&
      Object.getPrototypeOf(value) === Object.prototype &&
      !(value instanceof Nd);
    if (isOptions) Object.assign(args, value);
    else args[names[i]] = value;
  });
  return args as Args;
}

/** A dimension counted from the start. */
export function dimOf(x: Nd, dim: number, more = 0): number {
  return dim < 0 ? dim + Math.max(x.shape.length, 1) + more : dim;
}

/** Numbers given one by one or as one array. */
export function list(given: readonly unknown[]): readonly number[] {
  return (Array.isArray(given[0]) ? given[0] : given) as readonly number[];
}

/** The numbers from 0 up to `n`. */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
