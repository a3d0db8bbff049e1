import * as compare from "../../src/ops/compare.ts";
import { comparison, family } from "./spec.ts";

export default family(compare, {
  eq: comparison((a, b) => a === b),
  ne: comparison((a, b) => a !== b),
  lt: comparison((a, b) => a < b),
  le: comparison((a, b) => a <= b),
  gt: comparison((a, b) => a > b),
  ge: comparison((a, b) => a >= b),
});
