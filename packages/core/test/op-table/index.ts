/** All families with their rows. A new family gets its line here. */
import arithmetic from "./arithmetic.ts";
import compare from "./compare.ts";
import convert from "./convert.ts";
import exponential from "./exponential.ts";
import reduce from "./reduce.ts";
import select from "./select.ts";
import slice from "./slice.ts";
import type { Family } from "./spec.ts";
import view from "./view.ts";
// The op table is about ops as users get them: with all kernels and methods.
import "../../src/index.ts";

export const families: Readonly<Record<string, Family>> = {
  arithmetic,
  compare,
  convert,
  exponential,
  reduce,
  select,
  slice,
  view,
};
